"""`new site` and `new article`: what they make compiles clean, what is there
stays, and a failure leaves nothing."""
import os
import resource
import signal
import urllib.request

import serving
from harness import article, read, tree

TOP = ["id", "ko", "en", "fil", "pl"]


def run(t):
    clean(t)
    folders(t)
    words(t)
    refused(t)
    failed(t)
    served(t)
    articles(t)
    translations(t)
    no_articles(t)


def new(t, *words, **more):
    return t.call("new", *words, **more)


def strict(t, root):
    done = t.run(t.indexer, root, "--check", "--strict")
    return done.returncode, [line for line in done.stderr.decode().splitlines()
                             if not line.startswith("gabay-indexer: ")]


CLEAN = (0, [])


def clean(t):
    root = t.path("clean")
    code, out, err = new(t, "site", root)
    t.eq((code, err), (0, ""), "a new site")
    t.eq(strict(t, root), CLEAN, "has no problem")
    made = tree(root)
    t.eq(sorted(p for p in made if "/" not in p),
         [".gitignore", "logo.svg", "site.yaml"], "its files")
    t.eq({p.split("/")[0] for p in made if "/" in p}, {"en", "id"},
         "its languages")
    t.eq([p for p in made if b"@LOCALE" in made[p] or b"@DEFAULT" in made[p]],
         [], "nothing is left to fill in")
    t.eq(len([p for p in made if p.endswith(".md")]), 12,
         "two sections and four articles in each")
    listed = t.path("list-all")
    t.eq(new(t, "site", listed, "--locales", ",".join(TOP))[0], 0, "all texts")
    t.eq(strict(t, listed), CLEAN, "have no problem")
    t.eq([p for p, text in tree(listed).items() if b"English still" in text],
         [], "and are in their own language")
    settings = read(os.path.join(listed, "site.yaml")).decode()
    t.ok("\ndefault_locale: id\n" in settings and
         "\nlocales: [id, ko, en, fil, pl]\n" in settings,
         "the first language is the default", settings)
    odd = t.path("odd-languages")
    t.eq(new(t, "site", odd, "-l", "no, tl,zh-hant,pt-br,en-gb,id-ID")[0], 0,
         "languages in any spelling")
    t.eq(strict(t, odd), CLEAN, "have no problem, either")
    t.eq(sorted({p.split("/")[0] for p, text in tree(odd).items()
                 if b"\n# English still" in text}),
         ["no", "pt-BR", "zh-Hant"], "English stands in for what there is not")


def folders(t):
    empty = t.path("empty")
    os.mkdir(empty)
    t.eq(new(t, "site", ".", cwd=empty)[0], 0, "an empty folder is filled")
    t.eq(strict(t, empty), CLEAN, "with all of it")
    t.eq(sorted(os.listdir(empty)),
         [".gitignore", "en", "id", "logo.svg", "site.yaml"], "and no more")
    for name in ("with a blank", "고객 센터", "it's", "-o", "a;b&c$d"):
        code, out, err = new(t, "site", "--", name, cwd=t.folder)
        t.eq((code, err), (0, ""), "a folder called " + name)
        first = next((line.strip() for line in out.splitlines()
                      if line.startswith("    ")), "")
        done = t.run("sh", "-c", first.replace(
            "gabay-indexer", '"$0"', 1).replace("help.gabay", "typed.gabay"),
            t.indexer, cwd=t.folder)
        t.ok(done.returncode == 0 and t.is_whole(t.path("typed.gabay")),
             "what it says to type works: " + name, first)
    t.eq(new(t, "site", t.path("slash/"))[0], 0, "a '/' at its end")
    t.eq([n for n in os.listdir(t.folder) if n.startswith(".gabay")], [],
         "no litter")


def words(t):
    for what, arguments in (
            ("nothing", []), ("no folder", ["site"]), ("no path", ["article"]),
            ("no name", ["site", ""]), ("another word", ["shop", "x"]),
            ("two folders", ["site", "x", "y"]),
            ("languages of an article", ["article", "en/a.md", "-l", "en"]),
            ("a tag that is none", ["site", "x", "-l", "en,english"]),
            ("a tag twice", ["site", "x", "-l", "tl,fil"]),
            ("no tag", ["site", "x", "-l", ""]),
            ("too many", ["site", "x", "-l", ",".join(
                "en-%c%c" % (a, b) for a in b"ABC" for b in b"ABCDEFGHIKL")])):
        code, out, err = new(t, *arguments, cwd=t.folder)
        t.ok(code == 2 and out == "" and err.startswith("gabay-indexer: ") and
             err.count("\n") == 1, "%s: exit 2 and one line" % what,
             (code, out, err))
    t.ok(not os.path.exists(t.path("x")), "nothing is made")
    code, out, err = new(t, "--help")
    t.ok(code == 0 and "--locales" in out and err == "", "--help", out)
    wrong = t.run(t.indexer, "keys", "more")
    t.eq(wrong.returncode, 2, "keys takes no words")


def refused(t):
    full = t.content({"mine.txt": "keep"})
    code, _, err = new(t, "site", full)
    t.ok(code == 2 and "is not empty" in err, "a folder with a file", err)
    t.eq(tree(full), {"mine.txt": b"keep"}, "stays as it was")
    t.eq(new(t, "site", full)[0], 2, "also if asked again")
    hidden = t.content({".git/config": ""})
    t.eq(new(t, "site", hidden)[0], 2, "a hidden file counts")
    code, _, err = new(t, "site", os.path.join(full, "mine.txt"))
    t.ok(code == 2 and "is a file" in err, "a file", err)
    code, _, err = new(t, "site", t.path("no/there"))
    t.ok(code == 2 and "make that first" in err, "no folder above it", err)
    os.symlink("nowhere", t.path("dangling"))
    t.ok(new(t, "site", t.path("dangling"))[0] == 3 and
         os.readlink(t.path("dangling")) == "nowhere", "a link to nothing")
    t.eq(new(t, "site", t.path("n" * 5000))[0], 2, "too long a path")


def limit(size):
    """For a program that may write files of so many bytes at most."""
    def set_limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return set_limit


def failed(t):
    """Every limit on the size of files stops it somewhere else."""
    left = []
    for size in (0, 80, 200, 700, 1000):
        for name in ("limited", "limited-empty"):
            root = t.path(name)
            if name == "limited-empty":
                os.makedirs(root, exist_ok=True)
            code = new(t, "site", root, preexec_fn=limit(size))[0]
            if code != 3 or (os.path.exists(root) and os.listdir(root)) or \
                    os.path.exists(root) != (name == "limited-empty"):
                left.append((size, name, code))
    t.eq(left, [], "a write that fails: exit 3, nothing is left")
    t.eq([n for n in os.listdir(t.folder) if n.startswith(".gabay")], [],
         "nor beside it")
    full_disk(t)
    locked(t)


def full_disk(t):
    small = t.path("new-small")
    os.mkdir(small)
    mounted = t.run("mount", "-t", "tmpfs", "-o", "size=40k", "none", small)
    if mounted.returncode:
        t.skip("a full disk: exit 3, nothing is left", "no right to mount")
        return
    code, _, err = new(t, "site", os.path.join(small, "site"))
    t.ok(code == 3 and "No space left" in err and os.listdir(small) == [],
         "a full disk: exit 3, nothing is left", (code, err))
    t.run("umount", small)


def locked(t):
    """Root may write everywhere, so another user runs it there."""
    folder = t.path("new-locked")
    os.mkdir(folder)
    who = {}
    if os.geteuid() == 0:
        os.chmod(t.folder, 0o755)
        who = {"user": 65534, "group": 65534}
    os.chmod(folder, 0o555)
    try:
        code, _, err = new(t, "site", os.path.join(folder, "x"), **who)
    except PermissionError:
        t.skip("a locked folder", "nobody cannot run the program")
        return
    t.ok(code == 3 and "Permission denied" in err and err.count("\n") == 1,
         "a locked folder: exit 3", (code, err))


def served(t):
    root = t.path("served")
    new(t, "site", root)
    out = t.path("served.gabay")
    t.eq(t.compile(root, out=out).code, 0, "it compiles")
    found = t.run(t.program, "search", out, "--locale", "id", "uang kembali")
    t.ok(b"Kapan uang Anda kembali" in found.stdout, "search finds",
         found.stdout)
    with serving.serve(t, out) as origin:
        page = urllib.request.urlopen(
            origin + "/en/faq/returns", timeout=10).read().decode()
        t.ok("Return an item" in page, "an old address leads to its article")
        page = urllib.request.urlopen(origin + "/id/contact",
                                      timeout=10).read().decode()
        t.ok("+62 21 5550 0199" in page, "the contact page has its channel")


def articles(t):
    root = t.content({"site.yaml": "locales: [en, ko]\n",
                      "en/orders/a.md": article("A")})
    env = dict(os.environ, SOURCE_DATE_EPOCH="1795000000")

    def made(path, cwd=root):
        return new(t, "article", path, cwd=cwd, env=env)

    t.eq(made("en/orders/refund-time.md"),
         (0, "made en/orders/refund-time.md\n", ""), "an article")
    t.eq(read(os.path.join(root, "en/orders/refund-time.md")).decode(),
         "---\ntitle: Refund time\n"
         "description: # one sentence, for lists and search engines\n"
         "updated: 2026-11-18\n---\n\n"
         "<!-- Say the answer here, in one or two sentences. -->\n", "its text")
    t.eq(made("gifts/wrap/how_to.md", os.path.join(root, "en"))[1],
         "made en/gifts/_index.md\nmade en/gifts/wrap/_index.md\n"
         "made en/gifts/wrap/how_to.md\n", "sections are made with it")
    t.eq(read(os.path.join(root, "en/gifts/_index.md")).decode(),
         "---\ntitle: Gifts\ndescription: # one sentence\n---\n",
         "each with its title")
    t.eq(made("ko/환불/환불 기간.md")[1],
         "made ko/환불/_index.md\nmade ko/환불/환불 기간.md\n",
         "in Korean, with a blank")
    for name, title in (("2026-sale.md", '"2026 sale"'),
                        ('say "hi": #1.md', '"Say \\"hi\\": #1"'),
                        ("null.md", '"Null"'), ("back\\slash.md",
                                                '"Back\\\\slash"')):
        made("en/" + name)
        t.ok("\ntitle: %s\n" % title in
             read(os.path.join(root, "en", name)).decode(),
             "a title from " + name)
    t.eq(made("en/new/_index.md")[1], "made en/new/_index.md\n",
         "a section alone")
    with open(os.path.join(root, "site.yaml"), "a") as out:
        out.write("checks: {missing-translation: off, empty-folder: off}\n")
    code, problems = strict(t, root)
    t.ok(code == 1 and problems and
         all("[empty-article]" in line for line in problems),
         "what nobody has written yet is warned of, and nothing else", problems)
    before = tree(root)
    code, _, err = made("en/orders/refund-time.md")
    t.ok(code == 2 and "is there already" in err, "never a second time", err)
    t.eq(tree(root), before, "it stays as it was")
    outside = os.path.join(root, "en/orders/../gifts/./b.md")
    t.eq(made(outside, cwd="/")[1], "made en/gifts/b.md\n",
         "a path from elsewhere, with dots")


def translations(t):
    source = ("\ufeff---\r\ntitle: Return a lamp\r\n# an old one\r\n"
              "aliases:\r\n- /old\r\n- /older\r\nslug: back\r\n"
              "tags: [a,\r\n  b]\r\nupdated: 2026-01-01\r\nid: r1\r\n"
              "---\r\n# Top\r\n\r\nText\r\n\r\n## One {#one}\r\n```\r\n"
              "# code\r\n```\r\n#no\r\n### Two\r\n")
    root = t.content({"site.yaml": "default_locale: en\n"
                                   "checks: {empty-section: off}\n",
                      "en/r/_index.md": "---\ntitle: Returns\n---\n",
                      "en/r/lamp.md": source,
                      "en/r/names.md": "---\ntitle: N\nredirect_from: /n\n"
                      "'slug': n\nlastmod: 2026-01-01\npublished: true\n"
                      "author: Ann\norder: 2\n---\n\nText\n"})
    t.eq(new(t, "article", "ko/r/lamp.md", cwd=root)[:2],
         (0, "made ko/r/_index.md\nmade ko/r/lamp.md\n"), "a translation")
    t.eq(read(os.path.join(root, "ko/r/lamp.md")).decode(),
         "---\n# Translates en/r/lamp.md. Take out \"draft\" when it is done."
         "\ndraft: true\ntitle: Return a lamp\ntags: [a,\n  b]\nid: r1\n"
         "---\n\n# Top\n\n## One {#one}\n\n### Two\n",
         "has the headings, and what belongs to all languages")
    t.eq(read(os.path.join(root, "ko/r/_index.md")).decode(),
         "---\n# Translates en/r/_index.md.\ntitle: Returns\n---\n",
         "so has its section")
    new(t, "article", "ko/r/names.md", cwd=root)
    t.eq(read(os.path.join(root, "ko/r/names.md")).decode(),
         "---\n# Translates en/r/names.md. Take out \"draft\" when it is done."
         "\ndraft: true\ntitle: N\norder: 2\n---\n",
         "keys of the article alone are known by their other names")
    t.eq(strict(t, root), CLEAN, "it parses")


def no_articles(t):
    root = t.content({"site.yaml": "locales: [en]\n", "en/a.md": article("A"),
                      "broken/site.yaml": "a: [\n"})
    before = tree(root)
    for path, part in (
            ("a.md", "en/a.md"), ("en/new", "en/new.md?"),
            ("en/new.MD", "ends in .md"), ("ko/new.md", "locales"),
            ("shop/new.md", "'shop' is none"), ("en/_new.md", "left alone"),
            ("en/.x/new.md", "left alone"), ("en/x/../new.md", "without"),
            ("en/x//new.md", "without"), ("en/new\n.md", "line ends"),
            ("broken/en/a.md", "site.yaml:"), ("en/a.md", "already"),
            ("en/a.md/b.md", ""), (b"en/\xff.md", "not UTF-8")):
        code, out, err = new(t, "article", path, cwd=root)
        t.ok(code in (1, 2, 3) and part in err and out == "" and
             err.count("\n") == 1, "refused: %r" % path, (code, err))
    t.eq(tree(root), before, "and nothing is made")
    code, _, err = new(t, "article", "en/a.md", cwd="/")
    t.ok(code == 2 and "new site DIR" in err, "no content folder", err)
    code, out, err = new(t, "article", "en/deep/er/a.md", cwd=root,
                         preexec_fn=limit(0))
    t.ok(code == 3 and out == "" and not os.path.exists(
        os.path.join(root, "en/deep")), "a failure leaves nothing", err)
