#!/usr/bin/env python3
"""What is installed agrees with the programs; prints TAP.

usage: run.py BUILD_DIR [TOPIC...]
"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "tools"))

import tap  # noqa: E402

if __name__ == "__main__":
    sys.exit(tap.main(HERE, lambda build, full: tap.Tests("install", build),
                      sys.argv[1:]))
