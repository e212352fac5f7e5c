"""The sample help centre, articles/, as its writers wrote it: what the tests
that look into it share. Python's standard library only."""
import os
import re
import urllib.parse

TOP = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
ARTICLES = os.path.join(TOP, "articles")
LOCALES = ["en", "id", "ko", "pl", "fil"]


def scalar(text):
    if text[:1] == '"':
        return text[1:-1].replace('\\"', '"')
    if text[:1] == "[":
        return [scalar(part.strip()) for part in text[1:-1].split(",")]
    return text


def read(path):
    """({key: text or list}, body, lines before the body) of an article. The
    sample's front matter has one line a key: no YAML is needed to read it."""
    with open(path, encoding="utf-8") as f:
        lines = f.read().split("\n")
    if lines[0] != "---":
        return {}, "\n".join(lines), 0
    end = lines.index("---", 1)
    front = {}
    for line in lines[1:end]:
        key, _, value = line.partition(": ")
        front[key] = scalar(value.strip())
    return front, "\n".join(lines[end + 1:]), end + 1


class Article:
    """locale, folder, file (below articles/), front, body, id"""

    def __init__(self, locale, folder, name):
        self.locale, self.folder = locale, folder
        self.file = "/".join([locale, folder, name])
        self.front, self.body, self.first_line = read(
            os.path.join(ARTICLES, self.file))
        self.id = self.front.get("id", "")

    def address(self):
        section, _, _ = read(os.path.join(ARTICLES, self.locale, self.folder,
                                          "_index.md"))
        return "/" + "/".join(urllib.parse.quote(part) for part in
                              (self.locale, section["slug"],
                               self.front["slug"]))

    def headings(self):
        return re.findall(r"^#+ +(.+?)(?: *\{#[^}]*\})?$", self.body, re.M)

    def words(self):
        """The body as a reader sees it, near enough for counting words: no
        addresses, no marks."""
        text = re.sub(r"\]\([^)]*\)|\{#[^}]*\}|\[!\w+\]|https?://\S+", " ",
                      self.body)
        return re.sub(r"[#*|`>\[\]!_-]+", " ", text)


def articles(locale):
    """All of a locale, by file."""
    found = []
    root = os.path.join(ARTICLES, locale)
    for folder in sorted(os.listdir(root)):
        if not os.path.isdir(os.path.join(root, folder)):
            continue
        for name in sorted(os.listdir(os.path.join(root, folder))):
            if name.endswith(".md") and not name.startswith("_"):
                found.append(Article(locale, folder, name))
    return found
