#!/usr/bin/env python3
"""Runs the indexer's tests against the programs in BUILD_DIR; prints TAP.

usage: run.py BUILD_DIR [--full] [TOPIC...]

--full kills as often as the project promises.
"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "tools"))

import tap  # noqa: E402
from harness import Tests  # noqa: E402

if __name__ == "__main__":
    sys.exit(tap.main(HERE, Tests, sys.argv[1:]))
