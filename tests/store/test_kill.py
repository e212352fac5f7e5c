"""kill -9 at any moment, and a disk that is full: what was acknowledged is
there, and nothing is there in half."""
import os
import random
import sqlite3
import time

from harness import Acknowledged, lost

KILLS, KILLS_AT_LENGTH = 10, 200
KILLS_A_FOLDER = 10
LONGEST = 0.12  # seconds until a kill
SEED = 20261122
PATIENCE = 30


def run(t):
    ended(t)
    rng = random.Random(SEED)
    acknowledged = 0
    kills = KILLS_AT_LENGTH if t.full else KILLS
    for i in range(kills):
        if i % KILLS_A_FOLDER == 0:
            folder = t.data_folder()
            said = folder + ".said"
        acknowledged += killed(t, folder, said, rng.uniform(0, LONGEST),
                               "%d of %d" % (i + 1, kills))
        if i % KILLS_A_FOLDER == KILLS_A_FOLDER - 1:
            sound(t, folder)
    t.ok(acknowledged > 10 * kills, "there was something to lose",
         acknowledged)
    disk_full(t)


def ended(t):
    folder = t.data_folder()
    said = folder + ".said"
    child = t.sending(folder, 0, 100, said=said)
    t.eq((child.communicate()[1], child.returncode), (b"", 0),
         "a run that is not killed")
    all_of_it = Acknowledged(said)
    t.eq((len(all_of_it.votes), len(all_of_it.questions), all_of_it.others,
          set(all_of_it.votes.values())), (400, 400, 0, {2}),
         "acknowledges all it has sent")
    t.eq((lost(t, folder, all_of_it), len(t.exported(folder, "votes"))),
         ([], 400), "and keeps it")


def killed(t, folder, said, seconds, name):
    child = t.sending(folder, name.split()[0], said=said)
    time.sleep(seconds)
    child.kill()
    complaints = child.communicate()[1].decode()
    acknowledged = Acknowledged(said)
    if os.path.getsize(said) == 0:
        t.ok(True, "kill -9, %s: before the first acknowledgement" % name)
        return 0
    found = lost(t, folder, acknowledged)
    t.ok(not found and not acknowledged.others and not complaints,
         "kill -9, %s: every acknowledged vote and question is there" % name,
         complaints + "\n".join(found[:20]))
    return len(acknowledged.votes)


def sound(t, folder):
    with sqlite3.connect(os.path.join(folder, "gabay.db")) as db:
        t.eq(db.execute("PRAGMA integrity_check").fetchall(), [("ok",)],
             "the database is sound after all that")
    db.close()


def wait_until(true):
    end = time.monotonic() + PATIENCE
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


def disk_full(t):
    small = t.path("small")
    os.mkdir(small)
    mounted = t.run("mount", "-t", "tmpfs", "-o", "size=3m", "none", small)
    if mounted.returncode:
        t.skip("a full disk", "no right to mount one")
        return
    try:
        fill_and_free(t, small)
    finally:
        t.run("umount", small)


def fill_and_free(t, small):
    said, filler = small + ".said", os.path.join(small, "filler")
    with open(filler, "wb") as f:
        f.write(b"x" * 2000000)
    child = t.sending(small, 1, said=said)
    t.ok(wait_until(lambda: Acknowledged(said).others),
         "a full disk: the senders are told")
    os.unlink(filler)
    before = len(Acknowledged(said).votes)
    t.ok(wait_until(lambda: len(Acknowledged(said).votes) > before),
         "with room again votes are kept again", before)
    child.kill()
    child.communicate()
    found = lost(t, small, Acknowledged(said))
    t.ok(not found, "none that was acknowledged is lost",
         "\n".join(found[:20]))
    with open(said, encoding="utf-8") as f:
        t.ok("failed\n" not in f.read(), "and they were told why")
