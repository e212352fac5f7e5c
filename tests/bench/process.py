"""Servers as children, what they used, and load on them."""
import http.client
import json
import os
import socket
import subprocess
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TICK = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def children():
    """pid -> pids that it started, now."""
    tree = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat") as f:
                    parent = f.read().rpartition(")")[2].split()[1]
            except OSError:
                continue
            tree.setdefault(int(parent), []).append(int(name))
    return tree


def family(pid):
    tree, found, todo = children(), [], [pid]
    while todo:
        one = todo.pop()
        found.append(one)
        todo += tree.get(one, [])
    return found


class Server:
    """A child in the foreground on a loopback port."""

    def __init__(self, command, port, first):
        self.port = port
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            self.wait(first)
        except BaseException:
            self.stop()
            raise
        self.first_answer = time.monotonic() - self.started

    def wait(self, path):
        """Until the first 200, asking again every half millisecond."""
        while time.monotonic() < self.started + 30:
            if self.process.poll() is not None:
                break
            try:
                if self.get(path)[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.0005)
        raise SystemExit(f"bench: {self.process.args[0]} does not answer")

    def get(self, path, **headers):
        """status, body"""
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            c.request("GET", path, headers=headers)
            answer = c.getresponse()
            return answer.status, answer.read()
        finally:
            c.close()

    def cpu(self):
        """Seconds of the process and those it started, so far."""
        ticks = 0
        for pid in family(self.process.pid):
            with open(f"/proc/{pid}/stat") as f:
                fields = f.read().rpartition(")")[2].split()
            ticks += sum(int(n) for n in fields[11:15])
        return ticks / TICK

    def memory(self):
        """Proportional set size in bytes, of all its processes."""
        total = 0
        for pid in family(self.process.pid):
            with open(f"/proc/{pid}/smaps_rollup") as f:
                total += sum(int(line.split()[1]) for line in f
                             if line.startswith("Pss:"))
        return total * 1024

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Round:
    """requests, rps, cpu (seconds a request), p50 and p99 in ms"""

    def __init__(self, result, cpu):
        self.requests = max(result["requests"], 1)
        self.rps = self.requests / (result["us"] / 1e6)
        self.cpu = cpu / self.requests
        self.p50, self.p99 = result["p50"] / 1000, result["p99"] / 1000


def load(server, listing, connections, seconds, gzip=False, skip=0):
    """One run of wrk with keep-alive; every answer must be a 2xx."""
    env = dict(os.environ, LIST=listing, GZIP=str(int(gzip)), SKIP=str(skip))
    before = server.cpu()
    run = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s",
         os.path.join(HERE, "wrk.lua"), f"http://127.0.0.1:{server.port}"],
        env=env, stdout=subprocess.PIPE, check=True, text=True)
    used = server.cpu() - before
    lines = [line for line in run.stdout.split("\n")
             if line.startswith("RESULT ")]
    if not lines:
        raise SystemExit("bench: wrk said nothing:\n" + run.stdout)
    result = json.loads(lines[0][7:])
    if result["errors"] or not result["requests"]:
        raise SystemExit(f"bench: errors from {server.process.args[0]}: "
                         f"{result}")
    return Round(result, used)
