"""What other locales have, when the reader's has no good answer."""
import os
import re
import urllib.parse

# Others are asked in this order: nl, the default; then de, en, es, fr, pl.
SITE = """title: Birds
default_locale: nl
locales:
  en: English
  pl: Polski
  nl: Nederlands
  de: Deutsch
  fr: Français
  es: Español
"""
# locale -> articles: title and body.
ARTICLES = {
    "en": [("Quetzal", "The quetzal lives in the mountains."),
           ("Latest news", "A note on feathers and beaks.")],
    "pl": [("Bocian", "Bocian wraca w marcu.")],
    "nl": [("Quetzal", "De quetzal woont in de bergen."),
           ("Ooievaar", "Hij brengt kinderen.")],
    "de": [("Quetzal", "Der Quetzal lebt in den Bergen."),
           ("Amsel", "Sie singt am Abend.")],
    "fr": [("Quetzal", "Le quetzal vit dans les montagnes.")],
    "es": [("Tucano %d" % n, "El tucano vive en la selva.") for n in range(5)],
}


def run(t):
    server = t.serve(site(t), "--quiet")
    order(t, server)
    limits(t, server)
    ways(t, server)
    page(t, server)
    t.eq(server.stop(), 0, "ends well")
    sample(t)


def site(t):
    top, out = t.path("birds"), t.path("birds.gabay")
    for locale, articles in ARTICLES.items():
        os.makedirs(os.path.join(top, locale, "birds"))
        write(os.path.join(top, locale, "birds/_index.md"),
              "---\ntitle: %s\n---\n" % locale)
        for n, (title, body) in enumerate(articles):
            write(os.path.join(top, locale, "birds/a%d.md" % n),
                  "---\ntitle: %s\n---\n\n%s\n" % (title, body))
    write(os.path.join(top, "site.yaml"), SITE)
    made = t.run(t.indexer, top, "-o", out, "--quiet")
    t.eq(made.returncode, 0, "the site is compiled")
    return out


def write(path, text):
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def ask(server, locale, q, **more):
    query = urllib.parse.urlencode(dict(more, q=q, locale=locale))
    return server.get("/api/v1/search?" + query).json()


def tags(answer):
    return [o["locale"] for o in answer["other_locales"]]


def order(t, server):
    answer = ask(server, "pl", "quetzal")
    t.eq((answer["hits"], answer["locale"]), ([], "pl"), "nothing in Polish")
    t.eq(tags(answer), ["nl", "de"],
         "the default locale, then by tag, two of four")
    t.eq(tags(ask(server, "es", "quetzal")), ["nl", "de"],
         "the same order for others")
    t.eq(tags(ask(server, "es", "amsel")), ["de"], "only who has it")
    t.eq(tags(ask(server, "de", "amsel")), [], "a good answer asks nobody")
    t.eq(tags(ask(server, "en", "bocian")), [],
         "four are asked at most: nl, de, es, fr, not pl")
    t.eq(tags(ask(server, "fr", "tucano")), ["es"], "but es of four")
    t.eq(tags(ask(server, "es", "zzqqxx")), [], "nobody has it")
    t.eq([tags(ask(server, "es", q)) for q in ("", " ", "\u3000", "-", '""')],
         [[]] * 5, "nothing asked, nobody asked")


def limits(t, server):
    answer = ask(server, "en", "tucano", limit=1)
    found = answer["other_locales"]
    t.eq([list(o) for o in found], [["locale", "total", "hits"]],
         "the fields of another locale")
    t.eq((found[0]["locale"], found[0]["total"], len(found[0]["hits"])),
         ("es", 5, 3), "three hits of five, whatever the limit")
    own = ask(server, "es", "tucano", limit=3)
    t.eq(found[0]["hits"], own["hits"],
         "those that the locale itself would give, with all their fields")
    t.eq(tags(ask(server, "en", "tucano", offset=1)), [],
         "on the first page only")


def ways(t, server):
    t.eq(tags(ask(server, "en", "tucano", section="birds")), ["es"],
         "a section is one in all locales")
    t.eq(tags(ask(server, "en", "tucano", section="no-such")), [],
         "and narrows them")
    t.eq(tags(ask(server, "en", "tucnao")), ["es"], "put right there")
    t.eq(tags(ask(server, "en", "tucnao", verbatim="true")), [],
         "but not with verbatim")
    t.eq(tags(ask(server, "en", "tucano", sort="updated")), ["es"],
         "sorted by update")


def page(t, server):
    text = server.get("/en/search?q=tucano").text()
    block = re.search(r'<section class="others.*?</section>', text, re.S)
    t.ok(block, "the page has a block for Spanish", text)
    block = block.group(0) if block else ""
    t.ok('<span lang="es" dir="ltr">Español</span>' in block and
         '<ol class="hits bare" lang="es"' in block, "in its language", block)
    t.eq(len(re.findall('href="/es/birds/', block)), 3, "with three hits")
    t.ok('href="/es/search?q=tucano"' in block and "all 5" in block,
         "and a way to the others", block)
    t.eq(block.count("<h2 id="), 1, "under a heading")
    label = re.search(r'aria-labelledby="([^"]+)"', block)
    t.ok(label and 'id="%s"' % label.group(1) in block, "that names it", block)
    text = server.get("/pl/search?q=quetzal").text()
    t.eq(re.findall(r'<ol class="hits bare" lang="(\w+)"', text),
         ["nl", "de"], "two blocks")
    t.ok("more" not in text and "all 1" not in text, "no way where it is all")
    t.ok('class="others' not in server.get("/es/search?q=tucano").text(),
         "no block beside a good answer")


def sample(t):
    """The sample in five languages, each asked for what another says."""
    server = t.serve(t.articles(), "--quiet")
    for locale, q, other in (("en", "반품", "ko"), ("ko", "zwrot towaru", "pl"),
                             ("pl", "pengembalian barang", "id"),
                             ("id", "환불은 언제", "ko"),
                             ("ko", "how to return an item", "en"),
                             ("en", "qksvna", "ko")):
        answer = ask(server, locale, q)
        t.ok(other in tags(answer), "%s on %s is %s" % (q, locale, other),
             answer["other_locales"])
    t.eq(tags(ask(server, "en", "how to return an item")), [],
         "nobody else is asked where it is answered")
    server.stop()
