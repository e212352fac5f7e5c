"""What is printed: a figure a line, the machine's load beside it."""
import os
import shlex
import statistics
import subprocess
import sys


def revision():
    try:
        run = subprocess.run(["git", "describe", "--always", "--dirty"],
                             stdout=subprocess.PIPE, text=True,
                             stderr=subprocess.DEVNULL, check=True)
        return run.stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def processor():
    with open("/proc/cpuinfo") as f:
        for line in f:
            if line.startswith("model name"):
                return " ".join(line.partition(":")[2].split())
    return os.uname().machine


def head(corpus):
    data = os.environ.get("DATA")
    command = "python3 " + shlex.join(sys.argv)
    print(f"command   {'DATA=' + data + ' ' if data else ''}{command}")
    print(f"revision  {revision()}")
    print(f"machine   {os.cpu_count()} cores, {processor()}")
    print(f"articles  {corpus.describe()}")
    print("ratio     ours to nginx's, median of the ratios of each round")
    print("load      of the machine, the last minute's average; CPU figures "
          "hold under load, others less")
    print()
    print(f"{'figure':38}{'gabay':>10} {'unit':13}{'nginx':>10}{'ratio':>8}"
          f"{'load':>7}")


def number(value):
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 100 else f"{value:.3g}"


def figure(name, value, unit, peer=None, ratio=None):
    beside = number(peer) if peer is not None else ""
    times = f"{ratio:.2f}" if ratio is not None else ""
    print(f"{name:38}{number(value):>10} {unit:13}{beside:>10}{times:>8}"
          f"{os.getloadavg()[0]:7.1f}", flush=True)


def medians(name, unit, ours, theirs=None):
    """ours and theirs: a value a round"""
    if theirs is None:
        figure(name, statistics.median(ours), unit)
        return
    figure(name, statistics.median(ours), unit, statistics.median(theirs),
           statistics.median(a / b for a, b in zip(ours, theirs)))
