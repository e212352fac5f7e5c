"""GET /api/v1/suggest on the sample help centre."""
import urllib.parse

API = "/api/v1/suggest?"


def run(t):
    server = t.serve(t.articles(), "--quiet")
    r = server.get(API + "q=ret&locale=en")
    answer = r.json()
    t.eq((r.status, r["Content-Type"]), (200, "application/json"), "JSON")
    t.eq(list(answer), ["query", "locale", "suggestions"],
         "the fields of an answer")
    rows = answer["suggestions"]
    t.ok(rows and all(list(s) == ["id", "url", "title", "section"]
                      for s in rows), "the fields of a suggestion", rows)
    t.ok(rows and rows[0]["title"].lower().startswith("ret"),
         "titles by their beginning", rows)
    t.eq(server.get(rows[0]["url"]).status, 200, "at their address")
    r = server.get(API + "q=%s&locale=ko" % urllib.parse.quote("반"))
    t.ok(any(s["title"].startswith("반") for s in r.json()["suggestions"]),
         "one syllable of Korean", r.json())
    r = server.get(API + "q=&locale=en")
    t.eq(r.status, 200, "an empty q")
    for query, name in (("", "q"), ("q=a&limit=0", "limit"),
                        ("q=a&limit=21", "limit"), ("q=a&limit=x", "limit"),
                        ("q=a&locale=xx", "locale")):
        r = server.get(API + query)
        t.eq(r.status, 400, "400: %s" % (query or "no q"))
        t.ok(r.json()["detail"].startswith(name + " "), "it names " + name)
    r = server.get(API + "q=a", accept_language="pl")
    t.eq(r.json()["locale"], "pl", "the locale from Accept-Language")
    t.ok("Accept-Language" in r["Vary"], "is said in Vary")
    again = server.get(API + "q=a", accept_language="pl",
                       if_none_match=r["ETag"])
    t.eq(again.status, 304, "a stable tag")
    t.eq(server.stop(), 0, "ends well")
