#!/usr/bin/env python3
"""What customers ask of the sample help centre, and what they find.

usage: relevance.py BUILD_DIR [--set-aside] [--kinds] [--worst N] [--record]

Prints the tuned part, whether the confidence of its answers holds, and how
many are answered (answers.py); the part set aside only when asked, for nobody who changes the search looks at it
before the figures are final. --kinds adds a
line a kind of question, --worst the N questions of the tuned part that went
worst; --record keeps the tuned part's figures as the floor of `make test`,
and its scores in last/, which later runs are compared with.
"""
import argparse
import os
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "tools"))

import answers  # noqa: E402
import bootstrap  # noqa: E402
import measures  # noqa: E402
import reliability  # noqa: E402
import sample  # noqa: E402
import sets  # noqa: E402
import systems  # noqa: E402

FLOOR = os.path.join(HERE, "floor.tsv")


def means(part, run):
    """{locale or "all": the five measures}"""
    groups = [(locale, part.answerable(locale)) for locale in sample.LOCALES]
    groups.append(("all", part.answerable()))
    return {name: measures.of_queries(run, part.qrels, ids)
            for name, ids in groups}


def right_heading(part, first, locale):
    """Of the questions whose article came first, those whose heading did,
    too: (right, all)."""
    right = total = 0
    for query, wanted in part.headings.items():
        article, anchor = first.get(query, ("", ""))
        if not (locale == "all" or query.startswith(locale + "-")) or \
                article not in {a for a, _ in wanted}:
            continue
        total += 1
        right += (article, anchor) in wanted
    return right, total


def line(name, system, count, values, none="", quiet="", heading=""):
    print(("%-14s%-15s%5d" + "%8.3f" * 5 + "%6s%7s  %s") %
          (name, system, count, *values, none, quiet, heading))


def print_part(part, runs, first):
    print("\n%s: %d answerable questions, %d others" % (
        part.part, len(part.answerable()), len(part.unanswerable())))
    print(("%-14s%-15s%5s" + "%8s" * 5 + "%6s%7s  %s") %
          ("locale", "system", "n", *measures.NAMES, "none", "quiet",
           "heading"))
    for locale in sample.LOCALES + ["all"]:
        one = None if locale == "all" else locale
        ids, others = part.answerable(one), part.unanswerable(one)
        for system, run in runs.items():
            heading = ""
            if system == "gabay":
                right, total = right_heading(part, first, locale)
                heading = "%.3f of %d" % (right / max(total, 1), total)
            line(locale, system, len(ids), means(part, run)[locale],
                 sum(q not in run for q in ids),
                 sum(q not in run for q in others), heading)


def ndcg(part, run):
    """{query-id: nDCG@10}"""
    return {query: measures.of_query(run.get(query, []), judged)[4]
            for query, judged in part.qrels.items()}


def print_since(part, run):
    """How nDCG@10 differs from that of the last recorded run."""
    now, before = ndcg(part, run), bootstrap.last(part.part)
    print()
    for locale in sample.LOCALES + ["all"]:
        ids = part.answerable(None if locale == "all" else locale)
        since = bootstrap.paired({q: now[q] for q in ids}, before)
        if since:
            print("%-14ssince the last record: nDCG10 %+.3f, 95 %% %+.3f to "
                  "%+.3f" % (locale, *since))


def print_kinds(part, run):
    print("\nby kind, all locales")
    for kind in sorted(set(part.kinds.values())):
        ids = [q for q in part.answerable() if part.kinds[q] == kind]
        if ids:
            line(kind, "gabay", len(ids),
                 measures.of_queries(run, part.qrels, ids),
                 sum(q not in run for q in ids))


def print_worst(part, run, count):
    score = ndcg(part, run).get
    text = {query: text for query, _, text in part.queries}
    print("\nworst")
    for query in sorted(part.answerable(), key=score)[:count]:
        print("%s  %s\n    wanted %s\n    got    %s" % (
            query, text[query], part.qrels[query], run.get(query, [])[:5]))


def record(part, run):
    with open(FLOOR, "w", encoding="utf-8") as f:
        for locale, values in means(part, run).items():
            for name, value in zip(measures.NAMES, values):
                f.write("%s\t%s\t%.4f\n" % (locale, name, value))
    bootstrap.record(part.part, ndcg(part, run))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("build")
    ap.add_argument("--set-aside", action="store_true")
    ap.add_argument("--kinds", action="store_true")
    ap.add_argument("--worst", type=int, default=0)
    ap.add_argument("--record", action="store_true")
    a = ap.parse_args()
    fts5 = systems.Fts5(keywords=False), systems.Fts5(keywords=True)
    with tempfile.TemporaryDirectory(prefix="gabay-relevance-") as folder:
        site = systems.compile_articles(a.build, folder)
        for name in sets.PARTS[:1 + a.set_aside]:
            part = sets.Set(name)
            run = systems.gabay(a.build, site, part.path("queries"))
            asked = [q for q in part.queries if q[0] in part.headings]
            first = systems.gabay_first(a.build, site, asked)
            print_part(part, {"gabay": run, "fts5": fts5[0].run(part.queries),
                              "fts5 +keywords": fts5[1].run(part.queries)},
                       first)
            reliability.print_table(
                "confidence", reliability.cases(
                    systems.explained(a.build, site, part.path("queries")),
                    part.qrels, [q for q, _, _ in part.queries]),
                reliability.built_in())
            answered = answers.asked(a.build, site, part.path("queries"))
            answers.print_part(part, answered, answers.built_in())
            if name != "tuned":
                continue
            print_since(part, run)
            if a.kinds:
                print_kinds(part, run)
            if a.worst:
                print_worst(part, run, a.worst)
            if a.record:
                record(part, run)
                answers.record(part, answered)
    print("\ns@N: an article that helps (grade 2 or 3) among the first N. none:"
          " answerable\nquestions that found nothing; quiet: others that found"
          " nothing. heading: of the\nquestions whose article came first, those"
          " at the right heading. fts5: SQLite\n%s, words OR-ed, unicode61 "
          "without diacritics, bm25; +keywords: given the\narticles' keywords, "
          "too, which gabay always has." % systems.sqlite3.sqlite_version)


if __name__ == "__main__":
    main()
