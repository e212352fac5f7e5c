"""What an MCP call costs beside the same question over REST, in turn."""
import http.client
import json
import urllib.parse

import table

ROUNDS, QUESTIONS = 3, 1000


def rest_calls(queries):
    for query in queries:
        yield "GET", "/api/v1/answer?locale=en&q=" + urllib.parse.quote(query), \
            None


def mcp_calls(queries):
    for number, query in enumerate(queries):
        yield "POST", "/mcp", json.dumps({
            "jsonrpc": "2.0", "id": number, "method": "tools/call",
            "params": {"name": "answer",
                       "arguments": {"question": query, "locale": "en"}}})


def cost(server, calls):
    """CPU seconds of the server, a call; one connection, one after another."""
    c = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    count, before = 0, server.cpu()
    for method, path, body in calls:
        c.request(method, path, body,
                  {"Content-Type": "application/json"} if body else {})
        answer = c.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"bench: {method} {path}: {answer.status}")
        count += 1
    c.close()
    return (server.cpu() - before) / count


def measure(b):
    queries = (b.corpus.queries * QUESTIONS)[:QUESTIONS]
    server = b.start()
    try:
        rounds = [(cost(server, rest_calls(queries)),
                   cost(server, mcp_calls(queries))) for _ in range(ROUNDS)]
    finally:
        server.stop()
    table.medians("MCP call: CPU over the REST call", "ms",
                  [(mcp - rest) * 1000 for rest, mcp in rounds])
