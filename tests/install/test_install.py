"""make install puts all in its place, it works there, and make uninstall takes
it away."""
import os
import re
import shutil
import stat

import programs
import timer

SCORE_MAX = 2.0


def make(t, target, *words):
    env = {k: v for k, v in os.environ.items()
           if k not in ("MAKEFLAGS", "MFLAGS", "DESTDIR", "PREFIX", "ETC")}
    return t.run("make", "-s", "-C", t.top, target, "BUILD=" + t.build,
                 "DESTDIR=" + t.path("dest"), *words, env=env)


def files(folder):
    return sorted(os.path.relpath(os.path.join(where, name), folder)
                  for where, _, names in os.walk(folder) for name in names)


def run(t):
    if "address" in t.build or "thread" in t.build:
        t.skip("all of it", "not what is shipped")
        return
    made = make(t, "install")
    if not t.eq((made.returncode, made.stderr.decode()), (0, ""), "installs"):
        return
    placed = files(t.path("dest"))
    missing = [name for name in (
        "etc/gabay/server.conf", "usr/local/bin/gabay-server",
        "usr/local/share/man/man1/gabay-server.1",
        "usr/local/share/gabay/themes/default/templates/layout.mustache",
        "usr/local/lib/systemd/system/gabay-server.service",
        "usr/local/lib/systemd/system/gabay-compile.service",
        "usr/local/lib/systemd/system/gabay-compile.timer")
        if name not in placed]
    t.eq(missing, [], "what must be there")
    modes(t, placed)
    works(t)
    unit(t)
    timer.run(t, os.path.join(t.path("dest"), "usr/local/"))
    completion(t)
    uninstall(t)


def modes(t, placed):
    odd = []
    for name in placed:
        mode = stat.S_IMODE(os.stat(os.path.join(t.path("dest"), name)).st_mode)
        is_program = re.search("/(bin|lib/gabay)/", name)
        if mode != (0o755 if is_program else 0o644):
            odd.append("%s %o" % (name, mode))
    t.eq(odd, [], "everybody may read, nobody else may write")


def works(t):
    out = t.path("installed.gabay")
    bin_ = os.path.join(t.path("dest"), "usr/local/bin/")
    share = os.path.join(t.path("dest"), "usr/local/share/gabay/")
    made = t.run(bin_ + "gabay-indexer", share + "articles", "-o", out,
                 "--quiet", cwd="/")
    t.eq((made.returncode, made.stderr.decode()), (0, ""),
         "the indexer finds its theme there")
    found = t.run(bin_ + "gabay-server", "search", out, "--locale", "pl",
                  "zwrot")
    t.ok(b"zwrot" in found.stdout.lower(), "the server answers", found.stdout)
    configuration(t, bin_ + "gabay-server", out)


def configuration(t, server, out):
    """As shipped it is read; so is each of its lines without the '#'."""
    conf = os.path.join(t.path("dest"), "etc/gabay/server.conf")
    with open(conf, encoding="utf-8") as f:
        text = f.read()
    t.ok(all(not line or line.startswith("#") for line in text.split("\n")),
         "the configuration shipped is all comments")
    named = re.findall(r"^#([a-z-]+) =", text, re.M)
    known = {name for _, name, _ in programs.options(
        programs.help_of(t, t.program))}
    t.eq(sorted(known - set(named)),
         sorted(known & {"config", "help", "print-config", "version"}),
         "it has every option")
    t.eq(set(named) - known, set(), "and no other")
    set_ = t.path("set.conf")
    with open(set_, "w", encoding="utf-8") as f:
        f.writelines(line + "\n" for line in
                     re.findall(r"^#([a-z-]+ = .+)$", text, re.M))
    for path, which in ((conf, "as shipped"), (set_, "every line in force")):
        tried = t.run(server, "--config", path, "--listen", "nowhere", out)
        t.ok(tried.returncode == 2 and b"nowhere" in tried.stderr,
             "it is read, " + which, tried.stderr)


def unit_path(t, prefix, name="gabay-server"):
    return t.path("dest") + prefix + "/lib/systemd/system/%s.service" % name


def unit_starts(t, prefix, command, name="gabay-server"):
    with open(unit_path(t, prefix, name), encoding="utf-8") as f:
        return "\nExecStart=" + command in f.read()


def unit(t):
    for name, command in (
            ("gabay-server", "/usr/local/bin/gabay-server --config "
             "/etc/gabay/server.conf "),
            ("gabay-compile", "/usr/local/lib/gabay/compile "
             "/var/lib/gabay/content /var/lib/gabay/help.gabay\n")):
        with open(unit_path(t, "/usr/local", name), encoding="utf-8") as f:
            text = f.read()
        t.ok(unit_starts(t, "/usr/local", command, name),
             "the command of " + name, text)
        t.ok("@" not in re.sub(r"=~?@[a-z-]+| @[a-z-]+", "", text),
             "nothing is left to fill in: " + name)
        exposure(t, name)


def exposure(t, name):
    if not shutil.which("systemd-analyze"):
        t.skip("the exposure of " + name, "no systemd-analyze")
        return
    said = t.run("systemd-analyze", "security", "--offline=true",
                 "--no-pager", unit_path(t, "/usr/local", name)).stdout.decode()
    score = re.search(r"exposure level for \S+: ([\d.]+)", said)
    t.ok(score and float(score.group(1)) < SCORE_MAX,
         "the exposure of %s is under %g" % (name, SCORE_MAX), said[-300:])


def completion(t):
    script = os.path.join(t.path("dest"), "usr/local/share/bash-completion/"
                          "completions/gabay-server")
    for (program, command), options in programs.everything(t).items():
        words = [os.path.join(t.build, program)]
        words += [command] if command not in ("", "serve") else []
        offered = t.run("bash", "-c", '. "$1"; shift; COMP_WORDS=("$@" --); '
                        'COMP_CWORD=$#; _gabay "$1"; '
                        'printf "%s\\n" "${COMPREPLY[@]}"', "bash", script,
                        *words).stdout.decode().split()
        t.eq(sorted(offered), sorted("--" + name for _, name, _ in options),
             "completion of %s %s" % (program, command))


def uninstall(t):
    conf = os.path.join(t.path("dest"), "etc/gabay/server.conf")
    made = make(t, "uninstall")
    t.eq((made.returncode, files(t.path("dest"))), (0, []), "leaves nothing")
    make(t, "install")
    with open(conf, "a", encoding="utf-8") as f:
        f.write("quiet = true\n")
    make(t, "install")
    make(t, "uninstall")
    with open(conf, encoding="utf-8") as f:
        t.ok(f.read().endswith("quiet = true\n"),
             "a changed configuration stays")
    make(t, "install", "PREFIX=/opt/gabay", "ETC=/opt/etc")
    t.ok(unit_starts(t, "/opt/gabay", "/opt/gabay/bin/gabay-server --config "
                     "/opt/etc/gabay/server.conf "), "another PREFIX and ETC")
