"""Full citations by the project's citation style (CSL), through citeproc-py.

Its input is mended where its output would be wrong (measured with 0.11.1): a source without an author is cited under
its outlet, since the title would be printed twice; a date with a doubt, a season or an open end goes in as words, since
the doubt would be dropped; Russian days take the genitive of the month. What a style makes is plain text here, with
addresses, titles and italics marked as pieces of it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

from briefgen.model import kinds
from briefgen.model.bibliography import CitationPiece, SourceEntry
from briefgen.model.brief import Brief, Section
from briefgen.model.date import PartialDate
from briefgen.model.problem import Place, Problem
from briefgen.render.citing.styles import CitationStyle, StyleError, describe_style_error, prepare_style
from briefgen.wording.dates import write_date
from briefgen.wording.labels import say

#: What citeproc-py raises where a style asks for what it cannot do; `_Processor` makes its other errors one of these.
_FAILURES = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
#: citeproc-py brings no Kazakh terms: Russian ones stand for them, as desks there write references.
_LOCALES = {"en": "en-GB", "ru": "ru-RU", "kk": "ru-RU"}
#: In these a publisher is what the piece stood in.
_CONTAINED = re.compile(r"article|broadcast|post|entry|review|webpage")
_SITE = re.compile(r"webpage|post")
_SAYS_UNDATED = re.compile(r"\bn\.\s?d\b|no date|undated|без даты|\bб\.\s?[гд]\b", re.IGNORECASE)
_ITALIC, _UPRIGHT, _LESS = "\ue0f4", "\ue0f5", "\ue0f6"
_GENITIVES = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()  # noqa: SIM905
_FAMILY_FIRST = re.compile(r"(?P<family>[^\s,]+(?: [^\s,]+){0,2}), (?P<given>[^\W\d_][^\s,]*(?: [^\s,]+){0,2})")


@dataclass(frozen=True, slots=True)
class _Processor:
    """A style, ready; `write` makes the text of a source's citation from its CSL-JSON item."""

    write: Callable[[dict[str, Any]], str]


def cite_by_style(brief: Brief, style: CitationStyle | None) -> tuple[Brief, tuple[Problem, ...]]:
    """Write a brief's citations by a style; what it cannot do stays in the default style, with a problem."""
    if style is None or not any(section.sources for section in brief.sections):
        return brief, ()
    try:
        text = prepare_style(style)
        plain, genitive = (_make_processor(text, brief.language, is_genitive=which) for which in (False, True))
    except StyleError as error:
        return brief, (describe_style_error(style, error),)
    except _FAILURES as error:
        return brief, (describe_style_error(style, StyleError(_shorten(error), "try another style")),)
    failed: dict[int, str] = {}

    def cite(entry: SourceEntry) -> SourceEntry:
        item = make_item(entry, brief.language)
        written = _write(genitive if _names_day(entry) else plain, item, say("cite.undated", brief.language))
        if not written.text:
            failed[entry.number] = written.failure
            return entry
        return replace(entry, citation=tuple(_split(written.text, entry)))

    sections = tuple(_cite_section(section, cite) for section in brief.sections)
    return replace(brief, sections=sections), _tell_failed(failed, style)


def make_item(entry: SourceEntry, language: str) -> dict[str, Any]:
    """Make a source's CSL-JSON item, `language` being the brief's, in which its doubtful dates are said."""
    is_contained = _CONTAINED.match(entry.type) is not None
    is_site = _SITE.match(entry.type) is not None
    names = [_read_name(name) for name in entry.author]
    editors = [_read_name(name) for name in entry.editor]
    is_led_by_publisher = not (names or editors)
    if is_led_by_publisher:
        names = [{"literal": _protect(entry.publisher) or f"[{say('cite.no_publisher', language)}]"}]
    texts = {
        "title": entry.title,
        "container-title": entry.publisher if is_contained and not (is_led_by_publisher and is_site) else "",
        "publisher": "" if is_contained or is_led_by_publisher else entry.publisher,
        "publisher-place": entry.publisher_place,
        "volume": entry.volume,
        "issue": entry.issue,
        "page": entry.page,
        "section": entry.newspaper_section,
        "DOI": entry.doi,
        "ISSN": entry.issn,
        "URL": entry.url,
    }
    dates = {"issued": entry.issued, "accessed": entry.accessed}
    item: dict[str, Any] = {"id": "s", "type": entry.type or "document", "language": entry.language or "und"}
    item |= {name: _protect(text) for name, text in texts.items() if text}
    item |= {name: _read_date(date, language) for name, date in dates.items() if date}
    item |= {name: value for name, value in (("author", names), ("editor", editors)) if value}
    return item


def _cite_section(section: Section, cite: Callable[[SourceEntry], SourceEntry]) -> Section:
    return replace(section, sources=tuple(map(cite, section.sources))) if section.sources else section


def _tell_failed(failed: dict[int, str], style: CitationStyle) -> tuple[Problem, ...]:
    if not failed:
        return ()
    numbers = ", ".join(f"[{number}]" for number in list(failed)[:5])
    message = f"the citation style could not write {len(failed)} citations ({numbers}): {next(iter(failed.values()))}"
    return (Problem(kinds.BRIEF_CITATION_STYLE, message, Place(style.file), "they print in the default style"),)


@dataclass(frozen=True, slots=True)
class _Written:
    text: str
    failure: str = ""


def _write(processor: _Processor, item: dict[str, Any], undated: str) -> _Written:
    """Write one citation; a style that knows nothing of the type is asked as for a report.

    One that passes over a missing date is told that there is none.
    """
    text = ""
    try:
        for kind in dict.fromkeys((item["type"], "report")):
            asked = item | {"type": kind}
            text = processor.write(asked)
            if "issued" not in item and not _SAYS_UNDATED.search(text):
                text = processor.write(asked | {"issued": {"literal": undated}})
            if re.search(r"\w", text):
                return _Written(text)
    except _FAILURES as error:
        return _Written("", _shorten(error))
    return _Written("", "nothing came of it")


def _make_processor(style: bytes, language: str, *, is_genitive: bool) -> _Processor:
    import io

    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
    from citeproc.source import VariableError
    from citeproc.source.json import CiteProcJSON
    from lxml.etree import LxmlError

    locale = _LOCALES.get(language.split("-", 1)[0].lower(), "en-GB")
    if is_genitive and locale == "ru-RU":
        style = style.replace(b"</info>", b"</info>" + _write_genitives(), 1)
    try:
        parsed = CitationStylesStyle(io.BytesIO(style), locale=locale, validate=False)
    except LxmlError as error:
        raise ValueError(str(error)) from error

    def write(item: dict[str, Any]) -> str:
        bibliography = CitationStylesBibliography(parsed, CiteProcJSON([item]), _FORMATTER)
        bibliography.register(Citation([CitationItem(item["id"])]))
        try:
            entries = list(bibliography.bibliography())
        except (VariableError, LxmlError) as error:
            raise ValueError(str(error)) from error
        return _clean("".join(str(part) for entry in entries for part in entry), item)

    return _Processor(write)


def _write_genitives() -> bytes:
    terms = "".join(f'<term name="month-{number:02}">{word}</term>' for number, word in enumerate(_GENITIVES, 1))
    return f'<locale xml:lang="ru"><terms>{terms}</terms></locale>'.encode()


_FORMATTER = SimpleNamespace(
    preformat=str,
    Italic=lambda text: f"{_ITALIC}{text}{_UPRIGHT}",
    Oblique=lambda text: f"{_ITALIC}{text}{_UPRIGHT}",
    **dict.fromkeys(("Bold", "Light", "Underline", "Superscript", "Subscript", "SmallCaps"), str),
)


def _clean(text: str, item: dict[str, Any]) -> str:
    """Say a date in words once where a style asks for its year and its day ("June 2009 (?), June 2009 (?)")."""
    for name in ("issued", "accessed"):
        words = item.get(name, {}).get("literal", "")
        text = text.replace(f"{words}, {words}", words) if words else text
    return " ".join(text.replace(_LESS, "<").split())


def _protect(text: str) -> str:
    """Keep a text from being read as markup: citeproc-py takes ``<span class="nocase">`` out of titles."""
    return " ".join(text.split()).replace("<", _LESS)


def _read_name(name: str) -> dict[str, str]:
    """Part "Doe, Jane"; any other name, an institution's too, stays as it is written."""
    found = _FAMILY_FIRST.fullmatch(" ".join(name.split()))
    if found is None:
        return {"literal": _protect(name)}
    return {"family": _protect(found["family"]), "given": _protect(found["given"])}


def _read_date(date: PartialDate, language: str) -> dict[str, Any]:
    """Make a CSL date; one with a doubt, or that CSL has no number for, is said in words."""
    points = [re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", point) for point in date.text.split("/")]
    if all(points) and len(points) <= 2:
        return {"date-parts": [[int(part) for part in point.groups() if part] for point in points if point]}
    return {"literal": write_date(date, language)}


def _names_day(entry: SourceEntry) -> bool:
    date = entry.issued or entry.accessed
    return date is not None and date.precision in ("day", "interval") and date.text.count("-") >= 2


def _split(text: str, entry: SourceEntry) -> Iterator[CitationPiece]:
    """Part a citation into plain text, italics, its title and its addresses."""
    for run in re.split(f"({_ITALIC}[^{_ITALIC}]*{_UPRIGHT})", text):
        bare = re.sub(f"[{_ITALIC}{_UPRIGHT}]", "", run)
        kind = "emphasis" if run.startswith(_ITALIC) else ""
        yield from _split_addresses(bare, kind, entry)


def _split_addresses(text: str, kind: str, entry: SourceEntry) -> Iterator[CitationPiece]:
    addresses = [one for one in (entry.url, f"https://doi.org/{entry.doi}" if entry.doi else "") if one]
    pattern = "|".join(re.escape(one) for one in sorted(addresses, key=len, reverse=True))
    for position, part in enumerate(re.split(f"({pattern})", text) if pattern else [text]):
        if position % 2:
            yield CitationPiece(part, "address")
        elif part:
            yield from _split_title(part, kind, entry.title)


def _split_title(text: str, kind: str, title: str) -> Sequence[CitationPiece]:
    """Find the title, which a style may have written in other capitals, to name its language and direction."""
    wanted = " ".join(title.split())
    start = text.lower().find(wanted.lower()) if len(text.lower()) == len(text) else -1
    if start < 0 or not wanted:
        return (CitationPiece(text, kind),)
    end = start + len(wanted)
    pieces = ((text[:start], False), (text[start:end], True), (text[end:], False))
    return tuple(CitationPiece(part, kind, is_title) for part, is_title in pieces if part)


def _shorten(error: Exception) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= 120 else text[:120] + " …"
