"""The plain text of a passage: the one text that ids, proof, tagging and search use.

No markup, NFC, blanks run together, no control characters, soft hyphens gone and words that a line end
had cut in two joined again; with a map back to the Markdown.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

from briefgen.grammar.blocks import find_paragraph_lines
from briefgen.grammar.inline import Visible, read_inline
from briefgen.grammar.letters import SUPERSCRIPTS

# Any of these lines inside an item, a quotation or a footnote may begin a block of its own.
_INNER_BLOCK = re.compile(r"^(?:[ \t]*(?:[-+*>#|`~<=]|\d+[.)]|$)|[ ]{4}|\t)", re.MULTILINE)
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t:|-]*)?")
_CELL = re.compile(r"(?:[^|\\]|\\.)+")
_WORDS = re.compile(r"\S+")

_HYPHEN_AT_LINE_END = re.compile("(?<=[^\\W\\d_])([-\u00ad\u2010])[ \t]*\n[ \t]*(?=[^\\W\\d_])")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\ud800-\udfff]")
_UNTIDY = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\ud800-\udfff\u2010]|[^\\S ]|  |^ | $|-\\s")
# Letters and digits are none of those that a search leaves out, nor is anything of ASCII.
_MAY_BE_DROPPED = re.compile("[^\\w\x00-\x7f]+")
_KEPT_ACCENTS = re.compile("[\u0306\u0308]")


# What `escape_text` escapes. Entities stand where Python-Markdown knows no backslash escape.
_ALWAYS_MARKUP = re.compile(r"[\\`*\[]")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_EQUALS = re.compile(r"={2,}")
_NOTE_MARK = re.compile(rf"(?:(?<=\d)|(?<=[^\W\d_{SUPERSCRIPTS}]{{3}}))(?=[{SUPERSCRIPTS}])")
_TOKEN_START = re.compile(r"(?:(?<=\s)|^)[#^](?=\S)")
_ENTITY_LIKE = re.compile(r"&(?=#?\w+;)")
_TAG_LIKE = re.compile(r"<(?=[\w/!?])")
_BLOCK_START = re.compile(r"[#>|~]|[-+](?=\s|$)|-[-\s]*$")
_NUMBER = re.compile(r"\d+(?=[.)](?:\s|$))")


@dataclass(frozen=True, slots=True)
class Plain:
    """A passage's plain text.

    `offsets` gives for each character its offset in the Markdown (code points), `marks` the spans of
    the ``==marks==`` within `text` (start, end), `images` how many images were left out.
    """

    text: str
    offsets: tuple[int, ...]
    marks: tuple[tuple[int, int], ...] = ()
    images: int = 0

    @property
    def marked(self) -> tuple[str, ...]:
        """The marked parts' texts, in order."""
        return tuple(words for start, end in self.marks if (words := self.text[start:end].strip()))


def read_plain(markdown: str, kind: str = "paragraph") -> Plain:
    """Return the plain text of a block of `kind` (see `grammar.blocks.Block`), whose text is `markdown`.

    Blocks within it, cells of a table and lines are set apart by one blank.
    """
    visible = _join_runs(tuple(_read_run(markdown, run) for run in _find_runs(markdown, kind)))
    text, origins = fold_characters(visible.text)
    if text == visible.text:
        # Nothing was folded, so nothing moved.
        return Plain(text, visible.offsets, visible.marks, visible.images)
    marks = tuple(
        (first, last)
        for start, end in visible.marks
        if (first := bisect_left(origins, start)) < (last := bisect_left(origins, end))
    )
    return Plain(text, tuple(visible.offsets[origin] for origin in origins), marks, visible.images)


def normalise_text(text: str) -> str:
    """Bring any text, an original's too, to the form of a plain text: NFC, single blanks, words joined."""
    return fold_characters(text)[0]


def escape_text(text: str) -> str:
    """Return `text` as the Markdown of one paragraph on one line; `read_plain` of it is `normalise_text` of `text`.

    Nothing in it can be read as markup, a block, a tag, a field, an id, a citation or a mark. A text
    of blanks gives "".
    """
    escaped = _ALWAYS_MARKUP.sub(r"\\\g<0>", normalise_text(text))
    escaped = _UNDERSCORE.sub(r"\\_", escaped)
    escaped = _EQUALS.sub(lambda match: r"\=" * len(match[0]), escaped)
    escaped = _TOKEN_START.sub(r"\\\g<0>", escaped)
    escaped = _ENTITY_LIKE.sub("&amp;", escaped)
    return _escape_opening(_TAG_LIKE.sub("&lt;", escaped))


def fold_text(text: str) -> str:
    """Fold a text for search: NFKC, casefolded, without accents, soft and zero-width characters; ё is е.

    Accents go because people leave them out when they search; й, ї and their like keep theirs, for
    those are letters of their own. Words and blanks stay where they are, their lengths may change; a raised
    number behind a figure or a word of three letters is a word of its own (a note's mark; km² is one word).
    """
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", _NOTE_MARK.sub(" ", text)).casefold().replace("ё", "е")
    pieces = unicodedata.normalize("NFD", folded)
    return unicodedata.normalize("NFKC", _MAY_BE_DROPPED.sub(_keep_searched, pieces))


def fold_characters(text: str) -> tuple[str, list[int]]:
    """Return `text` folded to the form of a plain text, and for each character its offset in `text`."""
    if not _UNTIDY.search(text) and unicodedata.is_normalized("NFC", text):
        return text, list(range(len(text)))
    joined, offsets = _drop_unseen(text)
    composed, origins = _compose(joined)
    return _run_blanks_together(composed, [offsets[origin] for origin in origins])


def _escape_opening(line: str) -> str:
    """Escape what would make the line a list, a quotation, a heading, a rule or a fence."""
    number = _NUMBER.match(line)
    if number:
        return f"{number[0]}\\{line[number.end() :]}"
    return f"\\{line}" if _BLOCK_START.match(line) else line


def _keep_searched(found: re.Match[str]) -> str:
    """Keep of a run of marks and signs those that are searched; each is judged by the character before it."""
    text, start = found.string, found.start()
    before = text[start - 1] if start else " "
    return "".join(
        character for last, character in zip(before + found[0], found[0], strict=False) if _is_searched(last, character)
    )


def _is_searched(before: str, character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cf":
        return False
    if category != "Mn":
        return True
    # Breve and diaeresis make letters of their own in Cyrillic; marks of other scripts carry vowels.
    is_cyrillic = "\u0400" <= before <= "\u052f"
    is_western = before < "\u0400"
    return not is_western and not (is_cyrillic and not _KEPT_ACCENTS.match(character))


def _find_runs(markdown: str, kind: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    if kind == "table":
        return _find_cells(markdown)
    if kind != "paragraph" and _INNER_BLOCK.search(markdown):
        return find_paragraph_lines(markdown)
    return (_find_lines(markdown),)


def _find_lines(markdown: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of a paragraph's lines, without the blanks that indent them."""
    spans, start = [], 0
    for line in markdown.split("\n"):
        spans.append((start + len(line) - len(line.lstrip(" \t")), start + len(line)))
        start += len(line) + 1
    return tuple(spans)


def _find_cells(markdown: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    cells: list[tuple[tuple[int, int], ...]] = []
    start = 0
    for number, line in enumerate(markdown.split("\n")):
        if number != 1 or not _TABLE_RULE.fullmatch(line):
            cells.extend(((start + cell.start(), start + cell.end()),) for cell in _CELL.finditer(line))
        start += len(line) + 1
    return tuple(cells)


def _read_run(markdown: str, spans: tuple[tuple[int, int], ...]) -> Visible:
    """Read the inlines of lines that stand apart in the Markdown, as one text."""
    if len(spans) == 1 and spans[0] == (0, len(markdown)):
        return read_inline(markdown)
    places: list[int] = []
    for start, end in spans:
        places.extend((*range(start, end), end))
    visible = read_inline("\n".join(markdown[start:end] for start, end in spans))
    offsets = tuple(places[offset] for offset in visible.offsets)
    return Visible(visible.text, offsets, visible.marks, visible.images)


def _join_runs(runs: tuple[Visible, ...]) -> Visible:
    if len(runs) == 1:
        return runs[0]
    text: list[str] = []
    offsets: list[int] = []
    marks: list[tuple[int, int]] = []
    length = 0
    for run in runs:
        text.append(run.text + " ")
        offsets.extend((*run.offsets, run.offsets[-1] if run.offsets else 0))
        marks.extend((length + start, length + end) for start, end in run.marks)
        length += len(run.text) + 1
    return Visible("".join(text), tuple(offsets), tuple(marks), sum(run.images for run in runs))


def _drop_unseen(text: str) -> tuple[str, list[int]]:
    """Join words cut by a line end, and leave out soft hyphens and controls that are no blanks."""
    dropped: set[int] = set()
    for match in _HYPHEN_AT_LINE_END.finditer(text):
        # A capital after it tells a true hyphen: "CSTO-" and "NATO" stay apart.
        keeps = text[match.end()].isupper() and match[1] != "\u00ad"
        dropped.update(range(match.start() + keeps, match.end()))
    dropped.update(match.start() for match in _UNSEEN.finditer(text))
    offsets = [offset for offset in range(len(text)) if offset not in dropped]
    return "".join(text[offset] for offset in offsets), offsets


def _compose(text: str) -> tuple[str, list[int]]:
    """Bring a text to NFC; each character's origin is the first of those that it was made of."""
    if unicodedata.is_normalized("NFC", text):
        return text, list(range(len(text)))
    result: list[str] = []
    origins: list[int] = []
    for match in _WORDS.finditer(text):
        _compose_word(match[0], match.start(), result, origins)
        following = text[match.end() : match.end() + 1]
        result.append(following)
        origins.extend([match.end()] * len(following))
    return "".join(result), origins


def _compose_word(word: str, start: int, result: list[str], origins: list[int]) -> None:
    """Compose a word cluster by cluster; only blanks between words are sure not to compose with anything."""
    composed = unicodedata.normalize("NFC", word)
    result.append(composed)
    clusters = _cut_clusters(word)
    pieces = [unicodedata.normalize("NFC", word[first:last]) for first, last in clusters]
    if "".join(pieces) == composed:
        for (first, _), piece in zip(clusters, pieces, strict=True):
            origins.extend([start + first] * len(piece))
    else:
        # Characters of two clusters composed (Hangul, some Indic vowels): the word keeps one origin.
        origins.extend([start] * len(composed))


def _cut_clusters(word: str) -> list[tuple[int, int]]:
    starts = [offset for offset, character in enumerate(word) if not offset or not unicodedata.combining(character)]
    return list(zip(starts, [*starts[1:], len(word)], strict=True))


def _run_blanks_together(text: str, offsets: list[int]) -> tuple[str, list[int]]:
    words: list[str] = []
    kept: list[int] = []
    for match in _WORDS.finditer(text):
        if words:
            kept.append(offsets[match.start() - 1])
        words.append(match[0])
        kept.extend(offsets[match.start() : match.end()])
    return " ".join(words), kept
