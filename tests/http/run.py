#!/usr/bin/env python3
"""Runs the HTTP tests against the programs in BUILD_DIR; prints TAP.

usage: run.py BUILD_DIR [--full] [TOPIC...]

--full runs as many swaps and damaged files as the project promises.
"""
import importlib
import os
import pathlib
import sys
import traceback

from harness import Skip, Tests


def main():
    words = [word for word in sys.argv[1:] if word != "--full"]
    build = os.path.abspath(words[0] if words else "build")
    here = pathlib.Path(__file__).parent
    topics = words[1:] or sorted(
        p.stem[len("test_"):] for p in here.glob("test_*.py"))
    tests = Tests(build, full="--full" in sys.argv)
    try:
        for topic in topics:
            run_topic(tests, topic)
    finally:
        tests.close()
    print("1..%d" % tests.count)
    return 1 if tests.failed or not tests.count else 0


def run_topic(tests, topic):
    module = importlib.import_module("test_" + topic)
    tests.topic = topic
    try:
        module.run(tests)
    except Skip as why:
        tests.skip("all of it", why)
    except Exception:  # one broken topic must not hide the others
        tests.ok(False, "ran to its end", traceback.format_exc())
    reports = tests.sanitizer_reports()
    tests.ok(not reports, "no report of a sanitizer", "\n".join(reports))


if __name__ == "__main__":
    sys.exit(main())
