#!/usr/bin/env python3
"""What a query costs at ten times the articles: ten_times.py BUILD_DIR

DATA=FOLDER in the environment: the articles of FOLDER/corpus/md/en and the
queries of FOLDER/queries/en.tsv, else articles that the script makes. Every
article stands there ten times, in all copies but the first with a third of its
long words changed, so that the vocabulary grows as well.
"""
import os
import re
import resource
import subprocess
import sys
import tempfile
import zlib

import corpus as corpora

COPIES = 10
ROUNDS = 3
WORD = re.compile(r"[A-Za-z]{6,}")


def changed(text, copy):
    """A third of the long words with a letter of this copy behind them."""
    def word(found):
        w = found.group()
        return w + "bdfgklmprt"[copy] if zlib.crc32(w.encode()) % 3 == 0 else w
    head, mark, body = text.partition("\n---\n")
    return head + mark + WORD.sub(word, body) if mark else WORD.sub(word, text)


def multiply(source, target):
    for folder, _, names in os.walk(source):
        for name in names:
            if not name.endswith(".md"):
                continue
            place = os.path.join(folder, name)
            with open(place, encoding="utf-8", errors="replace") as f:
                text = f.read()
            path = os.path.relpath(place, source)
            for copy in range(COPIES):
                to = os.path.join(target, "en", "copy%d" % copy, path)
                os.makedirs(os.path.dirname(to), exist_ok=True)
                with open(to, "w", encoding="utf-8") as f:
                    f.write(changed(text, copy) if copy else text)


def compile_site(build, content, out):
    """Exit code 1 is problems in the articles: --keep-going publishes."""
    done = subprocess.run([os.path.join(build, "gabay-indexer"), content, "-o",
                           out, "--keep-going", "--quiet"],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if done.returncode > 1:
        sys.exit("the indexer failed")


def batch_cpu(build, site, queries):
    """Seconds of user and system time of one batch."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([os.path.join(build, "gabay-server"), "search", site,
                    "--batch", queries], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime -
            before.ru_utime - before.ru_stime)


def query_cpu(build, site, queries, one, count):
    """Milliseconds a query, the start taken off; median of the rounds."""
    found = sorted(batch_cpu(build, site, queries) -
                   batch_cpu(build, site, one) for _ in range(ROUNDS))
    return found[ROUNDS // 2] * 1000 / (count - 1)


def write_batch(path, queries):
    with open(path, "w", encoding="utf-8") as f:
        for n, text in enumerate(queries):
            f.write("%d\ten\t%s\n" % (n, text))
    return path


def main():
    build = sys.argv[1]
    with tempfile.TemporaryDirectory(prefix="gabay-ten-") as folder:
        at = lambda name: os.path.join(folder, name)  # noqa: E731
        corpus = corpora.make(at("content"))
        multiply(os.path.join(at("content"), "en"), at("ten"))
        all_of = write_batch(at("all.tsv"), corpus.queries)
        one = write_batch(at("one.tsv"), corpus.queries[:1])
        cost = []
        for name in ("content", "ten"):
            site = at(name + ".gabay")
            compile_site(build, at(name), site)
            cost.append(query_cpu(build, site, all_of, one,
                                  len(corpus.queries)))
            print("%-8s %8.1f MB %8.3f ms CPU a query" % (
                "once" if name == "content" else "ten times",
                os.path.getsize(site) / 1e6, cost[-1]), flush=True)
        print("a query at ten times the articles costs %.1f times" %
              (cost[1] / cost[0]))


if __name__ == "__main__":
    main()
