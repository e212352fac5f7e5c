"""Does the confidence of an answer hold: of those at .8, do eight in ten help?
A case is (predicted, helped, answerable): the confidence, whether the first
hit has a grade that helps, and whether the question has an answer at all."""
import math
import os
import re

import sets

BINS = 10
HEADER = os.path.join(sets.HERE, "..", "..", "lib", "query", "confidence.h")


def confidence(answer):
    """Nothing found is 0."""
    passage = answer["explain"]["passage"]
    return passage["confidence"] if passage else 0.0


def cases(answers, qrels, ids, least=sets.HELPS):
    """Of `ids`, by {query-id: the answer with its `explain`}."""
    found = []
    for query in ids:
        hits, judged = answers[query]["hits"], qrels.get(query, {})
        helped = bool(hits) and judged.get(hits[0]["id"], 0) >= least
        found.append((confidence(answers[query]), helped, query in qrels))
    return found


def mean(values):
    values = list(values)
    return math.fsum(values) / len(values) if values else 0.0


def log_loss(found):
    return mean(-math.log(max(p if helped else 1 - p, 1e-9))
                for p, helped, _ in found)


def brier(found):
    return mean((p - helped) ** 2 for p, helped, _ in found)


def auc(found):
    """How often one that helped is ahead of one that did not; a tie is half
    of it. None where there is one kind only."""
    ranks, at, order = 0.0, 0, sorted(found)
    good = sum(helped for _, helped, _ in found)
    while at < len(order):
        end = at
        while end < len(order) and order[end][0] == order[at][0]:
            end += 1
        ranks += (at + end + 1) / 2 * sum(h for _, h, _ in order[at:end])
        at = end
    pairs = good * (len(order) - good)
    return (ranks - good * (good + 1) / 2) / pairs if pairs else None


def bins(found):
    """[(low, high, mean prediction, share that helped, count)]"""
    made = []
    for i in range(BINS):
        inside = [case for case in found
                  if min(int(case[0] * BINS), BINS - 1) == i]
        made.append((i / BINS, (i + 1) / BINS, mean(p for p, _, _ in inside),
                     mean(helped for _, helped, _ in inside), len(inside)))
    return made


def reaching(found, least):
    """Shares that reach a confidence: (of the unanswerable, of those whose
    first hit helped, of the answerable); None where there are none."""
    groups = ([c for c in found if not c[2]], [c for c in found if c[1]],
              [c for c in found if c[2]])
    return tuple(mean(p >= least for p, _, _ in group) if group else None
                 for group in groups)


def threshold(found, most):
    """The least confidence, in hundredths, that at most this share of the
    unanswerable questions reaches."""
    for hundredth in range(101):
        if reaching(found, hundredth / 100)[0] <= most:
            return hundredth / 100
    return 1.0


def share(value):
    return "  none" if value is None else "%6.3f" % value


def print_summary(name, found):
    print("%-14s%5d questions, log loss %.4f, Brier %.4f, AUC %s, predicted "
          "%.3f, observed %.3f" % (
              name, len(found), log_loss(found), brier(found),
              share(auc(found)).strip(), mean(p for p, _, _ in found),
              mean(helped for _, helped, _ in found)))


def built_in():
    """The thresholds that the programs go by, and .5."""
    with open(HEADER, encoding="utf-8") as f:
        named = re.findall(r"(?m)^#define CONFIDENCE_\w+ ([.\d]+)$", f.read())
    return sorted({.5, *map(float, named)})


def print_table(name, found, thresholds):
    print()
    print_summary(name, found)
    print("%-14s%10s%10s%7s" % ("confidence", "predicted", "observed", "n"))
    for low, high, predicted, observed, count in bins(found):
        if count:
            print("%.1f to %.1f    %10.3f%10.3f%7d" % (
                low, high, predicted, observed, count))
    for least in thresholds:
        print("%.2f and above: %s of the unanswerable, %s of those whose first"
              " hit helps" % (least, *(share(v).strip()
                                      for v in reaching(found, least)[:2])))
