"""What the network sends that no browser would: each is refused at once with
a clear status, or cut, and never waited for."""
import random
import socket
import struct
import time

import special

GET = "GET /en/plain HTTP/1.1\r\nHost: a\r\n"
POST = "POST /en/plain HTTP/1.1\r\nHost: a\r\n"
AT_ONCE = 2.0  # seconds: far less than any time-out of the server


def run(t):
    server = t.serve(t.make("hostile", special.entries()), "--quiet")
    many_arguments(t, server)
    long_things(t, server)
    methods(t, server)
    bodies(t, server)
    lines(t, server)
    old_versions(t, server)
    pipelines(t, server)
    garbage(t, server)
    aborted(t, server)
    t.eq(server.get("/en/plain").status, 200, "it still serves")
    t.eq(server.stop(), 0, "and ends well")


def ask(server, request):
    """status (None: closed without an answer), seconds, the connection was
    closed behind it"""
    began = time.monotonic()
    with server.wire() as w:
        try:
            w.send(request)
            r = w.reply()
        except (ConnectionResetError, BrokenPipeError):
            r = None
        took = time.monotonic() - began
        w.socket.settimeout(0.05)
        try:
            closed = w.closed()
        except TimeoutError:
            closed = False
    return r.status if r else None, took, closed


def expect(t, server, request, want, name, closes=None):
    status, took, closed = ask(server, request)
    good = status in want and took < AT_ONCE and closes in (None, closed)
    t.ok(good, name, "status %s after %.1f s, closed %s; want %s, closed %s" %
         (status, took, closed, want, closes))


def many_arguments(t, server):
    for count in (101, 200, 400, 1000, 2000, 3990):
        query = "&".join("a" for _ in range(count))
        expect(t, server, GET.replace("plain", "plain?" + query, 1) + "\r\n",
               [400], "%d arguments" % count)
    full = "&".join("k%02d=%s" % (n, "v" * 75) for n in range(99))
    expect(t, server, GET.replace("plain", "plain?" + full, 1) + "\r\n", [200],
           "99 arguments in %d bytes" % len(full))
    expect(t, server, GET.replace("plain", "plain?" + "&" * 7000, 1) + "\r\n",
           [200], "empty arguments count as none")


def long_things(t, server):
    for length, want in ((7000, 404), (8001, 414), (12000, 414), (15000, 414), (17000, 414),
                         (40000, 414), (200000, 414)):
        expect(t, server, "GET /" + "x" * length +
               " HTTP/1.1\r\nHost: a\r\n\r\n", [want],
               "an address of %d bytes" % length)
    usual = "".join("X-Browser-%d: %s\r\n" % (n, "v" * 60) for n in range(12))
    expect(t, server, GET + usual + "Cookie: " + "c" * 3500 + "\r\n\r\n",
           [200], "a browser's headers with 3500 bytes of cookies")
    # Where the request just fits but the answer does not beside it, the
    # library closes without a word: at once, at least.
    for length in range(7000, 17000, 500):
        expect(t, server, GET + "X: " + "c" * length + "\r\n\r\n",
               [200, 431, None], "a header of %d bytes" % length)
    for length in (20000, 60000):
        expect(t, server, GET + "Cookie: " + "c" * length + "\r\n\r\n", [431],
               "a header of %d bytes" % length, closes=True)
    for count in (400, 3000):
        expect(t, server, GET + "a: b\r\n" * count + "\r\n", [431],
               "%d headers" % count, closes=True)
    expect(t, server, GET + "n" * 30000 + ": b\r\n\r\n", [431],
           "a header name of 30000 bytes", closes=True)


def methods(t, server):
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT",
                   "get", "Get", "POST", "PROPFIND", "M" * 300, "\x01\x02"):
        with server.wire() as w:
            w.send(GET.replace("GET", method, 1) + "\r\n")
            r = w.reply()
        t.ok(r and r.status == 405 and r["Allow"] == "GET, HEAD",
             "method %s" % ascii(method[:10]).strip("'"), r and r.status)


def bodies(t, server):
    cases = [
        ("Content-Length: 65536\r\n\r\n" + "b" * 65536, [405], False,
         "64 KiB of body is read and dropped"),
        ("Content-Length: 65537\r\n\r\n", [413], True,
         "a length over 64 KiB, before the body"),
        ("Content-Length: 65537\r\nExpect: 100-continue\r\n\r\n", [413], True,
         "and nobody is told to go on"),
        ("Content-Length: 99999999999999999999\r\n\r\n", [413], None,
         "a length beyond all numbers"),
        ("Content-Length: 5x\r\n\r\nabcde", [400], None, "a length with text"),
        ("Content-Length: +5\r\n\r\nabcde", [400, 413], None, "a signed one"),
        ("Content-Length: 5, 5\r\n\r\nabcde", [400, 413], None, "a list"),
        ("Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde", [400], True,
         "the same length twice"),
        ("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
         [400], True, "chunks beside a length"),
        ("Transfer-Encoding: gzip\r\n\r\n", [400], True, "an unknown coding"),
        ("Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", [400], True,
         "two codings"),
        ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"
         "0\r\n\r\n", [400], True, "chunked twice"),
        ("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", [405],
         False, "chunks"),
        ("Transfer-Encoding: chunked\r\n\r\n" + "4000\r\n" + "c" * 0x4000 +
         "\r\n" + ("4000\r\n" + "c" * 0x4000 + "\r\n") * 4 + "0\r\n\r\n",
         [413], None, "80 KiB in chunks"),
        ("Transfer-Encoding: chunked\r\n\r\n" +
         ("8000\r\n" + "c" * 0x8000 + "\r\n") * 40, [None], True,
         "more than 1 MiB in chunks is cut"),
        ("Transfer-Encoding: chunked\r\n\r\nzz\r\n", [400], True,
         "a chunk without a size"),
        ("Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", [400, 413],
         True, "a chunk beyond all numbers"),
    ]
    for rest, want, closes, name in cases:
        expect(t, server, POST + rest, want, name, closes)
    # What stands behind a doubtful length must never be taken as a request.
    for head in ("Content-Length: 6\r\nContent-Length: 0",
                 "Transfer-Encoding: chunked\r\nContent-Length: 6",
                 "Transfer-Encoding: x\r\nContent-Length: 6"):
        with server.wire() as w:
            w.send(POST + head + "\r\n\r\n0\r\n\r\nX" + GET + "\r\n")
            r = w.reply()
            t.ok(r.status == 400 and w.closed(),
                 "no smuggling by " + head.replace("\r\n", " and "), r.status)


def lines(t, server):
    cases = [
        ("GET /en/plain HTTP/1.1\nHost: a\n\n", [200, 400], "bare LF"),
        (GET + "X: a\r\n folded\r\n\r\n", [200, 400], "a folded header"),
        ("GET /en/plain HTTP/1.1\r\nHost : a\r\n\r\n", [400], "'Host :'"),
        ("GET /en/pl ain HTTP/1.1\r\nHost: a\r\n\r\n", [400, None],
         "a space in the address"),
        (GET + "no colon\r\n\r\n", [400], "a header without a colon"),
        (GET + "X: a\0b\r\n\r\n", [200, 400], "a zero byte in a header"),
        ("\r\n\r\n" + GET + "\r\n", [200, 400], "empty lines before"),
        ("GET\r\n\r\n", [400, None], "a method alone"),
        ("GET /en/plain\r\n\r\n", [400, 505, None], "no version"),
        ("GET /en/plain HTTP/2.0\r\nHost: a\r\n\r\n", [505], "HTTP/2.0"),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [400, 505], "HTTP/2's preface"),
        ("GET /en/plain JUNK/1.1\r\nHost: a\r\n\r\n", [400, 505, None],
         "another protocol"),
    ]
    for request, want, name in cases:
        expect(t, server, request, want, name)


def old_versions(t, server):
    with server.wire() as w:
        w.send("GET /en/plain HTTP/1.0\r\n\r\n")
        t.eq(w.reply().status, 200, "HTTP/1.0 without a Host")
        t.ok(w.closed(), "is closed behind the answer")
    with server.wire() as w:
        for _ in range(2):
            w.send("GET /en/plain HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")
            r = w.reply()
            t.eq((r.status, r["Connection"]), (200, "Keep-Alive"),
                 "HTTP/1.0 that asks to stay")


def pipelines(t, server):
    tag = server.get("/en/plain")["ETag"]
    kinds = [
        (GET + "\r\n", 200, False),
        (GET.replace("GET", "HEAD") + "\r\n", 200, True),
        (GET + "If-None-Match: %s\r\n\r\n" % tag, 304, False),
        (GET.replace("plain", "nowhere") + "\r\n", 404, False),
        (POST + "Content-Length: 3\r\n\r\nabc", 405, False),
    ]
    asked = [kinds[n % len(kinds)] for n in range(100)]
    with server.wire() as w:
        w.send("".join(request for request, _, _ in asked))
        got = [w.reply(head=head).status for _, _, head in asked]
    t.eq(got, [want for _, want, _ in asked],
         "100 mixed requests in one piece, answered in order")


def garbage(t, server):
    random.seed(1)
    hello = (b"\x16\x03\x01\x00\xc4\x01\x00\x00\xc0\x03\x03" + bytes(32) +
             b"\x20" + bytes(32) + b"\x00\x3e" + bytes(0x3e) + b"\x01\x00")
    expect(t, server, hello + b"\r\n\r\n", [400, None], "a TLS greeting")
    for n in range(30):
        noise = bytes(random.randrange(256) for _ in range(400))
        status, took, _ = ask(server, noise + b"\r\n\r\n\r\n\r\n")
        if status not in (None, 400, 405, 505) or took > AT_ONCE:
            t.ok(False, "noise %d" % n, "status %s after %.1f s" %
                 (status, took))
    expect(t, server, b"\0" * 70000, [None, 400, 414, 431], "70,000 zeroes")
    expect(t, server, b"A" * 70000, [None, 400, 414, 431],
           "a line that does not end")


def aborted(t, server):
    """Resets at every point of a request."""
    request = (POST + "Content-Length: 9\r\n\r\nbody").encode()
    for cut in list(range(0, len(request), 3)) + [len(request)] * 20:
        with server.wire() as w:
            w.send(request[:cut])
            w.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                struct.pack("ii", 1, 0))
    for _ in range(20):
        with server.wire() as w:
            w.send((GET + "\r\n") * 50)
            w.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                struct.pack("ii", 1, 0))
    t.eq(server.get("/en/plain").status, 200, "resets disturb nobody else")
