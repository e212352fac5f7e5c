#!/usr/bin/env python3
"""Makes each call of our own code that may fail do so once, and looks at what
comes of it; prints TAP.

usage: run.py BUILD_DIR [--all] [--only NAME] [--place HEX]

BUILD_DIR is that of `make FAULTS=1`. A place is a call with its callers; each
fails once, in its first way. Of places whose nearest callers are the same only
the first is tried, whichever scenario has it, but with --every (the places of
all scenarios) or --all (each call and each way: hours).
"""
import argparse
import collections
import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from scenarios import Site, all_of

JOBS = 2
DEPTH = 24
NEAR = 8  # callers
WAYS = 4  # as many as any row of inject.c has

Place = collections.namedtuple("Place", "id call times stack")


class Runner:
    def __init__(self, folder, scenario):
        self.folder, self.scenario = folder, scenario
        self.count = 0

    def environment(self, report, **faults):
        env = {k: v for k, v in os.environ.items()
               if not k.startswith("FAULT_")}
        env.update({k: str(v) for k, v in faults.items()})
        env["FAULT_REPORT"] = str(report)
        env["FAULT_DEPTH"] = str(DEPTH)
        env["ASAN_OPTIONS"] = "exitcode=99:detect_leaks=1:" \
            "allocator_may_return_null=1"
        return env

    def run(self, **faults):
        """What was wrong, and the lines that the injection reported."""
        here = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        report = here.with_suffix(".report")
        work = here / "work"
        work.mkdir()
        wrong = self.scenario.run(work, self.environment(report, **faults))
        shutil.rmtree(here)
        lines = report.read_text().splitlines() if report.exists() else []
        report.unlink(missing_ok=True)
        return wrong, [line.split() for line in lines]

    def places(self):
        """All that a run without fault calls, by a few runs: which thread
        comes first to something differs."""
        found, wrong = {}, []
        for _ in range(3):
            wrong, seen = self.run()
            if wrong:
                break
            for _, name, call, times, _, *stack in seen:
                found[name] = Place(name, call, int(times), tuple(stack))
        return wrong, sorted(found.values(), key=lambda p: (p.call, p.id))


def symbols(program, stacks):
    """Function names for addresses."""
    wanted = sorted({at for stack in stacks for at in stack})
    if not wanted:
        return {}
    # A return address is behind the call; one byte back is inside it.
    text = "\n".join(hex(int(at, 16) - 1) for at in wanted)
    said = subprocess.run(["addr2line", "-f", "-s", "-e", program],
                          input=text, capture_output=True, text=True)
    lines = said.stdout.splitlines()
    return {at: "%s (%s)" % (lines[2 * i], lines[2 * i + 1].split(" ")[0])
            for i, at in enumerate(wanted)}


def program_of(scenario):
    return scenario.site.indexer if scenario.program == "gabay-indexer" \
        else scenario.site.server


def only_new(scenario, places, tried):
    """Those whose nearest callers were not tried before, which they are now."""
    new = []
    for place in places:
        key = (scenario.program, place.call, place.stack[:NEAR])
        if key not in tried:
            new.append(place)
        tried.add(key)
    return new


def plan(places, every):
    if not every:
        return [{"FAULT_SITE": p.id} for p in places]
    ways = [{"FAULT_SITE": p.id, "FAULT_VARIANT": v} for p in places
            for v in range(1, WAYS)
            if p.call.lstrip("p") in ("read", "write") or v == 1]
    return ways + [{"FAULT_CALL": n + 1}
                   for n in range(sum(p.times for p in places))]


def inject(number, scenario, folder, options, tried):
    """Prints one line of TAP for a scenario; True when all was well."""
    if not scenario.present():
        print("ok %d - faults/%s # SKIP not there yet" % (number,
                                                          scenario.name))
        return True
    runner = Runner(folder, scenario)
    wrong, places = runner.places()
    if options.place:
        places = [p for p in places if p.id == options.place]
    if wrong or not places:
        print("not ok %d - faults/%s: without a fault" % (number,
                                                          scenario.name))
        print("# %s" % wrong)
        return False
    count = len(places)
    if not (options.all or options.every or options.place):
        places = only_new(scenario, places, tried)
    if not places:
        print("ok %d - faults/%s # SKIP all %d places were tried before"
              % (number, scenario.name, count))
        return True
    points = plan(places, options.all)
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        results = list(pool.map(lambda p: runner.run(**p), points))
    failed = [(w, told) for w, told in results if w]
    made = sum(any(t[0] == "failed" for t in told) for _, told in results)
    good = not failed and made > 0
    print("%sok %d - faults/%s: %d places, %d new, %d made to fail one by one"
          % ("" if good else "not ", number, scenario.name, count, len(places),
             made))
    explain(scenario, failed)
    sys.stdout.flush()
    return good


def explain(scenario, failed):
    stacks = [t[5:] for _, told in failed for t in told]
    names = symbols(program_of(scenario), stacks)
    for wrong, told in failed[:200]:
        for t in told:
            print("# %s %s at %s" % (t[0], t[2], t[1]))
            print("#   " + " < ".join(names[at] for at in t[5:]))
        for text in wrong:
            print("#   -> " + text.replace("\n", " ")[:300])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--every", action="store_true")
    parser.add_argument("--only")
    parser.add_argument("--place")
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="gabay-faults-"))
    try:
        site = Site(options.build.resolve(), folder)
        chosen = [s for s in all_of(site)
                  if options.only in (None, s.name)]
        tried = set()
        results = [inject(i + 1, s, folder, options, tried)
                   for i, s in enumerate(chosen)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("1..%d" % len(results))
    return 0 if results and all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
