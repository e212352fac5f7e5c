"""The API's own description: whole, and what the calls do."""
import os
import re
import urllib.parse

import schema
import special

DOCUMENT = "/api/v1/openapi.json"


def run(t):
    server = t.serve(t.articles(), "--quiet")
    document = described(t, server)
    references(t, document)
    examples(t, document)
    for path, item in document["paths"].items():
        if "get" in item and {} not in item["get"]["security"]:
            guarded(t, server, document, path, item["get"])
        elif "get" in item:
            answered(t, server, document, path, item["get"])
            for row in item["get"]["parameters"]:
                refused(t, server, document, path, item["get"], row)
    tables(t)
    server.stop()
    addresses(t)


def described(t, server):
    r = server.get(DOCUMENT)
    t.eq((r.status, r["Content-Type"]), (200, "application/json"), "is there")
    document = r.json()
    t.eq(document["openapi"], "3.1.0", "in OpenAPI 3.1")
    t.eq(document["servers"], [{"url": "http://test.example"}],
         "names the address that was asked")
    wanted = {"search", "suggest", "articles", "articles/{id}", "answer",
              "contact", "sections", "locales", "feedback", "replies",
              "replies/{id}"}
    t.eq(wanted - {p.replace("/api/v1/", "") for p in document["paths"]},
         set(), "has all calls")
    ids = [op["operationId"] for item in document["paths"].values()
           for op in item.values()]
    t.eq(len(ids), len(set(ids)), "each call has a name of its own")
    names = {tag["name"] for tag in document["tags"]}
    t.eq({tag for item in document["paths"].values() for op in item.values()
          for tag in op["tags"]}, names, "tags are those in use")
    return document


def walk(value, found):
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            found.add(value["$ref"])
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            walk(item, found)


def references(t, document):
    found = set()
    walk(document, found)
    there = {"#/components/schemas/" + name
             for name in document["components"]["schemas"]}
    t.eq(found, there, "every schema is there, and of use")


def examples(t, document):
    for name, rule in sorted(document["components"]["schemas"].items()):
        for example in rule.get("examples", []):
            t.eq(schema.faults(document, rule, example), [],
                 "the example of %s fits" % name)


def target(path, row_values):
    """Path and query of {name: (place, value)}."""
    query = []
    for name, (place, value) in row_values.items():
        if place == "path":
            path = path.replace("{%s}" % name,
                                urllib.parse.quote(value, safe=""))
        else:
            query.append((name, value))
    return path + ("?" + urllib.parse.urlencode(query) if query else "")


def good_values(operation):
    found = {}
    for row in operation["parameters"]:
        value = row.get("example", row["schema"].get("example"))
        if value is not None:
            found[row["name"]] = (row["in"], str(value))
    return found


def content(document, operation, r):
    """What is wrong with an answer by its description."""
    described_as = operation["responses"].get(str(r.status))
    if not described_as:
        return ["%d is not described" % r.status]
    kind = (r["Content-Type"] or "").split(";")[0]
    media = described_as.get("content", {}).get(kind)
    if not media:
        return ["%s is not described" % kind]
    return schema.faults(document, media["schema"], r.json())


def answered(t, server, document, path, operation):
    values = good_values(operation)
    name = operation["operationId"]
    r = server.get(target(path, values))
    t.eq((r.status, content(document, operation, r)), (200, []),
         name + " answers its example as described")
    t.ok(r["ETag"] and r["Access-Control-Allow-Origin"] == "*",
         "with an ETag, for all origins")
    again = server.get(target(path, values), if_none_match=r["ETag"])
    t.eq((again.status, again.body), (304, b""), "and 304")
    t.eq(again["Access-Control-Allow-Origin"], "*", "for them, too")
    head = server.get(target(path, values), "HEAD")
    t.eq((head.status, head["ETag"]), (200, r["ETag"]), "and HEAD")
    for row in operation["parameters"]:
        for word in row["schema"].get("enum", []):
            r = server.get(target(path, dict(values, **{
                row["name"]: (row["in"], word)})))
            t.eq((r.status, content(document, operation, r)), (200, []),
                 "%s with %s=%s" % (name, row["name"], word))
    r = server.get(target(path, values), "PUT")
    want = "GET, HEAD" + (", POST" if path.endswith("feedback") else "")
    t.eq((r.status, r["Allow"], r.json()["type"]),
         (405, want, "/problems/wrong-method"), name + " takes no PUT")


def guarded(t, server, document, path, operation):
    """What needs a token; test_agents.py asks with one."""
    r = server.get(target(path, good_values(operation)))
    t.eq((r.status, content(document, operation, r)), (401, []),
         operation["operationId"] + " needs a token, as described")


def bad_values(row):
    """Values just behind the limits."""
    rule = row["schema"]
    if rule["type"] == "integer":
        bad = [str(rule["maximum"] + 1), "-1", "x", "", "1.5", "9" * 30]
        if rule["minimum"] > 0:
            bad.append(str(rule["minimum"] - 1))
        return bad
    if "enum" in rule:
        return ["x", ""]
    if rule.get("format") == "date-time":
        return ["x", "2026-01-01", "1969-12-31T23:59:59Z",
                "2026-13-01T00:00:00Z"]
    if "maxLength" in rule:
        return ["x" * (rule["maxLength"] + 1)]
    return {"locale": ["xx", "", "e n"], "zone": ["Nowhere/Else"]}.get(
        row["name"], [])


def refused(t, server, document, path, operation, row):
    values = good_values(operation)
    for bad in bad_values(row):
        r = server.get(target(path, dict(values, **{
            row["name"]: (row["in"], bad)})))
        body = r.json()
        t.eq((r.status, content(document, operation, r), body["type"],
              body.get("parameter")),
             (400, [], "/problems/bad-argument", row["name"]),
             "%s refuses %s=%.20s" % (operation["operationId"], row["name"],
                                      bad))
    if row["required"] and row["in"] == "query":
        values.pop(row["name"])
        r = server.get(target(path, values))
        t.eq((r.status, r.json().get("parameter")), (400, row["name"]),
             "%s needs %s" % (operation["operationId"], row["name"]))


def tables(t):
    """Calls read their arguments by their tables and no other way."""
    folder = os.path.join(t.top, "server")
    found = []
    for name in sorted(os.listdir(folder)):
        if re.fullmatch(r"(api_\w+|\w+_call)\.c", name) and \
                name != "api_read.c":
            with open(os.path.join(folder, name), encoding="utf-8") as f:
                if "request_argument(" in f.read():
                    found.append(name)
    t.eq(found, [], "no call reads arguments past its table")


def addresses(t):
    server = t.serve(t.make("described", special.frame(
        "/help", base_url="https://shop.example/help")), "--quiet")
    document = server.get("/help" + DOCUMENT).json()
    t.eq(document["servers"], [{"url": "https://shop.example/help"}],
         "the base_url, with its prefix")
    r = server.get("/help/api/v1/articles?locale=en")
    t.eq((r.status, r.json()["type"]), (503, "/problems/unavailable"),
         "a locale that cannot be read")
    server.stop()
