"""What the HTTP tests share: a server of their own on a free port, raw
sockets, and special small site files. Python's standard library only."""
import gzip
import json
import os
import re
import signal
import socket
import subprocess
import threading
import time

import tap
from tap import Skip

TIMEOUT = 10


class Reply:
    """One answer as it came over the wire."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def __getitem__(self, name):
        found = [v for k, v in self.headers if k.lower() == name.lower()]
        return ", ".join(found) if found else None

    def text(self):
        plain = self.body
        if self["Content-Encoding"] == "gzip":
            plain = gzip.decompress(plain)
        return plain.decode("utf-8")

    def json(self):
        return json.loads(self.text())


class Wire:
    """A connection that sends exactly what it is told to."""

    def __init__(self, address, source=None):
        unix = isinstance(address, str)
        self.socket = socket.socket(socket.AF_UNIX if unix else
                                    socket.AF_INET6 if ":" in address[0] else
                                    socket.AF_INET)
        self.socket.settimeout(TIMEOUT)
        if source:
            self.socket.bind((source, 0))
        self.socket.connect(address)
        self.rest = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data if isinstance(data, bytes) else data.encode())

    def _more(self):
        got = self.socket.recv(65536)
        self.rest += got
        return len(got) > 0

    def closed(self):
        """True when the other side has closed and sent nothing more."""
        try:
            return self.rest == b"" and self.socket.recv(1) == b""
        except ConnectionResetError:
            return True

    def reply(self, head=False):
        """The next answer; None when the connection was closed instead."""
        while b"\r\n\r\n" not in self.rest:
            if not self._more():
                return None
        block, self.rest = self.rest.split(b"\r\n\r\n", 1)
        lines = block.decode("latin-1").split("\r\n")
        status = int(lines[0].split(" ")[1])
        headers = [tuple(line.split(": ", 1)) for line in lines[1:]]
        answer = Reply(status, headers, b"")
        if status == 100:
            return self.reply(head)
        length = int(answer["Content-Length"] or 0)
        if head or status in (204, 304):
            length = 0
        while len(self.rest) < length:
            if not self._more():
                raise EOFError("the body ended too early")
        answer.body, self.rest = self.rest[:length], self.rest[length:]
        return answer


class Server:
    """A gabay-server of our own, ended by stop()."""

    def __init__(self, program, path, *options, listen="127.0.0.1:0",
                 handed=None, env=None):
        """`handed`: a listening socket that it gets as descriptor 3."""
        command = [program, path, "--listen", listen, *options]
        how = {"env": dict(os.environ, **(env or {}))}
        if handed:
            command = ["/bin/sh", "-c", 'LISTEN_FDS=1 LISTEN_PID=$$ '
                       'exec "$0" "$@"', *command]
            how["preexec_fn"] = lambda: os.dup2(handed.fileno(), 3)
            how["pass_fds"] = (3,)
        self.child = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **how)
        self.lines = []
        self.reader = threading.Thread(target=self._read_log, daemon=True)
        self.reader.start()
        first = self.child.stdout.readline().decode()
        match = re.search(r" on (http://(.*):(\d+)(/\S*)|unix:(\S+))$",
                          first.strip())
        if not match:
            self.stop()
            raise RuntimeError("no address: %r %r" % (first, self.lines))
        self.announced = match.group(1)
        self.address = match.group(5) or (match.group(2).strip("[]"),
                                          int(match.group(3)))

    def _read_log(self):
        for line in self.child.stderr:
            self.lines.append(line.decode("utf-8", "replace").rstrip("\n"))

    def wire(self, source=None):
        """A connection; `source`: from that address of ours."""
        return Wire(self.address, source)

    def get(self, path, method="GET", **headers):
        """One request on a connection of its own. Headers by keyword:
        accept_language="ko"."""
        lines = ["%s %s HTTP/1.1" % (method, path), "Host: test.example"]
        lines += ["%s: %s" % (k.replace("_", "-"), v)
                  for k, v in headers.items()]
        with self.wire() as w:
            w.send("\r\n".join(lines) + "\r\nConnection: close\r\n\r\n")
            return w.reply(head=method == "HEAD")

    def wait_for_line(self, part):
        """The first line of the log that holds `part`, or None."""
        end = time.monotonic() + TIMEOUT
        while time.monotonic() < end:
            for line in list(self.lines):
                if part in line:
                    return line
            time.sleep(0.01)
        return None

    def signal(self, number):
        self.child.send_signal(number)

    def stop(self):
        """Ends it and gives its exit code."""
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
        try:
            code = self.child.wait(TIMEOUT + 5)
        except subprocess.TimeoutExpired:
            self.child.kill()
            code = self.child.wait()
        self.reader.join(TIMEOUT)
        self.child.stdout.close()
        self.child.stderr.close()
        return code


class Tests(tap.Tests):
    """Servers and site files for all test files."""

    def __init__(self, build, full=False):
        super().__init__("http", build)
        self.full = full
        self.servers = []
        self._articles = None

    def close(self):
        for server in self.servers:
            if server.child.poll() is None:
                server.stop()
        super().close()

    def sanitizer_reports(self):
        """Ends every server that still runs."""
        for server in self.servers:
            if server.child.poll() is None:
                server.stop()
        found = [line for server in self.servers for line in server.lines
                 if "Sanitizer" in line or "runtime error:" in line]
        self.servers = []
        return found

    def serve(self, path, *options, **how):
        server = Server(self.program, path, *options, **how)
        self.servers.append(server)
        return server

    def make(self, name, entries):
        """A site file of exactly these entries."""
        spec, out = self.path(name + ".json"), self.path(name + ".gabay")
        with open(spec, "w", encoding="utf-8") as f:
            json.dump({"entries": entries}, f)
        made = self.run(os.path.join(self.build, "tests/http/make_site"), spec,
                        out)
        if made.returncode:
            raise RuntimeError(made.stderr.decode())
        return out

    def articles(self):
        """The sample help centre, compiled once."""
        if self._articles is None:
            out = self.path("articles.gabay")
            made = self.run(self.indexer, os.path.join(self.top, "articles"),
                            "-o", out, "--quiet")
            self._articles = out if os.path.exists(out) else ""
            self._why = made.stderr.decode()[:200].replace("\n", " ")
        if not self._articles:
            raise Skip("articles/ do not compile: " + self._why)
        return self._articles
