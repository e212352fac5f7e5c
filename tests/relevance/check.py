#!/usr/bin/env python3
"""Checks tests/relevance itself, and that search over articles/ answers the
tuned part as well as it once did; prints TAP.

usage: check.py BUILD_DIR
"""
import os
import re
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "tools"))

import answers  # noqa: E402
import check_tools  # noqa: E402
import measures  # noqa: E402
import sample  # noqa: E402
import sets  # noqa: E402
import systems  # noqa: E402
import tap  # noqa: E402
from relevance import FLOOR, means  # noqa: E402

# file -> columns, and how many of them no two lines share
FILES = {"queries": (3, 1), "qrels": (3, 2), "headings": (3, 3),
         "kinds": (2, 1)}
KINDS = {"one-word", "few-words", "question", "colloquial", "typo", "mixed",
         "unanswerable"}
OWN_KINDS = {"pl": {"no-diacritics"}, "id": {"affixed"}, "fil": {"affixed"},
             "ko": {"particles", "no-spaces", "wrong-layout"}, "en": set()}
ANSWERABLE, UNANSWERABLE, WRONG_LAYOUT = 120, 40, 5
SLACK = 0.02  # how much a measure may lose against the floor


def both():
    return [sets.Set(name) for name in sets.PARTS]


def none(t, name, found):
    t.ok(not found, name, "\n".join(map(str, found)))


def files(t):
    for part in sets.PARTS:
        for name, (width, own) in FILES.items():
            rows = sets.rows(os.path.join(HERE, part, name + ".tsv"))
            none(t, "%s/%s: %d columns, nothing empty, NFC" % (
                part, name, width), [
                    row for row in rows if len(row) != width or any(
                        not cell or cell != cell.strip() or
                        cell != unicodedata.normalize("NFC", cell)
                        for cell in row)])
            ids = [row[0] for row in rows]
            t.eq(ids, sorted(ids), "%s/%s is sorted" % (part, name))
            keys = [row[:own] for row in rows]
            none(t, "%s/%s says nothing twice" % (part, name),
                 [k for i, k in enumerate(keys) if k in keys[:i]])


def queries(t):
    seen = {}
    for part in both():
        for query, locale, text in part.queries:
            key = locale, " ".join(text.casefold().split())
            seen.setdefault(key, []).append(query)
            seen.setdefault(query, []).append(part.part)
        none(t, part.part + ": ids are LOCALE-NNN", [
            q for q, l, _ in part.queries
            if l not in sample.LOCALES or not re.match(l + r"-\d\d\d$", q)])
        t.eq([q for q, _ in part.rows("kinds")],
             [q for q, _, _ in part.queries],
             part.part + ": each question has its kind")
        none(t, part.part + ": kinds of the locale", [
            (q, part.kinds.get(q)) for q, l, _ in part.queries
            if part.kinds.get(q) not in KINDS | OWN_KINDS[l]])
    none(t, "no question and no id twice, in both parts together",
         [(key, found) for key, found in seen.items() if len(found) > 1])


def counts(t):
    tuned, aside = both()
    for locale in sample.LOCALES:
        a, b = len(tuned.answerable(locale)), len(aside.answerable(locale))
        t.ok(a + b >= ANSWERABLE and abs(3 * b - (a + b)) <= 3,
             locale + ": answerable questions, a third of them set aside",
             (a, b))
        a, b = len(tuned.unanswerable(locale)), len(aside.unanswerable(locale))
        t.ok(a + b >= UNANSWERABLE and abs(a - b) <= 1,
             locale + ": others, half of them set aside", (a, b))
    kinds = list(tuned.kinds.items()) + list(aside.kinds.items())
    t.eq(sum(kind == "wrong-layout" for _, kind in kinds), WRONG_LAYOUT,
         "ko: questions in the wrong keyboard layout")


def judgements(t):
    ids = {l: {a.id for a in sample.articles(l)} for l in sample.LOCALES}
    for part in both():
        locale = {q: l for q, l, _ in part.queries}
        none(t, part.part + ": judged are questions, articles, grades 1 to 3",
             [row for row in part.rows("qrels")
              if row[0] not in locale or row[1] not in ids[locale[row[0]]]
              or row[2] not in ("1", "2", "3")])
        none(t, part.part + ": an answerable question has an article that "
             "helps, an unanswerable one has none",
             [(q, kind, part.qrels.get(q)) for q, kind in part.kinds.items()
              if (kind == "unanswerable") == any(
                  g >= sets.HELPS for g in part.qrels.get(q, {}).values())
              or (kind == "unanswerable" and q in part.qrels)])


def headings(t):
    site = systems.compile_articles(t.build, t.folder)
    anchors = {}
    for locale in sample.LOCALES:
        for article in sample.articles(locale):
            page = t.run(t.program, "inspect", site, "--page",
                         article.address()).stdout.decode()
            anchors[locale, article.id] = set(
                re.findall(r'<h[2-6] id="([^"]+)"', page))
    for part in both():
        locale = {q: l for q, l, _ in part.queries}
        found = [(q, article, anchor)
                 for q, article, anchor in part.rows("headings")
                 if anchor not in anchors.get((locale.get(q), article), ())]
        none(t, part.part + ": anchors are in the compiled articles", found)
        none(t, part.part + ": they are in articles that help", [
            row for row in part.rows("headings")
            if part.qrels.get(row[0], {}).get(row[1], 0) < sets.HELPS])
        for one in sample.LOCALES:
            named = sum(locale[q] == one for q in part.headings)
            t.ok(3 * named >= len(part.answerable(one)),
                 "%s: %s: a third of the questions at least name a heading" % (
                     part.part, one), named)


def measuring(t):
    judged = {"a": 3, "b": 2, "c": 1}
    for name, ranked, want in (
            ("the best order", ["a", "b", "c"], [1, 1, 1, 1, 1]),
            ("nothing found", [], [0, 0, 0, 0, 0]),
            ("grade 1 helps nobody", ["c"], [0, 0, 0, 0, 0.2100]),
            ("second", ["x", "a"], [0, 1, 0.5, 0.5, 0.3975]),
            ("fourth", ["x", "y", "c", "b"], [0, 0, 0.25, 0.5, 0.2859])):
        got = measures.of_query(ranked, judged)
        t.ok(all(abs(g - w) < 0.0001 for g, w in zip(got, want)),
             "measures: " + name, (got, want))


def floor(t):
    tuned = sets.Set("tuned")
    site = systems.compile_articles(t.build, t.folder)
    run = systems.gabay(t.build, site, tuned.path("queries"))
    now = means(tuned, run)
    rows = sets.rows(FLOOR)
    t.eq(sorted((locale, name) for locale, name, _ in rows),
         sorted((l, n) for l in now for n in measures.NAMES),
         "floor.tsv has every locale and measure")
    for locale, name, least in rows:
        value = now[locale][measures.NAMES.index(name)]
        t.ok(value >= float(least) - SLACK, "%s: %s" % (locale, name),
             "%.4f, recorded were %s" % (value, least))


def answering(t):
    tuned = sets.Set("tuned")
    site = systems.compile_articles(t.build, t.folder)
    given = answers.asked(t.build, site, tuned.path("queries"))
    least = answers.built_in()
    now = answers.by_locale(tuned, given, least)
    rows = sets.rows(answers.FLOOR)
    t.eq(sorted((locale, name) for locale, name, _ in rows),
         sorted((l, n) for l in now for n in answers.NAMES),
         "answers.tsv has every locale and share")
    for locale, name, floor_ in rows:
        value = now[locale][answers.NAMES.index(name)]
        t.ok(value >= float(floor_) - SLACK, "answers, %s: %s" % (locale, name),
             "%.4f, recorded were %s" % (value, floor_))
    aside = sets.Set("set-aside")
    given_aside = answers.asked(t.build, site, aside.path("queries"))
    none(t, "set-aside: answers reach their lines",
         answers.missing(answers.by_locale(aside, given_aside, least)))
    none(t, "what is at least as sure as the threshold has an answer, and "
         "nothing else", [
             (q, a["confidence"]) for q, a in given.items()
             if (a["confidence"] >= least) != bool(a["answer"])])
    none(t, "no answer is empty, or longer than %d characters" %
         answers.ANSWER_MAX, [
             q for q, a in given.items() if a["answer"] and not
             0 < len(a["answer"]["text"]) <= answers.ANSWER_MAX])
    none(t, "without an answer people are needed, for a reason", [
        q for q, a in given.items()
        if a["handoff"]["needed"] != (a["answer"] is None) or
        a["handoff"]["reason"] not in (
            (None,) if a["answer"] else ("low-confidence", "no-match"))])


if __name__ == "__main__":
    sys.exit(tap.run_functions(
        tap.Tests("relevance", sys.argv[1] if len(sys.argv) > 1 else "build"),
        [files, queries, counts, judgements, headings, measuring] +
        check_tools.ALL + [floor, answering]))
