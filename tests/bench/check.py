#!/usr/bin/env python3
"""Measures how long --check takes: check.py BUILD_DIR

10,000 articles, of DATA=FOLDER as bench.py has it or made here, which must take
no more than LIMIT seconds. Part of bench.py, too."""
import os
import shutil
import subprocess
import sys
import tempfile
import time

import corpus as corpora
import table

ARTICLES, ROUNDS, LIMIT = 10_000, 3, 3.0


def check_once(indexer, content):
    """wall seconds, CPU seconds"""
    began = time.monotonic()
    child = subprocess.Popen([indexer, content, "--check"],
                             stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        raise SystemExit("bench: --check failed")
    return time.monotonic() - began, used.ru_utime + used.ru_stime


def measure_in(indexer, folder):
    content = os.path.join(folder, "checked")
    made = corpora.first(content, ARTICLES)
    rounds = [check_once(indexer, content) for _ in range(ROUNDS)]
    what = f"check {made.pages:,} articles"
    table.medians(what, "s", [wall for wall, _ in rounds])
    table.medians(what + ": CPU", "s", [cpu for _, cpu in rounds])
    shutil.rmtree(content)
    return made, min(wall for wall, _ in rounds)


def measure(b):
    measure_in(b.indexer, b.folder)


def main():
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        print(__doc__.strip())
        sys.exit(2)
    folder = tempfile.mkdtemp(prefix="check-", dir=sys.argv[1])
    try:
        made, best = measure_in(os.path.join(sys.argv[1], "gabay-indexer"),
                                os.path.abspath(folder))
    finally:
        shutil.rmtree(folder)
    print(made.describe())
    print(f"best {best:.2f} s, at most {LIMIT:.0f} s are allowed")
    sys.exit(best > LIMIT)


if __name__ == "__main__":
    main()
