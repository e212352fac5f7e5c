"""Stored codings, and inflating for the client that has none."""
import gzip

import special


def run(t):
    server = t.serve(t.make("negotiation", special.entries()), "--quiet")
    page = special.PAGE % "returns"
    cases = [
        ("gzip", "gzip"), ("br", "br"), ("gzip, deflate, br", "br"),
        ("br;q=0.1, gzip;q=0.9", "gzip"), ("gzip;q=0, br;q=0", None),
        ("*", "br"), ("identity", None), ("deflate, zstd", None),
        ("identity;q=0.1, gzip;q=0.2", "gzip"), ("", None),
        ("identity;q=0", None),
    ]
    tags = {}
    for accept, coding in cases:
        r = server.get("/en/returns", accept_encoding=accept)
        name = "Accept-Encoding: %s -> %s" % (accept, coding)
        t.eq((r.status, r["Content-Encoding"]), (200, coding), name)
        tags.setdefault(coding, set()).add(r["ETag"])
        if coding != "br":
            t.ok(r.text() == page, name + ", the bytes", r.body[:80])
    t.eq([len(s) for s in tags.values()], [1, 1, 1], "one tag for each coding")
    t.eq(len(set.union(*tags.values())), 3, "and they differ")

    plain = server.get("/en/returns")
    t.eq((plain["Content-Encoding"], plain["Content-Length"]),
         (None, str(len(page.encode()))), "without the header: inflated")
    head = server.get("/en/returns", "HEAD")
    t.eq(head["Content-Length"], plain["Content-Length"],
         "HEAD knows that length")
    r = server.get("/en/only-gzip", accept_encoding="br, gzip;q=0.1")
    t.eq(gzip.decompress(r.body).decode(), special.PAGE % "gzip",
         "what is not stored is not offered")
    r = server.get("/en/plain", accept_encoding="gzip, br")
    t.eq((r["Content-Encoding"], r.body), (None, b"<p>short"), "plain only")
    with server.wire() as w:
        w.send("GET /en/returns HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br;q=0"
               "\r\nAccept-Encoding: gzip\r\n\r\n")
        t.eq(w.reply()["Content-Encoding"], "gzip", "two header lines count")
    server.stop()
