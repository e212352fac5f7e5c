"""Twins of a question, made by rule: the same question as another customer
types it. Each rule gives the text anew, or the same text where it has nothing
to change. What is chosen by chance is chosen by the question's id."""
import re
import unicodedata
import zlib

import hangul

# What does not come apart into a letter and a mark.
LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d",
                         "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae",
                         "Æ": "AE", "œ": "oe", "Œ": "OE"})
MARKS = re.compile("(?<=[A-Za-z])[\u0300-\u036f]+|[\u064b-\u0652\u0670]+")
KEYS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
# Letters one after another, of scripts that part their words.
WORD = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]+|[\u0370-\u03ff]+|"
                  "[\u0400-\u04ff]+|[\u05d0-\u05ea]+|[\u0620-\u064a]+|"
                  "[\uac00-\ud7a3]+", re.I)
# Particles of Korean: after a consonant, after a vowel.
PARTICLES = [("은", "는"), ("이", "가"), ("을", "를"), ("에서", "에서"),
             ("으로", "로")]
FORMS = sorted({form for pair in PARTICLES + [("의", "의"), ("에", "에")]
                for form in pair}, key=lambda form: (-len(form), form))


def plain(query, text, nouns):
    """Without diacritics: those of Latin letters, and Arabic's short vowels.
    In other scripts a mark is part of its letter."""
    apart, found = MARKS.subn("", unicodedata.normalize("NFD", text))
    if found:
        text = unicodedata.normalize("NFC", apart)
    return text.translate(LETTERS)


def chance(query, count, salt=""):
    return zlib.crc32((salt + query).encode()) % count


def keys(word):
    """How many are pressed for a word: what tells the longest one."""
    if not hangul.is_syllable(word[0]):
        return len(word)
    return sum(2 + (hangul.parts(one)[2] > 0) for one in word)


def beside(letter):
    """The letters on the keys left and right of a letter's."""
    for row in KEYS:
        at = row.find(letter.lower())
        if at >= 0:
            return row[max(at - 1, 0):at] + row[at + 1:at + 2]
    return ""


def slips(word):
    """{kind: the words that one slip makes of this one}; the first letter, or
    syllable, is typed right."""
    if hangul.is_syllable(word[0]):
        return {"letter": [word[:i] + other + word[i + 1:]
                           for i in range(1, len(word))
                           for other in hangul.slips(word[i])]}
    places = range(1, len(word))
    return {
        "swap": [word[:i] + word[i + 1] + word[i] + word[i + 2:]
                 for i in places[:-1] if word[i] != word[i + 1]],
        "drop": [word[:i] + word[i + 1:] for i in places],
        "double": [word[:i] + word[i] + word[i:] for i in places],
        "beside": [word[:i] + other + word[i + 1:] for i in places
                   for other in beside(word[i])]}


def slip(query, text, nouns):
    """One slip in the longest word of four letters, or two syllables."""
    words = [m for m in WORD.finditer(text) if len(m.group()) >= (
        2 if hangul.is_syllable(m.group()[0]) else 4)]
    if not words:
        return text
    word = max(words, key=lambda m: keys(m.group()))
    made = [found for found in slips(word.group()).values() if found]
    found = made[chance(query, len(made), "kind ")]
    return (text[:word.start()] + found[chance(query, len(found), "place ")] +
            text[word.end():])


def bare(word, nouns):
    """A word of Hangul as (noun, its particle or ""); None where the
    articles do not show that it is a noun."""
    for form in [""] + FORMS:
        noun = word[:len(word) - len(form)]
        if word.endswith(form) and noun in nouns:
            return noun, form
    return None


def particle(query, text, nouns):
    """Another particle after the last noun, or one where it has none."""
    for word in reversed(list(re.finditer("[\uac00-\ud7a3]+(?!\\w)", text))):
        found = bare(word.group(), nouns)
        if found:
            noun, old = found
            others = [form for form in (hangul.takes(noun, *pair)
                                        for pair in PARTICLES) if form != old]
            return (text[:word.start()] + noun +
                    others[chance(query, len(others))] + text[word.end():])
    return text


def korean_nouns(texts):
    """Words of two syllables that stand before two particles at least, each
    in the form that the word's last syllable asks for. A verb's stem does
    not; a noun that a text names once may be missed."""
    seen = {}
    for text in texts:
        for word in re.findall("(?<!\\w)[\uac00-\ud7a3]{3,}(?!\\w)", text):
            for pair in PARTICLES:
                for form in set(pair):
                    noun = word[:len(word) - len(form)]
                    if len(noun) >= 2 and word.endswith(form) and \
                            hangul.takes(noun, *pair) == form:
                        seen.setdefault(noun, set()).add(pair)
    return {noun for noun, pairs in seen.items() if len(pairs) >= 2}


# name -> rule, the most that nDCG@10 may lose, locales (None: all)
RULES = [("no diacritics", plain, .03, None), ("one slip", slip, .06, None),
         ("particle", particle, .03, {"ko"})]
