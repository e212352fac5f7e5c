"""Votes and questions as forms: pages, refusals, what is kept of them."""
import re
import time
import urllib.parse

import forms
from forms import JSON, SAME, TYPE, post


def run(t):
    path = forms.site(t)
    closed(t, path)
    pages(t, path)
    without_script(t)
    votes(t, path)
    questions(t, path)
    senders(t, path)
    proxies(t, path)
    refused(t, path)
    texts(t, path)
    slow(t, path)
    below_a_prefix(t)
    options(t, path)


def closed(t, path):
    server = t.serve(path, "--quiet")
    t.eq(server.get("/en/feedback?article=returns").status, 404,
         "without a data folder there is no page")
    t.eq(post(server, {"article": "returns", "vote": "yes"}).status, 404,
         "and no vote")
    r = server.get("/api/v1/feedback")
    t.eq((r.status, r.json(), r["Cache-Control"]),
         (200, {"open": False}, "public, max-age=300"), "the API says so")
    server.stop()


def pages(t, path):
    server = t.serve(path, "--quiet", "--data", forms.folder(t, "pages"))
    t.eq(server.get("/api/v1/feedback").json(), {"open": True},
         "the API says that votes are taken")
    r = server.get("/en/feedback?article=returns")
    t.ok(r.status == 200 and "vote=true reason=false ask=true" in r.text() and
         '<a href="/en/returns">Returns</a>' in r.text(),
         "an article's page asks for a vote", r.text())
    t.ok("default-src 'none'" in r["Content-Security-Policy"] and
         r["Cache-Control"] == "no-cache", "as dynamic pages are sent")
    r = server.get("/en/feedback?article=orders%2Fcancel")
    t.ok("Orders/Cancel" in r.text(), "ids may have slashes", r.text())
    r = server.get("/en/feedback")
    t.ok(r.status == 200 and "vote=false reason=false ask=true" in r.text(),
         "without an article it asks for a question", r.text())
    for done, want in (("yes", "vote=false reason=false ask=false"),
                       ("no", "vote=false reason=true ask=true"),
                       ("no&told=1", "vote=false reason=false ask=true"),
                       ("question", "vote=false reason=false ask=false"),
                       ("<b>", "vote=true reason=false ask=true")):
        r = server.get("/en/feedback?article=returns&done=" + done)
        t.ok(r.status == 200 and want in r.text(), "done=" + done, r.text())
    for missing in ("nothing", "Returns", "returns%20", "%C3%BC"):
        t.eq(server.get("/en/feedback?article=" + missing).status, 404,
             "no article " + missing)
    t.eq(server.get("/ko/feedback?article=orders/cancel").status, 404,
         "nor where it is not translated")
    t.eq(server.get("/en/feedback", "HEAD").status, 200, "HEAD")
    r = server.get("/en/feedback", "PUT")
    t.eq((r.status, r["Allow"]), (405, "GET, HEAD, POST"), "PUT")
    r = server.get("/api/v1/feedback", "POST")
    t.eq((r.status, r["WWW-Authenticate"]), (401, 'Bearer realm="gabay"'),
         "POST to the API needs a token")
    t.eq(server.stop(), 0, "it ends well")


def fields_of(html, action):
    """What stands in the forms of a page, well enough for these."""
    found = []
    for form in re.findall(r"<form[^>]*action=\"%s\".*?</form>" % action, html,
                           re.S):
        found.append({m[0]: m[1] for m in re.findall(
            r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)})
    return found


def without_script(t):
    """The way of a reader through the real pages."""
    data = forms.folder(t, "reader")
    server = t.serve(t.articles(), "--quiet", "--data", data)
    article = t.run(t.program, "inspect", t.articles(), "--page",
                    "articles/en").stdout.decode().split("\t")[0]
    page = "/en/feedback?article=" + urllib.parse.quote(article, safe="")
    form = fields_of(server.get(page).text(), "/en/feedback")[0]
    r = post(server, dict(form, vote="no"))
    t.eq((r.status, r["Location"]), (303, page + "&done=no"),
         "no leads to another page")
    r = server.get(r["Location"])
    form = fields_of(r.text(), "/en/feedback")[0]
    t.ok(form == {"article": article, "vote": "no"} and
         r.text().count('name="reason"') == 5 and "_comment_hint" in r.text(),
         "that asks why", r.text())
    t.ok('id="_contact"' in r.text() and 'href="tel:' in r.text(),
         "and says who else may help", r.text())
    r = post(server, dict(form, reason="unclear", comment="Which\r\nbutton? "))
    t.eq((r.status, r["Location"]), (303, page + "&done=no&told=1"),
         "and thanks")
    row = forms.export(t, data)
    t.eq([(v["article"], v["locale"], v["vote"], v["reason"], v["comment"])
          for v in row], [(article, "en", "no", "unclear", "Which\nbutton?")],
         "it is one vote")
    r = server.get(r["Location"])
    t.ok('name="reason"' not in r.text() and "_question" in r.text(),
         "then a question may be left", r.text())
    t.ok("Set-Cookie" not in str(r.headers), "no cookie")
    r = post(server, {"article": article, "vote": "no", "comment": "x" * 2001})
    t.ok(r.status == 422 and "x" * 2001 + "</textarea>" in r.text() and
         'aria-describedby="_comment_hint _error" aria-invalid="true"' in
         r.text() and 'id="_error" role="alert"' in r.text() and
         "2,000 characters" in r.text(),
         "a comment too long: the form again, the text in it", r.text()[:1500])
    server.stop()


def votes(t, path):
    data = forms.folder(t, "votes")
    server = t.serve(path, "--quiet", "--data", data)
    yes = {"article": "returns", "vote": "yes"}
    for _ in range(3):
        r = post(server, yes)
        t.eq((r.status, r["Location"]),
             (303, "/en/feedback?article=returns&done=yes"), "a vote")
    kept = forms.export(t, data)
    t.eq([v["vote"] for v in kept], ["yes"], "repeats change nothing")
    r = post(server, dict(yes, vote="no", reason="other"), SAME + TYPE + JSON)
    t.eq((r.status, r["Content-Type"], r.json()),
         (200, "application/json", {"ok": True, "done": "no"}),
         "a script gets JSON")
    t.eq([(v["vote"], v["reason"]) for v in forms.export(t, data)],
         [("no", "other")], "another answer takes the place")
    post(server, {"article": "orders/cancel", "vote": "yes"})
    post(server, yes, path="/ko/feedback")
    t.eq(sorted((v["article"], v["locale"], v["vote"])
                for v in forms.export(t, data)),
         [("orders/cancel", "en", "yes"), ("returns", "ko", "yes")],
         "one vote an article, whatever the locale")
    cases = [
        ({"article": "returns"}, 422, "no vote in it"),
        ({"article": "returns", "vote": "maybe"}, 422, "another word"),
        ({"article": "returns", "vote": "no", "reason": "x"}, 422,
         "another reason"),
        ({"article": "nothing", "vote": "yes"}, 404, "another article"),
        ({"vote": "yes"}, 404, "no article"),
        ("", 404, "nothing at all"),
    ]
    for body, status, name in cases:
        t.eq(post(server, body).status, status, name)
        r = post(server, body, SAME + TYPE + JSON)
        t.eq((r.status, r["Content-Type"]),
             (status, "application/problem+json"), name + ", from a script")
    t.eq(len(forms.export(t, data)), 2, "nothing of that is kept")
    server.stop()


def questions(t, path):
    data = forms.folder(t, "questions")
    server = t.serve(path, "--quiet", "--data", data)
    r = post(server, {"question": "Wo ist <mein> Paket?\n", "asked": "paket",
                      "reply_to": "ann@example.com"})
    t.eq((r.status, r["Location"]), (303, "/en/feedback?done=question"),
         "a question")
    r = post(server, {"question": "And mine?", "article": "returns"})
    t.eq(r["Location"], "/en/feedback?article=returns&done=question",
         "from an article")
    post(server, {"question": "And mine?"}, SAME + TYPE + JSON)
    kept = forms.export(t, data, "--questions")
    t.eq([(q["question"], q["asked"], q["reply_to"]) for q in kept],
         [("Wo ist <mein> Paket?", "paket", "ann@example.com"),
          ("And mine?", "", "")], "kept once each")
    for fields, name in (({"question": " \r\n "}, "an empty one"),
                         ({"question": "?" * 2001}, "one too long"),
                         ({"question": "?", "reply_to": "a" * 201},
                          "an address too long")):
        r = post(server, fields)
        t.ok(r.status == 422 and "ask=true" in r.text() and
             fields["question"].strip() in r.text(), name, r.text()[:500])
    r = post(server, {"question": "Long search", "asked": "é" * 600})
    t.eq((r.status, forms.export(t, data, "--questions")[-1]["asked"]),
         (303, "é" * 512), "what was searched for is cut")
    server.stop()


def senders(t, path):
    """Where a form may come from."""
    server = t.serve(path, "--quiet", "--data", forms.folder(t, "senders"))
    vote = {"article": "returns", "vote": "yes"}
    for headers, status in (
            (SAME, 303), ("Origin: https://shop.example\r\n", 303),
            ("Origin: http://shop.example\r\n", 303), ("", 403),
            ("Sec-Fetch-Site: cross-site\r\n", 403),
            ("Sec-Fetch-Site: same-site\r\nOrigin: http://shop.example\r\n",
             403),
            (SAME + SAME, 403), ("Origin: null\r\n", 403),
            ("Origin: https://evil.example\r\n", 403),
            ("Origin: http://shop.example\r\n" * 2, 403)):
        r = post(server, vote, headers + TYPE)
        t.eq(r.status, status, headers.replace("\r\n", " ") or "no word")
    r = post(server, vote, TYPE + JSON)
    t.eq((r.status, r["Content-Type"]), (403, "application/problem+json"),
         "a script of somebody else")
    server.stop()
    server = t.serve(path, "--quiet", "--base-url", "https://help.example",
                     "--data", forms.folder(t, "senders"))
    t.eq(post(server, vote, "Origin: https://help.example\r\n" + TYPE).status,
         303, "from the base_url, whatever the Host")
    server.stop()


def proxies(t, path):
    def visitors(*options, listen="127.0.0.1:0"):
        data = forms.folder(t, "proxies%d" % len(seen))
        seen.append(data)
        server = t.serve(path, "--data", data, *options, listen=listen)
        for forwarded in ("192.0.2.1", "192.0.2.2", "192.0.2.9, 192.0.2.2",
                          "2001:db8::1", "2001:db8::2", "2001:db8:0:1::1"):
            headers = SAME + TYPE + "X-Forwarded-For: %s\r\n" % forwarded
            post(server, {"article": "returns", "vote": "yes"}, headers)
        post(server, {"article": "returns", "vote": "yes"},
             SAME + TYPE + "User-Agent: another\r\n")
        server.stop()
        return len(forms.export(t, data)), "\n".join(server.lines)

    seen = []
    t.eq(visitors()[0], 2, "X-Forwarded-For is anybody's word")
    t.eq(visitors("--trusted-proxies", "10.0.0.1,unix")[0], 2,
         "from others than the trusted")
    t.eq(visitors("--trusted-proxies", "127.0.0.0/8")[0], 5,
         "of a trusted one it counts")
    socket = "unix:" + t.path("forms.sock")
    count, log = visitors(listen=socket)
    t.ok(count == 2 and "--trusted-proxies unix" in log,
         "on a socket file it is not believed either, which is said", log)
    count, log = visitors("--trusted-proxies", "unix", listen=socket)
    t.ok(count == 5 and "--trusted-proxies" not in log, "until it is", log)


def refused(t, path):
    data = forms.folder(t, "refused")
    server = t.serve(path, "--quiet", "--data", data)
    good = "article=returns&vote=yes"
    cases = [
        (good, SAME, 415, "no type"),
        (good, SAME + "Content-Type: text/plain\r\n", 415, "plain text"),
        (good, SAME + "Content-Type: multipart/form-data; boundary=a\r\n", 415,
         "several parts"),
        ('{"vote":"yes"}', SAME + "Content-Type: application/json\r\n", 415,
         "JSON"),
        (good, SAME + "Content-Type: APPLICATION/x-www-form-urlencoded ; "
         "charset=utf-8\r\n", 303, "a charset beside it"),
        (good + "&comment=%zz", SAME + TYPE, 400, "a broken escape"),
        (good + "&comment=%", SAME + TYPE, 400, "half an escape"),
        (good + "&comment=%ff", SAME + TYPE, 400, "no UTF-8"),
        (good.encode() + b"&comment=\xc3", SAME + TYPE, 400, "cut UTF-8"),
        (good + "&comment=%00", SAME + TYPE, 400, "a zero byte"),
        (good + "&comment=%1b[2J", SAME + TYPE, 400, "an escape sequence"),
        (good + "&comment=%C2%85", SAME + TYPE, 400, "another control"),
        (good + "&comment=a%0D%0Ab%09c", SAME + TYPE, 303, "lines and tabs"),
        (good + "&a=1" * 31, SAME + TYPE, 400, "33 fields"),
        (good + "&&&" * 100, SAME + TYPE, 303, "empty ones do not count"),
        (good + "&x=" + "y" * (65536 - len(good) - 3), SAME + TYPE, 303,
         "64 KiB"),
        (good + "&x=" + "y" * 65536, SAME + TYPE, 413, "more"),
    ]
    for body, headers, status, name in cases:
        r = post(server, body, headers)
        t.ok(r.status == status, name, "%d, want %d" % (r.status, status))
    with server.wire() as w:
        chunks = b"".join(b"8000\r\n" + b"y" * 0x8000 + b"\r\n"
                          for _ in range(3))
        w.send(b"POST /en/feedback HTTP/1.1\r\nHost: a\r\n" +
               (SAME + TYPE).encode() + b"Transfer-Encoding: chunked\r\n\r\n" +
               chunks + b"0\r\n\r\n")
        t.eq(w.reply().status, 413, "96 KB in chunks")
    with server.wire() as w:
        w.send(b"POST /en/feedback HTTP/1.1\r\nHost: a\r\n" +
               (SAME + TYPE).encode() + b"Transfer-Encoding: chunked\r\n\r\n" +
               b"".join(b"1\r\n%c\r\n" % c for c in good.encode()) +
               b"0\r\n\r\n")
        t.eq(w.reply().status, 303, "a byte a chunk")
    with server.wire() as w:
        w.send(b"GET /en/feedback HTTP/1.1\r\nHost: a\r\n\r\n".join(
            [b""] + [forms.request(good)] * 20))
        got = [w.reply().status for _ in range(40)]
    t.eq(got, [200, 303] * 20, "pages and votes in one piece, in order")
    t.eq([v["comment"] for v in forms.export(t, data)], ["a\nb c"],
         "what is kept of the good ones")
    server.stop()


def texts(t, path):
    """Lengths are counted in characters."""
    data = forms.folder(t, "texts")
    server = t.serve(path, "--quiet", "--data", data)
    fields = {"article": "returns", "vote": "no"}
    for one in ("a", "é", "한", "😀"):
        r = post(server, dict(fields, comment=one * 2000))
        t.eq(r.status, 303, "2,000 times " + one)
        t.eq(forms.export(t, data)[0]["comment"], one * 2000, "is kept whole")
        r = post(server, dict(fields, comment=one * 2001))
        t.ok(r.status == 422 and one * 2001 in r.text(),
             "2,001 times is shown again", r.status)
    r = post(server, dict(fields, comment="\r\n".join("a" * 1000)))
    t.eq(r.status, 303, "a line end counts once")
    r = post(server, dict(fields, comment="</textarea><script>" + "a" * 2000))
    t.ok("<script>" not in r.text() and "&lt;script&gt;" in r.text(),
         "and is never markup", r.text()[:400])
    server.stop()


def slow(t, path):
    server = t.serve(path, "--quiet", "--request-timeout", "1",
                     "--data", forms.folder(t, "slow"))
    whole = forms.request("article=returns&vote=yes&comment=" + "b" * 5000)
    with server.wire() as w:
        began = time.monotonic()
        w.send(whole[:200])
        try:
            for at in range(200, 300):
                time.sleep(0.05)
                w.send(whole[at:at + 1])
        except OSError:
            pass
        took = time.monotonic() - began
    t.ok(took < 3, "a slow body is cut", took)
    t.eq(post(server, "article=returns&vote=yes").status, 303,
         "and others are heard")
    server.stop()


def below_a_prefix(t):
    path = forms.site(t, "prefix", "/help", "https://shop.example/help")
    server = t.serve(path, "--quiet", "--data", forms.folder(t, "prefix"))
    r = post(server, {"article": "returns", "vote": "yes"},
             path="/help/en/feedback")
    t.eq((r.status, r["Location"]),
         (303, "/help/en/feedback?article=returns&done=yes"), "a prefix")
    t.eq(server.get("/help/api/v1/feedback").json(), {"open": True}, "its API")
    t.eq(server.get("/en/feedback").status, 404, "not outside")
    server.stop()


def options(t, path):
    for words, code, said in (
            (("--trusted-proxies", "10.0.0.0/33"), 2, "10.0.0.0/33"),
            (("--trusted-proxies", "localhost"), 2, "localhost"),
            (("--data", t.path("nowhere")), 1, "nowhere")):
        made = t.run(t.program, path, "--listen", "127.0.0.1:0", *words)
        lines = [line for line in made.stderr.decode().splitlines()
                 if ": no search in " not in line]
        t.ok(made.returncode == code and len(lines) == 1 and said in lines[0],
             " ".join(words[:1]) + " with a mistake", (made.returncode, lines))
