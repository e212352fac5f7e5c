"""What the indexer's tests share: content folders made of a few lines, and a
look into the file that came out. Python's standard library only."""
import os
import re

import tap
from tap import Skip  # noqa: F401

PROBLEM = re.compile(
    r"^(.+?):(\d+):(\d+): (error|warning): (.+) \[([a-z-]+)\]$")
LIST = re.compile(r"^(/help)?/[^/]+/(a-z|changes|tags(/[^/]+)?)$")
FOLDED = re.compile(r"^\.\.\. and (\d+) more \[([a-z-]+)\]$")


class Result:
    """One run: exit code, what was said, and the file."""

    def __init__(self, done, path):
        self.code = done.returncode
        self.out = done.stdout.decode("utf-8", "replace")
        self.err = done.stderr.decode("utf-8", "replace")
        self.path = path
        self.lines = self.err.splitlines()
        matches = [PROBLEM.match(line) for line in self.lines]
        # [(path, line, column, severity, message)]
        self.problems = [(m[1], int(m[2]), int(m[3]), m[4], m[5])
                         for m in matches if m]
        self.checks = [m[6] for m in matches if m]
        self.folded = [(int(m[1]), m[2]) for m in
                       map(FOLDED.match, self.lines) if m]

    def said(self, path, part):
        """The place and severity of the problem of that file that holds
        `part`, or None."""
        for where, line, column, severity, message in self.problems:
            if where == path and part in message:
                return line, column, severity
        return None


class Tests(tap.Tests):
    def __init__(self, build, full=False):
        super().__init__("indexer", build)
        self.full = full
        self.sites = 0
        self.reports = []

    def sanitizer_reports(self):
        found, self.reports = self.reports, []
        return found

    def note_reports(self, lines):
        self.reports += [line for line in lines
                         if "Sanitizer" in line or "runtime error:" in line]

    def content(self, files):
        """A content folder: {path: text or bytes}; a path that ends in '/' is
        an empty folder."""
        self.sites += 1
        root = self.path("content-%d" % self.sites)
        os.mkdir(root)
        for path, text in files.items():
            full = os.path.join(root, path)
            os.makedirs(full if path.endswith("/") else os.path.dirname(full),
                        exist_ok=True)
            if not path.endswith("/"):
                with open(full, "wb") as f:
                    f.write(text if isinstance(text, bytes) else text.encode())
        return root

    def compile(self, root, *options, out=None, **more):
        """Runs the indexer; the file is beside the content unless `out`."""
        out = out or root + ".gabay"
        done = self.run(self.indexer, root, "-o", out, *options, **more)
        result = Result(done, out)
        self.note_reports(result.lines)
        return result

    def call(self, *words, **more):
        """One of the indexer's commands: exit code, what was printed, what
        was told."""
        done = self.run(self.indexer, *words, **more)
        told = done.stderr.decode()
        self.note_reports(told.splitlines())
        return done.returncode, done.stdout.decode(), told

    def site(self, files, *options):
        return self.compile(self.content(files), *options)

    def inspect(self, path, *options):
        done = self.run(self.program, "inspect", path, *options)
        if done.returncode:
            raise RuntimeError("inspect %s: %s" % (options, done.stderr))
        return done.stdout

    def is_whole(self, path):
        return self.run(self.program, "inspect", path).returncode == 0

    def entries(self, path):
        """{address or name: (kind, where a redirect leads)}"""
        found = {}
        for line in self.inspect(path, "--list").decode().splitlines():
            kind, _, _, _, rest = line.split(None, 4)
            name, _, target = rest.partition(" -> ")
            found[name] = (kind, target)
        return found

    def addresses(self, path, *kinds):
        """Of these kinds, else of pages that somebody wrote: without the lists
        that every locale has."""
        return sorted(name for name, (kind, _) in self.entries(path).items()
                      if kind in (kinds or ("page",)) and
                      (kinds or not LIST.search(name)))

    def page(self, path, address):
        return self.inspect(path, "--page", address).decode()

    def body(self, path, address):
        """The article as the theme was given it."""
        page = self.page(path, address)
        found = re.search(r'<div class="prose">\n(.*?)</div>\n<footer', page,
                          re.S)
        return found[1].strip() if found else page

    def litter(self, out):
        """Files beside `out` that a run left."""
        folder, name = os.path.split(out)
        return sorted(n for n in os.listdir(folder)
                      if n.startswith(name) and n != name)


def article(title, body="Some text.\n", **front):
    lines = ["title: " + title] + ["%s: %s" % item for item in front.items()]
    return "---\n%s\n---\n\n%s" % ("\n".join(lines), body)


def read(path):
    with open(path, "rb") as f:
        return f.read()


def tree(root):
    """{path: bytes} of all files below."""
    return {os.path.relpath(os.path.join(where, name), root):
            read(os.path.join(where, name))
            for where, _, names in os.walk(root) for name in names}
