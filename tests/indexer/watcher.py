"""gabay-indexer --watch as a child, for the tests of it."""
import json
import os
import queue
import re
import signal
import subprocess
import threading

from harness import article, read

PATIENCE = 90  # seconds until a line that does not come is given up

SITE = {
    "en/a.md": article("Alpha", "The first text. [To b](b.md)\n"),
    "en/b.md": article("Beta", "The second text.\n\n## Deep\n\nBelow.\n"),
    "en/orders/c.md": article("Gamma", "The third text.\n"),
    "en/orders/d.md": article("Delta", "The fourth text.\n"),
}


class Watcher:
    """gabay-indexer --watch as a child, and the lines that it has printed."""

    def __init__(self, t, root, out, *options, preexec=None):
        self.t, self.root, self.out = t, root, out
        self.problems = t.path("stderr-%d" % t.sites)
        with open(self.problems, "wb") as err:
            self.child = subprocess.Popen(
                [t.indexer, "--watch", root, "-o", out, *options],
                stdout=subprocess.PIPE, stderr=err, preexec_fn=preexec)
        self.lines = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.child.stdout:
            self.lines.put(line.decode())
        self.lines.put(None)

    def line(self, pattern):
        """The next line that matches; those before it are passed over."""
        passed = []
        while True:
            try:
                line = self.lines.get(timeout=PATIENCE)
            except queue.Empty:
                line = None
            if line is None:
                raise RuntimeError("no line %r after %r; %s" %
                                   (pattern, passed, self.said()))
            if re.search(pattern, line):
                return line
            passed.append(line)

    def whole(self, what=""):
        return self.line(r"\.gabay: .*%s" % what)

    def layer(self, what=""):
        return self.line(r"\.layer: .*%s" % what)

    def said(self):
        return read(self.problems).decode("utf-8", "replace")

    def stop(self, number=signal.SIGINT):
        if self.child.poll() is None:
            self.child.send_signal(number)
        code = self.child.wait(PATIENCE)
        self.t.note_reports(self.said().splitlines())
        return code

    def write(self, path, text):
        """In place, as a simple editor does."""
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as f:
            f.write(text)

    def json(self, name, path=None):
        return json.loads(self.t.inspect(path or self.out, "--page", name))

    def told(self, path=None):
        """[(path, address, line, severity)] of preview.json"""
        return [(p["path"], p["address"], p["line"], p["severity"])
                for p in self.json("preview.json", path)["problems"]]

    def names(self, path=None):
        return self.t.entries(path or self.out)


def watch(t, files, *options, **more):
    root = t.content(files)
    folder = t.path("out-%d" % t.sites)
    os.mkdir(folder)
    w = Watcher(t, root, os.path.join(folder, "p.gabay"), *options, **more)
    try:
        w.whole()
    except BaseException:
        w.child.kill()
        raise
    return w


def file_check(path):
    """site_format.h: behind magic, version, flags, three lengths, a count."""
    return int.from_bytes(read(path)[48:56], "little")
