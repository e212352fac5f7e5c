"""What the manual gives to be copied works: the hook in a repository, the
script, and YAML that parses."""
import os
import re
import shutil

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
GOOD = "---\ntitle: Good\n---\nText.\n"
BAD = "---\ntitle: [\n---\nText.\n"
WARNED = "---\ntitle: Warned\n---\n[x](nowhere.md)\n"


def run(t):
    with open(os.path.join(t.top, "docs/en/writing-in-git.md"),
              encoding="utf-8") as f:
        found = FENCE.findall(f.read())
    scripts = {line.split()[1].rstrip(":"): text for kind, text in found
               if kind == "sh" for line in text.splitlines()[1:2]
               if text.startswith("#!")}
    t.eq(sorted(scripts), [".githooks/pre-commit", "check.sh", "publish.sh"],
         "three scripts")
    for name, text in scripts.items():
        done = t.run("sh", "-n", input=text.encode())
        t.eq((done.returncode, done.stderr), (0, b""), name + " is a script")
    yaml = [text for kind, text in found if kind == "yaml"]
    t.eq(len(yaml), 2, "two files of YAML")
    for text in yaml:
        parses(t, text)
    os.environ["PATH"] = t.build + os.pathsep + os.environ["PATH"]
    if shutil.which("git"):
        hook(t, scripts[".githooks/pre-commit"])
    else:
        t.skip("the hook", "no git")
    script(t, scripts["check.sh"])


def write(root, path, text):
    full = os.path.join(root, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "w", encoding="utf-8") as f:
        f.write(text)
    return full


def parses(t, text):
    """The indexer reads YAML as front matter, whatever its keys."""
    root = t.path("yaml")
    write(root, "en/a.md", "---\n%s---\nText.\n" % text)
    done = t.run(t.indexer, root, "--check")
    t.eq(done.returncode, 0, "it is YAML: " + text.split("\n", 1)[0])


def hook(t, text):
    root = t.path("repository")
    os.makedirs(root)

    def git(*words):
        done = t.run("git", "-c", "user.name=A", "-c", "user.email=a@b.example",
                     "-C", root, *words)
        return done.returncode, done.stderr.decode()

    def commit(name, *options):
        return git("commit", "-q", "-m", name, *options)

    git("init", "-q")
    os.chmod(write(root, ".githooks/pre-commit", text), 0o755)
    write(root, "help/site.yaml", "locales: [en]\n")
    write(root, "help/en/a.md", GOOD)
    git("add", ".")
    git("config", "core.hooksPath", ".githooks")
    t.eq(commit("good")[0], 0, "the hook lets good articles through")
    write(root, "help/en/b.md", BAD)
    git("add", ".")
    code, said = commit("bad")
    t.ok(code == 1 and "en/b.md:" in said and "Not committed" in said,
         "stops an error", (code, said))
    t.eq(commit("bad", "--no-verify")[0], 0, "unless told not to")
    write(root, "readme.txt", "x")
    git("add", ".")
    t.eq(commit("other"), (0, ""), "does not look at commits of other files")
    write(root, "help/en/b.md", WARNED)
    git("add", ".")
    code, said = commit("warned")
    t.ok(code == 0 and "warning" in said, "shows warnings", (code, said))
    write(root, "help/en/b.md", BAD)
    write(root, "help/en/a.md", GOOD + "More.\n")
    git("add", "help/en/a.md")
    t.eq(commit("half")[0], 0, "looks at what is committed only")
    write(root, "help/en/a b.md", BAD)
    git("add", "help/en/a b.md")
    t.eq(commit("blank")[0], 1, "and at names with blanks")
    no_program(t, commit)
    t.eq([n for n in os.listdir(root) if n.endswith(".gabay")], [],
         "writes nothing")


def no_program(t, commit):
    path = os.environ["PATH"]
    os.environ["PATH"] = path.split(os.pathsep, 1)[1]
    code, said = commit("unchecked")
    os.environ["PATH"] = path
    if code == 1:
        t.skip("no program: a line, and the commit", "it is installed")
    else:
        t.ok(code == 0 and "Not checked" in said,
             "no program: a line, and the commit", (code, said))


def script(t, text):
    root = t.path("checked")
    path = write(t.path("scripts"), "check.sh", text)
    out = t.path("checked.gabay")
    write(root, "en/a.md", GOOD)
    write(root, "en/b.md", GOOD.replace("Good", "Better"))
    done = t.run("sh", path, root, out)
    t.ok(done.returncode == 0 and os.path.exists(out),
         "the script checks and compiles", done.stderr)
    write(root, "en/c.md", WARNED)
    t.eq(t.run("sh", path, root, out).returncode, 1, "stops at a warning")
    os.remove(os.path.join(root, "en/c.md"))
    if b"gabay-indexer diff " not in t.run(t.indexer, "--help").stdout:
        t.skip("stops when an address is lost", "no such command")
        return
    os.rename(out, t.path("old.gabay"))
    os.rename(os.path.join(root, "en/b.md"), os.path.join(root, "en/d.md"))
    done = t.run("sh", path, root, out, t.path("old.gabay"))
    t.ok(done.returncode == 1 and b"/en/b" in done.stdout + done.stderr,
         "stops when an address is lost", done.stdout)
    write(root, "en/d.md", GOOD.replace("Good", "Better\naliases: /en/b"))
    t.eq(t.run("sh", path, root, out, t.path("old.gabay")).returncode, 0,
         "and goes on when it leads on")
