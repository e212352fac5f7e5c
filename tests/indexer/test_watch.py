"""--watch: what a writer does in an editor, and what the preview shows of it.
Nothing here waits for a time: each step waits for the line that tells of it."""
import json
import os
import shutil
import signal

from harness import article, read
from watcher import SITE, file_check, watch


def run(t):
    for test in (edits, errors, editors, files_and_folders, settings, snippets,
                 theme, many, agents, busy, same_index):
        test(t)


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


def snippets(t):
    """What is read into other articles changes them."""
    part = "<!-- include: %s -->\n\n{{site.phone}}\n"
    w = watch(t, dict(SITE, **{
        "site.yaml": "variables:\n  phone: \"021-1\"\n",
        "en/_s/x.md": "A snippet.\n",
        "en/a.md": article("Alpha", part % "_s/x.md"),
        "en/e.md": article("Epsilon", part % "b.md")}))
    try:
        w.write("en/_s/x.md", "Another snippet.\n")
        w.whole("en/_s/x.md")
        t.ok("Another snippet." in t.page(w.out, "/en/a"), "a snippet changed")
        w.write("en/b.md", "The second text, changed.\n")
        w.whole("en/b.md")
        t.ok("changed" in t.page(w.out, "/en/e"), "an article as a snippet")
        w.write("site.yaml", "variables:\n  phone: \"021-2\"\n")
        w.whole("site.yaml")
        t.ok("021-2" in t.page(w.out, "/en/a"), "a variable changed")
        w.write("en/a.md", article("Alpha", "Call {{site.phone}}.\n"))
        w.layer("en/a.md")
        w.whole("en/a.md")
        t.ok("Call 021-2." in t.page(w.out, "/en/a"), "and is known at once")
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


def agents(t):
    """What only agents read is in a file of its own, and in no layer."""
    w = watch(t, dict(SITE, **{
        "en/inside.md": article("Inside", "For agents.\n", audience="agents")}))
    beside = w.out[:-len(".gabay")] + ".agents.gabay"
    try:
        t.ok(w.json("manifest.json", beside).get("preview") is True,
             "the file for agents is a preview too")
        check = w.json("manifest.json", beside)["public_check"]
        t.eq(check, "%016x" % file_check(w.out), "and belongs to the other")
        w.write("en/inside.md", article("Inside", "Changed for agents.\n",
                                        audience="agents"))
        w.whole("en/inside.md")
        t.ok("Changed for agents." in
             t.inspect(beside, "--page", "agents/en/inside.json").decode(),
             "it follows")
        w.write("en/a.md", article("Alpha", "Now for agents.\n",
                                   audience="agents"))
        w.whole("en/a.md")
        t.ok("/en/a" not in w.names(), "a public article becomes one of theirs")
        t.eq(w.stop(), 0, "it ends")
        t.eq(sorted(os.listdir(os.path.dirname(w.out))),
             sorted(map(os.path.basename, (w.out, beside))),
             "only the two files stay")
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
