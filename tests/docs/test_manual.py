"""docs/en/ says what the programs take: every option and every key, and no key
that is none. Each of its pages is found."""
import glob
import os
import re

import programs

# The first cell of a table's row, and the keys in it.
ROW = re.compile(r"^\| (`[^|]+`) \|", re.M)
NAME = re.compile(r"`([A-Za-z_.]+)`")


def run(t):
    pages = {os.path.basename(p): open(p, encoding="utf-8").read()
             for p in glob.glob(os.path.join(t.top, "docs/en/*.md"))}
    text = "\n".join(pages.values())
    for (program, command), options in programs.everything(t).items():
        missing = ["--" + name for _, name, _ in sorted(options)
                   if not re.search(r"(?<![\w-])--%s(?![\w-])" % name, text)]
        t.eq(missing, [], "the manual has the options of %s %s" %
             (program, command))
    t.eq([name for name in sorted(pages) if name != "guide.md" and
          "](%s)" % name not in pages["guide.md"]], [],
         "guide.md leads to every page")
    known = programs.keys(t)
    t.eq(sorted(site_keys(pages["site-file.md"])), sorted(known["site.yaml"]),
         "site-file.md has the keys of site.yaml")
    t.eq(sorted(front_keys(pages)), sorted(known["front-matter"]),
         "the manual has the keys of front matter")


def rows(text):
    return [key for cell in ROW.findall(text) for key in NAME.findall(cell)]


def site_keys(page):
    """Tables stand under headings: "Keys", or the name of a list of maps."""
    found = []
    for part in re.split(r"^## ", page, flags=re.M)[1:]:
        name = part.split("\n", 1)[0].strip().split(" {")[0].strip("`")
        found += [key if name == "Keys" else "%s.%s" % (name, key)
                  for key in rows(part)]
    return found


def front_keys(pages):
    if "front-matter.md" in pages:
        part = pages["front-matter.md"].split("\n## Keys\n", 1)[1]
    else:
        part = pages["content.md"].split("\n## Front matter\n", 1)[1]
    return rows(part.split("\n## ", 1)[0])
