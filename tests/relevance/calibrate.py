#!/usr/bin/env python3
"""Fits the model of lib/query/confidence.c on the tuned part.

usage: calibrate.py BUILD_DIR [SETS]

A logistic model of "the first hit helps" (grade 2 or 3) over the facts of
lib/query/confidence.h; questions that find nothing have a confidence of 0 and
are not fitted, but counted. Prints the coefficients as confidence.c has them,
how well they do, how well a model does that is fitted on nine tenths of the
questions and asked the tenth, and the thresholds of confidence.h. With SETS, a
folder as opensets.py says, how well they do there; nothing is fitted on it.
"""
import math
import os
import sys
import tempfile
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "tools"))

import opensets  # noqa: E402
import reliability  # noqa: E402
import sample  # noqa: E402
import sets  # noqa: E402
import systems  # noqa: E402

FACTS = ["reach", "known", "title", "filled", "lead"]
RIDGE = 1.0  # on the facts' coefficients, not on the bias
FOLDS = 10
UNANSWERABLE_GOOD = 0.10  # at most so many are taken for a good hit
UNANSWERABLE_FAIR = 0.25


def solved(a, b):
    """x of a x = b, by elimination."""
    rows, n = [row[:] + [y] for row, y in zip(a, b)], len(b)
    for i in range(n):
        pivot = max(range(i, n), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(n):
            if k != i:
                factor = rows[k][i] / rows[i][i]
                rows[k] = [x - factor * y for x, y in zip(rows[k], rows[i])]
    return [rows[i][n] / rows[i][i] for i in range(n)]


def chance(weights, facts):
    return 1 / (1 + math.exp(-(weights[0] + math.fsum(
        w * x for w, x in zip(weights[1:], facts)))))


def newton(xs, ys):
    """The weights, the bias first, of most likelihood less the ridge."""
    width = len(xs[0]) + 1
    weights = [0.0] * width
    for _ in range(50):
        curve = [[RIDGE * (i == k > 0) for k in range(width)]
                 for i in range(width)]
        slope = [-RIDGE * w * (i > 0) for i, w in enumerate(weights)]
        for facts, y in zip(xs, ys):
            p, row = chance(weights, facts), [1.0] + facts
            for i, x in enumerate(row):
                slope[i] += (y - p) * x
                for k, other in enumerate(row):
                    curve[i][k] += p * (1 - p) * x * other
        step = solved(curve, slope)
        weights = [w + s for w, s in zip(weights, step)]
        if max(map(abs, step)) < 1e-9:
            break
    return weights


def fit(xs, ys):
    """Without a fact whose weight would be below zero, the lowest first: more
    of any of them never makes an answer worse."""
    live = list(range(len(xs[0])))
    while True:
        weights = newton([[x[i] for i in live] for x in xs], ys)
        if not live or min(weights[1:]) >= 0:
            break
        del live[weights.index(min(weights[1:]), 1) - 1]
    full = [weights[0]] + [0.0] * len(xs[0])
    for i, w in zip(live, weights[1:]):
        full[i + 1] = w
    return full


def fold(query):
    return zlib.crc32(query.encode()) % FOLDS


class Tuned:
    """queries, their answers as the programs are now, and what the model sees
    of those that found something: ids, facts, helped. elsewhere: {(query-id,
    another locale): the confidence of its answer}"""

    def __init__(self, build):
        self.part = sets.Set("tuned")
        with tempfile.TemporaryDirectory(prefix="gabay-calibrate-") as folder:
            site = systems.compile_articles(build, folder)
            self.answers = systems.explained(build, site,
                                             self.part.path("queries"))
            self.elsewhere = self.ask_elsewhere(build, site)
        self.queries = [q for q, _, _ in self.part.queries]
        self.case = dict(zip(self.queries, reliability.cases(
            self.answers, self.part.qrels, self.queries)))
        self.ids = [q for q in self.queries if self.answers[q]["hits"]]
        self.facts = {q: self.facts_of(q) for q in self.ids}
        self.helped = {q: self.case[q][1] for q in self.ids}

    def ask_elsewhere(self, build, site):
        asked = {"%s %s" % (query, other): (query, other, text)
                 for query, own, text in self.part.queries
                 for other in sample.LOCALES if other != own}
        with opensets.written((key, other, text) for key, (_, other, text)
                              in asked.items()) as path:
            answers = systems.explained(build, site, path)
        return {asked[key][:2]: reliability.confidence(answer)
                for key, answer in answers.items()}

    def facts_of(self, query):
        facts = self.answers[query]["explain"]["confidence_facts"]
        return [facts[name] for name in FACTS]

    def fit(self, ids):
        return fit([self.facts[q] for q in ids],
                   [self.helped[q] for q in ids])

    def predicted(self, weights_of):
        """Cases with another model's predictions: weights_of(query-id)"""
        return [(chance(weights_of(q), self.facts[q]) if q in self.facts
                 else 0.0, *self.case[q][1:]) for q in self.queries]

    def crossed(self):
        """By models that have not seen the question."""
        weights = [self.fit([q for q in self.ids if fold(q) != one])
                   for one in range(FOLDS)]
        return self.predicted(lambda query: weights[fold(query)])


def print_elsewhere(tuned, least):
    """As built: who is offered what the question's own locale has."""
    low = [query for (query, _), sure in tuned.elsewhere.items()
           if sure < least]
    offered = [tuned.case[q] for q in low if tuned.case[q][0] >= least]
    print("%.2f: %.3f are below it; for %.3f of all their own locale is above,"
          " where the first hit helps %.3f" % (
              least, len(low) / len(tuned.elsewhere),
              len(offered) / len(tuned.elsewhere),
              reliability.mean(helped for _, helped, _ in offered)))


def print_sets(build, folder):
    print()
    for name in opensets.names(folder):
        one = opensets.OpenSet(folder, name, build)
        found = reliability.cases(one.ask_explained(), one.qrels,
                                  [q for q, _, _ in one.queries],
                                  opensets.ANSWERS)
        reliability.print_summary(name, found)


def main():
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    tuned = Tuned(sys.argv[1])
    weights = [round(w, 2) for w in tuned.fit(tuned.ids)]
    print("bias, %s\n{%s}" % (", ".join(FACTS),
                              ", ".join("%.2f" % w for w in weights)))
    fitted, crossed = tuned.predicted(lambda _: weights), tuned.crossed()
    thresholds = [reliability.threshold(fitted, UNANSWERABLE_GOOD),
                  reliability.threshold(fitted, UNANSWERABLE_FAIR), .5]
    reliability.print_table("fitted", fitted, thresholds)
    reliability.print_table("not seen", crossed, thresholds)
    print()
    reliability.print_summary("as built", list(tuned.case.values()))
    print("asked in a locale they are not written in:")
    for least in reliability.built_in():
        print_elsewhere(tuned, least)
    print()
    for locale in sample.LOCALES:
        reliability.print_summary(locale, [
            case for query, case in zip(tuned.queries, crossed)
            if query.startswith(locale + "-")])
    if len(sys.argv) == 3:
        print_sets(*sys.argv[1:])


if __name__ == "__main__":
    main()
