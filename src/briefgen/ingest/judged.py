"""Blocks with what was found out about each of them alone: the ground on which a page's frame is cut off."""

import re
from dataclasses import dataclass, replace

from briefgen.ingest.captions import is_caption
from briefgen.ingest.lines import is_glued_menu, is_heading_like, is_prose, is_sentence, is_word_list, measure_line
from briefgen.ingest.page import PageBlock
from briefgen.ingest.phrases import PhraseBook, PhraseMatch, match_phrase

#: A block with this share of its letters in links is a link, not text.
MOSTLY_LINKED = 0.6
#: The reason for a line of nothing but names, parted by commas or glued together.
KEYWORDS = "list of keywords or icon names"
PROGRAM_ERROR = "error message of the site"
_NEAR = 2
_FRAME_WEIGHTS = {
    "related": -2.0,
    "share": -4.0,
    "subscription": -3.0,
    "label": -4.0,
    "licence": -10.0,
    "rights": -10.0,
}
_OPENING_WORDS = 5
#: What a site's programs print into a page when they fail.
_PROGRAM_ERROR = re.compile(
    r"(?:Notice|Warning|Deprecated|Fatal error|Parse error|Strict Standards): .{5,900} on line \d+\W*$"
)
_SENTENCE_WORDS = 3
_LONGEST_WORD = 500
_MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Judged:
    """A block and what it looks like by itself. `reason` is why it would be left out, or ""."""

    block: PageBlock
    words: int
    prose: bool
    heading: bool
    phrase: PhraseMatch | None
    caption: bool
    reason: str = ""

    @property
    def category(self) -> str:
        """The phrase's category, or ""."""
        return self.phrase.category if self.phrase else ""

    @property
    def opens_list(self) -> bool:
        """Whether it is the head of a list of other stories ("Most read"), not a line with one of them."""
        if self.category != "related" or not self.phrase or self.block.linked >= MOSTLY_LINKED:
            return False
        return self.phrase.exact or self.block.text.rstrip().endswith(":") or self.words <= _OPENING_WORDS

    @property
    def is_text(self) -> bool:
        """Whether it is running text that nothing speaks against."""
        return self.prose and not self.reason


def judge_blocks(blocks: tuple[PageBlock, ...], book: PhraseBook | None = None) -> list[Judged]:
    """Judge each block alone, then strike phrases that count only near others and have none beside them.

    `book` holds the phrases to know; without one they are the shipped ones.
    """
    alone = [_judge_block(block, book) for block in blocks]
    return [_settle_weak(alone, at) for at in range(len(alone))]


def _judge_block(block: PageBlock, book: PhraseBook | None) -> Judged:
    phrase = None if block.kind in {"table", "footnote"} else match_phrase(block.text, book)
    prose = block.kind != "heading" and is_prose(block.text)
    heading = block.kind == "heading" or (block.kind in {"line", "paragraph"} and is_heading_like(block.text))
    caption = block.kind == "caption" or (block.kind not in {"table", "footnote", "heading"} and is_caption(block.text))
    judged = Judged(block, measure_line(block.text).words, prose, heading, phrase, caption)
    return replace(judged, reason=_find_reason(judged))


def _find_reason(judged: Judged) -> str:
    if judged.phrase and not judged.phrase.weak:
        return judged.phrase.reason
    if judged.caption:
        return "photo caption"
    return judged.block.region or _find_menu_sign(judged)


def _find_menu_sign(judged: Judged) -> str:
    block = judged.block
    if block.kind != "table" and not judged.prose and is_word_list(block.text):
        return KEYWORDS
    if _PROGRAM_ERROR.match(block.text):
        return PROGRAM_ERROR
    if is_glued_menu(block.text):
        return "menu"
    if len(block.text) > _LONGEST_WORD and max(map(len, block.text.split())) > _LONGEST_WORD:
        return "signs without words"
    is_link = block.linked >= MOSTLY_LINKED and not (block.kind == "heading" or judged.words >= 25)
    return "link" if is_link else ""


def _settle_weak(judged: list[Judged], at: int) -> Judged:
    entry = judged[at]
    if not entry.phrase or not entry.phrase.weak or entry.reason:
        return entry
    near = judged[max(0, at - _NEAR) : at] + judged[at + 1 : at + 1 + _NEAR]
    if any(other.category in {entry.category, "subscription", "consent", "rights"} for other in near):
        return replace(entry, reason=entry.phrase.reason)
    return replace(entry, phrase=None)


def score_block(judged: Judged) -> float:
    """Weigh a block for the search of the text's extent: running text counts for, menus against."""
    words = min(judged.words, _MOST_WORDS)
    block = judged.block
    if judged.reason:
        return _weigh_frame(judged, words)
    if judged.prose:
        return words * (1 - block.linked) * (0.7 if block.kind == "item" else 1)
    if judged.words >= _SENTENCE_WORDS and is_sentence(block.text):
        return words / 2
    if block.kind == "item":
        return -0.5 if block.from_markup else -3.0
    return {"heading": -1.0, "paragraph": -0.5, "quotation": 2.0, "table": 0.0}.get(block.kind, -2.0)


def _weigh_frame(judged: Judged, words: int) -> float:
    if judged.block.region:
        return -min(3.0, 1 + words / 10)
    if judged.opens_list or judged.category == "comments":
        # Markup shows where such a list ends; in flattened text all that follows may be of it.
        return -6.0 if judged.block.from_markup else -10.0
    return _FRAME_WEIGHTS.get(judged.category, -5.0)
