"""Votes under load: many at once, while the store is slow, at the end of the
server, on a full disk, and under kill -9. With --full as many kills as the
project promises."""
import contextlib
import random
import resource
import signal
import sqlite3
import threading
import time

import forms
from forms import JSON, SAME, TYPE

KILLS, KILLS_AT_LENGTH = 10, 200
SEED = 20260611


def run(t):
    path = forms.site(t)
    many(t, path)
    waiting(t, path)
    ended(t, path)
    full_disk(t, path)
    killed(t, path, KILLS_AT_LENGTH if t.full else KILLS)


def vote(name, comment="", headers=SAME + TYPE + JSON):
    return forms.request({"article": "returns", "vote": "no",
                          "comment": comment or name},
                         headers + "User-Agent: %s\r\n" % name)


def comments(t, data):
    return sorted(v["comment"] for v in forms.export(t, data))


def statuses(wires):
    return [w.reply().status for w in wires]


def close(wires):
    for w in wires:
        w.socket.close()


@contextlib.contextmanager
def locked(data):
    """Nothing can be committed meanwhile."""
    db = sqlite3.connect(data + "/gabay.db", isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        db.execute("ROLLBACK")
        db.close()


def many(t, path):
    data = forms.folder(t, "many")
    server = t.serve(path, "--quiet", "--workers", "2", "--data", data)
    wires = [server.wire() for _ in range(200)]
    want = []
    for turn in range(3):
        for n, w in enumerate(wires):
            name = "many-%d-%d" % (turn, n)
            w.send(vote(name))
            want.append(name)
        t.eq(set(statuses(wires)), {200}, "200 votes at once")
    t.eq(comments(t, data), sorted(want), "are all kept")
    close(wires)
    t.eq(server.stop(), 0, "and it ends well")


def waiting(t, path):
    """The store is held up: the workers are not."""
    data = forms.folder(t, "waiting")
    server = t.serve(path, "--workers", "1", "--idle-timeout", "1",
                     "--request-timeout", "1", "--data", data)
    with server.wire() as w:
        w.send(vote("first"))
        w.reply()
    wires = [server.wire() for _ in range(30)]
    with locked(data):
        for n, w in enumerate(wires):
            w.send(vote("held-%d" % n))
        began = time.monotonic()
        t.eq([server.get("/en/returns").status for _ in range(20)],
             [200] * 20, "pages are served while votes wait")
        t.ok(time.monotonic() - began < 1, "at once")
        close(wires[20:])
        wires[0].socket.settimeout(1.5)
        try:
            early = wires[0].reply()
        except TimeoutError:
            early = None
        t.eq(early, None, "no vote is answered before it is kept")
    wires[0].socket.settimeout(10)
    t.eq(statuses(wires[:20]), [200] * 20,
         "then all are, beyond the time to be idle")
    t.eq(len(comments(t, data)), 31, "also those of readers who have left")
    line = server.wait_for_line("method=POST path=/en/feedback status=200")
    t.ok(line is not None, "each with a line")
    t.ok(any("status=200" in line and float(line.split("ms=")[1].split()[0]) >
             1000 for line in server.lines), "that has the whole time")
    queue_full(t, server, data)
    close(wires)
    t.eq(server.stop(), 0, "and it ends well")


def queue_full(t, server, data):
    """The queue holds 1,024: the group that is being written is not in it."""
    wires = [server.wire("127.0.1.%d" % (1 + n // 400)) for n in range(800)]
    got = []
    with locked(data):
        for n, w in enumerate(wires):
            w.send(vote("full-%d" % n))
        time.sleep(0.5)
    got = statuses(wires)
    t.ok(set(got) <= {200, 503} and got.count(200) > 700,
         "800 that wait", {s: got.count(s) for s in set(got)})
    close(wires)


def ended(t, path):
    """SIGTERM while votes wait: they are kept, and answered."""
    for drain, name in (("5", "within the time to drain"),
                        ("0", "without any")):
        data = forms.folder(t, "ended" + drain)
        server = t.serve(path, "--quiet", "--drain", drain, "--data", data)
        with server.wire() as w:
            w.send(vote("first"))
            w.reply()
        wires = [server.wire() for _ in range(20)]
        with locked(data):
            for n, w in enumerate(wires):
                w.send(vote("end-%d" % n))
            time.sleep(0.2)
            server.signal(signal.SIGTERM)
            time.sleep(0.5)
            t.ok(server.child.poll() is None, name + ": it waits for the store")
        got = []
        for w in wires:
            r = w.reply()
            got.append(r and (r.status, r["Connection"]))
        t.eq(got, [(200, "close")] * 20, name + ": votes are answered")
        t.eq(server.child.wait(10), 0, name + ": and it ends well")
        t.eq(len(comments(t, data)), 21, name + ": with all of them")
        close(wires)


def full_disk(t, path):
    data = forms.folder(t, "disk")
    server = t.serve(path, "--quiet", "--data", data)
    with server.wire() as w:
        w.send(vote("first"))
        w.reply()
        pid = server.child.pid
        unlimited = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE,
                         (20000, unlimited[1]))
        got, kept = [], ["first"]
        for n in range(60):
            w.send(vote("disk-%d" % n, "%02d" % n + "x" * 1900))
            r = w.reply()
            got.append(r.status)
            if r.status == 200:
                kept.append("%02d" % n + "x" * 1900)
        t.ok(set(got) <= {200, 507} and 507 in got,
             "what finds no room is told so", got)
        t.eq((r.status, r["Content-Type"], r["Retry-After"]),
             (507, "application/problem+json", "5"), "as a problem")
        w.send(vote("page", "kept <text>" + "x" * 1900, SAME + TYPE))
        r = w.reply()
        t.ok(r.status == 507 and "kept &lt;text&gt;xxx" in r.text(),
             "or on the page, with the reader's text", r.status)
        t.eq(server.get("/en/returns").status, 200, "pages are served")
        t.ok(server.wait_for_line("no space left"), "a line says why",
             server.lines)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, unlimited)
        w.send(vote("after"))
        t.eq(w.reply().status, 200, "with room again votes are taken")
    t.eq(server.stop(), 0, "and it ends well")
    t.eq(comments(t, data), sorted(kept + ["after"]),
         "what was acknowledged is kept, nothing else")


class Voters:
    """Clients that vote without a pause and note what was acknowledged."""

    def __init__(self, server, mark, clients=6):
        self.server, self.acknowledged = server, []
        self.threads = [threading.Thread(target=self._vote,
                                         args=("%s-%d" % (mark, n),))
                        for n in range(clients)]
        for thread in self.threads:
            thread.start()

    def _vote(self, mark):
        with contextlib.suppress(OSError, EOFError):
            with self.server.wire() as w:
                for n in range(100000):
                    name = "%s-%d" % (mark, n)
                    w.send(vote(name))
                    r = w.reply()
                    if r is None:
                        return
                    if r.status == 200:
                        self.acknowledged.append(name)

    def end(self):
        for thread in self.threads:
            thread.join()
        return self.acknowledged


def killed(t, path, kills):
    rng = random.Random(SEED)
    data = forms.folder(t, "killed")
    counted = lost = 0
    for i in range(kills):
        server = t.serve(path, "--quiet", "--data", data)
        voters = Voters(server, "kill-%d" % i)
        time.sleep(rng.uniform(0.02, 0.4))
        server.child.kill()
        server.child.wait()
        sent = set(voters.end())
        server.stop()
        counted += len(sent)
        missing = sent - set(comments(t, data))
        lost += len(missing)
        t.ok(not missing, "kill -9, %d of %d: every vote that was "
             "acknowledged is there" % (i + 1, kills), sorted(missing)[:5])
    t.ok(counted > 20 * kills, "there were many", counted)
    print("# %d acknowledged, %d lost" % (counted, lost))
