"""What the tests of forms share: a site of two articles, posting, exports."""
import json
import os
import urllib.parse

import special

TEMPLATE = """<!doctype html><html lang={{locale.tag}}>
<title>{{page.title}}</title>{{#feedback}}
{{#article}}<a href="{{url}}">{{title}}</a>{{/article}}
<p>done={{done}} vote={{ask_vote}} reason={{ask_reason}} ask={{question}}
<p id="error">{{error}}<p>{{error_comment}} {{error_question}}
<textarea name="comment">{{comment}}</textarea>
<textarea name="question">{{question_text}}</textarea>{{/feedback}}
"""
SAME = "Sec-Fetch-Site: same-origin\r\n"
TYPE = "Content-Type: application/x-www-form-urlencoded\r\n"
JSON = "Accept: application/json\r\n"


def site(t, name="forms", prefix="", base_url=None):
    rows = "".join("%s\t%s/%%s/%s\t%s\n" % (key, prefix, key, key.title())
                   for key in ("orders/cancel", "returns"))
    entries = special.frame(prefix, locales=("en", "ko"), base_url=base_url)
    entries.append(special.internal("templates/feedback.mustache", TEMPLATE))
    entries.append(special.internal("articles/en", rows.replace("%s", "en")))
    entries.append(special.internal("articles/ko", "returns\t%s/ko/반품\t반품\n"
                                    % prefix))
    entries.append(special.page(prefix + "/en/returns"))
    return t.make(name, entries)


def folder(t, name="data"):
    path = t.path(name)
    os.makedirs(path, exist_ok=True)
    return path


def encode(fields):
    return urllib.parse.urlencode(fields)


def request(body, headers=SAME + TYPE, path="/en/feedback", method="POST"):
    if isinstance(body, (dict, list)):
        body = encode(body)
    if isinstance(body, str):
        body = body.encode()
    head = "%s %s HTTP/1.1\r\nHost: shop.example\r\n%sContent-Length: %d\r\n\r\n"
    return (head % (method, path, headers, len(body))).encode() + body


def post(server, body, headers=SAME + TYPE, path="/en/feedback"):
    with server.wire() as w:
        w.send(request(body, headers, path))
        return w.reply()


def export(t, data, what="--votes"):
    """All rows that the folder holds, as dicts."""
    made = t.run(t.program, "export", data, what, "--format", "json")
    if made.returncode:
        raise RuntimeError(made.stderr.decode())
    return json.loads(made.stdout)
