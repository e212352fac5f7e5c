"""The command line: exit codes, and where messages go."""
import os
import socket

from harness import article, read

GOOD = {"en/a.md": article("A")}


def run(t):
    root = t.content(GOOD)
    out = t.path("usage.gabay")
    wrong_use(t, root, out)
    help_and_version(t)
    fine(t, root)
    broken_output(t, root)
    broken_content(t)
    wrong_options(t, root, out)


def wrong_use(t, root, out):
    cases = [
        ("no arguments", []),
        ("no output", [root]),
        ("no content", ["-o", out]),
        ("two folders", [root, root, "-o", out]),
        ("an unknown option", [root, "-o", out, "--bogus"]),
        ("an option without its value", [root, "-o"]),
        ("no jobs", [root, "-o", out, "--jobs", "0"]),
        ("jobs that are no number", [root, "-o", out, "--jobs", "many"]),
        ("too many jobs", [root, "-o", out, "--jobs", "100000"]),
        ("a value for a flag", [root, "-o", out, "--quiet=yes"]),
    ]
    for name, arguments in cases:
        done = t.run(t.indexer, *arguments)
        said = done.stderr.decode()
        t.ok(done.returncode == 2 and done.stdout == b"" and
             said.startswith("gabay-indexer: ") and said.count("\n") == 1,
             "%s: exit 2 and one line" % name,
             "%d %r %r" % (done.returncode, done.stdout, said))
    t.ok(not os.path.exists(out), "wrong use writes nothing")


def help_and_version(t):
    for option in ("--help", "-h", "--version"):
        done = t.run(t.indexer, option)
        t.ok(done.returncode == 0 and done.stdout and not done.stderr,
             "%s: exit 0, to stdout" % option)
    text = t.run(t.indexer, "--help").stdout.decode()
    for word in ("CONTENT", "--output", "--theme", "--base-url", "--jobs",
                 "--keep-going", "--quiet"):
        t.ok(word in text, "--help tells of " + word)


def fine(t, root):
    r = t.compile(root)
    t.ok(r.code == 0 and r.err == "" and "1 article in 1 locale" in r.out,
         "fine: exit 0, a summary on stdout", r.out + r.err)
    r = t.compile(root, "--quiet")
    t.eq((r.code, r.out, r.err), (0, "", ""), "--quiet: nothing is said")
    r = t.compile(t.content({"en/a.md": "Text.\n"}), "-q")
    t.ok(r.code == 0 and r.said("en/a.md", "no title"),
         "--quiet: problems still are", r.err)
    r = t.compile(t.content(dict(GOOD, **{"en/b.md": article("B", draft="true"),
                                          "en/c.md": article("C")})))
    t.ok("2 articles in 1 locale, 1 draft left out" in r.out,
         "the summary counts drafts", r.out)
    name = "--odd name.gabay"
    done = t.run(t.indexer, "--output=" + name, "--jobs=1", "--", root,
                 cwd=t.folder)
    t.ok(done.returncode == 0 and t.is_whole(t.path(name)),
         "options before, '--', and a relative output", done.stderr)
    os.symlink(root, t.path("linked"))
    t.eq(t.compile(t.path("linked")).code, 0, "CONTENT may be a link")
    t.eq(t.compile(root + "/", out=t.path("slash.gabay")).code, 0,
         "and may end in '/'")


def broken_output(t, root):
    def says(name, r, code, part):
        t.ok(r.code == code and part in r.err and
             r.err.startswith("gabay-indexer: ") and r.err.count("\n") == 1,
             "%s: exit %d, one line" % (name, code),
             "%d %s" % (r.code, r.err))

    says("output folder missing", t.compile(root, out=t.path("no/x.gabay")), 3,
         "No such file")
    os.mkdir(t.path("folder"))
    says("output is a folder", t.compile(root, out=t.path("folder")), 2,
         "is a folder")
    t.eq(os.listdir(t.path("folder")), [], "nothing is put into it")
    says("output is a device", t.compile(root, out="/dev/null"), 2,
         "regular file")
    says("output folder is a file", t.compile(root, out=__file__ + "/x"), 3,
         "Not a directory")
    s = socket.socket(socket.AF_UNIX)
    s.bind(t.path("socket"))
    says("output is a socket", t.compile(root, out=t.path("socket")), 2,
         "regular file")
    s.close()
    long = t.path("n" * 252)
    says("output name too long", t.compile(root, out=long), 3, "too long")
    locked_folder(t, root, says)


def locked_folder(t, root, says):
    """Root may write everywhere, so another user runs it there."""
    folder = t.path("locked")
    os.mkdir(folder)
    if os.geteuid() != 0:
        os.chmod(folder, 0o555)
        says("output folder not writable",
             t.compile(root, out=folder + "/x.gabay"), 3, "Permission")
        os.chmod(folder, 0o755)
        return
    os.chmod(t.folder, 0o755)
    try:
        r = t.compile(root, out=folder + "/x.gabay", user=65534, group=65534)
    except PermissionError:
        t.skip("output folder not writable", "nobody cannot run the program")
        return
    says("output folder not writable", r, 3, "Permission")
    secret = t.content({"en/a.md": article("A"), "en/b/c.md": article("C")})
    os.chmod(os.path.join(secret, "en/b"), 0)
    os.mkdir(t.path("open"))
    os.chmod(t.path("open"), 0o777)
    r = t.compile(secret, out=t.path("open/x.gabay"), user=65534, group=65534)
    t.ok(r.code == 3 and "en/b" in r.err and not os.listdir(t.path("open")),
         "a content folder that cannot be read: exit 3, nothing written",
         r.err)


def broken_content(t):
    def says(name, root, code, part):
        old = t.path("broken.gabay")
        with open(old, "wb") as f:
            f.write(b"the old file")
        r = t.compile(root, out=old)
        t.ok(r.code == code and part in r.err and
             read(old) == b"the old file" and not t.litter(old),
             "%s: exit %d, the old file stays" % (name, code),
             "%d %s" % (r.code, r.err))

    says("CONTENT missing", t.path("nowhere"), 3, "No such file")
    says("CONTENT is a file", __file__, 3, "Not a directory")
    says("CONTENT is empty", t.content({}), 1, "named after a language")
    says("no locale's folder", t.content({"images/a.md": "# A\n"}), 1,
         "named after a language")
    says("a locale's folder without articles", t.content({"en/": ""}), 1,
         "named after a language")


def wrong_options(t, root, out):
    for url in ("shop.example", "ftp://shop.example", "https://", "https:///x",
                "https://shop.example/?a", "https://shop.example/#a",
                "https://a@shop.example", "https://shop.example/a b"):
        r = t.compile(root, "--base-url", url, out=out)
        t.ok(r.code == 2 and "base_url" in r.err, "--base-url %s: exit 2" % url,
             "%d %s" % (r.code, r.err))
    r = t.compile(root, "--theme", t.path("nowhere"), out=out)
    t.ok(r.code == 3 and "nowhere" in r.err, "no such theme: exit 3", r.err)
    theme = t.content({"templates/article.mustache": "{{#a}}\n{{/b}}"})
    r = t.compile(root, "--theme", theme, out=out)
    t.ok(r.code == 1 and "templates/article.mustache:2:" in r.err,
         "a template in error: exit 1 and its place", r.err)
    theme = t.content({"i18n/en.yaml": "home: '{count, plural, one {x}'\n"})
    r = t.compile(root, "--theme", theme, out=out)
    t.ok(r.code == 1 and "i18n/en.yaml" in r.err and "home" in r.err,
         "a text in error: exit 1 and its key", r.err)
    t.ok(not os.path.exists(out), "none of them wrote anything")
    t.eq(t.litter(out), [], "nor left litter")
