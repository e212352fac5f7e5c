"""Notices, and what is over: on pages, in /readyz, in answers."""
import json
import os
import re
import time

NOON = 1796212800  # 2026-12-02T12:00:00Z
SITE = """title: Lantern & Loom
zone: Asia/Seoul
notices:
  - {id: strike, kind: warning, text: {en: Parcels are late, ko: 늦어요},
     url: https://status.example/, url_label: More,
     from: 2026-12-01, until: 2026-12-24}
  - {id: move, text: {en: Moving-house}, from: 2026-12-05}
  - {id: gone, text: {en: Long-over}, until: 2026-12-01}
"""


def run(t):
    folder = t.path("notices")
    content(folder)
    compiled(t, folder)
    ending(t, folder)
    overdue(t, folder)
    expired(t)


def content(folder):
    for tag in ("en", "ko", "pl"):
        os.makedirs(folder + "/" + tag)
        with open("%s/%s/a.md" % (folder, tag), "w", encoding="utf-8") as f:
            f.write("---\ntitle: Lamps\n---\nThey shine.\n")
    write(folder, SITE)


def write(folder, site):
    with open(folder + "/site.yaml", "w", encoding="utf-8") as f:
        f.write(site)


def make(t, folder, now):
    out = t.path("notices.gabay")
    clock = {} if now is None else {"SOURCE_DATE_EPOCH": str(now)}
    made = t.run(t.indexer, folder, "-o", out, "--quiet",
                 env=dict(os.environ, **clock))
    t.eq((made.returncode, made.stderr), (0, b""), "compiles at %s" % now)
    return out


def entry(t, file, name):
    shown = t.run(t.program, "inspect", file, "--page", name)
    return json.loads(shown.stdout)


def notices(t, file, tag):
    return entry(t, file, "values/%s.json" % tag)["notices"]


def compiled(t, folder):
    file = make(t, folder, NOON)
    t.eq(notices(t, file, "en"),
         [{"id": "strike", "kind": "warning", "text": "Parcels are late",
           "url": "https://status.example/", "url_label": "More",
           "until": "2026-12-24T15:00:00Z"}],
         "what is published now is in the file, until the day's end there")
    t.eq([n["text"] for n in notices(t, file, "ko")], ["늦어요"],
         "in the reader's language")
    t.eq(notices(t, file, "pl"), [], "or not at all")
    with open(file, "rb") as f:
        whole = f.read()
    t.ok(b"Moving-house" not in whole and b"Long-over" not in whole,
         "what is not is not")
    # 5 December 2026, 00:00 in Seoul.
    t.eq(entry(t, file, "manifest.json")["next_change_at"], 1796396400,
         "and it says when that changes")
    with open(make(t, folder, NOON), "rb") as f:
        t.eq(f.read(), whole, "the same clock, the same bytes")
    file = make(t, folder, NOON + 365 * 86400)
    t.eq([n["id"] for n in notices(t, file, "en")], ["move"], "a year later")
    t.ok("next_change_at" not in entry(t, file, "manifest.json"),
         "nothing is to come")
    made = t.run(t.indexer, folder, "-o", file,
                 env=dict(os.environ, SOURCE_DATE_EPOCH="noon"))
    t.eq(made.returncode, 2, "a clock that is none is refused")


def ending(t, folder):
    """A notice that ends while it is served."""
    now = int(time.time())
    end = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now + 4))
    write(folder, "notices:\n  - {text: Soon over, until: '%s'}\n" % end)
    file = make(t, folder, None)
    spare = t.path("spare")
    theme_with_notices(spare)
    made = t.run(t.indexer, folder, "-o", file, "--quiet", "--theme", spare)
    t.eq(made.returncode, 0, "compiles with a theme that shows them")
    server = t.serve(file, "--quiet")
    t.ok("Soon over" in server.get("/en/nothing").text() or
         time.time() >= now + 4, "a dynamic page shows it")
    while time.time() < now + 4.1:
        time.sleep(0.1)
    for path in ("/en/nothing", "/en/search", "/en/search?q=lamps"):
        text = server.get(path).text()
        t.ok("Soon over" not in text and "NOTICES" in text,
             path + " does not when it is over", text)
    server.stop()


def theme_with_notices(folder):
    shown = ("<title>x</title><p>NOTICES {{#has_notices}}{{#notices}}"
             "{{text}}{{/notices}}{{/has_notices}} kind={{page.kind}}")
    os.makedirs(folder + "/templates", exist_ok=True)
    for name in ("error", "search"):
        with open("%s/templates/%s.mustache" % (folder, name), "w",
                  encoding="utf-8") as f:
            f.write(shown)


def overdue(t, folder):
    write(folder, SITE)
    server = t.serve(make(t, folder, NOON), "--quiet")
    soon = time.time() < 1796396400
    r = server.get("/readyz")
    t.eq((r.status, "overdue" in r.text()), (200, not soon),
         "nothing is overdue")
    server.stop()
    write(folder, "notices:\n  - {text: Later, from: 2001-09-10}\n")
    server = t.serve(make(t, folder, 999999999), "--quiet")
    for _ in range(3):
        r = server.get("/readyz")
        t.eq(r.status, 200, "a file that is overdue is served")
        t.ok(re.search("^overdue: ", r.text(), re.M), "and says so", r.text())
    t.ok(server.wait_for_line("overdue: something was to be published or "
                              "taken back at 2001-09-10T"), "so does the log")
    server.get("/en/")
    t.eq(len([x for x in server.lines if "overdue" in x]), 1, "once")
    t.eq(server.stop(), 0, "ends well")


def expired(t):
    """An article that expired since, in all that leads to it."""
    page, words = "/en/returns/return-an-item", "how to return an item"
    whole = t.serve(t.articles(), "--quiet")
    urls = hits(whole, words)
    t.ok(page in urls, "a search finds the article", urls)
    before = total(whole, words)
    with open(t.path("error"), "w", encoding="utf-8") as f:
        f.write("<title>x</title>{{#error.search.hits}}<p>{{url}}"
                "{{/error.search.hits}}")
    shown = patched(t, t.articles(), "shown", "templates/error.mustache",
                    t.path("error"))
    for name, at in (("over", 1), ("later", 4102444800)):
        out = patched(t, shown, name, page, "expires=%d" % at)
        server = t.serve(out, "--quiet")
        gone = name == "over"
        left = [u for u in urls if not gone or u != page]
        t.eq(hits(server, words), left, "search")
        t.eq(total(server, words), before - gone, "and its total")
        t.eq(page in suggested(server, "return an"), not gone, "suggestions")
        t.eq(page in server.get("/en/search?q=" + words.replace(" ", "+"))
             .text(), not gone, "the search page")
        r = server.get(page)
        t.eq(r.status, 410 if gone else 200, "the page")
        t.ok(not gone or page not in r.text(),
             "which does not lead to itself")
        t.eq(page in server.get(page + "-x").text(), not gone,
             "what searches the words of an address")
        ran = t.run(t.program, "search", out, "--locale", "en", words)
        t.eq(page.encode() in ran.stdout, not gone, "the command")
        server.stop()
    t.ok(page in suggested(whole, "return an"), "they were there before")
    whole.stop()


def patched(t, file, name, entry, with_what):
    out = t.path(name + ".gabay")
    made = t.run(os.path.join(t.build, "tests/http/patch_site"), file, out,
                 entry, with_what)
    t.eq((made.returncode, made.stderr), (0, b""), "with another " + entry)
    return out


def hits(server, words):
    r = server.get("/api/v1/search?locale=en&q=" + words.replace(" ", "+"))
    return [h["url"] for h in r.json()["hits"]]


def total(server, words):
    r = server.get("/api/v1/search?locale=en&q=" + words.replace(" ", "+"))
    return r.json()["total"]


def suggested(server, words):
    r = server.get("/api/v1/suggest?locale=en&limit=20&q=" +
                   words.replace(" ", "+"))
    return [s["url"].split("#")[0] for s in r.json()["suggestions"]]
