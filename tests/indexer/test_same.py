"""The same input gives the same bytes, whatever the number of threads, the
clock and the run before. The content is large enough for several shards of the
index (SHARD_BYTES in indexer/index/index_build.c)."""
import hashlib
import os
import random

from harness import article, read

SYLLABLES = ["ka", "lo", "mi", "ten", "ra", "su", "vi", "pol", "ne", "do",
             "gar", "tu", "bel", "sa", "rin", "zo"]
LOCALES = {"en": 11 << 20, "pl": 7 << 20, "ko": 1 << 20, "th": 1 << 19}


def words(rng, count):
    """Few enough to compile in seconds, many enough for a real lexicon."""
    return ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 4)))
            for _ in range(count)]


def big_content():
    rng = random.Random(7)
    vocabulary = words(rng, 4000)
    files = {}
    for locale, size in LOCALES.items():
        left, number = size, 0
        while left > 0:
            chosen = rng.choices(vocabulary, k=rng.choice((200, 2000, 9000)))
            text = " ".join(chosen)
            if locale in ("ko", "th"):
                text = "반품 안내 คืนสินค้า " + text
            files["%s/s%d/a%d.md" % (locale, number % 9, number)] = article(
                "Title %s %d" % (chosen[0], number),
                "## %s\n\n%s\n" % (chosen[1], text), tags="[%s]" % chosen[2])
            left -= len(text)
            number += 1
    return files


def digest(path):
    return hashlib.sha256(read(path)).hexdigest()


def run(t):
    root = t.content(big_content())
    sums = {}
    for name, jobs, more in (
            ("--jobs 1", "1", {}),
            ("--jobs 2", "2", {"SOURCE_DATE_EPOCH": "1"}),
            ("--jobs 5", "5", {"TZ": "Asia/Seoul", "LC_ALL": "C"})):
        out = t.path("same-%s.gabay" % jobs)
        r = t.compile(root, "--jobs", jobs, out=out, env=dict(os.environ,
                                                              **more))
        if not t.ok(r.code == 0, name + ": compiles", r.err):
            return
        sums[name] = digest(out)
    t.eq(len(set(sums.values())), 1, "jobs 1, 2 and 5, other clocks, zones and "
         "locales: the same bytes")
    smaller(t)


def smaller(t):
    source = os.path.join(t.top, "articles")
    first = t.compile(source, out=t.path("first.gabay"))
    again = t.compile(source, out=t.path("first.gabay.2"))
    over = t.compile(source, out=t.path("first.gabay"))
    t.eq((first.code, again.code, over.code), (0, 0, 0), "articles/ compile")
    t.eq(digest(first.path), digest(again.path),
         "two runs, another name, over an old file: the same bytes")
    files = {"en/%s.md" % n: article(n) for n in "abc"}
    one, two = t.content(files), t.content(dict(reversed(files.items())))
    for n in "abc":
        os.utime(os.path.join(two, "en/%s.md" % n), (1, 1))
    t.compile(one)
    t.compile(two)
    t.eq(digest(one + ".gabay"), digest(two + ".gabay"),
         "another folder, other times and order on disk: the same bytes")
    with open(os.path.join(two, "en/a.md"), "a", encoding="utf-8") as f:
        f.write("more\n")
    t.compile(two)
    t.ok(digest(one + ".gabay") != digest(two + ".gabay"),
         "another text: other bytes")
