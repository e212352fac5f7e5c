"""The manual and the sample help centre have no problem, not even a warning."""
import os


def run(t):
    for folder in "docs", "articles":
        done = t.run(t.indexer, os.path.join(t.top, folder), "--check",
                     "--strict")
        t.eq((done.returncode, done.stderr.decode()),
             (0, "gabay-indexer: 0 errors, 0 warnings\n"),
             folder + "/ is clean by --check --strict")
