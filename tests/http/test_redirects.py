"""The home's locale, aliases, and other spellings of an address."""
import special


def run(t):
    server = t.serve(t.make("redirects", special.entries()), "--quiet")
    homes(t, server)
    spellings(t, server)
    server.stop()
    prefixed(t)


def homes(t, server):
    cases = [
        ("ko-KR,ko;q=0.9,en;q=0.8", "/ko/"), ("tl", "/fil/"),
        ("zh-CN", "/zh-Hans/"), ("de", "/en/"), ("", "/en/"),
        ("en;q=0.1, ko;q=0.2", "/ko/"), ("*", "/en/"),
        ("x" * 3000 + ", ko", "/ko/"),
    ]
    for accept, home in cases:
        r = server.get("/", accept_language=accept)
        t.eq((r.status, r["Location"]), (302, home),
             "/ with Accept-Language: %.40s" % accept)
    t.eq(server.get("/")["Location"], "/en/", "/ without the header")
    t.eq(r["Vary"], "Accept-Language", "/ varies by language")


def spellings(t, server):
    korean = "/ko/%EB%B0%98%ED%92%88"
    cases = [
        ("/en/refunds", "/en/returns"),
        ("/en/refunds?a=1", "/en/returns?a=1"),
        ("/en/parts?b=2", "/en/returns?a=1&b=2#part"),
        ("/en/parts", "/en/returns?a=1#part"),
        ("/ko/%ED%99%98%EB%B6%88", korean),
        ("/ko/%EB%8F%8C%EB%A0%A4%EC%A3%BC%EA%B8%B0", korean),
        ("/en", "/en/"), ("/EN/", "/en/"),
        ("/en/returns/", "/en/returns"),
        ("/en/Returns", "/en/returns"),
        ("/en//returns", "/en/returns"),
        ("/en/Refunds", "/en/returns"),
        ("/zh-hans/", "/zh-Hans/"),
        ("/zh-hans/search?q=x%20y", "/zh-Hans/search?q=x%20y"),
        ("/en/search/?q=x", "/en/search?q=x"),
        ("/ZH-hans/%E9%80%80%E8%B4%A7", "/zh-Hans/%E9%80%80%E8%B4%A7"),
        ("/tl/pagbabalik", "/fil/pagbabalik"),
        # Hangul as file systems may store it: decomposed.
        ("/ko/%E1%84%87%E1%85%A1%E1%86%AB%E1%84%91%E1%85%AE%E1%86%B7", korean),
    ]
    for path, location in cases:
        r = server.get(path)
        t.eq((r.status, r["Location"]), (301, location), path)
    for path in ("/images/", "/ko/returns", "/en/..", "/en/../en/", "//",
                 "/en/%2e%2e/en/", "/en/returns/more"):
        t.eq(server.get(path).status, 404, path + " is nowhere")
    r = server.get("/en/Returns", "HEAD")
    t.eq((r.status, r["Location"]), (301, "/en/returns"), "HEAD too")
    r = server.get("/en/Returns?x=%0d%0aSet-Cookie:a")
    t.ok(r["Set-Cookie"] is None, "no header is smuggled in", r.headers)


def prefixed(t):
    site = t.make("prefixed", special.frame("/help") + [
        special.page("/help/en/returns")])
    server = t.serve(site, "--quiet")
    t.ok(server.announced.endswith("/help/"), "the prefix is announced",
         server.announced)
    cases = [("/", 302, "/help/en/"), ("/help", 302, "/help/en/"),
             ("/help/", 302, "/help/en/"), ("/help/EN", 301, "/help/en/"),
             ("/help/en/Returns", 301, "/help/en/returns"),
             ("/help/en/returns", 200, None), ("/en/returns", 404, None),
             ("/helper/en/returns", 404, None), ("/healthz", 200, None),
             ("/readyz", 200, None), ("/help/api/v1/search?q=", 503, None),
             ("/help/en/search", 503, None), ("/api/v1/search?q=", 404, None)]
    for path, status, location in cases:
        r = server.get(path)
        t.eq((r.status, r["Location"]), (status, location),
             "with a prefix: " + path)
    server.stop()
