"""robots.txt and the sitemap, with and without a base_url."""
import xml.etree.ElementTree as xml

import special

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
BAD_HOSTS = ("", "a b", "a/b", "a<b>", "user@shop.example", "shop.example:",
             "shop.example:99999", "shop.example:8o", "{origin}", "%41",
             "[::1", "[zz::1]", "a..b", "x" * 256, "\"", "a&b")
GOOD_HOSTS = ("shop.example", "127.0.0.1:8080", "[::1]:8080", "localhost",
              "a_b.example", "shop.example.")


def run(t):
    server = t.serve(t.articles())
    robots(t, server)
    sitemap(t, server)
    hosts(t, server)
    wire(t, server)
    server.stop()
    with_base_url(t)
    in_parts(t)


def ask(server, path, host, *more):
    with server.wire() as w:
        lines = ["GET %s HTTP/1.1" % path, "Connection: close", *more]
        if host is not None:
            lines.append("Host: " + host)
        w.send("\r\n".join(lines) + "\r\n\r\n")
        return w.reply()


def robots(t, server):
    r = server.get("/robots.txt")
    lines = r.text().splitlines()
    t.eq((r.status, r["Content-Type"]), (200, "text/plain; charset=utf-8"),
         "robots.txt is a text")
    t.eq(lines[:2], ["User-agent: *", "Allow: /"], "it allows all")
    t.ok("Disallow: /ko/search?" in lines and "Disallow: /ko/search$" in lines,
         "but the search pages", lines)
    t.ok("Sitemap: http://test.example/sitemap.xml" in lines,
         "it names the sitemap by the Host", lines)


def addresses(root):
    return [loc.text for loc in root.iter(SITEMAP + "loc")]


def sitemap(t, server):
    r = server.get("/sitemap.xml", accept_encoding="gzip")
    t.eq((r.status, r["Content-Type"], r["Content-Encoding"]),
         (200, "application/xml", "gzip"), "the sitemap is XML")
    root = xml.fromstring(r.text())
    found = addresses(root)
    t.eq(root.tag, SITEMAP + "urlset", "of its kind")
    t.ok(len(found) == len(set(found)) > 30, "no address twice", found)
    t.ok(all(a.startswith("http://test.example/") for a in found),
         "all of this host", found)
    bad = [a for a in found
           if server.get(a[len("http://test.example"):]).status != 200]
    t.eq(bad, [], "every address answers 200")
    alternates(t, root)


def alternates(t, root):
    versions = {}
    for url in root.iter(SITEMAP + "url"):
        links = {a.get("hreflang"): a.get("href") for a in url.iter(LINK)}
        versions[url.find(SITEMAP + "loc").text] = links
    home = versions["http://test.example/en/"]
    t.eq(home, {"en": "http://test.example/en/",
                "tl": "http://test.example/fil/",
                "id": "http://test.example/id/",
                "ko": "http://test.example/ko/",
                "pl": "http://test.example/pl/",
                "x-default": "http://test.example/"},
         "a home names all languages and the picker")
    t.ok(all(loc in links.values() for loc, links in versions.items()),
         "each version names itself")
    t.ok(all(versions[other] == links for links in versions.values()
             for tag, other in links.items() if tag != "x-default"),
         "and all name each other")


def hosts(t, server):
    for host in GOOD_HOSTS:
        r = ask(server, "/robots.txt", host)
        t.ok(r.status == 200 and
             "Sitemap: http://%s/sitemap.xml" % host in r.text(),
             "the Host %s stands in it" % host, r.text())
    for host in BAD_HOSTS:
        r = ask(server, "/sitemap.xml", host)
        t.eq(r.status, 400, "no sitemap for the Host %.30r" % host)
    r = ask(server, "/robots.txt", "test.example",
            "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https",
            "Forwarded: host=evil.example")
    t.ok("evil" not in r.text() and "https:" not in r.text(),
         "what proxies say is not read", r.text())


def wire(t, server):
    r = server.get("/sitemap.xml")
    head = server.get("/sitemap.xml", "HEAD")
    t.eq((head.status, head.body, head["Content-Length"]),
         (200, b"", r["Content-Length"]), "HEAD gives the length")
    t.eq(server.get("/sitemap.xml", if_none_match=r["ETag"]).status, 304,
         "304 for the tag")
    t.eq(r["Cache-Control"], "no-cache", "it is to be asked again")
    t.eq(server.get("/sitemap.xml", "POST").status, 405, "nobody posts it")
    for path in ("/sitemap-1.xml", "/sitemap-/manifest.json",
                 "/sitemap-x/sitemap.xml", "/sitemap-../manifest.json",
                 "/help/sitemap.xml", "/en/robots.txt"):
        t.eq(server.get(path).status, 404, "nothing at " + path)


def with_base_url(t):
    out = t.path("based.gabay")
    made = t.run(t.indexer, t.top + "/articles", "-o", out, "--quiet",
                 "--theme", t.top + "/themes/default",
                 "--base-url", "https://shop.example/help")
    t.eq(made.returncode, 0, "compiles with a base_url")
    server = t.serve(out)
    r = ask(server, "/robots.txt", "evil.example")
    t.ok("Sitemap: https://shop.example/help/sitemap.xml" in r.text(),
         "robots.txt knows the address", r.text())
    t.ok("Disallow: /help/pl/search?" in r.text(), "and the prefix")
    r = ask(server, "/help/sitemap.xml", "evil.example")
    root = xml.fromstring(r.text())
    t.ok(all(a.startswith("https://shop.example/help/")
             for a in addresses(root)), "so does the sitemap")
    t.ok(server.get("/help/sitemap.xml", accept_encoding="br")
         ["Content-Encoding"] == "br", "stored in brotli")
    t.eq(server.get("/sitemap.xml").status, 404, "it is behind the prefix")
    server.stop()


def in_parts(t):
    index = ("<sitemapindex><sitemap><loc>{origin}/help/sitemap-1.xml</loc>"
             "</sitemap></sitemapindex>")
    part = "<urlset>{origin}/a {origin}{origin} {other}</urlset>"
    entries = special.frame(prefix="/help") + [
        special.internal("sitemap.xml", index),
        special.internal("sitemap-1.xml", part)]
    server = t.serve(t.make("parts", entries))
    t.eq(ask(server, "/help/sitemap.xml", "h:1").text(),
         index.replace("{origin}", "http://h:1"), "the index is completed")
    t.eq(ask(server, "/help/sitemap-1.xml", "h:1").text(),
         part.replace("{origin}", "http://h:1"), "and each part")
    t.eq(ask(server, "/help/sitemap-2.xml", "h:1").status, 404,
         "no more parts than there are")
    server.stop()
    server = t.serve(t.make("asked", entries),
                     "--base-url", "https://other.example")
    t.ok("https://other.example/help/sitemap-1.xml" in
         ask(server, "/help/sitemap.xml", "h:1").text(),
         "--base-url goes before the Host")
