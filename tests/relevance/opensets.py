"""Sets of questions made for measuring search, in a folder of their own:
NAME/articles/, NAME/queries.tsv (query-id, locale, text) and NAME/qrels.tsv
(query-id, article, grade). Any grade above 0 is an answer."""
import contextlib
import glob
import hashlib
import importlib.util
import os
import resource
import statistics
import subprocess
import sys
import tempfile

import measures
import sets
import systems

LOCALES = {"tl": "fil"}  # a set's name of a language -> Gabay's
ANSWERS = 1  # the grade from which measures that know yes and no say yes
ROUNDS = 3  # of which CPU is the median


def names(folder):
    return sorted(
        name for name in os.listdir(folder)
        if os.path.isdir(os.path.join(folder, name, "articles")) and all(
            os.path.isfile(os.path.join(folder, name, file))
            for file in ("queries.tsv", "qrels.tsv")))


def spent():
    """Seconds of CPU of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextlib.contextmanager
def written(queries):
    """The path of a file that has them, while it is needed."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as f:
        f.writelines("\t".join(query) + "\n" for query in queries)
        f.flush()
        yield f.name


class OpenSet:
    """queries [(id, locale, text)] that are judged, qrels {id: {article:
    grade}}, locales; site: its compiled file"""

    def __init__(self, folder, name, build):
        self.folder, self.name = os.path.join(folder, name), name
        self.build = build
        self.qrels = {}
        for query, article, grade in sets.rows(self.path("qrels.tsv")):
            self.qrels.setdefault(query, {})[article] = int(grade)
        self.queries = []
        for row in sets.rows(self.path("queries.tsv")):
            query, locale, text = row[0], row[1], " ".join(row[2:])
            if query in self.qrels:
                self.queries.append((query, LOCALES.get(locale, locale), text))
        self.locales = {locale for _, locale, _ in self.queries}
        self.site = self.compile()

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def files(self):
        return sorted(path for path in glob.glob(
            self.path("articles", "**"), recursive=True)
            if os.path.isfile(path))

    def texts(self):
        for path in self.files():
            if path.endswith(".md"):
                with open(path, encoding="utf-8") as f:
                    yield f.read()

    def compile(self):
        """Once for these articles and this indexer; kept in the build."""
        program = os.path.join(self.build, "gabay-indexer")
        seen = hashlib.sha256()
        for path in [program] + self.files():
            with open(path, "rb") as f:
                seen.update(path.encode() + b"\0" +
                            hashlib.sha256(f.read()).digest())
        kept = os.path.join(self.build, "relevance")
        out = os.path.join(kept, "%s.%s.gabay" % (
            self.name, seen.hexdigest()[:16]))
        if not os.path.exists(out):
            os.makedirs(kept, exist_ok=True)
            for old in glob.glob(os.path.join(
                    kept, glob.escape(self.name) + ".*.gabay")):
                os.remove(old)
            done = subprocess.run(
                [program, self.path("articles"), "-o", out, "--keep-going",
                 "--quiet"], stderr=subprocess.PIPE)
            if done.returncode > 1 or not os.path.exists(out):
                raise SystemExit("%s does not compile:\n%s" % (
                    self.name, done.stderr.decode()[-2000:]))
        return out

    def ask(self, queries):
        """The run of one server process, and its seconds of CPU."""
        with written(queries) as path:
            before = spent()
            run = systems.gabay(self.build, self.site, path)
            return run, spent() - before

    def ask_explained(self):
        """{query-id: answer} of all questions, with what led to it."""
        with written(self.queries) as path:
            return systems.explained(self.build, self.site, path)

    def ask_all(self):
        """The run of all questions, and milliseconds of CPU for each: what
        the process takes beyond one that is asked the first of them."""
        all_times, first_times = [], []
        for _ in range(ROUNDS):
            run, seconds = self.ask(self.queries)
            all_times.append(seconds)
            first_times.append(self.ask(self.queries[:1])[1])
        more = statistics.median(all_times) - statistics.median(first_times)
        return run, 1000 * max(more, 0) / max(len(self.queries) - 1, 1)

    def scores(self, run):
        """{query-id: the five measures}"""
        return {query: measures.of_query(run.get(query, []),
                                         self.qrels[query], ANSWERS)
                for query, _, _ in self.queries}


def compare_with_scorer(folder, run, one):
    """Where the folder of sets brings a score.py, our measures are the same
    as its: success@1, MRR@10, recall@10 and nDCG@10 of each question."""
    path = os.path.join(folder, "score.py")
    if not os.path.exists(path):
        return
    sys.dont_write_bytecode = True
    spec = importlib.util.spec_from_file_location("score", path)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    for query, ours in one.scores(run).items():
        theirs = scorer.metrics(run.get(query, []), one.qrels[query])
        del ours[1]
        if any(abs(a - b) > 1e-9 for a, b in zip(ours, theirs)):
            raise SystemExit("%s/%s: we measure %s, score.py %s" % (
                one.name, query, ours, theirs))
