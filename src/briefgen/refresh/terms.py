"""The vocabulary's entries that reach a topic: what is kept of them, and what was edited since.

An entry may have a hundred names, and a topic meets forty entries. Kept as written is what may have to be named once
it is gone: the names by which the topic's excerpts were found, and what shows in the brief. Of the rest a mark says
only that it was there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.compose.origins import fold_name, name_entries, name_publisher
from briefgen.model.evidence import Evidence, Tagging
from briefgen.model.source import Source
from briefgen.model.topic import Topic
from briefgen.model.vocabulary import Term, Vocabulary
from briefgen.refresh.marks import mark
from briefgen.refresh.topic_parts import list_asked_tags

_WIDTH = 3
_SAME = 4  # so many letters of a name stand at the beginning of all its inflected forms
_NAMES = ("alias", "form")
_NO_SOURCES: Mapping[str, Source] = {}


@dataclass(frozen=True, slots=True)
class Met:
    """The entries that a topic meets, as written now (`list_items`), and why each of its excerpts has its tags.

    `publishers` names the publisher of each of its sources, folded (`compose.origins.name_publisher`): what an entry
    calls an organisation decides which of them are one origin.
    """

    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    taggings: Mapping[str, tuple[Tagging, ...]] = field(default_factory=dict)
    publishers: Mapping[str, str] = field(default_factory=dict)


def meet_terms(
    topic: Topic | None,
    used: Mapping[str, Evidence],
    vocabulary: Vocabulary,
    before: Iterable[str] = (),
    cited: Mapping[str, Source] = _NO_SOURCES,
) -> Met:
    """List the entries that a topic asks for, that its excerpts and sources bear, and those met before (their tags).

    Entries that name a publisher of its sources, of those too that it cites as wholes (`cited`), are met.
    """
    tags = {*(list_asked_tags(topic) if topic else ()), *before}
    for one in used.values():
        tags.update((*one.tagged.tags, one.tagged.speaker, one.tagged.actor, *one.source.tags))
    sources = {**cited, **{one.source.id: one.source for one in used.values()}}
    publishers = {source_id: name_publisher(source) for source_id, source in sources.items()}
    entries = name_entries(vocabulary)
    tags.update(entries[name] for name in publishers.values() if name in entries)
    return Met(
        {tag: list_items(vocabulary.terms[tag]) for tag in sorted(tags & vocabulary.terms.keys())},
        {name: one.tagged.taggings for name, one in used.items()},
        publishers,
    )


def list_items(term: Term) -> tuple[str, ...]:
    """List what an entry says, each with what it is: ``alias|Nato``, ``label|en NATO``."""
    named = {"alias": term.aliases, "implied tag": term.implies, "context": term.excluded, "form": term.forms}
    speaking = (f"actor|{one.actor} {one.start or ''}–{one.end or ''}" for one in term.speaks_for)
    return (
        *(f"label|{language} {label}" for language, label in term.labels),
        *(f"{kind}|{text}" for kind, texts in named.items() for text in texts),
        *speaking,
        *(() if term.inflected else ("rule|no inflection",)),
    )


def keep_terms(met: Met, language: str) -> dict[str, str]:
    """Keep of each entry, a line each, first a row of marks, then what may have to be named once it is gone.

    `language` is that of the brief, whose labels show.
    """
    texts: dict[str, set[str]] = {}
    for tagging in (one for taggings in met.taggings.values() for one in taggings):
        texts.setdefault(tagging.tag, set()).add(_read_match(tagging))
    return {
        tag: "\n".join(
            (
                "".join(_mark_all(items)),
                *(item for item in items if _is_kept(item, language, texts.get(tag, ()), met)),
            )
        )
        for tag, items in met.terms.items()
    }


def _read_match(tagging: Tagging) -> str:
    """Read the text that gave a passage a tag out of the reason for it, "" where none did."""
    return tagging.reason.removeprefix("matches “").removesuffix("”") if tagging.reason.startswith("matches") else ""


def _is_kept(item: str, language: str, texts: Iterable[str], met: Met) -> bool:
    return _shows(item, language) or _is_matched(item, texts) or _is_publisher(item, met)


def _is_publisher(item: str, met: Met) -> bool:
    """Whether a name is that of a publisher of the topic's sources."""
    kind, _, name = item.partition("|")
    name = name.partition(" ")[2] if kind == "label" else name
    return kind in ("alias", "label") and fold_name(name) in met.publishers.values()


def _shows(item: str, language: str) -> bool:
    return item.startswith(("actor|", f"label|{language} "))


def _is_matched(item: str, texts: Iterable[str]) -> bool:
    """Whether a name is one of these texts, or one of them a form of it; a few too many do no harm."""
    kind, _, name = item.partition("|")
    start = (name.partition(" ")[2] if kind == "label" else name).casefold()[:_SAME].rstrip("*")
    return kind in (*_NAMES, "label") and any(text and text.casefold().startswith(start) for text in texts)


@dataclass(frozen=True, slots=True)
class Moves:
    """Which excerpts came or are tagged anew, and whether any went or may have lost a tag."""

    came: frozenset[str]
    is_less: bool


def list_edits(before: Mapping[str, str], met: Met, moves: Moves, language: str) -> tuple[str, ...]:
    """Tell what was edited in the vocabulary where it reached a topic: ``org/nato: alias “Nato” added``.

    `before` is what `keep_terms` kept. What was added reaches it by an excerpt that came or is tagged anew for that
    very reason, what was taken away by one that went; a label or an actor shows, and a publisher's name makes origins
    one. Give `met` without the publishers of sources that are new: their entries are met for the first time.
    """
    kept = {tag: _Kept.read(text) for tag, text in before.items()}
    edited = [tag for tag in met.terms if tag in kept and list(kept[tag].marks) != _mark_all(met.terms[tag])]
    told = [f"{tag}: {what}" for tag in edited for what in _tell_entry(tag, kept[tag], met, moves, language)]
    # An entry that was not met before is, where it was given the name of a publisher.
    newly = [(tag, item) for tag in met.terms if tag not in kept for item in met.terms[tag]]
    told += [f"{tag}: {_tell_item(item, 'added')}" for tag, item in newly if _is_publisher(item, met)]
    told += [f"{tag} taken out" for tag in before if tag not in met.terms and moves.is_less]
    # Something of an entry that the record knows by its mark alone.
    return tuple(told or (f"{tag} edited" for tag in edited if moves.is_less or moves.came))


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of an entry: a mark for each of its items, and some of them as written."""

    marks: tuple[str, ...]
    items: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> "_Kept":
        row, *items = text.split("\n")
        return cls(tuple(row[place : place + _WIDTH] for place in range(0, len(row), _WIDTH)), tuple(items))


def _mark_all(items: Sequence[str]) -> list[str]:
    return [mark(item)[:_WIDTH] for item in items]


def _tell_entry(tag: str, before: _Kept, met: Met, moves: Moves, language: str) -> Iterator[str]:
    given = [one for name in moves.came for one in met.taggings.get(name, ())]

    def is_plain(item: str) -> bool:
        return _shows(item, language) or _is_publisher(item, met)

    for item in met.terms[tag]:
        if mark(item)[:_WIDTH] not in before.marks and (is_plain(item) or _reaches(tag, item, given, moves)):
            yield _tell_item(item, "added")
    for item in before.items:
        if item not in met.terms[tag] and (is_plain(item) or moves.is_less):
            yield _tell_item(item, "removed")


def _reaches(tag: str, item: str, given: Sequence[Tagging], moves: Moves) -> bool:
    """Whether what was added to an entry is why an excerpt came or went."""
    kind, _, text = item.partition("|")
    ways: dict[str, Callable[[], bool]] = {
        "implied tag": lambda: any(one.tag == text and one.reason == f"implied by {tag}" for one in given),
        "context": lambda: moves.is_less,
        "rule": lambda: moves.is_less,
    }
    by_name = [_read_match(one) for one in given if one.tag == tag]
    return ways.get(kind, lambda: _is_matched(item, by_name))()


def _tell_item(item: str, deed: str) -> str:
    kind, _, text = item.partition("|")
    if kind == "label":
        language, _, text = text.partition(" ")
        kind = f"label ({language})"
    return f"{kind} “{text}” {deed}"
