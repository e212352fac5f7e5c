"""GET /api/v1/answer: a passage of an article, or the way to people."""
import os
import re
import urllib.parse

API = "/api/v1/answer?"
SITE = """title: Shop
default_locale: en
channels:
  - {type: email, value: help@shop.example, reply_time: within a day}
  - {type: phone, value: "22 555 01 42", hours: 24/7, zone: Asia/Jakarta}
"""
SENTENCE = "The courier brings the parcel to your door. "
ARTICLES = {
    "en/returns.md": """---
title: Return an item
id: returns
updated: 2026-05-31
---
## How do I return an item?

1. Open [your orders](orders.md).
2. Choose **Return**.

## What does the return of an item cost?

| Country | Cost |
| --- | --- |
| Poland | free |

See [how](#how-do-i-return-an-item).[^1]

[^1]: By our code.
""",
    "en/orders.md": "---\ntitle: Orders\nid: orders\n---\nThey are here.\n",
    "en/hours.md": """---
title: Opening hours
id: hours
answer: We are there from 9 to 17, Monday to Friday <always>.
---
It depends on the day.
""",
    "en/courier.md": "---\ntitle: The courier\nid: courier\n---\n" +
                     SENTENCE * 40,
    "ko/returns.md": "---\ntitle: 반품 방법\nid: returns\n---\n"
                     "7일 안에 보내 주세요.\n",
}


def compiled(t, name, site, base_url=None):
    top, out = t.path(name), t.path(name + ".gabay")
    for path, text in dict(ARTICLES, **{"site.yaml": site}).items():
        full = os.path.join(top, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as f:
            f.write(text)
    made = t.run(t.indexer, top, "-o", out, "--quiet",
                 *(["--base-url", base_url] if base_url else []))
    t.eq(made.returncode, 0, name + " compiles")
    return out


def ask(server, q, prefix="", **more):
    query = urllib.parse.urlencode(dict(more, q=q))
    return server.get(prefix + API + query).json()


def run(t):
    server = t.serve(compiled(t, "plain", SITE), "--quiet")
    shape(t, server)
    passages(t, server)
    reasons(t, server)
    requests(t, server)
    t.eq(server.stop(), 0, "ends well")
    addresses(t)
    thresholds(t)
    command(t)
    other_theme(t)


def shape(t, server):
    answer = ask(server, "how do i return an item", locale="en")
    t.eq(list(answer), ["query", "locale", "confidence", "answer",
                        "alternatives", "handoff"], "the fields")
    t.eq((answer["query"], answer["locale"]),
         ("how do i return an item", "en"), "what was asked, and where")
    t.ok(.65 <= answer["confidence"] <= 1, "it is sure", answer["confidence"])
    t.eq(list(answer["answer"]), ["text", "markdown", "html", "source"],
         "the answer's fields")
    t.eq(answer["answer"]["source"], {
        "id": "returns", "url": "/en/returns#how-do-i-return-an-item",
        "title": "Return an item", "heading": "How do I return an item?",
        "updated": "2026-05-31T00:00:00Z"}, "its source")
    t.ok(all(list(a) == ["id", "url", "title", "heading"] and
             a["id"] != "returns" for a in answer["alternatives"]) and
         len(answer["alternatives"]) <= 3, "further articles",
         answer["alternatives"])
    hand = answer["handoff"]
    t.eq((hand["needed"], hand["reason"]), (False, None), "nobody is needed")
    t.eq([list(c) for c in hand["channels"]],
         [["type", "label", "value", "url", "open_now", "until", "opens_at",
           "reply_time"]] * 2, "channels are named")
    t.eq({c["type"]: c["open_now"] for c in hand["channels"]},
         {"phone": True, "email": None}, "and whether they are open")


def passages(t, server):
    one = ask(server, "how do i return an item", locale="en")["answer"]
    t.eq(one["text"], "1. Open your orders.\n2. Choose Return.", "steps")
    t.eq(one["markdown"],
         "1. Open [your orders](/en/orders).\n2. Choose **Return**.",
         "as Markdown")
    t.eq(one["html"].replace("\n", ""),
         '<ol><li>Open <a href="/en/orders">your orders</a>.</li>'
         '<li>Choose <strong>Return</strong>.</li></ol>', "as HTML")
    one = ask(server, "what does the return of an item cost",
              locale="en")["answer"]
    t.eq(one["text"], "Country | Cost\nPoland | free\n\nSee how.",
         "a table, and no footnotes")
    t.ok("[how](/en/returns#how-do-i-return-an-item)" in one["markdown"] and
         "| Poland | free |" in one["markdown"],
         "addresses of the page itself are made whole", one["markdown"])
    one = ask(server, "opening hours", locale="en")["answer"]
    t.eq((one["text"], one["html"], one["source"]["heading"]),
         ("We are there from 9 to 17, Monday to Friday <always>.",
          "<p>We are there from 9 to 17, Monday to Friday &lt;always&gt;.</p>",
          ""), "the writer's own answer goes first")
    one = ask(server, "courier", locale="en")["answer"]
    t.ok(700 < len(one["text"]) <= 800 and
         one["text"].endswith("to your door.") and
         one["html"] == "<p>%s</p>" % one["text"],
         "a long one ends with a sentence", one)


def reasons(t, server):
    answer = ask(server, "zzqqxx", locale="en")
    t.eq((answer["answer"], answer["confidence"], answer["alternatives"],
          answer["handoff"]["needed"], answer["handoff"]["reason"]),
         (None, 0, [], True, "no-match"), "nothing is found")
    t.eq(len(answer["handoff"]["channels"]), 2, "people are")
    answer = ask(server, "door to the moon and other strange planets",
                 locale="en")
    t.eq((answer["answer"], answer["handoff"]["needed"],
          answer["handoff"]["reason"]), (None, True, "low-confidence"),
         "what is not sure is no answer")
    t.eq(answer["alternatives"][0]["id"], "courier",
         "but what was found is named")
    t.eq([ask(server, q, locale="en")["handoff"]["reason"]
          for q in ("", " ", "?!")], ["no-match"] * 3, "nothing is asked")


def requests(t, server):
    path = API + urllib.parse.urlencode({"q": "반품", "locale": "ko"})
    r = server.get(path)
    t.eq((r.status, r["Content-Type"], r["Cache-Control"]),
         (200, "application/json", "no-cache"), "headers")
    t.eq(r.json()["answer"]["text"], "7일 안에 보내 주세요.", "in Korean")
    t.eq(server.get(path, if_none_match=r["ETag"]).status, 304,
         "and nothing the second time")
    r = server.get(API + "q=x", accept_language="ko-KR")
    t.eq(r.json()["locale"], "ko", "the browser's language")
    t.ok("Accept-Language" in r["Vary"], "which it varies by", r["Vary"])
    for query, why in (("locale=en", "without q"),
                       ("q=x&locale=zz", "in no locale")):
        r = server.get(API + query)
        t.eq((r.status, r["Content-Type"]), (400, "application/problem+json"),
             why)
    t.eq(server.get(API + "q=" + "x" * 3000).status, 200, "a long question")


def addresses(t):
    out = compiled(t, "based", SITE, "https://shop.example/help")
    server = t.serve(out, "--quiet")
    one = ask(server, "how do i return an item", "/help", locale="en")
    t.eq(one["answer"]["source"]["url"],
         "https://shop.example/help/en/returns#how-do-i-return-an-item",
         "with a base_url addresses are whole")
    t.ok('href="https://shop.example/help/en/orders"' in
         one["answer"]["html"] and
         "(https://shop.example/help/en/orders)" in one["answer"]["markdown"],
         "in the passage, too", one["answer"])
    server.stop()


def thresholds(t):
    for least, answered in ((0, True), (1, False)):
        out = compiled(t, "least%d" % least,
                       SITE + "answer_threshold: %d\n" % least)
        server = t.serve(out, "--quiet")
        one = ask(server, "door to the moon", locale="en")
        t.eq(bool(one["answer"]), answered,
             "answer_threshold: %d" % least)
        server.stop()
    made = t.run(t.indexer, wrong(t), "-o", t.path("w.gabay"))
    t.ok(made.returncode == 1 and b"answer_threshold must be" in made.stderr,
         "beyond 1 it is refused", made.stderr)


def wrong(t):
    top = t.path("wrong")
    os.makedirs(os.path.join(top, "en"))
    with open(os.path.join(top, "site.yaml"), "w") as f:
        f.write("answer_threshold: 1.5\n")
    return top


def command(t):
    site = compiled(t, "asked", SITE)
    done = t.run(t.program, "answer", site, "--locale", "en", "opening",
                 "hours")
    text = done.stdout.decode()
    t.ok(text.startswith("We are there from 9") and "/en/hours\n" in text and
         re.search(r"confidence [01]\.\d\d\n$", text), "on the command line",
         text)
    path = t.path("asked.tsv")
    with open(path, "w", encoding="utf-8") as f:
        f.write("a\ten\topening hours\nb\ten\tzzqqxx\n")
    rows = [line.split("\t") for line in t.run(
        t.program, "answer", site, "--batch", path).stdout.decode().split("\n")]
    t.eq([(r[0], *r[2:]) for r in rows if r != [""]],
         [("a", "hours", ""), ("b", "", "no-match")], "from a file")
    t.eq(t.run(t.program, "answer", site, "x").returncode, 2,
         "a locale must be named")


def other_theme(t):
    """A theme that shows no article whole: the HTML is kept apart."""
    theme = t.path("bare")
    os.makedirs(os.path.join(theme, "templates"))
    with open(os.path.join(theme, "templates/article.mustache"), "w") as f:
        f.write("<!doctype html><title>{{article.title}}</title>\n")
    top, out = t.path("plain"), t.path("bare.gabay")
    made = t.run(t.indexer, top, "-o", out, "--quiet", "--theme", theme)
    t.eq(made.returncode, 0, "a theme without articles compiles")
    server = t.serve(out, "--quiet")
    one = ask(server, "how do i return an item", locale="en")["answer"]
    t.eq(one["text"], "1. Open your orders.\n2. Choose Return.",
         "and has the same answers")
    t.eq(server.get("/body/en/returns").status, 404, "at no address")
    server.stop()
