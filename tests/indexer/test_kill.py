"""What happens to the indexer from outside: killed, interrupted, out of disk,
run twice at once. The old file stays, or the new one is whole; no litter."""
import os
import random
import resource
import signal
import subprocess
import time

from harness import article, read

KILLS, KILLS_AT_LENGTH = 10, 200
TRIES = 10
SEED = 20260531


def many(mark):
    """Enough to be at it for some tenths of a second."""
    rng = random.Random(1)
    vocabulary = ["w%d" % i for i in range(3000)]
    return {"%s/s%d/a%d.md" % (locale, i % 7, i): article(
        "Title %d %s" % (i, mark), "## H\n\n%s\n" %
        " ".join(rng.choices(vocabulary, k=250)))
        for locale in ("en", "ko") for i in range(250)}


def run(t):
    root = t.content(many("old"))
    out = t.path("site.gabay")
    r = t.compile(root, out=out)
    old = read(out)
    for path, text in many("new").items():
        with open(os.path.join(root, path), "w", encoding="utf-8") as f:
            f.write(text)
    start = time.monotonic()
    r = t.compile(root, out=t.path("new.gabay"))
    lasts = time.monotonic() - start
    new = read(t.path("new.gabay"))
    t.ok(r.code == 0 and old != new, "old and new differ")
    killed(t, root, out, old, new, lasts)
    interrupted(t, root, out, old)
    at_once(t, root, out, old, new)
    disk_full(t, root, out)
    left_over(t, root, new)


def start(t, root, out):
    return subprocess.Popen([t.indexer, root, "-o", out, "--quiet"],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def killed(t, root, out, old, new, lasts):
    rng = random.Random(SEED)
    ended = litter = 0
    kills = KILLS_AT_LENGTH if t.full else KILLS
    for i in range(kills):
        with open(out, "wb") as f:
            f.write(old)
        child = start(t, root, out)
        time.sleep(rng.uniform(0, lasts * 1.1))
        child.kill()
        child.communicate()
        found = read(out)
        ended += found == new
        litter += len(t.litter(out)) > 0
        t.ok(found in (old, new) and t.is_whole(out),
             "kill -9, %d of %d: the file is the old or the new one, whole" %
             (i + 1, kills), len(found))
        if i % 3 == 0:
            r = t.compile(root, out=out)
            t.ok(r.code == 0 and read(out) == new and not t.litter(out),
                 "and the next run works and leaves no litter",
                 r.err + str(t.litter(out)))
    print("# %d ended before, %d left a staging file" % (ended, litter))
    t.eq((t.compile(root, out=out).code, t.litter(out)), (0, []),
         "nothing is left in the end")


def at_work(out):
    """Waits until a run has begun to write: its handlers are set by then."""
    end = time.monotonic() + 30
    while not os.path.exists(out + ".part") and time.monotonic() < end:
        time.sleep(0.002)


def interrupt(t, root, out, old, number):
    """One that ends before the signal reaches it, on a busy machine, is run
    again."""
    for _ in range(TRIES):
        with open(out, "wb") as f:
            f.write(old)
        child = start(t, root, out)
        at_work(out)
        child.send_signal(number)
        said = child.communicate()[1].decode()
        if child.returncode:
            break
    return child.returncode, said


def interrupted(t, root, out, old):
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        t.eq(interrupt(t, root, out, old, number),
             (3, "gabay-indexer: interrupted\n"),
             "%s: exit 3 and one line" % number.name)
        t.ok(read(out) == old and not t.litter(out),
             "%s: the old file stays, no litter" % number.name, t.litter(out))


def at_once(t, root, out, old, new):
    with open(out, "wb") as f:
        f.write(old)
    first = start(t, root, out)
    at_work(out)
    first.send_signal(signal.SIGSTOP)
    second = t.compile(root, out=out)
    first.send_signal(signal.SIGCONT)
    said = first.communicate()[1].decode()
    t.ok(first.returncode == 0, "two at once: the first one ends well", said)
    t.ok(second.code == 3 and "another program" in second.err,
         "the second says that another one is at work",
         "%d %s" % (second.code, second.err))
    t.ok(read(out) == new and not t.litter(out), "and disturbs nothing")


def disk_full(t, root, out):
    """A limit on the size of files behaves as a full disk does for one file; a
    small file system, where we may mount one, for all."""
    with open(out, "wb") as f:
        f.write(b"old")

    def limit(size):
        def set_limits():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        return set_limits

    for size in (4096, 200000, 500000):
        r = t.compile(root, out=out, preexec_fn=limit(size))
        t.ok(r.code == 3 and r.err.startswith("gabay-indexer: ") and
             r.err.count("\n") == 1, "files of at most %d bytes: exit 3, one "
             "line" % size, "%d %s" % (r.code, r.err))
        t.ok(read(out) == b"old" and not t.litter(out),
             "the old file stays, no litter", t.litter(out))
    small = t.path("small")
    os.mkdir(small)
    mounted = t.run("mount", "-t", "tmpfs", "-o", "size=700k", "none", small)
    if mounted.returncode:
        t.skip("a full disk", "no right to mount one")
        return
    try:
        out = os.path.join(small, "x.gabay")
        with open(out, "wb") as f:
            f.write(b"old")
        r = t.compile(root, out=out)
        t.ok(r.code == 3 and "No space left" in r.err,
             "a full disk: exit 3 and one line", "%d %s" % (r.code, r.err))
        t.ok(read(out) == b"old" and not t.litter(out),
             "the old file stays, no litter", t.litter(out))
    finally:
        t.run("umount", small)


def left_over(t, root, new):
    """What an earlier, killed run may have left."""
    out = t.path("left.gabay")
    os.makedirs(out + ".work/0")
    for name in (".part", ".work/0/postlist.glass", ".work/x"):
        with open(out + name, "wb") as f:
            f.write(b"x" * 10000)
    r = t.compile(root, out=out)
    t.ok(r.code == 0 and read(out) == new and not t.litter(out),
         "leftovers of a killed run are taken over", r.err)
    victim = t.path("victim")
    with open(victim, "wb") as f:
        f.write(b"precious")
    os.symlink(victim, out + ".part")
    r = t.compile(root, out=out)
    t.ok(r.code == 3 and read(victim) == b"precious",
         "a link in the staging file's place is not followed", r.err)
    os.unlink(out + ".part")
    os.mkdir(t.path("precious"))
    with open(t.path("precious/file"), "wb") as f:
        f.write(b"precious")
    os.symlink(t.path("precious"), out + ".work")
    r = t.compile(root, out=out)
    t.ok(read(t.path("precious/file")) == b"precious",
         "nor one in the scratch folder's place", r.err)
