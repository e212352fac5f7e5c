"""--live: previews are refused without it; events of changes, in order and to
many; layers over the file; the end with clients that wait."""
import contextlib
import json
import os
import threading
import time

import special

PATH = "/en/returns"
PROBLEMS = [
    {"path": "en/returns.md", "address": "/en/returns", "line": 3, "column": 1,
     "severity": "error", "check": "front-matter", "message": "no title"},
    {"path": "en/returns.md", "address": "/en/returns", "line": 9, "column": 2,
     "severity": "warning", "check": "broken-link", "message": "no such page"},
    {"path": "ko/반품.md", "address": "/ko/%EB%B0%98%ED%92%88", "line": 1,
     "column": 1, "severity": "error", "check": "x", "message": "y"},
    {"path": "en/lost.md", "address": None, "line": 1, "column": 1,
     "severity": "error", "check": "x", "message": "never good"},
]


def run(t):
    refusal(t)
    ordinary(t)
    headers(t)
    events(t)
    missed(t)
    layers(t)
    layer_under_load(t)
    problems(t)
    many(t)
    churn(t)
    silence(t)
    end(t)
    end_under_load(t)


def preview(t, mark="", more=(), problems=None, prefix=""):
    entries = special.entries(mark) if not prefix else special.frame(prefix)
    for entry in entries:
        if entry["path"] == "manifest.json":
            entry["text"] = entry["text"].replace("{", '{"preview": true, ', 1)
    if problems is not None:
        entries.append(special.internal("preview.json", {
            "problems": problems, "errors": 3, "warnings": 1}))
    paths = {entry["path"] for entry in more}
    entries = [e for e in entries if e["path"] not in paths] + list(more)
    return t.make("preview", entries)


def served(t, name, *options, **how):
    """A server of a preview of our own: (server, path)."""
    path = t.path(name + ".gabay")
    os.rename(preview(t, **how), path)
    return t.serve(path, "--live", "--quiet", *options), path


def swap(t, path, *args, **how):
    os.rename(preview(t, *args, **how), path)


def check_of(t, path):
    out = t.run(t.program, "inspect", path).stdout.decode()
    for word in out.replace(",", " ").split():
        if len(word) == 16 and not word.strip("0123456789abcdef"):
            return word
    raise RuntimeError(out)


def layer(t, path, entries, number, check=None, preview=True):
    """Puts a layer beside the file."""
    made = t.make("layer", [special.internal("manifest.json", {
        "preview": preview, "layer_of": check or check_of(t, path),
        "generation": number})] + list(entries))
    os.rename(made, path + ".layer")


class Events:
    """A client of the stream, as a browser would be."""

    def __init__(self, server, query="", head="", prefix=""):
        self.wire = server.wire()
        self.wire.send("GET %s/api/live%s HTTP/1.1\r\nHost: a\r\n"
                       "Accept-Encoding: gzip, br\r\n%s\r\n"
                       % (prefix, query, head))
        self.head = self._until(b"\r\n\r\n").decode()
        self.status = int(self.head.split(" ")[1])
        self.text = ""

    def _until(self, mark):
        while mark not in self.wire.rest:
            if not self.wire._more():
                raise EOFError(self.wire.rest)
        got, self.wire.rest = self.wire.rest.split(mark, 1)
        return got

    def _chunk(self):
        size = int(self._until(b"\r\n"), 16)
        if size == 0:
            raise EOFError("the last chunk")
        while len(self.wire.rest) < size + 2:
            if not self.wire._more():
                raise EOFError("cut")
        self.text += self.wire.rest[:size].decode()
        self.wire.rest = self.wire.rest[size + 2:]

    def block(self):
        """The next block of lines, or None at the end."""
        try:
            while "\n\n" not in self.text:
                self._chunk()
        except (EOFError, ConnectionResetError):
            return None
        block, self.text = self.text.split("\n\n", 1)
        return block

    def event(self):
        """The next event, as {"id", "event", "data"}, or None at the end."""
        while True:
            block = self.block()
            if block is None:
                return None
            fields = dict(line.split(": ", 1) for line in block.splitlines()
                          if not line.startswith(":"))
            if "data" in fields:
                return fields

    def close(self):
        self.wire.socket.close()


def data(event):
    return json.loads(event["data"])


def refusal(t):
    path = t.path("refused.gabay")
    os.rename(preview(t), path)
    made = t.run(t.program, path, "--listen", "127.0.0.1:0")
    lines = [line for line in made.stderr.decode().splitlines()
             if "no search" not in line]
    t.eq((made.returncode, made.stdout, len(lines)), (1, b"", 1),
         "a preview is refused at start, in one line")
    t.ok(lines and path in lines[0] and "--live" in lines[0] and
         "--watch" in lines[0], "which says what to do", lines)
    made = t.run(t.program, "publish", path, t.path("public.gabay"))
    t.eq((made.returncode, os.path.exists(t.path("public.gabay"))),
         (1, False), "publish refuses it")
    t.ok(b"--live" in made.stderr, "and says so", made.stderr)
    fine = t.path("fine.gabay")
    os.rename(t.make("fine", special.entries()), fine)
    server = t.serve(fine)
    swap(t, fine, " of the preview")
    t.ok(server.wait_for_line("a preview for writers"),
         "and at a swap: the log says so", server.lines)
    t.ok("of the preview" not in server.get(PATH).text(),
         "what was there is served on")
    os.rename(t.make("fine", special.entries(" of the next")), fine)
    t.ok(server.wait_for_line("opened again"), "the next one")
    t.ok("of the next" in server.get(PATH).text(), "is served")
    for address in ("/api/live", "/api/live/problems"):
        r = server.get(address)
        t.eq((r.status, r["Content-Type"]), (404, "application/problem+json"),
             "%s is nowhere without --live" % address)
    t.ok(server.get(PATH)["Server-Timing"] is None, "no number of a change")
    server.stop()


def ordinary(t):
    """--live serves a file that is no preview just as well."""
    path = t.path("ordinary.gabay")
    os.rename(t.make("ordinary", special.entries()), path)
    server = t.serve(path, "--live", "--quiet")
    t.eq(server.get(PATH).status, 200, "an ordinary file is served")
    t.eq(server.get("/api/live/problems").json(),
         {"problems": [], "errors": 0, "warnings": 0, "others": 0},
         "and has no problems")
    client = Events(server)
    os.rename(t.make("ordinary", special.entries(" new")), path)
    t.eq(data(client.event())["changed"], [PATH], "its changes are told")
    t.ok("returns new" in server.get(PATH).text(), "after they are there")
    t.eq(server.stop(), 0, "ends well")


def headers(t):
    server, _ = served(t, "headers")
    for path in (PATH, "/en/", "/en/images/a.png",
                 "/en/search?q=a", "/en/nowhere", "/en/refunds",
                 "/api/v1/locales", "/api/live/problems", "/healthz"):
        t.eq(server.get(path)["Cache-Control"], "no-store",
             "%s is never kept" % path)
    t.ok("immutable" in server.get("/assets/style.0123.css")["Cache-Control"],
         "but for what has a hash of its content in its address")
    page = server.get(PATH)
    t.ok((page["Server-Timing"] or "").startswith('live;desc="'),
         "a page says the number of the last change", page.headers)
    t.ok("connect-src 'self'" in page["Content-Security-Policy"],
         "and may ask its own server")
    head = server.get("/api/live", method="HEAD")
    t.eq((head.status, head["Content-Type"]),
         (200, "text/event-stream; charset=utf-8"), "HEAD of the stream ends")
    t.eq(server.get("/api/live", method="POST").status, 405, "POST is 405")
    client = Events(server)
    lines = client.head.lower()
    t.ok("text/event-stream" in lines and "no-store" in lines and
         "content-encoding" not in lines and
         "access-control" not in lines, "the stream: never kept, compressed or "
         "for others", client.head)
    t.eq(client.block().splitlines()[0], "retry: 1000",
         "the time to come back comes first")
    client.close()
    server.stop()
    server, _ = served(t, "prefixed", prefix="/help")
    t.eq(Events(server, prefix="/help").status, 200, "below the prefix")
    t.eq(server.get("/api/live").status, 404, "not beside it")
    server.stop()


def events(t):
    server, path = served(t, "events")
    clients = [Events(server) for _ in range(5)]
    for n in range(6):
        swap(t, path, " number %d" % n)
        for client in clients:
            client.last = client.event()
            if data(client.last)["changed"] != [PATH]:
                t.ok(False, "the changed page is named", client.last)
        text = server.get(PATH).text()
        if "number %d" % n not in text:
            t.ok(False, "an event comes after its change", text)
    ids = {client.last["id"] for client in clients}
    t.eq(len(ids), 1, "six changes, in order, to all alike")
    t.eq(data(clients[0].last)["generation"], int(ids.pop()),
         "numbered as their ids")
    swap(t, path, " number 5", more=[special.page("/en/new")])
    t.eq(data(clients[0].event())["changed"], ["/en/new"], "a new page")
    swap(t, path, " number 5")
    t.eq(data(clients[0].event())["changed"], ["/en/new"], "one that is gone")
    swap(t, path, " number 5", more=[special.page("/en/p%d" % i)
                                     for i in range(201)])
    t.eq(data(clients[0].event())["changed"], None, "very many: any")
    t.eq(server.stop(), 0, "ends well")


def missed(t):
    """Who was away is told what he missed."""
    server, path = served(t, "missed")
    first = server.get(PATH)["Server-Timing"].split('"')[1]
    client = Events(server)
    swap(t, path, " one")
    seen = client.event()
    swap(t, path, " two")
    client.event()
    for name, query, head, want in (
            ("the page's own number", "?since=" + first, "", [PATH]),
            ("the browser's", "?since=1", "Last-Event-ID: %s\r\n" % seen["id"],
             [PATH]),
            ("another run's", "?since=12", "", None),
            ("a later one", "?since=9999999999999", "", None)):
        late = Events(server, query, head)
        t.eq(data(late.event())["changed"], want, name)
        late.close()
    for name, query in (("no number", ""), ("rubbish", "?since=%00x")):
        late = Events(server, query)
        if late.status == 200:
            swap(t, path, " after " + name)
            t.ok("changed" in data(late.event()), name + ": only what comes")
        late.close()
    for n in range(40):
        swap(t, path, " many %d" % n)
        client.event()
    late = Events(server, "?since=" + first)
    t.eq(data(late.event())["changed"], None, "too many to know")
    server.stop()


def text_at(server, path):
    return server.get(path, accept_encoding="gzip").text()


def layers(t):
    server, path = served(t, "layers", problems=PROBLEMS)
    client = Events(server)
    page = special.page(PATH, "<p>from the layer", codings=["plain"])
    new = special.page("/en/fresh", "<p>fresh", codings=["plain"])
    layer(t, path, [page], 1)
    t.eq(data(client.event())["changed"], [PATH], "a layer is told")
    t.eq(text_at(server, PATH), "<p>from the layer", "and lies over the file")
    t.ok(server.get("/en/plain").status == 200,
         "what it has not comes from the file")
    layer(t, path, [page, new, special.asset(
        "/en/fresh.md", "text/markdown; charset=utf-8", "fresh"),
        special.redirect("/en/afresh", "/en/fresh")], 2)
    t.eq(data(client.event())["changed"], ["/en/fresh"], "the next one tells "
         "what is new in it")
    t.eq(text_at(server, "/en/fresh"), "<p>fresh", "a new page")
    t.eq(server.get("/en/fresh", accept="text/markdown").text(), "fresh",
         "its text for machines")
    t.eq(server.get("/en/afresh")["Location"], "/en/fresh", "a redirect")
    t.eq(server.get("/EN/Fresh")["Location"], "/en/fresh", "other spellings")
    layer(t, path, [new], 3)
    t.eq(data(client.event())["changed"], [PATH], "what it leaves out shows "
         "the file again")
    t.ok("returns" in server.get(PATH).text(), "it does")
    layer(t, path, [new, special.internal("preview.json", {"problems": []})],
          4)
    t.eq(data(client.event())["changed"], [], "problems alone change no page")
    t.eq(server.get("/api/live/problems").json()["problems"], [],
         "they come from the layer")
    ignored(t, server, path, client)
    layer(t, path, [page], 7)
    t.eq(data(client.event())["changed"], [PATH, "/en/fresh"], "the next one")
    swap(t, path, " full", problems=PROBLEMS)
    t.eq(data(client.event())["changed"], [PATH], "the full file")
    t.ok("returns full" in server.get(PATH).text(), "covers it")
    t.eq(server.get("/en/fresh").status, 404, "wholly")
    early(t, server, path, client)
    t.eq(server.stop(), 0, "ends well")


def ignored(t, server, path, client):
    """Layers that are not looked at; the next good one is."""
    bad = special.page(PATH, "<p>never", codings=["plain"])
    check = check_of(t, path)
    for wrong in ("0" * 16, "none", check.upper(), ""):
        layer(t, path, [bad], 5, check=wrong or "-")
    layer(t, path, [bad], 5, preview=False)
    layer(t, t.path("apart"), [bad], 5, check=check)
    with open(t.path("apart.layer"), "rb") as f:
        whole = f.read()
    for name, bytes_ in (("cut", whole[:-9]), ("foreign", b"PK\3\4" * 99),
                         ("empty", b""),
                         ("damaged", whole[:99] + b"X" + whole[100:])):
        server.lines.clear()
        with open(t.path("bad"), "wb") as f:
            f.write(bytes_)
        os.rename(t.path("bad"), path + ".layer")
        t.ok(server.wait_for_line("it is not looked at"),
             "%s: one line says so" % name, server.lines)
    os.unlink(path + ".layer")
    fresh = special.page("/en/fresh", "<p>fresh", codings=["plain"])
    mark = special.page("/en/mark", "<p>mark", codings=["plain"])
    layer(t, path, [fresh, mark], 5)
    t.eq(data(client.event())["changed"], ["/en/mark"], "a good one is taken "
         "again, and none of the others was")
    layer(t, path, [fresh], 6)
    t.eq(data(client.event())["changed"], ["/en/mark"], "and the next")


def early(t, server, path, client):
    """A layer may come before the file that it belongs to."""
    os.rename(preview(t, " next", problems=[]), t.path("next.gabay"))
    page = special.page(PATH, "<p>early", codings=["plain"])
    layer(t, path, [page], 1, check=check_of(t, t.path("next.gabay")))
    t.ok("returns full" in server.get(PATH).text(), "one of another file is "
         "not looked at")
    os.rename(t.path("next.gabay"), path)
    client.event()
    t.eq(data(client.event())["changed"], [PATH], "until that comes")
    t.eq(text_at(server, PATH), "<p>early", "then it lies over it")


def layer_under_load(t):
    """Many layers and files while pages are read: no reply is mixed."""
    server, path = served(t, "load")
    texts, wrong, ending = {"<p>n%04d" % n for n in range(99)}, [], []

    def read():
        try:
            with server.wire() as w:
                while not ending:
                    w.send("GET %s HTTP/1.1\r\nHost: a\r\n\r\n" % PATH)
                    r = w.reply()
                    if r.status != 200 or (r.text() not in texts and
                                           "returns" not in r.text()):
                        wrong.append((r.status, r.text()[:60]))
        except Exception as e:
            wrong.append(repr(e))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    client = Events(server)
    for n in range(60):
        if n % 20 == 19:
            swap(t, path, " full %d" % n)
            client.event()
        layer(t, path, [special.page(PATH, "<p>n%04d" % n,
                                     codings=["plain"])], n)
        if n % 5 == 0:
            client.event()
    while text_at(server, PATH) != "<p>n0059":
        time.sleep(0.01)
    ending.append(True)
    for thread in threads:
        thread.join()
    t.eq(wrong[:3], [], "60 layers and 3 files under load: no reply is wrong")
    t.eq(server.stop(), 0, "and it ends well")


def problems(t):
    twin = special.asset("/en/returns.md", "text/markdown; charset=utf-8",
                         "text")
    ko = special.asset("/ko/반품.md", "text/markdown; charset=utf-8", "text")
    server, _ = served(t, "problems", problems=PROBLEMS, more=[twin, ko])

    def at(path):
        r = server.get("/api/live/problems?path=" + path).json()
        return ([p["message"] for p in r["problems"]], r["errors"],
                r["warnings"], r["others"])

    t.eq(at("/en/returns"), (["no title", "no such page"], 1, 1, 2),
         "of an article")
    t.eq(at("%2Fko%2F%25EB%25B0%2598%25ED%2592%2588"), (["y"], 1, 0, 3),
         "at an address as the browser has it")
    t.eq(at("/ko/%EB%B0%98%ED%92%88"), (["y"], 1, 0, 3), "and decoded")
    t.eq(at("/en/nowhere"), (["no title", "y", "never good"], 3, 0, 1),
         "where no article is: all errors")
    r = server.get("/api/live/problems").json()
    t.eq((r["problems"], r["errors"], r["warnings"], r["others"]),
         (PROBLEMS, 3, 1, 0), "without a path: all")
    server.stop()
    many_ = [dict(PROBLEMS[0], line=n) for n in range(300)]
    server, _ = served(t, "problems", problems=many_, more=[twin])
    r = server.get("/api/live/problems?path=/en/returns").json()
    t.eq((len(r["problems"]), r["errors"], r["others"]), (200, 200, 100),
         "very many are cut, and counted")
    server.stop()
    for name, text in (("no JSON", "{"), ("a list", "[1]"),
                       ("other things", '{"problems": 7}')):
        server, _ = served(t, "problems", more=[
            special.internal("preview.json", text)])
        t.ok(server.get("/api/live/problems").status in (200, 503),
             "%s: an answer" % name)
        t.eq(server.stop(), 0, "no end")


def many(t):
    """Up to a limit; one that goes makes room."""
    server, path = served(t, "many", "--max-connections", "100")
    clients = [Events(server) for _ in range(50)]
    t.eq({client.status for client in clients}, {200}, "50 clients")
    over = Events(server)
    t.eq(over.status, 503, "one more is refused: half of the connections")
    t.ok("Retry-After" in over.head, "for a while", over.head)
    over.close()
    t.eq(server.get(PATH).status, 200, "pages are served beside them")
    swap(t, path, " told")
    t.eq({data(client.event())["changed"][0] for client in clients}, {PATH},
         "all are told")
    cpu = cpu_of(server)
    time.sleep(1)
    spent = cpu_of(server) - cpu
    t.ok(spent < 0.5, "those that wait cost nothing", spent)
    for client in clients[:30]:
        client.close()
    for n in range(2):  # who has gone is noticed when something is said
        swap(t, path, " gone %d" % n)
        clients[-1].event()
    with contextlib.ExitStack() as stack:
        again = [Events(server) for _ in range(10)]
        for client in again:
            stack.callback(client.close)
        t.eq({client.status for client in again}, {200}, "there is room again")
    t.eq(server.stop(), 0, "ends well")


def cpu_of(server):
    with open("/proc/%d/stat" % server.child.pid) as f:
        fields = f.read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def churn(t):
    """Clients that come and go, and some that never read, while files are
    swapped; one that stays loses nothing."""
    server, path = served(t, "churn")
    ending, wrong = [], []

    def come_and_go(seed):
        try:
            while not ending:
                client = Events(server)
                if client.status == 200 and seed % 2:
                    client.block()
                client.close()
        except Exception as e:
            wrong.append(repr(e))

    threads = [threading.Thread(target=come_and_go, args=(n,))
               for n in range(4)]
    stays = Events(server)
    deaf = [Events(server) for _ in range(3)]
    for thread in threads:
        thread.start()
    ids = []
    for n in range(40):
        swap(t, path, " churn %d" % n)
        event = stays.event()
        ids.append(int(event["id"]))
    ending.append(True)
    for thread in threads:
        thread.join()
    t.eq(wrong[:3], [], "nobody is cut")
    t.eq(ids, list(range(ids[0], ids[0] + 40)), "40 changes, none lost")
    for client in deaf:
        t.eq(int([client.event() for _ in range(40)][-1]["id"]), ids[-1],
             "one that read nothing finds them all")
    t.eq(server.stop(), 0, "ends well")


def silence(t):
    """No timeout of others ends a stream; with --full it is asked for what
    tells of clients that have gone."""
    server, path = served(t, "silence", "--idle-timeout", "1",
                          "--request-timeout", "1")
    client = Events(server)
    client.block()
    time.sleep(3)
    swap(t, path, " after a while")
    t.eq(data(client.event())["changed"], [PATH], "a stream outlives silence")
    if t.full:
        client.wire.socket.settimeout(20)
        t.eq(client.block(), ": ping", "which is broken every 15 s")
    t.eq(server.stop(), 0, "ends well")


def end(t):
    """Clients that wait do not keep the server."""
    server, _ = served(t, "end", "--workers", "3")
    clients = [Events(server) for _ in range(20)]
    for client in clients:
        client.block()
    began = time.monotonic()
    t.eq(server.stop(), 0, "20 waiting clients: it ends well")
    t.ok(time.monotonic() - began < 3, "and soon", time.monotonic() - began)
    t.eq({client.block() for client in clients}, {None}, "they are told")
    t.eq([line for line in server.lines if "under way" in line], [],
         "nothing was cut")


def end_under_load(t):
    """In the middle of it all, again and again."""
    for n in range(20 if t.full else 5):
        server, path = served(t, "end")
        ending = []

        def come():
            with contextlib.suppress(Exception):
                while not ending:
                    Events(server).block()

        threads = [threading.Thread(target=come) for _ in range(4)]
        for thread in threads:
            thread.start()
        for i in range(n):
            swap(t, path, " end %d" % i)
        began = time.monotonic()
        t.eq(server.stop(), 0, "the end among newcomers and changes")
        t.ok(time.monotonic() - began < 10, "in time")
        ending.append(True)
        for thread in threads:
            thread.join()
