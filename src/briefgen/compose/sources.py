"""The numbered list of sources: one entry each, with where the brief uses it and what tells its story as well."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit, urlunsplit

from briefgen.compose.attribution import read_attribution
from briefgen.compose.origins import join_origins
from briefgen.compose.sections import Desk
from briefgen.compose.shown_elsewhere import list_elsewhere
from briefgen.compose.source_citations import write_citation
from briefgen.compose.source_summary import sum_up_sources
from briefgen.compose.statistics import count_evidence
from briefgen.model.bibliography import SourceEntry
from briefgen.model.brief import JudgementEntry, Section
from briefgen.model.evidence import Evidence
from briefgen.model.prose import CitationMark, Prose
from briefgen.model.source import Source

_NUMBER = re.compile(r"[es](\d+)")
_ADDRESS = re.compile(r"https?://[^\s<>\"\x00-\x1f]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Uses:
    """Where a brief uses its sources: its judgements, and its sections with the text that cites."""

    judgements: Sequence[JudgementEntry] = ()
    sections: Sequence[Section] = ()


@dataclass(frozen=True, slots=True)
class _Links:
    """What leads away from the entries: by the source's number, or by its id.

    `sections` cite a source in their text, `views` (positions, timeline) only show something of it.
    """

    judgements: Mapping[int, tuple[CitationMark, ...]] = field(default_factory=dict)
    sections: Mapping[int, tuple[CitationMark, ...]] = field(default_factory=dict)
    views: Mapping[int, tuple[CitationMark, ...]] = field(default_factory=dict)
    origins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Sequence[Section] = ()


def fill_sources(section: Section, used: Mapping[str, Evidence], uses: Uses, desk: Desk) -> Section:
    """Give a section the list of all sources that have a number, and the statement that sums them up."""
    sources = {**desk.findings.sources, **{evidence.source.id: evidence.source for evidence in used.values()}}
    entries = list_sources(used, sources, uses, desk)
    statistics = count_evidence(list(used.values()), list_cited(desk), desk.kinship)
    remarks = sum_up_sources(entries, used.values(), statistics, desk.wording.language)
    return replace(section, sources=entries, remarks=remarks)


def list_cited(desk: Desk) -> list[Source]:
    """List the sources with a number that the topic itself names, some of them without an excerpt."""
    numbered = desk.numbering.list_sources()
    return [source for source in desk.findings.sources.values() if source.id in numbered]


def list_sources(
    used: Mapping[str, Evidence], sources: Mapping[str, Source], uses: Uses, desk: Desk
) -> tuple[SourceEntry, ...]:
    """List every numbered source, in the order of the numbers, with the marks of its printed excerpts."""
    numbered = desk.numbering.list_sources()
    links = _Links(
        judgements=_link_judgements(uses.judgements),
        sections=_link_sections(uses.sections),
        views=_link_views(uses.sections),
        origins=join_origins(list(used.values()), [sources[one] for one in numbered], desk.findings.copies),
        places=uses.sections,
    )
    return tuple(_make_entry(sources[source_id], used, sources, links, desk) for source_id in numbered)


def clean_address(url: str) -> str:
    """Return a web address without a user's name and password, "" for anything that is no web address."""
    if not _ADDRESS.fullmatch(url):
        return ""
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
        return url if host == parts.netloc else urlunsplit(parts._replace(netloc=host))
    except ValueError:  # a host that no address can have, such as http://[x
        return ""


def _make_entry(
    source: Source, used: Mapping[str, Evidence], sources: Mapping[str, Source], links: _Links, desk: Desk
) -> SourceEntry:
    number, url = desk.numbering.number(source), clean_address(source.url)
    printed = [name for name in desk.numbering.list_excerpts(source.id) if desk.numbering.is_printed(name)]
    sections = links.sections.get(number, ())
    elsewhere = list_elsewhere(source.id, used, links.places, desk.numbering)
    if not (printed or sections or elsewhere or number in links.judgements):
        sections = links.views.get(number, ())
    return SourceEntry(
        number=number,
        anchor=f"s{number}",
        id=source.id,
        title=source.title,
        author=source.author,
        publisher=source.publisher,
        type=source.type,
        publisher_place=source.publisher_place,
        volume=source.volume,
        issue=source.issue,
        page=source.page,
        doi=source.doi,
        issn=source.issn,
        issued=source.issued,
        accessed=source.accessed,
        url=url,
        language=source.language,
        reliability=source.reliability,
        descriptor=source.descriptor,
        licence=source.rights.licence,
        holder=source.rights.holder,
        original_sha256=source.original.sha256 if source.original else "",
        is_summary=source.wording == "summary",
        marking=source.marking,
        excerpts=tuple(desk.numbering.mark_excerpt(used[name]) for name in printed),
        date_note="" if source.issued else source.evidence.get("issued", ""),
        editor=source.editor,
        newspaper_section=source.section,
        translated_title=source.translated_title,
        citation=write_citation(source, url, desk.wording.language),
        attribution=read_attribution(source.rights, desk.wording.language),
        same_origin=tuple(desk.numbering.mark_source(sources[one]) for one in links.origins.get(source.id, ())),
        judgements=links.judgements.get(number, ()),
        sections=sections,
        elsewhere=elsewhere,
    )


def _link_judgements(judgements: Iterable[JudgementEntry]) -> dict[int, tuple[CitationMark, ...]]:
    """Map a source's number to the judgements that rest on it; a judgement's mark is its number."""
    cited = [(judgement, find_number(mark)) for judgement in judgements for mark in judgement.evidence]
    return _gather((number, CitationMark(str(one.number), one.anchor)) for one, number in cited)


def _link_sections(sections: Iterable[Section]) -> dict[int, tuple[CitationMark, ...]]:
    """Map a source's number to the sections whose text cites it; a section's mark is its heading."""
    return _gather(
        (find_number(mark), CitationMark(section.heading, section.anchor))
        for section in sections
        for prose in _list_prose(section)
        for mark in prose.marks.values()
    )


def _link_views(sections: Iterable[Section]) -> dict[int, tuple[CitationMark, ...]]:
    """Map a source's number to what shows something of it that no excerpt of its own prints in full.

    That is a section (positions, timeline), or an excerpt whose words it has in another language.
    """
    shown = [(mark, CitationMark(one.heading, one.anchor)) for one in sections for mark in _list_shown(one)]
    entries = [entry for one in sections for group in one.groups for entry in group.entries]
    versions = [(version.mark, entry.mark) for entry in entries for version in entry.versions]
    told = [(mark, CitationMark(f"[{entry.label}]", entry.anchor)) for mark, entry in versions]
    return _gather((find_number(mark), where) for mark, where in (*told, *shown))


def _list_shown(section: Section) -> list[CitationMark]:
    statements = [statement for position in section.positions for statement in position.statements]
    events = [event.mark for event in section.timeline if event.mark]
    return [*(statement.mark for statement in (*statements, *section.points)), *events]


def _list_prose(section: Section) -> list[Prose]:
    return [*section.prose, *(event.prose for event in section.timeline if event.prose)]


def _gather(pairs: Iterable[tuple[int, CitationMark]]) -> dict[int, tuple[CitationMark, ...]]:
    found: dict[int, dict[CitationMark, None]] = {}
    for number, mark in pairs:
        found.setdefault(number, {})[mark] = None
    return {number: tuple(marks) for number, marks in found.items() if number}


def find_number(mark: CitationMark) -> int:
    """Find the number of the source that a mark leads to, 0 where it leads to none."""
    found = None if mark.is_missing else _NUMBER.match(mark.anchor)
    return int(found[1]) if found else 0
