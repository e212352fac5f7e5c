"""What check.py asks of the tools that compare sets: intervals, the peers'
lines, twins by rule, and a whole comparison of a set made here."""
import os
import sys

import bootstrap
import calibrate
import lines
import opensets
import reliability
import sets
import twins

TABLE = """# Lines
| set | docs | line | probe |
| --- | ---: | ---: | --- |
| pl-docs (pl) | 284 | **529** | 404/571 |
| tl-docs (tl), 50 here | 159 | .771 | 9 |
| none | 1 | | 9 |

| stems | line by line |
| --- | --- |
| id | 7 |
"""


def intervals(t):
    half = [0.0, 1.0] * 100
    low, high = bootstrap.interval(half)
    # The mean's standard error is .5 / sqrt(200) = .035.
    t.ok(0.41 < low < 0.45 and 0.55 < high < 0.59, "two of its errors wide",
         (low, high))
    t.eq(bootstrap.interval(half), (low, high), "the same each time")
    t.eq(bootstrap.interval([0.5] * 9), (0.5, 0.5), "none where all agree")
    now = {"a": 1.0, "b": 0.5, "new": 1.0}
    before = {"a": 0.5, "b": 0.5, "old": 1.0}
    t.eq(bootstrap.paired(now, before)[0], 0.25, "paired by question")
    t.eq(bootstrap.paired(now, now)[1:], (0.0, 0.0), "no difference")
    t.eq(bootstrap.paired(now, {}), None, "nothing to compare with")


def confidence(t):
    found = [(.9, True, True), (.8, True, True), (.8, False, True),
             (.3, False, False), (.0, False, False)]
    t.eq(round(reliability.brier(found), 4), round(.78 / 5, 4), "Brier score")
    # Of the 6 pairs 5 are in order, and one is a tie.
    t.eq(reliability.auc(found), 5.5 / 6, "area under the curve")
    t.eq(reliability.auc(found[:2]), None, "which one kind has none of")
    t.eq([row[4] for row in reliability.bins(found)],
         [1, 0, 0, 1, 0, 0, 0, 0, 2, 1], "ten bins")
    t.eq(reliability.reaching(found, .3), (.5, 1, 1), "who reaches .3")
    t.eq(reliability.threshold(found, .5), .01, "half of them reach .01")
    t.eq(reliability.threshold(found, 0), .31, "none reaches .31")
    t.ok(len(reliability.built_in()) > 1, "thresholds of confidence.h",
         reliability.built_in())
    # Of 100 at 0, 20 helped, of 100 at 1, 80: chances of .2 and .8, with a
    # ridge of 1 on a slope of 2 log 4 = 2.77 a little nearer. The second fact
    # is the opposite of the first, and worth nothing.
    xs = [[float(i >= 100), float(i < 100)] for i in range(200)]
    ys = [i % 100 < (80 if i >= 100 else 20) for i in range(200)]
    bias, up, down = calibrate.fit(xs, ys)
    t.ok(down == 0 and -1.386 < bias < -1.2 and 2.4 < up < 2.773,
         "a logistic model fitted, weights of 0 or more", (bias, up, down))


def peers(t):
    t.eq(lines.parse(TABLE), {"pl-docs": .529, "tl-docs": .771},
         "lines of a table")
    for name, want, case in (
            ("many, interval around the line", False, (200, .70, .73, .72)),
            ("many, interval below it", True, (200, .70, .71, .72)),
            ("few, a little below", False, (199, .705, .71, .72)),
            ("few, clearly below", True, (199, .695, .80, .72)),
            ("no line", False, (500, 0, 0, None))):
        t.eq(lines.below(*case), want, name)


def twin_rules(t):
    for text, want in (("zażółć Gęślą", "zazolc Gesla"), ("Æ ß", "AE ss"),
                       ("반품은", "반품은"), ("ゴミ ば", "ゴミ ば"),
                       ("คืน", "คืน"), ("й", "й"), ("plain", "plain")):
        t.eq(twins.plain("", text, ()), want, "without diacritics: " + text)
    made = {kind: set(words) for kind, words in twins.slips("card").items()}
    t.eq(made, {"swap": {"crad", "cadr"}, "drop": {"crd", "cad", "car"},
                "double": {"caard", "carrd", "cardd"},
                "beside": {"csrd", "caed", "catd", "cars", "carf"}},
         "all slips in a word")
    t.eq(set(twins.slips("가반")["letter"]),
         {"가바", "가번", "가빈", "가잔"}, "all slips in a word of Hangul")
    t.eq(twins.slip("q", "a cat 강 12345", ()), "a cat 강 12345",
         "none in short words and numbers")
    slipped = twins.slip("q", "my parcel 오늘", ())
    t.ok(slipped != "my parcel 오늘" and slipped.startswith("my p") and
         slipped.endswith(" 오늘"), "in the longest word", slipped)
    t.eq(twins.slip("q", "my parcel 오늘", ()), slipped, "the same each time")


def particles(t):
    nouns = twins.korean_nouns(["반품은 반품을 배송이 배송에서 길로 서버로 "
                                "서버는 하나은 하나을 가능하는"])
    t.eq(nouns, {"반품", "배송", "서버"}, "nouns stand before two particles")
    for text, noun, old in (("무료 반품은", "반품", "은"),
                            ("서버의 배송 하기", "배송", ""),
                            ("API 서버로?", "서버", "로")):
        forms = {twins.particle(str(i), text, nouns) for i in range(99)}
        wanted = {"서버": "는 가 를 에서 로"}.get(noun, "은 이 을 에서 으로")
        t.eq(forms, {text.replace(noun + old, noun + form)
                     for form in wanted.split() if form != old},
             "another particle: " + text)
    t.eq(twins.particle("q", "설정하는 법", nouns), "설정하는 법",
         "none after what is no noun")


def write(folder, **files):
    os.makedirs(folder, exist_ok=True)
    for name, text in files.items():
        path = os.path.join(folder, name.replace("__", "."))
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)


def comparison(t):
    """Two articles, three questions; the last finds the wrong one."""
    top = t.path("sets")
    write(os.path.join(top, "tl-two", "articles", "tl"),
          tea__md="---\ntitle: Tsaa\n---\nMainit.\n",
          milk__md="---\ntitle: Gatas\n---\nMalamig.\n")
    write(os.path.join(top, "tl-two"),
          queries__tsv="a\ttl\ttsaa\nb\ttl\tmalamig\nc\ttl\tgatas\n"
                       "d\ttl\tnot judged\n",
          qrels__tsv="a\ttea\t1\nb\tmilk\t1\nc\ttea\t1\n")
    write(top, LINES__md="| set | line |\n| - | - |\n| tl-two | 680 |\n")
    compare = os.path.join(sets.HERE, "compare.py")
    done = t.run(sys.executable, compare, t.build, top)
    said = done.stdout.decode()
    row = [line for line in said.splitlines() if line.startswith("tl-two ")]
    t.eq(done.returncode, 0, "a set at its line is fine")
    t.eq(row[0].split()[1:7] if row else said + done.stderr.decode(),
         ["3"] + [".667"] * 5, "three questions, five measures")
    write(top, LINES__md="| set | line |\n| - | - |\n| tl-two | 690 |\n")
    done = t.run(sys.executable, compare, t.build, top)
    t.eq(done.returncode, 1, "one below it fails")
    t.ok(b"below the line: tl-two\n" in done.stdout, "and is named",
         done.stdout.decode())
    t.eq(opensets.names(top), ["tl-two"], "folders that hold a set")


ALL = [intervals, confidence, peers, twin_rules, particles, comparison]
