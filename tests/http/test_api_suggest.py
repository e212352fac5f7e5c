"""GET /api/v1/suggest on the sample help centre."""
import glob
import os
import re
import unicodedata
import urllib.parse

API = "/api/v1/suggest?"
LOCALES = ("en", "fil", "id", "ko", "pl")
FIRST, LEAST = 3, 0.95  # of the articles, so many among the first so many


def titles(t, locale):
    """id -> title, as the front matter says."""
    found = {}
    for path in glob.glob(os.path.join(t.top, "articles", locale, "**",
                                       "[!_]*.md"), recursive=True):
        with open(path, encoding="utf-8") as f:
            head = f.read().split("\n---", 1)[0]
        title = re.search(r"^title: *(.+)$", head, re.M)
        name = re.search(r"^id: *(.+)$", head, re.M)
        found[name[1].strip()] = title[1].strip().strip("\"'")
    return found


def beginning(title, words):
    """The first letters of the word that fewest titles hold: five, of Korean
    two syllables."""
    own = re.findall(r"\w+", title)
    best = min(own, key=lambda w: (words.count(w.lower()), -len(w)))
    return best[:2 if best >= "\uac00" else 5]


def distinctive(t, server):
    asked, found, missed = 0, 0, []
    for locale in LOCALES:
        names = titles(t, locale)
        words = re.findall(r"\w+", " ".join(names.values()).lower())
        for name, title in names.items():
            typed = beginning(unicodedata.normalize("NFC", title), words)
            rows = suggested(server, typed, locale)
            asked += 1
            if name in [row["id"] for row in rows[:FIRST]]:
                found += 1
            else:
                missed.append("%s: %s of %s" % (locale, typed, title))
    t.ok(asked >= 150 and found >= LEAST * asked,
         "of %d articles %.3f are among the first %d by the beginning of a "
         "word of their title" % (asked, found / max(asked, 1), FIRST), missed)


def suggested(server, typed, locale):
    r = server.get(API + "q=%s&locale=%s" % (urllib.parse.quote(typed), locale))
    return r.json()["suggestions"]


def marked(row):
    """What is shown, with the marks in brackets."""
    text = (row["heading"] or row["title"]).encode("utf-16-le")
    for start, end in reversed(row["marks"]):
        text = (text[:2 * start] + "[".encode("utf-16-le")
                + text[2 * start:2 * end] + "]".encode("utf-16-le")
                + text[2 * end:])
    return text.decode("utf-16-le")


def forms(t, server):
    for locale, typed, want in (
            ("en", "par late", "[Late] or lost [par]cels"),
            ("en", "retrun", "[Return] an item: step by step"),
            ("ko", "ㅂㅍ", "[반품] 방법"),
            ("ko", "반ㅍ", "[반품] 방법"),
            ("pl", "ZWROT", "[Zwrot] pieniędzy")):
        rows = suggested(server, typed, locale)
        t.ok(rows and marked(rows[0]) == want,
             "%s: %s" % (locale, typed), rows[:1])
    rows = suggested(server, "where is my parcel", "en")
    heading = [row for row in rows if row["heading"]]
    t.ok(heading and "#" in heading[0]["url"] and heading[0]["title"],
         "a heading has its article's title and an anchor", rows)
    t.eq(len({row["id"] for row in rows}), len(rows), "an article once")


def run(t):
    server = t.serve(t.articles(), "--quiet")
    r = server.get(API + "q=ret&locale=en")
    answer = r.json()
    t.eq((r.status, r["Content-Type"]), (200, "application/json"), "JSON")
    t.eq(list(answer), ["query", "locale", "suggestions"],
         "the fields of an answer")
    rows = answer["suggestions"]
    t.ok(rows and all(list(s) == ["id", "url", "title", "section", "heading",
                                  "marks"]
                      for s in rows), "the fields of a suggestion", rows)
    t.ok(rows and rows[0]["title"].lower().startswith("ret"),
         "titles by their beginning", rows)
    t.eq(server.get(rows[0]["url"]).status, 200, "at their address")
    r = server.get(API + "q=%s&locale=ko" % urllib.parse.quote("반"))
    t.ok(any(s["title"].startswith("반") for s in r.json()["suggestions"]),
         "one syllable of Korean", r.json())
    forms(t, server)
    distinctive(t, server)
    r = server.get(API + "q=&locale=en")
    t.eq(r.status, 200, "an empty q")
    for query, name in (("", "q"), ("q=a&limit=0", "limit"),
                        ("q=a&limit=21", "limit"), ("q=a&limit=x", "limit"),
                        ("q=a&locale=xx", "locale")):
        r = server.get(API + query)
        t.eq(r.status, 400, "400: %s" % (query or "no q"))
        t.ok(r.json()["detail"].startswith(name + " "), "it names " + name)
    r = server.get(API + "q=a", accept_language="pl")
    t.eq(r.json()["locale"], "pl", "the locale from Accept-Language")
    t.ok("Accept-Language" in r["Vary"], "is said in Vary")
    again = server.get(API + "q=a", accept_language="pl",
                       if_none_match=r["ETag"])
    t.eq(again.status, 304, "a stable tag")
    t.eq(server.stop(), 0, "ends well")
