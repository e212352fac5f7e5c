"""What the programs are asked to do while one of their calls fails, and what
must hold afterwards. Each run() gives back what was wrong, as texts."""
import contextlib
import gzip
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time

for folder in "http", "tools":
    sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / folder))
from harness import Wire  # noqa: E402

TIMEOUT = 20
TOP = pathlib.Path(__file__).parent.parent.parent
CONTENT = TOP / "tests/golden/sites/spine/content"
QUERIES = "q1\ten\treturn a lamp\nq2\tko\t반품\nq3\tpl\tpaczka\n"


def read(path):
    return path.read_bytes() if path.exists() else None


def lines_of(text):
    return [line for line in text.decode("utf-8", "replace").splitlines()
            if line]


def ended_badly(code, lines):
    """What no fault may lead to."""
    found = [line for line in lines
             if "Sanitizer" in line or "runtime error" in line]
    if code is None:
        found.append("did not end")
    elif code < 0:
        found.append("died of signal %d" % -code)
    elif code not in (0, 3) and not found:
        found.append("exit code %d: %s" % (code, lines))
    return found


def one_line(program, code, lines):
    """An exit code of 3 is told in one line, 0 in none."""
    if code == 3 and (len(lines) != 1 or
                      not lines[0].startswith(program + ": ")):
        return ["not one line: %s" % lines]
    return []


class Site:
    """The programs, and two generations of a small site."""

    def __init__(self, build, folder):
        self.indexer = build / "gabay-indexer"
        self.server = build / "gabay-server"
        old_content = self.quiet_content(folder / "old")
        self.new_content = self.quiet_content(folder / "content")
        page = self.new_content / "en/orders/shipping.md"
        page.write_text(page.read_text() + "\nThe second generation.\n")
        self.old = self.compiled(old_content, folder / "old.gabay")
        self.new = self.compiled(self.new_content, folder / "new.gabay")

    @staticmethod
    def quiet_content(path):
        """Without a warning: what is said is of the fault."""
        shutil.copytree(CONTENT, path)
        with open(path / "site.yaml", "a") as settings:
            settings.write("checks: {missing-translation: off}\n")
        return path

    def command(self, content, out, jobs="1"):
        return [self.indexer, content, "-o", out, "--quiet", "--jobs", jobs,
                "--theme", TOP / "themes/default"]

    def compiled(self, content, out):
        subprocess.run(self.command(content, out), check=True)
        return out.read_bytes()


class Command:
    """A program that does one thing and ends. What it prints is right or it
    says that it failed."""
    program = "gabay-server"

    def __init__(self, name, site, *arguments):
        self.name, self.site, self.arguments = name, site, arguments
        self.wanted = None

    def prepare(self, folder):
        (folder / "site.gabay").write_bytes(self.site.old)
        (folder / "q.tsv").write_text(QUERIES)

    def command(self):
        return [self.site.server, *self.arguments]

    def present(self):
        return True

    def start(self, folder, env):
        try:
            return subprocess.run(self.command(), env=env, cwd=folder,
                                  stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            return None

    def run(self, folder, env):
        self.prepare(folder)
        done = self.start(folder, env)
        if done is None:
            return ["did not end"]
        lines = lines_of(done.stderr)
        found = ended_badly(done.returncode, lines)
        if not found:
            found = one_line(self.program, done.returncode, lines)
        return found + self.look(folder, done)

    def look(self, folder, done):
        if self.wanted is None:
            self.wanted = done.stdout
        if done.returncode == 0 and done.stdout != self.wanted:
            return ["printed something else: %r" % done.stdout[:400]]
        if read(folder / "site.gabay") != self.site.old:
            return ["the file was changed"]
        return []


class Writer(Command):
    """A command that replaces site.gabay: old or new, whole, and the next
    run leaves nothing else behind."""

    def __init__(self, name, site, *arguments, kept=()):
        super().__init__(name, site, *arguments)
        self.kept = {"site.gabay", "q.tsv", *kept}

    def look(self, folder, done):
        is_ = read(folder / "site.gabay")
        if done.returncode == 0 and is_ != self.site.new:
            return ["ended with 0 and not the new file"]
        if is_ not in (self.site.old, self.site.new):
            return ["the file is neither old nor new"]
        if set(os.listdir(folder)) <= self.kept:
            return []
        again = self.again(folder)
        left = set(os.listdir(folder)) - self.kept
        if again is None or again.returncode:
            return ["the next run fails: %s" % (again and again.stderr)]
        return ["left over: %s" % left] if left else []


    def again(self, folder):
        return self.start(folder, None)


class Compile(Writer):
    program = "gabay-indexer"

    def command(self):
        return self.site.command(self.site.new_content, "site.gabay",
                                 *self.arguments)


class Publish(Writer):
    """From next.gabay, keeping the old one."""

    def prepare(self, folder):
        super().prepare(folder)
        (folder / "next.gabay").write_bytes(self.site.new)

    def present(self):
        asked = subprocess.run([self.site.server, "publish", "--help"],
                               capture_output=True, timeout=TIMEOUT)
        return asked.returncode == 0 and b"publish" in asked.stdout

    def look(self, folder, done):
        bytes_of = {n: read(folder / n) for n in os.listdir(folder)}
        self.kept |= {n for n, b in bytes_of.items()
                      if b in (self.site.old, self.site.new)}
        if done.returncode == 0 and not self.keeps(bytes_of.values()):
            return ["the old file is not kept"]
        return super().look(folder, done)

    def keeps(self, found):
        return self.site.old in found


class Rollback(Publish):
    """To the new file, which was published before the old one."""

    def prepare(self, folder):
        super().prepare(folder)
        os.rename(folder / "next.gabay", folder / "site.gabay.1")

    def keeps(self, found):
        return True

    def again(self, folder):
        self.prepare(folder)
        return super().again(folder)


# Method, path, headers. Each is answered by exactly the same every time.
REQUESTS = [
    ("GET", "/help/en/shipping", {"Accept-Encoding": "gzip"}),
    ("GET", "/help/en/orders/shipping", {"Accept-Encoding": "gzip"}),
    ("GET", "/help/en/orders/shipping", {}),
    ("GET", "/help/ko/orders/%EB%B0%98%ED%92%88", {"Accept-Encoding": "br"}),
    ("HEAD", "/help/en/orders/returns", {"Accept-Language": "ko"}),
    ("GET", "/help/en/old-returns", {}),
    ("GET", "/help/", {"Accept-Language": "tl, ko;q=0.5, en;q=0.3"}),
    ("GET", "/help/en/search?q=lamp&tag=returns", {"Accept-Encoding": "gzip"}),
    ("GET", "/help/pl/search?q=%C5%82%C3%B3d%C5%BA", {}),
    ("GET", "/help/api/v1/search?q=%EB%B0%98%ED%92%88&locale=ko", {}),
    ("GET", "/help/api/v1/suggest?q=ret&locale=en", {}),
    ("GET", "/help/api/v1/search?q=a&nonsense=%ff", {}),
    ("GET", "/help/en/no-such-page", {"Accept-Encoding": "gzip"}),
    ("POST", "/help/en/orders/returns", {"Content-Length": "3"}),
    ("GET", "/healthz", {}),
    ("GET", "/readyz", {}),
    ("GET", "/help/api/live/problems", {}),
    ("GET", "/sitemap.xml", {}),
    ("GET", "/robots.txt", {}),
]


def ask(address, method, path, headers):
    """Status and body; None where the connection was closed instead."""
    text = "%s %s HTTP/1.1\r\nHost: lantern.example\r\nConnection: close\r\n" \
        % (method, path)
    text += "".join("%s: %s\r\n" % h for h in headers.items()) + "\r\n"
    if method == "POST":
        text += "a=b"
    try:
        with Wire(address) as w:
            w.send(text)
            reply = w.reply(method == "HEAD")
            if reply and reply["Content-Encoding"] == "gzip":
                reply.body = gzip.decompress(reply.body)
            return reply and (reply.status, reply.body)
    except OSError:
        return None


class Serve:
    """Start, requests, a swap, requests, the end."""
    name = "start, serve, swap"
    program = "gabay-server"
    options = ()

    def __init__(self, site):
        self.site = site
        self.wanted = {}

    def present(self):
        return True

    def run(self, folder, env):
        path = folder / "site.gabay"
        path.write_bytes(self.site.old)
        child = subprocess.Popen(
            [self.site.server, "site.gabay", "--quiet", "--listen",
             "127.0.0.1:0", *self.options], env=env, cwd=folder,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        lines = []
        reader = threading.Thread(target=lambda: lines.extend(
            line.decode("utf-8", "replace").rstrip() for line in child.stderr))
        reader.start()
        watch = threading.Timer(TIMEOUT, child.kill)
        watch.start()
        found = self.talk(child, path, lines, reader)
        code = child.wait()
        watch.cancel()
        reader.join()
        child.stdout.close()
        child.stderr.close()
        return ended_badly(code, lines) + found

    def talk(self, child, path, lines, reader):
        first = child.stdout.readline().decode()
        if "127.0.0.1:" not in first:
            code = child.wait()
            reader.join()
            if code == 0:
                return ["ended with 0 at start: %r %s" % (first, lines)]
            return one_line("gabay-server", code, lines)
        address = ("127.0.0.1", int(first.split("127.0.0.1:")[1].split("/")[0]))
        if not any(ask(address, "GET", "/healthz", {}) for _ in range(2)):
            # It may have ended behind its first line.
            code = child.wait()
            reader.join()
            return one_line("gabay-server", code, lines)
        found = self.ask_all(address, "old", lines)
        if not found:
            found += self.swap(child, path, address, lines)
        if not found:
            found += self.ask_all(address, "new", lines)
        child.send_signal(signal.SIGTERM)
        if child.wait() == 3:
            found.append("failed at its end: %s" % lines)
        return found

    def swap(self, child, path, address, lines):
        """A swap that fails says so, and the next one succeeds."""
        begun = len(lines)
        (path.parent / "next").write_bytes(self.site.new)
        os.rename(path.parent / "next", path)
        child.send_signal(signal.SIGHUP)
        if self.is_new(address, 1.5, lines, begun):
            return []
        told = [line for line in lines[begun:]]
        child.send_signal(signal.SIGHUP)
        if not self.is_new(address, 5, [], 0):
            return ["the second swap fails too: %s" % lines]
        return [] if told else ["a swap failed without a line"]

    def is_new(self, address, seconds, lines, begun):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            got = ask(address, "GET", "/help/en/orders/shipping", {})
            if got and b"second generation" in got[1]:
                return True
            if any("served on" in line for line in lines[begun:]):
                return False
            time.sleep(0.01)
        return False

    def ask_all(self, address, generation, lines):
        found = []
        for request in REQUESTS:
            key = generation, *request[:2], *request[2].items()
            got = ask(address, *request)
            wanted = self.wanted.setdefault(key, self.plain(request, got))
            if self.plain(request, got) == wanted:
                continue
            plainer = got and wanted and 400 <= got[0] == wanted[0]
            if got and got[0] < 500 and not plainer:
                found.append("%s %s: %d %r" % (*request[:2], got[0],
                                               got[1][:100]))
            if not self.wait_for_line(lines):
                found.append("%s %s: %s without a line" % (*request[:2],
                                                           got and got[0]))
            got = ask(address, *request)
            if self.plain(request, got) != wanted:
                found.append("%s %s: still %s" % (*request[:2],
                                                  got and got[0]))
            if len(found) > 2:
                break
        return found

    @staticmethod
    def wait_for_line(lines):
        """Replies may be faster than the log."""
        for _ in range(50):
            if lines:
                break
            time.sleep(0.02)
        return bool(lines)

    @staticmethod
    def plain(request, got):
        """Without what differs from one time to the next."""
        return (got[0], "") if got and "/readyz" in request[1] else got


class Live(Serve):
    """The same for writers, with a page that waits for events throughout."""
    name = "start, serve, swap with --live"
    options = ("--live",)

    def swap(self, child, path, address, lines):
        with contextlib.suppress(OSError):
            self.waits = Wire(address)
            self.waits.send("GET /help/api/live HTTP/1.1\r\nHost: a\r\n\r\n")
        return super().swap(child, path, address, lines)


class Export(Command):
    """Reads a database with one vote."""

    def prepare(self, folder):
        super().prepare(folder)
        with sqlite3.connect(folder / "gabay.db") as db:
            db.executescript(
                "CREATE TABLE votes (id INTEGER PRIMARY KEY, article, locale,"
                " at, yes, reason, comment);"
                "INSERT INTO votes VALUES (1, 'a', 'en', 0, 1, '', '=1');"
                "PRAGMA application_id = 1195524441;"
                "PRAGMA user_version = 2;")
        db.close()


CHECKED = """title: T
default_locale: en
checks:
  no-alt: {"en/**": error, else: off}
authors: true
notices:
  - text: Closed
"""


class Read(Command):
    """Writes nothing, and says the same or that it failed."""
    program = "gabay-indexer"

    def command(self):
        return [self.site.indexer, *self.arguments]

    def prepare(self, folder):
        super().prepare(folder)
        (folder / "new.gabay").write_bytes(self.site.new)
        if not (folder / "content").exists():
            shutil.copytree(self.checked(), folder / "content")

    def checked(self):
        """Content with its history, made once."""
        made = self.site.new_content.parent / "checked"
        if made.exists():
            return made
        whole = made.with_suffix(".tmp")
        shutil.copytree(CONTENT, whole)
        (whole / "site.yaml").write_text(CHECKED)
        (whole / "en/old.md").write_text(
            "---\ntitle: Old\naliases: [/x, /x]\nexpires: 2020-01-01\n"
            "publish_date: 2021-01-01\nunknown: 1\n---\n[a](gone.md)\n")
        (whole / "en/_synonyms.yaml").write_text("groups: ['lamp, light']\n")
        git = ["git", "-C", whole, "-c", "user.name=A", "-c",
               "user.email=a@shop.example", "-c", "commit.gpgsign=false"]
        if shutil.which("git"):
            for words in (["init", "-q"], ["add", "."],
                          ["commit", "-q", "-m", "x"]):
                subprocess.run(git + words, check=True)
        whole.rename(made)
        return made


class New(Command):
    """Makes what is wanted, or nothing of it."""
    program = "gabay-indexer"

    def __init__(self, name, site, kind, path, made):
        super().__init__(name, site, "new", kind, path)
        self.made = made

    def command(self):
        return [self.site.indexer, *self.arguments]

    def prepare(self, folder):
        super().prepare(folder)
        (folder / "en").mkdir()
        (folder / "site.yaml").write_text("locales: [en, id]\n")
        (folder / "en/a.md").write_text("---\ntitle: A\n---\n# B\n")

    def look(self, folder, done):
        made = folder / self.made
        files = {str(p.relative_to(made)): p.read_bytes()
                 for p in made.rglob("*") if p.is_file()}
        if self.wanted is None:
            self.wanted = files
        if done.returncode:
            return ["left %s" % sorted(files)] if made.exists() else []
        return [] if files == self.wanted else ["made something else"]


def all_of(site):
    file = "site.gabay"
    return [
        Compile("compile", site),
        Compile("compile --jobs 2", site, "2"),
        Publish("publish", site, "publish", "next.gabay", file),
        Rollback("rollback", site, "rollback", file),
        Serve(site),
        Live(site),
        Command("search", site, "search", file, "--locale", "en", "returns"),
        Command("search --batch", site, "search", file, "--batch", "q.tsv"),
        Command("inspect", site, "inspect", file),
        Command("inspect --list", site, "inspect", file, "--list"),
        Command("inspect --page", site, "inspect", file, "--page",
                "/help/en/orders/returns"),
        Read("check", site, "content", "--check", "--format", "json", "-j1",
             "--theme", TOP / "themes/default"),
        Read("diff", site, "diff", "site.gabay", "new.gabay"),
        New("new site", site, "site", "made", "made"),
        New("new article", site, "article", "id/a.md", "id"),
        Export("export", site, "export", ".", "--votes"),
        Export("export json", site, "export", ".", "--votes", "-f", "json"),
    ]
