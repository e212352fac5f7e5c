#!/usr/bin/env python3
"""Golden tests: Markdown in, pages and problems out.

    golden.py [--update] [--server PROGRAM] INDEXER

Every folder sites/NAME holds content/ and, if it likes, arguments.txt (more
options of the indexer, one a line) and pages.txt (addresses of the pages that
are compared, else all). It is compiled by INDEXER with the small theme beside
this program, so that the default theme may change; sites/default has that one.
What comes out is compared with expected/:

    problems.txt      what the indexer says, and its exit code
    paths.txt         all addresses in the file, and where redirects lead
    pages/PATH.html   the pages
    pages/PATH.md     what programs read, and llms.txt

With --update the differences are shown, then written to expected/: read them
before you commit. Without it the output is TAP.
"""

import argparse
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
# What is compiled depends on nothing but the input and this clock.
CLOCK = "1781000000"
# The sites lie in a repository whose log is not theirs: git looks no further up.
HISTORIES = ":".join(str(path) for path in HERE.glob("sites/*"))
# Names of assets hold a check of their content.
HASHED = re.compile(r"(/assets/[^\"' ]*?)\.[0-9a-f]{8}\.")


def run(command):
    env = dict(os.environ, SOURCE_DATE_EPOCH=CLOCK, LC_ALL="C.UTF-8",
               GIT_CEILING_DIRECTORIES=HISTORIES)
    done = subprocess.run(command, env=env, capture_output=True, timeout=60)
    return (done.returncode, done.stdout.decode("utf-8", "replace"),
            done.stderr.decode("utf-8", "replace"))


def inspect(programs, file, *arguments):
    code, out, err = run([programs.server, "inspect", str(file), *arguments])
    if code != 0:
        raise RuntimeError("inspect %s: %s" % (" ".join(arguments), err))
    return out


def page_name(path):
    """The file below pages/ for an address: readable, and never outside."""
    parts = [urllib.parse.unquote(part) for part in path.split("/") if part]
    if path.endswith("/"):
        parts.append("index")
    if any(part in (".", "..") or "/" in part for part in parts):
        raise RuntimeError("the address %s is no file name" % path)
    text = parts[-1].endswith((".md", "llms.txt"))
    return "pages/" + "/".join(parts) + ("" if text else ".html")


def compile_site(site, programs, work):
    """What came out, as {name in expected/: text}."""
    file = work / (site.name + ".gabay")
    arguments = site / "arguments.txt"
    options = arguments.read_text().split() if arguments.exists() else []
    if site.name != "default":
        options += ["--theme", str(HERE / "theme")]
    wanted = site / "pages.txt"
    wanted = wanted.read_text().split() if wanted.exists() else None
    code, out, err = run([programs.indexer, str(site / "content"), "-o",
                          str(file), "--quiet", *options])
    said = (err + out).replace(str(site / "content") + "/", "")
    found = {"problems.txt": "%sexit code %d\n" % (
        said.replace(str(work) + "/", ""), code)}
    if not file.exists():
        return found

    # A line: kind, three sizes, the address, and of a redirect its target.
    rows = [line.split(None, 4) for line in
            inspect(programs, file, "--list").splitlines()]
    shown = [(row[0], row[4]) for row in rows if row[4].startswith("/")]
    found["paths.txt"] = "".join(
        "%-8s %s\n" % (kind, HASHED.sub(r"\1.*.", path))
        for kind, path in shown)
    for kind, path in shown:
        if kind != "page" and not path.endswith((".md", "/llms.txt")):
            continue
        if wanted is None or path in wanted:
            page = inspect(programs, file, "--page", path)
            found[page_name(path)] = HASHED.sub(r"\1.*.", page)
    return found


def expected_of(site):
    root = site / "expected"
    return {file.relative_to(root).as_posix(): file.read_text("utf-8")
            for file in root.rglob("*") if file.is_file()}


def difference(want, got):
    """A unified diff over all files, empty when they are the same."""
    out = []
    for name in sorted(set(want) | set(got)):
        out += difflib.unified_diff(
            want.get(name, "").splitlines(keepends=True),
            got.get(name, "").splitlines(keepends=True),
            "expected/" + name, "now/" + name)
    return out


def replace(site, want, got):
    root = site / "expected"
    for name in set(want) - set(got):
        (root / name).unlink()
    for name, text in got.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8", newline="\n")


def check(site, number, programs, work):
    try:
        got = compile_site(site, programs, work)
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        print("not ok %d - golden %s: %s" % (number, site.name, error))
        return False
    want = expected_of(site)
    diff = difference(want, got)
    if programs.update:
        sys.stdout.writelines(diff)
        replace(site, want, got)
        print("# %s: %s" % (site.name, "replaced" if diff else "the same"))
        return True
    if not want:
        print("ok %d - golden %s # SKIP nothing expected yet: make golden"
              % (number, site.name))
        return True
    for line in diff[:200]:
        print("# " + line.rstrip("\n"))
    print("%s %d - golden %s" % ("not ok" if diff else "ok", number,
                                 site.name))
    return not diff


def main():
    parser = argparse.ArgumentParser(description="Golden tests.")
    parser.add_argument("indexer", help="the program, build/gabay-indexer")
    parser.add_argument("--server", help="default: gabay-server beside it")
    parser.add_argument("--update", action="store_true",
                        help="show the differences, then replace")
    programs = parser.parse_args()
    if not programs.server:
        beside = pathlib.Path(programs.indexer).resolve().parent
        programs.server = str(beside / "gabay-server")

    sites = sorted(path.parent for path in HERE.glob("sites/*/content"))
    if not programs.update:
        print("1..%d" % len(sites))
    with tempfile.TemporaryDirectory() as work:
        good = [check(site, number, programs, pathlib.Path(work))
                for number, site in enumerate(sites, 1)]
    return 0 if good and all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
