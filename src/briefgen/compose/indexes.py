"""The back matter of a dossier: all its excerpts in a table, an index of actors and tags, a glossary of the tags."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from briefgen.compose.sections import Desk
from briefgen.grammar.ids import make_slug
from briefgen.model.brief import Section
from briefgen.model.evidence import Evidence
from briefgen.model.indexes import ExcerptRow, GlossaryEntry, IndexEntry, Indexes, IndexGroup, IndexReference
from briefgen.model.printed_excerpt import ExcerptEntry
from briefgen.model.prose import CitationMark
from briefgen.wording.labels import say
from briefgen.wording.sorting import sort_key
from briefgen.wording.words import list_keys

#: So many excerpts an entry leads to; what is on every page is found without an index.
_MOST_REFERENCES = 24
_MOST_ALIASES = 5


def make_indexes(sections: Sequence[Section], known: Mapping[str, Evidence], desk: Desk) -> Indexes:
    """Make the back matter for what the sections print in full; `known` is everything found, by name."""
    entries = [entry for section in sections for group in section.groups for entry in group.entries]
    printed = [(entry, known[entry.name]) for entry in entries if entry.name in known]
    tags = _gather_tags(printed)
    return Indexes(
        rows=tuple(_make_row(evidence, entry.mark, desk) for entry, evidence in printed),
        copies=tuple(_list_copies(printed, known, desk)),
        groups=tuple(group for group in (_index_actors(printed, desk), *_index_tags(tags, desk)) if group.entries),
        glossary=_write_glossary(tags, desk),
    )


_Printed = Sequence[tuple[ExcerptEntry, Evidence]]


def _make_row(
    evidence: Evidence, mark: CitationMark | None, desk: Desk, face: IndexReference | None = None
) -> ExcerptRow:
    told = evidence.passage.trailer.date
    source = evidence.source
    return ExcerptRow(
        reference=_refer(mark) if mark else IndexReference("", ""),
        source=source.publisher or source.title,
        date=told or source.issued,
        is_date_of_source=told is None and source.issued is not None,
        speaker=desk.wording.name_speaker(evidence) or desk.wording.name_tag(evidence.tagged.actor),
        tags=tuple(desk.wording.name_tag(tag) for tag in evidence.tagged.tags),
        language=evidence.language,
        copy_of=face,
    )


def _list_copies(printed: _Printed, known: Mapping[str, Evidence], desk: Desk) -> Iterable[ExcerptRow]:
    """List the near-copies that stand behind a printed excerpt, each with its own source."""
    for entry, _ in printed:
        for name in entry.copies:
            if name in known:
                yield _make_row(known[name], None, desk, _refer(entry.mark))


def _refer(mark: CitationMark) -> IndexReference:
    return IndexReference(mark.label, mark.anchor)


def _gather_tags(printed: _Printed) -> dict[str, list[IndexReference]]:
    """Gather under each tag the excerpts that have it; every one has each of its tags once."""
    found: defaultdict[str, list[IndexReference]] = defaultdict(list)
    for entry, evidence in printed:
        for tag in evidence.tagged.tags:
            found[tag].append(_refer(entry.mark))
    return found


def _index_actors(printed: _Printed, desk: Desk) -> IndexGroup:
    """Index who speaks and for whom; a mere mention is under the tags."""
    found: defaultdict[tuple[str, str], dict[IndexReference, None]] = defaultdict(dict)
    for entry, evidence in printed:
        speaker = desk.wording.name_speaker(evidence)
        named = {(speaker, evidence.tagged.speaker)} if speaker else set()
        actor = evidence.tagged.actor
        named |= {(desk.wording.name_tag(actor), actor)} if actor else set()
        for each in named:
            found[each][_refer(entry.mark)] = None
    entries = [_make_entry(label, tag, list(references)) for (label, tag), references in found.items()]
    return _make_group(say("index_actors", desk.wording.language), "index-actors", entries, desk)


def _index_tags(tags: Mapping[str, list[IndexReference]], desk: Desk) -> Iterable[IndexGroup]:
    """Index the tags, those below each root together, the roots in the vocabulary's order."""
    ranks = desk.wording.vocabulary.rank_tags()
    ranked = sorted(tags, key=lambda tag: (ranks.get(tag, len(ranks)), tag))
    for root in dict.fromkeys(tag.partition("/")[0] for tag in ranked):
        below = [tag for tag in ranked if tag.partition("/")[0] == root]
        entries = [_make_entry(desk.wording.name_tag(tag), tag, tags[tag]) for tag in below]
        yield _make_group(_name_root(root, desk), f"index-tag-{make_slug(root)}", entries, desk)


def _name_root(root: str, desk: Desk) -> str:
    """Name what stands below a root: the vocabulary's word for it, else ours, else the root itself."""
    key = f"root.{root}"
    if root not in desk.wording.vocabulary.terms and key in list_keys():
        return say(key, desk.wording.language)
    return desk.wording.name_tag(root)


def _make_entry(label: str, tag: str, references: Sequence[IndexReference]) -> IndexEntry:
    shown = tuple(references[:_MOST_REFERENCES])
    return IndexEntry(label, tag, shown, len(references) - len(shown))


def _make_group(heading: str, anchor: str, entries: Iterable[IndexEntry], desk: Desk) -> IndexGroup:
    language = desk.wording.language
    return IndexGroup(heading, anchor, tuple(sorted(entries, key=lambda one: (sort_key(one.label, language), one.tag))))


def _write_glossary(tags: Mapping[str, list[IndexReference]], desk: Desk) -> tuple[GlossaryEntry, ...]:
    terms = desk.wording.vocabulary.terms
    entries = []
    for tag, references in tags.items():
        term, label = terms.get(tag), desk.wording.name_tag(tag)
        # A name that ends in a star is a stem: it finds words and is none.
        names = [name for name in term.names if name != label and "*" not in name] if term else []
        implied = tuple(desk.wording.name_tag(other) for other in term.implies) if term else ()
        entries.append(GlossaryEntry(label, tag, tuple(names[:_MOST_ALIASES]), implied, len(references)))
    language = desk.wording.language
    return tuple(sorted(entries, key=lambda one: (sort_key(one.label, language), one.tag)))
