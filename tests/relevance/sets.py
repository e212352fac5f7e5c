"""The questions of customers and their judgements: tests/relevance/PART/ with
queries.tsv (query-id, locale, text), qrels.tsv (query-id, article, grade),
headings.tsv (query-id, article, anchor), kinds.tsv (query-id, kind). An
unanswerable question has no line in qrels.tsv."""
import os

HERE = os.path.dirname(os.path.abspath(__file__))
PARTS = ["tuned", "set-aside"]
HELPS = 2  # the grade from which measures that know yes and no say yes


def rows(path):
    with open(path, encoding="utf-8", newline="") as f:
        return [line.split("\t") for line in f.read().split("\n") if line]


class Set:
    """queries [(id, locale, text)], qrels {id: {article: grade}}, headings
    {id: {(article, anchor)}}, kinds {id: kind}"""

    def __init__(self, part):
        self.part = part
        self.folder = os.path.join(HERE, part)
        self.queries = [tuple(row) for row in self.rows("queries")]
        self.qrels, self.headings = {}, {}
        for query, article, grade in self.rows("qrels"):
            self.qrels.setdefault(query, {})[article] = int(grade)
        for query, article, anchor in self.rows("headings"):
            self.headings.setdefault(query, set()).add((article, anchor))
        self.kinds = dict(self.rows("kinds"))

    def path(self, name):
        return os.path.join(self.folder, name + ".tsv")

    def rows(self, name):
        return rows(self.path(name))

    def answerable(self, locale=None):
        return [q for q, l, _ in self.queries
                if locale in (None, l) and q in self.qrels]

    def unanswerable(self, locale=None):
        return [q for q, l, _ in self.queries
                if locale in (None, l) and q not in self.qrels]
