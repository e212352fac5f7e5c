"""Tokens of programs: made, listed, revoked, and known by the server."""
import hashlib
import os
import re
import signal
import stat

import special

SEARCH = "/api/v1/search?q=a&locale=en"
KNOWN = 503  # the site has no index: whoever is let in gets that


def run(t):
    path = t.make("tokens", special.entries())
    made(t)
    mistakes(t)
    kept(t)
    revoked(t)
    known(t, path)
    changes(t, path)
    wrong_files(t, path)


def token(t, *words):
    return t.run(t.program, "token", *words)


def new(t, name, file, *scopes):
    words = [w for s in scopes or ("search",) for w in ("--scope", s)]
    return token(t, "new", name, *words, "--file",
                 file).stdout.decode().strip()


def text_of(file):
    with open(file, encoding="utf-8") as f:
        return f.read()


def write(file, text):
    with open(file + ".new", "w", encoding="utf-8") as f:
        f.write(text)
    os.chmod(file + ".new", 0o640)
    os.rename(file + ".new", file)


def made(t):
    seen = set()
    for _ in range(3):
        out = token(t, "new", "bot", "--scope", "feedback", "-sagents")
        lines = out.stdout.decode().split("\n")
        t.ok(out.returncode == 0 and
             re.fullmatch(r"gabay_[A-Za-z0-9_-]{43}", lines[0]), "a token",
             lines)
        t.eq(lines[1:], ["bot feedback,agents " +
                         hashlib.sha256(lines[0].encode()).hexdigest(), ""],
             "and its line")
        seen.add(lines[0])
    t.eq(len(seen), 3, "never the same")


def mistakes(t):
    file = t.path("broken.tokens")
    write(file, "# x\nbot search\n")
    for words, said in (
            (("new", "bot"), "--scope"),
            (("new", "--scope", "agents"), "expected one NAME"),
            (("new", "a b", "--scope", "agents"), "letters, digits"),
            (("new", "bot", "--scope", "mail"), "expected feedback"),
            (("new", "a", "b", "--scope", "agents"), "expected one NAME"),
            (("new", "b", "--scope", "agents", "--file", file), ":2: "),
            (("list",), "expected one FILE"), (("list", file), ":2: "),
            (("revoke", "bot"), "--file"), (("show", "bot"), "expected new"),
            ((), "expected new")):
        out = token(t, *words)
        lines = out.stderr.decode().splitlines()
        t.ok(out.returncode == 2 and len(lines) == 1 and said in lines[0] and
             not out.stdout, "token " + " ".join(w for w in words if w != file),
             (out.returncode, lines, out.stdout))
    t.eq(text_of(file), "# x\nbot search\n", "a wrong file stays as it was")
    out = token(t, "list", t.path("no.tokens"))
    t.ok(out.returncode == 3 and b"no.tokens" in out.stderr, "none to list",
         out.stderr)


def kept(t):
    file = t.path("kept.tokens")
    one = new(t, "bot", file, "feedback")
    t.eq(stat.S_IMODE(os.stat(file).st_mode) & 0o027, 0,
         "a new file is for its owner and group")
    first = text_of(file)
    t.ok(one not in first and "bot feedback " in first,
         "it holds no token", first)
    with open(file, "a", encoding="utf-8") as f:
        f.write("# a comment without an end")
    new(t, "desk.2", file, "agents", "search", "agents")
    t.eq(text_of(file).split("\n")[1], "# a comment without an end",
         "what stands there stays")
    t.eq(token(t, "list", file).stdout.decode(),
         "bot\tfeedback\ndesk.2\tagents,search\n", "the list")
    before = text_of(file)
    out = token(t, "new", "bot", "--scope", "search", "--file", file)
    t.ok(out.returncode == 2 and b"already" in out.stderr and not out.stdout,
         "no name twice", out.stderr)
    t.eq(text_of(file), before, "and nothing is written")


def revoked(t):
    file = t.path("revoked.tokens")
    for name in ("a", "b" * 64, "c"):
        new(t, name, file)
    os.chmod(file, 0o600)
    before = os.stat(file)
    out = token(t, "revoke", "b" * 64, "--file", file)
    t.eq((out.returncode, out.stdout + out.stderr), (0, b""), "revoked")
    after = os.stat(file)
    t.eq((after.st_ino, after.st_mode, after.st_size),
         (before.st_ino, before.st_mode, before.st_size), "in its place")
    t.eq(token(t, "list", file).stdout, b"a\tsearch\nc\tsearch\n",
         "the others stay")
    t.eq(text_of(file).split("\n")[1].strip(), "# revoked " + "b" * 64,
         "a comment remembers it")
    t.eq(token(t, "revoke", "b" * 64, "--file", file).returncode, 2, "once")
    t.ok(new(t, "b" * 64, file), "the name is free again")


def ask(server, word):
    return server.get(SEARCH, authorization=word)


def known(t, path):
    file = t.path("known.tokens")
    good = new(t, "bot", file)
    server = t.serve(path, "--tokens", file)
    t.eq(server.get(SEARCH).status, KNOWN, "reads need no token")
    for word, status, name in (
            ("Bearer " + good, KNOWN, "a known one"),
            ("bearer  " + good, KNOWN, "the scheme in small letters"),
            ("Bearer gabay_" + "A" * 43, 401, "an unknown one"),
            ("Bearer " + good[:-1], 401, "a cut one"),
            ("Bearer " + good + "A", 401, "one with more behind it"),
            ("Bearer " + good.replace("gabay", "GABAY"), KNOWN,
             "a key of somebody else"),
            ("Basic dTpw", KNOWN, "another scheme"), ("Bearer", KNOWN, "none"),
            ("Bearer gabay_" + "A" * 8000, 401, "a very long one")):
        r = ask(server, word)
        t.ok(r.status == status, name, (r.status, word[:60]))
    r = ask(server, "Bearer gabay_")
    t.eq((r.status, r["WWW-Authenticate"], r["Content-Type"],
          r.json()["type"]),
         (401, 'Bearer realm="gabay"', "application/problem+json",
          "/problems/no-token"), "401 says how")
    t.eq(server.get("/en/returns", authorization="Bearer gabay_").status, 200,
         "a page looks at none")
    server.stop()
    t.ok(not any(good in line for line in server.lines),
         "no token is in the log")
    server = t.serve(path, "--quiet")
    t.eq(ask(server, "Bearer " + good).status, 401,
         "without --tokens none is known")
    server.stop()


def changes(t, path):
    file = t.path("changes.tokens")
    words = ["Bearer " + new(t, name, file) for name in ("a", "b")]
    server = t.serve(path, "--quiet", "--tokens", file)

    def statuses():
        return [ask(server, w).status for w in words]

    t.eq(statuses(), [KNOWN, KNOWN], "two tokens")
    token(t, "revoke", "a", "--file", file)
    t.eq(statuses(), [401, KNOWN], "one is revoked at once")
    words.append("Bearer " + new(t, "c", file))
    t.eq(statuses(), [401, KNOWN, KNOWN], "one is new at once")
    right = text_of(file)
    write(file, right + "d search\n")
    t.eq(statuses(), [401, KNOWN, KNOWN], "a wrong line changes nothing")
    line = server.wait_for_line(file + ":4: ")
    t.ok(line and "the tokens of before count" in line, "and is told", line)
    told = len(server.lines)
    server.signal(signal.SIGHUP)
    t.ok(server.wait_for_line("opened again"), "SIGHUP")
    t.ok(any(file + ":4: " in line for line in server.lines[told:]),
         "tells it again", server.lines[told:])
    os.remove(file)
    t.eq(statuses(), [401, KNOWN, KNOWN], "without the file, too")
    write(file, "")
    t.eq(statuses(), [401, 401, 401], "an empty one takes all back")
    write(file, right)
    os.chmod(file, 0o644)
    server.signal(signal.SIGHUP)
    t.ok(server.wait_for_line("others may read it"), "a warning of others")
    t.eq(statuses(), [401, KNOWN, KNOWN], "it is read all the same")
    t.eq(server.stop(), 0, "ends well")


def wrong_files(t, path):
    file = t.path("wrong.tokens")
    for text, said in (("bot search\n", ":1: "), ("\nbot mail 00\n", ":2: "),
                       ("\0", ":1: ")):
        write(file, text)
        out = t.run(t.program, path, "--listen", "127.0.0.1:0", "--tokens",
                    file)
        t.ok(out.returncode == 2 and (file + said).encode() in out.stderr,
             "%r does not start" % text, (out.returncode, out.stderr))
    for name in ("none.tokens", ""):
        out = t.run(t.program, path, "--listen", "127.0.0.1:0", "--tokens",
                    t.path(name))
        t.ok(out.returncode in (2, 3) and b"tokens" in out.stderr or not name,
             "nor does " + (name or "a folder"), (out.returncode, out.stderr))
