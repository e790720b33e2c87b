"""`impact`: what rests on a source or an excerpt, and who received it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefgen.compose.uses import find_in_edition, find_in_topic
from briefgen.editions.record import RECORD
from briefgen.editions.shelf import find_folders, list_topics, read_all_sums, read_whole_record
from briefgen.errors import IntegrityError, UsageError
from briefgen.grammar.suggestions import ask_whether
from briefgen.model.delivery import Entry, Matter
from briefgen.model.edition import Edition
from briefgen.model.impact import DraftUse, EditionUse, Impact, Standing, Trace
from briefgen.model.source import Source
from briefgen.model.topic import Topic
from briefgen.project.place import Project
from briefgen.project.reading.corpus import Corpus, use_corpus
from briefgen.project.sending.ledger import read_project_outbox
from briefgen.project.sending.settling import is_taken_away
from briefgen.refresh.records import read_records


@dataclass(frozen=True, slots=True)
class Shelf:
    """All editions that were issued, each with its variant's name and its record's digest.

    `unread` says which records could not be read, and why.
    """

    editions: tuple[tuple[Edition, str, str], ...] = ()
    unread: tuple[str, ...] = ()


def find_impact(project: Project, name: str) -> Impact:
    """Find what rests on a source (by its id, or a former one) or an excerpt (``source^id``).

    Raises UsageError for a name of which neither the corpus nor any edition knows, IntegrityError where the ledger was
    altered.
    """
    source_id, _, excerpt = name.strip("[]@ ").partition("^")

    def look(corpus: Corpus) -> Impact:
        source = find_source(corpus, source_id)
        shelf = read_all_editions(project)
        trace = Trace(name_all(source) if source else frozenset((source_id,)), excerpt)
        found = trace_editions(shelf, trace)
        drafts = tuple(_find_drafts(project, corpus, trace))
        if source is None and not (found or drafts):
            raise _refuse_unknown(corpus, shelf, source_id)
        entries = _read_ledger(project)
        return Impact(
            name=f"{source.id if source else source_id}{'^' if excerpt else ''}{excerpt}",
            title=source.title if source else next((one.title for one in reversed(found) if one.title), ""),
            is_there=source is not None and (not excerpt or _has_excerpt(corpus, source, excerpt)),
            withdrawn=source.withdrawn if source and source.is_withdrawn else None,
            drafts=drafts,
            editions=tuple(add_readers(found, entries)),
            untraced=_list_untraced(shelf, entries),
            unread=shelf.unread,
        )

    return use_corpus(project, look)


@dataclass(frozen=True, slots=True)
class Withdrawals:
    """What was withdrawn, with all that rests on it, and what stands: editions by topic, and the topics by name."""

    impacts: tuple[tuple[Source, Impact], ...] = ()
    standing: Mapping[str, tuple[Standing, ...]] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)


def find_withdrawn(project: Project, corpus: Corpus) -> Withdrawals:
    """Find of each withdrawn source which editions rest on it, and who received these. Raises IntegrityError."""
    withdrawn = [one for one in corpus.index.sources() if one.is_withdrawn]
    if not withdrawn:
        return Withdrawals()
    shelf, entries = read_all_editions(project), _read_ledger(project)
    untraced = _list_untraced(shelf, entries)
    found = [(one, trace_editions(shelf, Trace(name_all(one)))) for one in withdrawn]
    impacts = tuple(
        (one, Impact(one.id, one.title, editions=tuple(add_readers(uses, entries)), untraced=untraced,
                     unread=shelf.unread))
        for one, uses in found
    )  # fmt: skip
    touched = {(use.slug, use.variant, use.number) for _, uses in found for use in uses}
    standing = _group_standing(shelf, touched, _group_entries(entries))
    return Withdrawals(impacts, standing, {one.slug: one for one in corpus.topics})


def _group_standing(
    shelf: Shelf, touched: Collection[tuple[str, str, int]], entries: Mapping[tuple[str, str], Sequence[Entry]]
) -> dict[str, tuple[Standing, ...]]:
    """Group by topic the editions that rest on nothing that was withdrawn."""
    found: defaultdict[str, list[Standing]] = defaultdict(list)
    for edition, variant, sha256 in shelf.editions:
        if (edition.slug, variant, edition.number) not in touched:
            there = [one.delivery for one in entries.get((sha256, variant), ()) if _is_there(one)]
            sent = [one for one in there if one.matter is Matter.EDITION]
            one = Standing(
                edition.slug, edition.number, variant, edition.issued, sha256,
                frozenset(one.recipient for one in sent), frozenset(one.channel for one in sent),
            )  # fmt: skip
            found[edition.slug].append(one)
    return {slug: tuple(there) for slug, there in found.items()}


def _is_there(one: Entry) -> bool:
    """Whether an edition arrived, and nobody took it away since."""
    return one.has_arrived and not is_taken_away(one)


def name_all(source: Source) -> frozenset[str]:
    """Name a source by every id that it ever had."""
    return frozenset((source.id, *source.formerly))


def find_source(corpus: Corpus, source_id: str) -> Source | None:
    """Find a source by its id, or by one that it had before."""
    source = corpus.index.source(source_id)
    return source or next((one for one in corpus.index.sources() if source_id in one.formerly), None)


def _has_excerpt(corpus: Corpus, source: Source, excerpt: str) -> bool:
    return any(one.passage.id == excerpt for one in corpus.index.evidence_of(source.id))


def read_all_editions(project: Project) -> Shelf:
    """Read every edition on the shelf, by topic, number and variant."""
    sums = read_all_sums(project.editions)
    editions, unread = [], []
    for slug in list_topics(project.editions):
        for folder in find_folders(project.editions, slug):
            try:
                edition = read_whole_record(folder).edition
            except IntegrityError as error:
                unread.append(f"{folder / RECORD}: {error}")
                continue
            digest = sums.get(f"{slug}/{edition.number}/{folder.name}/{RECORD}", "")
            editions.append((edition, folder.name, digest))
    return Shelf(tuple(editions), tuple(unread))


def trace_editions(shelf: Shelf, trace: Trace) -> tuple[EditionUse, ...]:
    """Find the editions that rest on what is looked for, each with the one that replaces it."""
    found = [use for one in shelf.editions if (use := find_in_edition(*one, trace))]
    touched = {(one.slug, one.variant, one.number) for one in found}
    newest = {
        (edition.slug, variant): edition.number
        for edition, variant, _ in sorted(shelf.editions, key=lambda one: one[0].number)
        if (edition.slug, variant, edition.number) not in touched
    }
    return tuple(replace(one, replaced_by=_choose_later(newest, one)) for one in found)


def _choose_later(newest: Mapping[tuple[str, str], int], one: EditionUse) -> int:
    number = newest.get((one.slug, one.variant), 0)
    return number if number > one.number else 0


def add_readers(found: Sequence[EditionUse], entries: Sequence[Entry]) -> Iterator[EditionUse]:
    """Add to each edition what the ledger says of it."""
    by_edition = _group_entries(entries)
    for one in found:
        yield replace(one, readers=tuple(by_edition.get((one.sha256, one.variant), ())))


def _group_entries(entries: Sequence[Entry]) -> dict[tuple[str, str], list[Entry]]:
    """Group what the ledger says by the edition's digest and its variant.

    Two variants of one text have one record: whoever has the one does not have the other.
    """
    found: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.delivery.edition, entry.delivery.variant].append(entry)
    return found


def _find_drafts(project: Project, corpus: Corpus, trace: Trace) -> Iterator[DraftUse]:
    printed: dict[str, list[str]] = {}
    for record in read_records(project.output).values():
        printed.setdefault(record.slug, []).extend(record.inputs.excerpts)
    for topic in corpus.topics:
        use = find_in_topic(topic, printed.get(topic.slug, ()), trace)
        if use is not None:
            yield use


def _read_ledger(project: Project) -> tuple[Entry, ...]:
    with read_project_outbox(project) as outbox:
        return outbox.list_entries()


def _list_untraced(shelf: Shelf, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    known = {digest for _, _, digest in shelf.editions}
    return tuple(
        one
        for one in entries
        if one.delivery.matter is Matter.EDITION and one.has_left and one.delivery.edition not in known
    )


def _refuse_unknown(corpus: Corpus, shelf: Shelf, source_id: str) -> UsageError:
    known = {*corpus.index.source_ids(), *(name for edition, _, _ in shelf.editions for name in edition.sources)}
    hint = ask_whether(source_id, known)
    more = f"; {hint}" if hint else "; `briefgen find WORDS` lists what there is"
    return UsageError(f"neither the corpus nor any edition knows a source `{source_id}`{more}")
