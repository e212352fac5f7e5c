"""--watch when the world round it fails, and how it is begun and ended."""
import datetime
import os
import resource
import shutil
import signal

from harness import article, read
from watcher import SITE, Watcher, watch


def run(t):
    for test in (overflow, disk_full, gone, polling, output_gone, due, ends,
                 no_content):
        test(t)
    usage(t)


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
