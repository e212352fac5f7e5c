"""Many threads search and read while the file is opened again and again:
every answer is the one that a single reader got."""
import signal
import threading
import time

PATHS = ["/api/v1/search?q=return+an+item&locale=en",
         "/api/v1/search?q=%EB%B0%98%ED%92%88&locale=ko",
         "/api/v1/search?q=zwrot+towaru&locale=pl",
         "/api/v1/suggest?q=p&locale=fil", "/id/search?q=barang+rusak",
         "/en/search?q=order&page=1", "/ko/nowhere", "/en/", "/pl/",
         "/api/v1/search?q=a&limit=x"]
THREADS, ROUNDS, RELOADS = 8, 6, 6


def read(server, wrong, want):
    try:
        with server.wire() as w:
            for _ in range(ROUNDS):
                for path in PATHS:
                    w.send("GET %s HTTP/1.1\r\nHost: a\r\n"
                           "Accept-Encoding: gzip\r\n\r\n" % path)
                    r = w.reply()
                    if (r.status, r["ETag"], r.body) != want[path]:
                        wrong.append((path, r.status))
    except Exception as e:  # shown by the test, not lost with the thread
        wrong.append(e)


def run(t):
    server = t.serve(t.articles(), "--quiet")
    want, wrong = {}, []
    for path in PATHS:
        r = server.get(path, accept_encoding="gzip")
        want[path] = (r.status, r["ETag"], r.body)
    threads = [threading.Thread(target=read, args=(server, wrong, want))
               for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for _ in range(RELOADS):
        server.signal(signal.SIGHUP)
        time.sleep(0.03)
    for thread in threads:
        thread.join()
    t.eq(wrong, [], "%d threads, %d reloads: every answer is right" %
         (THREADS, RELOADS))
    t.ok(server.wait_for_line("opened again"), "it was opened again")
    t.eq(server.stop(), 0, "ends well")
