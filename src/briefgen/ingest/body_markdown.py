"""The blocks of a draft as Markdown that reads back as the same blocks, word for word (grammar G1)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from textwrap import wrap

from briefgen.grammar.limits import LONGEST_LINE
from briefgen.grammar.plain_text import escape_text, normalise_text
from briefgen.grammar.sentences import cut_into_runs
from briefgen.ingest.page import DraftBlock

#: A paragraph of up to this many words is left as its author cut it.
_READABLE_WORDS = 170
#: A table of more words than this is written as several.
_TABLE_WORDS = 250
#: No line of a source may be longer than 8 KiB; escapes may double a run.
_LONGEST_RUN = 3000
_LONGEST_UNBROKEN = 1000
#: Stands for a footnote call while a text is escaped: a noncharacter, which no text holds.
_CALL = "\ufdd0"
_STOPS = re.compile(r"(?<=[。！？；])")
_UNSAFE_LABEL = re.compile(r"[^A-Za-z0-9_-]+")
_UNSAFE_VALUE = re.compile(r"[\[\]\s]+")


def write_body(blocks: Sequence[DraftBlock], language: str = "") -> str:
    """Write the body's blocks as Markdown; over-long paragraphs are cut into runs at sentence ends.

    `language` (BCP 47) tells which rules for sentence ends hold. A block's page and language stand in its
    trailer, on a line of their own.
    """
    pieces: list[str] = []
    last = DraftBlock("", "")
    counters: dict[int, int] = {}
    for block in _name_footnotes(blocks):
        number = _number_item(block, counters)
        written = list(_write_block(block, number, language))
        for at, piece in enumerate(written):
            in_list = block.kind == last.kind == "item" and not at
            pieces.append((("\n" if in_list else "\n\n") if pieces else "") + piece)
        # An item that was cut goes on as paragraphs, which end its list.
        last = block if len(written) == 1 else DraftBlock("", "")
    return "".join(pieces) + "\n"


def _number_item(block: DraftBlock, counters: dict[int, int]) -> int:
    """Number an item within its level; deeper items between do not end the count, any other block does."""
    if block.kind != "item":
        counters.clear()
        return 0
    for deeper in [level for level in counters if level > block.level]:
        del counters[deeper]
    counters[block.level] = (block.number or counters.get(block.level, 0) + 1) if block.ordered else 0
    return counters[block.level]


def _name_footnotes(blocks: Sequence[DraftBlock]) -> Iterator[DraftBlock]:
    """Give each footnote a label of its own, and leave out calls of notes that are not there."""
    known: set[str] = set()
    labels: dict[int, str] = {}
    for at, block in enumerate(blocks):
        if block.kind == "footnote":
            label = _UNSAFE_LABEL.sub("-", block.label).strip("-") or "note"
            labels[at] = next(name for name in _list_names(label, len(blocks)) if name not in known)
            known.add(labels[at])
    for at, block in enumerate(blocks):
        calls = tuple((place, label) for place, label in block.calls if label in known)
        yield replace(block, label=labels.get(at, ""), calls=calls)


def _list_names(label: str, count: int) -> Iterator[str]:
    yield label
    yield from (f"{label}-{number}" for number in range(2, count + 2))


def _write_block(block: DraftBlock, number: int, language: str) -> Iterator[str]:
    if block.kind == "heading":
        yield f"{'#' * block.level} {_escape_heading(block)}"
        return
    trailer = _write_trailer(block)
    if block.kind == "table":
        yield from _write_table(block.rows, trailer)
        return
    mark = {"item": f"{number}. " if number else "- ", "quotation": "> ", "footnote": f"[^{block.label}]: "}
    opening = mark.get(block.kind, "")
    runs = _cut_text(block.text, block.language or language)
    for run in _place_calls(runs, block):
        yield _join_trailer(opening, run, trailer)
        # What follows the first run of an item or a note is a paragraph of its own.
        opening = opening if block.kind == "quotation" else ""


def _join_trailer(opening: str, run: str, trailer: str) -> str:
    if not trailer:
        return opening + run
    indent = {">": "> ", "[": "    ", "": ""}.get(opening[:1], " " * len(opening))
    return f"{opening}{run}\n{indent}{trailer}"


def _write_trailer(block: DraftBlock) -> str:
    fields = (("page", block.page), ("language", block.language))
    values = ((key, _UNSAFE_VALUE.sub(" ", value).strip()) for key, value in fields)
    return " ".join(f"[{key}:: {value}]" for key, value in values if value)


def _cut_text(text: str, language: str) -> list[str]:
    """Cut a text into plain runs of readable length; one that is readable as it is stays whole."""
    plain = normalise_text(text.replace(_CALL, ""))
    if len(plain.split()) <= _READABLE_WORDS and len(plain) <= _LONGEST_UNBROKEN:
        return [plain]
    runs = cut_into_runs(plain, language) if len(plain.split()) > _READABLE_WORDS else (plain,)
    return [piece for run in runs for piece in _wrap_run(run)]


def _wrap_run(run: str) -> list[str]:
    """Cut a run that is too long for a line: between words; in scripts without blanks, after a full stop."""
    pieces = (
        wrap(run, _LONGEST_RUN, break_long_words=False, break_on_hyphens=False) if len(run) > _LONGEST_RUN else [run]
    )
    return [part for piece in pieces for part in _cut_unbroken(piece)]


def _cut_unbroken(piece: str) -> list[str]:
    if max(map(len, piece.split()), default=0) <= _LONGEST_UNBROKEN:
        return [piece]
    parts: list[str] = []
    for sentence in _STOPS.split(piece):
        if parts and len(parts[-1]) + len(sentence) <= _LONGEST_UNBROKEN:
            parts[-1] += sentence
        else:
            parts.extend(sentence[at : at + _LONGEST_UNBROKEN] for at in range(0, len(sentence), _LONGEST_UNBROKEN))
    return [part.strip() for part in parts if part.strip()]


def _place_calls(runs: Sequence[str], block: DraftBlock) -> Iterator[str]:
    """Escape the runs of a block, footnote calls in their places: a call stands behind the character it follows."""
    waiting = sorted(block.calls)
    begin = 0
    for run in runs:
        size = len("".join(run.split()))
        here = [(place - begin, label) for place, label in waiting if begin < place <= begin + size]
        begin += size
        yield _write_run(run, here)


def _write_run(run: str, calls: Sequence[tuple[int, str]]) -> str:
    if not calls:
        return escape_text(run)
    marked: list[str] = []
    waiting = [place for place, _ in calls]
    count = 0
    for character in run:
        marked.append(character)
        count += not character.isspace()
        while waiting and waiting[0] == count:
            marked.append(_CALL)
            waiting.pop(0)
    pieces = escape_text("".join(marked)).split(_CALL)
    text = pieces[0]
    for (_place, label), piece in zip(calls, pieces[1:], strict=True):
        # A bracket or colon behind the call would make a link or a note of it.
        text += f"[^{label}]" + (f"\\{piece}" if piece[:1] in {"(", ":"} else piece)
    return text


def _escape_heading(block: DraftBlock) -> str:
    # Closing number signs would be read as the heading's end.
    return re.sub(r"(#+)$", r"\\\1", escape_text(block.text.replace(_CALL, "")))


def _write_table(rows: Sequence[Sequence[str]], trailer: str) -> Iterator[str]:
    """Write a table, a long one as several with its head each; a row too long for a line makes paragraphs of its cells.

    Its trailer is a block of its own: below the last row it would be one more.
    """
    lines = [f"| {' | '.join(_write_cell(cell) for cell in row)} |" for row in rows]
    rule = "|" + " --- |" * len(rows[0])
    ending = f"\n\n{trailer}" if trailer else ""
    if any(len(line.encode("utf-8", "replace")) > LONGEST_LINE for line in lines):
        for cell in (cell for row in rows for cell in row if cell.strip()):
            yield from (_join_trailer("", escape_text(run), trailer) for run in _cut_text(cell, ""))
        return
    yield from ("\n".join((lines[0], rule, *part)) + ending for part in _cut_rows(lines, rows))


def _cut_rows(lines: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """Cut a table's lines below its head, between rows, into parts that make readable passages with the head."""
    sizes = [sum(len(cell.split()) for cell in row) for row in rows]
    begin, size = 1, sizes[0]
    for at in range(1, len(lines)):
        if at > begin and size + sizes[at] > _TABLE_WORDS:
            yield lines[begin:at]
            begin, size = at, sizes[0]
        size += sizes[at]
    yield lines[begin:]


def _write_cell(cell: str) -> str:
    # Within a row nothing opens a block, so the cell is escaped as if words stood before it.
    return escape_text(f"x {cell.replace(_CALL, '')}")[2:].replace("|", "\\|")
