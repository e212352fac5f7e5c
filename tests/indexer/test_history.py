"""Dates and authors from git, from repositories made here."""
import os
import re
import shutil
import subprocess

from harness import Skip, article

# One day after the other: day(1) is 2026-01-01T12:00:00Z.
FIRST = 1767268800
ENVIRONMENT = dict(
    os.environ, GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_SYSTEM="/dev/null",
    GIT_AUTHOR_EMAIL="a@shop.example", GIT_COMMITTER_EMAIL="c@shop.example",
    GIT_COMMITTER_NAME="Committer")
for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
    ENVIRONMENT.pop(name, None)


def run(t):
    if not shutil.which("git"):
        raise Skip("git is not installed")
    dates(t)
    names(t)
    renames(t)
    merges(t)
    authors(t)
    shallow(t)
    none(t)
    refused(t)
    hostile(t)
    settings(t)


class Repository:
    """A repository in a folder of its own, the content in it or below it."""

    def __init__(self, t, below=""):
        t.sites += 1
        self.t = t
        self.top = t.path("repository-%d" % t.sites)
        self.content = os.path.join(self.top, below)
        os.makedirs(self.content)
        self.days = 0
        self.git("init", "-q", "-b", "main")

    def git(self, *command, **more):
        env = dict(ENVIRONMENT, **more)
        done = subprocess.run(["git", *command], cwd=self.top, env=env,
                              capture_output=True, timeout=60)
        if done.returncode:
            raise RuntimeError("git %s: %s" % (command, done.stderr))
        return done.stdout.decode()

    def write(self, files):
        for path, text in files.items():
            full = os.path.join(self.content, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "w", encoding="utf-8") as f:
                f.write(text)

    def commit(self, files=None, author="Ann"):
        """A day later, with these files; gives the day."""
        self.days += 1
        self.write(files or {})
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "Day %d" % self.days,
                 **self.when(author))
        return self.days

    def when(self, author="Ann"):
        clock = "%d +0900" % (FIRST + 86400 * (self.days - 1))
        return {"GIT_AUTHOR_DATE": clock, "GIT_COMMITTER_DATE": clock,
                "GIT_AUTHOR_NAME": author}

    def compile(self, *options, **more):
        env = dict(ENVIRONMENT, **more)
        return self.t.compile(self.content, *options, env=env,
                              out=self.top + ".gabay")


def day(page):
    """The day of an article's page by its data, or None; the page's own line
    must say the same."""
    found = re.search(r'"dateModified":"2026-01-(\d\d)T12:00:00Z"', page)
    shown = re.search(r'<footer>\n<p class="soft">[^<]+<time '
                      r'datetime="2026-01-(\d\d)T', page)
    if bool(found) != bool(shown) or (found and found[1] != shown[1]):
        return "two dates"
    return int(found[1]) if found else None


def days(t, result, *addresses):
    return [day(t.page(result.path, address)) for address in addresses]


def dates(t):
    for below in ("", "shop/help centre"):
        r = Repository(t, below)
        r.commit({"en/a.md": article("A"), "en/b.md": article("B"),
                  "en/own.md": article("Own", updated="2026-01-31T12:00:00Z"),
                  "en/s/_index.md": article("S"), "en/s/c.md": article("C")})
        r.commit({"en/a.md": article("A", "More.\n")})
        r.commit({"en/s/c.md": article("C", "More.\n"),
                  "en/own.md": article("Own", "More.\n",
                                       updated="2026-01-31T12:00:00Z")})
        r.commit({"elsewhere.txt": "x"})
        r.write({"en/b.md": article("B", "Not committed.\n"),
                 "en/new.md": article("New")})
        out = r.compile()
        where = "below" if below else "at the top"
        t.eq((out.code, out.err), (0, ""), where + ": nothing to say")
        t.eq(days(t, out, "/en/a", "/en/b", "/en/s/c", "/en/own", "/en/new"),
             [2, 1, 3, 31, None], where + ": the last commit, front matter "
             "before it, nothing for what is not committed")
        sitemap = t.page(out.path, "sitemap.xml")
        t.ok("/en/a</loc>\n<lastmod>2026-01-02T12:00:00Z<" in sitemap,
             where + ": in the sitemap", sitemap)
        feed = t.page(out.path, "en/feed.xml")
        t.eq(re.findall(r"<updated>2026-01-(\d\d)", feed),
             ["31", "31", "03", "02", "01"], where + ": in the feed")
        t.eq(re.findall(r'href="/en/([^"]*)">[^<]+</a>\n<p><small>',
                        t.page(out.path, "/en/changes")),
             ["own", "s/c", "a", "b"], where + ": on the page of changes")
    again = r.compile("--jobs", "3")
    t.eq(days(t, again, "/en/a", "/en/s/c"), [2, 3], "with other threads")
    tree = t.path("worktree")
    r.git("worktree", "add", "-q", tree)
    out = t.compile(os.path.join(tree, "shop/help centre"), env=ENVIRONMENT)
    t.eq(days(t, out, "/en/a", "/en/s/c"), [2, 3], "in a worktree")
    out = r.compile(GIT_DIR="/nowhere", GIT_INDEX_FILE="/nowhere/index",
                    GIT_WORK_TREE="/nowhere")
    t.eq((days(t, out, "/en/a"), out.err), ([2], ""), "in a hook of another")


def names(t):
    r = Repository(t, "한 글")
    odd = ['반품', 'say "hi"', "two\nlines", "-c", "tab\tand\\slash", ":(top)x",
           "*"]
    for name in odd:
        r.commit({"ko/%s.md" % name: article("A", id="n%d" % r.days,
                                             slug="n%d" % r.days)})
    out = r.compile()
    t.eq(days(t, out, *["/ko/n%d" % i for i in range(len(odd))]),
         list(range(1, len(odd) + 1)), "names of all kinds")


def renames(t):
    r = Repository(t, "c")
    text = "".join("Line %d of the text.\n" % i for i in range(50))
    r.commit({"en/%s.md" % name: article(name, name + text)
              for name in ("a", "b", "d", "e")})
    r.commit({"en/%s.md" % name: article(name, "two " + name + text)
              for name in ("a", "b", "d", "e")})
    r.git("mv", "c/en/a.md", "c/en/moved.md")
    r.commit()
    r.git("mv", "c/en/moved.md", "c/en/again.md")
    r.commit()
    r.git("mv", "c/en/b.md", "c/en/changed.md")
    r.commit({"en/changed.md": article("b", "three b" + text)})
    r.git("mv", "c/en/d.md", "c/en/d2.md")
    r.commit({"en/d.md": article("d", "Another article.\n")})
    r.git("mv", "c/en/e.md", "outside.md")
    r.commit()
    r.git("mv", "outside.md", "c/en/e.md")
    r.commit()
    out = r.compile()
    t.eq(days(t, out, "/en/again", "/en/changed", "/en/d", "/en/e"),
         [2, 5, 6, 8], "a rename alone is no change; one with a change is, and "
         "so is coming back")
    t.ok(days(t, out, "/en/d2")[0] in (2, 6), "moved while its name was taken")


def merges(t):
    r = Repository(t)
    r.commit({"en/%s.md" % name: article(name, "One.\n") for name in "abcd"})
    r.git("checkout", "-q", "-b", "side")
    r.commit({"en/a.md": article("a", "Side.\n"),
              "en/b.md": article("b", "Side.\n")})
    r.git("checkout", "-q", "main")
    r.commit({"en/b.md": article("b", "Main.\n"),
              "en/c.md": article("c", "Main.\n")})
    r.days += 1
    done = subprocess.run(["git", "merge", "-q", "side"], cwd=r.top,
                          env=dict(ENVIRONMENT, **r.when()),
                          capture_output=True, timeout=60)
    t.eq(done.returncode, 1, "merges: there is a conflict")
    r.days -= 1
    r.commit({"en/b.md": article("b", "Both.\n")})
    out = r.compile()
    t.eq(days(t, out, "/en/a", "/en/b", "/en/c", "/en/d"), [2, 4, 3, 1],
         "merges: the commits of both sides, and the merge for what it settled")


def authors(t):
    r = Repository(t)
    r.commit({"en/a.md": article("A"), "en/b.md": article("B"),
              ".mailmap": "김 민지 <a@shop.example> Kim <a@shop.example>\n"},
             author="Ann")
    r.commit({"en/a.md": article("A", "Two.\n")}, author="Kim")
    r.commit({"en/a.md": article("A", "Three.\n")}, author="Ann")
    r.commit({"en/a.md": article("A", "Four.\n")}, author="Eve\x1b[31m")
    out = r.compile()
    pages = [t.page(out.path, "/en/" + name) for name in "ab"]
    t.ok("Ann" not in pages[0] and "Written" not in pages[0],
         "authors: nobody is named if site.yaml does not say so")
    t.ok(all(b"Ann" not in t.inspect(out.path, "--page", name)
             for name, row in t.entries(out.path).items()
             if row[0] != "index" and not name.startswith("search/")),
         "authors: nowhere in the file")
    r.write({"site.yaml": "authors: true\n"})
    out = r.compile()
    shown = [re.search(r'<p class="soft">Written by (.*)</p>',
                       t.page(out.path, "/en/" + name)) for name in "ab"]
    t.eq([line and line[1] for line in shown], ["Ann and 김 민지", "Ann"],
         "authors: the latest first, each once, by .mailmap, without what no "
         "name is")


def clone(t, r, *options):
    path = r.top + "-clone"
    shutil.rmtree(path, ignore_errors=True)
    subprocess.run(["git", "clone", "-q", *options, "file://" + r.top, path],
                   env=ENVIRONMENT, check=True, capture_output=True,
                   timeout=60)
    return t.compile(path, "--strict", "--keep-going", env=ENVIRONMENT)


def shallow(t):
    r = Repository(t)
    r.commit({"en/%s.md" % name: article(name) for name in "abc"})
    r.commit({"en/own.md": article("own", updated="2026-01-31T12:00:00Z")})
    r.commit({"en/a.md": article("a", "More.\n")})
    r.commit({"en/b.md": article("b", "More.\n")})
    out = clone(t, r, "--depth", "2")
    t.eq(days(t, out, "/en/a", "/en/b", "/en/c", "/en/own"),
         [None, 4, None, 31], "shallow: no date is taken from the cut")
    t.ok(out.code == 1 and len(out.problems) == 1 and
         out.said(".git", "the clone is shallow and does not say when 2 "
                  "articles changed") == (1, 1, "warning"),
         "shallow: one warning", out.err)
    out = clone(t, r)
    t.eq((out.code, out.err, days(t, out, "/en/a", "/en/c")),
         (0, "", [3, 1]), "the whole clone has none")
    r.write({"site.yaml": "git: false\n"})
    r.commit()
    out = clone(t, r, "--depth", "1")
    t.eq((out.code, out.err, days(t, out, "/en/a")), (0, "", [None]),
         "git: false is silent")
    path = r.top + "-clone"
    for name in "abc":
        with open(os.path.join(path, "en", name + ".md"), "w",
                  encoding="utf-8") as f:
            f.write(article(name, updated="2026-01-30T12:00:00Z"))
    os.remove(os.path.join(path, "site.yaml"))
    out = t.compile(path, "--strict", env=ENVIRONMENT)
    t.eq((out.code, out.err), (0, ""), "shallow, but all articles say when")


def none(t):
    files = {"en/a.md": article("A")}
    out = t.site(files)
    t.eq((out.code, out.err, days(t, out, "/en/a")), (0, "", [None]),
         "no repository: silent, no date")
    addresses = t.addresses(out.path, "page")
    footer = t.page(out.path, "/en/")
    t.ok("/en/changes" not in addresses and "changes" not in footer,
         "nobody knows what changed: no page of it, no link", addresses)
    r = Repository(t)
    r.write(files)
    out = r.compile()
    t.eq((out.code, out.err), (0, ""), "a repository without a commit: silent")
    r.commit()
    empty = t.path("no-programs")
    os.makedirs(empty, exist_ok=True)
    out = r.compile(PATH=empty)
    t.eq((out.code, out.err, days(t, out, "/en/a")), (0, "", [None]),
         "no git: silent, no date")


def fake_git(t, name, script):
    folder = t.path(name)
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "git")
    with open(path, "w", encoding="utf-8") as f:
        f.write("#!/bin/sh\n" + script)
    os.chmod(path, 0o755)
    return folder + ":" + os.environ.get("PATH", "/usr/bin:/bin")


def refused(t):
    r = Repository(t)
    r.commit({"en/a.md": article("A")})
    out = r.compile(PATH=fake_git(t, "owner", "echo \"fatal: detected dubious "
                                  "ownership in repository at '/x'\" >&2\n"
                                  "exit 128\n"))
    t.ok(out.code == 0 and len(out.problems) == 1 and
         out.said(".git", "safe.directory") == (1, 1, "warning"),
         "somebody else's repository: one warning, and what to do", out.err)
    real = shutil.which("git")
    out = r.compile(PATH=fake_git(t, "chatty", "echo 'warning: true' >&2\n"
                                  'exec %s "$@"\n' % real))
    t.eq((out.code, out.err, days(t, out, "/en/a")), (0, "", [1]),
         "what git warns of is no answer")
    last = 'case "$*" in *" %%s "*) %%s;; *) exec %s "$@";; esac\n' % real
    for name, script in (
            ("damaged", "echo 'fatal: bad config line 3 in file .git/config' "
             ">&2; exit 128\n"),
            ("listless", last % ("ls-tree", "exit 3")),
            ("logless", last % ("log", "exit 3")),
            ("odd", last % ("log", "printf 'what is this\\0'")),
            ("endless", last % ("log", "exec cat /dev/zero | tr '\\0' x"))):
        out = r.compile(PATH=fake_git(t, name, script))
        said = out.said(".git", "git cannot say when articles changed")
        t.ok(out.code == 0 and len(out.problems) == 1 and said,
             name + ": one warning", out.err)
        t.eq(days(t, out, "/en/a"), [None], name + ": no date")


def hostile(t):
    """Settings of a repository run no program and change no output."""
    r = Repository(t)
    r.commit({"en/a.md": article("A"), ".gitattributes": "*.md diff=x\n"})
    r.commit({"en/a.md": article("A", "More.\n")})
    marks = t.path("ran")
    for name, value in {
            "core.fsmonitor": "touch " + marks, "core.pager": "touch " + marks,
            "diff.external": "touch " + marks,
            "diff.x.textconv": "touch " + marks,
            "diff.x.command": "touch " + marks,
            "gpg.program": "touch " + marks, "log.showSignature": "true",
            "log.follow": "true", "diff.relative": "true",
            "diff.renames": "copies", "color.ui": "always",
            "log.diffMerges": "first-parent", "format.pretty": "oneline",
            "log.showRoot": "false", "core.quotepath": "on",
            "i18n.logOutputEncoding": "UTF-16", "log.date": "relative",
            "diff.noprefix": "true", "log.decorate": "full"}.items():
        r.git("config", name, value)
    out = r.compile()
    t.eq((out.code, out.err, days(t, out, "/en/a")), (0, "", [2]),
         "a repository's settings decide nothing")
    t.ok(not os.path.exists(marks), "and start nothing")


def settings(t):
    files = {"en/a b.md": article("A", updated="2026-01-01")}
    for line, part in (("git: maybe", "git must be true or false"),
                       ("authors: [Ann]", "authors must be true or false"),
                       ("edit_url: https://git.example/edit", "{path}"),
                       ("edit_url: 'ftp://git.example/{path}'", "{path}"),
                       ("edit_url: [x]", "{path}")):
        out = t.site(dict(files, **{"site.yaml": line + "\n"}))
        t.ok(out.code == 1 and out.said("site.yaml", part), line + ": said",
             out.err)
    out = t.site(dict(files, **{
        "site.yaml": "edit_url: 'https://git.example/edit/{path}'\n"}))
    t.ok('<a href="https://git.example/edit/en/a%20b.md" rel="nofollow">Edit '
         "this article</a>" in t.page(out.path, "/en/a-b"),
         "edit_url: a link at the article's foot")
    t.ok("git.example" not in t.page(out.path, "/en/"), "on articles only")
    out = t.site(files)
    t.ok("Edit this article" not in t.page(out.path, "/en/a-b"),
         "no edit_url: no link")
