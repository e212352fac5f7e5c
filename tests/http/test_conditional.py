"""If-None-Match and 304."""
import special


def run(t):
    server = t.serve(t.make("conditional", special.entries()), "--quiet")
    full = server.get("/en/returns", accept_encoding="gzip")
    tag = full["ETag"]
    cases = [
        (tag, 304), ("W/" + tag, 304), ("*", 304), ('"x", ' + tag, 304),
        ('"x",W/"y"', 200), (tag.strip('"'), 200), ('"x"', 200), ("", 200),
    ]
    for condition, status in cases:
        r = server.get("/en/returns", accept_encoding="gzip",
                       if_none_match=condition)
        t.eq(r.status, status, "If-None-Match: %s" % condition)
    r = server.get("/en/returns", accept_encoding="gzip", if_none_match=tag)
    t.eq(r.body, b"", "304 has no body")
    for name in ("ETag", "Cache-Control", "Vary"):
        t.eq(r[name], full[name], "304 repeats " + name)
    r = server.get("/en/returns", accept_encoding="br", if_none_match=tag)
    t.eq(r.status, 200, "the tag of another coding does not match")
    r = server.get("/en/returns", "HEAD", accept_encoding="gzip",
                   if_none_match=tag)
    t.eq(r.status, 304, "HEAD too")
    missing = server.get("/en/nowhere", if_none_match="*")
    t.eq(missing.status, 404, "an error is never 304")
    with server.wire() as w:
        for _ in range(3):
            w.send("GET /en/returns HTTP/1.1\r\nHost: a\r\n"
                   "Accept-Encoding: gzip\r\nIf-None-Match: %s\r\n\r\n" % tag)
            w.send("GET /en/plain HTTP/1.1\r\nHost: a\r\n\r\n")
        got = [(r.status, len(r.body)) for r in (w.reply() for _ in range(6))]
        t.eq(got, [(304, 0), (200, 8)] * 3, "304 keeps a pipeline in order")
    server.stop()
