"""How often costly calls may be made, by address and by token."""
import os
import time

import forms

SUGGEST = "/api/v1/suggest?q=a&locale=en"
LOCAL = ("--trusted-proxies", "127.0.0.1")


def run(t):
    path = t.articles()
    by_address(t, path)
    what_counts(t, path)
    forms_count(t)
    on_this_machine(t, path)
    by_token(t, path)
    waiting(t, path)
    without(t, path)


def ask(server, who, path=SUGGEST, method="GET", **headers):
    return server.get(path, method, x_forwarded_for=who, **headers)


def by_address(t, path):
    server = t.serve(path, "--quiet", "--rate-limit", "3", *LOCAL)
    for left, full in ((2, 20), (1, 40), (0, 20)):
        r = ask(server, "192.0.2.1")
        got = r["RateLimit"]
        t.ok(r.status == 200 and r["RateLimit-Policy"] == '"address";q=3;w=60'
             and got.startswith('"address";r=%d;t=' % left) and
             full - 5 <= int(got.split("t=")[1]) <= full, "%d are left" % left,
             (r.status, r.headers))
    r = ask(server, "192.0.2.1")
    wait = int(r["Retry-After"] or 0)
    t.ok(r.status == 429 and 10 <= wait <= 20 and
         r["RateLimit"] == '"address";r=0;t=%d' % wait, "one too many",
         r.headers)
    t.eq((r["Content-Type"], r.json()["type"], r.json()["status"]),
         ("application/problem+json", "/problems/too-many-requests", 429),
         "which says so")
    t.eq(r["Access-Control-Allow-Origin"], "*", "to other origins, too")
    t.eq(ask(server, "192.0.2.2").status, 200, "others are not refused")
    t.eq(ask(server, "192.0.2.3, 192.0.2.1").status, 429,
         "what stands left of the last proxy counts for nothing")
    got = [ask(server, "2001:db8:1:2::%x" % n).status for n in range(1, 5)]
    t.eq(got, [200, 200, 200, 429], "an IPv6 network of 64 bits is one")
    t.eq(ask(server, "2001:db8:1:3::1").status, 200, "its neighbour another")
    server.stop()


def what_counts(t, path):
    server = t.serve(path, "--quiet", "--rate-limit", "1", *LOCAL)
    t.eq(ask(server, "192.0.2.1").status, 200, "one call is free")
    counted = ["/api/v1/search?q=a", "/api/v1/suggest?q=a",
               "/api/v1/answer?q=a", "/api/v1/search"]
    t.eq([ask(server, "192.0.2.1", c).status for c in counted],
         [429] * len(counted), "calls that compute count together")
    t.eq(ask(server, "192.0.2.1", method="HEAD").status, 429, "HEAD as well")
    for page, status in (("/en/", 200), ("/en/search?q=return", 200),
                         ("/en/contact", 200), ("/healthz", 200),
                         ("/nowhere", 404), ("/api/v1/contact", 200)):
        r = ask(server, "192.0.2.1", page)
        t.ok(r.status == status and not r["RateLimit"],
             "%s is not counted" % page, (r.status, r.headers))
    tag = ask(server, "192.0.2.7")["ETag"]
    t.eq(ask(server, "192.0.2.7", if_none_match=tag).status, 429,
         "what would be a 304 is counted")
    server.stop()


def forms_count(t):
    server = t.serve(forms.site(t, "rate"), "--quiet", "--rate-limit", "1",
                     "--data", forms.folder(t, "rate-data"), *LOCAL)
    vote = {"article": "returns", "vote": "yes"}
    headers = forms.SAME + forms.TYPE + "X-Forwarded-For: 192.0.2.1\r\n"
    t.eq(forms.post(server, vote, headers).status, 303, "a vote")
    r = forms.post(server, vote, headers)
    t.ok(r.status == 429 and r["Retry-After"] and
         "text/html" in r["Content-Type"], "a second is a page",
         (r.status, r.headers))
    r = forms.post(server, vote, headers + forms.JSON)
    t.eq((r.status, r["Content-Type"]), (429, "application/problem+json"),
         "or a problem, for a script")
    t.eq(ask(server, "192.0.2.1", "/en/feedback").status, 200,
         "the form itself is a page")
    server.stop()


def on_this_machine(t, path):
    server = t.serve(path, "--quiet", "--rate-limit", "1")
    got = [ask(server, "192.0.2.1") for _ in range(5)]
    t.eq([(r.status, r["RateLimit"]) for r in got], [(200, None)] * 5,
         "loopback is not limited, whatever it says")
    server.stop()
    server = t.serve(path, "--quiet", "--rate-limit", "1", *LOCAL)
    t.eq([server.get(SUGGEST).status for _ in range(2)], [200, 429],
         "but as a trusted proxy, also when it names nobody")
    server.stop()
    socket = "unix:" + t.path("rate.sock")
    server = t.serve(path, "--quiet", "--rate-limit", "1", listen=socket)
    t.eq([server.get(SUGGEST).status for _ in range(3)], [200] * 3,
         "nor is a socket file")
    server.stop()
    server = t.serve(path, "--quiet", "--rate-limit", "1",
                     "--trusted-proxies", "unix", listen=socket)
    t.eq([ask(server, "192.0.2.%d" % n).status for n in (1, 1, 2)],
         [200, 429, 200], "but for the clients of a trusted one")
    server.stop()


def by_token(t, path):
    file = t.path("rate.tokens")
    tokens = ["Bearer " + t.run(t.program, "token", "new", name, "--scope",
                                "search", "--file", file).stdout.decode().strip()
              for name in ("one", "two")]
    server = t.serve(path, "--quiet", "--rate-limit", "1", "--tokens", file,
                     "--token-rate-limit", "2", *LOCAL)
    t.eq(ask(server, "192.0.2.1").status, 200, "an address's one call")
    r = ask(server, "192.0.2.1", authorization=tokens[0])
    t.eq((r.status, r["RateLimit-Policy"]), (200, '"token";q=2;w=60'),
         "a token has calls of its own")
    t.ok(r["RateLimit"].startswith('"token";r=1;t='), "which are told",
         r["RateLimit"])
    got = [ask(server, "192.0.2.%d" % n, authorization=tokens[0]).status
           for n in (2, 3)]
    t.eq(got, [200, 429], "wherever it comes from")
    t.eq(ask(server, "192.0.2.1", authorization=tokens[1]).status, 200,
         "another token is another")
    wrong = "Bearer gabay_" + "A" * 43
    t.eq([ask(server, "192.0.2.9", authorization=wrong).status
          for _ in range(2)], [401, 429], "unknown ones count for the address")
    t.eq([ask(server, "192.0.2.8", authorization="Bearer other").status
          for _ in range(2)], [200, 429], "and so do others' keys")
    os.remove(file)
    server.stop()


def waiting(t, path):
    """As long as it is told to, and it is let in again."""
    server = t.serve(path, "--quiet", "--rate-limit", "60", *LOCAL)
    began = time.monotonic()
    for count in range(1000):
        r = ask(server, "192.0.2.1")
        if r.status != 200:
            break
    most = 60 + int(time.monotonic() - began) + 1
    t.ok(r.status == 429 and 60 <= count <= most, "60 a minute", count)
    t.eq(r["Retry-After"], "1", "the next in a second")
    time.sleep(1)
    t.eq(ask(server, "192.0.2.1").status, 200, "and so it is")
    server.stop()


def without(t, path):
    server = t.serve(path, "--quiet", "--rate-limit", "0", *LOCAL)
    got = [ask(server, "192.0.2.1") for _ in range(20)]
    t.eq({(r.status, r["RateLimit"]) for r in got}, {(200, None)},
         "0 is no limit")
    server.stop()
    for words in (("--rate-limit", "-1"), ("--token-rate-limit", "1000001")):
        made = t.run(t.program, path, *words)
        t.eq(made.returncode, 2, " ".join(words))
