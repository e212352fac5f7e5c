"""What is told of problems, to people and to programs; which weigh how much."""
import json
import os
import pty
import re
import subprocess
import urllib.parse

from harness import article

HEADING = re.compile(r"^### ([a-z-]+)$", re.M)
MANY = "\n\n".join("[x](no-%d.md)" % i for i in range(12))
SITE = {
    "en/a b.md": article("A", "See [x](gone.md), and [y](b.md#nowhere).\n"),
    "en/b.md": article("B", "![x](100%,new:er.png)\n"),
    "en/broken.md": "---\ntitle: a: b\n---\n",
    "en/old/c.md": article("C", "[z](lost.md)\n"),
}
FOUND = [("en/a b.md", 5, 5, "warning", "broken-link"),
         ("en/a b.md", 5, 23, "warning", "broken-anchor"),
         ("en/b.md", 5, 1, "warning", "missing-image"),
         ("en/broken.md", 2, 9, "error", "unreadable"),
         ("en/old/c.md", 5, 1, "warning", "broken-link")]


def run(t):
    closing_line(t)
    folds(t)
    colours(t)
    as_json(t)
    as_github(t)
    as_sarif(t)
    other_ends(t)
    severities(t)
    by_path(t)
    wrong_severities(t)
    before_writing(t)
    documented(t)


def check(t, root, *options, **more):
    return t.run(t.indexer, root, "--check", *options, **more)


def closing_line(t):
    cases = (({"en/a.md": article("A")}, 0, "no problems in 1 article"),
             ({"en/a.md": article("A"), "en/b.md": article("B")}, 0,
              "no problems in 2 articles"),
             (SITE, 1, "1 error, 4 warnings in 4 articles"),
             ({"en/a.md": article("A", "[x](y.md)\n")}, 0,
              "1 warning in 1 article"))
    for files, code, want in cases:
        root = t.content(files)
        done = check(t, root)
        t.eq((done.returncode, done.stdout,
              done.stderr.decode().splitlines()[-1]),
             (code, b"", "gabay-indexer: " + want), "the last line: " + want)
        t.eq(os.path.exists(root + ".gabay"), False, "nothing is written")
    done = check(t, t.content({"en/a.md": article("A")}), "-q")
    t.eq((done.returncode, done.stderr), (0, b""), "--quiet says nothing then")
    root = t.content({"en/a.md": article("A", "[x](y.md)\n")})
    t.eq(check(t, root, "--strict").returncode, 1,
         "--strict: warnings make exit code 1")
    r = t.compile(root, "--strict")
    t.ok(r.code == 1 and not os.path.exists(r.path) and
         "1 warning in 1 article: nothing was written" in r.err,
         "and stop before writing", r.err)


def folds(t):
    files = {"en/a.md": article("A", MANY + "\n")}
    files.update({"en/x%02d.md" % i: b"\xff" for i in range(23)})
    root = t.content(files)
    lines = check(t, root).stderr.decode().splitlines()
    t.ok("... and 7 more [broken-link]" in lines and
         "... and 3 more [unreadable]" in lines and
         lines[-1].endswith("23 errors, 12 warnings in 24 articles"),
         "five warnings and twenty errors of a check, and all are counted",
         lines)
    t.eq(len(check(t, root, "--all").stderr.splitlines()), 23 + 12 + 1,
         "--all folds none")


def colours(t):
    root = t.content(SITE)

    def escapes(*options, **more):
        return b"\x1b" in check(t, root, *options, **more).stderr

    plain = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    t.eq((escapes(env=dict(plain, TERM="xterm")), escapes("--color=always"),
          escapes("--color=never")), (False, True, False),
         "colours: none in a file, but where they are asked for")
    for name, env, want in (("a terminal", {"TERM": "xterm"}, True),
                            ("NO_COLOR", {"TERM": "xterm", "NO_COLOR": "1"},
                             False),
                            ("an empty NO_COLOR",
                             {"TERM": "xterm", "NO_COLOR": ""}, True),
                            ("a dumb terminal", {"TERM": "dumb"}, False)):
        said = on_terminal(t, root, dict(plain, **env))
        t.eq((b"\x1b[" in said, b"unreadable" in said), (want, True),
             "colours: " + name)


def on_terminal(t, root, env):
    ours, theirs = pty.openpty()
    with subprocess.Popen([t.indexer, root, "--check"], stderr=theirs,
                          env=env) as child:
        os.close(theirs)
        said = b""
        while True:
            try:
                more = os.read(ours, 4096)
            except OSError:  # how Linux says that the other end is closed
                break
            if not more:
                break
            said += more
        child.wait(60)
    os.close(ours)
    return said


def as_json(t):
    root = t.content(SITE)
    done = check(t, root, "--format", "json")
    said = json.loads(done.stdout)
    t.eq(list(said), ["content", "problems", "summary"], "json: its keys")
    t.eq([(p["path"], p["line"], p["column"], p["severity"], p["check"])
          for p in said["problems"]], FOUND, "json: the problems, by place")
    t.eq([sorted(p) for p in said["problems"]],
         [["check", "column", "line", "message", "path", "severity"]] * 5,
         "json: a problem's keys")
    t.ok("gone.md" in said["problems"][0]["message"], "json: messages")
    t.eq((said["summary"], said["content"]),
         ({"errors": 1, "warnings": 4, "articles": 4}, root),
         "json: the summary")
    t.eq((done.returncode, done.stderr.decode()),
         (1, "gabay-indexer: 1 error, 4 warnings in 4 articles\n"),
         "json: to stdout, and only the counts to stderr")
    many = t.content({"en/a.md": article("A", MANY + "\n")})
    t.eq(len(json.loads(check(t, many, "--format=json").stdout)["problems"]),
         12, "json: nothing is folded")
    clean = t.compile(t.content({"en/a.md": article("A")}), "--format=json")
    t.eq((clean.code, json.loads(clean.out)["problems"]), (0, []),
         "json: while a file is written, too")
    t.ok(clean.err.startswith(clean.path + ": 1 article in 1 locale"),
         "then the summary line goes to stderr", clean.err)


def as_github(t):
    root = t.content(SITE)
    folder = os.path.dirname(root)
    done = check(t, "./" + os.path.basename(root) + "/", "--format", "github",
                 cwd=folder)
    lines = done.stdout.decode().splitlines()
    name = os.path.basename(root)
    t.eq([line.rpartition("::")[0] for line in lines],
         ["::%s file=%s/%s,line=%d,col=%d,title=%s" %
          (severity, name, path, line, column, kind)
          for path, line, column, severity, kind in FOUND],
         "github: commands, with the content folder before the paths")
    t.ok("::'100%25,new:er.png' is no file" in lines[2],
         "github: signs of their own are escaped in messages", lines[2])
    odd = t.content({"en/50%, a:b.md": article("A", "[x](y.md)\n")})
    said = check(t, odd, "--format=github").stdout.decode()
    t.ok(said.startswith("::warning file=%s/en/50%%25%%2C a%%3Ab.md,line=5,"
                         % odd), "github: and in paths", said)
    here = check(t, ".", "--format=github", cwd=root).stdout.decode()
    t.ok(here.startswith("::warning file=en/a b.md,"),
         "github: the folder itself has no name", here)


def as_sarif(t):
    root = t.content(SITE)
    folder, name = os.path.split(root)
    done = check(t, name, "--format", "sarif", cwd=folder)
    log = json.loads(done.stdout)
    t.eq((log["version"], sorted(log), len(log["runs"])),
         ("2.1.0", ["$schema", "runs", "version"], 1), "sarif: version 2.1.0")
    one = log["runs"][0]
    driver = one["tool"]["driver"]
    t.eq((driver["name"], one["columnKind"]),
         ("gabay-indexer", "unicodeCodePoints"), "sarif: the tool")
    rules = driver["rules"]
    ids = [rule["id"] for rule in rules]
    t.ok(len(set(ids)) == len(ids) > 30 and all(
        rule["shortDescription"]["text"] and
        rule["id"] in rule["help"]["text"] and
        rule["defaultConfiguration"]["level"] in ("warning", "error")
        for rule in rules), "sarif: a rule a check, with its help", rules)
    got = []
    for result in one["results"]:
        place = result["locations"][0]["physicalLocation"]
        where = place["artifactLocation"]
        t.eq((where["uriBaseId"], where["uri"].startswith(name + "/en/"),
              " " in where["uri"], ids[result["ruleIndex"]]),
             ("%SRCROOT%", True, False, result["ruleId"]),
             "sarif: a result is below the repository, and has its rule")
        got.append((urllib.parse.unquote(where["uri"])[len(name) + 1:],
                    place["region"]["startLine"],
                    place["region"]["startColumn"], result["level"],
                    result["ruleId"]))
        t.ok(result["message"]["text"], "sarif: a message")
    t.eq(got, FOUND, "sarif: the problems, by place")
    log = json.loads(check(t, root, "--format=sarif").stdout)
    where = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    t.eq(where["artifactLocation"],
         {"uri": "file://%s/en/a%%20b.md" % root}, "sarif: an absolute path")


def other_ends(t):
    for name, option in (("a format", "--format=xml"),
                         ("a colour", "--color=sometimes")):
        done = check(t, t.content(SITE), option)
        t.ok(done.returncode == 2 and not done.stdout and
             done.stderr.count(b"\n") == 1, name + " that there is not",
             done.stderr)
    empty = t.content({"notes/": ""})
    said = json.loads(check(t, empty, "--format=json").stdout)
    t.eq([p["check"] for p in said["problems"]], ["no-articles"],
         "a program is told why there is nothing")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [t.indexer, t.content(SITE), "--check", "--format=json"],
            stdout=full, stderr=subprocess.PIPE, timeout=60)
    t.eq(done.returncode, 3, "what cannot be written is a failure")


def severities(t):
    files = dict(SITE, **{"site.yaml": "titel: X\nchecks:\n"
                          "  broken-link: error\n  broken-anchor: off\n"
                          "  unknown-key: off\n  unreadable: error\n"})
    done = check(t, t.content(files), "--format=json")
    said = json.loads(done.stdout)
    t.eq([(p["check"], p["severity"]) for p in said["problems"]],
         [("broken-link", "error"), ("missing-image", "warning"),
          ("unreadable", "error"), ("broken-link", "error")],
         "site.yaml: weighs checks, its own keys too, wherever it stands")
    t.eq(said["summary"], {"errors": 3, "warnings": 1, "articles": 4},
         "and the counts follow")
    del files["en/broken.md"]
    r = t.site(files)
    t.ok(r.code == 1 and not os.path.exists(r.path),
         "a warning made an error stops the writing", r.err)
    r = t.site(files, "--keep-going")
    t.ok(r.code == 1 and "published all the same" in r.err and
         len(t.addresses(r.path)) == 5, "and --keep-going writes all the same",
         r.err)
    files["site.yaml"] = ("checks: {broken-link: off, missing-image: off, "
                          "broken-anchor: off}\n")
    t.eq(check(t, t.content(files), "--strict").returncode, 0,
         "what is off does not count")
    quiet = t.site({"en/a.md": article("A", audience="agents", ),
                    "en/b.md": article("B"), "en/c.md": article(
                        "C", "[x](y.md)\n", audience="agents"),
                    "site.yaml": "checks: {broken-link: off}\n"})
    t.eq((quiet.code, quiet.problems), (0, []), "for agents' articles too")


def by_path(t):
    files = dict(SITE, **{
        "ko/환불.md": article("R", "[x](y.md)\n"),
        "site.yaml": "checks:\n  broken-link:\n    en/old/: off\n"
                     "    ko/환*.md: off\n    '**/c.md': error\n"
                     "    else: error\n"
                     "  missing-image:\n    en/?.md: off\n"
                     "  missing-translation: off\n"})
    said = json.loads(check(t, t.content(files), "--format=json").stdout)
    t.eq([(p["path"], p["check"], p["severity"]) for p in said["problems"]],
         [("en/a b.md", "broken-link", "error"),
          ("en/a b.md", "broken-anchor", "warning"),
          ("en/broken.md", "unreadable", "error")],
         "by path: the first pattern that fits, then else")


def wrong_severities(t):
    for name, lines, line, column, part in (
            ("a name", "checks:\n  # links\n  brokn-link: off\n", 3, 3,
             "'brokn-link': did you mean broken-link?"),
            ("a name like none", "checks: {spelling: off}\n", 1, 9,
             "the manual's page on checks"),
            ("a word", "title: T\nchecks:\n  raw-html: none\n", 3, 3,
             "must be off, warning or error"),
            ("false", "checks:\n  raw-html: false\n", 2, 3,
             "must be off, warning or error"),
            ("what is fixed", "checks:\n  unreadable: warning\n", 2, 3,
             "is always an error"),
            ("what is fixed, by path",
             "checks:\n  unreadable:\n    en/**: off\n", 2, 3,
             "is always an error"),
            ("a list", "checks: [raw-html]\n", 1, 9, "must be a map"),
            ("a long path", "checks:\n  raw-html:\n    %s: off\n" % ("x" * 201),
             2, 3, "1 to 200 letters")):
        r = t.site({"en/a.md": article("A"), "site.yaml": lines})
        t.eq((r.code, r.said("site.yaml", part)),
             (1, (line, column, "error")), "checks: %s is refused" % name)
    r = t.site({"en/a.md": article("A"), "site.yaml": "checks:\n"})
    t.eq((r.code, r.err), (0, ""), "checks: nothing is nothing")
    names = range(30)
    for lines, what in (("checks:\n" + "".join("  zz%d: off\n" % i
                                               for i in names), "checks"),
                        ("".join("zz%d: x\n" % i for i in names), "keys")):
        r = t.site({"en/a.md": article("A"), "site.yaml": lines}, "--all")
        t.eq(len(r.problems), 10, "of many unknown %s ten are told" % what)


def before_writing(t):
    theme = t.content({"templates/home.mustache": "{{#open}}"})
    root = t.content({"en/a.md": article("A", "![x](x.png)\n"),
                      "en/x.png": b"no image", "site.yaml":
                      'colors: {brand: "#eee"}\n'})
    t.eq([p["check"] for p in json.loads(
        check(t, root, "--format=json").stdout)["problems"]],
         ["image-size", "contrast"], "images and colours are checked")
    done = check(t, root, "--theme", theme)
    t.ok(done.returncode == 1 and b"home.mustache" in done.stderr,
         "a theme is checked", done.stderr)
    said = json.loads(check(t, root, "--theme", theme,
                            "--format=json").stdout)["problems"]
    t.ok([p["check"] for p in said].count("theme") == 1,
         "and a program is told of it", said)


def documented(t):
    """Each check has a part of the manual's page, and each part a check."""
    log = json.loads(check(t, t.content(SITE), "--format=sarif").stdout)
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    with open(os.path.join(t.top, "docs/en/checks.md")) as f:
        headings = HEADING.findall(f.read())
    t.eq(sorted(headings), sorted(rule["id"] for rule in rules),
         "docs/en/checks.md has each check by its name, once")
