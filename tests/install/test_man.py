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
    found = {}
    for program, before in (("gabay-indexer", ""), ("gabay-server", None)):
        parts = re.split(r"^\.Ss ", pages[program + ".1"], flags=re.M)
        if before is not None:
            found[program, before] = ITEM.findall(parts[0])
        for part in parts[1:]:
            found[program, part.split("\n", 1)[0]] = ITEM.findall(part)
    return found


def keys(t, page):
    """The keys that the indexer knows stand in gabay-site(5), and no other."""
    parts = dict(part.split("\n", 1) for part in
                 re.split(r"^\.Sh ", page, flags=re.M)[1:])
    known = programs.keys(t)
    for section, place in (("SITE.YAML", "site.yaml"),
                           ("FRONT MATTER", "front-matter")):
        top, *lists = re.split(r"^\.Ss ", parts[section], flags=re.M)
        found = KEY.findall(top)
        for part in lists:
            name = part.split("\n", 1)[0]
            found += ["%s.%s" % (name, key) for key in KEY.findall(part)]
        t.eq(sorted(found), sorted(known[place]), "the keys under " + section)


def formatted(t):
    for path in sorted(glob.glob(os.path.join(t.top, "docs/man/*.[1-9]"))):
        name = "%s is formatted without a warning" % os.path.basename(path)
        if not shutil.which("groff"):
            t.skip(name, "no groff")
            continue
        made = t.run("groff", "-mandoc", "-ww", "-Tutf8", "-z", path)
        t.eq((made.returncode, made.stderr.decode()), (0, ""), name)
