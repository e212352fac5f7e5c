"""docs/en/api.md: its calls are made, its examples have what answers have,
its errors are those that there are."""
import json
import os
import re
import shlex
import urllib.parse

import forms

EXAMPLE = re.compile(r"```\ncurl (.*)\n```(?:\n\n(?:(?!```|#).*\n)*"
                     r"```json\n((?:.*\n)*?)```)?")
HERE = "http://127.0.0.1:8080"


def run(t):
    with open(os.path.join(t.top, "docs/en/api.md"), encoding="utf-8") as f:
        manual = f.read()
    file, data = t.path("tokens"), forms.folder(t, "manual")
    made = t.run(t.program, "token", "new", "bot", "--scope", "feedback",
                 "--file", file)
    token = made.stdout.decode().split("\n")[0].strip()
    server = t.serve(t.articles(), "--quiet", "--tokens", file, "--data", data)
    calls = EXAMPLE.findall(manual)
    t.ok(len(calls) >= 8, "the manual makes %d calls" % len(calls))
    for words, example in calls:
        made_call(t, server, words.replace("$TOKEN", token), example)
    errors(t, server, manual)
    server.stop()


def made_call(t, server, words, example):
    """The same request, sent by us."""
    options = shlex.split(words)
    address = next(w for w in options if w.startswith(HERE))[len(HERE):]
    headers = "".join(options[i + 1] + "\r\n" for i, w in enumerate(options)
                      if w == "-H")
    if "-d" in options:
        r = forms.post(server, options[options.index("-d") + 1], headers,
                       address)
    else:
        r = server.get(address)
    body = r.json()
    name = urllib.parse.urlsplit(address).path
    t.ok(r.status == 200 or "status" in (example or ""), name + " answers",
         r.text())
    if example:
        t.eq(missing(json.loads(example), body), [],
             "as the example shows")


def missing(example, body, at="$"):
    """What the example has and the answer has not, or as something else."""
    if isinstance(example, dict) and isinstance(body, dict):
        return sorted("%s.%s" % (at, n) for n in example if n not in body) + [
            fault for n in example if n in body
            for fault in missing(example[n], body[n], "%s.%s" % (at, n))]
    if isinstance(example, list) and isinstance(body, list):
        return [fault for one in example[:1] for fault in
                (missing(one, body[0], at + "[0]") if body else [at])]
    if example is None or body is None or type(example) is type(body):
        return []
    return ["%s: %r" % (at, body)]


def errors(t, server, manual):
    document = server.get("/api/v1/openapi.json").json()
    told = dict(re.findall(r"^\| `(/problems/[a-z-]+)` \| (\d+) \|", manual,
                           re.M))
    used = {}
    for item in document["paths"].values():
        for operation in item.values():
            for status, answer in operation["responses"].items():
                for media in answer.get("content", {}).values():
                    for part in media["schema"].get("allOf", [])[1:]:
                        for kind in part["properties"]["type"]["enum"]:
                            used[kind] = status
    t.ok(len(used) >= 12, "%d errors are described" % len(used))
    t.eq({kind: told.get(kind) for kind in used}, used,
         "and all of them in the manual")
