"""Where links, anchors and images lead."""
import os
import unicodedata

from harness import article

FILES = {
    "en/_index.md": "---\ntitle: Home\n---\n",
    "en/top.md": article("Top", "## Części {#parts}\n\n## 반품 방법\n"),
    "en/orders/_index.md": article("Orders", "## About\n"),
    "en/orders/ship it.md": article("Ship", "## Prices\n"),
    "en/orders/draft.md": article("Draft", draft="true"),
    "en/orders/deep/er.md": article("Deeper"),
    "en/plain/p.md": article("P"),
    "en/empty/d.md": article("D", draft="true"),
    "ko/orders/ship.md": article("배송", slug="배송"),
    "images/a b.svg": "<svg width='3' height='2'/>",
    "en/orders/form.pdf": "%PDF",
    "en/page.md.txt": "a text",
}
# What is written, the HTML that comes of it, and a part of the warning.
PARCEL = "/en/orders/ship-it"
KO = "/ko/orders/%EB%B0%B0%EC%86%A1"
CASES = [
    ("[x](ship%20it.md)", '<a href="%s">x</a>' % PARCEL, None),
    ("[x](<ship it.md>)", '<a href="%s">x</a>' % PARCEL, None),
    ("[x](./ship%20it.md)", '<a href="%s">x</a>' % PARCEL, None),
    ("[x](ship%20it)", '<a href="%s">x</a>' % PARCEL, None),
    ("[x](../orders/ship%20it.md)", '<a href="%s">x</a>' % PARCEL, None),
    ("[x](../../en/orders/ship%20it.md)", '<a href="%s">x</a>' % PARCEL, None),
    ("[x](/en/orders/ship%20it.md)", '<a href="%s">x</a>' % PARCEL, None),
    ("[x](ship%20it.md#prices)", '<a href="%s#prices">x</a>' % PARCEL, None),
    ("[x](ship%20it.md?a=b#prices)", '<a href="%s#prices">x</a>' % PARCEL,
     None),
    ("[x](ship%20it.md#Prices)", "x", "names a heading"),
    ("[x](ship%20it.md#none)", "x", "names a heading"),
    ("[*x* y](ship%20it.md 'T \"1\"')",
     '<a href="%s" title="T &quot;1&quot;"><em>x</em> y</a>' % PARCEL, None),
    ("[x](../top.md#parts)", '<a href="/en/top#parts">x</a>', None),
    ("[x](../top.md#반품-방법)",
     '<a href="/en/top#%EB%B0%98%ED%92%88-%EB%B0%A9%EB%B2%95">x</a>', None),
    ("[x](../top.md#%EB%B0%98%ED%92%88-%EB%B0%A9%EB%B2%95)",
     '<a href="/en/top#%EB%B0%98%ED%92%88-%EB%B0%A9%EB%B2%95">x</a>', None),
    ("[x](../../ko/orders/ship.md)", '<a href="%s">x</a>' % KO, None),
    ("[x](/ko/orders/ship)", '<a href="%s">x</a>' % KO, None),
    ("[x](.)", '<a href="/en/orders/">x</a>', None),
    ("[x](../orders)", '<a href="/en/orders/">x</a>', None),
    ("[x](../orders/)", '<a href="/en/orders/">x</a>', None),
    ("[x](../orders/#about)", '<a href="/en/orders/#about">x</a>', None),
    ("[x](../orders/_index.md#about)", '<a href="/en/orders/#about">x</a>',
     None),
    ("[x](../plain/)", '<a href="/en/plain/">x</a>', None),
    ("[x](../plain/#x)", "x", "names a heading"),
    ("[x](deep/)", '<a href="/en/orders/deep/">x</a>', None),
    ("[x](..)", '<a href="/en/">x</a>', None),
    ("[x](/ko/)", '<a href="/ko/">x</a>', None),
    ("[x](../_index.md)", '<a href="/en/">x</a>', None),
    ("[x](../empty/)", "x", "no file"),
    ("[x](draft.md)", "x", "a draft"),
    ("[x](none.md)", "x", "no file"),
    ("[x](SHIP%20IT.md)", "x", "no file"),
    ("[x](../../../etc/passwd)", "x", "no file"),
    ("[x](..%2f..%2f..%2f..%2fetc/passwd)", "x", "no file"),
    ("[x](/../../../../etc/passwd)", "x", "no file"),
    ("![x](/../../../../etc/passwd)", "x", "no file"),
    ("[x](%00.md)", "x", "no file"),
    ("[x](#here)", '<a href="#here">x</a>', None),
    ("[x](#none)", "x", "names a heading"),
    ("[x](#)", '<a href="/en/orders/links">x</a>', None),
    ("[x]()", '<a href="/en/orders/links">x</a>', None),
    ("[x](https://a.example/?b=c&d#e)",
     '<a href="https://a.example/?b=c&amp;d#e">x</a>', None),
    ("[x](HTTP://a.example)", '<a href="HTTP://a.example">x</a>', None),
    ("<https://a.example>",
     '<a href="https://a.example">https://a.example</a>', None),
    ("see www.a.example now", 'see <a href="http://www.a.example">'
     'www.a.example</a> now', None),
    ("<a@b.example>", '<a href="mailto:a@b.example">a@b.example</a>', None),
    ("[x](tel:+48-22)", '<a href="tel:+48-22">x</a>', None),
    ("[x](javascript:alert(1))", "x", "no address"),
    ("[x](JavaScript:alert(1))", "x", "no address"),
    ("[x](java&#10;script:alert(1))", "x", "no file"),
    ("[x](&#1;javascript:alert(1))", "x", "no file"),
    ("[x](data:text/html,1)", "x", "no address"),
    ("[x](vbscript:1)", "x", "no address"),
    ("[x](file:///etc/passwd)", "x", "no address"),
    ("[x](//a.example/)", "x", "no address"),
    ("[x](\\\\a.example)", "x", "no file"),
    ("![x](https://a.example/i.png)", "x", "another host"),
    ("![x](//a.example/i.png)", "x", "another host"),
    ("![x](data:image/png,1)", "x", "no address"),
    ("![a & \\<b>](none.png)", "a &amp; &lt;b&gt;", "no file"),
    ("![x](ship%20it.md)", "x", "no file"),
    ("![x](deep/)", "x", "no file"),
    ("[x](form.pdf)", '<a href="/assets/form.*.pdf">x</a> '
     '<small>(PDF, 1 KB)</small>', None),
    ("[x](../page.md.txt)", '<a href="/assets/page-md.*.txt">x</a> '
     '<small>(TXT, 1 KB)</small>', None),
    ("![a b](../../images/a%20b.svg)",
     '<img src="/assets/a-b.*.svg" alt="a b" width="3" '
     'height="2">', None),
    ("[![a](/images/a%20b.svg) b](ship%20it.md) c",
     '<a href="%s"><img src="/assets/a-b.*.svg" alt="a" width="3" '
     'height="2" loading="lazy" decoding="async"> b</a> c' % PARCEL, None),
    ("[![a](none.png) b](ship%20it.md) c", '<a href="%s">a b</a> c' % PARCEL,
     "no file"),
    ("[x](ship%20it.md) [![a](/images/a%20b.svg)](none.md) c",
     '<a href="%s">x</a> <img src="/assets/a-b.*.svg" alt="a" width="3" '
     'height="2" loading="lazy" decoding="async"> c' % PARCEL, "no file"),
    ("[a](ship%20it.md)[b](none.md)[c](../top.md)",
     '<a href="%s">a</a>b<a href="/en/top">c</a>' % PARCEL, "no file"),
]


def hashless(html):
    import re
    return re.sub(r"(/assets/[^\"]*?)\.[0-9a-f]{8}\.", r"\1.*.", html)


def run(t):
    each(t)
    prefix(t)
    composed(t)
    html_blocks(t)


def each(t):
    """One paragraph a case, on a line of its own."""
    first = 7
    text = "## Here\n\n" + "".join(case[0] + "\n\n" for case in CASES)
    files = dict(FILES, **{"en/orders/links.md": article("Links", text)})
    root = t.content(files)
    r = t.compile(root)
    t.ok(r.code == 0, "links that lead nowhere are warnings", r.err)
    said = {line: (column, message) for path, line, column, _, message
            in all_problems(t, root) if path == "en/orders/links.md"}
    body = hashless(t.body(r.path, "/en/orders/links"))
    got = body.split("\n")[1:]
    for i, (source, html, warning) in enumerate(CASES):
        line = first + 2 * i
        t.eq(got[i] if i < len(got) else None, "<p>%s</p>" % html, source)
        if warning is None:
            t.ok(line not in said, source + ": no warning", said.get(line))
        else:
            t.ok(line in said and warning in said[line][1],
                 source + ": a warning on its line", said.get(line))
    t.eq(said[first + 2 * (len(CASES) - 1)][0], 18, "the column is the link's")


def all_problems(t, root):
    """Folding hides what is beyond five: one article a warning shows all, so
    each case that warns is compiled alone as well."""
    found = []
    path = os.path.join(root, "en/orders/links.md")
    with open(path, encoding="utf-8") as f:
        whole = f.read()
    lines = whole.split("\n")
    warned = [5 + 1 + 2 * i for i, case in enumerate(CASES) if case[2]]
    for start in range(0, len(warned), 5):
        keep = set(warned[start:start + 5])
        text = "\n".join(line if n < 6 or n in keep else ""
                         for n, line in enumerate(lines))
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        found += t.compile(root, out=t.path("some.gabay")).problems
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n".join(line if n not in warned else ""
                          for n, line in enumerate(lines)))
    found += t.compile(root, out=t.path("some.gabay")).problems
    return found


def prefix(t):
    root = t.content(dict(FILES, **{
        "en/orders/links.md": article(
            "Links", "[a](ship%20it.md) [b](..) [c](/ko/) [d](form.pdf) "
            "[e](deep/) [f](#)\n", aliases="[old, /en/older]"),
        "site.yaml": "base_url: https://shop.example/help/\n"}))
    r = t.compile(root)
    body = hashless(t.body(r.path, "/help/en/orders/links"))
    t.eq(body, '<p><a href="/help%s">a</a> <a href="/help/en/">b</a> '
         '<a href="/help/ko/">c</a> <a href="/help/assets/form.*.pdf">d</a> '
         '<small>(PDF, 1 KB)</small> '
         '<a href="/help/en/orders/deep/">e</a> '
         '<a href="/help/en/orders/links">f</a></p>' % PARCEL,
         "with a base_url each address has its prefix")
    public = t.addresses(r.path, "page", "asset", "redirect")
    outside = [a for a in public if not a.startswith("/help/")]
    t.eq(outside, ["/.well-known/ai-catalog.json", "/robots.txt"],
         "and nothing lies outside of it but what crawlers read there")
    t.eq({a: target for a, (kind, target) in t.entries(r.path).items()
          if kind == "redirect"},
         {"/help/en/orders/old": "/help/en/orders/links",
          "/help/en/older": "/help/en/orders/links"},
         "aliases too")
    page = t.page(r.path, "/help/en/orders/links")
    t.ok('href="https://shop.example/help/en/orders/links"' in page,
         "the canonical address is whole")
    for address in t.addresses(r.path):
        text = t.page(r.path, address)
        outside = [h for part in ('href="/', 'src="/', 'action="/')
                   for h in text.split(part)[1:] if not h.startswith("help/")]
        t.ok(not outside, "every address on %s begins with it" % address,
             outside[:3])
    r = t.compile(root, "--base-url", "http://[::1]:8080", out=t.path("b.gabay"))
    t.ok("/en/orders/links" in t.addresses(r.path) and
         "http://[::1]:8080/en/orders/links" in
         t.page(r.path, "/en/orders/links"), "--base-url overrides site.yaml")


def composed(t):
    """A file system keeps names as they were typed; links are compared in
    NFC."""
    name = "en/Zwrot kosztów.md"
    files = {unicodedata.normalize("NFD", name): article("Zwrot"),
             unicodedata.normalize("NFD", "en/Żółw/a.md"): article("A"),
             unicodedata.normalize("NFD", "en/é.png"): "GIF89a1122",
             "en/b.md": article(
                 "B", "[x](Zwrot%20kosztów.md) [y](Żółw/) ![z](é.png)\n\n[n](" +
                 unicodedata.normalize("NFD", "Żółw/a.md") + ")\n")}
    r = t.site(files)
    t.ok(r.code == 0 and r.err == "", "names in NFD are found", r.err)
    t.eq(hashless(t.body(r.path, "/en/b")),
         '<p><a href="/en/zwrot-koszt%C3%B3w">x</a> '
         '<a href="/en/%C5%BC%C3%B3%C5%82w/">y</a> '
         '<img src="/assets/%C3%A9.*.png" alt="z" width="12593" '
         'height="12850"></p>\n'
         '<p><a href="/en/%C5%BC%C3%B3%C5%82w/a">n</a></p>',
         "their addresses are in NFC")
    files = {"en/a.md": article("A"),
             unicodedata.normalize("NFD", "en/é.md"): article("É"),
             "en/é.md": article("É")}
    r = t.site(files)
    t.ok(r.code == 1 and len(r.problems) == 2,
         "two spellings of one name are one address", r.err)


def html_blocks(t):
    text = ("<div onclick='x()'>\n<script>alert(1)</script></div>\n\n"
            "Text <b>bold</b> <img src=x onerror=alert(1)> end<br>line\n")
    r = t.site({"en/a.md": article("A", text)})
    t.ok(r.said("en/a.md", "raw HTML is left out (4") == (5, 1, "warning"),
         "raw HTML is left out with a warning", r.err)
    t.eq(t.body(r.path, "/en/a"), "<p>Text bold  end<br>line</p>",
         "of inline HTML the text stays")
    r = t.site({"en/a.md": article("A", text),
                "site.yaml": "allow_html: true\n"})
    t.ok(r.err == "" and "<b>bold</b>" in t.body(r.path, "/en/a") and
         "<script>" in t.body(r.path, "/en/a"), "allow_html lets it through")
