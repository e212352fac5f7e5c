"""What the timer runs: it publishes what has changed or whose day has come, and
else does nothing."""
import os

NOTICE = """locales: [en]
zone: UTC
notices: [{text: News, from: 2026-01-02}]
"""


def run(t, prefix):
    content = t.path("content")
    os.makedirs(os.path.join(content, "en"))
    out = t.path("timed/help.gabay")
    os.mkdir(t.path("timed"))
    write(content, "site.yaml", "locales: [en]\n")
    write(content, "en/a.md", "---\ntitle: A\n---\nText.\n")
    link = t.path("linked")
    os.symlink(content, link)

    def ran(*options, **env):
        """(exit code, whether another file is there now)"""
        before = inode(out)
        done = t.run(prefix + "lib/gabay/compile", link, out, *options,
                     env=dict(os.environ, **env))
        t.last = done.stderr.decode()
        return done.returncode, inode(out) != before

    t.eq(ran(), (0, True), "the timer publishes at first")
    stamp = settle(t, out)
    t.eq(ran(), (0, False), "does nothing when nothing has changed")
    t.eq(inode(out + ".compiled"), stamp, "and does not even compile")
    write(content, "en/a.md", "---\ntitle: A\n---\nOther text.\n")
    os.utime(os.path.join(content, "en/a.md"), (1, 1))
    t.eq(ran(), (0, True), "publishes a changed article, whatever its date")
    settle(t, out)
    write(content, "en/a.md", "---\ntitle: A\n---\nOther text.\n")
    t.eq(ran(), (0, False), "publishes nothing that is the same again")
    write(content, "en/b.md", "---\ntitle: B\n---\nText.\n")
    t.eq(ran(), (0, True), "publishes a new article")
    settle(t, out)
    os.remove(os.path.join(content, "en/b.md"))
    t.eq(ran(), (0, True), "takes away a removed one")
    scheduled(t, content, out, ran)
    broken(t, content, ran, out)
    t.eq(sorted(os.listdir(t.path("timed"))),
         ["help.gabay", "help.gabay.1", "help.gabay.2", "help.gabay.3",
          "help.gabay.compiled"], "leaves nothing else")


def write(root, path, text):
    with open(os.path.join(root, path), "w", encoding="utf-8") as f:
        f.write(text)


def inode(path):
    return os.stat(path).st_ino if os.path.exists(path) else 0


def settle(t, out):
    """As if a while had passed: the last compile began when the last of what
    is looked at was written, and no second before."""
    found = [os.path.join(where, name)
             for top in (t.path("content"), t.path("dest"))
             for where, folders, names in os.walk(top)
             for name in [""] + folders + names]
    last = max(os.stat(path).st_ctime_ns for path in found)
    os.utime(out + ".compiled", ns=(last, last))
    return inode(out + ".compiled")


def scheduled(t, content, out, ran):
    write(content, "site.yaml", NOTICE)
    t.eq(ran(SOURCE_DATE_EPOCH="1767225600"), (0, True),
         "with a notice that is to begin")
    settle(t, out)
    t.eq(ran(), (0, True), "publishes it when its day has come")
    page = t.run(t.program, "inspect", out, "--page", "/en/").stdout
    t.ok(b"News" in page, "on the page", page[:400])
    settle(t, out)
    t.eq(ran(), (0, False), "once")


def broken(t, content, ran, out):
    write(content, "en/b.md", "---\ntitle: [\n---\n")
    t.eq(ran(), (1, False), "an error in the content: exit 1, nothing changes")
    t.ok("en/b.md:" in t.last, "and says where", t.last)
    t.eq(ran("--keep-going"), (1, False), "with --keep-going as well, if "
         "the rest is the same")
    write(content, "en/a.md", "---\ntitle: A\n---\nNew text.\n")
    t.eq(ran("--keep-going"), (1, True), "and publishes the rest")
    os.remove(os.path.join(content, "en/b.md"))
    t.eq(ran()[0], 0, "until it is mended")
    settle(t, out)
    t.eq(ran("--theme", content), (0, False), "a theme is looked at, too")
