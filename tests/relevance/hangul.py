"""Hangul syllables as numbers of their letters."""
FIRST, VOWELS, LAST = 19, 21, 28
BASE = 0xAC00
# Keys beside one another, row by row of the usual Korean keyboard: numbers of
# initial consonants (ㅂㅈㄷㄱㅅ, ㅁㄴㅇㄹㅎ, ㅋㅌㅊㅍ), then of vowels
# (ㅛㅕㅑㅐㅔ, ㅗㅓㅏㅣ, ㅠㅜㅡ).
CONSONANT_KEYS = [[7, 12, 3, 0, 9], [6, 2, 11, 5, 18], [15, 16, 14, 17]]
VOWEL_KEYS = [[12, 6, 2, 1, 5], [8, 4, 0, 20], [17, 13, 18]]


def is_syllable(letter):
    return 0 <= ord(letter) - BASE < FIRST * VOWELS * LAST


def parts(syllable):
    """(initial, vowel, final; 0: none)"""
    number = ord(syllable) - BASE
    return number // LAST // VOWELS, number // LAST % VOWELS, number % LAST


def syllable(initial, vowel, final):
    return chr(BASE + (initial * VOWELS + vowel) * LAST + final)


def neighbours(rows, number):
    for row in rows:
        if number in row:
            at = row.index(number)
            return row[max(at - 1, 0):at] + row[at + 1:at + 2]
    return []


def slips(one):
    """Syllables with one letter of `one` mistyped: its final left out, the
    vowel or the initial hit on the key beside."""
    initial, vowel, final = parts(one)
    found = [syllable(initial, vowel, 0)] if final else []
    found += [syllable(initial, other, final)
              for other in neighbours(VOWEL_KEYS, vowel)]
    return found + [syllable(other, vowel, final)
                    for other in neighbours(CONSONANT_KEYS, initial)]


def takes(word, after_consonant, after_vowel):
    """The form of a particle that the word's last syllable asks for; what
    begins with 으 counts ㄹ as a vowel."""
    final = parts(word[-1])[2]
    if after_consonant[:1] == "으" and final == 8:
        return after_vowel
    return after_consonant if final else after_vowel
