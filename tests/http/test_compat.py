"""Search as the clients of Algolia and Meilisearch ask for it."""
import json
import os
import urllib.parse

import forms

QUERIES = "/1/indexes/*/queries"
OTHER = "Origin: https://shop.example\r\n"
HEADERS = OTHER + "Content-Type: text/plain\r\n"
RECORD = ["objectID", "url", "anchor", "type", "title", "content", "hierarchy",
          "section", "tags", "locale", "updated", "_highlightResult"]
ARTICLES = {
    "site.yaml": "title: Shop & Co\ndefault_locale: en\n",
    "en/returns/_index.md": "---\ntitle: Returns\n---\n",
    "en/returns/steps.md": "---\ntitle: Return <b> & lamp\nid: steps\n"
                           "description: How to.\ntags: [money]\n---\n"
                           "Pack it.\n\n## The lamp & its box\n\n"
                           "Send the lamp \\<i> back.\n",
    "en/returns/money.md": "---\ntitle: Your money\ntags: [money, card]\n---\n"
                           "A refund takes a week.\n",
    "en/hours.md": "---\ntitle: Opening hours\nexpires: 2030-01-01\n---\n"
                   "From nine.\n",
    "fil/bayad.md": "---\ntitle: Bayad\n---\nAng bayad.\n",
}


def run(t):
    path = compiled(t, "compat")
    server = t.serve(path, "--quiet")
    algolia(t, server)
    pages(t, server)
    first(t, server)
    begun(t, server)
    names(t, server)
    escaping(t, server)
    filters(t, server)
    meilisearch(t, server)
    meilisearch_pages(t, server)
    refused(t, server)
    open_to_others(t, server)
    t.eq(server.stop(), 0, "ends well")
    with_base_url(t)
    counted(t, path)


def compiled(t, name, *options):
    top, out = t.path(name), t.path(name + ".gabay")
    for path, text in ARTICLES.items():
        full = os.path.join(top, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as f:
            f.write(text)
    made = t.run(t.indexer, top, "-o", out, "--quiet", *options)
    t.eq(made.returncode, 0, name + " compiles")
    return out


def post(server, path, body, headers=HEADERS):
    if not isinstance(body, (str, bytes)):
        body = json.dumps(body)
    return forms.post(server, body, headers, path)


def ask(server, path=QUERIES, **query):
    r = post(server, path, {"requests": [dict({"indexName": "en"}, **query)]})
    return r.json()["results"][0]


def search(server, **query):
    return post(server, "/indexes/en/search", query).json()


def algolia(t, server):
    r = post(server, QUERIES + "?x-algolia-agent=x&x-algolia-api-key=y",
             {"requests": [{"indexName": "en", "query": "lamp box",
                            "attributesToSnippet": ["content:10"]}]})
    t.eq((r.status, r["Content-Type"]), (200, "application/json"), "answered")
    answer = r.json()["results"][0]
    hit = answer["hits"][0]
    t.eq(list(hit), RECORD + ["_snippetResult"], "the record")
    t.eq((hit["objectID"], hit["anchor"], hit["type"]),
         ("steps#the-lamp-its-box", "the-lamp-its-box", "lvl2"),
         "at the heading that answers")
    t.eq(hit["url"],
         "http://shop.example/en/returns/steps#the-lamp-its-box",
         "its address, by the Host where no base_url is known")
    t.eq(hit["hierarchy"],
         {"lvl0": "Returns", "lvl1": "Return <b> & lamp",
          "lvl2": "The lamp & its box", "lvl3": None, "lvl4": None,
          "lvl5": None, "lvl6": None}, "section, title, heading")
    t.eq((hit["section"], hit["tags"], hit["locale"]),
         ("returns", ["money"], "en"), "what filters know")
    t.eq({k: answer[k] for k in ("nbHits", "page", "nbPages", "hitsPerPage",
                                 "exhaustiveNbHits", "query", "params",
                                 "index")},
         {"nbHits": 1, "page": 0, "nbPages": 1, "hitsPerPage": 20,
          "exhaustiveNbHits": True, "query": "lamp box",
          "params": "query=lamp%20box&page=0&hitsPerPage=20", "index": "en"},
         "what surrounds the hits")
    r = post(server, "/1/indexes/en/query", {"params": "query=refund"})
    t.eq(r.json()["hits"][0]["title"], "Your money", "one index, by params")
    hit = ask(server, query="lamp", attributesToRetrieve=["title"])["hits"][0]
    t.eq(list(hit), ["objectID", "title", "_highlightResult"], "as retrieved")


def pages(t, server):
    two = ask(server, query="money lamp hours", hitsPerPage=1, page=1)
    t.eq((len(two["hits"]), two["page"], two["nbPages"], two["nbHits"]),
         (1, 1, 3, 3), "the second page")
    none = ask(server, query="lamp", hitsPerPage=0)
    t.eq((none["hits"], none["nbHits"], none["nbPages"]), ([], 1, 0),
         "no hits wanted, only their number")
    far = ask(server, query="lamp", hitsPerPage=100, page=2 ** 40)
    t.eq((far["hits"], far["hitsPerPage"]), ([], 100), "far behind the last")
    t.eq(ask(server, query="lamp", hitsPerPage=10 ** 9)["hitsPerPage"], 100,
         "100 at most")


def first(t, server):
    answer = ask(server, query=" ", facets=["*"])
    t.eq(sorted(h["title"] for h in answer["hits"]),
         ["Opening hours", "Return <b> & lamp", "Your money"],
         "all articles for an empty query")
    t.eq(answer["facets"], {"section": {"returns": 2},
                            "tags": {"money": 2, "card": 1}}, "and facets")
    hours = [h for h in answer["hits"] if h["title"] == "Opening hours"][0]
    t.eq((hours["hierarchy"]["lvl0"], hours["section"]), ("Shop & Co", None),
         "outside sections the site's name stands for one")
    got = ask(server, query="", facetFilters=["tags:card"], hitsPerPage=1)
    t.eq(([h["title"] for h in got["hits"]], got["nbHits"]),
         (["Your money"], 1), "filtered, too")


def begun(t, server):
    hits = ask(server, query="mon")["hits"]
    t.eq([h["title"] for h in hits], ["Your money"], "a word only begun")
    t.eq(hits[0]["_highlightResult"]["title"],
         {"value": "Your <em>money</em>", "matchLevel": "full"}, "marked")
    t.eq(ask(server, query="mon", page=1)["hits"], [], "on the first page")


def names(t, server):
    for name, locale in (("en", "en"), ("help", "en"), ("help_fil", "fil"),
                         ("help-en", "en"), ("tl", "fil"), ("fil", "fil")):
        hits = ask(server, indexName=name, query="")["hits"]
        t.eq({h["locale"] for h in hits}, {locale}, "index " + name)
    for name in ("xx", "", "helpen", "help_", "help_xx", "\u0007" * 300):
        r = post(server, QUERIES, {"requests": [{"indexName": name}]})
        t.eq((r.status, r.json()["status"]), (404, 404),
             "no index %.8r" % name)
    r = post(server, QUERIES, {"requests": [{"indexName": "x"}]})
    t.eq(r.json(), {"message": "Index x does not exist", "status": 404},
         "which is said so")


def escaping(t, server):
    hit = ask(server, query="lamp", highlightPreTag="<mark>",
              highlightPostTag="</mark>")["hits"][0]["_highlightResult"]
    t.eq(hit["title"]["value"], "Return &lt;b&gt; &amp; <mark>lamp</mark>",
         "text is escaped between tags")
    t.ok("<i>" not in hit["content"]["value"] and
         "&lt;i&gt;" in hit["content"]["value"], "passages, too", hit)
    hit = ask(server, query="lamp", highlightPreTag="__ais-highlight__",
              highlightPostTag="__/ais-highlight__")["hits"][0]
    t.eq(hit["_highlightResult"]["title"]["value"],
         "Return <b> & __ais-highlight__lamp__/ais-highlight__",
         "where there are no tags their user escapes")
    hit = ask(server, query="lamp", highlightPreTag="<" + "x" * 100,
              highlightPostTag=">")["hits"][0]["_highlightResult"]
    t.ok("<em>lamp</em>" in hit["title"]["value"], "tags have a limit", hit)


def filters(t, server):
    def found(**how):
        return {h["title"] for h in ask(server, query="money lamp hours",
                                        **how)["hits"]}
    both = {"Return <b> & lamp", "Your money"}
    t.eq(found(filters="section:returns"), both, "a section")
    t.eq(found(facetFilters=[["tags:card"]]), {"Your money"}, "a tag")
    t.eq(found(facetFilters=["language:en", "tags:card", "section:returns"]),
         {"Your money"}, "both, and what nobody knows")
    t.eq(found(facetFilters=["section:nowhere"]), set(), "none of them")
    t.eq(len(found(filters="section:a OR section:b")), 3,
         "alternatives count for nothing")
    params = urllib.parse.urlencode({"facetFilters": '["tags:card"]'})
    t.eq(found(params=params), {"Your money"}, "as parameters")


def meilisearch(t, server):
    answer = search(server, q="lamp box", attributesToHighlight=["*"],
                    attributesToCrop=["content"], cropLength=30)
    hit = answer["hits"][0]
    t.eq(list(hit), ["id", "objectID", "title", "content", "url", "anchor",
                     "section", "locale", "updated", "tags"] +
         ["hierarchy_lvl%d" % n for n in range(7)] + ["_formatted"],
         "the record")
    t.eq((hit["id"], hit["anchor"], hit["hierarchy_lvl2"]),
         ("steps", "the-lamp-its-box", "The lamp & its box"), "the heading")
    t.eq(hit["_formatted"]["title"], "Return &lt;b&gt; &amp; <em>lamp</em>",
         "marked and escaped")
    t.eq((answer["query"], answer["limit"], answer["offset"],
          answer["estimatedTotalHits"]), ("lamp box", 20, 0, 1), "around it")
    r = server.get("/indexes/en/search?q=lamp&attributesToRetrieve=id,title"
                   "&facets=tags&filter=section%20%3D%20returns")
    t.eq(r.json()["hits"], [{"id": "steps", "title": "Return <b> & lamp"}],
         "by GET, too")
    t.eq(r.json()["facetDistribution"], {"tags": {"money": 1}}, "a facet")
    r = post(server, "/multi-search", {"queries": [
        {"indexUid": "en", "q": "lamp"}, {"indexUid": "fil", "q": "bayad"}]},
        "X-Meilisearch-Client: x\r\nAuthorization: Bearer none\r\n")
    t.eq([(one["indexUid"], len(one["hits"])) for one in r.json()["results"]],
         [("en", 1), ("fil", 1)], "several at once, keys are not looked at")


def meilisearch_pages(t, server):
    got = search(server, q="", hitsPerPage=2, page=2)
    t.eq((len(got["hits"]), got["page"], got["totalPages"], got["totalHits"],
          got["hitsPerPage"]), (1, 2, 2, 3, 2), "by page")
    got = search(server, q="", limit=1, offset=2)
    t.eq((len(got["hits"]), got["limit"], got["offset"],
          got["estimatedTotalHits"]), (1, 1, 2, 3), "by offset")
    got = search(server, q="lamp", hitsPerPage=0)
    t.eq((got["hits"], got["totalHits"], got["totalPages"]), ([], 1, 0),
         "only the number")
    t.eq(search(server, q="lamp", page=0)["hits"], [], "there is no page 0")


def refused(t, server):
    many = [{"indexName": "en"}] * 11
    for body in ("", "{", "[]", "null", "{}", {"requests": {}},
                 {"requests": ["x"]}, {"requests": many}, b"\xff{}",
                 "[" * 20000, '{"requests": [{"indexName": "a\\u0000"}]}'):
        r = post(server, QUERIES, body)
        t.eq((r.status, list(r.json()), r.json()["status"]),
             (400, ["message", "status"], 400),
             "Algolia's: %.30r" % (body,))
        r = post(server, "/multi-search", body)
        t.eq((r.status, list(r.json())),
             (400, ["message", "code", "type", "link"]),
             "Meilisearch's: %.30r" % (body,))
    t.eq(post(server, QUERIES, {"requests": many[1:]}).status, 200,
         "ten at once are fine")
    r = post(server, QUERIES, '{"requests": [%s]}' % (" " * 65536))
    t.eq((r.status, r.json()["status"]), (413, 413), "too long")
    for path, method in ((QUERIES, "GET"), ("/multi-search", "GET"),
                         ("/indexes/en/search", "DELETE")):
        r = server.get(path, method)
        t.ok(r.status == 405 and "message" in r.json(), method + " " + path)
    for path in ("/1/indexes/en/settings", "/indexes/en/documents"):
        r = post(server, path, {})
        t.ok(r.status == 404 and "message" in r.json(), "nothing at " + path)
    r = post(server, "/indexes/xx/search", {})
    t.eq((r.status, r.json()["code"]), (404, "index_not_found"), "no index")
    r = post(server, "/multi-search", {"queries": [], "federation": {}})
    t.eq(r.status, 400, "no federation")
    t.eq(server.get("/indexes").status, 404, "other pages are as they were")


def open_to_others(t, server):
    for path in (QUERIES, "/1/indexes/en/query", "/indexes/en/search",
                 "/multi-search", "/indexes/xx/search"):
        r = server.get(path, "OPTIONS", origin="https://shop.example",
                       access_control_request_method="POST",
                       access_control_request_headers="authorization,"
                       "content-type,x-meilisearch-client")
        allowed = r["Access-Control-Allow-Headers"] or ""
        t.ok(r.status == 204 and r["Access-Control-Allow-Origin"] == "*" and
             "Authorization" in allowed and "*" in allowed,
             "preflight of " + path, r.headers)
        r = post(server, path, "{}")
        t.eq((r["Access-Control-Allow-Origin"],
              r["Access-Control-Allow-Credentials"]), ("*", None),
             "%s is open, %d" % (path, r.status))


def with_base_url(t):
    server = t.serve(compiled(t, "compat-base", "--base-url",
                              "https://shop.example/help"), "--quiet")
    r = post(server, "/help" + QUERIES,
             {"requests": [{"indexName": "en", "query": q}
                           for q in ("lamp", "mon", "")]})
    urls = [h["url"] for one in r.json()["results"] for h in one["hits"]]
    t.ok(len(urls) == 5 and
         all(u.startswith("https://shop.example/help/en/") for u in urls),
         "behind the prefix, whole addresses", urls)
    t.eq(post(server, QUERIES, {"requests": []}).status, 405,
         "nothing outside it")
    r = post(server, "/help/indexes/en/search", {"q": "lamp"})
    t.ok(r.json()["hits"][0]["url"].startswith("https://shop.example/help/"),
         "Meilisearch's likewise")
    server.stop()


def counted(t, path):
    server = t.serve(path, "--quiet", "--rate-limit", "1",
                     "--trusted-proxies", "127.0.0.1")
    who = "X-Forwarded-For: 192.0.2.1\r\n"
    body = {"requests": [{"indexName": "en", "query": "lamp"}]}
    t.eq(post(server, QUERIES, body, who).status, 200, "one call is free")
    r = post(server, QUERIES, body, who)
    t.eq((r.status, r.json()["status"], r["Retry-After"] is not None),
         (429, 429, True), "the next is one too many")
    r = server.get("/indexes/en/search?q=lamp", x_forwarded_for="192.0.2.1")
    t.eq((r.status, r.json()["code"]), (429, "too_many_search_requests"),
         "by any way")
    server.stop()
