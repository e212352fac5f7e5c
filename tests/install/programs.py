"""The options and commands of the programs, as their --help names them."""
import re

ROW = re.compile(r"^  (?:-(.), |    )--([a-z-]+)(?: (\S+))?  ", re.M)
COMMAND = re.compile(r"^ {7}gabay-server ([a-z]+) ", re.M)


def help_of(t, program, command=None):
    words = [program] + ([command] if command else []) + ["--help"]
    return t.run(*words).stdout.decode()


def options(text):
    """{(letter or "", name, argument or "")} of a --help text."""
    return set(ROW.findall(text))


def commands(t):
    """The commands of gabay-server beside serve."""
    return sorted(set(COMMAND.findall(help_of(t, t.program))))


def everything(t):
    """{(program, command): options}; the command is "" for the default."""
    tables = {("gabay-indexer", ""): options(help_of(t, t.indexer)),
              ("gabay-server", "serve"): options(help_of(t, t.program))}
    for command in commands(t):
        tables["gabay-server", command] = options(
            help_of(t, t.program, command))
    return tables
