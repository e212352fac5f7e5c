"""What only agents see: search, articles and canned replies with a token,
nothing of it without, and the page that asks for it."""
import json
import os
import re
import shutil
import time
import urllib.parse

import forms
import schema

REPLY = """---
title: Sorry for the wait
---
Dear {{customer.name}}, sorry for order {{order.number}}.

[Track it](https://track.example/{{order.number}}) or [send it back](/en/returns.md).
"""
FILES = {
    "site.yaml": "title: Shop\n",
    "en/returns.md": "---\ntitle: Returns\n---\nSend a parcel back. Refund in "
                     "three days.\n",
    "en/pay.md": "---\ntitle: Paying\n---\nBy card or by transfer.\n",
    "ko/returns.md": "---\ntitle: 반품\n---\n돌려보내세요.\n",
}
SECRET = {
    "en/risk/limit.md": "---\ntitle: Refund limit\naudience: agents\n"
                        "tags: [money]\n---\nAsk the lead above 500 for a "
                        "refund: secretword.\n\n## How\n\nBy chat.\n",
    "en/_replies/sorry.md": REPLY,
    "en/_replies/hello.md": "---\ntitle: Hello\n---\nHi {{customer.name}}! "
                            "secretword\n",
    "en/_replies/bye.md": "---\ntitle: Bye\n---\nGoodbye.\n",
}
WORDS = ("secretword", "Refund limit", "Sorry for", "Goodbye")
NAME = {"customer.name": "Ana"}


def run(t):
    path = compiled(t, "shop", {**FILES, **SECRET})
    tokens = t.path("agents.tokens")
    agent, bot = (token(t, tokens, name) for name in ("agents", "feedback"))
    data = forms.folder(t, "agents-data")
    server = t.serve(path, "--quiet", "--tokens", tokens, "--data", data)
    document = server.get("/api/v1/openapi.json").json()
    closed(t, server, bot)
    search(t, server, agent, document)
    article(t, server, agent, document)
    replies(t, server, agent, document)
    filled(t, server, agent, document)
    wrong(t, server, agent)
    page(t, server)
    server.stop()
    counted(t, data)
    damaged(t, path, tokens, agent)
    swapped(t, tokens, agent)


def compiled(t, name, files):
    root = t.path("agents-" + name)
    shutil.rmtree(root, ignore_errors=True)
    for file, text in files.items():
        to = os.path.join(root, file)
        os.makedirs(os.path.dirname(to), exist_ok=True)
        with open(to, "w", encoding="utf-8") as f:
            f.write(text)
    made = t.run(t.indexer, root, "-o", root + ".gabay", "--quiet")
    if made.returncode:
        raise RuntimeError(made.stderr.decode())
    return root + ".gabay"


def token(t, file, scope):
    out = t.run(t.program, "token", "new", scope, "--scope", scope, "--file",
                file)
    return "Bearer " + out.stdout.decode().strip()


def get(server, path, word=None, **more):
    if word:
        more["authorization"] = word
    return server.get("/api/v1/" + path, **more)


def post(server, id, body, word, kind="application/json"):
    head = "Content-Type: %s\r\n" % kind
    if word:
        head += "Authorization: %s\r\n" % word
    text = body if isinstance(body, str) else json.dumps(body)
    return forms.post(server, text, head, "/api/v1/replies/" + id)


def is_private(t, r, name):
    t.ok(r["Cache-Control"] == "private, no-store" and
         "Authorization" in r["Vary"], name + " is in no cache", r.headers)


def fits(t, document, name, answer):
    t.eq(schema.faults(document, {"$ref": "#/components/schemas/" + name},
                       answer), [], "the answer is as described")


def closed(t, server, bot):
    """Every way in, without a token that is for it."""
    ways = ("search?q=secretword&locale=en", "search?q=refund+limit&locale=en",
            "suggest?q=refund+l&locale=en", "answer?q=secretword&locale=en",
            "articles?locale=en", "articles/risk/limit?locale=en",
            "articles/_replies/sorry?locale=en", "sections?locale=en",
            "replies?locale=en", "replies?q=sorry&locale=en")
    for way in ways:
        for word in (None, bot):
            r = get(server, way, word)
            body = r.json()
            body.pop("query", None)
            t.ok(not any(w in json.dumps(body) for w in WORDS),
                 way + (" with another token" if word else ""), body)
            if way.startswith("replies"):
                t.eq((r.status, body["type"]),
                     (403, "/problems/no-scope") if word else
                     (401, "/problems/no-token"), "is refused")
    for word, status in ((None, 401), (bot, 403)):
        r = post(server, "sorry", {"locale": "en"}, word)
        t.eq(r.status, status, "nor is a reply filled")
    for path in ("/en/risk/limit", "/en/risk/limit.md", "/en/_replies/sorry",
                 "/agents/en/risk/limit.json", "/replies/en.json",
                 "/replies/en/sorry.json", "/en/search?q=secretword",
                 "/llms.txt", "/sitemap.xml"):
        r = server.get(path)
        text = r.text().replace("q=secretword", "").replace(
            "secretword", "", 0)
        t.ok("Ask the lead" not in text and "Goodbye" not in text and
             "Refund limit" not in text, path + " shows nothing")


def search(t, server, agent, document):
    r = get(server, "search?q=refund&locale=en", agent)
    body = r.json()
    is_private(t, r, "search")
    fits(t, document, "search", body)
    found = {h["id"]: h for h in body["hits"]}
    t.ok({"returns", "risk/limit"} <= set(found), "both files are searched",
         list(found))
    t.ok("audience" not in found["returns"] and found["returns"]["url"] ==
         "/en/returns", "the public one is as ever", found["returns"])
    limit = found["risk/limit"]
    t.eq((limit["audience"], limit["kind"], limit["url"]),
         ("agents", "article", None), "the other is marked")
    t.ok(all(c["url"] is None or server.get(c["url"]).status == 200
             for c in limit["breadcrumb"]), "no crumb leads nowhere", limit)
    scores = [h["score"] for h in body["hits"]]
    t.eq(scores, sorted(scores, reverse=True), "by their scores")
    t.eq(body["total"], len(body["hits"]), "all are counted")
    one = [get(server, "search?q=refund&locale=en&limit=1&offset=%d" % i,
               agent).json() for i in range(body["total"])]
    t.eq([h["id"] for b in one for h in b["hits"]],
         [h["id"] for h in body["hits"]], "page by page the same")
    t.eq([(b["limit"], b["offset"]) for b in one],
         [(1, i) for i in range(len(one))], "as asked")
    body = get(server, "search?q=secretword&locale=en", agent).json()
    t.eq({(h["id"], h["kind"]) for h in body["hits"]},
         {("risk/limit", "article"), ("hello", "reply")},
         "a word of theirs alone is not put right")
    t.eq(body["corrected"], None, "by the other file's words")
    t.ok({"money"} <= {f["value"] for f in body["facets"]["tag"]},
         "facets of both", body["facets"])
    body = get(server, "search?q=refund&locale=en&sort=updated", agent).json()
    t.eq(len(body["hits"]), len(scores), "by update all are there too")
    body = get(server, "search?q=%EB%B0%98%ED%92%88&locale=ko", agent).json()
    t.eq([h["id"] for h in body["hits"]], ["returns"],
         "a language without anything for agents")


def article(t, server, agent, document):
    for form in ("html", "markdown", "text", "sections"):
        r = get(server, "articles/risk/limit?locale=en&format=" + form, agent)
        body = r.json()
        t.ok(r.status == 200 and "secretword" in json.dumps(body[form]),
             "an article of theirs as " + form, body)
        fits(t, document, "article", body)
    is_private(t, r, "an article")
    t.eq((body["url"], body["audience"], [s["heading"]
                                          for s in body["sections"]]),
         (None, "agents", ["", "How"]), "in whole")
    r = get(server, "articles/returns?locale=en", agent)
    t.ok(r.status == 200 and r.json()["url"] == "/en/returns" and
         "audience" not in r.json(), "a public one", r.text())
    t.eq(get(server, "articles/none?locale=en", agent).status, 404, "no such")
    t.eq(get(server, "articles/risk/limit?locale=ko", agent).status, 404,
         "not in that language")


def ids(body):
    return [one["id"] for one in body["replies"]]


def replies(t, server, agent, document):
    r = get(server, "replies?locale=en", agent)
    body = r.json()
    is_private(t, r, "the list")
    fits(t, document, "replies", body)
    t.eq((sorted(ids(body)), body["total"]), (["bye", "hello", "sorry"], 3),
         "all replies")
    sorry = next(x for x in body["replies"] if x["id"] == "sorry")
    t.eq((sorry["placeholders"], sorry["used"]),
         (["customer.name", "order.number"], 0), "with their placeholders")
    t.ok("http://test.example/en/returns" in sorry["text"] and
         "{{order.number}}" in sorry["text"], "whole addresses", sorry)
    t.eq(ids(get(server, "replies?q=wait&locale=en", agent).json()),
         ["sorry"], "found by the title")
    t.eq(ids(get(server, "replies?q=goodbye&locale=en", agent).json()),
         ["bye"], "by the text")
    t.eq(ids(get(server, "replies?q=parcel&locale=en", agent).json()), [],
         "articles are not among them")
    body = get(server, "replies?locale=en&limit=1", agent).json()
    t.eq((len(body["replies"]), body["total"]), (1, 3), "so many at most")
    body = get(server, "replies?locale=ko", agent).json()
    t.eq((body["replies"], body["total"]), ([], 0), "none in a language")


def filled(t, server, agent, document):
    values = {"customer.name": "<b>A & B</b> {{order.number}}",
              "order.number": "7/\"x\" y"}
    r = post(server, "sorry", {"locale": "en", "values": values}, agent)
    is_private(t, r, "a filled reply")
    fits(t, document, "reply_filled", r.json())
    t.eq(r.json()["text"],
         "Dear <b>A & B</b> {{order.number}}, sorry for order 7/\"x\" y.\n\n"
         "Track it (https://track.example/7%2F%22x%22%20y) or send it back "
         "(http://shop.example/en/returns).", "as text")
    html = post(server, "sorry", {"locale": "en", "values": values,
                                  "target": "html"}, agent).json()["html"]
    t.ok("&lt;b&gt;A &amp; B&lt;/b&gt; {{order.number}}, sorry for order "
         "7/&quot;x&quot; y." in html and
         'href="https://track.example/7%2F%22x%22%20y"' in html,
         "as HTML", html)
    for _ in range(2):
        t.eq(post(server, "hello", {"locale": "en", "values": NAME},
                  agent).status, 200, "another")
    post(server, "hello", {"locale": "en"}, agent)
    end = time.monotonic() + 10
    want = [("hello", 2), ("sorry", 2), ("bye", 0)]
    while time.monotonic() < end:
        body = get(server, "replies?locale=en", agent).json()
        got = sorted(((x["id"], x["used"]) for x in body["replies"]),
                     key=lambda x: (-x[1], x[0]))
        if got == want:
            break
        time.sleep(0.05)
    t.eq(got, want, "uses are counted, refusals are not")
    t.eq(ids(body)[2], "bye", "the most used first")


def wrong(t, server, agent):
    good = {"customer.name": "Ana", "order.number": "7"}
    for values, named in (
            ({}, "Missing or empty: customer.name, order.number."),
            ({"customer.name": " ", "x": "1", "y{{": "2"},
             "Missing or empty: customer.name, order.number. "
             "Unknown: x, y{{."),
            (dict(good, **{"order.number": 7}), "No text: order.number."),
            (dict(good, **{"order.number": "é" * 2001}),
             "Longer than 2000 characters: order.number."),
            (dict(good, **{"order.number": "a\u0007"}),
             "With control characters: order.number.")):
        r = post(server, "sorry", {"locale": "en", "values": values}, agent)
        t.eq((r.status, r.json()["type"], r.json()["detail"],
              r.json()["parameter"]),
             (422, "/problems/bad-value", named, "values"), named)
    full = dict(good, **{"order.number": "é" * 2000})
    t.eq(post(server, "sorry", {"locale": "en", "values": full},
              agent).status, 200, "2,000 characters")
    for body, status, member in (
            ({}, 422, "locale"), ({"locale": "xx"}, 422, "locale"),
            ({"locale": "en", "values": []}, 422, "values"),
            ({"locale": "en", "target": "pdf"}, 422, "target"),
            ({"locale": "en", "more": 1}, 422, "more"),
            ("[]", 400, None), ("{", 400, None)):
        r = post(server, "sorry", body, agent)
        t.eq((r.status, r.json().get("parameter")), (status, member),
             "%s: refused" % body)
    t.eq(post(server, "sorry", "{}", agent, "text/plain").status, 415,
         "another type")
    for id in ("none", "risk/limit", "..%2Fsorry", "%2e"):
        r = post(server, id, {"locale": "en"}, agent)
        t.eq((r.status, r.json()["type"]), (404, "/problems/no-such-reply"),
             "no reply " + id)
    r = get(server, "replies/sorry", agent)
    t.eq((r.status, r["Allow"]), (405, "POST"), "it is not read")


def page(t, server):
    r = server.get("/agents", accept_language="en")
    text = r.text()
    t.ok(r.status == 200 and r["X-Robots-Tag"] == "noindex" and
         '<meta name="robots" content="noindex">' in text and
         "trusted-types 'none'" in r["Content-Security-Policy"], "the page",
         r.headers)
    t.ok("<noscript>" in text and "JavaScript" in text,
         "says that it needs a script")
    t.ok("onclick" not in text and "<style" not in text and
         " style=" not in text, "fits its policy")
    script = re.search(r'src="([^"]*agents[^"]*\.js)"', text)
    code = server.get(script[1]).text()
    for word in ("localStorage", "sessionStorage", "cookie", "innerHTML",
                 "insertAdjacentHTML", "eval("):
        t.ok(word not in code, "its script has no " + word)
    t.ok(not any(w in text for w in WORDS), "it holds nothing of theirs")


def counted(t, data):
    rows = {r["reply"]: r for r in forms.export(t, data, "--replies")}
    t.eq({k: (v["locale"], v["used"]) for k, v in rows.items()},
         {"hello": ("en", 2), "sorry": ("en", 3)}, "the export counts them")
    t.ok(re.fullmatch(r"\d{4}-\d\d-\d\d", rows["hello"]["at"]), "by day")
    out = t.run(t.program, "export", data, "--replies").stdout.decode()
    t.eq(re.sub(r"\d{4}-\d\d-\d\d", "DAY", out),
         "at,reply,locale,used\r\nDAY,hello,en,2\r\nDAY,sorry,en,3\r\n",
         "as a table")


def beside(path):
    return path.replace(".gabay", ".agents.gabay")


def damaged(t, path, tokens, agent):
    with open(beside(path), "r+b") as f:
        f.seek(300)
        f.write(b"\1\2\3\4")
    server = t.serve(path, "--tokens", tokens)
    lines = [l for l in server.lines if "agents.gabay" in l]
    t.ok(server.wait_for_line("goes on without what is for agents"),
         "a damaged one is told")
    t.ok(len(lines) <= 1, "in one line", lines)
    body = get(server, "search?q=refund&locale=en", agent).json()
    t.eq([h["id"] for h in body["hits"]], ["returns"],
         "the public is served on")
    t.eq(ids(get(server, "replies?locale=en", agent).json()), [],
         "there are no replies")
    t.eq(get(server, "articles/risk/limit?locale=en", agent).status, 404,
         "nor articles")
    t.eq(server.get("/agents").status, 404, "nor the page")
    server.stop()


def swapped(t, tokens, agent):
    """Both are swapped together; what does not belong is not opened."""
    files = {**FILES, **SECRET}
    live = compiled(t, "live", files)
    server = t.serve(live, "--tokens", tokens)
    files["en/_replies/new.md"] = "---\ntitle: New\n---\nNew one.\n"
    new = compiled(t, "next", files)
    t.eq(len(ids(get(server, "replies?locale=en", agent).json())), 3,
         "three replies")
    t.eq(get(server, "replies?locale=en", agent).json()["replies"][0]["used"],
         None, "without a data folder nothing is counted")
    t.eq(t.run(t.program, "publish", new, live).returncode, 0, "published")
    t.ok(server.wait_for_line("opened again"), "and opened")
    t.eq(len(ids(get(server, "replies?locale=en", agent).json())), 4,
         "four replies")
    files["en/pay.md"] += "More.\n"
    other = compiled(t, "other", files)
    shutil.copy(beside(other), beside(live) + ".tmp")
    os.rename(beside(live) + ".tmp", beside(live))
    t.ok(server.wait_for_line("was not compiled with the public file"),
         "another run's is noticed, and refused")
    t.eq(ids(get(server, "replies?locale=en", agent).json()), [],
         "and not served")
    t.eq(server.stop(), 0, "ends well")
