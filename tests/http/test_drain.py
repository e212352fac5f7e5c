"""SIGTERM loses no request: what has been sent is answered, then it ends."""
import signal
import threading
import time

import special

GET = "GET /en/returns HTTP/1.1\r\nHost: a\r\n\r\n"
POST = "POST /en/plain HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n"


def run(t):
    path = t.make("drain", special.entries())
    for listen in ("127.0.0.1:0", "unix:" + t.path("drain.sock")):
        under_load(t, path, listen)
    half_sent(t, path)
    deadline(t, path)


class Reader(threading.Thread):
    """Asks without a pause until the server says that it closes."""

    def __init__(self, server):
        super().__init__()
        self.server, self.good, self.lost, self.told = server, 0, [], False
        self.start()

    def run(self):
        try:
            w = self.server.wire()
        except OSError as e:  # never accepted: nothing was lost
            self.told = True
            return
        with w:
            while not self.told:
                try:
                    w.send(GET)
                    r = w.reply()
                except OSError as e:
                    self.lost.append(e)
                    return
                if not r or r.status != 200:
                    self.lost.append(r and r.status)
                    return
                self.good += 1
                self.told = r["Connection"] == "close"


def under_load(t, path, listen):
    lost = good = told = 0
    for _ in range(4):
        server = t.serve(path, "--quiet", "--workers", "2", listen=listen)
        readers = [Reader(server) for _ in range(12)]
        time.sleep(0.15)
        server.signal(signal.SIGTERM)
        for r in readers:
            r.join()
            lost += len(r.lost)
            good += r.good
            told += r.told
        server.child.wait(10)
    what = listen.split(":")[0]
    t.eq(lost, 0, "%s: every request before the end is answered" % what)
    t.eq(told, 48, "%s: each connection is told to close" % what)
    t.ok(good > 200, "%s: there were many" % what, good)


def half_sent(t, path):
    server = t.serve(path, "--quiet")
    names = ("a request line", "headers", "a body")
    starts = ("GET /en/ret", "GET /en/returns HTTP/1.1\r\nHo", POST + "ab")
    ends = ("urns HTTP/1.1\r\nHost: a\r\n\r\n", "st: a\r\n\r\n", "cde")
    wires = [server.wire() for _ in names]
    for w, start in zip(wires, starts):
        w.send(start)
    time.sleep(0.1)
    server.signal(signal.SIGTERM)
    time.sleep(0.1)
    for name, w, end in zip(names, wires, ends):
        w.send(end)
        r = w.reply()
        t.ok(r and r.status in (200, 405) and r["Connection"] == "close",
             "%s begun before the end is answered" % name, r and r.status)
        w.socket.close()
    began = time.monotonic()
    t.eq(server.child.wait(10), 0, "then it ends well")
    t.ok(time.monotonic() - began < 2, "and soon")


def deadline(t, path):
    for seconds, least, most in (("0", 0, 1), ("1", 0.8, 2.5)):
        server = t.serve(path, "--quiet", "--drain", seconds)
        with server.wire() as w:
            w.send(POST + "ab")
            time.sleep(0.1)
            began = time.monotonic()
            server.signal(signal.SIGTERM)
            t.eq(server.child.wait(10), 0, "--drain %s ends well" % seconds)
            took = time.monotonic() - began
            t.ok(least <= took < most, "in its time", took)
        t.ok(server.wait_for_line("1 requests under way"),
             "and says what it cut", server.lines)
