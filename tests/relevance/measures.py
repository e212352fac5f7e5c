"""Five measures of a ranking against graded judgements. Those that know yes
and no count grades from sets.HELPS; the gain of nDCG is the grade."""
import math

from sets import HELPS

NAMES = ["s@1", "s@3", "MRR10", "R@10", "nDCG10"]


def gain(grades):
    return sum(g / math.log2(rank + 1) for rank, g in enumerate(grades, 1))


def of_query(ranked, judged, least=HELPS):
    """ranked: articles, the best first; judged: {article: grade}; least: the
    lowest grade that is a yes"""
    helps = [judged.get(a, 0) >= least for a in ranked[:10]]
    good = sum(1 for g in judged.values() if g >= least)
    best = gain(sorted(judged.values(), reverse=True)[:10])
    return [float(any(helps[:1])), float(any(helps[:3])),
            next((1 / rank for rank, yes in enumerate(helps, 1) if yes), 0.0),
            sum(helps) / good if good else 0.0,
            gain([judged.get(a, 0) for a in ranked[:10]]) / best]


def of_queries(run, qrels, ids):
    """Means over `ids`; a query of which the run has nothing scores 0."""
    return means(of_query(run.get(q, []), qrels[q]) for q in ids)


def means(scores):
    """Of lists of the five measures, one list."""
    scores = list(scores)
    return [math.fsum(column) / len(scores) for column in zip(*scores)]
