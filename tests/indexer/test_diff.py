"""gabay-indexer diff: what a new site file changes, and the exit code that
holds a publication up."""
import json
import os
import subprocess

from harness import article, read

SETTINGS = {"site.yaml": "base_url: https://shop.example/help\n"}
OLD = {
    "en/_index.md": article("Help"),
    "en/orders/_index.md": article("Orders"),
    "en/orders/return.md": article("Return", "Within 14 days.\n"),
    "en/orders/track.md": article("Track", "By number.\n", id="track",
                                  aliases="[/en/where-is-it]", tags="[x]"),
    "en/gone.md": article("Gone", aliases="[/en/long-gone]"),
    "en/same.md": article("Same"),
    "ko/a.md": article("가"),
    "ko/b.md": article("나"),
    "pl/z.md": article("Zwrot"),
}


def run(t):
    old = t.site(dict(SETTINGS, **OLD))
    same(t, old)
    changes(t, old)
    mended(t, old)
    moved(t, old)
    wrong(t, old)


def diff(t, old, new, *options):
    return t.run(t.indexer, "diff", old, new, *options)


def said(done):
    return done.stdout.decode().splitlines()


def same(t, old):
    again = t.site(dict(SETTINGS, **OLD), "--jobs", "2")
    done = diff(t, old.path, again.path)
    t.eq((done.returncode, said(done), done.stderr),
         (0, ["0 added, 0 removed, 0 changed; every old address is answered"],
          b""), "the same: nothing to say, exit 0")
    done = diff(t, old.path, again.path, "--quiet")
    t.eq((done.returncode, done.stdout), (0, b""), "the same, --quiet")


def new_files():
    files = dict(SETTINGS, **OLD)
    for path in ("en/gone.md", "pl/z.md", "en/orders/track.md"):
        del files[path]
    files["en/orders/return.md"] = article("Return", "Within 30 days.\n")
    files["en/orders/parcel.md"] = article("Track a parcel", "By number.\n",
                                           id="track")
    files["ko/b.md"] = article("나아", "Some text.\n", updated="2026-01-01")
    files["ko/c.md"] = article("다")
    files["uk/y.md"] = article("Лампа")
    files["uk/x.md"] = article("Ліхтар")
    return files


def changes(t, old):
    new = t.site(new_files())
    done = diff(t, old.path, new.path)
    t.eq(done.returncode, 1, "addresses without a redirect: exit 1")
    t.eq(said(done), [
        "language added: uk (2 articles)",
        "language removed: pl (1 article)",
        'added: /help/ko/c "다"',
        'removed: /help/en/gone "Gone"',
        'changed: /help/en/orders/return "Return" (text)',
        'changed: /help/en/orders/parcel "Track a parcel" (title, text, moved '
        'from /help/en/orders/track)',
        'changed: /help/ko/b "나아" (title, text)',
        "no redirect: /help/en/gone",
        "no redirect: /help/en/long-gone",
        "no redirect: /help/en/orders/track",
        "no redirect: /help/en/where-is-it",
        "no redirect: /help/pl/",
        "no redirect: /help/pl/z",
        "1 added, 1 removed, 3 changed; 6 old addresses without a redirect: "
        "write them as aliases of the articles that customers should find "
        "there",
    ], "all that differs, by kind, language and id; no list, no tag")
    done = diff(t, old.path, new.path, "-q")
    t.eq((done.returncode, [line[:13] for line in said(done)]),
         (1, ["no redirect: "] * 6), "--quiet: what must be mended only")
    found = json.loads(diff(t, old.path, new.path, "--format", "json").stdout)
    t.eq({key: len(rows) for key, rows in found.items()},
         {"locale_added": 1, "locale_removed": 1, "added": 1, "removed": 1,
          "changed": 3, "missing_redirects": 6}, "JSON: the same")
    t.eq(found["locale_added"],
         [{"locale": "uk", "title": "Українська", "url": "/help/uk/",
           "articles": 2}], "JSON: a language")
    t.eq(found["changed"][1],
         {"locale": "en", "id": "track", "title": "Track a parcel",
          "url": "/help/en/orders/parcel",
          "moved_from": "/help/en/orders/track", "title_differs": True,
          "text_differs": True}, "JSON: an article")
    back = diff(t, new.path, old.path)
    t.ok("language added: pl (1 article)" in said(back),
         "the other way round", back.stdout)


def mended(t, old):
    files = new_files()
    files["en/same.md"] = article(
        "Same", aliases="[/en/gone, /en/long-gone, /pl, /pl/z]")
    files["en/orders/parcel.md"] = article(
        "Track a parcel", "By number.\n", id="track",
        aliases="[/en/orders/track, /en/where-is-it]")
    new = t.site(files)
    done = diff(t, old.path, new.path)
    t.eq([line for line in said(done) if line.startswith("no redirect")],
         ["no redirect: /help/pl/"],
         "aliases answer old addresses; a home page has none")
    files["pl/y.md"] = article("Lampa")
    files["en/same.md"] = article("Same", aliases="[/en/gone, /en/long-gone]")
    files["pl/y.md"] = article("Lampa", aliases="[/pl/z]")
    new = t.site(files)
    done = diff(t, old.path, new.path)
    t.ok(done.returncode == 0 and
         said(done)[-1].endswith("every old address is answered"),
         "with all redirects: exit 0", done.stdout)


def moved(t, old):
    files = dict(SETTINGS, **OLD)
    for path, to in (("en/gone.md", "en/orders/gone.md"),
                     ("en/orders/return.md", "en/send-back.md")):
        files[to] = files.pop(path)
    files["en/send-back.md"] += "Or longer.\n"
    files["ko/a.md"] = article("가", id="new")
    new = t.site(files)
    done = diff(t, old.path, new.path)
    t.eq(said(done)[:-1], [
        'added: /help/en/send-back "Return"',
        'removed: /help/en/orders/return "Return"',
        'changed: /help/en/orders/gone "Gone" (moved from /help/en/gone)',
        "no redirect: /help/en/gone",
        "no redirect: /help/en/orders/return",
    ], "without an id: the same text in another place has moved; an id alone "
         "is no change")


def wrong(t, old):
    whole = read(old.path)
    half, other = t.path("half.gabay"), t.path("other.gabay")
    with open(half, "wb") as f:
        f.write(whole[:len(whole) // 2])
    with open(other, "wb") as f:
        f.write(b"# Not a site\n")
    for name, arguments, code in (
            ("half a file", [old.path, half], 1),
            ("another file", [other, old.path], 1),
            ("no file", [t.path("none.gabay"), old.path], None),
            ("a folder", [old.path, t.folder], None),
            ("one file", [old.path], 2),
            ("three files", [old.path] * 3, 2),
            ("an unknown format", [old.path, old.path, "--format", "xml"], 2),
            ("an unknown option", [old.path, old.path, "--bogus"], 2)):
        done = t.run(t.indexer, "diff", *arguments)
        text = done.stderr.decode()
        t.ok(done.returncode in ((code,) if code else (1, 3)) and
             done.stdout == b"" and text.startswith("gabay-indexer: ") and
             text.count("\n") == 1, "%s: one line" % name,
             "%d %r" % (done.returncode, text))
    done = t.run(t.indexer, "diff", "--help")
    t.ok(done.returncode == 0 and b"--format" in done.stdout, "--help")
    if os.path.exists("/dev/full"):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([t.indexer, "diff", old.path, old.path],
                                  stdout=full, stderr=subprocess.PIPE,
                                  timeout=60)
        t.eq(done.returncode, 3, "a full disk: exit 3")
