"""Which file becomes what: locales, titles, addresses, sections, order."""
import json
import os
import re

from harness import article


def run(t):
    locales(t)
    listed_locales(t)
    titles(t)
    names(t)
    sections(t)
    order(t)
    aliases(t)
    translations(t)
    site_settings(t)


def manifest(t, path):
    return json.loads(t.page(path, "manifest.json"))


def locales(t):
    folders = {"pcm": "pcm", "sa": "sa", "zh-hans": "zh-Hans", "pt-br": "pt-BR",
               "FIL": "fil", "ar": "ar", "sr-Latn": "sr-Latn"}
    other = ["images", "api", "assets", "css", "files", "eng", "en-x-shop",
             "e", "en.old", "_de", ".fr"]
    files = {"%s/a.md" % f: article("A") for f in list(folders) + other}
    files["src/picture.png"] = "png"
    files["new/"] = ""
    r = t.site(files)
    t.eq(r.code, 0, "locales are found by their folders' names")
    rows = {row["tag"]: row for row in manifest(t, r.path)["locales"]}
    t.eq(sorted(rows), sorted(folders.values()),
         "folders with a language's name, in canonical case")
    t.eq([rows["ar"]["dir"], rows["sa"]["dir"]], ["rtl", "ltr"],
         "with their direction")
    t.eq(rows["zh-Hans"]["home"], "/zh-Hans/", "and canonical addresses")
    t.ok("/zh-Hans/a" in t.addresses(r.path), "of articles too")
    t.ok(all(row["articles"] == 1 and "/" in row["recipe"] and row["name"]
             for row in rows.values()),
         "each with a name, its articles and its recipe", rows)
    t.ok('lang="zh-Hans" dir="ltr"' in t.page(r.path, "/zh-Hans/") and
         'lang="ar" dir="rtl"' in t.page(r.path, "/ar/"),
         "pages say language and direction")
    t.eq(len([p for p in r.problems if "no language's folder" in p[4]]), 5,
         "articles elsewhere have a warning")
    t.eq(r.folded, [(4, "no-locale")], "each: api, assets, css, en-x-shop, "
         "en.old, e, eng, files, images")
    r = t.site({"tl/a.md": article("A")})
    t.eq([row["tag"] for row in manifest(t, r.path)["locales"]], ["fil"],
         "tl is fil")
    r = t.site({"fil/a.md": article("A"), "tl/b.md": article("B")})
    t.ok(r.code == 1 and r.said("tl", "both the locale fil"),
         "so both at once is an error", r.err)


def listed_locales(t):
    files = {"de/a.md": article("A"), "en/a.md": article("A"),
             "pl/a.md": article("A")}
    r = t.site(dict(files, **{"site.yaml": "locales: {en: English (UK), "
                                           "pl: }\ndefault_locale: pl\n"}))
    m = manifest(t, r.path)
    t.eq([(row["tag"], row["name"]) for row in m["locales"]],
         [("en", "English (UK)"), ("pl", "Polski")],
         "site.yaml chooses and names them")
    t.eq(m["default_locale"], "pl", "and the default")
    t.ok(r.said("de/a.md", "not among the 'locales'"), "the others are said",
         r.err)
    r = t.site(dict(files, **{"site.yaml": "locales: [EN, fr]\n"
                                           "default_locale: ko\n"}))
    m = manifest(t, r.path)
    t.eq(([row["tag"] for row in m["locales"]], m["default_locale"]),
         (["en"], "en"), "a list will do")
    t.ok(r.said("site.yaml", "locales: there is no folder") and
         r.said("site.yaml", "default_locale: there is no folder"),
         "locales without a folder are said", r.err)
    r = t.site({"pl/a.md": article("A"), "de/a.md": article("A")})
    t.eq(manifest(t, r.path)["default_locale"], "de",
         "without en and settings the first is the default")


def titles(t):
    r = t.site({"en/front.md": article("From the front", "# From the front\n"),
                "en/other.md": article("Front", "# Another\n\nText.\n"),
                "en/first.md": "# From *the* heading {#x}\n\nText.\n",
                "en/late.md": "Text.\n\n# Later\n",
                "en/none at all.md": "Text.\n",
                "en/numbers.md": "---\ntitle: 404\n---\n",
                "en/empty.md": "", "en/blank.md": "\n \n"})
    title = {a: re.search(r"<h1>(.*?)</h1>", t.page(r.path, a))[1]
             for a in t.addresses(r.path) if not a.endswith("/")}
    t.eq(title, {"/en/front": "From the front", "/en/other": "Front",
                 "/en/first": "From the heading", "/en/late": "late",
                 "/en/none-at-all": "none at all", "/en/numbers": "404",
                 "/en/empty": "empty", "/en/blank": "blank"},
         "front matter, else the first heading, else the file's name")
    t.eq(sorted(p[0] for p in r.problems if "no title" in p[4]),
         ["en/blank.md", "en/empty.md", "en/late.md", "en/none at all.md"],
         "the last with a warning")
    t.ok("From the front" not in t.body(r.path, "/en/front"),
         "the heading that is the title is shown once")
    t.ok('<h2 id="another">Another</h2>' in t.body(r.path, "/en/other"),
         "another one is a section")
    t.eq(r.code, 0, "an empty file is an article")


def names(t):
    shown = {"en/UPPER Case.md": "/en/upper-case",
             "en/with.dots.1.2.md": "/en/with-dots-1-2",
             "en/a__b.md": "/en/a-b", "en/-x-.md": "/en/x",
             "en/반품 안내.md": "/en/%EB%B0%98%ED%92%88-%EC%95%88%EB%82%B4",
             "en/what?.md": "/en/what", "en/100%.md": "/en/100",
             "en/Straße.md": "/en/strasse", "en/🎁 gift.md": "/en/gift",
             "en/" + "long" * 60 + ".md": "/en/" + "long" * 50}
    hidden = ["en/_a.md", "en/.b.md", "en/_c/d.md", "en/.e/f.md", "_en/g.md",
              "en/h/_i/j.md", "en/k.MD", "en/l.md~", "en/m.markdown"]
    files = {path: article("T", "shown\n") for path in shown}
    files.update({path: article("T", "hidden\n") for path in hidden})
    r = t.site(files)
    t.eq(r.code, 0, "odd names")
    found = [a for a in t.addresses(r.path) if not a.endswith("/")]
    t.eq(sorted(found), sorted(shown.values()),
         "become addresses; those with '_' or '.' in front have none")
    t.eq([p[0] for p in r.problems if "end in .md" in p[4]],
         ["en/k.MD", "en/m.markdown"], "other endings have a warning")


def sections(t):
    files = {
        "en/top.md": article("Top"),
        "en/orders/_index.md": article("Your orders", "Intro [x](ship.md).\n",
                                       description="All about orders",
                                       slug="order"),
        "en/orders/ship.md": article("Ship"),
        "en/orders/abroad/_index.md": "---\ndescription: Far\n---\n",
        "en/orders/abroad/customs.md": article("Customs"),
        "en/a b/c d/deep.md": article("Deep"),
        "en/only drafts/d.md": article("D", draft="true"),
        "en/only index/_index.md": article("Lonely"),
        "en/pictures/p.png": "png",
    }
    r = t.site(files)
    t.eq(t.addresses(r.path),
         ["/en/", "/en/a-b/", "/en/a-b/c-d/", "/en/a-b/c-d/deep", "/en/order/",
          "/en/order/abroad/", "/en/order/abroad/customs", "/en/order/ship",
          "/en/top"], "sections with an article below have a page")
    page = t.page(r.path, "/en/order/")
    t.ok("<h1>Your orders</h1>" in page and "All about orders" in page and
         'Intro <a href="/en/order/ship">x</a>.' in page,
         "with what _index.md says", page)
    t.ok("<h1>c d</h1>" in t.page(r.path, "/en/a-b/c-d/"),
         "or with the folder's name")
    deep = t.page(r.path, "/en/order/abroad/customs")
    crumbs = re.findall(r'<a href="(/en/[^"]*)"', deep.split("<article>")[0])
    at = crumbs.index("/en/order/")
    t.eq(crumbs[at - 1:at + 2], ["/en/", "/en/order/", "/en/order/abroad/"],
         "an article tells the way to it")
    home = t.page(r.path, "/en/")
    t.ok('href="/en/order/"' in home and 'href="/en/top"' in home and
         'href="/en/order/abroad/"' not in home,
         "home shows top sections and articles without one")
    r = t.site(dict(files, **{"en/_index.md": article("Home", "Text.\n")}))
    t.ok(r.said("en/_index.md", "home pages show"),
         "text of a home page is not shown: a warning", r.err)


def order(t):
    rows = [("b", {"weight": 2}), ("c", {"weight": 1}), ("Ł", {}), ("M", {}),
            ("l", {}), ("a", {"weight": 10}), ("d", {"weight": -3}),
            ("e", {"weight": 2})]
    files = {"pl/s/%d.md" % i: article(title, **front)
             for i, (title, front) in enumerate(rows)}
    files.update({"pl/%s/_index.md" % f: article(f, weight=w)
                  for f, w in (("x", 2), ("y", 1), ("s", 3))})
    files.update({"pl/x/a.md": article("A"), "pl/y/a.md": article("A"),
                  "pl/z/a.md": article("A")})
    r = t.site(files)
    page = t.page(r.path, "/pl/s/").split("<main")[1]
    t.eq(re.findall(r'<a href="/pl/s/\d"[^>]*>(.)</a>', page),
         ["d", "c", "b", "e", "a", "l", "Ł", "M"],
         "by weight, those without one last, then by title as the language "
         "sorts")
    home = t.page(r.path, "/pl/").split("<main")[1]
    t.eq(re.findall(r'<h3><a href="/pl/(\w)/">', home), ["y", "x", "s", "z"],
         "sections too")
    page = t.page(r.path, "/pl/s/1")
    t.ok(re.search(r'href="/pl/s/6"[^>]*rel="prev"', page) and
         re.search(r'href="/pl/s/0"[^>]*rel="next"', page),
         "previous and next follow that order", page[-1500:])


def aliases(t):
    r = t.site({"en/new.md": article("New", aliases="[old, /x y, /ko/환불, "
                                     "/en/old, old/]"),
                "en/My Folder/a.md": article("A", aliases="[b]"),
                "en/d.md": article("D", draft="true", aliases="[gone]")})
    t.eq({a: target for a, (kind, target) in t.entries(r.path).items()
          if kind == "redirect"},
         {"/en/old": "/en/new", "/x%20y": "/en/new",
          "/ko/%ED%99%98%EB%B6%88": "/en/new",
          "/en/my-folder/b": "/en/my-folder/a"},
         "aliases redirect, beside the article or from the root")
    t.eq((r.code, r.err), (0, ""), "one that stands twice is one")
    files = {"en/new.md": article("New", aliases="[/en/older/, /en/other, "
                                  "/en/search, /, /en/new, /sitemap-2.xml]"),
             "en/other.md": article("Other", aliases="[/en/older, /en/swap]"),
             "en/third.md": article("Third", aliases="[/en/older]"),
             "en/swap.md": article("Swap", aliases="[/en/other/]"),
             "en/s/_index.md": article("S"),
             "en/s/a.md": article("In S", aliases="[/en/s/, /en/new.md]")}
    root = t.content(files)
    r = t.compile(root, "--check")
    t.eq(sorted((p[0], p[4].split("'")[1], check) for p, check in
                zip(r.problems, r.checks)),
         [("en/new.md", "/", "taken-alias"),
          ("en/new.md", "/en/new", "redirect-loop"),
          ("en/new.md", "/en/older/", "double-alias"),
          ("en/new.md", "/en/other", "taken-alias"),
          ("en/new.md", "/en/search", "taken-alias"),
          ("en/new.md", "/sitemap-2.xml", "taken-alias"),
          ("en/other.md", "/en/older", "double-alias"),
          ("en/other.md", "/en/swap", "redirect-loop"),
          ("en/s/a.md", "/en/new.md", "taken-alias"),
          ("en/s/a.md", "/en/s/", "taken-alias"),
          ("en/swap.md", "/en/other/", "redirect-loop"),
          ("en/third.md", "/en/older", "double-alias")],
         "what is in the way of an alias is found before writing")
    t.eq((r.code, os.path.exists(r.path)), (1, False), "and is an error")
    r = t.compile(root, "--keep-going")
    t.eq({a: target for a, (kind, target) in t.entries(r.path).items()
          if kind == "redirect"}, {"/en/older": "/en/new"},
         "--keep-going: the first who claims an alias has it")
    copied_aliases(t)


def copied_aliases(t):
    """From a browser's address bar, or from `gabay-indexer diff`."""
    r = t.site({"site.yaml": "base_url: https://shop.example/help\n",
                "en/a.md": article("A", aliases="[/ko/%ED%99%98%EB%B6%88, "
                                   "/help/en/old, /en/old, /help, "
                                   "/helpful, 100%]"),
                "en/b.md": article("B", aliases="['/q?id=3', '/x#y', ../z, "
                                   "'https://shop.example/help/en/c', "
                                   "/a//b]")})
    t.eq({a: target for a, (kind, target) in t.entries(r.path).items()
          if kind == "redirect"},
         {"/help/ko/%ED%99%98%EB%B6%88": "/help/en/a",
          "/help/en/old": "/help/en/a", "/help/help": "/help/en/a",
          "/help/helpful": "/help/en/a", "/help/en/100%25": "/help/en/a"},
         "aliases as a browser shows them")
    t.eq([(p[0], p[1], p[2], p[4].split("'")[1], check) for p, check in
          zip(r.problems, r.checks)],
         [("en/b.md", 3, 10, alias, "front-matter") for alias in
          ("../z", "/a//b", "/q?id=3", "/x#y",
           "https://shop.example/help/en/c")],
         "what no browser can ask for is told")


def translations(t):
    r = t.site({"en/a.md": article("A", id="one"), "pl/b.md": article("B",
                                                                      id="one"),
                "en/same.md": article("S"), "pl/same.md": article("S"),
                "en/alone.md": article("X"), "pl/no.md": article(
                    "N", id="alone", draft="true")})

    def other(address):
        page = t.page(r.path, address)
        return re.findall(r'<a[^>]*hreflang="pl"[^>]*>', page) or \
            re.findall(r'<a[^>]*href="(/pl/[^"]*)"', page)

    for address, want in (("/en/a", "/pl/b"), ("/en/same", "/pl/same"),
                          ("/en/alone", "/pl/"), ("/en/", "/pl/")):
        t.ok(any(want + '"' in tag or tag == want for tag in other(address)),
             "%s in Polish is %s" % (address, want), other(address))


def site_settings(t):
    r = t.site({"en/a.md": article("A"), "ko/a.md": article("A"),
                "logo.svg": "<svg width='90' height='30'/>",
                "site.yaml": "title: {ko: 도움말, en: Help}\n"
                             "default_locale: en\nlogo: /logo.svg\n"
                             "colors: {brand: '#0f766e'}\n"})
    t.eq((r.code, r.err), (0, ""), "all settings together")
    m = manifest(t, r.path)
    t.eq((m["title"], m["base_url"], m["prefix"]), ("Help", None, ""),
         "the manifest says what the server must know")
    page = t.page(r.path, "/ko/a")
    t.ok("도움말" in page and 'src="/assets/logo.' in page,
         "title by locale, and the logo", page[:900])
    t.ok('width="90" height="30"' in page, "the logo's size", page[:900])
    style = [a for a in t.entries(r.path) if a.startswith("/assets/style.")][0]
    t.ok(":root{--brand:#0f766e;}" in t.page(r.path, style), "colours")
    # Names that are no addresses begin so, too.
    t.ok("canonical" not in page and
         "http" not in re.sub('xmlns="[^"]*"|https://schema.org', "", page),
         "without a base_url no address is guessed")
    t.ok("channels" not in m, "no channels, no word of them")
    channels(t)
    r = t.site({"en/a.md": article("A"), "site.yaml": "logo: none.svg\n"})
    t.ok(r.code == 0 and r.said("site.yaml", "logo 'none.svg' is no file"),
         "a logo that is missing: a warning", r.err)
    r = t.site({"en/a.md": article("A"), "site.yaml": "# nothing\n"})
    t.eq((r.code, r.err), (0, ""), "an empty site.yaml")


def channels(t):
    """What the manifest and the pages say of channels."""
    channel = {"type": "phone", "value": " 021-5550-0142 ", "open": True,
               "label": {"en": "Phone </script>", "tl": "Telepono"},
               "hours": "Mo-Fr 09:00-17:00; PH off", "zone": "Asia/Jakarta",
               "holidays": ["2026-12-25"], "locales": ["en", "tl"]}
    others = [{"type": "email", "value": "help+me@shop.example"},
              {"type": "form", "value": "https://shop.example/form?a=b"},
              {"type": "address", "value": "Jl. Sudirman 1", "reply_time": "x"}]
    r = t.site({"en/a.md": article("A"),
                "site.yaml": "channels: %s\n" % json.dumps([channel] + others)})
    t.eq(r.code, 0, "channels: compiled")
    t.ok(r.said("site.yaml", "unknown key 'open'") and
         r.said("site.yaml", "the site has no language 'fil'"),
         "unknown keys and languages are warnings", r.err)
    t.eq(len(r.err.splitlines()), 2, "and there is no other")
    known = manifest(t, r.path)["channels"]
    t.eq(known[0],
         {"type": "phone", "value": "021-5550-0142", "url": "tel:02155500142",
          "label": {"en": "Phone </script>", "fil": "Telepono"},
          "hours": channel["hours"], "zone": "Asia/Jakarta",
          "holidays": ["2026-12-25"], "locales": ["en", "fil"]},
         "are in the manifest with what is known")
    t.eq([c.get("url") for c in known[1:]],
         ["mailto:help%2Bme@shop.example", "https://shop.example/form?a=b",
          None], "with their addresses")
    values = json.loads(t.page(r.path, "values/en.json"))["site"]
    t.eq((values["contact"], values["contact_api"], values["has_channels"]),
         ("/en/contact", "/api/v1/contact?locale=en", True),
         "templates are given the page and the call")
    t.eq(values["channels"][1],
         {"type": "email", "label": "E-mail", "value": "help+me@shop.example",
          "url": "mailto:help%2Bme@shop.example", "reply_time": None},
         "and the channels, named by their kind where nothing else is said")
