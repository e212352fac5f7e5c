"""Questions find their article: the sample help centre, and real articles in
many languages (skipped where they are not beside the source)."""
import os

from harness import Skip

ONE_WORD = [("en", "return"), ("id", "pengembalian"), ("ko", "반품"),
            ("pl", "zwrot"), ("fil", "pagbabalik")]
# As somebody would type it: other case, accents left out, other forms.
GUIDE = [
    ("en", "legal side", "legal"), ("en", "getting paid", "getting-paid"),
    ("de", "rechtliche aspekte", "legal"), ("de", "bezahlt", "getting-paid"),
    ("fr", "legal", "legal"), ("fr", "etre paye", "getting-paid"),
    ("es", "aspectos legales", "legal"), ("es", "pagos", "getting-paid"),
    ("pt", "lado legal", "legal"), ("pt", "pago", "getting-paid"),
    ("it", "legale", "legal"), ("nl", "juridische", "legal"),
    ("pl", "prawna strona", "legal"), ("pl", "zarabianie", "getting-paid"),
    ("ru", "юридические", "legal"), ("ru", "деньги", "getting-paid"),
    ("tr", "hukuki taraf", "legal"), ("id", "hukum", "legal"),
    ("id", "dibayar", "getting-paid"), ("hi", "कानूनी", "legal"),
    ("ar", "القانوني", "legal"), ("fa", "حقوقی", "legal"),
    ("ja", "法的", "legal"), ("ja", "金銭", "getting-paid"),
    ("ko", "법적 측면", "legal"), ("ko", "비용", "getting-paid"),
    ("zh-Hans", "法律保护", "legal"), ("zh-Hans", "报酬", "getting-paid"),
    ("zh-Hant", "法律", "legal"), ("ZH-hant", "報酬", "getting-paid"),
]


def ask(t, path, questions):
    """{number of the question: ids of the articles, best first}"""
    batch = t.path("questions.tsv")
    with open(batch, "w", encoding="utf-8") as f:
        for i, (locale, text) in enumerate(questions):
            f.write("%d\t%s\t%s\n" % (i, locale, text))
    done = t.run(t.program, "search", path, "--batch", batch)
    t.ok(done.returncode == 0 and not done.stderr, "a batch of questions",
         done.stderr)
    found = {i: [] for i in range(len(questions))}
    for line in done.stdout.decode().splitlines():
        number, rank, name, score = line.split("\t")
        found[int(number)].append(name)
        if int(rank) != len(found[int(number)]) or float(score) <= 0:
            t.ok(False, "ranks and scores", line)
    return found


def run(t):
    r = t.compile(os.path.join(t.top, "articles"), out=t.path("a.gabay"))
    t.eq((r.code, r.err), (0, ""), "articles/ have no problem")
    found = ask(t, r.path, ONE_WORD)
    for i, (locale, text) in enumerate(ONE_WORD):
        t.eq(found[i][:1], ["returns"], "%s: '%s' finds its article first" %
             (locale, text))
    guide(t)


def guide(t):
    root = os.path.join(t.top, "..", "shared", "corpora", "opensource-guide")
    if not os.path.isdir(root):
        raise Skip("no ../shared/corpora/opensource-guide here")
    r = t.compile(root, "--keep-going", out=t.path("guide.gabay"))
    files = [os.path.relpath(os.path.join(folder, name), root)
             for folder, _, names in os.walk(root) for name in names
             if name.endswith(".md")]
    entries = [a for a in t.addresses(r.path) if not a.endswith("/")]
    named = {p[0] for p in r.problems if p[3] == "error" or
             "has no page" in p[4]}
    t.eq(len(entries) + len(named), len(files),
         "each of the %d articles has a page or a line that says why not" %
         len(files))
    t.eq(r.code, 1 if named else 0, "the exit code says so too")
    locales = {f.split("/")[0] for f in files}
    t.eq(len({a.split("/")[1] for a in t.addresses(r.path)}), len(locales),
         "all %d locales are there" % len(locales))
    found = ask(t, r.path, [(locale, text) for locale, text, _ in GUIDE])
    for i, (locale, text, want) in enumerate(GUIDE):
        t.eq(found[i][:1], [want], "%s: '%s' finds its article first" %
             (locale, text))
