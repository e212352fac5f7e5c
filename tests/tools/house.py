#!/usr/bin/env python3
"""Rules of the house that no compiler checks; tests/lint.sh calls this.

Prints one line of TAP a rule, and under a broken one where it is broken.
Files are those that git knows or would take.
"""
import os
import re
import subprocess
import sys

LIB = ["lib", "lib/icu", "lib/analyse", "lib/template", "lib/site",
       "lib/records", "lib/xapian", "lib/query", "lib/thesaurus",
       "lib/hours"]

INDEXER = ["indexer/" + room for room in
           "base settings front_matter markdown index content arrange check "
           "history page report".split()]

# room -> rooms it may include, itself apart. A room not named here may
# include nothing: name a new one and say what it stands on.
ROOMS = {
    "lib": [],
    "lib/icu": ["lib"],
    "lib/analyse": ["lib", "lib/icu", "lib/analyse/stem"],
    "lib/analyse/stem": ["lib"],
    "lib/analyse/stem/learn": ["lib", "lib/analyse/stem"],
    "lib/analyse/stop": ["lib/analyse"],
    "lib/template": ["lib", "lib/icu"],
    "lib/site": ["lib", "lib/icu"],
    "lib/records": ["lib", "lib/icu", "lib/site"],
    "lib/xapian": ["lib"],
    "lib/query": ["lib", "lib/icu", "lib/analyse", "lib/site", "lib/records",
                  "lib/thesaurus", "lib/xapian"],
    "lib/thesaurus": ["lib", "lib/icu"],
    "lib/hours": ["lib", "lib/icu"],
    "indexer/base": LIB,
    "indexer/settings": LIB + ["indexer/base", "indexer/front_matter"],
    "indexer/front_matter": LIB + ["indexer/base"],
    "indexer/markdown": LIB + ["indexer/base", "indexer/settings",
                               "indexer/front_matter"],
    "indexer/index": LIB + ["indexer/base", "indexer/settings"],
    "indexer/content": LIB + ["indexer/base", "indexer/settings",
                              "indexer/front_matter", "indexer/markdown",
                              "indexer/index"],
    "indexer/arrange": LIB + ["indexer/base"],
    "indexer/check": LIB + ["indexer/base", "indexer/settings",
                            "indexer/front_matter"],
    "indexer/history": LIB + ["indexer/base"],
    "indexer/page": LIB + ["indexer/base", "indexer/settings",
                           "indexer/front_matter", "indexer/arrange"],
    "indexer/report": LIB + ["indexer/base", "indexer/page"],
    "indexer/new": LIB + ["indexer/base", "indexer/front_matter"],
    "indexer/import": LIB + ["indexer/base", "indexer/front_matter",
                             "indexer/arrange", "indexer/report"],
    "indexer/compile": LIB + INDEXER,
    "indexer/preview": LIB + INDEXER + ["indexer/compile"],
    "indexer": LIB + INDEXER + ["indexer/compile", "indexer/preview",
                                "indexer/new", "indexer/import"],
    "server": LIB + ["server/store"],
    "server/store": ["lib"],
}
# file -> rooms that it may include beside those of its room.
EXCEPTIONS = {"lib/slug.c": ["lib/icu"]}  # slugs fold, files of lib/ do not

# foreign header (a prefix) -> where it may be included (prefixes of paths).
HOMES = {
    "xapian": ["lib/xapian/"],
    "unicode/": ["lib/icu/"],
    "microhttpd": ["server/daemon.c"],
    "sqlite3": ["server/store/"],
    "nettle/": ["server/sha256.c"],
    "cmark-gfm": ["indexer/markdown/"],
    "yaml": ["indexer/base/yaml.c"],
    "jansson": ["lib/json.c"],
    "libstemmer": ["lib/analyse/"],
    "brotli/encode": ["indexer/base/compress.c"],
    "libdeflate": ["indexer/base/compress.c", "server/coder.c"],
    "xxhash": ["lib/", "indexer/", "server/"],
}
POSIX = """arpa/ assert ctype dirent errno fcntl float ftw getopt grp inttypes
limits linux/ locale math net/ netdb netinet/ poll pthread pwd sched semaphore
setjmp signal spawn stdalign stdarg stdatomic stdbool stddef stdint stdio
stdlib stdnoreturn string strings sys/ termios time unistd""".split()

TOP = {"indexer", "server", "lib", "articles", "themes", "docs", "tests",
       "Makefile", "README.md", "LICENSE", "CHANGELOG.md"}

FUNCTION_LINES = 80
FILE_LINES = 600
MARKS = re.compile(r"\b(?:TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b")
MACHINE = re.compile(r"(?<![\w.~$}>)-])/(?:hom[e]|wor[k]|roo[t]|User[s])/\w")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+(["<])([^">]+)', re.M)


def tracked():
    out = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others",
         "--exclude-standard"], stdout=subprocess.PIPE, check=True).stdout
    paths = [p for p in out.decode().split("\0") if p]
    return sorted(p for p in paths if os.path.isfile(p))


class Files:
    def __init__(self, paths):
        self.paths = paths
        self.text = {}
        for path in paths:
            if path.startswith("tests/fuzz/corpus/"):
                continue
            with open(path, "rb") as f:
                data = f.read()
            if b"\0" not in data:
                self.text[path] = data.decode("utf-8", "replace")

    def code(self, *ends):
        return [(p, t) for p, t in self.text.items() if p.endswith(ends)]

    def product(self):
        return [(p, t) for p, t in self.code(".c", ".h", ".cc")
                if p.startswith(("lib/", "indexer/", "server/"))]


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def includes(files):
    """Every include of the product: path, line, own or foreign, what."""
    for path, text in files.product():
        for m in INCLUDE.finditer(text):
            yield path, line_of(text, m.start()), m.group(1) == '"', m.group(2)


def foreign_headers(files):
    for path, line, own, name in includes(files):
        if own:
            continue
        if any(name.startswith(p if p.endswith("/") else p + ".h")
               for p in POSIX):
            continue
        if "." not in name and path.startswith("lib/xapian/"):
            continue
        homes = [h for p, h in HOMES.items() if name.startswith(p)]
        if not homes:
            yield f"{path}:{line}: <{name}> has no home in tests/tools/house.py"
        elif not path.startswith(tuple(homes[0])):
            yield f"{path}:{line}: <{name}> belongs to {' '.join(homes[0])}"


def rooms(files):
    for path, line, own, name in includes(files):
        room, other = os.path.dirname(path), os.path.dirname(name)
        allowed = ROOMS.get(room, []) + EXCEPTIONS.get(path, []) + [room]
        if own and name not in files.text:
            yield f"{path}:{line}: \"{name}\" is not a path from the top"
        elif own and other not in allowed:
            yield f"{path}:{line}: {room}/ must not include {other}/"


def circles(files):
    """A pair of files (x.h, x.c) is one thing; things stand on each other
    without a circle."""
    edges = {}
    for path, _, own, name in includes(files):
        a, b = os.path.splitext(path)[0], os.path.splitext(name)[0]
        if own and a != b and path.endswith(".h"):
            edges.setdefault(a, set()).add(b)
    done = set()

    def walk(node, way):
        if node in way:
            yield " -> ".join(way[way.index(node):] + [node])
        elif node not in done:
            for to in sorted(edges.get(node, ())):
                yield from walk(to, way + [node])
            done.add(node)

    for node in sorted(edges):
        yield from walk(node, [])


def bare(text):
    """C without its comments and strings, lines kept."""
    def blank(m):
        return re.sub(r"[^\n]", " ", m.group(0))
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\])+\'',
                  blank, text, flags=re.S)


def banned_calls(files):
    poison = re.findall(r"^#pragma GCC poison (.+)$",
                        files.text["lib/banned.h"], re.M)
    calls = re.compile(r"\b(" + "|".join(" ".join(poison).split())
                       + r")\s*\(")
    for path, text in files.code(".c", ".h", ".cc"):
        plain = bare(text)
        for m in calls.finditer(plain):
            yield f"{path}:{line_of(plain, m.start())}: {m.group(1)}"


def functions(text):
    """Line and length of each function: in this style its brace has a line of
    its own, at the left or, in a class, further in."""
    lines = text.split("\n")
    for i, line in enumerate(lines):
        if line.strip() != "{" or i == 0 or ")" not in lines[i - 1]:
            continue
        end = line.replace("{", "}")
        for j in range(i + 1, len(lines)):
            if lines[j].startswith(end):
                yield i, j - i + 1
                break


def lengths(files):
    for path, text in files.code(".c", ".h", ".cc", ".py", ".sh", ".js"):
        if text.count("\n") > FILE_LINES:
            yield f"{path}: {text.count(chr(10))} lines, most is {FILE_LINES}"
    for path, text in files.code(".c", ".h", ".cc"):
        for line, length in functions(text):
            if length > FUNCTION_LINES:
                yield f"{path}:{line}: a function of {length} lines"


def matches(pattern):
    def rule(files):
        for path, text in files.text.items():
            for m in pattern.finditer(text):
                yield f"{path}:{line_of(text, m.start())}: {m.group(0)}"
    return rule


def top_level(files):
    for name in sorted({p.split("/")[0] for p in files.paths}):
        if name not in TOP and not name.startswith("."):
            yield f"{name}: the design names nothing of the kind at the top"


RULES = [
    ("foreign headers are included in their homes only", foreign_headers),
    ("rooms include only what they stand on", rooms),
    ("headers include each other without a circle", circles),
    ("no banned call in C or C++, tests as well", banned_calls),
    (f"functions up to {FUNCTION_LINES} lines, files up to {FILE_LINES}",
     lengths),
    ("nothing is marked as left for later", matches(MARKS)),
    ("no path of one machine", matches(MACHINE)),
    ("the top level holds what the design names", top_level),
]


def main():
    files = Files(tracked())
    failed = 0
    for number, (name, rule) in enumerate(RULES, 1):
        found = list(rule(files))
        print(f"{'not ok' if found else 'ok'} {number} - {name}")
        for line in found:
            print("    " + line)
        failed += bool(found)
    sys.exit(1 if failed else 0)


main()
