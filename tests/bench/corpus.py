"""The articles that are measured: a data folder's, or made here."""
import os
import random
import shutil
import urllib.parse

PAGES = 2000
SMALLEST, LARGEST = 2_000, 20_000  # bytes of Markdown
CHECKED_SIZES = 500, 8_000  # where many articles are only checked
WORDS = 8000
QUERIES = 500
SEED = 20
SECTIONS = 20


def articles(content):
    return [os.path.join(d, f) for d, _, files in os.walk(content)
            for f in files if f.endswith(".md")]


class Corpus:
    """content: the folder to compile; bytes, pages: of its Markdown;
    queries: search texts, in a fixed mixed order; about: one line."""

    def __init__(self, content, queries, about):
        self.content = content
        self.queries = queries
        sizes = [os.path.getsize(place) for place in articles(content)]
        self.pages, self.bytes = len(sizes), sum(sizes)
        self.about = about

    def describe(self):
        return (f"{self.about}: {self.pages:,} articles, "
                f"{self.bytes / 1e6:.1f} MB of Markdown")


def words(rng):
    """Invented words, short ones first, each met as often as its place in
    the list says (Zipf)."""
    starts = ["", *"bcdfghjklmnprstvw", "br", "ch", "pl", "st", "tr"]
    vowels = ["a", "e", "i", "o", "u", "ea", "ou"]
    ends = ["", "", "n", "r", "s", "t", "l", "nd", "st"]
    made = {}
    while len(made) < WORDS:
        count = rng.choices([1, 2, 3, 4], [2, 6, 4, 1])[0]
        word = "".join(rng.choice(starts) + rng.choice(vowels)
                       for _ in range(count)) + rng.choice(ends)
        made[word] = None
    return sorted(made, key=lambda w: len(w) + rng.random() * 4)


class Writer:
    def __init__(self, rng, sizes=(SMALLEST, LARGEST)):
        self.rng = rng
        self.sizes = sizes
        self.words = words(rng)
        sums, total = [], 0.0
        for place in range(len(self.words)):
            total += 1 / (place + 3)
            sums.append(total)
        self.sums = sums

    def pick(self, low, high):
        count = self.rng.randint(low, high)
        return self.rng.choices(self.words, cum_weights=self.sums, k=count)

    def rare(self, low, high):
        count = self.rng.randint(low, high)
        return [self.rng.choice(self.words[200:]) for _ in range(count)]

    def sentence(self):
        return " ".join(self.pick(6, 18)).capitalize() + "."

    def paragraph(self):
        return " ".join(self.sentence() for _ in range(self.rng.randint(2, 6)))

    def block(self):
        kind = self.rng.random()
        if kind < 0.70:
            return self.paragraph()
        if kind < 0.82:
            return "\n".join("- " + self.sentence() for _ in range(5))
        if kind < 0.90:
            return "## " + " ".join(self.rare(2, 4)).capitalize()
        if kind < 0.95:
            rows = [f"| {' '.join(self.pick(1, 2))} | {self.sentence()} |"
                    for _ in range(4)]
            return "\n".join(["| name | meaning |", "| --- | --- |", *rows])
        return "```\n" + "\n".join("--" + w for w in self.rare(2, 4)) + "\n```"

    def article(self, title):
        size = self.rng.randint(*self.sizes)
        blocks = [f"---\ntitle: {title}\n---", self.paragraph()]
        length = 0
        while length < size:
            blocks.append(self.block())
            length += len(blocks[-1]) + 2
        return "\n\n".join(blocks) + "\n"


def generate(folder, pages=PAGES, sizes=(SMALLEST, LARGEST)):
    rng = random.Random(SEED)
    writer = Writer(rng, sizes)
    queries = []
    for n in range(pages):
        place = os.path.join(folder, "en", f"{n % SECTIONS:02}")
        os.makedirs(place, exist_ok=True)
        title = writer.rare(2, 5)
        with open(os.path.join(place, f"{n:04}.md"), "w") as f:
            f.write(writer.article(" ".join(title).capitalize()))
        if n % (pages // QUERIES) == 0:
            more = writer.pick(0, 3) if n % 3 else []
            queries.append(" ".join(title[:rng.randint(1, 2)] + more))
    rng.shuffle(queries)
    return Corpus(folder, queries, f"generated with the seed {SEED}")


def link_or_copy(source, target):
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def from_data(data, folder):
    shutil.copytree(os.path.join(data, "corpus/md/en"),
                    os.path.join(folder, "en"), copy_function=link_or_copy)
    with open(os.path.join(data, "queries/en.tsv"), encoding="utf-8") as f:
        queries = [line.split("\t")[0].strip() for line in f]
    return Corpus(folder, [q for q in queries if q], "DATA/corpus/md/en")


def make(folder):
    data = os.environ.get("DATA")
    if data and os.path.isdir(os.path.join(data, "corpus/md/en")):
        return from_data(data, folder)
    return generate(folder)


def data_articles(data):
    top = os.path.join(data, "corpus/md/en")
    return top, sorted(os.path.relpath(os.path.join(d, f), top)
                       for d, _, files in os.walk(top) for f in files
                       if f.endswith(".md"))


def first(folder, count):
    """The first `count` articles of the data, else as many made of that kind's
    size."""
    data = os.environ.get("DATA")
    top, names = data_articles(data) if data else ("", [])
    if len(names) < count:
        return generate(folder, count, CHECKED_SIZES)
    for name in names[:count]:
        place = os.path.join(folder, "en", name)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        link_or_copy(os.path.join(top, name), place)
    return Corpus(folder, [], f"the first {count:,} of DATA/corpus/md/en")


def suggest_path(query):
    """What is typed on the way: one or two words, half of the last one."""
    words = query.split()[:1 + len(query) % 2]
    words[-1] = words[-1][:(len(words[-1]) + 1) // 2]
    return ("/api/v1/suggest?locale=en&limit=8&q="
            + urllib.parse.quote(" ".join(words), safe=""))


def answer_path(query):
    return "/api/v1/answer?locale=en&q=" + urllib.parse.quote(query, safe="")


def search_path(query):
    return ("/api/v1/search?locale=en&limit=10&q="
            + urllib.parse.quote(query, safe=""))
