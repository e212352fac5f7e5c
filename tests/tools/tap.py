"""What all test programs in Python share: TAP, a scratch folder, topics.
Python's standard library only."""
import importlib
import os
import shutil
import subprocess
import tempfile
import traceback


class Skip(Exception):
    pass


class Tests:
    """Counts and prints the results of one run against the programs in a
    build folder. `suite` and the current topic stand before every name."""

    def __init__(self, suite, build):
        self.suite = suite
        self.build = os.path.abspath(build)
        self.program = os.path.join(self.build, "gabay-server")
        self.indexer = os.path.join(self.build, "gabay-indexer")
        self.top = os.path.dirname(os.path.dirname(os.path.dirname(
            os.path.abspath(__file__))))
        self.folder = tempfile.mkdtemp(prefix="gabay-%s-" % suite)
        self.topic = ""
        self.count = self.failed = 0

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def ok(self, good, name, detail=""):
        self.count += 1
        self.failed += not good
        print("%sok %d - %s/%s: %s" % ("" if good else "not ", self.count,
                                       self.suite, self.topic, name),
              flush=True)
        if not good and detail != "":
            for line in str(detail)[:2000].splitlines():
                print("# " + line)
        return good

    def eq(self, got, want, name):
        return self.ok(got == want, name, "got %r\nwant %r" % (got, want))

    def skip(self, name, why):
        self.count += 1
        print("ok %d - %s/%s: %s # SKIP %s" % (self.count, self.suite,
                                               self.topic, name, why),
              flush=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, *command, **more):
        return subprocess.run(command, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=60, **more)

    def sanitizer_reports(self):
        """What builds with SANITIZE= wrote since the last call."""
        return []


def run_topics(tests, topics):
    """Runs run(tests) of test_TOPIC.py for each; gives the exit code."""
    try:
        for topic in topics:
            tests.topic = topic
            run_topic(tests, importlib.import_module("test_" + topic).run)
    finally:
        tests.close()
    return closing(tests)


def main(folder, make, words):
    """A suite's program: make(build, full) gives the tests, `words` are
    [BUILD_DIR] [--full] [TOPIC...]; gives the exit code."""
    full = "--full" in words
    words = [word for word in words if word != "--full"]
    return run_topics(make(words[0] if words else "build", full),
                      words[1:] or topics_in(folder))


def run_functions(tests, functions):
    """The same for functions of one file; their names are the topics."""
    try:
        for function in functions:
            tests.topic = function.__name__
            run_topic(tests, function)
    finally:
        tests.close()
    return closing(tests)


def closing(tests):
    print("1..%d" % tests.count)
    return 1 if tests.failed or not tests.count else 0


def run_topic(tests, run):
    try:
        run(tests)
    except Skip as why:
        tests.skip("all of it", why)
    except Exception:  # one broken topic must not hide the others
        tests.ok(False, "ran to its end", traceback.format_exc())
    reports = tests.sanitizer_reports()
    tests.ok(not reports, "no report of a sanitizer", "\n".join(reports))


def topics_in(folder):
    return sorted(name[len("test_"):-len(".py")]
                  for name in os.listdir(folder)
                  if name.startswith("test_") and name.endswith(".py"))
