"""What `make preview` runs: both programs, ended by one signal."""
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess


def run(t):
    content = t.path("written")
    shutil.copytree(os.path.join(t.top, "tests/browser/site"), content)
    script = os.path.join(t.top, "server/install/preview.sh")
    for number in (signal.SIGINT, signal.SIGTERM):
        child = subprocess.Popen(
            ["sh", script, t.build, content, "0"], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, start_new_session=True,
            env=dict(os.environ, TMPDIR=t.folder))
        at = None
        for line in child.stdout:
            at = re.search(rb"http://([0-9.]+):(\d+)/", line)
            if at:
                break
        if not t.ok(at, "it says where"):
            child.kill()
            continue
        address = at.group(1).decode(), int(at.group(2))
        t.eq(answer(address, "/en/orders/delivery"), 200, "a page")
        t.eq(answer(address, "/api/live/problems"), 200, "and its problems")
        child.send_signal(number)
        t.eq(child.wait(20), 0, "%s ends it" % number.name)
        child.stdout.close()
        t.eq([name for name in os.listdir(t.folder)
              if name.startswith("gabay-preview")], [], "nothing is left")
        with socket.socket() as s:
            t.ok(s.connect_ex(address) != 0, "and nobody listens")
    made = t.run("sh", script, t.build, t.path("nowhere"), "0")
    t.eq((made.returncode, b"nowhere" in made.stderr), (2, True),
         "a folder that is not there")


def answer(address, path):
    connection = http.client.HTTPConnection(*address, timeout=10)
    connection.request("GET", path)
    reply = connection.getresponse()
    reply.read()
    connection.close()
    return reply.status
