"""How many connections, for how long, and for whom. Loopback has as many
addresses as one likes, which makes for many clients."""
import resource
import socket
import time

import special

GET = b"GET /en/returns HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n"


def run(t):
    path = t.make("limits", special.entries())
    slow(t, path)
    bursts(t, path)
    greedy(t, path)
    full(t, path)
    unix(t, path)
    half_open(t, path)
    descriptors(t, path)


def ask(w):
    """Is the next request on this connection answered?"""
    try:
        w.send(GET)
        r = w.reply()
        return bool(r and r.status == 200)
    except OSError:
        return False


def close(wires):
    for w in wires:
        w.socket.close()


def slow(t, path):
    """Drips a byte every 50 ms into one connection each until it is cut."""
    server = t.serve(path, "--quiet", "--request-timeout", "1",
                     "--idle-timeout", "1")
    post = (b"POST /en/plain HTTP/1.1\r\nHost: a\r\n"
            b"Content-Length: 60000\r\n\r\n")
    cases = {
        "a slow request line": (b"", b"GET /" + b"x" * 1000),
        "slow headers": (b"GET / HTTP/1.1\r\n", b"X: y\r\n" * 200),
        "a slow second request": (GET, b"GET /" + b"x" * 1000),
        "a slow body": (post, b"b" * 1000),
        "slow chunks": (post.replace(b"Content-Length: 60000",
                                     b"Transfer-Encoding: chunked"),
                        b"1\r\nb\r\n" * 200),
        "a silent connection": (b"", b""),
        "silence behind an answer": (GET, b""),
    }
    wires, took = {}, {}
    began = time.monotonic()
    for name, (first, _) in cases.items():
        wires[name] = server.wire()
        wires[name].send(first)
        wires[name].socket.setblocking(False)
    at = 0
    while len(took) < len(cases) and time.monotonic() < began + 6:
        time.sleep(0.05)
        for name, (_, drip) in cases.items():
            if name not in took and is_cut(wires[name], drip[at:at + 1]):
                took[name] = time.monotonic() - began
        at += 1
    for name in cases:
        # Behind an answer the time to be idle comes first.
        most = 3.5 if "second" in name else 2.5
        t.ok(name in took and 0.7 < took[name] < most, name + " is cut",
             took.get(name))
    t.eq(server.get("/en/plain").status, 200, "others are served meanwhile")
    close(wires.values())
    t.eq(server.stop(), 0, "a server of short patience ends well")


def is_cut(w, byte):
    try:
        if byte:
            w.socket.send(byte)
        return w.socket.recv(65536) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def bursts(t, path):
    """All ready in one instant; libmicrohttpd's own threads stall at 128."""
    for workers in ("1", "2", "8"):
        server = t.serve(path, "--quiet", "--workers", workers)
        for count in (128, 256):
            wires = [server.wire() for _ in range(count)]
            good, worst = 0, 0.0
            for _ in range(5):
                began = time.monotonic()
                for w in wires:
                    w.send(GET)
                good += sum(w.reply().status == 200 for w in wires)
                worst = max(worst, time.monotonic() - began)
            close(wires)
            t.eq(good, count * 5, "%d at once, %s workers: all answered" %
                 (count, workers))
            t.ok(worst < 2, "and at once", worst)
        server.stop()


def greedy(t, path):
    server = t.serve(path, "--quiet")
    mine = [server.wire("127.0.0.2") for _ in range(600)]
    answered = sum(ask(w) for w in mine)
    t.eq(answered, 480, "480 connections of one address by default")
    other = server.wire("127.0.0.3")
    t.ok(ask(other), "another address is served")
    close(mine)
    time.sleep(0.3)
    again = server.wire("127.0.0.2")
    t.ok(ask(again), "and the first again when it has closed some")
    close([other, again])
    server.stop()
    server = t.serve(path, "--quiet", "--max-connections-per-address", "0")
    mine = [server.wire("127.0.0.2") for _ in range(600)]
    t.eq(sum(ask(w) for w in mine), 600, "0 is no limit")
    close(mine)
    server.stop()


def full(t, path):
    """Who comes when all places are taken waits, and is served then."""
    server = t.serve(path, "--quiet", "--max-connections", "40",
                     "--max-connections-per-address", "20", "--workers", "2",
                     "--idle-timeout", "60")
    wires = [server.wire("127.0.0.%d" % (2 + n // 20)) for n in range(40)]
    t.eq(sum(ask(w) for w in wires), 40, "40 of 40 places")
    late = server.wire("127.0.0.9")
    late.send(GET)
    late.socket.settimeout(0.5)
    try:
        waited = late.reply() is None
    except TimeoutError:
        waited = True
    t.ok(waited, "the next one waits")
    close(wires[:20])
    late.socket.settimeout(10)
    t.eq(late.reply().status, 200, "until there is a place")
    close(wires + [late])
    server.stop()


def unix(t, path):
    server = t.serve(path, "--quiet", "--max-connections-per-address", "4",
                     listen="unix:" + t.path("limits.sock"))
    wires = [server.wire() for _ in range(100)]
    t.eq(sum(ask(w) for w in wires), 100, "no limit an address on a socket "
         "file")
    close(wires)
    server.stop()


def half_open(t, path, count=5000):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < count + 100:
        t.skip("%d half-open connections" % count, "ulimit -n is %d" % hard)
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    server = t.serve(path, "--quiet")
    flood, slowest, good = [], 0.0, 0
    try:
        for n in range(count):
            s = socket.socket()
            s.bind(("127.0.0.2", 0))
            s.setblocking(False)
            s.connect_ex(server.address)
            flood.append(s)
            if n % 250 == 249:
                begin_requests(flood[-250:])
                began = time.monotonic()
                with server.wire("127.0.0.3") as w:
                    good += ask(w) + ask(w)
                slowest = max(slowest, time.monotonic() - began)
    finally:
        for s in flood:
            s.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    t.eq(good, count // 250 * 2, "%d half-open connections from one address: "
         "another one is answered" % count)
    t.ok(slowest < 1, "within a second", slowest)
    t.eq(server.stop(), 0, "and it ends well")


def begin_requests(sockets):
    for s in sockets:
        try:
            s.send(b"GET /en/plain HTTP/1.1\r\nHost: a\r\n")
        except OSError:
            pass


def descriptors(t, path):
    command = ["/bin/sh", "-c", 'ulimit -n 200; exec "$0" "$@"', t.program]
    made = t.run(*command, path, "--listen", "nonsense")
    line = made.stderr.decode()
    t.ok("200 open files" in line.splitlines()[0] and "--max-connections" in
         line, "too few descriptors are said in a line", line)
