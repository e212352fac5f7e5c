"""Lists made at compile time: related articles, tags, A to Z, promoted ones,
and the language of the interface texts."""
import json
import os
import re

from harness import article

# Templates of nothing but what is looked at here.
TEMPLATES = {
    "layout": "{{$main}}{{/main}}",
    "article": "{{#article.related}}{{url}}\n{{/article.related}}.",
    "home": "{{#home.promoted}}{{url}}\n{{/home.promoted}}--\n"
            "{{#home.sections}}{{url}} {{count}}\n{{/home.sections}}",
    "tags": "{{#tags.items}}{{name}} {{url}} {{count}}\n{{/tags.items}}",
    "tag": "{{tag.name}} {{tag.count}} {{page.noindex}}\n"
           "{{#tag.articles}}{{url}} {{section}}\n{{/tag.articles}}",
    "a_z": "{{#a_z.groups}}{{letter}} {{url}} {{anchor}}:"
           "{{#articles}} {{title}}{{/articles}}\n{{/a_z.groups}}",
}


def run(t):
    theme = t.path("lists-theme")
    os.makedirs(os.path.join(theme, "templates"))
    for name, text in TEMPLATES.items():
        with open(os.path.join(theme, "templates", name + ".mustache"), "w",
                  encoding="utf-8") as f:
            f.write(text)
    named(t, theme)
    alike(t, theme)
    tags(t, theme)
    letters(t, theme)
    home(t, theme)
    texts(t)
    icon(t)


def lines(t, result, address):
    return t.page(result.path, address).split("\n")[:-1]


def values(t, result, locale):
    return json.loads(t.page(result.path, "values/%s.json" % locale))


def named(t, theme):
    """What the front matter says comes first, in its order."""
    files = {
        "en/a.md": article("A", related="[c, s/b.md, /en/s/d, s/b]",
                           id="start"),
        "en/own.md": article("Own", related="[own, missing, ../up]"),
        "en/draft.md": article("Draft", draft="true"),
        "en/far.md": article("Far", related="[draft.md, nur]"),
        "en/many.md": article("Many", related="[b, c, d, e, f, g]"),
        "ko/s/b.md": article("나", id="b"),
        "ko/k.md": article("가", related="[c, /en/s/b.md]"),
        "ko/nur.md": article("다", id="nur"),
    }
    for n in "bcdefg":
        files["en/s/%s.md" % n] = article("Word" + n, "Body.\n", id=n)
    r = t.site(files, "--theme", theme)
    t.eq(r.code, 0, "related: what is wrong is a warning")
    t.eq(lines(t, r, "/en/a")[:3], ["/en/s/c", "/en/s/b", "/en/s/d"],
         "related: by id, path and path from the top, each once")
    t.ok(r.said("en/own.md", "'own' is the article itself") and
         r.said("en/own.md", "'missing' is no article's id") and
         r.said("en/own.md", "'../up' is no article's id"),
         "related: itself and nothing are said", r.err)
    t.ok(r.said("en/far.md", "is a draft"), "related: drafts are said", r.err)
    t.ok(not r.said("en/far.md", "'nur'") and not r.said("ko/k.md", "'c'"),
         "related: what is not translated yet is left out without a word",
         r.err)
    t.eq(lines(t, r, "/ko/k")[:1], ["/ko/s/b"],
         "related: a path into another language means its translation")
    t.eq(lines(t, r, "/en/many"), ["/en/s/" + n for n in "bcdef"],
         "related: five")
    t.ok(r.said("en/many.md", "'g' is one too many"), "related: the sixth is "
         "said", r.err)
    r = t.site({"en/a.md": article("A", related="{b: c}")})
    t.ok(r.code == 1 and r.said("en/a.md", "list of articles' ids or paths"),
         "related: must be a list", r.err)


def alike(t, theme):
    """Without front matter the rare words decide."""
    files = {"en/%s/n%d.md" % (s, i): article(
        "%s number %d" % (s.title(), i), "Plain text of %s.\n" % s, weight=i)
        for s in ("moons", "ships") for i in range(1, 6)}
    files["en/moons/n1.md"] = article("Quince harvest", weight=1)
    files["en/ships/n1.md"] = article("Gather a quince", weight=1)
    files["en/moons/n2.md"] = article("Quince neighbour", weight=2)
    files["en/ships/n4.md"] = article("Blue", tags="[Zebra]", weight=4)
    files["en/moons/n5.md"] = article("Green", tags="[zebra]", weight=5)
    files["pl/a.md"] = article("Quince harvest")
    r = t.site(files, "--theme", theme)
    related = lines(t, r, "/en/moons/n1")
    t.eq(related[:1], ["/en/ships/n1"], "alike: a rare word in the title")
    t.ok("/en/moons/n2" not in related, "alike: not the next article", related)
    t.ok("/en/ships/n3" not in related, "alike: nothing in common", related)
    t.eq(lines(t, r, "/en/ships/n4")[:1], ["/en/moons/n5"],
         "alike: a rare tag, whatever its case")
    t.eq(lines(t, r, "/pl/a"), [], "alike: in the same language only")
    r = t.site({"en/s/%02d.md" % i: article("Lantern", "Lanterns.\n")
                for i in range(20)}, "--theme", theme)
    t.eq(lines(t, r, "/en/s/10"), ["/en/s/%02d" % i for i in (0, 1, 2, 3, 4)],
         "alike: of equals the first by path, five of them")


def tags(t, theme):
    files = {
        "pl/b/x.md": article("X", tags="[Łódka, 'C++', ' zwrot ']", weight=1),
        "pl/b/y.md": article("Y", tags="[ŁÓDKA, łódka, c, '🎁', '..']",
                             weight=2),
        "pl/b/in/z.md": article("Z", tags="['a/b', lampa]"),
        "pl/top.md": article("Top", tags="[łódka]"),
        "pl/off.md": article("Off", tags="[ukryty]", draft="true"),
        "pl/b/_index.md": article("Dział"),
        "en/e.md": article("E", tags="[Lampa]"),
        "ko/k.md": article("K"),
        "ko/tags-etc.md": article("L"),
    }
    r = t.site(files, "--theme", theme)
    t.eq(r.code, 0, "tags: compiles")
    t.eq(lines(t, r, "/pl/tags"),
         [".. /pl/tags/u2e-u2e 1", "🎁 /pl/tags/u1f381 1",
          "a/b /pl/tags/a-b 1", "C++ /pl/tags/c 2", "lampa /pl/tags/lampa 1",
          "Łódka /pl/tags/%C5%82%C3%B3dka 3", "zwrot /pl/tags/zwrot 1"],
         "tags: by the locale's collation; slugs that meet are one, spelled as "
         "first; without a letter by code points")
    t.eq(lines(t, r, "/pl/tags/%C5%82%C3%B3dka"),
         ["Łódka 3 true", "/pl/b/x Dział", "/pl/b/y Dział", "/pl/top "],
         "tags: articles in reading order, each once, with their section")
    taken = t.site({"pl/a.md": article("A", tags="[lampa]",
                                       aliases="[/pl/tags/lampa]")})
    t.ok(taken.code == 1 and taken.said("pl/a.md", "'/pl/tags/lampa'"),
         "tags: no alias takes a tag's address", taken.err)
    addresses = t.addresses(r.path, "page")
    t.ok("/pl/tags/ukryty" not in addresses, "tags: none of drafts")
    t.ok("/ko/tags" not in addresses and "/ko/a-z" in addresses,
         "tags: no page where there are none", addresses)
    sites = {tag: values(t, r, tag)["site"] for tag in ("pl", "ko")}
    t.eq([(s["tags"], s["a_z"]) for s in sites.values()],
         [("/pl/tags", "/pl/a-z"), (None, "/ko/a-z")], "tags: site.tags")
    plain = t.compile(t.content(files))
    page = t.page(plain.path, "/pl/tags/lampa")
    found = re.findall(r'<a href="([^"]+)" lang="(\w+)"', page)
    t.eq(sorted((tag, url) for url, tag in found),
         [("en", "/en/tags/lampa"), ("ko", "/ko/"), ("pl", "/pl/tags/lampa")],
         "tags: the language switch leads to the same tag, else to all, else "
         "home")
    sitemap = t.page(plain.path, "sitemap.xml")
    t.ok('content="noindex"' in page and "/pl/top<" in sitemap and
         "/tags/" not in sitemap and "/tags<" not in sitemap and
         "/a-z" not in sitemap, "tags: not for search engines", sitemap)


def letters(t, theme):
    titles = ["Łódź", "Lampa", "lżej", "„Cytat”", "Ćma", "cebula",
              "3 sposoby", "반품", "Żaba", "Zwrot", "Źródło"]
    r = t.site({"pl/%d.md" % i: article('"%s"' % title)
                for i, title in enumerate(titles)}, "--theme", theme)
    t.eq(lines(t, r, "/pl/a-z"),
         ["C #letter-c letter-c: cebula „Cytat”",
          "Ć #letter-%C4%87 letter-ć: Ćma",
          "L #letter-l letter-l: Lampa lżej",
          "Ł #letter-%C5%82 letter-ł: Łódź",
          "Z #letter-z letter-z: Zwrot",
          "Ź #letter-%C5%BA letter-ź: Źródło",
          "Ż #letter-%C5%BC letter-ż: Żaba",
          "# #letter-other letter-other: 3 sposoby 반품"],
         "A to Z: the alphabet's letters, quotes passed over, the rest last")
    r = t.site({"ko/%d.md" % i: article(title)
                for i, title in enumerate(["환불", "까치", "가입", "FAQ"])},
               "--theme", theme)
    t.eq([line.split(" ")[0] for line in lines(t, r, "/ko/a-z")],
         ["ㄱ", "ㅎ", "#"], "A to Z: by the first consonant")


def home(t, theme):
    files = {"en/p%02d.md" % i: article("P%02d" % i, promoted="true",
                                        weight=20 - i) for i in range(10)}
    files["en/p.md"] = article("A first by title", promoted="true")
    files["en/p10.md"] = article("Draft", promoted="true", draft="true")
    files["en/s/one.md"] = article("One")
    files["en/s/in/two.md"] = article("Two")
    files["en/s/in/deep/three.md"] = article("Three")
    files["en/deep/er/four.md"] = article("Four")
    files["ko/s/a.md"] = article("가")
    files["ko/b.md"] = article("나")
    r = t.site(files, "--theme", theme)
    t.eq(lines(t, r, "/en/"),
         ["/en/p%02d" % i for i in range(9, 1, -1)] +
         ["--", "/en/deep/ 1", "/en/s/ 3"],
         "home: eight promoted by weight; sections count what is below them")
    site = values(t, r, "en")["site"]
    t.eq([[a["url"] for a in s["top"]] for s in site["sections"]],
         [["/en/deep/er/four"],
          ["/en/s/one", "/en/s/in/two", "/en/s/in/deep/three"]],
         "site.sections: their first articles, from below too")
    t.eq([a["url"] for a in site["top"]],
         ["/en/p%02d" % i for i in range(9, 4, -1)],
         "site.top: the promoted")
    t.eq([a["title"] for a in values(t, r, "ko")["site"]["top"]], ["가", "나"],
         "site.top: else the first of each section")


def texts(t):
    theme = t.path("texts-theme")
    os.makedirs(os.path.join(theme, "i18n"))
    for tag in ("zh-Hant", "zh-Hans", "pt"):
        with open(os.path.join(theme, "i18n", tag + ".yaml"), "w",
                  encoding="utf-8") as f:
            f.write('search_button: "%s"\n' % tag)
    tags = ["zh-TW", "zh-HK", "zh", "zh-Hant", "pt-BR", "en-GB", "tl", "ur"]
    r = t.site({"%s/a.md" % tag: article("A") for tag in tags}, "--theme",
               theme)
    found = {}
    for tag in [tag if tag != "tl" else "fil" for tag in tags]:
        locale = values(t, r, tag)["locale"]
        text = json.loads(t.page(r.path, "texts/%s.json" % tag))
        found[tag] = (text["search_button"], locale["texts_lang"],
                      locale["texts_dir"], locale["dir"])
    fil = json.loads(t.page(r.path, "texts/fil.json"))["search_button"]
    t.eq(found, {
        "zh-TW": ("zh-Hant", None, None, "ltr"),
        "zh-HK": ("zh-Hant", None, None, "ltr"),
        "zh": ("zh-Hans", None, None, "ltr"),
        "zh-Hant": ("zh-Hant", None, None, "ltr"),
        "pt-BR": ("pt", None, None, "ltr"),
        "en-GB": ("Search", None, None, "ltr"),
        "fil": (fil, None, None, "ltr"),
        "ur": ("Search", "en", "ltr", "rtl"),
    }, "texts: by language and script; English ones say that they are")
    for tag, own in (("ur", True), ("pt-BR", False)):
        page = t.page(r.path, "/%s/" % tag)
        t.eq('<h1 lang="en" dir="ltr">' in page, own,
             "texts: of another language are marked: " + tag)
        t.ok('<html lang="%s"' % tag in page, "texts: not the page")


def icon(t):
    files = {"en/a.md": article("A"), "i.png": "png", "l.svg": "<svg/>",
             "l.jpg": "jpg"}

    def of(settings):
        r = t.site(dict(files, **{"site.yaml": settings}))
        return r, values(t, r, "en")["site"]["icon"] if r.code == 0 else None

    t.ok(of("icon: i.png\nlogo: l.svg\n")[1].endswith(".png"),
         "icon: site.yaml's")
    t.ok(of("logo: l.svg\n")[1].startswith("/assets/l."), "icon: else the logo")
    t.ok("/assets/icon." in of("logo: l.jpg\n")[1],
         "icon: else the theme's; a photograph is none")
    t.ok(of("icon: l.jpg\n")[0].said("site.yaml", "SVG or PNG"),
         "icon: of a kind that browsers take")
    t.ok(of("icon: x.svg\n")[0].said("site.yaml", "icon 'x.svg' is no file"),
         "icon: must be there")
