"""--watch: what a writer does in an editor, and what the preview shows of it.
Nothing here waits for a time: each step waits for the line that tells of it."""
import datetime
import json
import os
import queue
import re
import resource
import shutil
import signal
import subprocess
import threading

from harness import article, read

PATIENCE = 90  # seconds until a line that does not come is given up

SITE = {
    "en/a.md": article("Alpha", "The first text. [To b](b.md)\n"),
    "en/b.md": article("Beta", "The second text.\n\n## Deep\n\nBelow.\n"),
    "en/orders/c.md": article("Gamma", "The third text.\n"),
    "en/orders/d.md": article("Delta", "The fourth text.\n"),
}


class Watcher:
    """gabay-indexer --watch as a child, and the lines that it has printed."""

    def __init__(self, t, root, out, *options, preexec=None):
        self.t, self.root, self.out = t, root, out
        self.problems = t.path("stderr-%d" % t.sites)
        with open(self.problems, "wb") as err:
            self.child = subprocess.Popen(
                [t.indexer, "--watch", root, "-o", out, *options],
                stdout=subprocess.PIPE, stderr=err, preexec_fn=preexec)
        self.lines = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.child.stdout:
            self.lines.put(line.decode())
        self.lines.put(None)

    def line(self, pattern):
        """The next line that matches; those before it are passed over."""
        passed = []
        while True:
            try:
                line = self.lines.get(timeout=PATIENCE)
            except queue.Empty:
                line = None
            if line is None:
                raise RuntimeError("no line %r after %r; %s" %
                                   (pattern, passed, self.said()))
            if re.search(pattern, line):
                return line
            passed.append(line)

    def whole(self, what=""):
        return self.line(r"\.gabay: .*%s" % what)

    def layer(self, what=""):
        return self.line(r"\.layer: .*%s" % what)

    def said(self):
        return read(self.problems).decode("utf-8", "replace")

    def stop(self, number=signal.SIGINT):
        if self.child.poll() is None:
            self.child.send_signal(number)
        code = self.child.wait(PATIENCE)
        self.t.reports += [line for line in self.said().splitlines()
                           if "Sanitizer" in line or "runtime error:" in line]
        return code

    def write(self, path, text):
        """In place, as a simple editor does."""
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as f:
            f.write(text)

    def json(self, name, path=None):
        return json.loads(self.t.inspect(path or self.out, "--page", name))

    def told(self, path=None):
        """[(path, address, line, severity)] of preview.json"""
        return [(p["path"], p["address"], p["line"], p["severity"])
                for p in self.json("preview.json", path)["problems"]]

    def names(self, path=None):
        return self.t.entries(path or self.out)


def watch(t, files, *options, **more):
    root = t.content(files)
    folder = t.path("out-%d" % t.sites)
    os.mkdir(folder)
    w = Watcher(t, root, os.path.join(folder, "p.gabay"), *options, **more)
    try:
        w.whole()
    except BaseException:
        w.child.kill()
        raise
    return w


def run(t):
    for test in (edits, errors, editors, files_and_folders, settings, theme,
                 many, overflow, busy, same_index, disk_full,
                 gone, polling, output_gone, due, ends,
                 no_content):
        test(t)
    usage(t)


def file_check(path):
    """site_format.h: behind magic, version, flags, three lengths, a count."""
    return int.from_bytes(read(path)[48:56], "little")


def edits(t):
    w = watch(t, SITE)
    layer = w.out + ".layer"
    try:
        t.eq(w.json("manifest.json").get("preview"), True,
             "the manifest says that it is a preview")
        rows = [line.split() for line in
                t.inspect(w.out, "--list").decode().splitlines()
                if line.startswith("page")]
        t.ok(rows and all(int(plain) and not int(gzip) and not int(brotli)
                          for _, plain, gzip, brotli, *_ in rows),
             "pages are stored as they are", rows)
        check = file_check(w.out)
        before = read(w.out)
        w.child.send_signal(signal.SIGSTOP)
        w.write("en/a.md", article("Alpha", "Changed. [To b](b.md#deep)\n"))
        w.child.send_signal(signal.SIGCONT)
        w.layer("en/a.md")
        # The whole file may be there already: then the layer is gone.
        try:
            manifest = w.json("manifest.json", layer)
            t.eq(manifest["layer_of"], "%016x" % check, "the layer's file")
            t.ok(manifest["preview"] is True and manifest["generation"] > 0,
                 "the layer's manifest", manifest)
            t.eq(sorted(w.names(layer)), ["/en/a", "/en/a.md", "manifest.json",
                                          "preview.json"],
                 "the layer holds what changed")
            t.ok("Changed. <a href=\"/en/b#deep\">To b</a>" in
                 t.page(layer, "/en/a"), "the page in the layer")
        except RuntimeError:
            t.skip("a look into the layer", "the file was faster")
        w.whole("en/a.md")
        t.ok("Changed." in t.page(w.out, "/en/a") and read(w.out) != before,
             "the file follows")
        w.write("en/a.md", article("Alpha two", "Changed again.\n"))
        w.layer("en/a.md")
        w.whole("en/a.md")
        t.ok("Alpha two" in t.page(w.out, "/en/"), "lists follow with the file")
        t.eq(w.stop(), 0, "Ctrl+C ends it well")
        t.eq(t.litter(w.out), [], "only the file stays")
    finally:
        w.stop()


def errors(t):
    w = watch(t, SITE)
    try:
        t.eq(w.told(), [], "nothing is wrong")
        w.write("en/a.md", "---\ntitle: [Alpha\n---\n\nBroken.\n")
        w.whole("en/a.md")
        told = w.told()
        t.eq([(p, a, s) for p, a, _, s in told],
             [("en/a.md", "/en/a", "error")], "the error has its page's address")
        t.ok("The first text." in t.page(w.out, "/en/a"),
             "the last good version stays on the page")
        t.ok("en/a.md:" in w.said(), "the error is printed", w.said())
        w.write("en/b.md", article("Beta", "See [x](nowhere.md).\n"))
        w.whole("en/b.md")
        t.eq(sorted(p for p, *_ in w.told()), ["en/a.md", "en/b.md"],
             "a warning of another article beside it")
        t.eq(w.said().count("en/a.md:"), 1, "each is printed once")
        w.write("en/a.md", article("Alpha", "Mended.\n"))
        w.whole("en/a.md")
        t.eq([p for p, *_ in w.told()], ["en/b.md"], "mended: not told any more")
        t.ok("Mended." in t.page(w.out, "/en/a"), "and on its page")
        w.write("en/new.md", "---\ntitle: {\n---\n")
        w.whole("en/new.md")
        t.ok("/en/new" not in w.names() and
             ("en/new.md", None) in [(p, a) for p, a, *_ in w.told()],
             "a new article in error has no page and no address", w.told())
    finally:
        w.stop()


def editors(t):
    """By a rename over the old file; vim's way; deleted and written anew."""
    w = watch(t, SITE)

    def full(path):
        return os.path.join(w.root, path)

    try:
        w.write("en/.a.md.tmp", article("Alpha", "By rename.\n"))
        os.rename(full("en/.a.md.tmp"), full("en/a.md"))
        w.layer("en/a.md")
        w.whole("en/a.md")
        t.ok("By rename." in t.page(w.out, "/en/a"), "saved by a rename")
        w.write("en/4913", "")
        os.unlink(full("en/4913"))
        os.rename(full("en/a.md"), full("en/a.md~"))
        w.write("en/a.md", article("Alpha", "By vim.\n"))
        os.unlink(full("en/a.md~"))
        w.layer("en/a.md")
        w.whole("en/")
        t.ok("By vim." in t.page(w.out, "/en/a"), "saved by vim's steps")
        os.unlink(full("en/a.md"))
        w.write("en/a.md", article("Alpha", "Written anew.\n"))
        w.layer("en/a.md")
        w.whole("en/a.md")
        t.ok("Written anew." in t.page(w.out, "/en/a"), "deleted and created")
        os.symlink("b.md", full("en/linked.md"))
        os.symlink("..", full("en/orders/loop"))
        w.whole("en/")
        t.ok("/en/linked" in w.names(), "a link to a file is one")
    finally:
        w.stop()


def files_and_folders(t):
    w = watch(t, SITE)

    def full(path):
        return os.path.join(w.root, path)

    try:
        w.write("en/e.md", article("Epsilon", "A new one.\n"))
        w.whole("en/e.md")
        t.ok("/en/e" in w.names(), "a new article")
        w.write("en/x.txt", "attached")
        w.whole("en/x.txt")
        w.write("en/e.md", article("Epsilon", "[x](x.txt)\n"))
        w.layer("en/e.md")
        w.whole("en/e.md")
        t.ok(any(n.startswith("/assets/x.") for n in w.names()),
             "an attachment that is used from now on", sorted(w.names()))
        os.unlink(full("en/e.md"))
        w.whole("en/e.md")
        t.ok("/en/e" not in w.names(), "a deleted article")
        os.rename(full("en/orders"), full("en/parcels"))
        w.whole("en/")
        t.ok("/en/parcels/c" in w.names() and "/en/orders/c" not in w.names(),
             "a folder that moved", sorted(w.names()))
        w.write("en/parcels/c.md", article("Gamma", "In its new place.\n"))
        w.layer("en/parcels/c.md")
        w.whole("en/parcels/c.md")
        t.ok("In its new place." in t.page(w.out, "/en/parcels/c"),
             "and is watched there")
        w.write("en/deep/er/f.md", article("Zeta", "Far below.\n"))
        w.whole("en/deep")
        if "/en/deep/er/f" not in w.names():
            w.whole()
        w.write("en/deep/er/f.md", article("Zeta", "Far below, changed.\n"))
        w.layer("en/deep/er/f.md")
        w.whole("en/deep/er/f.md")
        t.ok("changed" in t.page(w.out, "/en/deep/er/f"),
             "new folders are watched")
        shutil.rmtree(full("en/deep"))
        w.whole("en/deep")
        if "/en/deep/er/f" in w.names():
            w.whole()
        t.ok("/en/deep/er/f" not in w.names(), "a folder that is gone")
    finally:
        w.stop()


def settings(t):
    w = watch(t, dict(SITE, **{"site.yaml": "title: Help\n"}))
    try:
        before = read(w.out)
        w.write("site.yaml", "title: Help\nbase_url: ftp://no\n")
        w.whole("site.yaml, not written")
        t.eq(read(w.out), before, "an error in site.yaml: the file stays")
        told = [row for row in w.told(w.out + ".layer")
                if row[0] == "site.yaml"]
        t.eq([(a, s) for _, a, _, s in told], [(None, "error")],
             "the layer tells of it")
        w.write("en/a.md", article("Alpha", "Meanwhile.\n"))
        w.layer("en/a.md")
        layer = w.out + ".layer"
        t.ok("Meanwhile." in t.page(layer, "/en/a") and
             "site.yaml" in [row[0] for row in w.told(layer)],
             "an article saved meanwhile is shown, the error still told")
        w.whole("not written")
        w.write("site.yaml", "title: Other help\n")
        w.whole("site.yaml, ")
        t.ok("Other help" in t.page(w.out, "/en/a") and w.told() == [],
             "mended: all pages follow")
        w.write("en/orders/_index.md", article("Parcels", ""))
        w.whole("_index.md")
        t.ok("Parcels" in t.page(w.out, "/en/orders/c"),
             "an _index.md changes other pages")
    finally:
        w.stop()


def theme(t):
    folder = t.path("theme")
    os.makedirs(os.path.join(folder, "templates"))
    place = os.path.join(folder, "templates", "article.mustache")
    with open(place, "w") as f:
        f.write("{{#preview}}PREVIEW {{/preview}}one {{{article.html}}}")
    w = watch(t, SITE, "--theme", folder)
    try:
        t.ok(t.page(w.out, "/en/a").startswith("PREVIEW one "),
             "templates know that it is a preview")
        with open(place, "w") as f:
            f.write("two {{{article.html}}}")
        w.whole("the theme")
        t.ok(t.page(w.out, "/en/a").startswith("two "), "a template changed")
        with open(place, "w") as f:
            f.write("{{#open}}")
        w.whole("the theme.*not written")
        t.ok("article.mustache" in w.said(), "an error in it", w.said())
        t.ok(t.page(w.out, "/en/a").startswith("two "), "the last one stays")
        with open(place, "w") as f:
            f.write("three {{{article.html}}}")
        w.whole("the theme, ")
        t.ok(t.page(w.out, "/en/a").startswith("three "), "mended")
        r = t.compile(w.root, "--theme", folder, out=t.path("plain.gabay"))
        t.ok(r.code == 0 and "preview" not in
             json.loads(t.inspect(r.path, "--page", "manifest.json")),
             "a compile without --watch is no preview")
    finally:
        w.stop()


def many(t):
    """As git does it when another branch is checked out."""
    files = {"en/%d/%d.md" % (i % 7, i): article("T%d" % i, "Old %d.\n" % i)
             for i in range(300)}
    w = watch(t, files)
    try:
        for path, text in files.items():
            w.write(path, text.replace("Old", "New"))
        done = False
        while not done:
            w.whole()
            done = all("New" in t.page(w.out, "/" + path[:-len(".md")])
                       for path in list(files)[::50] + [list(files)[-1]])
        t.ok(done, "very many files at once")
    finally:
        w.stop()


def overflow(t):
    """More events than the system keeps: it is all read again."""
    w = watch(t, SITE)
    with open("/proc/sys/fs/inotify/max_queued_events") as f:
        most = int(f.read())
    try:
        if most > 100_000:
            t.skip("more events than the system keeps", "%d" % most)
            return
        w.child.send_signal(signal.SIGSTOP)
        for n in range(most):
            w.write("en/%s.md" % "ab"[n % 2], article("Alpha", "No. %d\n" % n))
        w.write("en/orders/c.md", article("Gamma", "Behind it.\n"))
        w.child.send_signal(signal.SIGCONT)
        w.whole()
        t.ok("Behind it." in t.page(w.out, "/en/orders/c"),
             "more events than the system keeps")
        w.write("en/a.md", article("Alpha", "Afterwards.\n"))
        w.layer("en/a.md")
        w.whole("en/a.md")
        t.ok("Afterwards." in t.page(w.out, "/en/a"), "it goes on")
    finally:
        w.child.send_signal(signal.SIGCONT)
        w.stop()


def disk_full(t):
    """As if the disk were full: no file may be longer than a little."""
    def ignore():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    w = watch(t, SITE, preexec=ignore)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        before = read(w.out)
        resource.prlimit(w.child.pid, resource.RLIMIT_FSIZE,
                         (512, limits[1]))
        w.write("en/a.md", article("Alpha", "Too much.\n"))
        w.whole("not written")
        t.ok("cannot write" in w.said() or "File too large" in w.said(),
             "a full disk is told", w.said())
        t.eq(read(w.out), before, "the preview stays as it was")
        resource.prlimit(w.child.pid, resource.RLIMIT_FSIZE, limits)
        w.write("en/a.md", article("Alpha", "There is room.\n"))
        w.layer("en/a.md")
        w.whole("en/a.md")
        t.ok("There is room." in t.page(w.out, "/en/a"), "there is room again")
    finally:
        w.stop()


def busy(t):
    """Saves while the whole is compiled: none is lost, and each is shown."""
    files = {"en/%d/%d.md" % (i % 7, i): article("T%d" % i, "Old %d. %s\n" %
                                                 (i, "lorem ipsum " * 200))
             for i in range(400)}
    names = list(files)[::40]
    w = watch(t, files)
    try:
        for n in range(3):
            for path in names:
                w.write(path, article("Title", "Saved %d times.\n" % n))
                w.layer(path)
        t.ok(True, "each is on its page at once")
        done = False
        while not done:
            w.whole()
            done = all("Saved 2 times." in t.page(w.out, "/" + path[:-3])
                       for path in names)
        t.ok(done, "the last of each gets into the file")
    finally:
        w.stop()


PARTS = ("records", "lexicon", "suggestions", "columns")


def same_index(t):
    """After many steps the tables of search are those of a fresh compile."""
    files = {"en/%d/%d.md" % (i % 3, i):
             article("T%d words" % i, "## H%d\n\nSome unusual%d text. %s\n" %
                     (i, i, "lorem ipsum " * 2000)) for i in range(60)}
    w = watch(t, files)
    try:
        w.write("en/0/0.md", article("Fresh", "Other wordings altogether.\n"))
        w.whole()
        os.unlink(os.path.join(w.root, "en/1/31.md"))
        w.whole()
        w.write("en/1/aaa.md", article("In between", "A fresh beginning.\n"))
        w.whole()
        os.rename(os.path.join(w.root, "en/2"), os.path.join(w.root, "en/9"))
        w.whole()
        r = t.compile(w.root, out=t.path("same.gabay"))
        for part in PARTS:
            name = "search/en/" + part
            t.ok(t.inspect(w.out, "--page", name) ==
                 t.inspect(r.path, "--page", name), "the same " + part)
        for words in ("fresh", "unusual31", "unusual59 lorem", "in between"):
            found = [t.run(t.program, "search", path, "--locale", "en", words)
                     for path in (w.out, r.path)]
            t.ok(found[0].stdout == found[1].stdout and found[1].stdout,
                 "the same is found for " + words, found[0])
    finally:
        w.stop()


def gone(t):
    w = watch(t, SITE)
    try:
        shutil.move(w.root, w.root + ".away")
        w.whole("not written")
        shutil.move(w.root + ".away", w.root)
        w.whole("the content folder")
        w.write("en/a.md", article("Alpha", "There again.\n"))
        w.layer("en/a.md")
        w.whole("en/a.md")
        t.ok("There again." in t.page(w.out, "/en/a"),
             "the content folder went and came again")
    finally:
        w.stop()


def polling(t):
    w = watch(t, SITE, "--poll")
    try:
        w.write("en/a.md", article("Alpha", "Seen by looking.\n"))
        w.layer("en/a.md")
        w.whole("en/a.md")
        t.ok("Seen by looking." in t.page(w.out, "/en/a"), "without events")
        os.unlink(os.path.join(w.root, "en/b.md"))
        w.whole("en/b.md")
        t.ok("/en/b" not in w.names(), "a deleted file is seen too")
    finally:
        w.stop()


def output_gone(t):
    w = watch(t, SITE)
    folder = os.path.dirname(w.out)
    try:
        shutil.rmtree(folder)
        w.write("en/a.md", article("Alpha", "Nowhere to write.\n"))
        while "cannot create" not in w.said():
            w.write("en/b.md", article("Beta", "Once more.\n"))
            if w.child.poll() is not None:
                break
        t.ok("cannot create" in w.said() and w.child.poll() is None,
             "the output's folder is gone: told, and not the end", w.said())
        os.mkdir(folder)
        w.write("en/a.md", article("Alpha", "Somewhere again.\n"))
        w.line(r"\.gabay: .*en/a\.md.* s$")
        t.ok("Somewhere again." in t.page(w.out, "/en/a"), "there again")
    finally:
        w.stop()


def due(t):
    """A notice that begins a little later: the preview is compiled then."""
    start = datetime.datetime.now(datetime.timezone.utc)
    at = (start + datetime.timedelta(seconds=8)).strftime("%Y-%m-%dT%H:%M:%SZ")
    w = watch(t, dict(SITE, **{"site.yaml": "notices:\n  - id: n\n    text: It "
                               "has begun\n    from: %s\n" % at}))
    try:
        t.ok("It has begun" not in t.page(w.out, "/en/a"), "not due yet")
        w.whole("what is due now")
        t.ok("It has begun" in t.page(w.out, "/en/a"), "due: compiled again")
    finally:
        w.stop()


def ends(t):
    """At any moment, and by each signal."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        w = watch(t, SITE)
        w.write("en/a.md", article("Alpha", "Just before.\n"))
        t.eq((w.stop(number), t.litter(w.out)), (0, []),
             "ends by signal %d" % number)
        t.ok(t.is_whole(w.out), "the file is whole")
    w = watch(t, SITE)
    second = t.run(t.indexer, w.root, "--watch", "-o", w.out)
    t.ok(second.returncode == 2 and b"another gabay-indexer" in second.stderr,
         "a second one on the same file is refused", second.stderr)
    w.child.kill()
    w.child.wait()
    w = Watcher(t, w.root, w.out)
    try:
        w.whole()
        t.eq(w.stop(), 0, "after a kill the next one begins anew")
        t.eq(t.litter(w.out), [], "and leaves nothing")
    finally:
        w.stop()


def no_content(t):
    """Nothing to show at first."""
    root = t.content({"en/": ""})
    os.mkdir(root + ".out")
    w = Watcher(t, root, os.path.join(root + ".out", "p.gabay"))
    try:
        w.whole("not written: waiting")
        w.write("en/a.md", article("Alpha", "The very first.\n"))
        w.whole("article")
        t.ok("/en/a" in w.names(), "the first article of an empty folder")
        w.write("p.gabay", "not ours")
        w.whole("p.gabay")
    finally:
        w.stop()
    inside = t.content(SITE)
    w = Watcher(t, inside, os.path.join(inside, "p.gabay"))
    try:
        w.whole()
        w.write("en/a.md", article("Alpha", "One change.\n"))
        w.whole("en/a.md, ")
        w.stop()
        rest = list(iter(w.lines.get, None))
        t.eq(rest, [], "what it writes inside the content is no change")
    finally:
        w.stop()


def usage(t):
    root = t.content(SITE)
    out = t.path("x.gabay")
    for options, said in (
            ([], b"-o FILE"),
            (["-o", out, "--check"], b"leave one out"),
            (["-o", out, "--strict"], b"--strict"),
    ):
        r = t.run(t.indexer, root, "--watch", *options)
        t.ok(r.returncode == 2 and said in r.stderr,
             "refused: --watch %s" % " ".join(options[2:] or ["alone"]),
             r.stderr)
    r = t.run(t.indexer, root, "-o", out, "--poll")
    t.ok(r.returncode == 2 and b"--watch" in r.stderr, "--poll alone", r.stderr)
    r = t.run(t.indexer, root + ".none", "--watch", "-o", out)
    t.ok(r.returncode == 1 and b"is no folder" in r.stderr, "no such folder",
         r.stderr)
