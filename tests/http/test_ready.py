"""Pages that are kept ready are what they were, in every form of asking."""
import os
import signal

import special

ASKED = [("GET", {}), ("HEAD", {}), ("GET", {"accept_encoding": "gzip"}),
         ("GET", {"accept_encoding": "br"}),
         ("HEAD", {"accept_encoding": "br"})]


def run(t):
    path = t.make("ready", special.entries())
    none = t.serve(path, "--quiet", "--page-cache", "0")
    server = t.serve(path, "--quiet", "--workers", "1")
    for method, headers in ASKED:
        want = seen(none.get("/en/returns", method, **headers))
        got = [seen(server.get("/en/returns", method, **headers))
               for _ in range(5)]
        t.ok(all(g == want for g in got), "%s with %s, five times" %
             (method, headers or "no coding"), (want, got))
        again = [server.get("/en/returns", method, if_none_match=want[1],
                            **headers).status for _ in range(2)]
        t.eq(again, [304, 304], "and 304 where it is known")
    pipelined(t, server)
    replaced(t, server, path)
    none.stop()
    t.eq(server.stop(), 0, "ends well")


def seen(r):
    names = sorted(k for k, v in r.headers if k != "Date")
    return r.status, r["ETag"], r["Content-Length"], names, r.body


def pipelined(t, server):
    asked = [("GET", 200), ("HEAD", 200), ("GET", 304)] * 10
    tag = server.get("/en/returns", accept_encoding="gzip")["ETag"]
    with server.wire() as w:
        w.send("".join("%s /en/returns HTTP/1.1\r\nHost: a\r\n"
                       "Accept-Encoding: gzip\r\n%s\r\n" %
                       (method, "If-None-Match: %s\r\n" % tag
                        if status == 304 else "")
                       for method, status in asked))
        got = [w.reply(head=method == "HEAD") for method, _ in asked]
    t.eq([r.status for r in got], [s for _, s in asked],
         "GET, HEAD and 304 of one kept page in one piece")
    t.eq(len({r.body for r in got[::3]}), 1, "with the same body")


def replaced(t, server, path):
    os.rename(t.make("ready-next", special.entries(" new")), path)
    server.signal(signal.SIGHUP)
    server.wait_for_line("opened again")
    for _ in range(4):
        r = server.get("/en/returns", accept_encoding="gzip")
        t.ok("returns new" in r.text(), "a new file's page is never the kept "
             "one of before")
