"""gabay-server publish and rollback: checked whole, one step, the last few
kept, and nothing half done whenever they are killed."""
import os
import random
import resource
import shutil
import signal
import subprocess
import time

import special


def run(t):
    keeps(t)
    refuses(t)
    rolls_back(t)
    with_agents(t)
    other_device(t)
    full_disk(t)
    locked(t)
    killed(t, 200 if t.full else 12)
    usage(t)


def made(t, mark, more=0):
    """A site file that names itself, larger by `more` pages."""
    entries = special.frame() + [special.page("/en/mark", "mark " + mark)]
    entries += [special.page("/en/page-%d" % i,
                             special.PAGE % i + "%d" % i * 20000,
                             codings=["plain"]) for i in range(more)]
    path = t.path("made-%s.gabay" % mark)
    os.rename(t.make("publish", entries), path)
    return path


def mark_of(t, path):
    out = t.run(t.program, "inspect", path, "--page", "/en/mark")
    return out.stdout.decode()[len("mark "):] if out.returncode == 0 else None


def folder(t, name):
    path = t.path(name)
    shutil.rmtree(path, ignore_errors=True)
    os.mkdir(path)
    return os.path.join(path, "help.gabay")


def state(t, path):
    """The marks of FILE, FILE.1 .. and whatever else lies there."""
    here = os.path.dirname(path)
    names = sorted(os.listdir(here))
    return [(name[len("help.gabay"):], mark_of(t, os.path.join(here, name)))
            for name in names]


def publish(t, new, path, *options):
    return t.run(t.program, "publish", new, path, *options)


def keeps(t):
    path = folder(t, "keeps")
    for mark in "abcdef":
        r = publish(t, made(t, mark), path)
        t.ok(r.returncode == 0 and path.encode() in r.stdout,
             "publish %s" % mark, r)
    t.eq(state(t, path), [("", "f"), (".1", "e"), (".2", "d"), (".3", "c")],
         "three of before are kept")
    publish(t, made(t, "g"), path, "--keep", "1")
    t.eq(state(t, path), [("", "g"), (".1", "f")], "--keep 1")
    publish(t, made(t, "h"), path, "--keep=5")
    publish(t, made(t, "i"), path, "-k5")
    t.eq(state(t, path), [("", "i"), (".1", "h"), (".2", "g"), (".3", "f")],
         "--keep 5")
    publish(t, made(t, "j"), path, "--keep", "0")
    t.eq(state(t, path), [("", "j")], "--keep 0")
    t.eq(os.stat(path).st_nlink, 1, "and FILE has no other name")
    t.eq(publish(t, path, path).returncode, 0, "onto itself")
    t.eq(state(t, path), [("", "j"), (".1", "j")], "it stays")


def refuses(t):
    path = folder(t, "refuses")
    publish(t, made(t, "good"), path)
    with open(made(t, "bad"), "r+b") as f:
        f.seek(900)
        f.write(b"\0\1\2\3")
    for new, code, words in ((t.path("made-bad.gabay"), 1, "damaged"),
                             (t.path("nowhere"), 3, "cannot open"),
                             (os.path.dirname(path), 1, "not a file")):
        r = publish(t, new, path)
        lines = r.stderr.decode().splitlines()
        t.ok(r.returncode == code and len(lines) == 1 and words in lines[0],
             "refused: " + words, r)
        t.eq(state(t, path), [("", "good")], "and all is as it was")
    r = publish(t, made(t, "next"), t.path("no/such/folder"))
    t.eq(r.returncode, 3, "no folder to write to")
    # What lies at FILE may be damaged: that is why one publishes.
    with open(path, "wb") as f:
        f.write(b"rubbish")
    t.eq(publish(t, made(t, "mended"), path).returncode, 0,
         "over a damaged one")
    t.eq(state(t, path), [("", "mended"), (".1", None)], "which is kept")
    r = t.run(t.program, "rollback", path)
    t.ok(r.returncode == 1 and b"help.gabay.1: not a Gabay file" in r.stderr,
         "but rollback does not go back to it", r)
    t.eq(mark_of(t, path), "mended", "and leaves all as it was")


def rolls_back(t):
    path = folder(t, "back")
    for mark in "abcd":
        publish(t, made(t, mark), path)
    for want in "cba":
        r = t.run(t.program, "rollback", path)
        t.ok(r.returncode == 0 and mark_of(t, path) == want,
             "rollback to " + want, r)
    r = t.run(t.program, "rollback", path)
    t.ok(r.returncode == 1 and b"no file of before is kept" in r.stderr,
         "there is no further back", r)
    t.eq(state(t, path), [("", "a")], "nothing else is left")
    for mark in "efg":
        publish(t, made(t, mark), path)
    t.run(t.program, "rollback", path)
    publish(t, made(t, "h"), path)
    t.eq(state(t, path), [("", "h"), (".1", "f"), (".2", "e"), (".3", "a")],
         "publishing goes on in order")
    os.unlink(path)
    t.run(t.program, "rollback", path)
    t.eq(mark_of(t, path), "f", "also when FILE is gone")


def compiled(t, mark, for_agents):
    """A site file of the indexer's, with one for agents beside it or not."""
    root = t.path("content-" + mark)
    os.makedirs(os.path.join(root, "en", "_replies"))
    with open(os.path.join(root, "en", "mark.md"), "w") as f:
        f.write("# " + mark)
    if for_agents:
        with open(os.path.join(root, "en", "_replies", "a.md"), "w") as f:
            f.write("# secret " + mark)
    out = t.path("compiled-%s.gabay" % mark)
    t.run(t.indexer, root, "-o", out, "--quiet")
    return out


def secret(t, path):
    """The mark of what is for agents beside a file, or None."""
    out = t.run(t.program, "inspect", path.replace(".gabay", ".agents.gabay"),
                "--page", "replies/en/a.json")
    return out.stdout.decode().split("secret ")[1][0] \
        if out.returncode == 0 else None


def with_agents(t):
    path = folder(t, "agents")
    files = {mark: compiled(t, mark, mark != "c") for mark in "abcd"}
    for mark, want in zip("abcd", ("a", "b", None, "d")):
        r = publish(t, files[mark], path)
        t.ok(r.returncode == 0 and secret(t, path) == want,
             "%s: what is for agents is published with it" % mark, r)
        t.eq(b"for agents" in r.stdout, want is not None, "and told")
    for mark, want in zip("cba", (None, "b", "a")):
        r = t.run(t.program, "rollback", path)
        t.ok(r.returncode == 0 and secret(t, path) == want,
             "rollback to %s brings back its own" % mark, r)
    shutil.copy(files["b"].replace(".gabay", ".agents.gabay"),
                files["a"].replace(".gabay", ".agents.gabay"))
    r = publish(t, files["a"], path)
    t.ok(r.returncode == 1 and b"was not compiled with the public file" in
         r.stderr, "of another run: refused", r)
    with open(files["d"].replace(".gabay", ".agents.gabay"), "r+b") as f:
        f.seek(300)
        f.write(b"\1\2\3\4")
    r = publish(t, files["d"], path)
    t.ok(r.returncode == 1 and b"agents.gabay" in r.stderr,
         "damaged: refused", r)
    t.eq(secret(t, path), "a", "and all is as it was")


def other_device(t):
    if not os.path.isdir("/dev/shm") or (os.stat("/dev/shm").st_dev ==
                                         os.stat(t.folder).st_dev):
        t.skip("across devices", "/dev/shm is no device of its own")
        return
    new = "/dev/shm/gabay-publish-%d.gabay" % os.getpid()
    shutil.copyfile(made(t, "far"), new)
    path = folder(t, "device")
    r = publish(t, new, path)
    os.unlink(new)
    t.ok(r.returncode == 0 and state(t, path) == [("", "far")],
         "across devices", r)


def full_disk(t):
    """A limit on the size of files stands for a disk that is full."""
    path = folder(t, "full")
    publish(t, made(t, "old"), path)

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))

    r = subprocess.run([t.program, "publish", made(t, "new", 3), path],
                       stderr=subprocess.PIPE, preexec_fn=limit, timeout=60)
    t.ok(r.returncode == 3 and b"cannot write" in r.stderr, "no room", r)
    t.eq(state(t, path), [("", "old")], "all is as it was")


def locked(t):
    import fcntl
    path = folder(t, "locked")
    publish(t, made(t, "one"), path)
    with open(path + ".part", "w", encoding="ascii") as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        for command in (["publish", made(t, "two"), path],
                        ["rollback", path]):
            r = t.run(t.program, *command)
            t.ok(r.returncode == 3 and b"another program" in r.stderr,
                 command[0] + " while somebody else writes", r)
    t.eq(publish(t, made(t, "two"), path).returncode, 0,
         "what a killed one left is taken over")
    t.eq(state(t, path), [("", "two"), (".1", "one")], "and gone")


def killed(t, count):
    path, random_ = folder(t, "killed"), random.Random(3)
    files = [made(t, mark, 300) for mark in "xy"]
    publish(t, files[0], path)
    child = subprocess.Popen([t.program, "publish", files[0], path],
                             stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
    begun = time.monotonic()
    child.wait()
    whole = time.monotonic() - begun
    wrong, ended = [], 0
    for n in range(count):
        command = (["rollback", path] if n % 3 == 2 else
                   ["publish", files[n % 2], path])
        child = subprocess.Popen([t.program, *command],
                                 stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
        time.sleep(random_.random() * whole)
        child.kill()
        ended += child.wait() >= 0
        if mark_of(t, path) not in ("x", "y"):
            wrong.append((n, command, state(t, path)))
    t.eq(wrong, [], "killed %d times: FILE is always whole" % count)
    print("# %d of them had ended before" % ended)
    for _ in range(2):
        t.eq(publish(t, files[1], path).returncode, 0, "the next one")
    left = state(t, path)
    t.ok(len(left) <= 4 and all(mark in ("x", "y") for _, mark in left),
         "leaves no litter", left)


def usage(t):
    path = folder(t, "usage")
    for args, code in ((["publish"], 2), (["publish", path], 2),
                       (["publish", path, path, path], 2),
                       (["publish", path, path, "--keep", "100"], 2),
                       (["publish", path, path, "--keep", "-1"], 2),
                       (["publish", "--kep"], 2), (["publish", "--help"], 0),
                       (["rollback"], 2), (["rollback", path, path], 2),
                       (["rollback", "--keep", "1", path], 2),
                       (["rollback", "--help"], 0), (["rollback", path], 1)):
        r = t.run(t.program, *args)
        t.eq(r.returncode, code, "exit code of " +
             " ".join(a.replace(path, "FILE") for a in args))
        t.eq(len(r.stderr.splitlines()), 0 if code == 0 else 1,
             "in one line")
    for command in ("publish", "rollback"):
        r = t.run(t.program, command, "--help")
        t.ok(b"--help" in r.stdout, "help of " + command)
