#!/usr/bin/env python3
"""Checks the interface texts of the default theme, themes/default/i18n: that
every language has every text, with the same arguments, all its plural forms
and its own punctuation, and that nothing was left in English; prints TAP.

usage: check.py BUILD_DIR
"""
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(HERE)
FOLDER = os.path.join(os.path.dirname(TESTS), "themes", "default", "i18n")
sys.path.insert(0, os.path.join(TESTS, "tools"))

import tap  # noqa: E402
from message import Message  # noqa: E402


class Language:
    """`plurals`: the categories of ICU's plural rules. `single`: those of one
    number only, whose branch need not show it. `quotes`: the opening and the
    closing mark. `script`: its letters, where they are not Latin. `stop`: what
    ends a sentence."""

    def __init__(self, plurals, quotes, single="", script="", stop="."):
        self.plurals = set(plurals.split())
        self.single = set(single.split())
        self.quotes = quotes
        self.script = script
        self.stop = stop


HAN = "\u4e00-\u9fff"
CYRILLIC = "\u0400-\u04ff"
LANGUAGES = {
    "en": Language("one other", "“”", single="one"),
    "ar": Language("zero one two few many other", "«»",
                   single="zero one two", script="\u0600-\u06ff"),
    "de": Language("one other", "„“", single="one"),
    "es": Language("one many other", "“”", single="one"),
    "fil": Language("one other", "“”"),
    "fr": Language("one many other", "«»"),
    "he": Language("one two other", "””", single="one two",
                   script="\u0590-\u05ff"),
    "id": Language("other", "“”"),
    "ja": Language("other", "「」", script=HAN + "\u3040-\u30ff", stop="。"),
    "ko": Language("other", "‘’", script="\uac00-\ud7af"),
    "pl": Language("one few many other", "„”", single="one"),
    "pt": Language("one many other", "“”"),
    "ru": Language("one few many other", "«»", script=CYRILLIC),
    "th": Language("other", "“”", script="\u0e00-\u0e7f", stop=""),
    "tr": Language("one other", "“”", single="one"),
    "uk": Language("one few many other", "«»", script=CYRILLIC),
    "vi": Language("other", "“”"),
    "zh-Hans": Language("other", "“”", script=HAN, stop="。"),
    "zh-Hant": Language("other", "「」", script=HAN, stop="。"),
}
OTHERS = sorted(tag for tag in LANGUAGES if tag != "en"
                and os.path.exists(os.path.join(FOLDER, tag + ".yaml")))

# Texts that may be as in English: in every language, and in some.
SAME = {
    "": "contact_type_email contact_type_chat contact_type_messenger "
        "contact_hours_line contact_hours_dates file_kind_size",
    "de": "details contact_type_link",
    "es": "feedback_no_short preview_error",
    "fil": "home contact_type_form contact_type_link contact_type_address "
           "note_tip table_number table_columns preview_error",
    "id": "contact_type_link",
    "fr": "articles suggestions note_note note_important",
}
# Latin words that languages of another script use too.
LATIN = set("KB MB A Z Cookie cookie PDF ID LINE".split())
# Words that English alone has: two in one text are a text left over.
ENGLISH = set("the your you with this that are which how what where please "
              "our have not could and".split())
ALL_QUOTES = "\"“”„«»「」『』‹›"
PAIRS = ["()", "（）", "「」", "『』", "《》"]


def none(t, name, found):
    t.ok(not found, name, "\n".join(map(str, found)))


def read(tag):
    """({key: text}, lines that are wrong): each text stands in double quotes
    on one line."""
    texts, wrong = {}, []
    with open(os.path.join(FOLDER, tag + ".yaml"), encoding="utf-8") as f:
        for line in f.read().splitlines():
            m = re.match(r'([a-z0-9_]+): "((?:[^"\\]|\\["\\])*)"$', line)
            if m and m.group(1) not in texts:
                texts[m.group(1)] = re.sub(r'\\(["\\])', r"\1", m.group(2))
            elif line and not line.startswith("#"):
                wrong.append(line)
    return texts, wrong


def texts_of(tag):
    return read(tag)[0]


def messages(tag):
    """Of the texts that English has, too; `complete` names the others."""
    known = texts_of("en")
    return {key: Message(text) for key, text in texts_of(tag).items()
            if key in known}


def complete(t):
    names = sorted(name[:-5] for name in os.listdir(FOLDER))
    t.eq(names, sorted(LANGUAGES), "a file for each language")
    wanted = list(texts_of("en"))
    for tag in names:
        texts, wrong = read(tag)
        none(t, tag + ": one text a line, in double quotes, none twice", wrong)
        t.eq([sorted(set(wanted) - set(texts)),
              sorted(set(texts) - set(wanted))], [[], []],
             tag + ": the keys of English")
        t.eq([key for key in texts if key in wanted],
             [key for key in wanted if key in texts],
             tag + ": in the order of English")


def branches(message):
    return {name: keys for name, keys in message.plurals}


def plurals(t):
    """Where English tells one from many, all forms of the language; exact
    numbers as in English."""
    english = messages("en")
    for tag in OTHERS:
        wrong = []
        for key, m in messages(tag).items():
            own = branches(m)
            for name, wanted in branches(english[key]).items():
                exact = {k for k in wanted if k[0] == "="}
                forms = (LANGUAGES[tag].plurals if "one" in wanted
                         else {"other"})
                if own.get(name) != exact | forms:
                    wrong.append((key, "has", own.get(name), "wanted",
                                  exact | forms))
        none(t, tag + ": the plural forms of the language", wrong)


def like(form, english):
    """The English form that says the same: an exact branch or one of a select
    is known by its name, a plural form is like "other"."""
    def known(path):
        return sorted((name, "other" if key in (
            "zero", "one", "two", "few", "many") else key)
            for name, key in path)

    return [e for e in english.forms
            if known(e.path) == known(form.path)
            and not {"one"} & {key for _, key in e.path}]


def arguments(t):
    english = messages("en")
    for tag in OTHERS:
        wrong = []
        for key, m in messages(tag).items():
            for form in m.forms:
                same = like(form, english[key])
                wanted = same[0].arguments if same else frozenset()
                single = {k for _, k in form.path} & LANGUAGES[tag].single
                missing = wanted - form.arguments - (
                    {"#"} if single else set())
                if not same or missing or form.arguments - wanted:
                    wrong.append((key, form.text, "has",
                                  set(form.arguments), "wanted", set(wanted)))
        none(t, tag + ": in every form the arguments of English", wrong)


def words(text):
    return re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)*", text)


def said(tag):
    """(key, what it may say) of every text and form"""
    return [(key, form.text) for key, m in messages(tag).items()
            for form in m.forms]


def translated(t):
    english = texts_of("en")
    for tag in OTHERS:
        allowed = (SAME[""] + " " + SAME.get(tag, "")).split()
        none(t, tag + ": no text is the English one",
             [key for key, m in messages(tag).items()
              if m.text == english[key] and key not in allowed
              and any(words(form.text) for form in m.forms)])
        none(t, tag + ": no English words in a text",
             [(key, text) for key, text in said(tag)
              if len(ENGLISH & set(words(text.lower()))) > 1])
        script = LANGUAGES[tag].script
        none(t, tag + ": words in its own script",
             [(key, text) for key, text in said(tag) if script
              and key not in allowed and set(words(text)) - LATIN])


def quotes_wrong(language, text):
    first, last = language.quotes
    marks = "".join(c for c in text if c in ALL_QUOTES + language.quotes)
    return marks != (first + last) * (len(marks) // 2) or "'" in text


def spaces_wrong(tag, text):
    """French has a narrow space that does not break before its marks, Chinese
    and Japanese none at all."""
    if re.search(r"  |^ | $|[(（]\s|\s[)）]|\s[,.，。、؟،…]", text):
        return True
    if tag == "fr":
        return re.search(r"[^\s\u202f\u00a0][!?;»]|« | [!?;:»]"
                         r"|«[^\u202f\u00a0]|[^\u202f\u00a0\d]:", text)
    return re.search(r"\s[!?;:！？；：]", text)


def foreign_marks(tag, text):
    """Marks of another script."""
    if tag == "ar":
        return re.search("[,;?]", text)
    if tag in ("ja", "zh-Hans", "zh-Hant"):
        letters = "[%s]" % LANGUAGES[tag].script
        return re.search("%s[,.!?:;(]|[,.!?:;)]%s|…" % (letters, letters),
                         text) or (tag != "ja" and "," in text)
    return re.search("[，。！？：；（）、؟،؛]", text)


def end_wrong(language, text, english):
    """Sentences end as sentences, buttons and headings do not."""
    stops = (".", "。")
    if not english.endswith("."):
        return text.endswith(stops) and not english.endswith(":")
    if not language.stop:
        return text.endswith(stops)
    return not text.endswith(language.stop)


def punctuation(t):
    english = {key: m.forms[-1].text for key, m in messages("en").items()}
    for tag in ["en"] + OTHERS:
        language, found = LANGUAGES[tag], said(tag)
        checks = {
            "quotation marks of the language, in pairs":
                lambda key, text: quotes_wrong(language, text),
            "brackets in pairs":
                lambda key, text: any(text.count(a) != text.count(b)
                                      for a, b in PAIRS),
            "spaces where the language has them":
                lambda key, text: spaces_wrong(tag, text),
            "no marks of another script":
                lambda key, text: foreign_marks(tag, text),
            "sentences end, headings and buttons do not":
                lambda key, text: end_wrong(language, text, english[key]),
        }
        for name, is_wrong in checks.items():
            none(t, "%s: %s" % (tag, name), [
                (key, text) for key, text in found if is_wrong(key, text)])


def compiles(t):
    """The indexer reads all of them without a word."""
    site = t.path("site")
    for tag in LANGUAGES:
        os.makedirs(os.path.join(site, tag))
        with open(os.path.join(site, tag, "one.md"), "w") as f:
            f.write("---\ntitle: One\nid: one\n---\n\nOne.\n")
    with open(os.path.join(site, "site.yaml"), "w") as f:
        f.write("title: One\ndefault_locale: en\n")
    done = t.run(t.indexer, site, "-o", t.path("site.gabay"), "--quiet")
    t.eq((done.returncode, done.stderr.decode()), (0, ""),
         "a site in all languages compiles without a warning")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    return tap.run_functions(
        tap.Tests("texts", sys.argv[1]),
        [complete, plurals, arguments, translated, punctuation, compiles])


if __name__ == "__main__":
    sys.exit(main())
