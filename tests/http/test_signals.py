"""SIGHUP opens the file again, SIGTERM drains, bad files are refused."""
import os
import signal
import time

import special


def run(t):
    reload(t)
    drain(t)
    start(t)


def swap(t, path, entries):
    os.rename(t.make("next", entries), path)


def reload(t):
    path = t.make("signals", special.entries())
    server = t.serve(path)
    old = server.get("/en/returns")
    swap(t, path, special.entries(" new"))
    t.ok(server.wait_for_line("opened again"), "a new file is noticed")
    new = server.get("/en/returns")
    t.ok("returns new" in new.text(), "and the new file is served")
    t.ok(new["ETag"] != old["ETag"], "with a new tag")
    server.lines.clear()
    server.signal(signal.SIGHUP)
    t.ok(server.wait_for_line("opened again"), "SIGHUP opens it again")
    for name, content in (("truncated", None), ("foreign", b"PK\3\4" * 100),
                          ("empty", b"")):
        if content is None:
            with open(path, "rb") as f:
                content = f.read()[:-100]
        with open(t.path("bad"), "wb") as f:
            f.write(content)
        server.lines.clear()
        os.rename(t.path("bad"), path)
        t.ok(server.wait_for_line("served on"),
             "a %s file is refused" % name, server.lines)
        server.lines.clear()
        server.signal(signal.SIGHUP)
        t.ok(server.wait_for_line("served on"), "also on SIGHUP")
        t.ok("returns new" in server.get("/en/returns").text(),
             "and the one before goes on")
    server.stop()
    under_load(t, path)


def under_load(t, path):
    """Whatever is asked while generations change is one of them, whole."""
    swap(t, path, special.entries("0"))
    server = t.serve(path, "--quiet")
    bad, seen = [], set()
    with server.wire() as w:
        for n in range(1, 6):
            swap(t, path, special.entries(str(n)))
            server.signal(signal.SIGHUP)
            end = time.monotonic() + 0.1
            while time.monotonic() < end:
                w.send("GET /en/returns HTTP/1.1\r\nHost: a\r\n\r\n")
                r = w.reply()
                title = r.text().split("<title>returns")[1][0]
                seen.add((r["ETag"], title))
                if r.status != 200:
                    bad.append(r.status)
    t.eq(bad, [], "five swaps under load: no request is lost")
    t.eq(len(seen), len({tag for tag, _ in seen}),
         "each tag belongs to one content")
    t.eq(server.stop(), 0, "and the server ends well")


def drain(t):
    path = t.make("drain", special.entries())
    server = t.serve(path)
    idle, half = server.wire(), server.wire()
    idle.send("GET /en/plain HTTP/1.1\r\nHost: a\r\n\r\n")
    t.eq(idle.reply().status, 200, "a connection stays open")
    half.send("POST /en/plain HTTP/1.1\r\nHost: a\r\n"
              "Content-Length: 5\r\n\r\nab")
    time.sleep(0.2)
    server.signal(signal.SIGTERM)
    time.sleep(0.3)
    t.ok(server.child.poll() is None, "SIGTERM waits for what is under way")
    try:
        refused = server.wire().reply() is None
    except OSError:
        refused = True
    t.ok(refused, "newcomers are refused")
    half.send("cde")
    r = half.reply()
    t.eq((r.status, r["Connection"]), (405, "close"),
         "the request under way is answered")
    begun = time.monotonic()
    t.eq(server.child.wait(10), 0, "then it ends well")
    t.ok(time.monotonic() - begun < 3, "at once")
    idle.socket.close()
    half.socket.close()


def start(t):
    path = t.make("start", special.entries())
    with open(path, "rb") as f:
        whole = f.read()
    cases = [("missing", None, 3), ("empty", b"", 1), ("short", whole[:200], 1),
             ("flipped", whole[:300] + b"\0\0" + whole[302:], 1),
             ("text", b"not a site file\n" * 20, 1)]
    for name, content, code in cases:
        bad = t.path(name + "-file.gabay")
        if content is not None:
            with open(bad, "wb") as f:
                f.write(content)
        made = t.run(t.program, bad, "--listen", "127.0.0.1:0")
        t.eq(made.returncode, code, "a %s file: exit code" % name)
        lines = made.stderr.decode().splitlines()
        t.ok(len(lines) == 1 and bad in lines[0], "in one line", lines)
    for args, code in ((["--no-such"], 2), ([], 2), ([path, path], 2),
                       ([path, "--listen", "nonsense"], 2),
                       ([path, "--listen", "127.0.0.1:99999"], 2),
                       ([path, "--base-url", "shop.example"], 2),
                       (["--help"], 0), (["--version"], 0),
                       (["inspect", path], 0), (["inspect", path, "--list"], 0),
                       (["inspect", "--help"], 0), (["search", "--help"], 0),
                       (["inspect", path, "--page", "/nowhere"], 1),
                       (["inspect"], 2), (["search", path], 2)):
        made = t.run(t.program, *args)
        t.eq(made.returncode, code, "exit code of " + " ".join(
            a.replace(t.folder, "") for a in args))
    made = t.run(t.program, "inspect", path, "--page", "/en/returns")
    t.eq(made.stdout.decode(), special.PAGE % "returns",
         "inspect --page prints the plain bytes")
    made = t.run(t.program, "inspect", path)
    t.ok(b"generator  make_site" in made.stdout and b"zh-Hans" in made.stdout,
         "inspect prints what is in it", made.stdout.decode())
    taken = t.serve(path)
    made = t.run(t.program, path, "--listen", "127.0.0.1:%d" %
                 taken.address[1])
    t.eq(made.returncode, 3, "an address in use: exit code 3")
    taken.stop()
