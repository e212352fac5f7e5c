"""POST /api/v1/feedback: votes and questions that programs send."""
import json

import forms

PATH = "/api/v1/feedback"
VOTE = {"locale": "en", "article": "returns", "vote": "no",
        "reason": "unclear", "comment": "Who pays?\r\nMe?", "visitor": "a"}


def run(t):
    path = forms.site(t)
    file = t.path("tokens")
    tokens = {scope: new(t, file, scope) for scope in ("feedback", "agents")}
    denied(t, path)
    data = forms.folder(t, "programs")
    server = t.serve(path, "--quiet", "--data", data, "--tokens", file)
    who(t, server, tokens)
    taken(t, server, tokens["feedback"])
    bodies(t, server, tokens["feedback"])
    values(t, server, tokens["feedback"])
    server.stop()
    kept(t, data)
    server = t.serve(path, "--quiet", "--tokens", file)
    r = send(server, VOTE, tokens["feedback"])
    t.eq((r.status, r.json()["type"]), (404, "/problems/closed"),
         "nothing is taken without a data folder")
    server.stop()


def new(t, file, scope):
    made = t.run(t.program, "token", "new", scope, "--scope", scope, "--file",
                 file)
    return made.stdout.decode().split("\n")[0].strip()


def send(server, body, token=None, kind="application/json"):
    headers = "Content-Type: %s\r\n" % kind
    if token:
        headers += "Authorization: Bearer %s\r\n" % token
    if not isinstance(body, (str, bytes)):
        body = json.dumps(body)
    return forms.post(server, body, headers, PATH)


def denied(t, path):
    server = t.serve(path, "--quiet", "--data", forms.folder(t, "no tokens"))
    r = send(server, VOTE)
    t.eq((r.status, r.json()["type"], r["WWW-Authenticate"]),
         (401, "/problems/no-token", 'Bearer realm="gabay"'),
         "no vote without a token")
    t.eq(send(server, VOTE, "x").status, 401, "nor with a token of nobody's")
    t.eq(r["Access-Control-Allow-Origin"], None, "not for other origins")
    server.stop()


def who(t, server, tokens):
    t.eq(send(server, VOTE).status, 401, "a token is needed")
    r = send(server, VOTE, tokens["agents"])
    t.eq((r.status, r.json()["type"]), (403, "/problems/no-scope"),
         "one for feedback")


def taken(t, server, token):
    for body, done in (
            (VOTE, "no"), (VOTE, "no"), (dict(VOTE, visitor="b"), "no"),
            ({"locale": "en", "article": "returns", "vote": "yes"}, "yes"),
            ({"locale": "tl", "question": "?"}, None),
            ({"locale": "ko", "article": "returns", "vote": "yes",
              "visitor": "a"}, "yes"),
            ({"locale": "ko", "question": " 언제 와요? ", "asked": "배송",
              "reply_to": "me@shop.example"}, "question")):
        r = send(server, body, token)
        if done:
            t.eq((r.status, r.json(), r["Cache-Control"]),
                 (200, {"ok": True, "done": done}, "no-store"),
                 "%s in %s" % (done, body["locale"]))
        else:
            t.eq((r.status, r.json()["parameter"]), (422, "locale"),
                 "a language of another site")


def kept(t, data):
    votes = forms.export(t, data)
    t.eq(len(votes), 4, "one vote a visitor, article and day")
    t.ok({v["vote"] for v in votes} == {"yes", "no"} and
         any(v["comment"] == "Who pays?\nMe?" for v in votes),
         "as they were sent last", votes)
    questions = forms.export(t, data, "--questions")
    t.eq([(q["question"], q["asked"], q["reply_to"]) for q in questions],
         [("언제 와요?", "배송", "me@shop.example")], "and one question")


def bodies(t, server, token):
    for body, kind, status, what in (
            ("{", None, 400, "bad-body"), ("", None, 400, "bad-body"),
            ("[]", None, 400, "bad-body"), ("null", None, 400, "bad-body"),
            ('{"locale": 1}', None, 400, "bad-body"),
            ('{"locale": "en", "vote": null}', None, 400, "bad-body"),
            ('{"comment": "\\u0001"}', None, 400, "bad-body"),
            ('{"comment": "\\u0000"}', None, 400, "bad-body"),
            (b'{"comment": "\xff"}', None, 400, "bad-body"),
            (json.dumps({str(n): "" for n in range(33)}), None, 400,
             "bad-body"),
            ("vote=yes", "application/x-www-form-urlencoded", 415,
             "wrong-type"),
            ("{}", "text/plain", 415, "wrong-type"),
            (" " * 65537, None, 413, "body-too-long")):
        r = send(server, body, token, kind or "application/json")
        t.eq((r.status, r.json()["type"]), (status, "/problems/" + what),
             "%d for %.40r" % (status, body))
    r = send(server, dict(VOTE, visitor="c"), token,
             "application/json; charset=utf-8")
    t.eq(r.status, 200, "a type with a charset")


def values(t, server, token):
    for change, status, parameter in (
            ({"locale": ""}, 422, "locale"), ({"locale": "xx"}, 422, "locale"),
            ({"vote": "maybe"}, 422, "vote"), ({"reason": "x"}, 422, "reason"),
            ({"comment": "x" * 2001}, 422, "comment"),
            ({"visitor": "x" * 201}, 422, "visitor"),
            ({"stars": "5"}, 422, "stars"),
            ({"article": "nothing"}, 404, "article"),
            ({"article": ""}, 404, "article")):
        r = send(server, dict(VOTE, **change), token)
        body = r.json()
        t.eq((r.status, body["status"], body["parameter"]),
             (status, status, parameter), "%s: %.20s" % list(change.items())[0])
    r = send(server, {"locale": "en", "question": " "}, token)
    t.eq((r.status, r.json()["parameter"]), (422, "question"),
         "an empty question")
