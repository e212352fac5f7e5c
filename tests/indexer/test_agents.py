"""What only agents see: a file of its own, and no trace of it in the public
one."""
import json
import os
import re

from harness import article, read

PUBLIC = {
    "site.yaml": "title: Shop\nbase_url: https://shop.example/help\n",
    "en/_index.md": "---\ntitle: Home\ndescription: Answers.\n---\n",
    "en/orders/_index.md": article("Orders and so on", "", slug="buy"),
    "en/orders/returns.md": article(
        "Returns", "## Where to\n\nSend it back.\n", tags="[money, parcel]",
        aliases="[old]", keywords="[refund]", promoted="true"),
    "en/orders/pay.md": article("Pay", "By card.", tags="[money]"),
    "en/top.md": article("Top", "![i](/i.svg) [r](orders/returns.md)"),
    "ko/orders/returns.md": article("반품", "돌려보내세요."),
    "i.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='3' height='2'/>",
    "s.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='5' height='2'/>",
}
AGENTS = {
    "en/orders/limit.md": article(
        "Refund limit", "Ask the lead: secretword. [r](returns.md#where-to), "
        "[f](/en/orders/), [s](../risk/fraud.md), ![i](/i.svg) ![s](/s.svg)\n",
        audience="agents", tags="[money, internal]", aliases="[older]",
        promoted="true", weight="1"),
    "en/risk/fraud.md": article("Fraud", "Names.", audience="agents",
                                updated="2026-11-01"),
    "en/draft.md": article("Draft", audience="agents", draft="true"),
    "en/orders/hello.md": article("Hello", "Hi {{customer.name}}!",
                                  type="reply"),
    "en/_replies/sorry.md": article(
        "Sorry", "Sorry, {{customer.name}}: {{order.number}}.\n\n"
        "1. See [returns](/en/orders/returns.md)\n2. `{{customer.name}}` & "
        "[track](https://x.example/{{order.number}})\n"),
    "ja/_replies/a.md": article("こんにちは", "{{customer.name}}様"),
    "de/x.md": article("Nur intern", "Geheim.", audience="agents"),
}


def beside(path):
    return path.removesuffix(".gabay") + ".agents.gabay"


def entry(t, path, name):
    return json.loads(t.inspect(beside(path), "--page", name))


def run(t):
    same_bytes(t)
    contents(t)
    comes_and_goes(t)
    links(t)
    mistakes(t)


def same_bytes(t):
    clock = dict(os.environ, SOURCE_DATE_EPOCH="1781000000")
    plain = t.compile(t.content(PUBLIC), env=clock)
    said = [line for line in plain.lines if "not translated" not in line]
    t.eq((plain.code, said), (0, []), "the public site compiles")
    t.ok(not os.path.exists(beside(plain.path)), "into one file")
    for some in (AGENTS, *({k: v} for k, v in AGENTS.items())):
        r = t.compile(t.content({**PUBLIC, **some}), "--jobs", "3", env=clock)
        if not t.eq(r.code, 0, "with %s it compiles" % ", ".join(some)):
            t.ok(False, r.err)
        t.ok(read(r.path) == read(plain.path), "into the same bytes")
    r = t.compile(t.content({**PUBLIC, **AGENTS}), "--jobs", "1", env=clock)
    again = t.compile(t.content({**PUBLIC, **AGENTS}), "--jobs", "4",
                      env=clock)
    t.ok(read(beside(r.path)) == read(beside(again.path)),
         "what is for agents is the same for any --jobs")
    t.eq(t.litter(r.path), [], "nothing else is left")


def contents(t):
    r = t.site({**PUBLIC, **AGENTS})
    t.ok("5 articles" not in r.err and "6 for agents" in r.out,
         "the summary counts both", r.out)
    manifest = entry(t, r.path, "manifest.json")
    t.eq([l["tag"] for l in manifest["locales"]], ["de", "en", "ja"],
         "locales with something for agents")
    check = re.search(r"^check +(\w+)$", t.inspect(r.path).decode(), re.M)[1]
    t.eq(manifest["public_check"], check, "it names the public file")
    public = [n for n, (kind, _) in t.entries(beside(r.path)).items()
              if n.startswith("/")]
    t.ok(len(public) == 2 and all("/help/assets/" in n for n in public),
         "no pages, but the images", public)
    limit = entry(t, r.path, "agents/en/orders/limit.json")
    t.eq((limit["title"], limit["url"], limit["tags"]),
         ("Refund limit", "/help/en/buy/limit", ["money", "internal"]),
         "an article")
    for part in ('href="/help/en/buy/returns#where-to"',
                 'href="/help/en/buy/"', 'href="/help/en/risk/fraud"'):
        t.ok(part in limit["html"], part, limit["html"])
    t.ok(limit["markdown"].startswith("Ask the lead: secretword. [r]("),
         "as Markdown", limit["markdown"])
    t.eq(entry(t, r.path, "agents/en/risk/fraud.json")["updated"],
         "2026-11-01T00:00:00Z", "with its date")
    sorry = entry(t, r.path, "replies/en/sorry.json")
    t.eq(sorry["placeholders"], ["customer.name", "order.number"],
         "a reply's placeholders")
    t.eq(sorry["text"], "Sorry, {{customer.name}}: {{order.number}}.\n\n"
         "1. See returns (https://shop.example/help/en/buy/returns)\n"
         "2. {{customer.name}} & track (https://x.example/{{order.number}})",
         "and its text")
    t.ok('<a href="https://shop.example/help/en/buy/returns">' in
         sorry["html"], "with whole addresses", sorry["html"])
    t.eq(entry(t, r.path, "replies/en.json"),
         [{"id": "sorry", "title": "Sorry"},
          {"id": "orders/hello", "title": "Hello"}], "the list of replies")
    found = t.run(t.program, "search", beside(r.path), "--locale", "en",
                  "secretword")
    t.ok(b"Refund limit" in found.stdout, "search finds them", found)
    found = t.run(t.program, "search", r.path, "--locale", "en", "secretword")
    t.ok(b"Refund limit" not in found.stdout, "but not for customers", found)
    t.ok("agents/en/draft.json" not in t.entries(beside(r.path)),
         "drafts are in neither")


def comes_and_goes(t):
    root = t.content({**PUBLIC, **AGENTS})
    out = root + ".gabay"
    t.compile(root)
    t.ok(os.path.exists(beside(out)), "a file for agents")
    for name in AGENTS:
        os.unlink(os.path.join(root, name))
    t.eq(t.compile(root).code, 0, "without anything for agents")
    t.ok(os.path.exists(out) and not os.path.exists(beside(out)),
         "the old one is removed")
    r = t.site({**PUBLIC, "en/d.md": article("D", draft="true",
                                             audience="agents")})
    t.ok(not os.path.exists(beside(r.path)), "drafts alone make none")
    r = t.compile(t.content({**PUBLIC, **AGENTS}), out=t.path("plain"))
    t.ok(os.path.exists(t.path("plain.agents")), "a name without .gabay")


def links(t):
    files = {**PUBLIC, **AGENTS,
             "en/orders/pay.md": article("Pay", "Not [this](limit.md).\n")}
    r = t.site(files)
    t.eq((r.code, r.said("en/orders/pay.md", "is for agents only")),
         (1, (5, 5, "error")), "a link from the public is an error")
    t.ok(not os.path.exists(r.path) and not os.path.exists(beside(r.path)),
         "nothing is written")
    files["en/orders/pay.md"] = article("Pay", "[x](/en/_replies/sorry.md)\n")
    t.eq(t.site(files).said("en/orders/pay.md", "is for agents only"),
         (5, 1, "error"), "to a reply as well")
    r = t.site({**PUBLIC, **AGENTS,
                "en/a.md": article("A", "[x](no.md) [d](draft.md)",
                                   audience="agents")})
    t.eq((r.code, r.said("en/a.md", "'no.md' leads to no file")),
         (0, (6, 1, "warning")), "agents' links are checked")
    t.eq(r.said("en/a.md", "'draft.md' leads to a draft"),
         (6, 12, "warning"), "also to drafts")


def mistakes(t):
    for front, body, line, words in (
            ("audience: everybody", "", 3, "must be customers or agents"),
            ("type: reply", "Hi {{ customer.name }}", 6,
             "this is no placeholder"),
            ("type: reply", "x\n\nHi {{Name}}", 8, "this is no placeholder"),
            ("type: reply", "Hi {{name}", 6, "this is no placeholder"),
            ("type: reply", "Hi {{}}", 6, "this is no placeholder"),
            ("type: reply", "Hi {{a.}}", 6, "this is no placeholder")):
        key, _, value = front.partition(": ")
        r = t.site({**PUBLIC, "en/x.md": article("X", body, **{key: value})})
        place = r.said("en/x.md", words)
        t.ok(r.code == 1 and place and place[0] == line and
             place[2] == "error", "%s: %s" % (front, body), r.err)
    for path, title in (("en/returns.md", "id"), ("en/orders/Pay!.md",
                                                  "address")):
        more = {"id": "orders/returns"} if title == "id" else {}
        r = t.site({**PUBLIC, path: article("X", audience="agents", **more)})
        t.ok(r.code == 1 and r.said(path, "its " + title),
             "the public's %s is taken" % title, r.err)
        t.ok(not r.said("en/orders/returns.md", "its") and
             not r.said("en/orders/pay.md", "its"), "and keeps it", r.err)
    r = t.site({**PUBLIC, "en/risk/_index.md": article(
        "R", "", audience="agents")})
    t.ok(r.code == 1 and r.said("en/risk/_index.md", "is no article"),
         "a section has no audience", r.err)
    r = t.site({"en/x.md": article("X", audience="agents")})
    t.ok(r.code == 1 and "all articles are for agents" in r.err,
         "a site for agents alone is none", r.err)
