#!/usr/bin/env python3
"""Hostile inputs cost work in proportion to their length: counted in
instructions, by valgrind, so that a busy machine changes nothing. Prints TAP.

usage: run.py BUILD_DIR [CASE...]

Of N, 2N and 4N bytes, the second step may cost at most 2.6 times the first
(sorting is a little more than 2, a square is 4), unless both are small beside
what the program does anyway.
"""
import concurrent.futures
import re
import subprocess
import sys

BYTES = 8000
LARGE = 32  # times as many for what is called so
GROWTH = 2.6
SMALL = 2_000_000  # instructions


def count(program, name, size):
    said = subprocess.run(
        ["valgrind", "--tool=cachegrind", "--cache-sim=no",
         "--cachegrind-out-file=/dev/null", program, name, str(size)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=300)
    found = re.search(r"I\s+refs:\s+([\d,]+)", said.stderr)
    if said.returncode or not found:
        raise RuntimeError(said.stderr[-500:])
    return int(found.group(1).replace(",", ""))


def measure(program, name):
    least = BYTES * (LARGE if name.endswith("large") else 1)
    a, b, c = (count(program, name, least * k) for k in (1, 2, 4))
    first, second = max(b - a, SMALL // 2), (c - b)
    return name, second / first, second / (2 * least)


def main():
    program = sys.argv[1] + "/tests/work/work"
    names = sys.argv[2:] or subprocess.run(
        [program], stdout=subprocess.PIPE, text=True,
        check=True).stdout.splitlines()
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = pool.map(lambda n: measure(program, n), names)
        for i, (name, growth, each) in enumerate(results, 1):
            good = growth <= GROWTH
            failed += not good
            print("%sok %d - work/%s" % ("" if good else "not ", i, name))
            print("#   %.2f times for twice the bytes, %d instructions a byte"
                  % (growth, each), flush=True)
    print("1..%d" % len(names))
    return 1 if failed or not names else 0


if __name__ == "__main__":
    sys.exit(main())
