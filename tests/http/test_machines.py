"""What programs read: Markdown twins, llms.txt and the catalogue."""
import json
import re

BROWSERS = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,"
    "image/webp,image/apng,*/*;q=0.8",
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "*/*", "text/*", None,
)
ARTICLE = "/en/payment/cash-on-delivery"
LINK = re.compile(r"^- \[.+\]\((.+?)\)(?:: .+)?$")


def run(t):
    server = t.serve(t.articles())
    twin(t, server)
    negotiated(t, server)
    homes(t, server)
    every_twin(t, server)
    lists(t, server)
    catalogue(t, server)
    server.stop()
    with_base_url(t)


def ask(server, path, host):
    with server.wire() as w:
        w.send("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n" %
               (path, host))
        return w.reply()


def twin(t, server):
    r = server.get(ARTICLE + ".md")
    t.eq((r.status, r["Content-Type"]), (200, "text/markdown; charset=utf-8"),
         "an article is there as Markdown")
    t.eq((r["X-Robots-Tag"], r["Link"], r["Content-Disposition"]),
         ("noindex", "<%s>; rel=\"canonical\"" % ARTICLE, None),
         "search engines take its page, people see it")
    t.ok(r.text().startswith("# Cash on delivery\n\n> Where you can pay"),
         "its title and description first", r.text()[:80])
    t.ok("\n| Country | Fee per order |" in r.text(), "a table stays one")
    t.ok("](/en/delivery/delivery-times-and-costs#" in r.text(),
         "links lead to pages")
    zipped = server.get(ARTICLE + ".md", accept_encoding="br, gzip")
    t.eq((zipped["Content-Encoding"], zipped.text()), ("gzip", r.text()),
         "gzip only")
    t.eq(server.get(ARTICLE + ".md", if_none_match=r["ETag"]).status, 304,
         "its tag is known again")
    t.eq(server.get("/en/payment/nothing.md").status, 404,
         "no twin without an article")
    t.eq(server.get("/en/payment/.md").status, 404, "sections have none")


def negotiated(t, server):
    for accept in BROWSERS:
        headers = {"accept": accept} if accept else {}
        r = server.get(ARTICLE, **headers)
        t.eq(r["Content-Type"], "text/html; charset=utf-8",
             "a page for %s" % accept)
    page = server.get(ARTICLE)
    t.eq(page["Vary"], "Accept, Accept-Encoding, Save-Data",
         "the page says that it varies")
    t.ok('<link rel="alternate" type="text/markdown" href="%s.md">' % ARTICLE
         in page.text(), "and names its twin")
    for accept in ("text/markdown", "text/markdown, text/html;q=0.9",
                   "text/markdown, text/html, */*",
                   "text/html;q=0.5, text/markdown;q=0.7"):
        r = server.get(ARTICLE, accept=accept)
        t.eq((r["Content-Type"], r["Vary"]),
             ("text/markdown; charset=utf-8", "Accept, Accept-Encoding"),
             "Markdown for %s" % accept)
    for accept in ("text/markdown;q=0", "text/html, text/markdown;q=0.9",
                   "text/markdown;q=0.1, */*", "text/markdown;q=x"):
        t.eq(server.get(ARTICLE, accept=accept)["Content-Type"],
             "text/html; charset=utf-8", "a page for %s" % accept)
    t.eq(server.get("/en/payment/", accept="text/markdown").status, 200,
         "a page without a twin is sent as it is")
    tag = server.get(ARTICLE)["ETag"]
    t.eq(server.get(ARTICLE, accept="text/markdown",
                    if_none_match=tag).status, 200, "tags differ")


def homes(t, server):
    r = server.get("/ko/")
    t.eq(r["Link"], '</ko/llms.txt>; rel="describedby"',
         "a home names the list for programs")
    t.eq(server.get(ARTICLE)["Link"], None, "other pages do not")


def every_twin(t, server):
    missing, untitled = [], []
    for tag in ("en", "ko", "id", "pl", "fil"):
        text = server.get("/%s/llms.txt" % tag).text()
        for url in (m[1] for m in map(LINK.match, text.splitlines()) if m):
            path = url.removeprefix("http://test.example")
            r = server.get(path)
            if r.status != 200:
                missing.append(path)
            elif path.endswith(".md") and not r.text().startswith("# "):
                untitled.append(path)
    t.eq((missing, untitled), ([], []), "all that the lists name is there")


def lists(t, server):
    r = server.get("/llms.txt")
    text = r.text()
    t.eq((r.status, r["Content-Type"]), (200, "text/plain; charset=utf-8"),
         "llms.txt is a text")
    t.eq(len(re.findall("^# ", text, re.M)), 1, "with one H1")
    t.ok(text.splitlines()[2].startswith("> "), "and a summary", text[:200])
    t.ok("- [한국어](http://test.example/ko/llms.txt): 36 articles" in text,
         "it leads to the languages", text)
    korean = server.get("/ko/llms.txt").text()
    t.eq(sum(line.startswith("- [") and ".md)" in line
             for line in korean.splitlines()), 36,
         "a language lists its articles")
    t.ok("\n## Optional\n" in korean, "and at its end what may be left out")
    t.eq(server.get("/de/llms.txt").status, 404, "no list of no language")
    t.eq(ask(server, "/llms.txt", "bad host").status, 400,
         "a host that is none is refused")


def catalogue(t, server):
    r = server.get("/.well-known/ai-catalog.json")
    t.eq((r.status, r["Content-Type"]), (200, "application/json"),
         "the catalogue is JSON")
    whole = json.loads(r.text())
    t.eq(whole["specVersion"], "1.0", "of that version")
    for entry in whole["entries"]:
        t.ok(entry["identifier"].startswith("urn:air:test.example:"),
             "an entry has an identifier", entry)
        t.ok(entry["displayName"] and entry["type"] and
             ("url" in entry) != ("data" in entry),
             "a name, a type and one content", entry)
    t.eq(whole["entries"][0]["data"]["remotes"][0]["url"],
         "http://test.example/mcp", "the first is for tools")
    ported = ask(server, "/.well-known/ai-catalog.json", "a.example:8080")
    t.ok('"urn:air:a.example:help:mcp"' in ported.text() and
         '"http://a.example:8080/mcp"' in ported.text(),
         "a port is no part of the identifier", ported.text())


def with_base_url(t):
    path = t.path("machines.gabay")
    t.run(t.indexer, t.top + "/articles", "-o", path, "--quiet", "--base-url",
          "https://shop.example:8443/help")
    server = t.serve(path)
    catalogue = json.loads(ask(server, "/.well-known/ai-catalog.json",
                               "other.example").text())
    t.eq([e["identifier"] for e in catalogue["entries"]],
         ["urn:air:shop.example:help:" + k for k in ("mcp", "api", "llms")],
         "with a base_url its host counts")
    t.eq(catalogue["entries"][2]["url"],
         "https://shop.example:8443/help/llms.txt", "and its prefix")
    r = server.get("/help/en/llms.txt", accept_encoding="gzip")
    t.ok(r["Content-Encoding"] == "gzip" and
         "(https://shop.example:8443/help/en/orders/" in r.text(),
         "lists name it", r.text()[:300])
    r = server.get("/help" + ARTICLE + ".md")
    t.ok("](/help/en/delivery/" in r.text(), "twins stay on their host",
         r.text()[:300])
    t.eq(server.get("/help/en/")["Link"],
         '</help/en/llms.txt>; rel="describedby"', "with the prefix too")
    server.stop()
