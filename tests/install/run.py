#!/usr/bin/env python3
"""What is installed agrees with the programs; prints TAP.

usage: run.py BUILD_DIR [TOPIC...]
"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, os.pardir, "tools"))

import tap  # noqa: E402


def main():
    build = sys.argv[1] if len(sys.argv) > 1 else "build"
    return tap.run_topics(tap.Tests("install", build),
                          sys.argv[2:] or tap.topics_in(HERE))


sys.exit(main())
