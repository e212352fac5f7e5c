"""A small site file made by hand, with what real ones seldom hold."""
import json
import urllib.parse

NAMES = {"en": "English", "ko": "한국어", "zh-Hans": "简体中文",
         "fil": "Filipino"}
TEXTS = {
    "en": {"error_404_title": "Not here", "error_404_text": "Search for it.",
           "error_405_title": "Read only", "search_title": "Search",
           "search_title_query": "Search: {query}"},
    "ko": {"error_404_title": "없는 페이지", "search_title": "검색"},
    "zh-Hans": {"search_title": "搜索"},
    "fil": {"search_title": "Maghanap"},
}
PAGE = "<!doctype html><title>%s</title><p>" + "Long enough to pack. " * 200
ERROR = ("<!doctype html><html lang={{locale.tag}}><title>{{page.title}}"
         "</title><h1>{{error.title}}</h1><p>{{error.text}} {{status}}</p>"
         "<a href='{{site.home}}'>{{site.title}}</a>")
SEARCH = ("<!doctype html><html lang={{locale.tag}}><title>{{page.title}}"
          "</title><p>asked={{asked}} found={{found}} "
          "unavailable={{unavailable}} q={{search.query}}</p>")


def internal(path, value):
    text = value if isinstance(value, str) else json.dumps(value)
    return {"path": path, "kind": "internal", "text": text,
            "type": "application/json", "codings": ["plain"]}


def address(path):
    return urllib.parse.quote(path, safe="/")


def page(path, text=None, **more):
    entry = {"path": address(path), "kind": "page", "type": "text/html; charset=utf-8",
             "text": text or PAGE % path, "codings": ["gzip", "br"]}
    entry.update(more)
    return entry


def asset(path, kind, text="bytes", **more):
    entry = {"path": address(path), "kind": "asset", "type": kind, "text": text,
             "codings": ["plain"]}
    entry.update(more)
    return entry


def redirect(path, target):
    return {"path": address(path), "kind": "redirect", "target": target}


def frame(prefix="", locales=("en", "ko", "zh-Hans", "fil"), base_url=None):
    """What every site file holds."""
    rows, entries = [], []
    for tag in locales:
        home, search = prefix + "/%s/" % tag, prefix + "/%s/search" % tag
        rows.append({"tag": tag, "name": NAMES[tag], "dir": "ltr",
                     "home": home, "search": search, "articles": 1,
                     "recipe": tag + "/1"})
        entries.append(internal("values/%s.json" % tag, {
            "site": {"title": "Special", "home": home, "search": search},
            "locale": {"tag": tag, "dir": "ltr", "name": NAMES[tag]},
            "locales": [], "assets": {}}))
        entries.append(internal("texts/%s.json" % tag, TEXTS[tag]))
        entries.append(page(home, PAGE % ("home " + tag)))
    entries.append(internal("manifest.json", {
        "generator": "make_site", "title": "Special", "default_locale": "en",
        "base_url": base_url, "prefix": prefix, "locales": rows}))
    entries.append(internal("templates/error.mustache", ERROR))
    entries.append(internal("templates/search.mustache", SEARCH))
    return entries


def entries(mark=""):
    return frame() + [
        page("/en/returns", PAGE % ("returns" + mark)),
        page("/ko/반품", PAGE % "반품"),
        page("/ko/반품/"),
        page("/zh-Hans/退货"),
        page("/fil/pagbabalik"),
        page("/en/plain", "<p>short", codings=["plain"]),
        page("/en/only-gzip", PAGE % "gzip", codings=["gzip"]),
        page("/en/over", expires=1),
        page("/en/later", expires=4102444800),
        redirect("/en/refunds", "/en/returns"),
        redirect("/en/parts", "/en/returns?a=1#part"),
        redirect("/ko/환불", "/ko/%EB%B0%98%ED%92%88"),
        redirect("/ko/돌려주기", "/ko/반품"),
        asset("/assets/style.0123.css", "text/css; charset=utf-8",
              "p{color:red}" * 300, codings=["plain", "gzip", "br"],
              immutable=True),
        asset("/en/images/a.png", "image/png"),
        asset("/en/images/Plan (1)@2x.png", "image/png"),
        asset("/en/images/a.svg", "image/svg+xml", "<svg/>"),
        asset("/en/form.docx", "application/vnd.openxmlformats-officedocument"
              ".wordprocessingml.document"),
        asset("/en/page.xhtml", "application/xhtml+xml", "<html/>"),
        asset("/en/empty.txt", "text/plain; charset=utf-8", ""),
    ]
