#!/usr/bin/env python3
"""Checks the sample help centre, articles/: that it is complete, compiles
without a word, and holds nothing that was left over; prints TAP.

usage: check.py BUILD_DIR
"""
import json
import os
import re
import sys
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "tools"))

import sample  # noqa: E402
import tap  # noqa: E402

AT_LEAST = 30
FRONT = ["title", "description", "slug", "id", "tags", "keywords", "weight",
         "updated"]
FRONT_TOO = {"promoted", "related"}
# Made by the server for each request.
DYNAMIC = re.compile(r"/(search|contact|feedback|feed\.xml|opensearch\.xml)$")
SECTION = ["title", "description", "slug", "weight"]

# Words of a language that are none in the others; two different ones in one
# paragraph are a sentence that was left over.
TELLTALES = {
    "en": "the your you with this that are from which when how what where",
    "id": "yang untuk dengan tidak anda adalah jika bisa sudah kalau",
    "pl": "się nie jest przez który które możesz jeśli oraz gdy czy",
    "fil": "ang mga hindi kung ninyo iyong kapag nang dahil lang",
}
SCRIPTS = {"ko": re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]"),
           # The currency may be named anywhere.
           "pl": re.compile("(?<!z)ł|[ąęśźżćńĄĘŁŚŹŻĆŃ]")}


def none(t, name, found):
    t.ok(not found, name, "\n".join(map(str, found)))


def every():
    return {locale: sample.articles(locale) for locale in sample.LOCALES}


def complete(t):
    ids = {}
    for locale, found in every().items():
        ids[locale] = {a.id: (a.folder, os.path.basename(a.file),
                              a.front.get("weight")) for a in found}
        t.ok(len(ids[locale]) == len(found) >= AT_LEAST,
             "%s: at least %d articles, each with its id" % (locale, AT_LEAST),
             len(found))
    for locale in sample.LOCALES[1:]:
        t.eq(ids[locale], ids["en"],
             locale + ": the same ids, folders and places as in English")


def front_matter(t):
    for locale, found in every().items():
        none(t, locale + ": all keys have a value, and only known keys", [
            (a.file, a.front) for a in found
            if list(filter(a.front.get, FRONT)) != FRONT
            or set(a.front) - FRONT_TOO != set(FRONT)])
        none(t, locale + ": the file is named by the id, dates are dates", [
            a.file for a in found
            if not a.file.endswith("/%s.md" % a.id)
            or not re.match(r"20\d\d-[01]\d-[0-3]\d$", a.front["updated"])])
        for key in ("title", "description"):
            texts = [a.front[key] for a in found]
            none(t, "%s: no %s twice" % (locale, key),
                 [x for i, x in enumerate(texts) if x in texts[:i]])
        sections = {folder: sample.read(os.path.join(
            sample.ARTICLES, locale, folder, "_index.md"))[0]
            for folder in {a.folder for a in found}}
        none(t, locale + ": sections have titles, descriptions, an order", [
            folder for folder, front in sections.items()
            if list(filter(front.get, SECTION)) != SECTION])
        weights = [front["weight"] for front in sections.values()] + [
            (a.folder, a.front["weight"]) for a in found]
        t.eq(len(set(weights)), len(weights), locale + ": no place taken twice")


def headings(t):
    for locale, found in every().items():
        wrong = []
        for a in found:
            names = a.headings()
            if len(names) < 2 or len(set(names)) != len(names) or \
                    re.search("^# ", a.body, re.M):
                wrong.append((a.file, names))
        none(t, locale + ": at least two, none twice, no second title", wrong)


def paragraphs(article):
    text = re.sub(r"\]\([^)]*\)|\{#[^}]*\}|<!--.*?-->|`[^`]*`", " ",
                  article.body, flags=re.S)
    return [article.front["title"], article.front["description"],
            *re.split(r"\n\s*\n|\n(?=[-|>] |\d+\. )", text)]


def leftovers(t):
    telltales = {l: set(words.split()) for l, words in TELLTALES.items()}
    for locale, found in every().items():
        wrong = []
        for a in found:
            for text in paragraphs(a):
                words = set(re.findall(r"[^\W\d_]+", text.lower()))
                wrong += [(a.file, other, text.strip())
                          for other, own in telltales.items()
                          if other != locale and len(own & words) > 1]
                wrong += [(a.file, other, text.strip())
                          for other, letters in SCRIPTS.items()
                          if other != locale and letters.search(text)]
            wrong += [(a.file, mark) for mark in
                      ("TO" "DO", "lorem", "\ufffd", "??", " ,", "…..")
                      if mark in a.body]
        none(t, locale + ": no leftovers of another language", wrong)
    none(t, "ko: every paragraph of words has Hangul",
         [(a.file, text) for a in sample.articles("ko")
          for text in paragraphs(a)
          if len(re.findall("[a-z]{3}", text.lower())) > 12
          and not SCRIPTS["ko"].search(text)])


def entry(t, name):
    return t.run(t.program, "inspect", t.path("articles.gabay"), "--page",
                 name).stdout.decode()


def pages_of(t):
    """({address: html} of all pages of the compiled sample, all addresses)"""
    out = t.path("articles.gabay")
    done = t.run(t.indexer, sample.ARTICLES, "-o", out, "--quiet")
    t.eq((done.returncode, done.stderr.decode()), (0, ""),
         "articles/ compiles without a warning")
    listed = t.run(t.program, "inspect", out, "--list").stdout.decode()
    names = [line.split(None, 4)[4].split(" -> ")[0]
             for line in listed.splitlines()]
    pages = {name: entry(t, name) for name in names
             if name.startswith("/") and "/assets/" not in name}
    return pages, set(names)


def links_of(address, html):
    """(address, fragment) of every link of a page to this site, decoded"""
    for href in re.findall(r'(?:href|src)="([^"]*)"', html):
        at = urllib.parse.urljoin(address, href.replace("&amp;", "&"))
        parts = urllib.parse.urlsplit(at)
        if not parts.scheme and not DYNAMIC.search(parts.path):
            yield parts.path, urllib.parse.unquote(parts.fragment)


def compiled(t):
    pages, addresses = pages_of(t)
    ids = {a: set(re.findall(r' id="([^"]*)"', html))
           for a, html in pages.items()}
    missing = {address for articles in every().values()
               for address in (a.address() for a in articles)} - set(pages)
    none(t, "every article has a page at its address", missing)
    none(t, "links lead to pages, and to headings that are there", [
        (page, path, fragment) for page, html in pages.items()
        for path, fragment in links_of(page, html)
        if path not in addresses or (
            fragment and path in ids and fragment not in ids[path])])
    bodies = {a: html.split('<div class="prose">', 1)[-1].split("</article>")[0]
              for a, html in pages.items() if '<div class="prose">' in html}
    none(t, "images say what they show", [
        (a, tag) for a, html in bodies.items()
        for tag in re.findall("<img[^>]*>", html)
        if not re.search(r' alt="[^"]{10,}"', tag)])
    none(t, "tables have header cells, none of them empty, and rows", [
        (a, table[:300]) for a, html in bodies.items()
        for table in re.findall("<table>.*?</table>", html, re.S)
        if not re.search(r"<th\b[^>]*>[^<]", table) or "<td" not in table
        or re.search(r"<th\b[^>]*>\s*</th>", table)])
    none(t, "nothing of Markdown is left in the text", [
        (a, found.group()) for a, html in bodies.items() for found in
        [re.search(r"\*\*|\]\(|\[!|\n\|", re.sub("<[^>]*>", "", html))]
        if found])


def contact(t):
    """What site.yaml says of channels is what the articles say."""
    channels = json.loads(entry(t, "manifest.json")).get("channels", [])
    bodies = {a.locale: a.body for found in every().values()
              for a in found if a.id == "contact"}
    for channel in channels:
        name = "%s %s" % (channel["type"], channel["value"])
        locales = channel.get("locales", sample.LOCALES)
        t.eq(sorted(channel["label"]), sorted(locales),
             name + ": a label in its languages")
        t.ok("hours" in channel and "zone" in channel or
             sorted(channel["reply_time"]) == sorted(locales),
             name + ": its hours and zone, or when the answer comes")
        if channel["type"] in ("phone", "email"):
            none(t, name + ": the articles on contact say the same",
                 [l for l in locales if channel["value"] not in bodies[l]])
    for locale in sample.LOCALES:
        t.ok({"phone", "email", "chat", "messenger"} <=
             {c["type"] for c in channels
              if locale in c.get("locales", sample.LOCALES)},
             locale + ": can be reached on every kind of channel")


if __name__ == "__main__":
    sys.exit(tap.run_functions(
        tap.Tests("articles", sys.argv[1] if len(sys.argv) > 1 else "build"),
        [complete, front_matter, headings, leftovers, compiled, contact]))
