"""The feed and the search description of each locale, and suggestions as
browsers ask for them."""
import datetime
import os
import urllib.parse
import xml.etree.ElementTree as xml

ATOM = "{http://www.w3.org/2005/Atom}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
LOCALES = ("en", "fil", "id", "ko", "pl")


def run(t):
    server = t.serve(t.articles(), "--quiet")
    for tag in LOCALES:
        feed(t, server, "http://test.example", "", tag)
        description(t, server, "http://test.example", "", tag)
    wire(t, server)
    suggestions(t, server)
    server.stop()
    out = t.path("feeds.gabay")
    made = t.run(t.indexer, t.top + "/articles", "-o", out, "--quiet",
                 "--base-url", "https://shop.example/help")
    t.eq(made.returncode, 0, "compiles with a base_url")
    server = t.serve(out, "--quiet")
    feed(t, server, "https://shop.example", "/help", "ko")
    description(t, server, "https://shop.example", "/help", "ko")
    t.eq(server.get("/help/ko/feed.xml", accept_encoding="br")
         ["Content-Encoding"], "br", "stored compressed")
    t.eq(server.get("/ko/feed.xml").status, 404, "behind the prefix only")
    server.stop()
    undated(t)


def moment(text):
    return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")


def feed(t, server, origin, prefix, tag):
    path = "%s/%s/feed.xml" % (prefix, tag)
    r = server.get(path)
    t.eq((r.status, r["Content-Type"], r["Content-Disposition"]),
         (200, "application/atom+xml; charset=utf-8", None),
         "%s is a feed" % path)
    root = xml.fromstring(r.text())
    t.eq((root.tag, root.get("{http://www.w3.org/XML/1998/namespace}lang")),
         (ATOM + "feed", tag), "Atom, in its language")
    for name in ("id", "title", "updated"):
        t.eq(len(root.findall(ATOM + name)), 1, "one %s" % name)
    t.ok(root.find(ATOM + "author/" + ATOM + "name").text, "an author")
    links = {a.get("rel"): a.get("href") for a in root.findall(ATOM + "link")}
    t.eq(links, {"self": origin + path,
                 "alternate": "%s%s/%s/changes" % (origin, prefix, tag)},
         "itself and the page of changes")
    entries = root.findall(ATOM + "entry")
    t.ok(0 < len(entries) <= 50, "some entries", len(entries))
    ids = [e.find(ATOM + "id").text for e in entries]
    t.eq(len(ids), len(set(ids)), "no id twice")
    times = [e.find(ATOM + "updated").text for e in entries]
    t.eq(times, sorted(times, reverse=True), "the latest first")
    t.ok(all(moment(x) for x in times), "times in UTC")
    t.eq(root.find(ATOM + "updated").text, times[0], "the feed's is the first")
    bad = [i for i in ids if not i.startswith(origin + "/") or
           server.get(i[len(origin):]).status != 200]
    t.eq(bad, [], "every id is a page's address")


def description(t, server, origin, prefix, tag):
    path = "%s/%s/opensearch.xml" % (prefix, tag)
    r = server.get(path)
    t.eq((r.status, r["Content-Type"], r["Content-Disposition"]),
         (200, "application/opensearchdescription+xml", None), path)
    root = xml.fromstring(r.text())
    name = root.find(SEARCH + "ShortName").text
    t.ok(0 < len(name) <= 16, "a short name", name)
    ways = {u.get("type"): u.get("template")
            for u in root.findall(SEARCH + "Url")}
    t.eq(ways, {"text/html": "%s%s/%s/search?q={searchTerms}" %
                (origin, prefix, tag),
                "application/x-suggestions+json": "%s%s/api/v1/suggest?"
                "locale=%s&format=opensearch&q={searchTerms}" %
                (origin, prefix, tag)}, "both ways to search")
    for kind, way in ways.items():
        asked = way[len(origin):].replace("{searchTerms}", "a")
        r = server.get(asked)
        t.eq((r.status, r["Content-Type"].split(";")[0]), (200, kind),
             "which answer so")
    image = root.find(SEARCH + "Image")
    r = server.get(image.text[len(origin):])
    t.eq((r.status, r["Content-Type"]), (200, image.get("type")), "an image")


def wire(t, server):
    r = server.get("/en/feed.xml")
    t.eq(server.get("/en/feed.xml", if_none_match=r["ETag"]).status, 304,
         "304 for the tag")
    t.eq(server.get("/en/feed.xml", "HEAD")["Content-Length"],
         str(len(r.body)), "HEAD gives the length")
    t.eq(server.get("/en/feed.xml", "POST").status, 405, "nobody posts it")
    for path in ("/xx/feed.xml", "/feed.xml", "/en/orders/feed.xml",
                 "/ko/opensearch.xml/", "/search/en/index"):
        t.ok(server.get(path).status in (301, 404), "nothing at " + path)
    with server.wire() as w:
        w.send("GET /en/feed.xml HTTP/1.1\r\nHost: a b\r\n\r\n")
        t.eq(w.reply().status, 400, "no feed for a Host that is none")


def suggestions(t, server):
    ask = "/api/v1/suggest?locale=en&q=%s"
    for words in ("ret", "refund", "zzzzzz", "\"<&"):
        path = ask % urllib.parse.quote(words)
        plain = server.get(path)
        r = server.get(path + "&format=opensearch")
        t.eq(r["Content-Type"], "application/x-suggestions+json; charset=utf-8",
             "%r in the browsers' form" % words)
        want = plain.json()["suggestions"]
        t.eq(r.json(), [words, [s["title"] for s in want], [],
                        ["http://test.example" + s["url"] for s in want]],
             "the same suggestions")
    t.eq(server.get(ask % "a" + "&format=json").json(),
         server.get(ask % "a").json(), "json is the plain form")
    t.eq(server.get(ask % "a" + "&format=xml").status, 400, "there is no other")


def undated(t):
    folder = t.path("undated")
    os.makedirs(folder + "/en")
    with open(folder + "/en/a.md", "w", encoding="utf-8") as f:
        f.write("---\ntitle: A\n---\nText.\n")
    out = t.path("undated.gabay")
    made = t.run(t.indexer, folder, "-o", out, "--quiet")
    t.eq(made.returncode, 0, "compiles without dates")
    server = t.serve(out, "--quiet")
    t.eq(server.get("/en/feed.xml").status, 404,
         "nobody knows what changed: no feed")
    t.ok("atom+xml" not in server.get("/en/a").text(), "and none is named")
    server.stop()
