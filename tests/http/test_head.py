"""What pages say of themselves: alternates, Open Graph, JSON-LD."""
import html.parser
import json

BASE = "https://shop.example/help"


class Head(html.parser.HTMLParser):
    """Links, metas and data blocks of a page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.metas, self.blocks = [], {}, []
        self._block = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "link":
            self.links.append(attrs)
        elif tag == "meta":
            self.metas[attrs.get("property") or attrs.get("name")] = \
                attrs.get("content")
        self._block = tag == "script" and \
            attrs.get("type") == "application/ld+json"

    def handle_data(self, data):
        if self._block:
            self.blocks.append(json.loads(data))
            self._block = False

    def link(self, rel):
        return [a for a in self.links if a.get("rel") == rel]

    def versions(self):
        return {a["hreflang"]: a["href"] for a in self.link("alternate")
                if "hreflang" in a}


def run(t):
    out = t.path("head.gabay")
    made = t.run(t.indexer, t.top + "/articles", "-o", out, "--quiet",
                 "--base-url", BASE)
    t.eq(made.returncode, 0, "compiles with a base_url")
    server = t.serve(out, "--quiet")
    article(t, server)
    home(t, server)
    section(t, server)
    links(t, server)
    unlisted(t, server)
    server.stop()
    server = t.serve(t.articles(), "--quiet")
    without_base_url(t, server)
    server.stop()


def head_of(server, path):
    return Head(server.get(path).text())


def article(t, server):
    h = head_of(server, "/help/fil/pagbabalik-at-refund/"
                "warranty-at-pagpapaayos")
    here = BASE + "/fil/pagbabalik-at-refund/warranty-at-pagpapaayos"
    versions = h.versions()
    t.eq(sorted(versions), ["en", "id", "ko", "pl", "tl", "x-default"],
         "an article names all its versions")
    t.eq((versions["tl"], h.link("canonical")[0]["href"],
          h.metas["og:url"]), (here, here, here), "itself too")
    t.eq(versions["x-default"], versions["en"], "the default locale's for all")
    others = [head_of(server, v[len("https://shop.example"):]).versions()
              for v in versions.values()]
    t.ok(all(o == versions for o in others), "all name the same")
    t.eq((h.metas["og:type"], h.metas["og:site_name"], h.metas["og:title"]),
         ("article", "Rumelo Help Center", "Warranty at pagpapaayos"),
         "what a link to it shows")
    crumbs, what = h.blocks[0]
    t.eq(crumbs["@type"], "BreadcrumbList", "the way there")
    steps = crumbs["itemListElement"]
    t.eq([(s["position"], s.get("item")) for s in steps],
         [(1, BASE + "/fil/"), (2, BASE + "/fil/pagbabalik-at-refund/"),
          (3, None)], "from the home, itself without an address")
    t.eq(what, {
        "@context": "https://schema.org", "@type": "Article",
        "headline": "Warranty at pagpapaayos",
        "description": h.metas["description"], "inLanguage": "fil",
        "dateModified": "2026-09-17T00:00:00Z",
        "publisher": {"@type": "Organization", "name": "Rumelo Help Center"},
        "mainEntityOfPage": here}, "and what it is")


def home(t, server):
    h = head_of(server, "/help/ko/")
    t.eq(h.versions()["x-default"], BASE + "/",
         "of homes, the one that picks a language is for all")
    t.eq(h.blocks, [], "no way there")
    t.eq((h.metas["og:type"], h.metas["og:title"]),
         ("website", h.metas["og:site_name"]), "what a link to it shows")


def section(t, server):
    h = head_of(server, "/help/en/returns/")
    t.eq(len(h.versions()), 6, "a section names its versions")
    t.eq([b["@type"] for b in h.blocks[0]], ["BreadcrumbList"],
         "it is no article")


def links(t, server):
    h = head_of(server, "/help/pl/")
    feed = [a for a in h.link("alternate")
            if a.get("type") == "application/atom+xml"]
    t.eq([a["href"] for a in feed], ["/help/pl/feed.xml"], "the feed")
    t.eq([a["href"] for a in h.link("search")], ["/help/pl/opensearch.xml"],
         "the search description")
    icon = h.link("icon")[0]
    r = server.get(icon["href"])
    t.eq((r.status, r["Content-Type"], r["Content-Disposition"]),
         (200, icon["type"], None), "an icon of its type")
    t.eq(h.link("apple-touch-icon"), [], "none without a PNG")


def unlisted(t, server):
    for path in ("/help/en/search?q=refund", "/help/en/nothing"):
        h = head_of(server, path)
        t.eq((h.metas.get("robots"), h.versions(), h.blocks,
              h.link("canonical")), ("noindex", {}, [], []),
             path + " says nothing of itself")
        t.ok(h.link("search") and h.link("icon"), "but of the site")


def without_base_url(t, server):
    h = head_of(server, "/en/returns/warranty-and-repair")
    t.eq((h.link("canonical"), h.versions(), h.metas.get("og:url")),
         ([], {}, None), "no address is guessed")
    t.eq([b["@type"] for b in h.blocks[0]], ["Article"], "it is an article")
    t.ok("mainEntityOfPage" not in h.blocks[0][0], "somewhere")
