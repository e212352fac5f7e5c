"""What must not be in the file, and files that are not as usual."""
import os
import re

from harness import article, read


def run(t):
    private(t)
    attachments(t)
    odd_articles(t)
    large(t)
    theme(t)
    shopfront(t)
    colours(t)


def every_byte(t, path):
    """The file as it is, and all its entries unpacked."""
    return read(path) + b"".join(t.inspect(path, "--page", name)
                                 for name, (kind, _) in
                                 t.entries(path).items() if kind != "redirect")


def private(t):
    files = {
        "en/a.md": article("Public", "See [d](draft.md) ![p](used.txt).\n"),
        "en/used.txt": "plainlyused",
        "en/draft.md": article("Draftsecret", "Secretword [x](indraft.pdf).\n",
                               draft="true", tags="[tagsecret]",
                               keywords="keysecret", aliases="[aliassecret]",
                               id="idsecret", description="descsecret"),
        "en/indraft.pdf": "%PDF indraftsecret",
        "en/unused.png": "unusedsecret",
        "en/_hidden.md": article("Hiddensecret"),
        "en/_parts/x.md": article("Partsecret"),
        "en/.env": "PASSWORD=dotsecret",
        ".git/config": "gitsecret",
        "notes.txt": "notesecret",
        "de/b.md": article("Germansecret"),
        "en/broken.md": b"---\ntitle: Brokensecret\n---\n\xff",
        "en/secretfolder/d.md": article("D", draft="true"),
        "secretfolder2/x.png": "png",
        "site.yaml": "# commentsecret\nlocales: [en]\nunknown: keysecret\n",
    }
    r = t.site(files, "--keep-going")
    found = every_byte(t, r.path)
    t.ok(r.code == 1 and b"plainlyused" in found and b"ublic" in found,
         "what is published is in the file")
    hits = re.findall(rb"\w*(?i:secret)\w*", found)
    t.ok(not hits, "drafts, unused and hidden files are not", hits[:9])
    t.ok(t.folder.encode() not in found, "nor the folder's place")
    root = t.content({"en/a.md": article("A")})
    os.symlink("/etc/hostname", os.path.join(root, "en/h.txt"))
    os.symlink("/", os.path.join(root, "en/all"))
    os.symlink("nowhere", os.path.join(root, "en/gone"))
    os.symlink("a.md", os.path.join(root, "en/same.md"))
    os.symlink("/etc/hostname", os.path.join(root, "en/host.md"))
    os.symlink("../../../../../../../../../../etc/hostname",
               os.path.join(root, "en/up.txt"))
    with open(os.path.join(root, "en/b.md"), "w", encoding="utf-8") as f:
        f.write(article("B", "[x](all/etc/hostname) [y](gone) [h](h.txt)\n"))
    r = t.compile(root)
    t.eq(t.body(r.path, "/en/b"), "<p>x y h</p>",
         "links to folders are not followed")
    t.ok(r.said("en/all", "is not followed") and
         r.said("en/gone", "is not followed"), "and said", r.err)
    t.ok(r.said("en/h.txt", "leads out") and r.said("en/up.txt", "leads out")
         and r.said("en/host.md", "leads out") and
         "/en/host" not in t.addresses(r.path), "nor links out of the content",
         r.err)
    t.eq(t.body(r.path, "/en/same"), t.body(r.path, "/en/a"),
         "but those to its own files")


def attachments(t):
    one, two = "GIF89a1122 one", "GIF89a1122 two"
    r = t.site({"en/a.md": article("A", "![1](i.png) ![2](i.png) ![3](c/i.png) "
                                   "![4](c/same.png) [5](A%20B.PDF) [6](-.txt)"
                                   " [7](no-ending)\n"),
                "ko/a.md": article("A", "![1](../en/i.png)\n"),
                "en/i.png": one, "en/c/i.png": two, "en/c/same.png": one,
                "en/A B.PDF": "pdf", "en/-.txt": "txt", "en/no-ending": "x"})
    t.eq((r.code, r.err), (0, ""), "files beside the articles")
    assets = [a for a in t.addresses(r.path, "asset")
              if re.search(r"/(i|same|a-b|file|no-ending)\.", a)]
    t.eq([re.sub(r"[0-9a-f]{8}", "*", a) for a in assets],
         ["/assets/a-b.*.PDF", "/assets/file.*.txt", "/assets/i.*.png",
          "/assets/i.*.png", "/assets/no-ending.*", "/assets/same.*.png"],
         "get an address once, with a check of their content")
    t.eq({t.page(r.path, a) for a in assets if "/i." in a}, {one, two},
         "and are in it as they are")
    before = [a for a in assets if "/i." in a]
    r = t.site({"en/a.md": article("A", "![1](i.png)\n"), "en/i.png": "other"})
    after = [a for a in t.addresses(r.path, "asset") if "/i." in a]
    t.ok(after and after[0] not in before, "another content, another address")


ODD = {
    "BOM": b"\xef\xbb\xbf---\ntitle: T\n---\n\nText.\n",
    "CRLF": b"---\r\ntitle: T\r\n---\r\n\r\nText.\r\n",
    "CR": b"---\rtitle: T\r---\r\rText.\r",
    "no line end": b"---\ntitle: T\n---\nText.",
    "dots": b"---\ntitle: T\n...\nText.\n",
    "blanks behind the dashes": b"---  \ntitle: T\n---\t\nText.\n",
    "NUL": b"---\ntitle: T\n---\nTe\x00xt.\n",
    "control characters": b"---\ntitle: T\n---\n\x01Text.\x02\x7f\n",
}


def odd_articles(t):
    files = {"en/%s.md" % name: text.replace(b": T", b": T " + name.encode())
             for name, text in ODD.items()}
    r = t.site(files)
    t.eq((r.code, r.err), (0, ""), "line ends, BOM and the like are no problem")
    for address in t.addresses(r.path):
        if address.endswith("/"):
            continue
        body = t.body(r.path, address)
        want = "Te\ufffdxt." if "nul" in address else "Text."
        t.ok("<h1>T " in t.page(r.path, address) and
             re.sub(r"[\x01\x02\x7f]", "", body) == "<p>%s</p>" % want,
             "%s reads as it should" % address, repr(body))
        t.ok(not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", body),
             "%s holds no control character" % address, repr(body))


def large(t):
    headings = "".join("## Heading %d\n\nText %d.\n\n" % (i % 50, i)
                       for i in range(200))
    files = {
        "en/headings.md": article("Headings", headings),
        "en/line.md": article("Line", "word " * 400000 + "lastword\n"),
        "en/word.md": article("Word", "x" * 2000000 + "\n"),
        "en/nested.md": article("Nested", ">" * 90 + " deep\n\n" +
                                "- " * 90 + "deep\n\n" + "*" * 50000 +
                                "[" * 50000 + "`" * 50001 + "\n"),
        "en/table.md": article("Table", "|a|b|\n|-|-|\n" + "|1|2|\n" * 20000),
        "en/many.md": article("Tags", tags=str(["t%d" % i for i in
                                                range(500)])),
        "en/title.md": article("T" * 5000),
    }
    r = t.site(files)
    t.ok(r.code == 0 and t.is_whole(r.path), "articles that are large", r.err)
    page = t.page(r.path, "/en/headings")
    ids = re.findall(r'<h2 id="(heading-[^"]*)"', page)
    t.eq((len(ids), len(set(ids))), (200, 200), "200 headings, 200 anchors")
    t.ok(all('href="#%s"' % i in page for i in ids), "all in the contents")
    t.ok("lastword" in t.page(r.path, "/en/line"), "a line of 2 MB is whole")
    too_deep(t)
    files = {"en/%d/%d.md" % (i % 40, i): article("A %d" % i)
             for i in range(2000)}
    r = t.site(files)
    t.ok(r.code == 0 and "2000 articles" in r.out and
         len(t.addresses(r.path)) == 2041, "2,000 articles in 40 sections")


def too_deep(t):
    """What only a program writes is refused by name, and the rest goes on."""
    files = {"en/quotes.md": article("Quotes", ">" * 5000 + " deep\n"),
             "en/lists.md": article("Lists", "- " * 3000 + "deep\n"),
             "en/a.md": article("A")}
    r = t.site(files, "--keep-going")
    t.eq((r.code, [r.said("en/%s.md" % name, "nested too deep")
                   for name in ("quotes", "lists")],
          "/en/a" in t.addresses(r.path)),
         (1, [(5, 1, "error")] * 2, True), "5,000 quotes in one another are "
         "refused, on their line")


def theme(t):
    folder = t.content({
        "templates/article.mustache": "<p>{{article.title}} {{t.contents}} "
        "{{{article.html}}}{{>mine}}",
        "templates/mine.mustache": "mine {{assets.extra_txt}}",
        "assets/extra.txt": "extra",
        "i18n/en.yaml": "contents: 'In short'\n",
    })
    r = t.site({"en/a.md": article("A & B")}, "--theme", folder)
    page = t.page(r.path, "/en/a")
    t.ok(re.match(r"<p>A &amp; B In short <p>Some text.</p>\nmine "
                  r"/assets/extra\.[0-9a-f]{8}\.txt$", page),
         "a theme is laid over the default one", page)
    t.ok("<!DOCTYPE html>" in t.page(r.path, "/en/"),
         "which stays where it has no template")
    names = t.entries(r.path)
    t.ok("templates/default/article.mustache" in names and
         "templates/mine.mustache" in names, "the file holds both")


def shopfront(t):
    """The second theme, which docs/en/themes.md walks through."""
    folder = os.path.join(t.top, "themes/shopfront")
    lines = sum(read(os.path.join(at, name)).count(b"\n")
                for at, _, names in os.walk(folder) for name in names)
    t.ok(lines <= 200, "the shop front is an example of 200 lines", lines)
    r = t.site({"en/a.md": article("A", "## One\n\nx\n\n## Two\n\ny\n"),
                "en/orders/_index.md": article("Orders"),
                "en/orders/b.md": article("B"),
                "site.yaml": "title: {en: Shop}\ncolors: {brand: '#246'}\n"},
               "--theme", folder)
    home, page = t.page(r.path, "/en/"), t.page(r.path, "/en/a")
    t.ok(r.code == 0 and not r.problems, "it compiles", r.err)
    t.ok('<h1>Hello. What can we do for you?</h1>' in home and
         home.count("<form") == 1, "its home page has one search", home)
    t.ok('<header class="shop">' in page and '"/en/orders/">Orders' in page and
         re.search(r'<link rel="stylesheet" href="/assets/shop\.', page),
         "its header has the topics", page)
    t.ok('<nav class="contents"' in page and 'class="prose"' in page and
         "<footer class=\"bottom" in page, "the rest is the default's", page)


def colours(t):
    def site(colors):
        r = t.site({"en/a.md": article("A"), "site.yaml": colors})
        style = [p for p in t.entries(r.path) if "/assets/style." in p]
        return r, t.inspect(r.path, "--page", style[0]).decode()

    r, style = site("colors: {brand: '#c00', accent: gold}\n")
    t.ok(r.code == 0 and not r.problems, "colours that can be read", r.err)
    t.ok(style.endswith("}:root{--brand:#c00;--accent:gold;}"),
         "stand behind the style", style[-90:])
    t.ok("/*" not in style and "\n" not in style, "which is sent squeezed")
    r, _ = site("colors: {brand: gold}\n")
    t.eq([(m[0], m[3]) for m in r.problems], [("site.yaml", "warning")],
         "gold is too bright for links: with another the text on it passes")
    said = [m[4] for m in r.problems]
    t.ok("contrast of 1.28 to 1" in said[0] and
         all(re.search(r': "#[0-9a-f]{6}" it passes$', m) for m in said),
         "the ratio and a colour that passes are named", said)
