"""What the store's tests share: data folders, what was acknowledged, what is
exported. Python's standard library only."""
import json
import os
import subprocess

import tap
from tap import Skip  # noqa: F401


class Tests(tap.Tests):
    def __init__(self, build, full=False):
        super().__init__("store", build)
        self.full = full
        self.submit = os.path.join(self.build, "tests/store/submit")
        self.folders = 0

    def data_folder(self):
        self.folders += 1
        folder = self.path("data-%d" % self.folders)
        os.mkdir(folder)
        return folder

    def sending(self, folder, number, *count, said):
        """The program that sends votes, its acknowledgements going to the
        file `said`."""
        with open(said, "ab") as out:
            return subprocess.Popen(
                [self.submit, folder, str(number)] + [str(n) for n in count],
                stdout=out, stderr=subprocess.PIPE)

    def export(self, folder, *options):
        """Exit code, standard output and error."""
        done = self.run(self.program, "export", folder, *options)
        return done.returncode, done.stdout, done.stderr.decode()

    def exported(self, folder, table):
        """The rows of a JSON export, or what went wrong as one text."""
        code, out, said = self.export(folder, "--" + table, "--format", "json")
        return json.loads(out) if code == 0 else said


class Acknowledged:
    """The last version of each vote, the questions, and how many lines said
    something else."""

    def __init__(self, said):
        self.votes, self.questions, self.others = {}, set(), 0
        with open(said, encoding="utf-8") as f:
            lines = f.read().split("\n")
        for line in lines[:-1]:  # what no line end follows is cut off
            words = line.split(" ")
            if words[0] == "vote":
                self.votes[words[1]] = int(words[2])
            elif words[0] == "question":
                self.questions.add(words[1])
            else:
                self.others += 1


def lost(t, folder, acknowledged):
    """What was acknowledged and is not there, or half there: as texts."""
    votes = t.exported(folder, "votes")
    questions = t.exported(folder, "questions")
    if isinstance(votes, str) or isinstance(questions, str):
        return [str(votes)[:200], str(questions)[:200]]
    there = {v["article"]: v for v in votes}
    found = ["vote %s v%d" % (article, version)
             for article, version in acknowledged.votes.items()
             if article not in there or
             int(there[article]["comment"][1:]) < version]
    found += ["half a vote: %r" % v for v in votes if v["vote"] != (
        "no" if v["comment"] == "v1" else "yes")]
    asked = {q["question"] for q in questions}
    return found + ["question " + q for q in acknowledged.questions - asked]
