"""The configuration file: the table of options, once more."""
import re

import special


def run(t):
    path = t.make("config", special.entries())
    values(t, path)
    mistakes(t, path)
    printed(t, path)


def write(t, text):
    name = t.path("server.conf")
    with open(name, "w", encoding="utf-8") as f:
        f.write(text)
    return name


def values(t, path):
    name = write(t, "# where\r\nlisten = unix:%s\r\n\r\n  quiet=true\n"
                    "max-connections = 50" % t.path("conf.sock"))
    server = t.serve(path, "--listen=127.0.0.1:0", "--config", name)
    t.ok(server.announced.startswith("http://"), "the command line wins")
    server.get("/en/returns")
    server.stop()
    t.eq([line for line in server.lines if "path=" in line], [],
         "quiet = true")
    server = t.serve(path, "--quiet=false", "-c", name)
    server.get("/en/returns")
    t.ok(server.wait_for_line("path=/en/returns"), "--quiet=false wins too")
    server.stop()


def mistakes(t, path):
    cases = [
        ("port = 80\n", 1, 'unknown option "port"'),
        ("# x\n\nmax-conections = 9\n", 3, "did you mean max-connections"),
        ("drain = soon\n", 1, "--drain needs a whole number"),
        ("drain = 99999\n", 1, "--drain needs a whole number"),
        ("quiet = yes\n", 1, "true or false"),
        ("quiet\n", 1, 'expected "name = value"'),
        ("drain = 1\ndrain = 2\n", 2, "stands here twice"),
        ("help = true\n", 1, 'unknown option "help"'),
        ("config = x\n", 1, 'unknown option "config"'),
    ]
    for text, line, message in cases:
        name = write(t, text)
        made = t.run(t.program, path, "--config", name)
        said = made.stderr.decode()
        t.ok(made.returncode == 2 and "%s:%d:" % (name, line) in said and
             message in said and said.count("\n") == 1,
             ascii(text.splitlines()[line - 1]).strip("'"), said)
    made = t.run(t.program, path, "--config", t.path("no.conf"))
    t.eq(made.returncode, 2, "a missing file")
    name = write(t, "base-url = shop\n")
    t.eq(t.run(t.program, path, "--config", name).returncode, 2,
         "values are checked like arguments")


def printed(t, path):
    made = t.run(t.program, "--print-config").stdout.decode()
    offered = re.findall(r"--([a-z-]+)",
                         t.run(t.program, "--help").stdout.decode().split(
                             "defaults.\n")[1])
    listed = re.findall(r"^#([a-z-]+) =", made, re.M)
    t.eq(sorted(listed + ["config", "help", "print-config", "version"]),
         sorted(offered), "--print-config has every option")
    t.ok(all(line == "" or line.startswith("#")
             for line in made.splitlines()), "all of it comments")
    lines = re.findall(r"^#([a-z-]+ = .+)$", made, re.M)
    name = write(t, "\n".join(lines))
    server = t.serve(path, "--config", name)
    t.ok(server.get("/en/returns").status == 200,
         "and its defaults are what they say: %d of them" % len(lines))
    server.stop()
