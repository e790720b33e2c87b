"""The analyst's own text in fewer words: whole sentences of it, each with the citations it was written with."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefgen.grammar.citations import CitationGroup, split_at_citations
from briefgen.grammar.plain_text import escape_text, read_plain
from briefgen.grammar.sentences import split_sentences
from briefgen.grammar.shortening import cut_words, measure_width
from briefgen.model.topic import AnalystBlock, Citation

_FOOTNOTE_CALL = re.compile(r"\[\^[^\]\s]+\]")
_PAIRS = (("[", "]"), ("(", ")"))
_SIGNS = ("**", "__", "`", "~~", "==")


def measure_block(block: AnalystBlock) -> int:
    """Measure the words of a block without its citations."""
    return measure_width("".join(piece for piece in split_at_citations(block.markdown) if isinstance(piece, str)))


def shorten_judgement(block: AnalystBlock, language: str, longest: int, most_citations: int) -> AnalystBlock:
    """Keep the first sentences of a judgement, and the first of its citations; all of it stays behind as `whole`.

    The citations of a judgement stand for all of it, so those that are kept stand at its end.
    """
    citations = tuple(dict.fromkeys(block.citations))
    if measure_block(block) <= longest and len(citations) <= most_citations:
        return block
    words = " ".join("".join(_list_texts(block)).split())
    markdown = _keep_sentences(words, language, longest)
    kept = citations[:most_citations]
    if kept:
        markdown = f"{markdown} {_write_group(kept)}"
    return replace(block, markdown=markdown, groups=(kept,) if kept else (), whole=block.whole or block)


def shorten_paragraph(block: AnalystBlock, longest: int) -> AnalystBlock | None:
    """Keep the first statements of a paragraph, each with the citations that follow it; None where none fits.

    It is cut only after a citation: a sentence without those that prove it would seem to rest on nothing.
    """
    if measure_block(block) <= longest:
        return replace(block, markdown=_FOOTNOTE_CALL.sub("", block.markdown))
    markdown, width, groups = "", 0, []
    for text, group in _list_statements(block):
        width += measure_width(text)
        if width > longest or not _is_balanced(text):
            break
        markdown += text
        if group:
            markdown += _write_group(group.citations)
            groups.append(group.citations)
    if not markdown.strip():
        return None
    return replace(block, markdown=markdown.strip(), groups=tuple(groups), whole=block.whole or block)


def shorten_paragraphs(blocks: Iterable[AnalystBlock], language: str, longest: int) -> tuple[AnalystBlock, ...]:
    """Keep the first paragraphs and items of a text, as many as are `longest` wide together.

    Headings, tables, code and notes are left out. Where not even the first statement fits, it is cut between words.
    """
    kept: list[AnalystBlock] = []
    room = longest
    listed = [block for block in blocks if block.kind in ("paragraph", "item")]
    for block in listed:
        shorter = shorten_paragraph(block, room)
        if shorter is not None:
            kept.append(shorter)
            room -= measure_block(shorter)
        if shorter is None or shorter.whole is not None:
            break
    if listed and not kept and longest > 0:
        return (shorten_judgement(listed[0], language, longest, 3),)
    return tuple(kept)


def _list_texts(block: AnalystBlock) -> Iterator[str]:
    for piece in split_at_citations(_FOOTNOTE_CALL.sub("", block.markdown)):
        if isinstance(piece, str):
            yield piece


def _list_statements(block: AnalystBlock) -> Iterator[tuple[str, CitationGroup | None]]:
    """List a block's stretches of text, each with the citation group that follows it."""
    text = ""
    for piece in split_at_citations(_FOOTNOTE_CALL.sub("", block.markdown)):
        if isinstance(piece, str):
            text += piece
        else:
            yield text, piece
            text = ""
    if text:
        yield text, None


def _keep_sentences(markdown: str, language: str, longest: int) -> str:
    """Keep the first whole sentences in which no emphasis or link is left open; cut the first where it is too long."""
    kept = 0
    for _, end in split_sentences(markdown, language):
        if measure_width(markdown[:end]) > longest:
            break
        kept = end if _is_balanced(markdown[:end]) else kept
    return markdown[:kept] if kept else escape_text(cut_words(read_plain(markdown).text, longest))


def _is_balanced(markdown: str) -> bool:
    even = all(markdown.count(sign) % 2 == 0 for sign in _SIGNS)
    stars = markdown.count("*") % 2 == 0
    return even and stars and all(markdown.count(opening) == markdown.count(closing) for opening, closing in _PAIRS)


def _write_group(citations: Iterable[Citation]) -> str:
    return "[" + "; ".join(f"@{one.name}{f', {one.locator}' if one.locator else ''}" for one in citations) + "]"
