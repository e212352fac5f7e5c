"""Channels that know the time: GET /api/v1/contact and the page."""
import os
import re
import urllib.parse

API = "/api/v1/contact?"
SITE = """
title: Shop
channels:
  - {type: email, value: help@shop.example, reply_time: within a day}
  - {type: phone, value: "22 555 01 42", hours: "Mo-Fr 09:00-12:00,13:00-15:00;
     Sa 10:00-13:00; PH off; 2026-12-24 09:00-12:00", zone: Europe/Warsaw,
     holidays: [2026-12-24, 2026-12-25]}
  - {type: chat, value: "https://shop.example/chat/", label: {en: Night chat,
     pl: Czat}, hours: "22:00-02:00", zone: Asia/Seoul}
  - {type: link, value: "https://shop.example/status", hours: 24/7, zone: UTC,
     label: Status}
  - {type: messenger, value: "https://m.example/x", locales: [pl]}
  - {type: form, value: "https://shop.example/form", hours: "off", zone: UTC}
"""


def compiled(t, name, site, warns=False):
    """A small shop of our own in English, Polish and Korean."""
    folder, out = t.path(name), t.path(name + ".gabay")
    for locale in ("en", "pl", "ko"):
        os.makedirs(os.path.join(folder, locale))
        with open(os.path.join(folder, locale, "a.md"), "w") as f:
            f.write("---\ntitle: A\n---\nText.\n")
    with open(os.path.join(folder, "site.yaml"), "w") as f:
        f.write(site)
    made = t.run(t.indexer, folder, "-o", out, "--quiet")
    t.ok(made.returncode == 0 and (warns or not made.stderr),
         name + " compiles", made.stderr.decode())
    return out


def ask(server, at, locale="en", **more):
    query = urllib.parse.urlencode(dict(more, at=at, locale=locale))
    return server.get(API + query).json()


def channel(answer, kind):
    return [c for c in answer["channels"] if c["type"] == kind][0]


def fields(t, server):
    r = server.get(API + "locale=en&at=2026-11-23T10:00:00%2B01:00")
    t.eq((r.status, r["Content-Type"]), (200, "application/json"), "JSON")
    t.eq(r["Cache-Control"], "no-cache", "asked again each time")
    answer = r.json()
    t.eq((list(answer), answer["locale"], answer["at"]),
         (["locale", "at", "channels"], "en", "2026-11-23T09:00:00Z"),
         "the fields of an answer")
    t.eq(channel(answer, "phone"), {
        "type": "phone", "label": "Phone", "value": "22 555 01 42",
        "shown": "22 555 01 42", "url": "tel:225550142", "open_now": True,
        "until": "2026-11-23T12:00:00+01:00", "opens_at": None,
        "reply_time": None, "status": "Open now, until 12:00 Warsaw time",
        "hours": ["Monday\u2009–\u2009Friday: 09:00–12:00, 13:00–15:00",
                  "Saturday: 10:00–13:00", "Sunday: closed",
                  "Public holidays: closed", "24 December 2026: 09:00–12:00"],
        "zone": "Europe/Warsaw", "zone_name": "Warsaw time"}, "a channel")
    mail = channel(answer, "email")
    t.eq([mail[k] for k in ("open_now", "until", "opens_at", "status", "hours",
                            "zone", "reply_time")],
         [None, None, None, None, [], None, "within a day"], "without hours")
    t.eq(channel(answer, "chat")["shown"], "shop.example/chat",
         "a link as people write it")
    t.eq(channel(answer, "link")["hours"], ["Every day: 24 hours"],
         "around the clock")
    t.eq(channel(answer, "form")["status"], "Closed for now", "never open")
    t.eq([c["type"] for c in answer["channels"]],
         ["phone", "link", "chat", "email", "form"],
         "the open ones first, then by when they open")
    again = server.get(API + "locale=en&at=2026-11-23T10:00:00%2B01:00",
                       if_none_match=r["ETag"])
    t.eq(again.status, 304, "nothing changed")


STATUS = (
    # Monday 23 November 2026, in Warsaw.
    ("2026-11-23T08:59:59+01:00", "Europe/Warsaw", "Opens today at 09:00"),
    ("2026-11-23T09:00:00+01:00", "Europe/Warsaw", "Open now, until 12:00"),
    ("2026-11-23T12:30:00+01:00", "Europe/Berlin", "Opens today at 13:00"),
    ("2026-11-23T15:00:00+01:00", "Europe/Warsaw", "Opens tomorrow at 09:00"),
    ("2026-11-23T15:00:00+01:00", "Asia/Jakarta",
     "Opens tomorrow at 09:00 (15:00 your time)"),
    ("2026-11-23T15:00:00+01:00", "Asia/Kathmandu",
     "Opens tomorrow at 09:00 (13:45 your time)"),
    # Tuesday already in Seoul: "tomorrow" would be said of two days.
    ("2026-11-23T19:00:00+01:00", "Asia/Seoul",
     "Opens Tuesday at 09:00 (17:00 your time)"),
    ("2026-11-23T15:00:00+01:00", "Pacific/Honolulu",
     "Opens tomorrow at 09:00 (Monday 22:00 your time)"),
    ("2026-11-28T13:00:00+01:00", "Europe/Warsaw", "Opens Monday at 09:00"),
    # The 24th is a holiday with hours of its own, the 25th is closed.
    ("2026-12-24T11:00:00+01:00", "Europe/Warsaw", "Open now, until 12:00"),
    ("2026-12-24T12:00:00+01:00", "Europe/Warsaw", "Opens Saturday at 10:00"),
)

CHAT = (
    ("2026-11-23T23:00:00+09:00", "Asia/Seoul", "Open now, until 02:00"),
    ("2026-11-24T01:00:00+09:00", "Asia/Seoul", "Open now, until 02:00"),
    ("2026-11-23T23:00:00+09:00", "Europe/Warsaw",
     "Open now, until 02:00 (Monday 18:00 your time)"),
)


def statuses(t, server):
    for kind, rows in (("phone", STATUS), ("chat", CHAT)):
        for at, zone, want in rows:
            t.eq(channel(ask(server, at, zone=zone), kind)["status"], want,
                 "%s in %s: %s" % (kind, zone, at))
    got = channel(ask(server, "2026-11-23T15:00:00+01:00",
                      zone="Europe/Warsaw"), "phone")
    t.eq((got["zone_name"], got["opens_at"]),
         (None, "2026-11-24T09:00:00+01:00"), "no zone where it is the reader's")
    polish = ask(server, "2026-11-23T15:00:00Z", "pl")
    t.eq(polish["channels"][-2]["type"], "messenger",
         "one for Polish readers only")
    t.eq(channel(polish, "chat")["label"], "Czat", "its label")
    t.ok("poniedziałek\u2009–\u2009piątek" in
         channel(polish, "phone")["hours"][0], "days in Polish", polish)
    t.ok("2026" not in "".join(channel(ask(
        server, "2026-12-25T09:00:00Z"), "phone")["hours"]),
        "dates that are over are left out")


# On Monday, 23 November 2026.
LINES = (
    ("Mo,We,Fr 10:00-12:00", ["Monday, Wednesday, Friday: 10:00–12:00",
                              "Tuesday, Thursday, Saturday, Sunday: closed"]),
    ("Fr-Mo 10:00-12:00", ["Monday, Friday – Sunday: 10:00–12:00",
                           "Tuesday – Thursday: closed"]),
    ("22:00-02:00", ["Every day: 22:00–02:00"]),
    ("08:00-24:00", ["Every day: 08:00–00:00"]),
    ("09:00-12:00,12:00-15:00,14:00-16:00", ["Every day: 09:00–16:00"]),
    ("Mo-Fr 00:00-24:00; Sa,Su,PH 10:00-14:00",
     ["Monday – Friday: 24 hours", "Saturday, Sunday: 10:00–14:00",
      "Public holidays: 10:00–14:00"]),
    ("Mo-Fr 08:00-12:00, We 14:00-18:00",
     ["Monday, Tuesday, Thursday, Friday: 08:00–12:00",
      "Wednesday: 08:00–12:00, 14:00–18:00", "Saturday, Sunday: closed"]),
    ("24/7; Dec 24-Jan 2 off", ["Every day: 24 hours",
                                "24 December – 2 January: closed"]),
    ("24/7; Dec 24,Dec 31 off", ["Every day: 24 hours", "24 December: closed",
                                 "31 December: closed"]),
    ("Jul-Aug Mo-Fr 14:00-16:00,10:00-12:00",
     ["1 July – 31 August, Monday – Friday: 10:00–12:00, 14:00–16:00"]),
    ("off; 2026-12-24-2027-01-06 PH,Sa 10:00-12:00",
     ["24 December 2026 – 6 January 2027, Saturday, Public holidays: "
      "10:00–12:00"]),
    ("09:00-12:00, 2026-12-24 14:00-15:00",
     ["Every day: 09:00–12:00", "24 December 2026: 09:00–12:00, 14:00–15:00"]),
    ("09:00-12:00; 2026-11-22 off", ["Every day: 09:00–12:00"]),
    ("09:00-12:00; 2026-11-23 off", ["Every day: 09:00–12:00",
                                     "23 November 2026: closed"]),
    ("off", ["Every day: closed"]),
)


def lines(t):
    site = "channels:\n" + "".join(
        '  - {type: address, value: "%d", zone: UTC, hours: "%s"}\n' % (i, h)
        for i, (h, _) in enumerate(LINES))
    server = t.serve(compiled(t, "lines", site, True), "--quiet")
    found = {c["value"]: c["hours"]
             for c in ask(server, "2026-11-23T12:00:00Z")["channels"]}
    for i, (hours, want) in enumerate(LINES):
        t.eq([line.replace("\u2009", " ") for line in found[str(i)]], want,
             "lines of " + hours)
    late = [h for h, _ in LINES].index("08:00-24:00")
    found = {c["value"]: c["hours"]
             for c in ask(server, "2026-11-23T12:00:00Z", "ko")["channels"]}
    t.ok("오전 8:00–오전 12:00" in found[str(late)][0],
         "midnight is no noon where a day has twelve hours", found[str(late)])
    t.eq(server.stop(), 0, "ends well")


def refusals(t, server):
    for query, name in (
            ("at=now", "at"), ("at=", "at"), ("at=2026-11-23", "at"),
            ("at=2026-11-23T10:00:00", "at"), ("at=2026-02-30T10:00:00Z", "at"),
            ("at=1969-12-31T23:59:59Z", "at"), ("zone=", "zone"),
            ("at=2026-11-23T10:00:00+01:00", "at"), ("zone=Warsaw", "zone"),
            ("zone=europe/warsaw", "zone"), ("locale=xx", "locale"),
            ("locale=", "locale")):
        r = server.get(API + query)
        t.eq((r.status, r["Content-Type"]), (400, "application/problem+json"),
             "400: " + query)
        t.ok(r.json()["detail"].startswith(name + " "), "it names " + name)
    r = server.get(API, accept_language="pl")
    t.eq(r.json()["locale"], "pl", "the locale from Accept-Language")
    t.ok("Accept-Language" in r["Vary"], "is said in Vary")
    t.ok(abs(len(r.json()["at"])) == 20, "the time is now", r.json()["at"])
    t.eq(server.get(API, "POST").status, 405, "read only")


def page(t, server):
    r = server.get("/en/contact")
    html = r.text()
    t.eq((r.status, r["Content-Type"]), (200, "text/html; charset=utf-8"),
         "a page")
    t.ok('<meta name="robots" content="noindex">' in html, "not for indexes")
    t.ok('<a href="tel:225550142"' in html and
         '<a href="mailto:help@shop.example"' in html and
         "Reply: within a day" in html and "Open now, around the clock" in html,
         "ways and times", html)
    t.eq(re.findall(r"Mo-Fr|PH|24/7", html), [], "no signs of OpenStreetMap")
    t.ok('href="/pl/contact"' in html, "the language switch stays here")
    html = server.get("/en/contact?article=a%2Fb%26c&zone=Asia/Seoul").text()
    t.ok('href="/pl/contact?article=a%2Fb%26c"' in html, "with the article")
    t.ok("Seoul time" not in html, "in the reader's zone")
    t.eq(server.get("/en/contact?article=%s&zone=x" % ("a" * 300)).status, 200,
         "odd arguments are no errors")
    t.eq(server.get("/xx/contact").status, 404, "no such language")


def run(t):
    server = t.serve(compiled(t, "channels", SITE), "--quiet")
    fields(t, server)
    statuses(t, server)
    refusals(t, server)
    page(t, server)
    t.eq(server.stop(), 0, "ends well")
    lines(t)
    server = t.serve(compiled(t, "nobody", "title: Shop\n"), "--quiet")
    r = server.get("/en/contact")
    t.ok(r.status == 200 and "no contact details" in r.text() and
         r.text().count('role="search"') >= 1, "without channels", r.text())
    t.eq(server.get(API + "locale=en").json()["channels"], [], "none")
    t.eq(server.stop(), 0, "ends well")
    server = t.serve(t.articles(), "--quiet")
    for locale in ("en", "fil", "id", "ko", "pl"):
        got = ask(server, "2026-11-23T05:00:00Z", locale)["channels"]
        t.ok(len(got) >= 5 and got[0]["open_now"] or locale == "pl",
             "the sample in %s, at noon in Jakarta" % locale, got)
    t.eq(server.stop(), 0, "ends well")
