"""New files under load, overwritten ones, damaged ones: no reply is lost,
mixed or wrong. With --full more of everything."""
import os
import random
import re
import shutil
import signal
import socket
import threading
import time

import special

PAGES = ["/en/page-%d" % i for i in range(12)]
HOST = "Host: a\r\nAccept-Encoding: gzip\r\n\r\n"


def run(t):
    swaps(t, 1000 if t.full else 20)
    by_rename(t)
    overwritten(t)
    overwritten_search(t)
    vectors(t)
    damaged(t, 10000 if t.full else 300)
    gone(t)


def text_of(path, mark):
    return "%s generation %s. " % (path, mark) + "Text to pack. " * 300


def generation(t, mark):
    """A site whose every page names it."""
    return t.make("generation", special.frame() + [
        special.page(path, text_of(path, mark)) for path in PAGES])


class Load:
    """Clients that check each reply: it is one generation, whole, and the tag
    belongs to it."""

    def __init__(self, server, clients=4):
        self.server, self.ending = server, False
        self.wrong, self.tags, self.replies = [], {}, 0
        self.marks = set()
        self.lock = threading.Lock()
        work = [self._read] * clients + [self._read_slowly, self._abort]
        self.threads = [threading.Thread(target=self._run, args=(w, n))
                        for n, w in enumerate(work)]
        for thread in self.threads:
            thread.start()

    def _run(self, work, seed):
        try:
            while not self.ending:
                with self.server.wire() as w:
                    work(w, random.Random(seed))
        except Exception as e:  # shown by the test, not lost with the thread
            self.wrong.append("%s: %r" % (work.__name__, e))

    def check(self, path, r):
        text = r.text()
        mark = re.search(r"generation (\w+)\.", text)
        with self.lock:
            self.replies += 1
            if r.status != 200 or not mark or text != text_of(path,
                                                              mark.group(1)):
                self.wrong.append("%s: %d %r" % (path, r.status, text[:80]))
                return
            self.marks.add(mark.group(1))
            if self.tags.setdefault((path, r["ETag"]), text) != text:
                self.wrong.append("%s: a tag of two contents" % path)

    def _read(self, w, random_):
        for _ in range(200):
            if self.ending:
                return
            paths = random_.choices(PAGES, k=3)  # pipelined
            w.send("".join("GET %s HTTP/1.1\r\n%s" % (p, HOST)
                           for p in paths))
            for path in paths:
                self.check(path, w.reply())

    def _read_slowly(self, w, _):
        w.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        for path in PAGES:
            w.send("GET %s HTTP/1.1\r\nHost: a\r\n\r\n" % path)
            time.sleep(0.05)
            self.check(path, w.reply())

    def _abort(self, w, _):
        w.send("GET %s HTTP/1.1\r\n%s" % (PAGES[0], HOST) * 20)
        w.socket.recv(100)

    def end(self):
        self.ending = True
        for thread in self.threads:
            thread.join()


def opened(server, count):
    """Waits until so many files have been opened again."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if sum("opened again" in line for line in server.lines) >= count:
            return True
        time.sleep(0.002)
    return False


def swaps(t, count):
    path = t.path("swaps.gabay")
    files = []
    for n in range(8):
        files.append(t.path("next-%d" % n))
        os.rename(generation(t, "g%d" % n), files[-1])
    shutil.copy(files[0], path)
    server = t.serve(path, "--quiet")
    load = Load(server)
    n = done = 0
    while done < count:
        n += 1
        shutil.copy(files[n % len(files)], path + ".new")
        os.rename(path + ".new", path)
        if n % 4 == 0:
            server.signal(signal.SIGHUP)
        # Every third one back to back, over one that is being checked.
        if n % 3 and not opened(server, done + 1):
            break
        done = sum("opened again" in line for line in server.lines)
    t.ok(opened(server, count), "%d swaps under load" % count,
         server.lines[-5:])
    load.end()
    t.eq(load.wrong[:5], [], "no reply is lost, mixed or wrong")
    t.ok(load.replies > count and len(load.marks) > 3,
         "and there were many, of several generations",
         (load.replies, load.marks))
    print("# %d replies, %d files opened" % (load.replies, done))
    t.eq(server.stop(), 0, "and the server ends well")


def by_rename(t):
    """Each way in which a file comes to lie at the path."""
    path = t.path("ways.gabay")
    os.rename(generation(t, "one"), path)
    server = t.serve(path, "--quiet")
    page = PAGES[0]

    def arrives(name, mark):
        end = time.monotonic() + 10
        while time.monotonic() < end:
            if "generation %s." % mark in server.get(page).text():
                return t.ok(True, name)
            time.sleep(0.02)
        return t.ok(False, name, server.lines)

    os.rename(generation(t, "two"), path)
    arrives("a rename is noticed", "two")
    shutil.copyfile(generation(t, "three"), path)
    arrives("a copy over it", "three")
    os.unlink(path)
    shutil.copyfile(generation(t, "four"), path)
    arrives("a new file after the old was removed", "four")
    os.unlink(path)
    os.link(generation(t, "five"), path)
    arrives("a hard link", "five")
    os.rename(generation(t, "six"), t.path("six"))
    os.symlink(t.path("six"), t.path("link"))
    os.rename(t.path("link"), path)
    arrives("a symbolic link", "six")
    shutil.copyfile(generation(t, "seven"), t.path("six"))
    arrives("a copy over what it leads to", "seven")
    made = t.run(t.program, "publish", generation(t, "eight"), path)
    t.eq(made.returncode, 0, "publish")
    arrives("and it arrives", "eight")
    made = t.run(t.program, "rollback", path)
    t.eq(made.returncode, 0, "rollback")
    arrives("and what was before is back", "seven")
    t.eq(server.stop(), 0, "ends well")


def pages_hold(t, server, marks, name, seconds=0.3):
    """Pages are of one of the generations or 503, nothing else."""
    wrong, seen = [], set()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for path in PAGES:
            r = server.get(path)
            seen.add(r.status)
            if r.status == 503:
                continue
            if r.status != 200 or r.text() not in [text_of(path, m)
                                                   for m in marks]:
                wrong.append((path, r.status, r.text()[:60]))
    t.eq(wrong[:3], [], name)
    return seen


def overwritten(t):
    path = t.path("over.gabay")
    os.rename(generation(t, "old"), path)
    server = t.serve(path, "--quiet")
    with open(generation(t, "new"), "rb") as f:
        new = f.read()
    with open(path, "r+b") as f:
        f.truncate(0)
        f.write(new[:len(new) // 2])
        f.flush()
        seen = pages_hold(t, server, ["old"], "half overwritten: each page is "
                          "the old one or 503")
        t.ok(503 in seen, "some of them 503", seen)
        f.write(new[len(new) // 2:])
    t.ok(server.wait_for_line("opened again"), "it recovers when it is whole")
    t.eq(pages_hold(t, server, ["new"], "and serves the new pages", 0.1),
         {200}, "all of them")
    lines = [line for line in server.lines if "damaged" in line or
             "ends too early" in line]
    t.ok(len(lines) == 1, "one line for all damaged pages", server.lines)
    lines = [line for line in server.lines if "written to while" in line]
    t.ok(len(lines) == 1, "and one for the overwriting", server.lines)
    with open(path, "r+b") as f:
        f.seek(500)
        f.write(b"\0" * 2000)
    t.ok(server.wait_for_line("served on"), "an unsound one is refused",
         server.lines)
    pages_hold(t, server, ["new"], "and still no wrong byte")
    server.lines.clear()
    with open(path, "wb") as f:
        f.write(new)
    t.ok(server.wait_for_line("opened again"), "until it is mended")
    server.lines.clear()
    os.utime(path)
    t.ok(server.wait_for_line("opened again"), "a touched file is checked")
    t.eq(pages_hold(t, server, ["new"], "and served", 0.05), {200}, "whole")
    under_load(t, server, path)


def under_load(t, server, path):
    """Copied over again and again while it is read: the bytes that are sent
    are the bytes that were checked."""
    wrong, ending = [], False

    def read():
        try:
            with server.wire() as w:
                while not ending:
                    for p in PAGES:
                        w.send("GET %s HTTP/1.1\r\n%s" % (p, HOST))
                        r = w.reply()
                        if r.status != 503 and r.text() not in (
                                text_of(p, "ga"), text_of(p, "gb"),
                                text_of(p, "new")):
                            wrong.append((p, r.status, r.text()[:60]))
        except Exception as e:
            wrong.append(e)

    files = []
    for mark in ("ga", "gb"):
        with open(generation(t, mark), "rb") as f:
            files.append(f.read())
    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for n in range(200 if t.full else 30):
        with open(path, "r+b") as f:
            for at in range(0, len(files[n % 2]), 4096):
                f.write(files[n % 2][at:at + 4096])
                f.flush()
                time.sleep(0.0005)
            f.truncate()
    server.lines.clear()
    server.wait_for_line("opened again")
    ending = True
    for thread in threads:
        thread.join()
    t.eq(wrong[:3], [], "overwritten again and again under load: no wrong "
         "byte")
    t.eq(server.get(PAGES[0]).text(), text_of(PAGES[0], "gb"),
         "the last one is served")
    t.eq(server.stop(), 0, "ends well")


def overwritten_search(t):
    """The index has no checks: not one answer may come from a file that was
    written to."""
    path = t.path("search.gabay")
    shutil.copyfile(t.articles(), path)
    server = t.serve(path, "--quiet")
    asked = "/api/v1/search?q=return&locale=en&limit=5"
    want = server.get(asked).json()["hits"]
    with open(path, "rb") as f:
        whole = f.read()
    wrong, ending, seen = [], False, set()

    def ask():
        try:
            with server.wire() as w:
                while not ending:
                    w.send("GET %s HTTP/1.1\r\nHost: a\r\n\r\n" % asked)
                    r = w.reply()
                    seen.add(r.status)
                    if r.status == 200 and r.json()["hits"] != want:
                        wrong.append(r.text()[:200])
                    elif r.status not in (200, 503):
                        wrong.append(r.status)
        except Exception as e:
            wrong.append(e)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    rubbish = random.Random(1).randbytes(8192)
    for n in range(100 if t.full else 12):
        server.lines.clear()
        with open(path, "r+b") as f:
            for at in range(0, len(whole), 8192):
                f.seek(at)
                f.write(rubbish)
            f.flush()
            f.seek(0)
            f.write(whole)
            f.truncate()
        if not server.wait_for_line("opened again"):
            wrong.append("not opened again")
            break
        time.sleep(0.02)
    ending = True
    for thread in threads:
        thread.join()
    t.eq(wrong[:3], [], "searches while the index is overwritten with "
         "rubbish: right or 503")
    t.eq(seen, {200, 503}, "both of them")
    t.eq(server.get(asked).json()["hits"], want, "and right again at the end")
    t.eq(server.stop(), 0, "ends well")


def vectors(t):
    """Words that are cut differently: pages yes, search no."""
    patch, out = t.path("vectors.json"), t.path("vectors.gabay")
    plain = t.run(t.program, "inspect", t.articles(), "--page",
                  "search/ko/vectors.json").stdout
    path = t.path("cut.gabay")
    for name, bytes_, part in (
            ("another recipe", plain.replace(b'"recipe":"', b'"recipe":"x', 1),
             "word rules"),
            ("another cut", re.sub(rb'\["[^"]*",\["', lambda m: m.group() +
                                   b"x", plain, count=1), "is cut into other words"),
            ("broken JSON", b"{", ""), ("no list", b"{}", "damaged")):
        with open(patch, "wb") as f:
            f.write(bytes_)
        made = t.run(os.path.join(t.build, "tests/http/patch_site"),
                     t.articles(), out, "search/ko/vectors.json", patch)
        t.eq(made.returncode, 0, name + ": the file is made")
        shutil.copyfile(out, path)
        server = t.serve(path, "--quiet")
        t.eq(server.get("/ko/").status, 200, "pages are served")
        t.eq(server.get("/api/v1/search?q=a&locale=ko").status, 503,
             "search is not")
        t.eq(server.get("/ko/search?q=a").status, 503, "nor its page")
        t.eq(server.get("/api/v1/search?q=return&locale=en").status, 200,
             "in other locales it is")
        passed = server.get("/api/v1/search?q=%EB%B0%98%ED%92%88&locale=en")
        t.eq((passed.status, passed.json()["other_locales"]), (200, []),
             "which pass it over")
        server.wait_for_line("no search in ko")
        lines = [line for line in server.lines if "no search in ko" in line]
        t.ok(len(lines) == 1 and part in lines[0], "one line at start says so",
             server.lines)
        t.ok("no search in ko" in server.get("/readyz").text(),
             "and /readyz does")
        if name == "another cut":
            at_swap(t, server, path, out)
        server.stop()


def at_swap(t, server, path, cut):
    server.lines.clear()
    shutil.copyfile(t.articles(), path + ".new")
    os.rename(path + ".new", path)
    t.ok(server.wait_for_line("opened again"), "a good one is swapped in")
    t.eq(server.get("/api/v1/search?q=a&locale=ko").status, 200,
         "and can be searched")
    server.lines.clear()
    shutil.copyfile(cut, path + ".new")
    os.rename(path + ".new", path)
    t.ok(server.wait_for_line("no search in ko"), "a line at the swap too")
    t.ok(server.wait_for_line("opened again"), "which takes place")
    t.eq(server.get("/api/v1/search?q=a&locale=ko").status, 503,
         "and search in it ends")


def damages(whole, random_):
    """Endless: (what was done, the bytes)."""
    size = len(whole)
    while True:
        b = bytearray(whole)
        at = random_.randrange(size)
        length = min(random_.choice([1, 2, 8, 64, 4096]), size - at)
        kind = random_.randrange(8)
        if kind <= 2:
            b[at] ^= 1 << random_.randrange(8)
        elif kind == 3:
            b = b[:at]
        elif kind == 4:
            b[at:at + length] = random_.randbytes(length)
        elif kind == 5:
            del b[at:at + length]
        elif kind == 6:
            b[at:at] = b[at:at + length]
        else:
            b[random_.randrange(64)] = random_.randrange(256)
        if b != whole:
            yield "%d at %d, %d bytes" % (kind, at, length), bytes(b)


def damaged(t, count):
    """Each is refused in one line, by a server that goes on."""
    path, page = t.path("damaged.gabay"), PAGES[3]
    os.rename(generation(t, "sound"), path)
    with open(path, "rb") as f:
        whole = f.read()
    server = t.serve(path, "--quiet")
    accepted = []
    for n, (what, content) in enumerate(damages(whole, random.Random(7))):
        if n == count:
            break
        server.lines.clear()
        with open(path + ".new", "wb") as f:
            f.write(content)
        os.rename(path + ".new", path)
        if not server.wait_for_line("served on"):
            accepted.append((what, server.lines[:]))
            break
        # what was said at the start may arrive late: these sites have no search
        lines = [line for line in server.lines if "no search in" not in line]
        if len(lines) != 1 or path not in lines[0]:
            accepted.append((what, lines))
        if n % 25 == 0:
            r = server.get(page)
            if r.text() != text_of(page, "sound"):
                accepted.append((what, r.status))
    t.eq(accepted[:3], [], "%d damaged files: all refused in one line" % count)
    t.eq(server.stop(), 0, "and the server ends well")
    at_start(t, whole)


def at_start(t, whole):
    """What each is, and the words that say so."""
    newer = bytearray(whole)
    newer[8] = 2
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 4
    for name, content, words in (
            ("empty", b"", "empty file"),
            ("ten bytes", whole[:10], "shorter than its own header"),
            ("header only", whole[:64], "shorter than it says"),
            ("truncated", whole[:-1], "shorter than it says"),
            ("lengthened", whole + b"\0", "longer than it says"),
            ("one bit flipped", bytes(flipped), "damaged: copy it again"),
            ("header flipped", bytes(newer), "damaged header"),
            ("zeros", bytes(len(whole)), "begins with zero bytes"),
            ("as text", whole.replace(b"\r\n", b"\n"), "copied as text"),
            ("ZIM", b"ZIM\x04" + bytes(100), "a ZIM file"),
            ("zip", b"PK\3\4" + bytes(100), "a zip archive"),
            ("text", b"# Title\n" * 20, "a text file"),
            ("noise", b"\x01\xfe" * 100, "not a Gabay file")):
        bad = t.path("start.gabay")
        with open(bad, "wb") as f:
            f.write(content)
        made = t.run(t.program, bad, "--listen", "127.0.0.1:0")
        lines = made.stderr.decode().splitlines()
        t.ok(made.returncode == 1 and len(lines) == 1 and words in lines[0] and
             bad in lines[0], "at start: %s" % name, (made.returncode, lines))
        made = t.run(t.program, "publish", bad, t.path("never.gabay"))
        t.ok(made.returncode == 1 and not os.path.exists(
            t.path("never.gabay")) and not os.path.exists(
                t.path("never.gabay.part")), "and publish refuses it")


def gone(t):
    path = t.path("gone.gabay")
    os.rename(generation(t, "here"), path)
    server = t.serve(path, "--quiet")
    os.unlink(path)
    t.ok(server.wait_for_line("No such file"), "a removed file: one line")
    t.eq(server.get(PAGES[0]).text(), text_of(PAGES[0], "here"),
         "and it is served on")
    os.rename(generation(t, "again"), path)
    t.ok(server.wait_for_line("opened again"), "until there is one again")
    lines = [line for line in server.lines if "no search in" not in line]
    t.eq(len(lines), 2, "two lines in all")
    server.stop()
