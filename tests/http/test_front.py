"""What front matter does to an article that is served: dates, unlisted,
search, contact."""
import json
import os

THEN = "1000000000"  # 2001-09-09
SITE = """title: Shop
base_url: http://shop.example
zone: Asia/Jakarta
channels:
  - {id: desk, type: phone, value: "22 555 01 42"}
  - {id: repairs, type: phone, value: "22 555 01 43"}
  - {type: email, value: help@shop.example}
"""
CONTENT = {
    "en/lamp.md": "title: Lamp\ncontact: [repairs, email]\nupdated: 2001-01-01",
    "en/chair.md": "title: Chair\ncontact: [desk]",
    "en/table.md": "title: Table\nrelated: [hidden, unsearched]",
    "en/nobody.md": "title: Nobody\ncontact: [chat]",
    "en/hidden.md": "title: Zebra\nunlisted: true\ntags: [zebra]\n"
                    "promoted: true\nupdated: 2001-01-01",
    "en/unsearched.md": "title: Okapi\nsearch: false\nupdated: 2001-01-01",
    "en/over.md": "title: Giraffe\nexpires: 2001-10-01\naliases: [long-neck]\n"
                  "updated: 2001-01-01",
    "en/future.md": "title: Gnu\npublish_date: 2001-09-20\n"
                    "expires: 2001-09-30",
}


def run(t):
    file = compiled(t)
    server = t.serve(file, "--quiet")
    unlisted(t, server)
    unsearched(t, server)
    expired(t, server, file)
    contact(t, server)
    server.stop()


def compiled(t):
    folder, out = t.path("front"), t.path("front.gabay")
    os.makedirs(folder + "/en")
    files = dict(CONTENT)
    for name, block in files.items():
        with open(folder + "/" + name, "w") as f:
            f.write("---\n%s\n---\nWords of it.\n" % block)
    with open(folder + "/site.yaml", "w") as f:
        f.write(SITE)
    made = t.run(t.indexer, folder, "-o", out,
                 env=dict(os.environ, SOURCE_DATE_EPOCH=THEN))
    said = made.stderr.decode().splitlines()
    t.eq((made.returncode, len(said)), (0, 3), "compiles")
    t.ok("nothing that readers see links to it" in said[0] and
         "no channel of site.yaml has the id or type 'chat'" in said[1] and
         "'hidden' is unlisted" in said[2], "and warns", said)
    t.ok(b"7 articles" in made.stdout and b"1 not published now" in made.stdout,
         "and counts", made.stdout)
    return out


def found(server, words):
    r = server.get("/api/v1/search?locale=en&q=" + words).json()
    s = server.get("/api/v1/suggest?locale=en&q=" + words).json()
    return ([h["id"] for h in r["hits"]],
            [h["id"] for h in s["suggestions"] if "id" in h])


def listed(server):
    r = server.get("/api/v1/articles?locale=en&limit=100").json()
    return sorted(a["id"] for a in r["articles"])


def lists(server):
    """All that leads somewhere: name -> text."""
    return {path: server.get(path).text() for path in
            ("/en/", "/en/a-z", "/sitemap.xml", "/en/feed.xml",
             "/en/llms.txt", "/en/table", "/en/lamp")}


def unlisted(t, server):
    r = server.get("/en/hidden")
    t.ok(r.status == 200 and "Words of it" in r.text(), "unlisted is served")
    t.ok("noindex" in r.text() or "noindex" in (r["X-Robots-Tag"] or ""),
         "and not to be indexed", r.text()[:900])
    t.ok("noindex" not in server.get("/en/lamp").text(), "unlike others")
    t.eq(server.get("/en/hidden.md").status, 200, "so is its Markdown")
    t.eq(found(server, "zebra"), ([], []), "no search finds it")
    t.eq(server.get("/en/tags/zebra").status, 404, "its tags have no page")
    for path, text in lists(server).items():
        t.ok("/en/hidden" not in text and "ebra" not in text,
             "unlisted: not in " + path, text)
    t.ok("hidden" not in listed(server), "nor does the API list it")


def unsearched(t, server):
    t.eq(server.get("/en/unsearched").status, 200, "search: false is served")
    t.eq(found(server, "okapi"), ([], []), "no search finds it")
    for path, text in lists(server).items():
        t.eq("/en/unsearched" in text, path != "/en/lamp",
             "search: false: in " + path)


def expired(t, server, file):
    for path in ("/en/over", "/en/over.md", "/en/long-neck"):
        t.eq(server.get(path).status, 410, path + " is gone")
    t.eq(found(server, "giraffe"), ([], []), "no search finds it")
    t.ok("over" not in listed(server), "the API does not list it")
    t.eq(server.get("/api/v1/articles/over?locale=en").status, 410,
         "nor has it")
    for path in ("/en/future", "/en/future.md"):
        t.eq(server.get(path).status, 404, path + " is not there yet")
    with open(file, "rb") as f:
        t.ok(b"Gnu" not in f.read(), "nor in the file")
    shown = t.run(t.program, "inspect", file, "--page", "manifest.json")
    # 20 September 2001, 00:00 in Jakarta.
    t.eq(json.loads(shown.stdout)["next_change_at"], 1000918800,
         "the file says when that changes")
    t.ok("overdue" in server.get("/readyz").text(), "and when it is too late")


def contact(t, server):
    def offered(article):
        r = server.get("/api/v1/contact?locale=en&article=" + article).json()
        return [c["value"] for c in r["channels"]]

    desk, repairs, email = "22 555 01 42", "22 555 01 43", "help@shop.example"
    everything = [desk, repairs, email]
    for article, want in (("lamp", [repairs, email]), ("chair", [desk]),
                          ("table", everything), ("nobody", everything),
                          ("none", everything), ("", everything)):
        t.eq(offered(article), want, "the channels of '%s'" % article)
        page = server.get("/en/contact?article=" + article).text()
        t.eq([v for v in everything if v in page], want, "and on the page")
    r = server.get("/api/v1/contact?locale=en").json()
    t.eq([c.get("id") for c in r["channels"]], ["desk", "repairs", None],
         "their ids")
    way = server.get("/api/v1/answer?locale=en&q=lamp").json()
    ways = [c["value"] for c in way["handoff"]["channels"]]
    t.eq(ways, [repairs, email] if way["answer"] else everything,
         "an answer hands over to those of its article")
