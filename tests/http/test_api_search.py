"""GET /api/v1/search and the page of it, on the sample help centre."""
import json
import re
import urllib.parse

API = "/api/v1/search?"
FIELDS = ["query", "locale", "total", "total_is_estimate", "limit", "offset",
          "corrected", "hits", "facets", "other_locales"]
HIT = ["id", "url", "title", "section", "breadcrumb", "heading", "anchor",
       "snippet", "snippet_text", "marks", "score", "locale", "updated",
       "tags"]
ONE_WORD = {"en": "return", "id": "pengembalian", "ko": "반품",
            "pl": "zwrot", "fil": "pagbabalik"}


def ask(server, _method="GET", _headers=None, **arguments):
    return server.get(API + urllib.parse.urlencode(arguments), _method,
                      **(_headers or {}))


def run(t):
    server = t.serve(t.articles(), "--quiet")
    first_hits(t, server)
    shape(t, server)
    rows(t, server)
    arguments(t, server)
    locales(t, server)
    signs(t, server)
    corrected(t, server)
    by_update(t, server)
    delivery(t, server)
    page(t, server)
    page_ways(t, server)
    t.eq(server.stop(), 0, "ends well")
    with_base_url(t)
    command(t)


def first_hits(t, server):
    for locale, word in ONE_WORD.items():
        r = ask(server, q=word, locale=locale)
        hits = r.json()["hits"]
        t.eq(hits and hits[0]["id"], "returns",
             "%s: %s finds its article first" % (locale, word))
        t.eq(server.get(hits[0]["url"]).status, 200, "at its address")


def rows(t, server):
    """Rows of a table do not run into one another."""
    h = ask(server, q="refund", locale="en").json()["hits"][0]
    text = h["snippet_text"]
    t.ok(" \u00b7 " in text and " / " in text, "cells and rows are parted", text)
    t.ok(". /" not in text and "\n" not in text, "but no sentences", text)
    for start, length in h["marks"]:
        t.ok(text[start:start + length].isalpha(), "marks are words", text)


def shape(t, server):
    answer = ask(server, q="how to return an item", locale="en").json()
    t.eq(list(answer), FIELDS, "the fields of an answer")
    t.eq(answer["query"], "how to return an item", "the query is repeated")
    t.eq((answer["limit"], answer["offset"], answer["corrected"]),
         (10, 0, None), "the defaults")
    hits = answer["hits"]
    t.ok(hits and len(hits) <= answer["total"], "hits and their number")
    t.ok(all(list(h) == HIT for h in hits), "the fields of a hit",
         [list(h) for h in hits])
    scores = [h["score"] for h in hits]
    t.eq(scores, sorted(scores, reverse=True), "the best first")
    for h in hits:
        name = "hit %s: " % h["id"]
        marked = re.sub("</?mark>", "", h["snippet"])
        t.ok("<" not in marked, name + "no markup but marks", h["snippet"])
        text = h["snippet_text"]
        shown = re.findall("<mark>(.*?)</mark>", h["snippet"])
        t.eq([text[a:a + n] for a, n in h["marks"]],
             [unescape(s) for s in shown], name + "marks count code points")
        t.ok(h["section"] is None or list(h["section"]) == ["id", "title"],
             name + "section", h["section"])
        t.ok(all(list(b) == ["title", "url"] for b in h["breadcrumb"]),
             name + "breadcrumb", h["breadcrumb"])
        t.ok(h["updated"] is None or
             re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", h["updated"]),
             name + "updated is RFC 3339", h["updated"])
    for name in ("section", "tag"):
        facet = answer["facets"][name]
        t.ok(facet and all(list(f) == ["value", "label", "count"]
                           for f in facet), "facet " + name, facet)
    section = answer["facets"]["section"][0]["value"]
    only = ask(server, q="how to return an item", locale="en",
               section=section).json()
    t.ok(only["hits"] and all(h["section"]["id"] == section
                              for h in only["hits"]), "a section's hits only",
         only["hits"])
    none = ask(server, q="return", locale="en", section="no-such").json()
    t.eq(none["hits"], [], "an unknown section has none")


def unescape(s):
    for name, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'),
                       ("&#39;", "'"), ("&amp;", "&")):
        s = s.replace(name, sign)
    return s


def arguments(t, server):
    refused = [("", "q"), ("q=a&limit=0", "limit"), ("q=a&limit=101", "limit"),
               ("q=a&limit=x", "limit"), ("q=a&limit=", "limit"),
               ("q=a&limit=-1", "limit"), ("q=a&limit=1.5", "limit"),
               ("q=a&limit=99999999999999999999", "limit"),
               ("q=a&offset=201", "offset"), ("q=a&offset=-1", "offset"),
               ("q=a&offset=ten", "offset"), ("q=a&locale=xx", "locale"),
               ("q=a&locale=", "locale"), ("q=a&locale=../en", "locale"),
               ("q=a&sort=", "sort"), ("q=a&sort=Updated", "sort"),
               ("q=a&sort=date", "sort"), ("q=a&verbatim=", "verbatim"),
               ("q=a&verbatim=1", "verbatim"),
               ("q=a&verbatim=truely", "verbatim")]
    for query, name in refused:
        r = server.get(API + query)
        t.eq((r.status, r["Content-Type"]),
             (400, "application/problem+json"), "400: %s" % (query or "no q"))
        detail = r.json()["detail"]
        t.ok(detail.startswith(name + " "), "it names " + name, detail)
    r = server.get(API + "q=a&limit=101")
    t.ok("100" in r.json()["detail"], "and the limit", r.json()["detail"])
    t.eq(server.get(API + "q=a&sort=date").json()["detail"],
         "sort must be relevance or updated.", "and the words")
    fine = ["q=", "q=%20", "q=a&limit=1", "q=a&limit=100&offset=200",
            "q=" + "%EB%B0%98" * 600, "q=" + "a+" * 1500, "q=%ff%fe",
            "q=%3Cscript%3E", "q=*%3F%22AND%22%20OR(", "q=a&unknown=1",
            "q=" + "%F0%9F%98%80" * 20, "q=a&section=" + "s" * 400,
            "q=a&sort=relevance&verbatim=false",
            "q=a&sort=updated&verbatim=true", "q=%22a%22%20-b%20-%22c%20d%22",
            "q=" + "-%22a%22%20" * 40,
            "q=a&tag=%00x".replace("%00", "%01")]
    for query in fine:
        r = server.get(API + query + "&locale=ko")
        t.eq(r.status, 200, "200: %.40s" % query)
    answer = server.get(API + "q=&locale=en").json()
    t.eq((answer["hits"], answer["total"]), ([], 0), "an empty q has no hits")
    whole = ask(server, q="item order", locale="en").json()
    rest = ask(server, q="item order", locale="en", offset=1).json()
    t.eq([h["id"] for h in rest["hits"]][:9],
         [h["id"] for h in whole["hits"]][1:],
         "offset skips")
    one = ask(server, q="item order", locale="en", limit=1).json()
    t.eq([h["id"] for h in one["hits"]], [h["id"] for h in whole["hits"]][:1],
         "limit cuts")


def locales(t, server):
    r = ask(server, q="반품", _headers={"accept_language": "ko-KR"})
    t.eq(r.json()["locale"], "ko", "the locale from Accept-Language")
    t.ok("Accept-Language" in r["Vary"], "is said in Vary", r["Vary"])
    r = ask(server, q="return")
    t.eq(r.json()["locale"], "en", "else the default")
    r = ask(server, q="return", locale="ko",
            _headers={"accept_language": "pl"})
    t.eq((r.json()["locale"], r["Vary"]), ("ko", "Accept-Encoding"),
         "named: the header plays no part")
    for other, tag in (("tl", "fil"), ("KO", "ko")):
        r = ask(server, q="x", locale=other)
        t.eq((r.status, r.json().get("locale")), (200, tag),
             "locale=%s is %s" % (other, tag))


def ids(answer):
    return [h["id"] for h in answer["hits"]]


def signs(t, server):
    """Phrases and exclusions."""
    def found(q):
        return ids(ask(server, q=q, locale="en", limit=100).json())

    any_, row = found("gift card"), found('"gift card"')
    t.ok(row and set(row) < set(any_), "a phrase finds less", (row, any_))
    t.eq(found("\u201cgift card\u201d"), row, "in typeset quotes as well")
    t.ok(found('"card gift"') != row, "the other way round it is another")
    none = found('gift -"gift card"')
    t.ok(none and not set(none) & set(row), "without the phrase", none)
    t.eq(sorted(found("gift -card") + found("gift card -card")),
         sorted(2 * found("gift -card")), "an excluded word finds nothing")
    t.eq(found("-gift"), [], "nothing but an exclusion finds nothing")
    t.eq(found('"gift card'), any_, "a quote that is never closed is none")


def corrected(t, server):
    for locale, typed, meant, reason in (
            ("en", "retrun", "return", "spelling"),
            ("ko", "qksvna", "반품", "keyboard-layout")):
        answer = ask(server, q=typed, locale=locale).json()
        t.eq(answer["corrected"], {"query": meant, "reason": reason,
                                   "original": typed}, typed + " is put right")
        t.eq(list(answer["corrected"]), ["query", "reason", "original"],
             "in that order")
        right = ask(server, q=meant, locale=locale).json()
        t.eq((answer["query"], ids(answer)), (typed, ids(right)),
             "with the hits of " + meant)
        t.eq(right["corrected"], None, meant + " is right")
        kept = ask(server, q=typed, locale=locale, verbatim="true").json()
        t.eq((kept["corrected"], kept["hits"]), (None, []),
             "verbatim: as typed")


def by_update(t, server):
    best = ask(server, q="item order", locale="en", limit=100).json()
    late = ask(server, q="item order", locale="en", limit=100,
               sort="updated").json()
    t.eq(sorted(ids(late)), sorted(ids(best)), "sort=updated finds the same")
    dates = [h["updated"] or "" for h in late["hits"]]
    t.eq(dates, sorted(dates, reverse=True), "the latest first")
    two = ask(server, q="item order", locale="en", limit=2, offset=1,
              sort="updated").json()
    t.eq(ids(two), ids(late)[1:3], "page by page")


def delivery(t, server):
    r = ask(server, q="return", locale="en")
    again = ask(server, q="return", locale="en")
    t.eq(r["Content-Type"], "application/json", "JSON")
    t.ok(re.match(r"search;dur=\d+\.\d+$", r["Server-Timing"] or ""),
         "the time is in Server-Timing", r["Server-Timing"])
    t.eq((r["ETag"], r.body), (again["ETag"], again.body),
         "the same answer has the same tag")
    t.eq(r["Cache-Control"], "no-cache", "asked for anew each time")
    t.eq(r["X-Content-Type-Options"], "nosniff", "nosniff")
    part = ask(server, q="return", locale="en",
               _headers={"if_none_match": r["ETag"]})
    t.eq((part.status, part.body), (304, b""), "or not sent again")
    packed = ask(server, q="how to return an item", locale="en",
                 _headers={"accept_encoding": "gzip, br"})
    plain = ask(server, q="how to return an item", locale="en")
    t.ok(len(plain.body) > 1400, "a long answer")
    t.eq(packed["Content-Encoding"], "gzip", "is compressed")
    t.ok(len(packed.body) < len(plain.body) and
         packed.json() == plain.json(), "to the same")
    t.ok(packed["ETag"] != plain["ETag"], "under a tag of its own")
    short = ask(server, q="", locale="en",
                _headers={"accept_encoding": "gzip"})
    t.eq(short["Content-Encoding"], None, "a short one is not")
    head = ask(server, "HEAD", q="return", locale="en")
    t.eq((head.status, head["ETag"], head.body), (200, r["ETag"], b""), "HEAD")


def page(t, server):
    r = server.get("/en/search?q=return")
    text = r.text()
    t.eq((r.status, r["Content-Type"]), (200, "text/html; charset=utf-8"),
         "the search page")
    t.ok("default-src 'none'" in r["Content-Security-Policy"], "has a policy")
    t.ok("/en/returns/return-an-item" in text, "shows the hit", text)
    t.ok("<mark>" in text and "noindex" in text, "with marks, not indexed")
    t.ok('value="return"' in text, "the words stay in the box")
    for path in ("/en/search", "/en/search?q=", "/ko/search?q=%EB%B0%98%ED%92%88",
                 "/en/search?q=zzqqxx", "/en/search?q=a&page=0",
                 "/en/search?q=a&page=99999", "/en/search?q=a&page=x",
                 "/en/search?q=item&section=returns&tag=x"):
        t.eq(server.get(path).status, 200, path)
    r = server.get("/en/search?q=%3Cscript%3Ealert(1)%3C/script%3E%22%27")
    t.ok("<script>alert" not in r.text(), "what was asked is escaped")
    r = server.get("/en/search?q=return", accept_encoding="gzip")
    t.eq(r["Content-Encoding"], "gzip", "it is compressed")
    same = server.get("/en/search?q=return", accept_encoding="gzip",
                      if_none_match=r["ETag"])
    t.eq(same.status, 304, "and has a tag")
    found = server.get("/en/search?q=item+order").text()
    links = re.findall(r'href="(/en/search\?[^"]*section=[^"]*)"', found)
    t.ok(links, "there are links to narrow it", found)
    for link in links:
        t.eq(server.get(unescape(link)).status, 200, "narrowed: " + link)


def page_ways(t, server):
    """What was put right, and orders: links that keep the whole search."""
    text = server.get("/en/search?q=retrun+item&section=returns").text()
    t.ok("Showing results for “return item”." in unescape(text),
         "the page says what it searched", text)
    typed = re.search(r'<a href="([^"]*verbatim=1)"', text)
    t.ok(typed, "and leads to what was typed", text)
    kept = server.get(unescape(typed.group(1))).text() if typed else ""
    t.ok("Showing results" not in kept and "retrun" in kept,
         "where nothing is put right", kept)
    t.eq(unescape(typed.group(1)) if typed else "",
         "/en/search?q=retrun%20item&section=returns&verbatim=1",
         "in the same section")
    text = server.get("/en/search?q=item+order&sort=updated&verbatim=1").text()
    nav = re.search(r'<nav class="sorts.*?</nav>', text, re.S).group(0)
    t.ok('aria-label="' in nav, "ways to sort are a labelled part", nav)
    t.eq([(unescape(url), bool(now)) for url, now in re.findall(
        r'<a href="([^"]*)"( aria-current="true")?>', nav)],
        [("/en/search?q=item%20order&verbatim=1", False),
         ("/en/search?q=item%20order&sort=updated&verbatim=1", True)],
        "by relevance and, now, by update")
    following = re.search(r'href="([^"]*page=2)"', text)
    t.ok(following and "&sort=updated&verbatim=1&page=2" in
         unescape(following.group(1)), "the next page is sorted as well", text)
    for path in ("sort=x&verbatim=x", "sort=&verbatim=", "verbatim=true"):
        t.eq(server.get("/en/search?q=item&" + path).status, 200,
             "a page is never wrong: " + path)


def with_base_url(t):
    server = t.serve(t.articles(), "--base-url", "https://shop.example")
    hit = ask(server, q="return", locale="en").json()["hits"][0]
    t.ok(hit["url"].startswith("https://shop.example/en/"),
         "--base-url: addresses are absolute", hit["url"])
    t.ok('href="/en/returns' in server.get("/en/search?q=return").text(),
         "but not those of the search page")
    t.eq(server.get("/").headers and server.get("/")["Location"], "/en/",
         "nor redirects")
    server.stop()


def command(t):
    path = t.articles()
    made = t.run(t.program, "search", path, "--locale", "ko", "반품")
    t.ok("반품 방법" in made.stdout.decode().split("\n")[0],
         "search prints hits for people", made.stdout.decode())
    made = t.run(t.program, "search", path, "--locale", "xx", "a")
    t.eq(made.returncode, 2, "an unknown locale is wrong use")
    with open(t.path("q.tsv"), "w", encoding="utf-8") as f:
        f.write("q1\tko\t반품\nq2\ten\treturn an item\nq3\ten\tzzqqxx\n")
    made = t.run(t.program, "search", path, "--batch", t.path("q.tsv"),
                 "--limit", "3")
    rows = [line.split("\t") for line in made.stdout.decode().splitlines()]
    t.eq([r[:3] for r in rows if r[1] == "1"],
         [["q1", "1", "returns"], ["q2", "1", "returns"]],
         "--batch prints id, rank, article")
    t.ok(rows and all(len(r) == 4 and float(r[3]) > 0 for r in rows),
         "and score", rows)
    explain(t, path)


def explain(t, path):
    def search(*words):
        made = t.run(t.program, "search", path, *words)
        return made.returncode, made.stdout.decode()

    code, text = search("-l", "en", "--explain", "-n", "2", "retrun", "an",
                        "item")
    t.eq(code, 0, "--explain")
    for part in ("searched    return an item (spelling)", "left out    an",
                 "articles  weight  word [stem]", "or send + back",
                 "score   index   title", "records scanned",
                 "passage, confidence 0."):
        t.ok(part in text, "it says: " + part, text)
    code, text = search("-l", "en", "--json", "return")
    answer = json.loads(text)
    t.eq((code, list(answer), text.count("\n")), (0, FIELDS[:-1], 1),
         "--json prints the answer as a line")
    code, text = search("-b", t.path("q.tsv"), "--json", "--explain")
    rows = [json.loads(line) for line in text.splitlines()]
    t.eq((code, [list(r) for r in rows]), (0, [["query_id", "answer"]] * 3),
         "with --batch, each line")
    t.eq([r["query_id"] for r in rows], ["q1", "q2", "q3"], "in order")
    t.ok(all(0 <= v <= 1 for r in rows for v in
             r["answer"]["explain"]["confidence_facts"].values()),
         "with facts of confidence", rows)
    t.ok(rows[0]["answer"]["explain"]["passage"]["confidence"] > 0 and
         rows[2]["answer"]["explain"]["passage"] is None,
         "and a passage where something was found", rows)
    t.eq(search("-b", t.path("q.tsv"), "--explain")[0], 2,
         "--batch --explain for people is wrong use")
