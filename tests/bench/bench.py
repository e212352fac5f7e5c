#!/usr/bin/env python3
"""Measures the two programs: bench.py BUILD_DIR

Beside nginx where there is a like. DATA=FOLDER in the environment: the
articles of FOLDER/corpus/md/en and the queries of FOLDER/queries/en.tsv,
else articles that the script makes. Needs wrk and nginx.
"""
import http.client
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

import check
import corpus as corpora
import mcp
import peer
import preview
import table
from process import Server, free_port, load

COMPILE_ROUNDS, COMPILE_ENOUGH = 3, 20  # no more rounds after so many seconds
STARTS = 10
SEARCH_ROUNDS, SEARCH_SECONDS = 3, 2
SEARCHES_BEFORE_MEMORY = 10_000
PAGE_ROUNDS, PAGE_SECONDS = 5, 1
PAGES = 2000
PAGE_SMALLEST, PAGE_LARGEST = 4_000, 30_000  # bytes of HTML


class Bench:
    def __init__(self, build, folder):
        self.indexer = os.path.join(build, "gabay-indexer")
        self.server = os.path.join(build, "gabay-server")
        self.folder = folder
        self.file = os.path.join(folder, "bench.gabay")
        self.corpus = corpora.make(os.path.join(folder, "content"))
        self.first = corpora.search_path(self.corpus.queries[0])

    def path(self, name):
        return os.path.join(self.folder, name)

    def start(self):
        port = free_port()
        return Server([self.server, self.file, "--quiet", "--listen",
                       f"127.0.0.1:{port}"], port, self.first)

    def listing(self, name, paths):
        with open(self.path(name), "w") as f:
            f.write("\n".join(paths) + "\n")
        return self.path(name)


def compile_once(b):
    """wall seconds, CPU seconds, peak bytes"""
    began = time.monotonic()
    with open(b.path("indexer.log"), "w") as log:
        child = subprocess.Popen(
            [b.indexer, b.corpus.content, "-o", b.file, "--keep-going",
             "--quiet"], stdout=log, stderr=log)
        _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode > 1 or not os.path.exists(b.file):
        with open(b.path("indexer.log")) as log:
            raise SystemExit("bench: the indexer failed:\n" + log.read()[-2000:])
    return (time.monotonic() - began, used.ru_utime + used.ru_stime,
            used.ru_maxrss * 1024)


def measure_compile(b):
    rounds, began = [], time.monotonic()
    while len(rounds) < COMPILE_ROUNDS:
        rounds.append(compile_once(b))
        if time.monotonic() - began > COMPILE_ENOUGH:
            break
    table.medians("articles compiled", "a second",
                  [b.corpus.pages / wall for wall, _, _ in rounds])
    table.medians("compile: CPU", "s", [cpu for _, cpu, _ in rounds])
    table.medians("compile: CPU an article", "ms",
                  [cpu / b.corpus.pages * 1000 for _, cpu, _ in rounds])
    table.medians("compile: peak memory", "MB",
                  [peak / 1e6 for _, _, peak in rounds])


def measure_file(b):
    """`inspect` prints a row a kind: its entries and the bytes of each form."""
    said = subprocess.run([b.server, "inspect", b.file], check=True, text=True,
                          stdout=subprocess.PIPE).stdout
    table.figure("file", os.path.getsize(b.file) / 1e6, "MB")
    rows = re.findall(r"^(\w+) +(\d+) +(\d+) +(\d+) +(\d+)$", said, re.M)
    for kind, _, *forms in rows:
        for form, size in zip(("plain", "gzip", "brotli"), forms):
            if int(size) >= 10_000:
                table.figure(f"file: {kind}, {form}", int(size) / 1e6, "MB")


def measure_start(b):
    times = []
    for _ in range(STARTS + 1):
        server = b.start()
        times.append(server.first_answer * 1000)
        server.stop()
    table.medians("start to first answer of a search", "ms", times[1:])


def measure_search(b):
    queries = b.listing("queries", map(corpora.search_path, b.corpus.queries))
    server = b.start()
    try:
        asked = 0
        for connections in (1, 16):
            rounds = [load(server, queries, connections, SEARCH_SECONDS,
                           skip=n * 97) for n in range(SEARCH_ROUNDS)]
            asked += sum(r.requests for r in rounds)
            what = f"search, {connections} conn."
            table.medians(f"{what}: CPU", "ms", [r.cpu * 1000 for r in rounds])
            table.medians(what, "a second", [r.rps for r in rounds])
            table.medians(f"{what}: p50", "ms", [r.p50 for r in rounds])
            table.medians(f"{what}: p99", "ms", [r.p99 for r in rounds])
        while asked < SEARCHES_BEFORE_MEMORY:
            asked += load(server, queries, 16, SEARCH_SECONDS).requests
        table.figure(f"memory after {asked:,} searches",
                     server.memory() / 1e6, "MB")
    finally:
        server.stop()


def measure_suggest(b):
    typed = b.listing("typed", map(corpora.suggest_path, b.corpus.queries))
    server = b.start()
    try:
        rounds = [load(server, typed, 16, SEARCH_SECONDS, skip=n * 97)
                  for n in range(SEARCH_ROUNDS)]
        what = "suggestions, 16 conn."
        table.medians(f"{what}: CPU", "ms", [r.cpu * 1000 for r in rounds])
        table.medians(what, "a second", [r.rps for r in rounds])
        table.medians(f"{what}: p99", "ms", [r.p99 for r in rounds])
    finally:
        server.stop()


def measure_answers(b):
    """Beside searches for the same questions, in turn."""
    paths = [b.listing(path.__name__, map(path, b.corpus.queries))
             for path in (corpora.search_path, corpora.answer_path)]
    server = b.start()
    try:
        rounds = [[load(server, one, 1, SEARCH_SECONDS, skip=n * 97).cpu
                   for one in paths] for n in range(SEARCH_ROUNDS)]
    finally:
        server.stop()
    table.medians("answers: CPU", "ms", [cpu * 1000 for _, cpu in rounds])
    table.medians("answers: CPU, times that of a search", "",
                  [answer / search for search, answer in rounds])


def page_paths(b):
    said = subprocess.run([b.server, "inspect", b.file, "--list"], check=True,
                          text=True, stdout=subprocess.PIPE).stdout
    paths = re.findall(r"^page .* (/\S+[^/\s])$", said, re.M)
    random.Random(corpora.SEED).shuffle(paths)
    return paths


def fetch_pages(b, server):
    """Up to PAGES pages of the wanted size, saved for nginx as we send them;
    their paths."""
    kept = []
    c = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    for path in page_paths(b):
        c.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = c.getresponse()
        packed = answer.read()
        if (answer.status != 200
                or answer.headers["Content-Encoding"] != "gzip"):
            raise SystemExit(f"bench: {path} is not sent as gzip")
        size = int.from_bytes(packed[-4:], "little")
        if PAGE_SMALLEST <= size <= PAGE_LARGEST:
            peer.save(b.folder, path, packed)
            kept.append(path)
        if len(kept) == PAGES:
            break
    c.close()
    if not kept:
        raise SystemExit("bench: no page of the wanted size")
    return kept


def same_bytes(ours, theirs, paths):
    asked = {"Accept-Encoding": "gzip"}
    for path in paths[:50]:
        if ours.get(path, **asked) != theirs.get(path, **asked):
            raise SystemExit(f"bench: nginx sends {path} otherwise")


def beside(ours, theirs, listing, connections):
    """Rounds of ours, theirs, ours, theirs"""
    runs = ([], [])
    for n in range(PAGE_ROUNDS):
        for server, rounds in zip((ours, theirs), runs):
            rounds.append(load(server, listing, connections, PAGE_SECONDS,
                               gzip=True, skip=n * 97))
    what = f"pages, {connections} conn."
    for name, unit, value in ((": CPU a request", "us", lambda r: r.cpu * 1e6),
                              ("", "a second", lambda r: r.rps),
                              (": p99", "ms", lambda r: r.p99)):
        table.medians(what + name, unit, *([value(r) for r in rounds]
                                           for rounds in runs))


def measure_pages(b):
    ours = b.start()
    try:
        paths = fetch_pages(b, ours)
        listing = b.listing("pages.list", paths)
        theirs = peer.start(b.folder, paths[0])
        try:
            same_bytes(ours, theirs, paths)
            for connections in (16, 64):
                load(theirs, listing, connections, 1, gzip=True)  # warm
                load(ours, listing, connections, 1, gzip=True)
                beside(ours, theirs, listing, connections)
            table.figure("memory after the pages", ours.memory() / 1e6, "MB",
                         theirs.memory() / 1e6,
                         ours.memory() / theirs.memory())
        finally:
            theirs.stop()
    finally:
        ours.stop()


def main():
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        print(__doc__.strip())
        sys.exit(2)
    if not shutil.which("wrk") or not peer.program():
        raise SystemExit("bench: install wrk and nginx")
    folder = tempfile.mkdtemp(prefix="bench-", dir=sys.argv[1])
    try:
        b = Bench(sys.argv[1], os.path.abspath(folder))
        table.head(b.corpus)
        for measure in (measure_compile, measure_file, measure_start,
                        measure_search, measure_suggest, measure_answers,
                        mcp.measure, measure_pages, check.measure,
                        preview.measure):
            measure(b)
    finally:
        shutil.rmtree(folder)


main()
