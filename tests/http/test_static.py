"""Pages and assets: a look-up, the right bytes, the right headers."""
import special

PAGE_POLICY = ("default-src 'none'", "style-src 'self'", "script-src 'self'",
               "img-src 'self'", "connect-src 'self'", "form-action 'self'",
               "base-uri 'none'", "frame-ancestors 'none'")


def run(t):
    server = t.serve(t.make("static", special.entries()))
    pages(t, server)
    assets(t, server)
    attachments(t, server)
    health(t, server)
    log(t, server)
    t.eq(server.stop(), 0, "ends well")
    unix(t)
    ipv6(t)


def pages(t, server):
    r = server.get("/en/returns")
    t.eq(r.status, 200, "a page is there")
    t.ok("<title>returns</title>" in r.text(), "with its bytes", r.body)
    t.eq(r["Content-Type"], "text/html; charset=utf-8", "its type")
    t.eq(r["Cache-Control"], "no-cache", "its cache class")
    t.eq(r["Vary"], "Accept, Accept-Encoding", "it varies by form and coding")
    t.ok(r["ETag"] and r["ETag"].startswith('"'), "its tag", r.headers)
    t.ok(all(p in r["Content-Security-Policy"] for p in PAGE_POLICY),
         "a strict policy", r["Content-Security-Policy"])
    t.ok("unsafe" not in r["Content-Security-Policy"], "nothing inline")
    common(t, r, "page")
    t.ok(r["Date"] and r["Set-Cookie"] is None, "a date and no cookie")

    head = server.get("/en/returns", "HEAD")
    t.eq((head.status, head.body), (200, b""), "HEAD has no body")
    t.eq(head["Content-Length"], str(len(r.body)), "but the length")
    t.eq(head["ETag"], r["ETag"], "and the tag")

    t.eq(server.get("/ko/%EB%B0%98%ED%92%88").status, 200, "encoded address")
    t.eq(server.get("/ko/%eb%b0%98%ed%92%88").status, 200, "in lower case")
    t.eq(server.get("/en/%72eturns").status, 200, "with needless escapes")
    t.eq(server.get("/en/returns?utm_source=x").status, 200,
         "with arguments that nobody asked for")
    t.eq(server.get("/en/later").status, 200, "not yet expired")
    t.eq(server.get("/en/over").status, 410, "expired")


def common(t, r, what):
    t.eq(r["X-Content-Type-Options"], "nosniff", what + ": nosniff")
    t.eq(r["Referrer-Policy"], "same-origin", what + ": referrer policy")


def assets(t, server):
    r = server.get("/assets/style.0123.css")
    t.eq((r.status, r["Content-Type"]), (200, "text/css; charset=utf-8"),
         "a style sheet")
    t.eq(r["Cache-Control"], "public, max-age=31536000, immutable",
         "hashed: never asked for again")
    common(t, r, "asset")
    r = server.get("/en/images/a.png")
    t.eq((r.status, r.body, r["Vary"]), (200, b"bytes", None),
         "an image, stored in one coding")
    for path in ("/en/images/Plan%20(1)@2x.png",
                 "/en/images/Plan%20%281%29%402x.png"):
        t.eq(server.get(path).status, 200, "a name with signs: " + path)
    r = server.get("/en/empty.txt")
    t.eq((r.status, r.body), (200, b""), "an empty file")


def attachments(t, server):
    r = server.get("/en/images/a.svg")
    t.ok("sandbox" in r["Content-Security-Policy"], "SVG is sandboxed")
    t.eq(r["Content-Disposition"], None, "and shown")
    r = server.get("/en/form.docx")
    t.eq(r["Content-Disposition"], "attachment", "a document is a download")
    r = server.get("/en/page.xhtml")
    t.eq(r["Content-Disposition"], "attachment",
         "so is what could hold scripts")
    r = server.get("/en/images/a.png", range="bytes=0-1")
    t.eq((r.status, r["Accept-Ranges"]), (200, "none"), "no ranges")


def health(t, server):
    for path in ("/healthz", "/readyz"):
        r = server.get(path)
        t.eq((r.status, r["Cache-Control"]), (200, "no-store"), path)
        common(t, r, path)
    t.ok("no search in en" in server.get("/readyz").text(),
         "/readyz names locales without search")
    t.ok(server.wait_for_line("no search in en:"), "so does a line at start")


def log(t, server):
    server.get("/en/a%20b%22c", user_agent="x")
    line = server.wait_for_line("b%22c")
    for part in ("time=20", "method=GET", "path=/en/a%20b%22c", "status=404",
                 "bytes=", "ms=", "locale=en"):
        t.ok(line and part in line, "the log says " + part, line)
    server.get("/en/search?q=private")
    line = server.wait_for_line("path=/en/search")
    t.ok(line and "private" not in line, "but not what was searched", line)


def unix(t):
    path = t.path("socket")
    server = t.serve(t.path("static.gabay"), "--quiet",
                     listen="unix:" + path)
    t.eq(server.announced, "unix:" + path, "a unix socket is announced")
    t.eq(server.get("/en/returns").status, 200, "and answers")
    again = t.run(t.program, t.path("static.gabay"), "--listen",
                  "unix:" + path)
    t.eq(again.returncode, 3, "a socket in use is not taken over")
    server.child.kill()
    server.child.wait()
    server = t.serve(t.path("static.gabay"), "--quiet",
                     listen="unix:" + path)
    t.eq(server.get("/healthz").status, 200, "an abandoned one is")
    t.eq([x for x in server.lines if "path=" in x], [],
         "--quiet logs no requests")
    server.stop()


def ipv6(t):
    try:
        server = t.serve(t.path("static.gabay"), "--quiet", listen="[::1]:0")
    except RuntimeError as why:
        t.skip("IPv6", why)
        return
    t.ok(server.announced.startswith("http://[::1]:"), "IPv6 in brackets",
         server.announced)
    t.eq(server.get("/healthz").status, 200, "IPv6 answers")
    server.stop()
