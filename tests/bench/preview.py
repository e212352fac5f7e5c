"""How fast a preview follows: gabay-indexer --watch over 10,000 articles, from
the save of one to the layer, and to the whole file."""
import os
import queue
import random
import shutil
import subprocess
import threading
import time

import corpus as corpora
import table

ARTICLES = 10_000
SAVES = 15
PATIENCE = 300  # seconds


class Watcher:
    def __init__(self, b, content, out):
        self.layer, self.file = out + ".layer", out
        with open(b.path("watch.log"), "w") as log:
            self.child = subprocess.Popen(
                [b.indexer, "--watch", content, "-o", out], stderr=log,
                stdout=subprocess.PIPE, text=True)
        self.lines = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()
        self.wait(".gabay: ")

    def read(self):
        for line in self.child.stdout:
            self.lines.put(line)
        self.lines.put(None)

    def wait(self, mark):
        """Until the watcher tells of a file; it does when that is there."""
        line = ""
        while mark not in line:
            line = self.lines.get(timeout=PATIENCE)
            if line is None:
                raise SystemExit("bench: the watcher has ended")

    def memory(self):
        with open(f"/proc/{self.child.pid}/status") as f:
            return next(int(line.split()[1]) * 1024 for line in f
                        if line.startswith("VmRSS:"))

    def stop(self):
        self.child.terminate()
        self.child.wait(PATIENCE)


def plain_compile(b, folder):
    began = time.monotonic()
    with open(b.path("plain.log"), "w") as log:
        subprocess.run([b.indexer, folder, "-o", b.path("plain.gabay"),
                        "--keep-going", "--quiet"], stdout=log, stderr=log)
    return time.monotonic() - began


def save(watcher, place, n):
    """Seconds to the layer, and to the file. By a rename: the articles may be
    links to the data."""
    with open(place, encoding="utf-8") as f:
        text = f.read()
    fresh = os.path.join(os.path.dirname(place), ".fresh")
    with open(fresh, "w", encoding="utf-8") as f:
        f.write(f"{text}\nSaved a {n}. time.\n")
    began = time.monotonic()
    os.rename(fresh, place)
    watcher.wait(".layer: ")
    layer = time.monotonic() - began
    watcher.wait(".gabay: ")
    return layer, time.monotonic() - began


def measure(b):
    folder = b.path("many")
    corpora.first(folder, ARTICLES)
    places = sorted(os.path.join(d, f) for d, _, files in os.walk(folder)
                    for f in files if f.endswith(".md"))
    plain = plain_compile(b, folder)
    watcher = Watcher(b, folder, b.path("preview.gabay"))
    try:
        chosen = random.Random(corpora.SEED).sample(places, SAVES)
        times = [save(watcher, place, n) for n, place in enumerate(chosen)]
        memory = watcher.memory()
    finally:
        watcher.stop()
    what = f"preview of {len(places):,}"
    table.medians(f"{what}: save to layer", "ms",
                  [layer * 1000 for layer, _ in times])
    table.medians(f"{what}: save to file", "s", [file for _, file in times])
    table.medians("preview: file, times a compile", "",
                  [file / plain for _, file in times])
    table.figure("preview: memory", memory / 1e6, "MB")
    shutil.rmtree(folder)
