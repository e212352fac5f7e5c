"""The manual and the sample help centre have no problem, not even a warning."""
import os


def run(t):
    for folder in "docs", "articles":
        done = t.run(t.indexer, os.path.join(t.top, folder), "--check",
                     "--strict")
        t.ok(done.returncode == 0, folder + "/ is clean by --check --strict",
             done.stderr.decode())
