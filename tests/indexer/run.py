#!/usr/bin/env python3
"""Runs the indexer's tests against the programs in BUILD_DIR; prints TAP.

usage: run.py BUILD_DIR [TOPIC...]
"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "tools"))

import tap  # noqa: E402
from harness import Tests  # noqa: E402

if __name__ == "__main__":
    build = sys.argv[1] if len(sys.argv) > 1 else "build"
    sys.exit(tap.run_topics(Tests(build),
                            sys.argv[2:] or tap.topics_in(HERE)))
