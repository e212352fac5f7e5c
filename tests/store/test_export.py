"""gabay-server export: what it prints, byte by byte, and what it refuses."""
import json
import os
import sqlite3
import subprocess

from harness import Acknowledged, lost

# at, article, locale, yes, reason, comment
VOTES = [
    (1795305600, "orders/return", "en", 0, "wrong", "Says 30 days"),
    (1795305661, "orders/return", "ko", 1, "", ""),
    (1795392000, "a,b", "en", 1, "", 'He said "no", twice\nand left'),
    (1795392001, "x", "pl", 0, "other", "=1+1"),
    (1795478400, "x", "pl", 0, "other", "@SUM(A1)"),
    (1795478401, "x", "en", 0, "other", "-2 days"),
    (1795478402, "x", "en", 0, "other", "\tindented"),
    (1795478403, "x", "en", 0, "other", "\rreturned"),
    (1795478404, "x", "en", 0, "other", "a=b </script>"),
]
VOTES_CSV = (
    "at,article,locale,vote,reason,comment\r\n"
    "2026-11-22T00:00:00Z,orders/return,en,no,wrong,Says 30 days\r\n"
    "2026-11-22T00:01:01Z,orders/return,ko,yes,,\r\n"
    "2026-11-23T00:00:00Z,\"a,b\",en,yes,,"
    "\"He said \"\"no\"\", twice\nand left\"\r\n"
    "2026-11-23T00:00:01Z,x,pl,no,other,'=1+1\r\n"
    "2026-11-24T00:00:00Z,x,pl,no,other,'@SUM(A1)\r\n"
    "2026-11-24T00:00:01Z,x,en,no,other,'-2 days\r\n"
    "2026-11-24T00:00:02Z,x,en,no,other,'\tindented\r\n"
    "2026-11-24T00:00:03Z,x,en,no,other,\"'\rreturned\"\r\n"
    "2026-11-24T00:00:04Z,x,en,no,other,a=b </script>\r\n")
# at, locale, text, asked, reply_to
QUESTIONS = [
    (1795305600, "ko", "언제 와요?", "배송", "+82 2-555-0101"),
    (1795392000, "en", "Where is \"it\"?", "", "me@shop.example"),
]
QUESTIONS_CSV = (
    "at,locale,question,asked,reply_to\r\n"
    "2026-11-22T00:00:00Z,ko,언제 와요?,배송,'+82 2-555-0101\r\n"
    "2026-11-23T00:00:00Z,en,\"Where is \"\"it\"\"?\",,me@shop.example\r\n")
QUESTIONS_JSON = (
    '[\n{"at":"2026-11-22T00:00:00Z","locale":"ko","question":"언제 와요?",'
    '"asked":"배송","reply_to":"+82 2-555-0101"},\n'
    '{"at":"2026-11-23T00:00:00Z","locale":"en","question":'
    '"Where is \\"it\\"?","asked":"","reply_to":"me@shop.example"}\n]\n')


def database(t, folder):
    """One as a server makes it."""
    t.run(t.submit, folder, "0", "0")
    return sqlite3.connect(os.path.join(folder, "gabay.db"))


def change(db, statement, rows=((),)):
    with db:
        db.executemany(statement, rows)


def run(t):
    folder = t.data_folder()
    db = database(t, folder)
    empty(t, folder)
    change(db, "INSERT INTO votes (at, article, locale, yes, reason, comment,"
           " visitor, day) VALUES (?, ?, ?, ?, ?, ?, randomblob(16), 0)",
           VOTES)
    change(db, "INSERT INTO questions (at, locale, text, asked, reply_to,"
           " visitor, day) VALUES (?, ?, ?, ?, ?, randomblob(16), 0)",
           QUESTIONS)
    tables(t, folder)
    dates(t, folder)
    change(db, "PRAGMA user_version = 3")
    db.close()
    refused(t, folder)
    beside_a_server(t)


def empty(t, folder):
    for options, text in ((("--votes",),
                           "at,article,locale,vote,reason,comment\r\n"),
                          (("-r",), "at,reply,locale,used\r\n"),
                          (("--questions", "--format=json"), "[]\n")):
        t.eq(t.export(folder, *options), (0, text.encode(), ""),
             "nothing yet: " + " ".join(options))


def tables(t, folder):
    for options, text in ((("--votes",), VOTES_CSV),
                          (("-q", "-f", "csv"), QUESTIONS_CSV),
                          (("-q", "-f", "json"), QUESTIONS_JSON)):
        t.eq(t.export(folder, *options), (0, text.encode(), ""),
             " ".join(options))
    code, out, _ = t.export(folder, "--votes", "--format", "json")
    want = [{"article": article, "locale": locale, "reason": reason,
             "vote": "yes" if yes else "no", "comment": comment}
            for _, article, locale, yes, reason, comment in VOTES]
    got = json.loads(out)
    t.eq([row.pop("at") for row in got][::8],
         ["2026-11-22T00:00:00Z", "2026-11-24T00:00:04Z"], "times in JSON")
    t.eq((code, got), (0, want), "votes in JSON are as they were")
    t.ok(b"</" not in out, "and safe inside a page")


def dates(t, folder):
    for options, count in ((("--from", "2026-11-23"), 7),
                           (("--until", "2026-11-23"), 4),
                           (("--from", "2026-11-23", "--until",
                             "2026-11-23"), 2),
                           (("--from", "2027-01-01"), 0)):
        code, out, _ = t.export(folder, "-v", "-f", "json", *options)
        t.eq((code, len(json.loads(out))), (0, count), " ".join(options))


def refused(t, newer):
    none, file = t.path("none"), t.path("file")
    damaged, bare = t.data_folder(), t.data_folder()
    for path in (file, os.path.join(damaged, "gabay.db")):
        with open(path, "wb") as f:
            f.write(b"no database" * 1000)
    for words, code, says in (
            ((none, "-v"), 1, none + ": no such folder: make it first"),
            ((file, "-v"), 1, file + ": no such folder: make it first"),
            ((bare, "-v"), 1, bare + ": no database here: no server has "
             "used this data folder yet"),
            ((damaged, "-v"), 1, damaged + "/gabay.db: no database: move "
             "this file away"),
            ((newer, "-q"), 1, newer + "/gabay.db: schema 3, this program "
             "knows 2: install a newer Gabay"),
            ((bare,), 2, "expected --votes, --questions or --replies; "
             "see export --help"),
            ((bare, "-v", "-q"), 2, "expected --votes, --questions or --replies; "
             "see export --help"),
            (("-v",), 2, "expected one data folder; see export --help"),
            ((bare, "-v", "-f", "xml"), 2, '--format "xml": expected csv or '
             "json"),
            ((bare, "-v", "--from", "2026-1-1"), 2, '--from "2026-1-1": '
             "expected a date such as 2026-11-22"),
            ((bare, "-v", "--until", "yesterday!"), 2, '--until '
             '"yesterday!": expected a date such as 2026-11-22')):
        t.eq(t.export(*words), (code, b"", "gabay-server: %s\n" % says),
             "refused: " + says.replace(t.folder, ""))
    t.eq(os.listdir(bare), [], "and nothing was made")


def beside_a_server(t):
    folder = t.data_folder()
    said = folder + ".said"
    child = t.sending(folder, 1, 400, said=said)
    exports, counts = 0, []
    while child.poll() is None or not exports:
        votes = t.exported(folder, "votes")
        if isinstance(votes, list):
            counts.append(len(votes))
            exports += 1
    child.communicate()
    t.ok(counts == sorted(counts), "exports beside a server only grow",
         counts)
    with open("/dev/full", "wb") as full:
        t.eq(t.run(t.program, "export", folder, "-v").returncode, 0,
             "one to the end")
        t.eq(subprocess.run([t.program, "export", folder, "-v"], stdout=full,
                            stderr=subprocess.DEVNULL).returncode, 3,
             "one that nobody can write: exit 3")
    t.eq(lost(t, folder, Acknowledged(said)), [], "nothing was lost by it")
