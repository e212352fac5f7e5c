"""The options and commands of the programs, as their --help names them."""
import re

ROW = re.compile(r"^  (?:-(.), |    )--([a-z-]+)(?: (\S+))?  ", re.M)
COMMAND = re.compile(r"^ {7}(gabay-[a-z]+) ([a-z]+) ", re.M)


def help_of(t, program, command=None):
    words = [program] + ([command] if command else []) + ["--help"]
    return t.run(*words).stdout.decode()


def options(text):
    """{(letter or "", name, argument or "")} of a --help text."""
    return set(ROW.findall(text))


def commands(t):
    """[(program, command)] beside what a program does without one."""
    return sorted(set(COMMAND.findall(help_of(t, t.program)) +
                      COMMAND.findall(help_of(t, t.indexer))))


def everything(t):
    """{(program, command): options}; the command is "" for the default."""
    tables = {("gabay-indexer", ""): options(help_of(t, t.indexer)),
              ("gabay-server", "serve"): options(help_of(t, t.program))}
    for program, command in commands(t):
        path = t.program if program == "gabay-server" else t.indexer
        tables[program, command] = options(help_of(t, path, command))
    return tables


def keys(t):
    """{place: [key]} of site.yaml and front matter, as the indexer knows
    them; a key of a list's maps has the list's name before it."""
    found = {}
    for line in t.run(t.indexer, "keys").stdout.decode().splitlines():
        place, key = line.split("\t")
        found.setdefault(place, []).append(key)
    return found
