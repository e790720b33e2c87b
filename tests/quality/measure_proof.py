"""Quotations found again after edits: at the right place, and never a wrong one taken for the original's words.

From each of 200 paragraphs of real documents (English, Russian) a run of 8 to 45 words is quoted. A
quarter is sought in a later version of its document, edited elsewhere; half have one to three words of
their own edited (a letter, a word left out, put in or changed, a number, two words swapped); a
quarter is sought where the original's words were edited so. The place is right when it shares at
least four fifths of the characters that it and the true place cover together (which end a word belongs to
that was put in or lost at the very end cannot be told).
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quality_rows import QualityRow

from briefgen.model.evidence import PROVEN
from briefgen.proof.quotation import prepare_original, prove
from shared_data import SHARED

_CASES = 200
_LEAST_SHARED = 0.8
_WORDS = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Case:
    """A quotation, the text it is sought in, and where there it belongs; `is_intact`: its words stand there."""

    quoted: str
    original: str
    start: int
    end: int
    is_intact: bool


def measure(seed: int = 20261122) -> tuple[QualityRow, ...]:
    """Seek 200 quotations again; count right places, and wrong words that would print as a quotation."""
    cases = list(make_cases(random.Random(seed)))
    placed = sum(_is_placed(case) for case in cases)
    wrong = sum(_prints_wrong(case) for case in cases)
    on = f"{len(cases)} quotations from UN, history and news texts, edited"
    return (
        QualityRow("quotations re-anchored at the right place", on, placed / len(cases), 0.95),
        QualityRow("a wrong one printed as a quotation", on, wrong, 0, is_ceiling=True),
    )


def make_cases(chance: random.Random) -> Iterator[Case]:
    """Make the cases; the same for the same state of `chance`."""
    documents = list(_read_documents())
    for number in range(_CASES):
        paragraphs = chance.choice(documents)
        at = chance.choice([i for i, paragraph in enumerate(paragraphs) if len(paragraph.split()) >= 12])
        kind = ("elsewhere", "quotation", "quotation", "original")[number % 4]
        yield _make_case(paragraphs, at, kind, chance)


def _read_documents() -> Iterator[list[str]]:
    folders = ("un/en", "un/ru", "histate_milestones", "re3d/txt", "factru")
    for folder in folders:
        for path in sorted((SHARED / "data" / folder).rglob("*.txt"))[:40]:
            paragraphs = _split(path)
            if sum(len(paragraph.split()) >= 12 for paragraph in paragraphs) >= 3:
                yield paragraphs


def _split(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    blocks = re.split(r"\n\s*\n", text) if "\n\n" in text else text.split("\n")
    return [joined for block in blocks if (joined := " ".join(block.split()))]


def _make_case(paragraphs: Sequence[str], at: int, kind: str, chance: random.Random) -> Case:
    quoted = _cut(paragraphs[at], chance)
    before, _, after = paragraphs[at].partition(quoted)
    others = list(paragraphs)
    if kind == "elsewhere":
        others = [_edit(text, chance) if i != at else text for i, text in enumerate(others)]
    there = _edit(quoted, chance) if kind == "original" else quoted
    lead = "\n\n".join([*others[:at], before])
    original = lead + there + "\n\n".join([after, *others[at + 1 :]])
    sought = _edit(quoted, chance) if kind == "quotation" else quoted
    return Case(sought, original, len(lead), len(lead) + len(there), sought == there)


def _cut(paragraph: str, chance: random.Random) -> str:
    words = list(_WORDS.finditer(paragraph))
    size = min(len(words), chance.randint(8, 45))
    first = chance.randint(0, len(words) - size)
    return paragraph[words[first].start() : words[first + size - 1].end()]


def _edit(text: str, chance: random.Random) -> str:
    """Make one to three changes that a reader would call a change; the outcome always differs."""
    words = text.split(" ")
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(words))
        change = chance.choice(("letter", "left out", "put in", "changed", "swapped"))
        if change == "letter" and len(words[at]) > 3:
            spot = chance.randrange(1, len(words[at]) - 1)
            words[at] = words[at][:spot] + ("x" if words[at][spot] != "x" else "y") + words[at][spot + 1 :]
        elif change == "left out" and len(words) > 6:
            del words[at]
        elif change == "swapped" and at + 1 < len(words) and words[at] != words[at + 1]:
            words[at], words[at + 1] = words[at + 1], words[at]
        elif change == "put in":
            words.insert(at, "rarely")
        else:
            words[at] = "1999" if words[at].isdigit() else "otherwise"
    edited = " ".join(words)
    return edited if edited != text else f"{text} otherwise"


def _is_placed(case: Case) -> bool:
    spans = prove((case.quoted,), prepare_original(case.original), "verbatim").spans
    if not spans:
        return False
    start, end = spans[0][0], spans[-1][1]
    shared = max(0, min(end, case.end) - max(start, case.start))
    return shared >= _LEAST_SHARED * (max(end, case.end) - min(start, case.start)) or (
        case.is_intact and case.original[start:end] == case.quoted
    )


def _prints_wrong(case: Case) -> bool:
    """Whether words that stand nowhere in the original would print between quotation marks."""
    proof = prove((case.quoted,), prepare_original(case.original), "verbatim")
    return proof.state in PROVEN and case.quoted not in case.original
