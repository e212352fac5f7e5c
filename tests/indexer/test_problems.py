"""What is wrong in the content: all of it at once, in one form, and what is
published then."""
import os

from harness import article, read

BAD = {
    "en/good.md": article("Good", "See [bad](latin2.md).\n"),
    "en/latin2.md": b"---\ntitle: Latin\n---\n\nUmbrella z\xb3oty.\n",
    "en/yaml.md": "---\ntitle: Returns: a colon\n---\nText.\n",
    "en/open.md": "---\ntitle: never closed\n\nText.\n",
    "en/list.md": "---\n- no\n- keys\n---\nText.\n",
    "en/type.md": "---\ntitle: T\nweight: heavy\n---\nText.\n",
    "en/date.md": "---\ntitle: T\nupdated:   last week\n---\nText.\n",
    "en/twice.md": "---\ntitle: T\ntitle: U\n---\nText.\n",
    "en/a/one.md": article("One", slug="Same"),
    "en/a/two.md": article("Two", slug="same"),
    "en/a/three.md": article("Three", slug="SAME"),
    "en/b/three.md": article("Three", id="shared"),
    "en/b/four.md": article("Four", id="shared"),
    "en/search.md": article("Search"),
    "en/x.md": article("X", slug="llms.txt"),
    "en/tags/y.md": article("Y"),
    "en/!!!.md": article("No letters"),
    "en/c/!.md": article("None", slug="'???'"),
    "en/d/topic.md": article("An article"),
    "en/d/topic/sub.md": article("and a folder"),
    "en/Topic A/a.md": article("A"),
    "en/topic-a/b.md": article("B"),
}
# path: (line, column, a part of the message)
WANTED = {
    "en/latin2.md": (5, 11, "UTF-8"),
    "en/yaml.md": (2, 15, "quotes"),
    "en/open.md": (1, 1, "never closed"),
    "en/list.md": (2, 1, "key: value"),
    "en/type.md": (3, 9, "must be a number"),
    "en/date.md": (3, 12, "2026-05-31"),
    "en/twice.md": (3, 1, "title"),
    "en/a/one.md": (1, 1, "en/a/"),
    "en/a/two.md": (1, 1, "en/a/"),
    "en/a/three.md": (1, 1, "en/a/"),
    "en/b/three.md": (1, 1, "en/b/four.md"),
    "en/b/four.md": (1, 1, "en/b/three.md"),
    "en/search.md": (1, 1, "belongs to the help centre"),
    "en/x.md": (1, 1, "belongs to the help centre"),
    "en/tags": (1, 1, "belongs to the help centre"),
    "en/!!!.md": (1, 1, "no letter or digit"),
    "en/c/!.md": (1, 1, "no letter or digit"),
    "en/topic-a": (1, 1, "folder Topic A"),
}


def run(t):
    all_at_once(t)
    old_file_stays(t)
    keeps_going(t)
    folds(t)
    warnings_alone(t)
    unreadable(t)
    settings(t)


def all_at_once(t):
    r = t.site(BAD)
    t.eq(r.code, 1, "errors: exit 1")
    t.eq(r.out, "", "errors: no summary")
    for path, (line, column, part) in WANTED.items():
        t.eq(r.said(path, part), (line, column, "error"), "error in " + path)
    t.ok(r.lines[-1].startswith("gabay-indexer: ") and
         "nothing was written" in r.lines[-1], "the last line says so", r.err)
    t.eq(len(r.problems) + len(r.folded) + 1, len(r.lines),
         "every line has the form path:line:column: error|warning: message")
    keys = [(p[0].encode(), p[1], p[2]) for p in r.problems]
    t.eq(keys, sorted(keys), "they are sorted by place")
    t.ok(not os.path.exists(r.path), "nothing is written")
    t.eq(t.litter(r.path), [], "and nothing is left")
    r = t.site({"en/a.md": article("A"), "EN/b.md": article("B")}, "-k")
    t.ok(r.code == 1 and r.said("en", "'EN' are both the locale en") and
         len(r.problems) == 1 and t.addresses(r.path) == ["/en/", "/en/b"],
         "two folders of one locale: an error that names both", r.err)


def old_file_stays(t):
    root = t.content({"en/a.md": article("A")})
    old = read(t.compile(root).path)
    before = os.stat(root + ".gabay")
    with open(os.path.join(root, "en/b.md"), "wb") as f:
        f.write(b"---\n: [\n---\n")
    r = t.compile(root)
    after = os.stat(r.path)
    t.ok(r.code == 1 and read(r.path) == old and
         (before.st_ino, before.st_mtime_ns) ==
         (after.st_ino, after.st_mtime_ns), "an error leaves the old file")
    r = t.compile(root, "--keep-going")
    t.ok(r.code == 1 and read(r.path) == old,
         "--keep-going publishes what was there without the new article")


def keeps_going(t):
    r = t.site(BAD, "--keep-going")
    t.eq(r.code, 1, "--keep-going: exit 1 still")
    t.ok("published without 16 articles in error" in r.err,
         "--keep-going: says how many", r.err)
    t.ok("6 articles in 1 locale" in r.out, "and what is there", r.out)
    articles = [a for a in t.addresses(r.path) if not a.endswith("/")]
    t.ok("/en/good" in articles and {"/en/d/topic", "/en/d/topic/sub"} <= set(articles) and
         "/en/topic-a/a" in articles and len(articles) == 6,
         "the good ones have a page", articles)
    sections = [a for a in t.addresses(r.path)
                if a.endswith("/") and a != "/en/"]
    t.ok("/en/tags/" not in sections and "/en/topic-a/" in sections,
         "folders in error have an address of their own", sections)
    t.ok(r.said("en/good.md", "in error: it has no page, so publish it") and
         t.body(r.path, "/en/good") == "<p>See bad.</p>",
         "links to an article in error are dropped", r.err)
    t.ok(b"Umbrella" not in read(r.path), "nothing of the others is in it")
    named = {p[0] for p in r.problems if p[3] == "error"}
    lost = [p for p in BAD if p.endswith(".md") and p not in named]
    t.eq(len(lost), 6, "each file has a page or a line that says why not")


def folds(t):
    files = {"en/a.md": article("A", "\n\n".join(
        "[x](no-%d.md)" % i for i in range(216)) + "\n\n![y](no.png)\n")}
    r = t.site(files)
    t.ok(r.code == 0 and len([p for p in r.problems if "no-" in p[4]]) == 5,
         "of a kind of warning five are shown", r.err[:500])
    t.eq(r.folded, [(211, "broken-link")], "and the rest is counted")
    t.ok(r.said("en/a.md", "no.png"), "other kinds are not hidden by it")
    files = {"en/a.md": article("A", "[x](1.md) [x](2.md) [x](3.md) [x](4.md) "
                                     "[x](5.md)\n")}
    t.eq(t.site(files).folded, [], "five are not folded")
    files = {"en/%d.md" % i: b"\xff" for i in range(12)}
    r = t.site(files)
    t.eq(len(r.problems), 12, "errors are never folded")


def warnings_alone(t):
    r = t.site({"en/a.md": "Text [x](y.md).\n", "stray.md": "# Stray\n",
                "README.md": "# About\n", "api/b.md": "# B\n",
                "_notes/c.md": "# C\n", "site.yaml": "colour: red\n"})
    t.eq(r.code, 0, "warnings alone: exit 0")
    t.ok("1 article" in r.out and t.is_whole(r.path), "and it is published")
    t.eq(r.said("en/a.md", "no title"), (1, 1, "warning"), "no title")
    t.eq(r.said("en/a.md", "no file"), (1, 6, "warning"), "no such file")
    t.eq(r.said("stray.md", "no language's folder"), (1, 1, "warning"),
         "an article beside the locales' folders")
    t.eq(r.said("api/b.md", "no language's folder"), (1, 1, "warning"),
         "an article in a folder that is no locale's")
    t.eq(r.said("site.yaml", "'colour'"), (1, 9, "warning"), "unknown key")
    t.eq(len(r.problems), 5, "a README and hidden folders need no word")
    r = t.site({"en/\x1b[31mred\n.md": "[x](a\tb.md)\n"})
    t.ok("\x1b" not in r.err and len(r.problems) == len(r.lines) == 2,
         "names cannot break a line or colour the screen", r.err)


def unreadable(t):
    root = t.content({"en/a.md": article("A", "![x](i.png)\n")})
    os.symlink("b.md", os.path.join(root, "en/b.md"))
    os.symlink("i.png", os.path.join(root, "en/i.png"))
    os.symlink("nowhere", os.path.join(root, "en/c.md"))
    r = t.compile(root)
    t.eq((r.code, r.said("en/b.md", "cannot open")), (1, (1, 1, "error")),
         "an article that cannot be read is an error")
    t.eq(r.said("en/a.md", "'i.png' is no file")[2], "warning",
         "a link to nothing is no image")
    t.eq(r.said("en/c.md", "cannot"), (1, 1, "error"),
         "a link to nothing is an article that cannot be read")
    r = t.compile(root, "-k")
    t.eq((r.code, t.body(r.path, "/en/a")), (1, "<p>x</p>"),
         "--keep-going: the image's text stays")
    r = t.site({"en/a.md": b"x" * (17 << 20), "en/b.md": article("B")}, "-k")
    t.ok(r.code == 1 and r.said("en/a.md", "larger than") and
         t.is_whole(r.path), "an article that is too large", r.err)
    deep = "en/" + "/".join("d%d" % i for i in range(20)) + "/a.md"
    r = t.site({deep: article("A"), "en/b.md": article("B")}, "-k")
    t.ok(r.code == 1 and r.said(deep, "folders deep"), "a folder too deep",
         r.err)


def channel_mistakes(t, says):
    hours = "hours: '%s', zone: Asia/Jakarta"
    for name, keys, why in (
            ("type", "type: fax, value: '1'", "type must be phone, email"),
            ("no type", "value: '1'", "type is missing"),
            ("no value", "type: phone", "value is missing"),
            ("number", "type: phone, value: 215550", "in quotes"),
            ("words", "type: phone, value: call us", "digits, blanks"),
            ("mail", "type: email, value: help", "one address such as"),
            ("two mails", "type: email, value: 'a@b, c@d'", "one address such"),
            ("no link", "type: chat, value: shop.example", "a whole address"),
            ("script", "type: link, value: 'javascript:a()'", "whole address"),
            ("label", "type: address, value: a, label: [a]", "label must be"),
            ("tag", "type: address, value: a, label: {english: b}",
             "label: 'english' is no language tag"),
            ("locales", "type: address, value: a, locales: en",
             "locales must be a list"),
            ("holidays", "type: address, value: a, holidays: [Dec 25], "
             + hours % "PH off", "holidays: 'Dec 25' is no date"),
            ("no such day", "type: address, value: a, holidays: [2026-02-29], "
             + hours % "PH off", "holidays: '2026-02-29' is no date"),
            ("hours", "type: address, value: a, " + hours % "Mo-Fr 9-17",
             "(address): hours, column 7: expected a time such as 09:00, found '9-17'"),
            ("no zone", "type: address, value: a, hours: 24/7",
             "zone is missing"),
            ("zone", "type: address, value: a, hours: 24/7, zone: WIB",
             "zone: 'WIB' is no time zone")):
        says("a channel: " + name, "title: A\nchannels: [{%s}]\n" % keys,
             (why, 2, 11, "error"))
    for name, keys, why in (
            ("PH without holidays", hours % "24/7; PH off", "no holidays"),
            ("holidays without PH", hours % "24/7" + ", holidays: [2026-12-25]",
             "do not name PH"),
            ("holidays alone", "holidays: [2026-12-25]", "without hours"),
            ("PH overruled", hours % "PH off; 09:00-17:00" +
             ", holidays: [2026-12-25]", "write PH last")):
        r = t.site({"en/a.md": article("A"), "site.yaml":
                    "channels: [{type: address, value: a, %s}]\n" % keys})
        t.ok(r.code == 0 and len(r.problems) == 1 and why in r.err,
             "a channel's trap, a warning: " + name, r.err)


def settings(t):
    good = {"en/a.md": article("A")}

    def says(name, text, *wanted):
        r = t.site(dict(good, **{"site.yaml": text}), "--keep-going")
        missing = [w for w in wanted if r.said("site.yaml", w[0]) != w[1:]]
        t.ok(r.code == 1 and not missing and not os.path.exists(r.path) and
             len(r.problems) == len(wanted), "site.yaml: " + name, r.err)

    says("all mistakes, even with --keep-going nothing is written",
         "title: [a]\ndefault_locale: some language\nlogo: [a]\n"
         "allow_html:  maybe\nbase_url: shop.example\nlocales: en\n"
         "colors: red\n",
         ("title must", 1, 8, "error"),
         ("default_locale must", 2, 17, "error"),
         ("logo must", 3, 7, "error"), ("allow_html must", 4, 14, "error"),
         ("base_url must", 5, 11, "error"), ("locales must", 6, 10, "error"),
         ("colors must", 7, 9, "error"))
    for name, channels in (("text", "phone"), ("a map", "{type: phone}"),
                           ("a list of words", "[phone, email]")):
        says("channels that are " + name, "channels: %s\n" % channels,
             ("channels must be a list of maps", 1, 11, "error"))
    channel_mistakes(t, says)
    says("YAML that does not parse", "title: \"a\n", ("quote", 2, 1, "error"))
    says("a list", "- a\n", ("key: value", 1, 1, "error"))
    says("not UTF-8", b"title: z\xb3oty\n", ("UTF-8", 1, 9, "error"))
    for name, colours in (("ends the rule", 'brand: "red;} body{x:y"'),
                          ("has an odd name", 'Brand_1: "#0a7"'),
                          ("is an address", 'brand: "url(//x)"')):
        r = t.site(dict(good, **{"site.yaml": "colors: {%s}\n" % colours}))
        t.ok(r.code == 1 and "colors" in r.err and not os.path.exists(r.path),
             "site.yaml: a colour that " + name, r.err)
