#!/usr/bin/env python3
"""How well search does on sets of questions beside what others reach.

usage: compare.py BUILD_DIR SETS [--worst N] [--record]

SETS holds folders as opensets.py says, and may hold LINES.md with the best
peer's nDCG@10 a set. Each set is asked of one server process. --worst prints
the N questions of each set that went worst; --record keeps each question's
nDCG@10 in last/, which later runs are compared with.

Ends with 1 when a set is below its line: one of 200 questions or more by the
whole interval of its mean, a smaller one by more than .02.
"""
import argparse
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "tools"))

import bootstrap  # noqa: E402
import lines  # noqa: E402
import measures  # noqa: E402
import opensets  # noqa: E402
import twins  # noqa: E402

NDCG = measures.NAMES.index("nDCG10")
HEAD = ("%-13s%5s" + "%7s" * 5 + "  %-13s%7s%7s%7s  %s") % (
    "set", "n", *measures.NAMES, "95 %", "line", "goal", "ms",
    "since the last record")


def short(value, sign=False):
    """.529, or +.010 with a sign; nothing for None."""
    if value is None:
        return ""
    text = ("%+.3f" if sign else "%.3f") % value
    return text.replace("0.", ".", 1)


class Result:
    """What one set gave: values (the five measures), interval, since (paired
    with the last record, or None), below (its line), short_of (its goal)"""

    def __init__(self, one, line):
        self.one = one
        self.run, self.cpu = one.ask_all()
        self.scores = one.scores(self.run)
        self.ndcg = {q: values[NDCG] for q, values in self.scores.items()}
        self.values = measures.means(self.scores.values())
        self.mean = self.values[NDCG]
        self.interval = bootstrap.interval(
            self.ndcg[q] for q in sorted(self.ndcg))
        self.since = bootstrap.paired(self.ndcg, bootstrap.last(one.name))
        self.line, self.goal = line, lines.GOALS.get(one.name)
        self.below = lines.below(len(self.ndcg), self.mean, self.interval[1],
                                 line)
        self.short_of = self.goal is not None and self.mean < self.goal

    def row(self):
        since = ""
        if self.since:
            since = "%s (%s to %s)" % tuple(short(v, True) for v in self.since)
        return ("%-13s%5d" + "%7s" * 5 + "  %-13s%6s%s%6s%s%7.2f  %s") % (
            self.one.name, len(self.ndcg), *map(short, self.values),
            "%s-%s" % tuple(map(short, self.interval)),
            short(self.line), "!" if self.below else " ",
            short(self.goal), "*" if self.short_of else " ", self.cpu, since)


class Twin:
    """A set by one rule of twins.py: changed (questions), mean, loss, and
    that over the changed questions alone"""

    def __init__(self, result, name, rule, limit, nouns):
        one = result.one
        self.set, self.name, self.limit = one.name, name, limit
        changed = []
        for query, locale, text in one.queries:
            other = rule(query, text, nouns)
            if other != text:
                changed.append((query, locale, other))
        self.changed, self.all = len(changed), len(one.queries)
        if not changed:
            return
        ids = {query for query, _, _ in changed}
        ndcg = {q: values[NDCG] for q, values in
                one.scores(one.ask(changed)[0]).items() if q in ids}
        lost = sum(result.ndcg[q] - ndcg[q] for q in sorted(ids))
        self.loss, self.loss_of_changed = lost / self.all, lost / len(ids)
        self.mean = result.mean - self.loss
        self.over = self.loss > limit

    def row(self):
        return "%-13s%-15s%5d of %4d%8s%8s%8s%7s%s" % (
            self.set, self.name, self.changed, self.all, short(self.mean),
            short(self.loss, True), short(self.loss_of_changed, True),
            short(self.limit), "!" if self.over else "")


def twins_of(result):
    one, nouns = result.one, set()
    if "ko" in one.locales:
        nouns = twins.korean_nouns(one.texts())
    made = [Twin(result, name, rule, limit, nouns)
            for name, rule, limit, locales in twins.RULES
            if locales is None or one.locales <= locales]
    return [twin for twin in made if twin.changed]


def print_worst(result, count):
    one, ndcg = result.one, result.ndcg
    text = {query: text for query, _, text in one.queries}
    print("\nworst of " + one.name)
    for query in sorted(ndcg, key=lambda q: (ndcg[q], q))[:count]:
        print("%s  %s\n    wanted %s\n    got    %s" % (
            query, text[query], one.qrels[query],
            result.run.get(query, [])[:5]))


def print_twins(results):
    print("\n%-13s%-15s%13s%8s%8s%8s%7s" % (
        "twin", "rule", "changed", "nDCG10", "loss", "of them", "limit"))
    over = []
    for result in results:
        for twin in twins_of(result):
            print(twin.row(), flush=True)
            if twin.over:
                over.append("%s (%s)" % (twin.set, twin.name))
    return over


def listed(names):
    return ", ".join(names) or "none"


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("build")
    ap.add_argument("sets")
    ap.add_argument("--worst", type=int, default=0)
    ap.add_argument("--record", action="store_true")
    a = ap.parse_args()
    names = opensets.names(a.sets)
    if not names:
        raise SystemExit(a.sets + ": no folder with queries.tsv, qrels.tsv "
                         "and articles/")
    peers, results = lines.read(a.sets), []
    print(HEAD)
    for name in names:
        one = opensets.OpenSet(a.sets, name, a.build)
        results.append(Result(one, peers.get(name)))
        print(results[-1].row(), flush=True)
        opensets.compare_with_scorer(a.sets, results[-1].run, one)
    print("%-13s%5d" % ("mean", sum(len(r.ndcg) for r in results)) +
          ("%7s" * 5) % tuple(map(short, measures.means(
              r.values for r in results))))
    over = print_twins(results)
    for result in results:
        if a.worst:
            print_worst(result, a.worst)
        if a.record:
            bootstrap.record(result.one.name, result.ndcg)
    failed = [r.one.name for r in results if r.below]
    print("\n95 %: of the means of 2,000 sets drawn from the same questions. "
          "line: the best\npeer's nDCG@10; !: below it. *: short of the goal. "
          "ms: CPU a question. of them:\nthe loss over the changed questions "
          "alone.\nbelow the line: " + listed(failed) + "\nshort of the goal: "
          + listed([r.one.name for r in results if r.short_of]) +
          "\ntwins over the limit: " + listed(over))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
