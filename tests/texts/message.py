"""Reads a message (lib/icu/message.h) for the checks of texts. Python's
standard library only."""
import re

LITERAL = re.compile(r"(?:[^{}#']|'')+")
NAME = re.compile(r" *(=?\w+) *")


class Form:
    """One of the things that a message may say: the branches on the way to
    it, as (argument, branch); the text, every argument written as "0"; the
    arguments in it, with their formats."""

    def __init__(self, path=(), text="", arguments=()):
        self.path, self.text = path, text
        self.arguments = frozenset(arguments)

    def __add__(self, more):
        return Form(self.path + more.path, self.text + more.text,
                    self.arguments | more.arguments)


class Message:
    """`forms` and, of each plural, (argument, its branches). ValueError when
    the message is none."""

    def __init__(self, text):
        self.text, self.at, self.plurals = text, 0, []
        self.forms = self._parts()
        if self.at < len(text):
            raise ValueError("a brace too many: " + text)

    def _peek(self):
        return self.text[self.at:self.at + 1]

    def _take(self, mark):
        if self._peek() != mark:
            raise ValueError("no %r at %d of %s" % (mark, self.at, self.text))
        self.at += 1

    def _match(self, pattern):
        m = pattern.match(self.text, self.at)
        if not m:
            raise ValueError("at %d of %s" % (self.at, self.text))
        self.at = m.end()
        return m.group(m.lastindex or 0)

    def _parts(self):
        forms = [Form()]
        while self._peek() not in ("", "}"):
            if self._peek() == "{":
                more = self._argument()
            elif self._peek() == "#":
                self.at += 1
                more = [Form(text="0", arguments=["#"])]
            else:
                text = self._match(LITERAL).replace("''", "'")
                more = [Form(text=text)]
            forms = [a + b for a in forms for b in more]
        return forms

    def _argument(self):
        self._take("{")
        name, kind = self._match(NAME), ""
        if self._peek() == ",":
            self._take(",")
            kind = self._match(NAME)
        if kind in ("plural", "select"):
            self._take(",")
            forms = self._branches(name, kind)
        else:
            forms = [Form(text="0", arguments=[(name, kind)])]
        self._take("}")
        return forms

    def _branches(self, name, kind):
        forms, keys = [], []
        while self._peek() != "}":
            keys.append(self._match(NAME))
            self._take("{")
            here = Form(((name, keys[-1]),), "", [(name, kind)])
            forms += [here + form for form in self._parts()]
            self._take("}")
            while self._peek() == " ":
                self.at += 1
        if kind == "plural":
            self.plurals.append((name, set(keys)))
        return forms
