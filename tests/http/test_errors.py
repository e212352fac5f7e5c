"""Errors in the reader's locale, and problem+json below /api/."""
import special


def run(t):
    server = t.serve(t.make("errors", special.entries()))
    pages(t, server)
    problems(t, server)
    methods(t, server)
    unavailable(t, server)
    server.stop()
    damaged(t)


def pages(t, server):
    r = server.get("/ko/nowhere", accept_language="en")
    t.eq(r.status, 404, "an unknown address is 404")
    t.ok("<h1>없는 페이지</h1>" in r.text(), "in the locale of the address",
         r.text())
    t.ok("Vary" not in dict(r.headers) or
         "Accept-Language" not in r["Vary"], "whatever the header", r["Vary"])
    t.eq(r["Content-Type"], "text/html; charset=utf-8", "as HTML")
    t.ok("default-src 'none'" in r["Content-Security-Policy"], "with a policy")
    r = server.get("/nowhere", accept_language="ko")
    t.ok("<h1>없는 페이지</h1>" in r.text(), "else in the reader's", r.text())
    t.ok("Accept-Language" in r["Vary"], "which is said in Vary", r["Vary"])
    r = server.get("/nowhere")
    t.ok("<h1>Not here</h1><p>Search for it. 404</p>" in r.text(),
         "else in the default", r.text())
    r = server.get("/fil/nowhere")
    t.ok("<h1>Not Found</h1>" in r.text(), "a locale without that text",
         r.text())
    t.ok("href='/fil/'" in r.text() or 'href="/fil/"' in r.text(),
         "with the way home", r.text())
    t.eq(server.get("/en/over").status, 410, "what is over is gone")
    r = server.get("/en/" + "a" * 8000)
    t.eq(r.status, 414, "an address of 8,004 bytes")
    t.eq(server.get("/en/" + "a" * 7996).status, 404, "one of 8,000 is read")
    r = server.get("/", cookie="a" * 20000)
    t.eq(r.status, 431, "headers of 20 KB")


def problems(t, server):
    r = server.get("/api/v1/nothing")
    t.eq((r.status, r["Content-Type"]), (404, "application/problem+json"),
         "an unknown call")
    body = r.json()
    t.eq((body["type"], body["title"], body["status"]),
         ("/problems/no-such-call", "There is no such call", 404),
         "says so as RFC 9457 wants it")
    r = server.get("/api/v1/search?q=a%00b")
    t.eq((r.status, r["Content-Type"]), (400, "application/problem+json"),
         "a refused address below /api/")


def methods(t, server):
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH",
                   "get", "X" * 300):
        with server.wire() as w:
            w.send("%s /en/returns HTTP/1.1\r\nHost: a\r\n"
                   "Content-Length: 3\r\n\r\nabc"
                   "GET /en/plain HTTP/1.1\r\nHost: a\r\n\r\n" % method)
            r = w.reply()
            t.eq((r.status, r["Allow"]), (405, "GET, HEAD"),
                 "%.10s is not allowed" % method)
            t.eq(w.reply().status, 200, "the connection goes on")
    r = server.get("/api/v1/search?q=x", "DELETE")
    t.eq((r.status, r["Allow"], r["Content-Type"]),
         (405, "GET, HEAD", "application/problem+json"), "405 below /api/")
    for headers, body, status in (
            ("Content-Length: 65537", b"", 413),
            ("Content-Length: 99999999999999", b"", 413),
            ("Content-Length: 70000", b"a" * 70000, 413)):
        with server.wire() as w:
            w.send("POST /en/ HTTP/1.1\r\nHost: a\r\n%s\r\n\r\n" % headers)
            r = w.reply()
            t.eq(r.status, status, headers)
            t.ok(w.closed(), "and the connection ends")
    with server.wire() as w:
        w.send("POST /en/ HTTP/1.1\r\nHost: a\r\n"
               "Transfer-Encoding: chunked\r\n\r\n")
        for _ in range(10):
            w.send(b"2000\r\n" + b"a" * 0x2000 + b"\r\n")
        w.send("0\r\n\r\n")
        t.eq(w.reply().status, 413, "80 KB in chunks")


def unavailable(t, server):
    r = server.get("/api/v1/search?q=x&locale=en")
    t.eq((r.status, r["Content-Type"]), (503, "application/problem+json"),
         "a locale that cannot be searched")
    t.eq(server.get("/api/v1/suggest?q=x&locale=en").status, 503,
         "nor suggests")
    r = server.get("/en/search?q=x")
    t.eq(r.status, 503, "its search page says so")
    t.ok("unavailable=true" in r.text(), "in its own words", r.text())
    t.eq(server.get("/en/returns").status, 200, "its pages are served")


def damaged(t):
    path = t.make("damaged", special.entries())
    server = t.serve(path)
    with open(path, "rb") as f:
        whole = f.read()
    at = whole.index(b"<p>short")
    with open(path, "r+b") as f:
        f.seek(at)
        f.write(b"<P>SHORT")
    r = server.get("/en/plain")
    t.eq(r.status, 503, "bytes that changed on the disk are never sent")
    t.ok(b"SHORT" not in r.body, "not even in the error")
    t.ok(server.wait_for_line("/en/plain: "), "one line says which")
    t.eq(server.get("/en/returns").status, 200, "the rest is served")
    with open(path, "r+b") as f:
        f.seek(at)
        f.write(b"<p>short")
    t.eq(server.get("/en/plain").status, 200, "and it, when it is whole again")
    server.stop()
