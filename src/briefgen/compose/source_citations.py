"""A source's full citation in the brief's own language: what one needs to find it again from paper alone.

This is the default style. It leads with who speaks (author, else editor, else outlet, which is then not said twice),
keeps every doubt about a date, and says where the publisher is not named or the date not known. A citation style of
the settings (CSL) takes its place in `render.citing`.
"""

import re
from collections.abc import Sequence

from briefgen.model.brief import CitationPiece
from briefgen.model.source import Source
from briefgen.wording.dates import write_date
from briefgen.wording.labels import say
from briefgen.wording.lists import join_list

_MOST_NAMES = 6
_LONGEST_TITLE = 300
_LONGEST_NAME = 160
_LONGEST_DATE = 24
_SENTENCE_ENDS = (".", "!", "?", "…")
_CLOSING = "»”“\"'"
_RANGE = re.compile(r"(?<=\d)-(?=\d)")


def write_citation(source: Source, url: str, language: str) -> tuple[CitationPiece, ...]:
    """Write a source's citation; `url` is its address as it may be shown, "" for none."""
    lead, is_publisher_said = _tell_lead(source, language)
    sentences = [[CitationPiece(lead)]] if lead else []
    sentences.append(_tell_title(source))
    sentences.append([CitationPiece(_tell_publication(source, language, is_publisher_said=is_publisher_said))])
    if source.doi:
        sentences.append([CitationPiece(f"https://doi.org/{source.doi}", "address")])
    if source.issn:
        sentences.append([CitationPiece(f"ISSN {source.issn}")])
    if url:
        sentences.append([CitationPiece(url, "address")])
    return tuple(piece for sentence in _join(sentences) for piece in sentence)


def shorten_title(title: str) -> str:
    """Return a title on one line; one that would flood the list is cut between words, visibly."""
    return _shorten(title, _LONGEST_TITLE)


def _shorten(text: str, longest: int) -> str:
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[:longest]
    return f"{cut.rpartition(' ')[0] or cut} […]"


def _tell_lead(source: Source, language: str) -> tuple[str, bool]:
    """Name whose words these are, and tell whether that is the publisher."""
    if source.author:
        return _tell_names(source.author, language), False
    if source.editor:
        return say("cite.editor", language, names=_tell_names(source.editor, language)), False
    return _tell_publisher(source), True


def _tell_names(names: Sequence[str], language: str) -> str:
    short = [_shorten(name, _LONGEST_NAME) for name in names]
    if len(short) > _MOST_NAMES:
        return say("cite.et_al", language, names=", ".join(short[:_MOST_NAMES]))
    if len(short) > 1 and any("," in name for name in short):
        return "; ".join(short)  # "Doe, Jane; Roe, Richard"
    return join_list(short, language)


def _tell_publisher(source: Source) -> str:
    name = _shorten(source.publisher, _LONGEST_NAME)
    place = _shorten(source.publisher_place, _LONGEST_NAME)
    return f"{name} ({place})" if name and place else name or place


def _tell_title(source: Source) -> list[CitationPiece]:
    title = [CitationPiece(shorten_title(source.title), "strong", is_title=True)]
    if source.translated_title:
        title.append(CitationPiece(f" [{shorten_title(source.translated_title)}]"))
    return title


def _tell_publication(source: Source, language: str, *, is_publisher_said: bool) -> str:
    publisher = "" if is_publisher_said else _tell_publisher(source)
    if not source.publisher and not source.author:
        publisher = say("cite.no_publisher", language)
    parts = [publisher]
    parts += [f"{say('volume', language)} {source.volume}" if source.volume else ""]
    parts += [f"{say('issue', language)} {source.issue}" if source.issue else ""]
    parts += [_tell_pages(source.page, language) if source.page else ""]
    parts += [_tell_date(source, language)]
    told = ", ".join(part for part in parts if part)
    return told[:1].upper() + told[1:] if publisher or source.volume or source.issue or source.page else told


def _tell_pages(page: str, language: str) -> str:
    several = re.search(r"\d\s*[-–,]\s*\d", page)
    return f"{say('cite.pages' if several else 'page', language)} {_RANGE.sub('–', page)}"


def _tell_date(source: Source, language: str) -> str:
    """Tell when a source was published; of an undated one, when it was taken. Nothing is guessed."""
    if source.issued:
        return _hold_together(write_date(source.issued, language))
    if source.accessed:
        return say("cite.captured", language, date=_hold_together(write_date(source.accessed, language)))
    return say("cite.undated", language)


def _hold_together(date: str) -> str:
    """Keep a date on one line, if it is short enough to be kept."""
    return date.replace(" ", "\u00a0") if len(date) <= _LONGEST_DATE else date


def _join(sentences: Sequence[list[CitationPiece]]) -> list[list[CitationPiece]]:
    """End each sentence with a stop, outside a title or an address, and part it from the next with a blank."""
    joined = []
    for position, sentence in enumerate(sentences):
        text = "".join(piece.text for piece in sentence)
        is_ended = text.rstrip(_CLOSING).endswith(_SENTENCE_ENDS) and sentence[-1].kind != "address"
        end = ("" if is_ended else ".") + (" " if position < len(sentences) - 1 else "")
        joined.append([*sentence, CitationPiece(end)] if end else sentence)
    return joined
