"""GET /api/v1/articles, articles/{id}, sections and locales."""
import os
import urllib.parse

LOCALES = ("en", "fil", "id", "ko", "pl")
LIST = "/api/v1/articles?"
ONE = "/api/v1/articles/"


def run(t):
    server = t.serve(t.articles(), "--quiet")
    for locale in LOCALES:
        lists(t, server, locale)
    since(t, server)
    cursors(t, server)
    forms(t, server)
    names(t, server)
    sections(t, server)
    locales(t, server)
    server.stop()
    expired(t)


def listed(server, **arguments):
    return server.get(LIST + urllib.parse.urlencode(arguments)).json()


def key(article):
    return article["updated"] or "", article["id"].encode()


def pages(server, limit, **arguments):
    """All articles, page by page."""
    found, cursor = [], None
    while True:
        if cursor:
            arguments["cursor"] = cursor
        answer = listed(server, limit=limit, **arguments)
        found += answer["articles"]
        cursor = answer["next"]
        if not cursor:
            return found


def lists(t, server, locale):
    whole = listed(server, locale=locale, limit=100)
    rows = whole["articles"]
    t.eq((len(rows), whole["next"]), (whole["total"], None),
         locale + ": all in one")
    t.eq(rows, sorted(rows, key=key), "by last change, then by id")
    t.eq(len({key(row) for row in rows}), len(rows), "each once")
    for limit in (1, 7, len(rows) - 1, len(rows)):
        t.eq([r["id"] for r in pages(server, limit, locale=locale)],
             [r["id"] for r in rows], "%d at a time" % limit)
    t.ok(all(row["description"] and row["locale"] == locale and
             row["url"].startswith("/%s/" % locale) for row in rows),
         "described and in their language")


def since(t, server):
    rows = listed(server, locale="en", limit=100)["articles"]
    middle = rows[len(rows) // 2]["updated"]
    want = [r["id"] for r in rows if r["updated"] >= middle]
    found = listed(server, locale="en", limit=100, updated_since=middle)
    t.eq(([r["id"] for r in found["articles"]], found["total"]),
         (want, len(want)), "those of that moment and later")
    t.eq([r["id"] for r in pages(server, 2, locale="en",
                                 updated_since=middle)], want, "in pages, too")
    none = listed(server, locale="en", updated_since="2100-01-01T00:00:00Z")
    t.eq((none["total"], none["articles"], none["next"]), (0, [], None),
         "none of the future")


def cursors(t, server):
    first = listed(server, locale="en", limit=3)
    same = listed(server, locale="en", limit=3, cursor=first["next"],
                  updated_since="1970-01-01T00:00:00Z")
    t.eq(same["total"], first["total"], "the total is that of all pages")
    for bad in ("x", "*", "", "MSA", first["next"][:-3] + "!!!"):
        r = server.get(LIST + urllib.parse.urlencode({"cursor": bad}))
        t.eq((r.status, r.json()["type"], r.json()["parameter"]),
             (400, "/problems/bad-argument", "cursor"),
             "no cursor: " + bad)
    r = server.get(LIST + "limit=1", accept_language="ko")
    t.eq((r.json()["locale"], r["Vary"]),
         ("ko", "Accept-Encoding, Accept-Language"), "the reader's language")


def forms(t, server):
    html = server.get(ONE + "returns?locale=en").json()["html"]
    page = server.get("/en/returns/return-an-item").text()
    t.ok(len(html) > 500 and html in page, "HTML is the page's")
    text = server.get(ONE + "returns?locale=en&format=text").json()["text"]
    t.ok("within 3 business days" in text and "<" not in text, "as text", text)
    markdown = server.get(ONE + "returns?locale=en&format=markdown"
                          ).json()["markdown"]
    t.eq(markdown, server.get("/en/returns/return-an-item.md").text(),
         "as Markdown, the page's twin")
    t.ok(markdown.startswith("# Return an item: step by step\n\n"),
         "with the title", markdown[:200])
    found = server.get(ONE + "returns?locale=en&format=sections"
                       ).json()["sections"]
    t.eq((found[0]["heading"], found[0]["level"]), ("", 0),
         "sections begin before the first heading")
    t.ok(any(s["heading"] == "How long do I have to return an item?" and
             s["anchor"] == "how-long-do-i-have-to-return-an-item" and
             s["level"] == 2 and "14 days" in s["text"] for s in found),
         "with headings and anchors", found)
    for name in ("html", "markdown", "text", "sections"):
        body = server.get(ONE + "returns?format=" + name).json()
        t.eq([n for n in ("html", "markdown", "text", "sections")
              if n in body], [name], "format=%s has no other" % name)


def names(t, server):
    ids = {}
    for locale in LOCALES:
        for row in listed(server, locale=locale, limit=100)["articles"]:
            ids.setdefault(row["id"], {})[locale] = row["url"]
    wrong = []
    for name, urls in ids.items():
        locale = sorted(urls)[0]
        body = server.get(ONE + name + "?locale=" + locale).json()
        others = {row["locale"]: row["url"] for row in body["translations"]}
        others[locale] = body["url"]
        if body["id"] != name or others != urls:
            wrong.append((name, others))
    t.eq(wrong, [], "all %d ids lead to their article in all languages"
         % len(ids))
    for name in ("no/such", "no%2Fsuch"):
        r = server.get(ONE + name + "?locale=ko")
        body = r.json()
        t.eq((r.status, body["type"], body["parameter"]),
             (404, "/problems/no-such-article", "id"), "none: " + name)
        t.ok('"no/such"' in body["detail"], "it says which", body["detail"])
    t.eq(server.get(ONE).json()["type"], "/problems/no-such-call",
         "nor one without a name")
    r = server.get("/api/v1%2Fsearch?q=a")
    t.eq((r.status, r.json()["type"]), (404, "/problems/no-such-call"),
         "elsewhere an escaped slash leads nowhere")


def sections(t, server):
    for locale in LOCALES:
        body = server.get("/api/v1/sections?locale=" + locale).json()
        rows = listed(server, locale=locale, limit=100)["articles"]
        counted = {}

        def walk(tree):
            for s in tree:
                counted[s["id"]] = s["count"]
                walk(s["sections"])

        walk(body["sections"])
        t.eq(sum(s["count"] for s in body["sections"]) + body["outside"],
             len(rows), locale + ": every article is counted")
        t.eq([row["id"] for row in rows if row["section"] and
              not counted.get(row["section"]["id"])], [],
             "in the section that it stands in")


def locales(t, server):
    body = server.get("/api/v1/locales").json()
    t.eq(body["default"], "en", "the default language")
    t.eq([(row["tag"], row["url"], row["search"]) for row in body["locales"]],
         [(tag, "/%s/" % tag, True) for tag in LOCALES], "all languages")


def write(folder, files):
    for name, text in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)


def expired(t):
    """An article whose time is over while the file is served."""
    folder = t.path("expiring")
    write(folder, {
        "en/a.md": "---\ntitle: Stays\nid: orders/stays\nupdated: 2026-01-02\n"
                   "---\nFirst.\n",
        "en/b.md": "---\ntitle: Goes\nid: goes\nupdated: 2026-01-02\n"
                   "---\nSecond.\n",
        "en/c.md": "---\ntitle: Undated\nid: plain\n---\nThird.\n",
    })
    whole, out = t.path("whole.gabay"), t.path("expiring.gabay")
    for made in (t.run(t.indexer, folder, "-o", whole, "--quiet"),
                 t.run(os.path.join(t.build, "tests/http/patch_site"), whole,
                       out, "/en/b", "expires=1")):
        t.ok(made.returncode == 0, "a page that expires", made.stderr)
    server = t.serve(out, "--quiet")
    body = listed(server, locale="en")
    t.eq(sorted(r["id"] for r in body["articles"]), ["orders/stays", "plain"],
         "what has expired is not listed")
    t.eq(body["total"], 2, "nor counted")
    r = server.get(ONE + "goes?locale=en")
    t.eq((r.status, r.json()["type"]), (410, "/problems/gone"), "it is gone")
    for name in ("orders/stays", "orders%2Fstays"):
        t.eq(server.get(ONE + name).json().get("id"), "orders/stays",
             "an id with a slash: " + name)
    t.eq(server.get("/api/v1/sections").json()["outside"], 2,
         "nor counted outside sections")
    server.stop()
