"""A source's full citation in the brief's own language: what one needs to find it again from paper alone.

This is the default style. It leads with who speaks (author, else editor, else outlet, which is then not said twice),
keeps every doubt about a date, and says where the publisher is not named or the date not known. A citation style of
the settings (CSL) takes its place in `render.citing`.
"""

import re
from collections.abc import Sequence

from briefgen.model.bibliography import CitationPiece
from briefgen.model.source import Source
from briefgen.wording.dates import write_date
from briefgen.wording.labels import say
from briefgen.wording.lists import join_list

_MOST_NAMES = 6
_LONGEST_TITLE = 240
_LONGEST_NAME = 160
_LONGEST_DATE = 24
_SENTENCE_ENDS = (".", "!", "?", "…")
_CLOSING = "»”“\"'"
_RANGE = re.compile(r"(?<=\d)-(?=\d)")


def write_citation(source: Source, url: str, language: str) -> tuple[CitationPiece, ...]:
    """Write a source's citation; `url` is its address as it may be shown, "" for none."""
    lead, is_publisher_said = _tell_lead(source, language)
    sentences = [lead, _tell_title(source), _tell_publication(source, language, is_publisher_said=is_publisher_said)]
    if source.doi:
        sentences.append([CitationPiece(f"https://doi.org/{source.doi}", "address")])
    if source.issn:
        sentences.append([CitationPiece(f"ISSN {source.issn}")])
    if url:
        sentences.append([CitationPiece(url, "address")])
    if not url and source.lacks_address:
        told = say("cite.no_address", language)
        sentences.append([CitationPiece(told[:1].upper() + told[1:])])
    return tuple(piece for sentence in _join([one for one in sentences if one]) for piece in sentence)


def shorten_title(title: str) -> str:
    """Return a title on one line; one that would flood the list is cut between words, visibly."""
    return _shorten(title, _LONGEST_TITLE)


def _shorten(text: str, longest: int) -> str:
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[:longest]
    return f"{cut.rpartition(' ')[0] or cut} […]"


def _tell_lead(source: Source, language: str) -> tuple[list[CitationPiece], bool]:
    """Name whose words these are, and tell whether that is the publisher."""
    if source.author:
        return [CitationPiece(_tell_names(source.author, language), "name")], False
    if source.editor:
        editors = say("cite.editor", language, names=_tell_names(source.editor, language))
        return [CitationPiece(editors, "name")], False
    return _tell_publisher(source), True


def _tell_names(names: Sequence[str], language: str) -> str:
    short = [_shorten(name, _LONGEST_NAME) for name in names[:_MOST_NAMES]]
    is_parted = any("," in name for name in short)  # "Doe, Jane; Roe, Richard"
    if len(names) > _MOST_NAMES:
        return say("cite.et_al", language, names=("; " if is_parted else ", ").join(short))
    return "; ".join(short) if is_parted else join_list(short, language)


def _tell_publisher(source: Source) -> list[CitationPiece]:
    name = _shorten(source.publisher, _LONGEST_NAME)
    place = _shorten(source.publisher_place, _LONGEST_NAME)
    told = f"{name} ({place})" if name and place else name or place
    return [CitationPiece(told, "name")] if told else []


def _tell_title(source: Source) -> list[CitationPiece]:
    title = [CitationPiece(shorten_title(source.title), "strong", is_title=True)]
    if source.translated_title:
        title += [
            CitationPiece(" ["),
            CitationPiece(shorten_title(source.translated_title), "name"),
            CitationPiece("]"),
        ]
    return title


def _tell_publication(source: Source, language: str, *, is_publisher_said: bool) -> list[CitationPiece]:
    """Tell where and when a source came out, the publisher only where it does not lead."""
    publisher = [] if is_publisher_said else _tell_publisher(source)
    parts = [] if source.publisher or source.author else [say("cite.no_publisher", language)]
    parts += [f"{say('volume', language)}\u00a0{source.volume}"] if source.volume else []
    parts += [f"{say('issue', language)}\u00a0{source.issue}"] if source.issue else []
    parts += [_tell_pages(source.page, language)] if source.page else []
    date = _tell_date(source, language)
    told = ", ".join([*parts, date])
    if publisher:
        return [*publisher, CitationPiece(f", {told}")]
    # "n.d." and "c. 2017" stay small at the beginning of a sentence.
    is_abbreviated = not parts and re.match(r"\w+\.", date) is not None
    return [CitationPiece(told if is_abbreviated else told[:1].upper() + told[1:])]


def _tell_pages(page: str, language: str) -> str:
    several = re.search(r"\d\s*[-–,]\s*\d", page)
    return f"{say('cite.pages' if several else 'page', language)}\u00a0{_RANGE.sub('–', page)}"


def _tell_date(source: Source, language: str) -> str:
    """Tell when a source was published; of an undated one, when it was taken. Nothing is guessed."""
    if source.issued:
        return _hold_together(write_date(source.issued, language))
    if source.accessed:
        return say("cite.captured", language, date=_hold_together(write_date(source.accessed, language)))
    return _hold_together(say("cite.undated", language))


def _hold_together(date: str) -> str:
    """Keep a date on one line, if it is short enough to be kept."""
    return date.replace(" ", "\u00a0") if len(date) <= _LONGEST_DATE else date


def _join(sentences: Sequence[list[CitationPiece]]) -> list[list[CitationPiece]]:
    """End each sentence with a stop, outside a title, and part it from the next with a blank.

    An address has no stop: one could take it for a part of it.
    """
    joined = []
    for position, sentence in enumerate(sentences):
        text = "".join(piece.text for piece in sentence)
        is_ended = text.rstrip(_CLOSING).endswith(_SENTENCE_ENDS) or sentence[-1].kind == "address"
        end = ("" if is_ended else ".") + (" " if position < len(sentences) - 1 else "")
        joined.append([*sentence, CitationPiece(end)] if end else sentence)
    return joined
