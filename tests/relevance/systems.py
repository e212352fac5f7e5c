"""Those who answer: Gabay, and SQLite's FTS5 over the same articles. Each
gives runs {query-id: [article, ...]}, the best first, ten at most."""
import http.client
import json
import os
import re
import sqlite3
import subprocess
import urllib.parse

import sample

LIMIT = 10


def compile_articles(build, folder):
    """The site file of articles/, made in `folder`."""
    out = os.path.join(folder, "articles.gabay")
    subprocess.run([os.path.join(build, "gabay-indexer"), sample.ARTICLES,
                    "-o", out, "--quiet"], check=True)
    return out


def gabay(build, site, queries):
    """One `gabay-server search --batch` over the file of questions."""
    done = subprocess.run(
        [os.path.join(build, "gabay-server"), "search", site, "--batch",
         queries, "--limit", str(LIMIT)], stdout=subprocess.PIPE, check=True)
    run = {}
    for line in done.stdout.decode().splitlines():
        query, rank, article, _ = line.split("\t")
        run.setdefault(query, []).append(article)
        if len(run[query]) != int(rank):
            raise ValueError("ranks out of order: " + line)
    return run


def explained(build, site, queries):
    """{query-id: the API's answer with its `explain`}, of one process."""
    done = subprocess.run(
        [os.path.join(build, "gabay-server"), "search", site, "--batch",
         queries, "--limit", "2", "--json", "--explain"],
        stdout=subprocess.PIPE, check=True)
    lines = map(json.loads, done.stdout.decode().splitlines())
    return {line["query_id"]: line["answer"] for line in lines}


def gabay_first(build, site, queries):
    """{query-id: (article, anchor) of the first hit} by the HTTP API."""
    server = subprocess.Popen(
        [os.path.join(build, "gabay-server"), site, "--listen", "127.0.0.1:0",
         "--quiet"], stdout=subprocess.PIPE)
    try:
        said = server.stdout.readline().decode()
        port = int(re.search(r":(\d+)/?\s*$", said).group(1))
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        first = {}
        for query, locale, text in queries:
            line.request("GET", "/api/v1/search?" + urllib.parse.urlencode(
                {"q": text, "locale": locale, "limit": 1}))
            for hit in json.loads(line.getresponse().read())["hits"]:
                first[query] = hit["id"], hit["anchor"]
        line.close()
        return first
    finally:
        server.terminate()
        server.wait(20)
        server.stdout.close()


class Fts5:
    """A table a locale; words OR-ed, bm25. Ties go to
    the article whose file comes first."""

    def __init__(self, keywords):
        self.base = sqlite3.connect(":memory:")
        for locale in sample.LOCALES:
            self.base.execute(
                "CREATE VIRTUAL TABLE in_%s USING fts5(id UNINDEXED, title, "
                "headings, body, tokenize='unicode61 remove_diacritics 2')"
                % locale)
            for article in sample.articles(locale):
                self.base.execute(
                    "INSERT INTO in_%s VALUES (?, ?, ?, ?)" % locale,
                    self.row(article, keywords))

    @staticmethod
    def row(article, keywords):
        body = article.front["description"] + "\n" + article.words()
        if keywords:
            body += "\n" + "\n".join(article.front["keywords"])
        return (article.id, article.front["title"],
                "\n".join(article.headings()), body)

    def ask(self, locale, text):
        words = re.findall(r"\w+", text)
        if not words:
            return []
        query = " OR ".join('"%s"' % word for word in words)
        return [row[0] for row in self.base.execute(
            "SELECT id FROM in_%s WHERE in_%s MATCH ? ORDER BY "
            "bm25(in_%s), rowid LIMIT ?" % (locale, locale, locale),
            (query, LIMIT))]

    def run(self, queries):
        asked = {query: self.ask(locale, text)
                 for query, locale, text in queries}
        return {query: hits for query, hits in asked.items() if hits}
