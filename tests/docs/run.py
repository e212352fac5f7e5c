#!/usr/bin/env python3
"""The manual and the sample are sound, and agree with the programs; prints TAP.

usage: run.py BUILD_DIR [TOPIC...]
"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "tools"))

import tap  # noqa: E402

if __name__ == "__main__":
    sys.exit(tap.main(HERE, lambda build, full: tap.Tests("docs", build),
                      sys.argv[1:]))
