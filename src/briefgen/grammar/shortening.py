"""How wide a text is on paper, and how to say less of it: whole sentences, and "[…]" where even one is too long."""

import unicodedata

from briefgen.grammar.sentences import split_sentences

#: Shows that words were left out.
CUT = " […]"
_WIDE = "WF"


def measure_width(text: str) -> int:
    """Measure a text in letters; those of Chinese, Japanese and Korean take two (Unicode, annex 11)."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(letter) in _WIDE for letter in text)
    unseen = sum(unicodedata.combining(letter) > 0 for letter in text)
    return len(text) + wide - unseen


def shorten_text(text: str, language: str, longest: int) -> str:
    """Return the first whole sentences of a plain text that are at most `longest` wide.

    A first sentence that is wider by itself is cut between words, and "[…]" says so.
    """
    if measure_width(text) <= longest:
        return text
    kept = 0
    for _, end in split_sentences(text, language):
        if measure_width(text[:end]) > longest:
            break
        kept = end
    return text[:kept] if kept else cut_words(text, longest)


def cut_words(text: str, longest: int, sign: str = CUT) -> str:
    """Cut a text between words (between letters where it has no blanks) and add a sign, at most `longest` wide."""
    if measure_width(text) <= longest:
        return text
    room, width, end = longest - measure_width(sign), 0, 0
    for end, letter in enumerate(text):  # noqa: B007 - where the loop ends is what is wanted
        width += measure_width(letter)
        if width > room:
            break
    head = text[:end]
    before = head.rpartition(" ")[0]
    # A text without blanks, or with one far back, is cut where it must be.
    return (before if measure_width(before) > room // 2 else head).rstrip(" ,;:–—-") + sign
