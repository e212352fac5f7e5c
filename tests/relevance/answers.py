"""How well questions are answered, and when people are asked instead: what
`gabay-server answer` says of the questions of a part.

usage: answers.py BUILD_DIR [--set-aside]

Prints the shares at the threshold that is built in (server/answer.h), by
locale, and the curve over all thresholds.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "tools"))

import sample  # noqa: E402
import sets  # noqa: E402
import systems  # noqa: E402

FLOOR = os.path.join(HERE, "answers.tsv")
HEADER = os.path.join(TOP, "server", "answer.h")
NAMES = ("right", "answered", "handed off")
# What the shares must reach, over all locales; ten points less in each.
LEAST = (.85, .80, .90)
SLACK = .10
ANSWER_MAX = 800  # code points


def built_in():
    with open(HEADER, encoding="utf-8") as f:
        return float(re.search(r"(?m)^#define ANSWER_THRESHOLD ([.\d]+)$",
                               f.read()).group(1))


def asked(build, site, queries):
    """{query-id: the API's answer}, of one process"""
    done = subprocess.run(
        [os.path.join(build, "gabay-server"), "answer", site, "--batch",
         queries, "--json"], stdout=subprocess.PIPE, check=True)
    lines = map(json.loads, done.stdout.decode().splitlines())
    return {line["query_id"]: line["answer"] for line in lines}


def first(answer):
    """The article it names, or would name at a lower threshold."""
    if answer["answer"]:
        return answer["answer"]["source"]["id"]
    others = answer["alternatives"]
    return others[0]["id"] if others else None


def cases(part, answers, locale=None):
    """[(confidence, answerable, right)]; what finds nothing is below all"""
    found = []
    for query, own, _ in part.queries:
        if locale not in (None, own):
            continue
        judged, name = part.qrels.get(query, {}), first(answers[query])
        found.append((answers[query]["confidence"] if name else -1.0,
                      query in part.qrels,
                      judged.get(name, 0) >= sets.HELPS))
    return found


def share(some, of):
    return some / of if of else 1.0


def shares(found, least):
    """(of the answerable questions that are answered those with a right
    article, of the answerable those answered, of the others those handed
    off)"""
    answered = [c for c in found if c[1] and c[0] >= least]
    others = [c for c in found if not c[1]]
    return (share(sum(c[2] for c in answered), len(answered)),
            share(len(answered), sum(c[1] for c in found)),
            share(sum(c[0] < least for c in others), len(others)))


def by_locale(part, answers, least):
    """{locale or "all": shares}"""
    return {locale: shares(cases(part, answers,
                                 None if locale == "all" else locale), least)
            for locale in sample.LOCALES + ["all"]}


def missing(found):
    """Whatever does not reach its line."""
    return ["%s: %s %.3f, not %.2f" % (locale, name, value, least)
            for locale, values in found.items()
            for name, value, line in zip(NAMES, values, LEAST)
            for least in [line - SLACK * (locale != "all")]
            if value < least - 1e-9]


def curve(found):
    return [(t / 100, *shares(found, t / 100)) for t in range(0, 101, 5)]


def record(part, answers):
    """Keeps the shares as the floor of `make test`."""
    with open(FLOOR, "w", encoding="utf-8") as f:
        for locale, values in by_locale(part, answers, built_in()).items():
            for name, value in zip(NAMES, values):
                f.write("%s\t%s\t%.4f\n" % (locale, name, value))


def print_part(part, answers, least):
    print("\nanswers, %s, threshold %.2f" % (part.part, least))
    print("%-14s%12s%12s%12s" % ("locale", *NAMES))
    found = by_locale(part, answers, least)
    for locale, values in found.items():
        print("%-14s%12.3f%12.3f%12.3f" % (locale, *values))
    for line in missing(found):
        print("below its line: " + line)
    print("%-14s%12s%12s%12s" % ("threshold", *NAMES))
    for t, *values in curve(cases(part, answers)):
        print("%-14.2f%12.3f%12.3f%12.3f" % (t, *values))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("build")
    ap.add_argument("--set-aside", action="store_true")
    a = ap.parse_args()
    with tempfile.TemporaryDirectory(prefix="gabay-answers-") as folder:
        site = systems.compile_articles(a.build, folder)
        for name in sets.PARTS[:1 + a.set_aside]:
            part = sets.Set(name)
            print_part(part, asked(a.build, site, part.path("queries")),
                       built_in())


if __name__ == "__main__":
    main()
