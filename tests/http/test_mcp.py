"""POST /mcp on the sample help centre, in both eras."""
import base64
import json

import forms

MODERN = "2026-07-28"
META = "io.modelcontextprotocol/"
TOOLS = ["search", "fetch", "answer", "list_topics", "contact_options"]
TYPE = "Content-Type: application/json\r\n"


def run(t):
    server = t.serve(t.articles(), "--quiet")
    legacy(t, server)
    modern(t, server)
    versions(t, server)
    broken(t, server)
    tools(t, server)
    languages(t, server)
    resources(t, server)
    origins(t, server)
    t.eq(server.stop(), 0, "ends well")
    whole_addresses(t)


def send(server, message, headers=""):
    body = message if isinstance(message, (str, bytes)) else json.dumps(message)
    return forms.post(server, body, TYPE + headers, "/mcp")


def ask(server, method, params=None, headers=""):
    message = {"jsonrpc": "2.0", "id": 7, "method": method}
    if params is not None:
        message["params"] = params
    return send(server, message, headers)


def result(server, method, params=None):
    return ask(server, method, params).json()["result"]


def call(server, name, **arguments):
    return result(server, "tools/call",
                  {"name": name, "arguments": arguments})


def modern_params(version=MODERN, **params):
    return dict(params, _meta={
        META + "protocolVersion": version, META + "clientCapabilities": {},
        META + "clientInfo": {"name": "test", "version": "1"}})


def modern_headers(method, name=None, version=MODERN):
    lines = "MCP-Protocol-Version: %s\r\nMcp-Method: %s\r\n" % (version, method)
    return lines + ("Mcp-Name: %s\r\n" % name if name else "")


def ask_modern(server, method, named=None, **params):
    return ask(server, method, modern_params(**params),
               modern_headers(method, named))


def legacy(t, server):
    r = ask(server, "initialize", {"protocolVersion": "2025-06-18"})
    body = r.json()
    t.eq((r.status, body["id"], body["jsonrpc"]), (200, 7, "2.0"),
         "initialize is answered")
    t.eq(body["result"]["protocolVersion"], "2025-06-18",
         "in the version that was asked for")
    t.eq(sorted(body["result"]["capabilities"]), ["resources", "tools"],
         "with what there is")
    t.eq(body["result"]["serverInfo"]["name"], "gabay", "and who we are")
    t.ok("Mcp-Session-Id" not in dict(r.headers), "without a session")
    t.eq(result(server, "initialize",
                {"protocolVersion": "2024-11-05"})["protocolVersion"],
         "2025-11-25", "an unknown version is answered by our newest")
    r = send(server, {"jsonrpc": "2.0", "method": "notifications/initialized"})
    t.eq((r.status, r.body), (202, b""), "a notification is taken")
    r = send(server, {"jsonrpc": "2.0", "id": 1, "result": {}})
    t.eq((r.status, r.body), (202, b""), "so is an answer nobody waits for")
    t.eq(result(server, "ping"), {}, "ping is answered")
    for method in ("GET", "DELETE"):
        r = server.get("/mcp", method)
        t.eq((r.status, r["Allow"]), (405, "POST"), method + " is not served")
    r = ask(server, "prompts/list")
    t.eq((r.status, r.json()["error"]["code"]), (200, -32601),
         "an unknown method is an error of JSON-RPC")
    r = ask(server, "tools/list", {}, "MCP-Protocol-Version: 2025-03-26\r\n")
    t.eq(r.status, 200, "the version's header is taken")
    r = ask(server, "tools/list", {}, "MCP-Protocol-Version: 1999-01-01\r\n")
    t.eq(r.status, 400, "but not an unknown one")


def modern(t, server):
    r = ask_modern(server, "server/discover")
    found = r.json()["result"]
    t.eq((r.status, found["supportedVersions"]), (200, [MODERN]),
         "server/discover names the version")
    t.eq((found["resultType"], found["ttlMs"] > 0, found["cacheScope"]),
         ("complete", True, "public"), "and how long that holds")
    t.eq(found["_meta"][META + "serverInfo"]["name"], "gabay", "and who we are")
    for method in ("tools/list", "resources/list", "resources/templates/list"):
        found = ask_modern(server, method).json()["result"]
        t.eq((found["resultType"], found["cacheScope"]), ("complete", "public"),
             method + " is complete and may be kept")
    r = ask_modern(server, "tools/call", "search", name="search",
                   arguments={"query": "refund"})
    t.ok(r.json()["result"]["structuredContent"]["results"], "tools are called")
    for method in ("ping", "initialize", "logging/setLevel"):
        r = ask_modern(server, method)
        t.eq((r.status, r.json()["error"]["code"]), (404, -32601),
             "there is no %s any more" % method)
    found = ask_modern(server, "resources/read", "gabay://article/en/none",
                       uri="gabay://article/en/none").json()
    t.eq(found["error"]["code"], -32602, "a missing resource is a wrong one")


def headers_case(t, server, headers, status, name):
    r = ask(server, "resources/read",
            modern_params(uri="gabay://article/ko/returns"), headers)
    code = r.json().get("error", {}).get("code")
    t.eq((r.status, code), (status, -32020 if status == 400 else None), name)


def versions(t, server):
    uri = "gabay://article/ko/returns"
    method = "resources/read"
    coded = "=?base64?%s?=" % base64.b64encode(uri.encode()).decode()
    for headers, status, name in (
            (modern_headers(method, uri), 200, "headers as the body"),
            (modern_headers(method, coded), 200, "a coded name"),
            (modern_headers(method), 400, "no name"),
            (modern_headers(method, uri + "x"), 400, "another name"),
            (modern_headers("tools/call", uri), 400, "another method"),
            (modern_headers(method, uri, "2025-11-25"), 400, "another version"),
            (modern_headers(method, "=?base64?%%?="), 400, "no base64"),
            ("Mcp-Method: %s\r\nMcp-Name: %s\r\n" % (method, uri), 400,
             "no version")):
        headers_case(t, server, headers, status, name)
    r = ask(server, "tools/list", modern_params("2031-01-01"),
            modern_headers("tools/list", version="2031-01-01"))
    error = r.json()["error"]
    t.eq((r.status, error["code"], error["data"]),
         (400, -32022, {"supported": [MODERN], "requested": "2031-01-01"}),
         "a version that is not served")


def broken(t, server):
    for message, code, name in (
            ("{", -32700, "no JSON"), ("", -32700, "no body"),
            (b"\xff", -32700, "no UTF-8"), ("[]", -32600, "an empty batch"),
            ([{"jsonrpc": "2.0", "id": 1, "method": "ping"}], -32600,
             "a batch"), ("null", -32600, "null"), ("7", -32600, "a number"),
            ({"id": 1, "method": "ping"}, -32600, "no jsonrpc"),
            ({"jsonrpc": "2.0", "id": None, "method": "ping"}, -32600,
             "null as id"),
            ({"jsonrpc": "2.0", "id": {}, "method": "ping"}, -32600,
             "a map as id"),
            ({"jsonrpc": "2.0", "id": 1}, -32600, "no method"),
            ({"jsonrpc": "2.0", "id": 1, "method": "ping", "params": []},
             -32600, "a list of params")):
        r = send(server, message)
        t.eq((r.status, r.json()["error"]["code"], r.json()["id"]),
             (400, code, None), "refused: " + name)
    r = send(server, '{"jsonrpc":"2.0","id":1,"method":"ping"}' + " " * 70000)
    t.eq(r.status, 413, "refused: a body over 64 KiB")
    r = ask(server, "initialize", {})
    t.eq(r.json()["error"]["code"], -32602, "no version to begin with")
    for name in (None, 7, "none"):
        r = ask(server, "tools/call", {"name": name})
        t.eq(r.json()["error"]["code"], -32602, "no such tool: %r" % name)
    r = ask(server, "resources/list", {"cursor": "x"})
    t.eq(r.json()["error"]["code"], -32602, "no such cursor")


def same_twice(t, found, name):
    t.eq([item["type"] for item in found["content"]], ["text"],
         name + " has one text item")
    t.eq(json.loads(found["content"][0]["text"]), found["structuredContent"],
         "which holds the same as the structured content")


def tools(t, server):
    listed = result(server, "tools/list")["tools"]
    t.eq([tool["name"] for tool in listed], TOOLS, "the tools, in their order")
    for tool in listed:
        t.ok(tool["description"] and tool["inputSchema"]["type"] == "object"
             and tool["outputSchema"]["type"] == "object"
             and tool["annotations"]["readOnlyHint"], tool["name"] + " is told")
    found = call(server, "search", query="How do I return an item?")
    same_twice(t, found, "search")
    first = found["structuredContent"]["results"][0]
    t.eq((first["id"], sorted(first)), ("en/returns", ["id", "title", "url"]),
         "search gives id, title and url")
    found = call(server, "fetch", id=first["id"])
    same_twice(t, found, "fetch")
    got = found["structuredContent"]
    t.eq((got["id"], got["title"], got["url"]),
         (first["id"], first["title"], first["url"]), "fetch gives the same")
    t.ok("30 days" in got["text"] or "14 days" in got["text"], "and the text",
         got["text"][:200])
    found = call(server, "answer", question="How long does a refund take?")
    same_twice(t, found, "answer")
    t.eq(found["structuredContent"]["answer"]["source"]["id"], "refunds",
         "answer names its source")
    found = call(server, "answer", question="Who won the chess match of 1972?")
    t.eq(found["structuredContent"]["answer"], None, "or has none")
    t.ok(found["structuredContent"]["handoff"]["needed"], "but people")
    found = call(server, "list_topics", locale="pl")["structuredContent"]
    t.ok(found["locale"] == "pl" and len(found["topics"]) == 6
         and found["topics"][0]["articles"], "topics of a language", found)
    found = call(server, "contact_options", locale="ko")["structuredContent"]
    t.eq(sorted({c["type"] for c in found["channels"]}),
         ["chat", "email", "messenger", "phone"], "channels of a language")
    for name, arguments in (("fetch", {"id": "en/none"}), ("fetch", {"id": "x"}),
                            ("fetch", {}), ("search", {}),
                            ("search", {"query": 7}),
                            ("answer", {"question": " "}),
                            ("answer", {"question": "a", "locale": "xx"}),
                            ("list_topics", {"locale": "xx"})):
        found = call(server, name, **arguments)
        t.ok(found["isError"] and found["content"][0]["text"],
             "%s %r is an error to read" % (name, arguments), found)


def languages(t, server):
    """No one says the language of a question."""
    for question, tag in (
            ("반품 기간이 어떻게 되나요", "ko"), ("How do I pay by card?", "en"),
            ("Jak długo trwa zwrot pieniędzy?", "pl"),
            ("Berapa lama dana kembali?", "id"),
            ("Paano mag-track ng order ko?", "fil"), ("환불 refund 언제", "ko"),
            ("dostawa do paczkomatu", "pl"), ("12345", "en")):
        found = call(server, "answer", question=question)
        t.eq(found["structuredContent"]["locale"], tag, question)


def resources(t, server):
    seen, cursor = [], None
    while True:
        found = result(server, "resources/list",
                       {"cursor": cursor} if cursor else {})
        seen += [r["uri"] for r in found["resources"]]
        cursor = found.get("nextCursor")
        if not cursor:
            break
    t.eq((len(seen), len(set(seen))), (180, 180), "every article, once")
    found = result(server, "resources/read", {"uri": seen[0]})["contents"]
    t.eq((found[0]["uri"], found[0]["mimeType"]), (seen[0], "text/markdown"),
         "one is read")
    t.ok(len(found[0]["text"]) > 200, "as text", found[0]["text"])
    rows = result(server, "resources/templates/list")["resourceTemplates"]
    t.eq([r["uriTemplate"] for r in rows], ["gabay://article/{locale}/{+id}"],
         "the template")
    for uri in ("gabay://article/en/none", "gabay://article/xx/returns",
                "https://shop.example/", "", "gabay://article/en"):
        r = ask(server, "resources/read", {"uri": uri})
        t.eq(r.json()["error"]["code"], -32002, "no resource: " + uri)


def origins(t, server):
    ping = '{"jsonrpc":"2.0","id":1,"method":"ping"}'
    for origin, status in (("http://evil.example.com", 403), ("null", 403),
                           ("", 403), ("http://shop.example", 403),
                           ("http://shop.example:80", 403)):
        r = send(server, ping, "Origin: %s\r\n" % origin)
        t.eq(r.status, status, "a page of %r" % origin)
    with server.wire() as w:
        w.send("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:9\r\nOrigin: "
               "http://127.0.0.1:9\r\nContent-Length: %d\r\n\r\n%s"
               % (len(ping), ping))
        t.eq(w.reply().status, 200, "a page of this machine by its number")
    t.eq(send(server, ping).status, 200, "a program, which names none")


def whole_addresses(t):
    base = "https://shop.example"
    server = t.serve(t.articles(), "--quiet", "--base-url", base)
    found = call(server, "search", query="refund")["structuredContent"]
    t.ok(all(r["url"].startswith(base + "/en/") for r in found["results"]),
         "with a base_url addresses are whole", found)
    got = call(server, "fetch", id="en/refunds")["structuredContent"]
    t.ok(got["url"].startswith(base + "/en/"), "of fetch, too", got["url"])
    found = call(server, "list_topics")["structuredContent"]
    t.ok(found["topics"][0]["url"].startswith(base), "and of topics", found)
    ping = '{"jsonrpc":"2.0","id":1,"method":"ping"}'
    t.eq(send(server, ping, "Origin: %s\r\n" % base).status, 200,
         "a page of the site itself may ask")
    server.stop()
