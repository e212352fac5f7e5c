"""What does not come from a browser."""
import special


def run(t):
    server = t.serve(t.make("raw", special.entries()), "--quiet")
    targets(t, server)
    framing(t, server)
    many_at_once(t, server)
    t.eq(server.stop(), 0, "ends well after all that")


def status(server, request):
    with server.wire() as w:
        w.send(request)
        r = w.reply()
        return r.status if r else None


def targets(t, server):
    cases = [
        (b"/en/%00", 400), (b"/en/a%00b", 400), (b"/en/%zz", 400),
        (b"/en/%4", 400), (b"/en%2Freturns", 404), (b"/en%2freturns", 404),
        (b"*", 400), (b"en/", 400), (b"http://test.example/en/", 400),
        (b"/en/%0d%0aX:1", 400), (b"/en/%ff", 400), (b"/\xff", 400),
        (b"/ko/\xeb\xb0\x98\xed\x92\x88", 200), (b"/en/#part", 200),
        (b"/en/?q=%00", 400), (b"/en/?a=%zz", 200),
        (b"/..%2f..%2fetc%2fpasswd", 404), (b"/../../etc/passwd", 404),
        (b"/en/?" + b"a&" * 101, 400), (b"manifest.json", 400),
        (b"/manifest.json", 404), (b"/values/en.json", 404),
    ]
    for target, want in cases:
        got = status(server, b"GET " + target +
                     b" HTTP/1.1\r\nHost: a\r\n\r\n")
        t.eq(got, want, "target %s" %
             target[:40].decode("latin-1").replace("#", "(hash)"))


def framing(t, server):
    get = "GET /en/plain HTTP/1.1\r\n"
    post = "POST /en/plain HTTP/1.1\r\nHost: a\r\n"
    cases = [
        (get + "\r\n", 400, "no Host"),
        (get + "Host: a\r\nHost: b\r\n\r\n", 400, "two Hosts"),
        (post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\na", 400,
         "two lengths"),
        (post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
         "0\r\n\r\n", 400, "a length and chunks"),
        (post + "Content-Length: -1\r\n\r\n", 400, "a negative length"),
        ("GET /en/plain HTTP/1.0\r\n\r\n", 200, "HTTP/1.0"),
        ("GET /en/plain HTTP/3.0\r\nHost: a\r\n\r\n", 505, "HTTP/3.0"),
    ]
    for request, want, name in cases:
        t.eq(status(server, request), want, name)
    with server.wire() as w:
        w.send(post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
               "0\r\n\r\nGET /en/returns HTTP/1.1\r\nHost: a\r\n\r\n")
        w.reply()
        t.ok(w.closed(), "nothing is read behind a length in doubt")
    with server.wire() as w:
        w.send("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n")
        r = w.reply()
        t.ok(r is None or r.status == 400, "a TLS greeting", r and r.status)
    with server.wire() as w:
        w.send((get + "Host: a\r\n\r\n") * 20)
        got = [w.reply().status for _ in range(20)]
        t.eq(got, [200] * 20, "twenty in one packet")
    with server.wire() as w:
        for piece in (get + "Host: a\r\n\r\n"):
            w.send(piece)
        t.eq(w.reply().status, 200, "a byte at a time")


def many_at_once(t, server):
    """Exactly 128 ready events stall libmicrohttpd 0.9.75 without our cap."""
    for count in (128, 256):
        wires = [server.wire() for _ in range(count)]
        good = 0
        for _ in range(4):
            for w in wires:
                w.send("GET /en/returns HTTP/1.1\r\nHost: a\r\n"
                       "Accept-Encoding: gzip\r\n\r\n")
            good += sum(w.reply().status == 200 for w in wires)
        for w in wires:
            w.socket.close()
        t.eq(good, count * 4, "%d connections at once" % count)
