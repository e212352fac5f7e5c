"""What pages of other origins may do."""
import special

ORIGIN = {"origin": "https://other.example"}
NAMES = ("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials",
         "Access-Control-Allow-Methods")


def run(t):
    server = t.serve(t.make("cors", special.entries()), "--quiet")
    for path in ("/api/v1/locales", "/api/v1/contact?locale=en",
                 "/api/v1/feedback", "/api/v1/search?q=x&locale=en",
                 "/api/v1/nothing", "/api/v1/search", "/api/v1/%zz",
                 "/api/v1/articles/x%2Fy?locale=en"):
        for method in ("GET", "HEAD"):
            r = server.get(path, method, **ORIGIN)
            t.eq([r[n] for n in NAMES] + [r["Cross-Origin-Resource-Policy"]],
                 ["*", None, None, "cross-origin"],
                 "%s %s is open, %d" % (method, path, r.status))
            t.ok("ETag" in (r["Access-Control-Expose-Headers"] or ""),
                 "with the headers that programs need")
    for path in ("/en/returns", "/en/search?q=x", "/en/nothing", "/",
                 "/healthz", "/robots.txt", "/assets/style.0123.css"):
        r = server.get(path, **ORIGIN)
        t.eq([r[n] for n in NAMES] + [r["Cross-Origin-Resource-Policy"]],
             [None, None, None, "same-origin"], path + " is not")
    for path in ("/api/v1/search", "/api/v1/feedback", "/en/feedback",
                 "/en/returns"):
        r = server.get(path, "OPTIONS", access_control_request_method="POST",
                       **ORIGIN)
        t.eq([r.status] + [r[n] for n in NAMES], [405, None, None, None],
             path + " allows nothing to be sent from there")
    server.stop()
