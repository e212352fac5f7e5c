"""`import`: what comes out of a small site of each system, that it compiles,
that old addresses lead on, and that nothing is overwritten."""
import json
import os
import urllib.error
import urllib.request

import serving
from harness import read, tree

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000002000000020806000000"
    "72b60d24000000124944415408d763f8cfc0f01f0c1918c040002dfa03fd"
    "0c2b3b0b0000000049454e44ae426082")


def run(t):
    zendesk(t)
    zendesk_forms(t)
    docusaurus(t)
    hugo(t)
    hugo_languages(t)
    jekyll(t)
    refused(t)
    hostile(t)
    served(t)


def call(t, *words, **more):
    return t.call("import", *words, **more)


def moved(t, system, source):
    """The folder that came out, what was printed and what was told."""
    t.sites += 1
    out = t.path("moved-%d" % t.sites)
    code, said, told = call(t, system, source, "-o", out)
    t.eq(code, 0, system + ": it is imported")
    return out, said, told.splitlines()


def texts(root):
    return {path: text.decode("utf-8", "replace")
            for path, text in tree(root).items()}


def compiles(t, root, what):
    done = t.run(t.indexer, root, "--check")
    t.ok(done.returncode == 0, what + ": what came out has no error",
         done.stderr.decode())


def check(t, out, wanted, what):
    made = texts(out)
    t.eq(sorted(made), sorted(wanted), what + ": the files")
    for path, text in wanted.items():
        if text is not None:
            t.eq(made.get(path), text, "%s: %s" % (what, path))
    compiles(t, out, what)


def export(t, value):
    t.sites += 1
    path = t.path("export-%d.json" % t.sites)
    with open(path, "w") as f:
        json.dump(value, f)
    return path


def article(number, title, body, **more):
    found = {"id": number, "title": title, "body": body, "locale": "en-us",
             "section_id": 5, "draft": False, "promoted": False,
             "label_names": [], "created_at": "2024-05-31T09:00:00Z",
             "html_url": "https://old.example/hc/en-us/articles/%d-%s" %
             (number, title.replace(" ", "-"))}
    found.update(more)
    return found


SECTIONS = [{"id": 5, "name": "Orders", "locale": "en-us", "category_id": 2,
             "position": 3, "description": "What you &amp; we do",
             "html_url": "https://old.example/hc/en-us/sections/5-Orders"}]
CATEGORIES = [{"id": 2, "name": "Shop", "locale": "en-us"}]


def zendesk(t):
    back = article(
        12, "Send it back", "<p>Pack it as in <a href=\"https://old.example/"
        "hc/en-us/articles/13-Pack-it#h_9\">Pack it</a>.</p>",
        promoted=True, position=2, label_names=["returns", "no: 1"],
        edited_at="2024-06-01T10:00:00Z", updated_at="2024-07-01T10:00:00Z",
        translations=[{"locale": "ko", "title": "반품", "draft": False,
                       "body": "<p>상자에 넣으세요</p>",
                       "created_at": "2024-06-02T10:00:00Z",
                       "html_url": "https://old.example/hc/ko/articles/12"}])
    pack = article(13, "Pack it", "<h2 id=\"h_9\">The box</h2>"
                   "<p><blink>Now</blink></p>", draft=True)
    out, said, told = moved(t, "zendesk", export(t, {
        "articles": [back, pack], "sections": SECTIONS,
        "categories": CATEGORIES}))
    check(t, out, {
        "site.yaml": "default_locale: en\nlocales: [en, ko]\n",
        "en/shop/_index.md": "---\ntitle: Shop\naliases: "
        "[/hc/en-us/categories/2]\n---\n",
        "en/shop/orders/_index.md": "---\ntitle: Orders\n"
        "description: \"What you & we do\"\nweight: 3\n"
        "aliases: [/hc/en-us/sections/5-Orders, /hc/en-us/sections/5]\n---\n",
        "en/shop/orders/send-it-back.md":
        "---\ntitle: Send it back\nid: \"12\"\nweight: 2\npromoted: true\n"
        "date: 2024-05-31T09:00:00Z\nupdated: 2024-06-01T10:00:00Z\n"
        "tags: [returns, \"no: 1\"]\n"
        "aliases: [/hc/en-us/articles/12-Send-it-back, "
        "/hc/en-us/articles/12]\n---\n\n"
        "Pack it as in [Pack it](pack-it.md#h_9).\n",
        "en/shop/orders/pack-it.md":
        "---\ntitle: Pack it\ndraft: true\n"
        "date: 2024-05-31T09:00:00Z\n"
        "aliases: [/hc/en-us/articles/13-Pack-it, /hc/en-us/articles/13]\n"
        "---\n\n## The box {#h_9}\n\nNow\n",
        "ko/shop/_index.md": "---\ntitle: Shop\n---\n",
        "ko/shop/orders/_index.md": "---\ntitle: Orders\n---\n",
        "ko/shop/orders/send-it-back.md":
        "---\ntitle: 반품\nslug: 반품\nid: \"12\"\nweight: 2\npromoted: true\n"
        "date: 2024-06-02T10:00:00Z\ntags: [returns, \"no: 1\"]\n"
        "aliases: [/hc/ko/articles/12]\n---\n\n상자에 넣으세요\n",
    }, "zendesk")
    t.ok("3 articles, 4 sections and 0 files in 2 languages" in said and
         "\n    gabay-indexer %s --check\n" % out in said,
         "zendesk: what it says", said)
    t.eq([line.split(": ", 1)[1] for line in told],
         ["warning: left out: the tag <blink> [import-left]"],
         "zendesk: what was left out")


def zendesk_forms(t):
    """Pages of an export one after the other, articles alone, languages in one
    list, and English of two countries."""
    out, _, _ = moved(t, "zendesk", export(t, [
        {"articles": [article(1, "One", "a")]},
        {"articles": [article(2, "Two", "b", locale="en-gb"),
                      article(1, "Eins", "c", locale="de")]}]))
    t.eq(sorted(texts(out)), ["de/one.md", "en-GB/two.md", "en-US/one.md",
                             "site.yaml"], "pages and languages in a list")
    t.ok("id: \"1\"" in texts(out)["de/one.md"] and
         "id: \"1\"" in texts(out)["en-US/one.md"], "tied by their id")
    compiles(t, out, "two kinds of English")
    out, _, told = moved(t, "zendesk", export(t, {"articles": [
        article(1, "Contact", "a"), article(2, "Same: it", "b"),
        article(3, "Same it", "c"), article(4, "../../etc/x\\y", "d"),
        article(5, "con", "e"), article(6, "?!", "f"),
        article(7, "Only us", "g", user_segment_id=3)]}))
    t.eq(sorted(texts(out)), [
        "en/article.md", "en/con-page.md", "en/contact-2.md", "en/etc-x-y.md",
        "en/only-us.md", "en/same-it-2.md", "en/same-it.md", "site.yaml"],
        "odd titles become names")
    t.ok("draft: true" in texts(out)["en/only-us.md"],
         "what not everybody may read is a draft")
    t.ok(sum("[import-double]" in line for line in told) == 2,
         "each new number is told", told)
    compiles(t, out, "odd titles")
    folder = t.content({"article_attachments/7/pic.png": PNG, "e.json":
                        json.dumps({"articles": [article(
                            1, "One", "<img src=\"/hc/article_attachments/7/"
                            "pic.png\" alt=\"x\">")]})})
    out, _, _ = moved(t, "zendesk", os.path.join(folder, "e.json"))
    t.ok("![x](../images/article-attachments/7/pic.png)" in
         texts(out)["en/one.md"] and
         read(out + "/images/article-attachments/7/pic.png") == PNG,
         "attachments beside the export are taken along", texts(out))


def docusaurus(t):
    root = t.content({
        "docusaurus.config.js": "module.exports = {title: 'Our help', url: "
        "'https://old.example', baseUrl: '/',};\n",
        "static/img/a b.png": PNG,
        "docs/intro.md": "---\nid: start\nslug: /\nlast_update:\n"
        "  date: 2024-05-31\nsidebar_position: 1\ntags: [a, b]\n---\n"
        "# Intro\n\nSee [pack](./02-orders/01-pack.mdx#box) "
        "and [that](/docs/orders/pack).\n",
        "docs/02-orders/_category_.json": "{\"label\": \"Your orders\", "
        "\"position\": 4}",
        "docs/02-orders/01-pack.mdx": "import Tabs from '@theme/Tabs';\n\n"
        "# Pack {#box}\n\n:::tip[Mind]\nSoft\n:::\n\n<Video id=\"x\" />\n"
        "![pic](/img/a%20b.png)\n\n```js\nimport x from 'y'; {z}\n```\n",
        "docs/_part.md": "not a page",
        "i18n/pl/docusaurus-plugin-content-docs/current/02-orders/01-pack.mdx":
        "---\ntitle: Pakowanie\nwhatever: 1\n---\n[wstęp](../intro.md)\n",
    })
    out, _, told = moved(t, "docusaurus", root)
    check(t, out, {
        "site.yaml":
        "title: \"Our help\"\ndefault_locale: en\nlocales: [en, pl]\n",
        "images/img/a-b.png": None,
        "en/intro.md": "---\nweight: 1\nupdated: 2024-05-31\ntags: [a, b]\n"
        "aliases: [/docs]\n---\n\n# Intro\n\n"
        "See [pack](orders/pack.md#box) and [that](orders/pack.md).\n",
        "en/orders/_index.md":
        "---\ntitle: Your orders\nweight: 4\n---\n",
        "en/orders/pack.md": "---\nweight: 1\naliases: [/docs/orders/pack]\n"
        "---\n\n# Pack {#box}\n\n> [!TIP] Mind\n> Soft\n\n"
        "![pic](../../images/img/a-b.png)\n\n"
        "```js\nimport x from 'y'; {z}\n```\n",
        "pl/orders/_index.md": "---\ntitle: Orders\n---\n",
        "pl/orders/pack.md": "---\ntitle: Pakowanie\nweight: 1\n"
        "aliases: [/pl/docs/orders/pack]\n---\n\n"
        "[wstęp](../../en/intro.md)\n",
    }, "docusaurus")
    t.eq(sorted(line.split("left out: ")[1] for line in told), [
        "an import of MDX [import-left]", "the component <Video> "
        "[import-left]", "the key 'whatever' of front matter [import-left]"],
        "docusaurus: what was left out")


def hugo(t):
    root = t.content({
        "hugo.toml": "baseURL = 'https://old.example/'\ntitle = 'Help'\n"
        "defaultContentLanguage = 'en'\n[languages.en]\nweight = 1\n"
        "[languages.pl]\nweight = 2\n",
        "static/pics/b.png": PNG,
        "content/_index.md": "+++\ntitle = 'Home'\n+++\n",
        "content/orders/_index.md": "---\ntitle: Orders\nweight: 2\n---\n",
        "content/orders/return/index.md": "+++\ntitle = \"Return: it\"\n"
        "date = 2024-05-31T09:00:00+07:00\nlastmod = 2024-06-01\n"
        "expiryDate = 2030-01-01\ntags = ['a', \"b\"]\nweight = 3\n"
        "aliases = ['/old/return/', 'sent-back']\ntranslationKey = 'ret'\n"
        "[params]\nx = 1\n+++\n\n![in](box.png) [p]({{< relref "
        "\"pack.md#box\" >}})\n{{< figure src=\"/pics/b.png\" alt=\"B\" >}}\n"
        "{{% notice warning %}}\nHot\n{{% /notice %}}\n{{< map 3 >}}\n",
        "content/orders/return/box.png": PNG,
        "content/orders/pack.md": "---\ntitle: Pack\nslug: packing\n"
        "draft: true\n---\n## Box {#box}\n`{{< map >}}`\n",
        "content/orders/pack.pl.md": "---\ntitle: Pakuj\n"
        "url: /pl/pakuj/\n---\nTak\n",
    })
    out, _, told = moved(t, "hugo", root)
    check(t, out, {
        "site.yaml": "title: \"Help\"\ndefault_locale: en\nlocales: [en, pl]\n",
        "images/orders/return/box.png": None,
        "images/pics/b.png": None,
        "en/_index.md": "---\ntitle: Home\n---\n",
        "en/orders/_index.md": "---\ntitle: Orders\nweight: 2\n"
        "aliases: [/orders]\n---\n",
        "en/orders/return.md": "---\ntitle: \"Return: it\"\nid: ret\n"
        "weight: 3\ndate: 2024-05-31T09:00:00+07:00\nexpires: 2030-01-01\n"
        "updated: 2024-06-01\ntags: [a, b]\n"
        "aliases: [/orders/return, /old/return, /orders/sent-back]\n---\n\n"
        "![in](../../images/orders/return/box.png) [p](pack.md#box)\n"
        "![B](../../images/pics/b.png)\n> [!WARNING]\n> Hot\n\n",
        "en/orders/pack.md": "---\ntitle: Pack\nslug: packing\ndraft: true\n"
        "aliases: [/orders/packing]\n---\n\n## Box {#box}\n`{{< map >}}`\n",
        "pl/orders/_index.md": "---\ntitle: Orders\n---\n",
        "pl/orders/pack.md": "---\ntitle: Pakuj\naliases: [/pl/pakuj]\n---\n\n"
        "Tak\n",
    }, "hugo")
    t.eq(told, ["content/orders/return/index.md:19:1: warning: left out: the "
                "shortcode {{< map >}} [import-left]"],
         "hugo: what was left out, and where")


def hugo_languages(t):
    """By folder without settings, and by contentDir."""
    out, _, _ = moved(t, "hugo", t.content({
        "content/en/a.md": "---\ntitle: A\n---\n[b](../b/)\n",
        "content/en/b.md": "---\ntitle: B\n---\nb\n",
        "content/id/a.md": "---\ntitle: Satu\n---\na\n"}))
    t.eq(sorted(texts(out)), ["en/a.md", "en/b.md", "id/a.md", "site.yaml"],
         "hugo: languages by folder")
    t.ok("[b](b.md)" in texts(out)["en/a.md"], "hugo: an address as a link",
         texts(out)["en/a.md"])
    out, _, _ = moved(t, "hugo", t.content({
        "config.yaml": "languages:\n  en:\n    contentDir: content/english\n"
        "  fil:\n    contentDir: content/filipino\n  ko:\n"
        "    contentDir: ../../etc\n",
        "content/english/a.md": "---\ntitle: A\n---\na\n",
        "content/filipino/a.md": "---\ntitle: Isa\n---\na\n"}))
    t.eq(sorted(texts(out)), ["en/a.md", "fil/a.md", "site.yaml"],
         "hugo: languages by contentDir")
    out, _, _ = moved(t, "hugo", t.content({
        "config.yaml": "baseurl: https://old.example/help/\n",
        "content/en/a.md": "---\ntitle: A\n---\n[b](/help/b/) "
        "[c](https://old.example/help/b/)\n",
        "content/en/b.md": "---\ntitle: B\n---\nb\n"}))
    t.ok("[b](b.md) [c](b.md)" in texts(out)["en/a.md"],
         "hugo: the path of the address, in small letters too", texts(out))


def jekyll(t):
    root = t.content({
        "_config.yml": "title: Help\nbaseurl: /help\nurl: https://old.example\n"
        "phone: 555\ncollections:\n  docs:\n    output: true\n"
        "defaults:\n  - scope: {path: _docs/pl}\n    values: {lang: pl}\n",
        "_layouts/x.md": "---\n---\nnot a page",
        "README.md": "not a page either",
        "assets/a.png": PNG,
        "_docs/en/orders/return.md": "---\ntitle: Return\nnav_order: 2\n"
        "permalink: /returns/\nredirect_from: [/old, /old2/]\nmystery: 1\n"
        "---\n* TOC\n{:toc}\n\n## Box\n{: #box .big}\n\n"
        "[p]({% link _docs/en/orders/pack.md %}){:target=\"_blank\"} "
        "[q]({{ site.baseurl }}/returns/)\n\n\n\nCall {{ site.phone }} "
        "{% include x.html %}\n<img src=\"{{ '/assets/a.png' | relative_url "
        "}}\" alt=\"A\">\n\n<table><tr><th>A</th></tr><tr><td>b</td></tr>"
        "</table>\n",
        "_docs/en/orders/pack.md": "---\ntitle: Pack\npublished: false\n---\n"
        "{% raw %}{{ x }}{% endraw %}\n",
        "_docs/pl/orders/return.md": "---\ntitle: Zwrot\n---\nTak\n",
    })
    out, _, told = moved(t, "jekyll", root)
    check(t, out, {
        "site.yaml": "title: \"Help\"\ndefault_locale: en\nlocales: [en, pl]\n",
        "images/assets/a.png": None,
        "en/orders/_index.md": "---\ntitle: Orders\n---\n",
        "en/orders/return.md": "---\ntitle: Return\nweight: 2\n"
        "aliases: [/returns, /old, /old2]\n---\n\n## Box {#box}\n\n"
        "[p](pack.md) [q](return.md)\n\nCall 555\n"
        "![A](../../images/assets/a.png)\n\n"
        "| A |\n| --- |\n| b |\n",
        "en/orders/pack.md": "---\ntitle: Pack\ndraft: true\n"
        "aliases: [/docs/en/orders/pack.html]\n---\n\n{{ x }}\n",
        "pl/orders/_index.md": "---\ntitle: Orders\n---\n",
        "pl/orders/return.md": "---\ntitle: Zwrot\n"
        "aliases: [/docs/pl/orders/return.html]\n---\n\nTak\n",
    }, "jekyll")
    t.eq(sorted(line.split("left out: ")[1] for line in told), [
        "a file without front matter, which is no page in Jekyll "
        "[import-left]", "the key 'mystery' of front matter [import-left]",
        "the sign {% include x.html %} [import-left]"],
        "jekyll: what was left out")


def refused(t):
    source = export(t, {"articles": [article(1, "One", "a"),
                                     article(2, "Two", "b")]})
    for what, words in (("nothing", []), ("no target", ["hugo", t.folder]),
                        ("another system", ["wiki", source, "-o", "x"]),
                        ("two sources", ["zendesk", source, "y", "-o", "x"]),
                        ("no such folder above", ["zendesk", source, "-o",
                                                  t.path("no/there")])):
        code, out, err = call(t, *words)
        t.ok(code == 2 and out == "" and err.startswith("gabay-indexer: "),
             what + ": exit 2", (code, out, err))
    there = t.content({"en/two.md": "mine", "other.txt": "keep"})
    code, out, err = call(t, "zendesk", source, "-o", there)
    t.ok(code == 2 and "en/two.md is there already: nothing was written" in err,
         "a file that is there", err)
    t.eq(texts(there), {"en/two.md": "mine", "other.txt": "keep"},
         "all stays as it was")
    kept = t.content({"site.yaml": "title: Mine\n", "en/three.md": "x"})
    t.eq(call(t, "zendesk", source, "-o", kept)[0], 0, "beside other articles")
    t.eq(texts(kept)["site.yaml"], "title: Mine\n", "settings stay")
    aside, linked = t.content({}), t.content({})
    os.symlink(aside, os.path.join(linked, "en"))
    code, _, err = call(t, "zendesk", source, "-o", linked)
    t.ok(code == 3 and os.listdir(aside) == [] and
         os.listdir(linked) == ["en"], "a link is not followed", (code, err))
    os.remove(os.path.join(linked, "en"))
    os.symlink("nowhere", os.path.join(linked, "site.yaml"))
    t.eq(call(t, "zendesk", source, "-o", linked)[0], 0, "nor is that of a file")
    t.ok(not os.path.exists(os.path.join(linked, "nowhere")), "to nothing")
    code, _, err = call(t, "docusaurus", there, "-o", t.path("nothing-here"))
    t.ok(code == 2 and "no folder 'docs'" in err and
         not os.path.exists(t.path("nothing-here")), "no docs", err)


def hostile(t):
    deep = t.path("deep.json")
    with open(deep, "w") as f:
        f.write("[" * 100000 + "]" * 100000)
    wrong = [{"articles": 3}, {"articles": [1, None, [], {}]}, [], "x", None,
             {"articles": [{"id": {}, "title": [], "body": 4,
                            "label_names": {"a": 1}, "translations": [1]}],
              "sections": [{"id": 5, "parent_section_id": 5, "name": "x"}]}]
    odd = [deep] + [export(t, value) for value in wrong]
    for path in odd:
        t.sites += 1
        out = t.path("hostile-%d" % t.sites)
        code, _, err = call(t, "zendesk", path, "-o", out)
        t.ok(code in (0, 1) and (code == 0 or not os.path.exists(out)),
             "odd JSON: an answer", (code, err))
    root = t.content({
        "docs/a.md": b"---\ntitle: \xff\n---\nx", "docs/b.md": "fine\n",
        "docs/c.md": "---\ntitle: [\n---\n", "docs/nul.md": b"a\0b",
        "docs/CON.md": "# con\n", "docs/<b>:x?.md": "odd\n",
        "docs/up.md": "[x](../../../../etc/passwd) ![y](/../../etc/passwd)\n"})
    os.symlink("/etc/passwd", os.path.join(root, "docs/passwd.png"))
    with open(os.path.join(root, "docs/d.md"), "w") as f:
        f.write("![z](passwd.png)\n")
    code, _, err = call(t, "docusaurus", root, "-o", t.path("hostile-docs"))
    t.ok(code == 3 and "passwd.png" in err and
         not os.path.exists(t.path("hostile-docs")),
         "a linked file is not read, and nothing is left", (code, err))
    os.remove(os.path.join(root, "docs/passwd.png"))
    out, said, told = moved(t, "docusaurus", root)
    t.eq(sorted(texts(out)), ["en/b-x.md", "en/b.md", "en/con-page.md",
                             "en/d.md", "en/up.md", "site.yaml"],
         "what cannot be read is left out")
    t.ok("3 left out" in said and
         sum("[import-file]" in line for line in told) == 3, "and told", told)
    compiles(t, out, "odd names")


def served(t):
    out, _, _ = moved(t, "zendesk", export(t, {
        "articles": [article(12, "Send it back", "<p>Like this</p>")],
        "sections": SECTIONS, "categories": CATEGORIES}))
    path = t.path("moved.gabay")
    t.eq(t.compile(out, out=path).code, 0, "it compiles")
    with serving.serve(t, path) as origin:
        for old in ("/hc/en-us/articles/12-Send-it-back",
                    "/hc/en-us/articles/12"):
            with urllib.request.urlopen(origin + old, timeout=10) as answer:
                t.eq(answer.geturl()[len(origin):],
                     "/en/shop/orders/send-it-back", old + " leads on")
