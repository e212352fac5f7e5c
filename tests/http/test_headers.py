"""What goes with every answer, and what with pages, kept ready or not."""
import json

import special

RULES = "/assets/prefetch.0123abcd.speculationrules"
PAGE = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
ALL = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
API = {
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
}
# With the status line: what an article's headers may cost of a first visit.
BYTES_MAX = 1000


def with_rules():
    entries = special.entries()
    for entry in entries:
        if entry["path"] == "values/en.json":
            values = json.loads(entry["text"])
            values["assets"] = {"prefetch_speculationrules": RULES}
            values["site"]["icon"] = "/assets/icon.0123.svg"
            entry["text"] = json.dumps(values)
    return entries + [
        special.page("/en/orders/"),
        special.asset(RULES, "application/speculationrules+json", "{}",
                      immutable=True)]


def run(t):
    path = t.make("headers", with_rules())
    for cache in ("0", "8"):
        server = t.serve(path, "--page-cache", cache, "--workers", "1",
                         "--quiet")
        for _ in range(4):
            pages(t, server)
        others(t, server)
        prefetch(t, server)
        server.stop()
    favicon(t)
    whole_pages(t)


def policy(r):
    parts = [p.strip() for p in r["Content-Security-Policy"].split(";")]
    return dict(p.split(" ", 1) for p in parts)


def pages(t, server):
    for path, status in (("/en/returns", 200), ("/en/", 200), ("/en/over", 410),
                         ("/nothing", 404), ("/en/search", 503)):
        r = server.get(path)
        t.eq(r.status, status, "%s answers" % path)
        t.eq([n for n, want in list(ALL.items()) + list(PAGE.items())
              if r[n] != want], [], "%s carries what pages carry" % path)
        csp = policy(r)
        t.eq((csp["require-trusted-types-for"], csp["trusted-types"],
              csp["default-src"], csp["frame-ancestors"]),
             ("'script'", "'none'", "'none'", "'none'"), "and their policy")
        t.ok("unsafe" not in r["Content-Security-Policy"], "nothing inline")
        names = [k for k, v in r.headers]
        t.eq(len(names), len(set(names)), "each header once")
        t.ok(r["Set-Cookie"] is None and r["Server"] is None, "no more")


def others(t, server):
    for path in ("/assets/style.0123.css", "/en/images/a.png", "/healthz",
                 "/api/v1/search?q=a&locale=en", "/en/refunds"):
        r = server.get(path)
        wanted = dict(ALL, **(API if path.startswith("/api/") else {}))
        t.eq([n for n, want in wanted.items() if r[n] != want], [],
             "%s carries what all carry" % path)
        t.eq([n for n in PAGE if r[n]], [], "and no more")


def prefetch(t, server):
    for path in ("/en/returns", "/en/", "/ko/"):
        vary = "Accept-Encoding, Save-Data"
        if path == "/en/returns":
            vary = "Accept, " + vary
        for _ in range(4):
            r = server.get(path)
            t.eq((r["Speculation-Rules"], r["Vary"]), ('"%s"' % RULES, vary),
                 "%s names the rules" % path)
            r = server.get(path, save_data="on")
            t.eq((r["Speculation-Rules"], r["Vary"]), (None, vary),
                 "not if data is saved")
        r = server.get(path, save_data="off")
        t.ok(r["Speculation-Rules"], "off is not on")
    for path in ("/en/orders/", "/en/search", "/nothing",
                 "/assets/style.0123.css"):
        t.eq(server.get(path)["Speculation-Rules"], None, "none at " + path)
    r = server.get(RULES)
    t.eq((r["Content-Type"], r["Content-Disposition"], r["Cache-Control"]),
         ("application/speculationrules+json", None,
          "public, max-age=31536000, immutable"), "the rules are there to read")


def favicon(t):
    server = t.serve(t.path("headers.gabay"), "--quiet")
    r = server.get("/favicon.ico")
    t.eq((r.status, r["Location"]), (302, "/assets/icon.0123.svg"),
         "/favicon.ico leads to the icon")
    server.stop()
    server = t.serve(t.make("iconless", special.entries()), "--quiet")
    t.eq(server.get("/favicon.ico").status, 404, "if there is one")
    server.stop()


def whole_pages(t):
    """The sample site: what its article costs, and that its rules fit."""
    server = t.serve(t.articles(), "--quiet")
    r = server.get("/en/returns/return-an-item", accept_encoding="br, gzip")
    size = sum(len(k) + len(v) + 4 for k, v in r.headers) + 19
    t.ok(size <= BYTES_MAX, "an article's headers are short",
         "%d bytes" % size)
    rules = server.get(r["Speculation-Rules"].strip('"')).json()
    where = rules["prefetch"][0]["where"]["and"]
    t.eq(where[0], {"href_matches": "/*"}, "rules for all of the site")
    t.ok("/api/*" in where[1]["not"]["href_matches"], "but the API")
    server.stop()
    out = t.path("prefix.gabay")
    made = t.run(t.indexer, t.top + "/articles", "-o", out, "--quiet",
                 "--base-url", "https://shop.example/he:lp")
    t.eq(made.returncode, 0, "compiles with a prefix")
    server = t.serve(out, "--quiet")
    r = server.get("/he:lp/en/")
    rules = server.get(r["Speculation-Rules"].strip('"')).json()
    where = rules["prefetch"][0]["where"]["and"]
    t.eq(where[0], {"href_matches": "/he\\:lp/*"},
         "behind a prefix only what lies behind it")
    server.stop()
