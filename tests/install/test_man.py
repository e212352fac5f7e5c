"""The man pages say what the programs take: no option less, none more."""
import glob
import os
import re
import shutil

import programs

ITEM = re.compile(r"^\.It (?:Fl (\S) , )?Fl Fl ([a-z-]+)(?: Ar (\S+))?$", re.M)
KEY = re.compile(r"^\.It Cm (\S+)$", re.M)


def run(t):
    pages = {os.path.basename(p): open(p, encoding="utf-8").read()
             for p in glob.glob(os.path.join(t.top, "docs/man/*.[1-9]"))}
    t.eq(sorted(pages), ["gabay-indexer.1", "gabay-server.1", "gabay-site.5"],
         "three pages")
    described = sections(pages)
    for (program, command), options in programs.everything(t).items():
        t.eq(sorted(described.pop((program, command), ())), sorted(options),
             "the options of %s %s" % (program, command))
    t.eq([where for where, items in described.items() if items], [],
         "no options of other commands")
    keys(t, pages["gabay-site.5"])
    formatted(t)


def sections(pages):
    """The options that the pages describe, by program and command."""
    found = {("gabay-indexer", ""): ITEM.findall(pages["gabay-indexer.1"])}
    for part in re.split(r"^\.Ss ", pages["gabay-server.1"], flags=re.M)[1:]:
        found["gabay-server", part.split("\n", 1)[0]] = ITEM.findall(part)
    return found


def keys(t, page):
    """The keys that the tables in the code know stand in gabay-site(5)."""
    parts = dict(part.split("\n", 1) for part in
                 re.split(r"^\.Sh ", page, flags=re.M)[1:])
    for section, path, pattern in (
            ("SITE.YAML", "indexer/site_config.c", r'\{"(\w+)", set_'),
            ("FRONT MATTER", "indexer/front_matter.c",
             r'\{STR\("(\w+)"\), read_')):
        with open(os.path.join(t.top, path), encoding="utf-8") as f:
            known = re.findall(pattern, f.read())
        t.ok(len(known) > 5, "%s has a table of keys" % path)
        t.eq(sorted(KEY.findall(parts[section])), sorted(known),
             "the keys under " + section)


def formatted(t):
    for path in sorted(glob.glob(os.path.join(t.top, "docs/man/*.[1-9]"))):
        name = "%s is formatted without a warning" % os.path.basename(path)
        if not shutil.which("groff"):
            t.skip(name, "no groff")
            continue
        made = t.run("groff", "-mandoc", "-ww", "-Tutf8", "-z", path)
        t.eq((made.returncode, made.stderr.decode()), (0, ""), name)
