#!/usr/bin/env python3
"""Runs the store's tests against the programs in BUILD_DIR; prints TAP.

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
    words = [word for word in sys.argv[1:] if word != "--full"]
    build = words[0] if words else "build"
    sys.exit(tap.run_topics(Tests(build, full="--full" in sys.argv),
                            words[1:] or tap.topics_in(HERE)))
