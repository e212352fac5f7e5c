#!/usr/bin/env python3
"""Hostile inputs cost work in proportion to their length: counted in
instructions, by valgrind, so that a busy machine changes nothing. Prints TAP.

usage: run.py BUILD_DIR [CASE...]

Of N, 2N and 4N bytes, the second step may cost at most 2.6 times the first
(sorting is a little more than 2, a square is 4), unless both are small beside
what the program does anyway.
"""
import concurrent.futures
import os
import re
import subprocess
import sys

BYTES = 8000
# So many times as many for what is called so.
TIMES = {"large": 32, "huge": 320 if os.environ.get("FULL") else 64}
JOBS = 2
GROWTH = 2.6
SMALL = 2_000_000  # instructions


def sizes(name):
    least = BYTES * next((times for end, times in TIMES.items()
                          if name.endswith(end)), 1)
    return [least, 2 * least, 4 * least]


def count(program, names):
    """{(case, bytes): instructions}. All run below one valgrind, which takes
    longer to start than most of them to run."""
    pairs = [(name, str(size)) for name in names for size in sizes(name)]
    said = subprocess.run(
        ["valgrind", "--tool=cachegrind", "--cache-sim=no",
         "--cachegrind-out-file=/dev/null", program] + sum(map(list, pairs),
                                                           []),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=900)
    if said.returncode:
        raise RuntimeError(said.stderr[-500:])
    found = {m[1]: int(m[2].replace(",", "")) for m in
             re.finditer(r"==(\d+)== I\s+refs:\s+([\d,]+)", said.stderr)}
    children = [line.split(" ", 2) for line in said.stdout.splitlines()]
    return {(name, int(size)): found[child] for child, size, name in children}


def judge(name, counts):
    """How the work grows for twice the bytes, and the work a byte."""
    least = sizes(name)[0]
    a, b, c = (counts[name, size] for size in sizes(name))
    first, second = max(b - a, SMALL // 2), (c - b)
    return second / first, second / (2 * least)


def main():
    program = sys.argv[1] + "/tests/work/work"
    names = sys.argv[2:] or subprocess.run(
        [program], stdout=subprocess.PIPE, text=True,
        check=True).stdout.splitlines()
    failed, counts = 0, {}
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        for part in pool.map(lambda n: count(program, names[n::JOBS]),
                             range(min(JOBS, len(names)))):
            counts.update(part)
    for i, name in enumerate(names, 1):
        growth, each = judge(name, counts)
        good = growth <= GROWTH
        failed += not good
        print("%sok %d - work/%s" % ("" if good else "not ", i, name))
        print("#   %.2f times for twice the bytes, %d instructions a byte"
              % (growth, each))
    print("1..%d" % len(names))
    return 1 if failed or not names else 0


if __name__ == "__main__":
    sys.exit(main())
