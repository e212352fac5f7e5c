"""How far a mean could be off by the choice of the questions: 95 % of the
means of 2,000 sets drawn from the same questions, with the same seed each
time. And the scores a question of the last recorded run, in last/NAME.tsv
(query-id, nDCG@10), to compare with pair by pair."""
import math
import os
import random

import sets

LAST = os.path.join(sets.HERE, "last")
RESAMPLES = 2000
DIGITS = 4  # of a recorded score


def interval(values):
    """(low, high) of the mean of the values."""
    values = list(values)
    if len(set(values)) < 2:
        return (values[0], values[0]) if values else (0.0, 0.0)
    draw, count = random.Random(1).choices, len(values)
    means = sorted(math.fsum(draw(values, k=count)) / count
                   for _ in range(RESAMPLES))
    tail = RESAMPLES * 25 // 1000
    return means[tail], means[-tail - 1]


def paired(now, before):
    """(difference of the means, low, high) over the questions that both have,
    {query-id: score}; None where they share none."""
    differences = [round(now[q] - before[q], DIGITS) + 0.0
                   for q in sorted(now) if q in before]
    if not differences:
        return None
    return (math.fsum(differences) / len(differences), *interval(differences))


def last(name):
    """{query-id: nDCG@10} as it was recorded; {} if it never was."""
    path = os.path.join(LAST, name + ".tsv")
    if not os.path.exists(path):
        return {}
    return {query: float(score) for query, score in sets.rows(path)}


def record(name, scores):
    os.makedirs(LAST, exist_ok=True)
    with open(os.path.join(LAST, name + ".tsv"), "w", encoding="utf-8") as f:
        for query in sorted(scores):
            f.write("%s\t%.*f\n" % (query, DIGITS, scores[query]))
