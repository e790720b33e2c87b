"""`find`, `show` and `tags`: looking into the corpus."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.check.rights import rights_have_not_ended
from briefgen.check.sources import sources_tell_what_readers_need
from briefgen.check.topics import check_query
from briefgen.check.tradecraft import every_judgement_was_reviewed
from briefgen.check.vocabulary import TagUse, every_alias_matches, every_tag_is_used
from briefgen.compose.scores import list_wanted
from briefgen.errors import UsageError
from briefgen.files.reading import read_bounded
from briefgen.grammar.front_matter import normalise_breaks
from briefgen.grammar.query import list_query_tags, read_query
from briefgen.grammar.suggestions import suggest
from briefgen.model.evidence import Evidence
from briefgen.model.problem import Place, Problem
from briefgen.model.source import Source
from briefgen.model.topic import Topic
from briefgen.project.looking.asking import spread_sources, suggest_queries
from briefgen.project.looking.in_place import InPlace, show_in_place
from briefgen.project.place import Project
from briefgen.project.reading.corpus import Corpus, use_corpus
from briefgen.project.reading.sources import SOURCE_LIMIT
from briefgen.project.tags.stocking import list_shipped_names
from briefgen.refresh.records import read_records
from briefgen.tagging.matcher import compile_matcher, find_names


@dataclass(frozen=True, slots=True)
class Finds:
    """What a query found, best first, at most as many as asked for; `total` counts all.

    `hints` say, where nothing was found, what to ask instead.
    """

    excerpts: tuple[Evidence, ...]
    total: int
    problems: tuple[Problem, ...] = ()
    hints: tuple[str, ...] = ()


def find_excerpts(project: Project, text: str, limit: int) -> Finds:
    """Ask the corpus a query in Lucene's syntax; best first, and among equals each source in its turn."""
    query, problems = read_query(text, "query", 1, 1)
    if query is None:
        return Finds((), 0, problems)

    def ask(corpus: Corpus) -> Finds:
        unknown = check_query(text, Place("query", 1, 1), corpus.vocabulary)
        if unknown:
            return Finds((), 0, unknown)
        found = spread_sources(corpus.index.select(query), list_wanted(query))
        hints = () if found else suggest_queries(corpus, query, text)
        return Finds(tuple(found[:limit]), len(found), problems, hints)

    return use_corpus(project, ask)


@dataclass(frozen=True, slots=True)
class Shown:
    """An excerpt in its place: the lines of its file round it, and the topics that cite, pin or print it.

    `lines` pairs line numbers with texts; `own` are the first and last line of the excerpt; `in_place`
    is None where its words stand in no kept original.
    """

    evidence: Evidence
    lines: tuple[tuple[int, str], ...]
    own: tuple[int, int]
    cited_by: tuple[str, ...]
    printed_in: tuple[str, ...]
    in_place: InPlace | None = None


_AROUND = 3


def show_excerpt(project: Project, name: str) -> Shown:
    """Show one excerpt in its file. UsageError where there is none of that name."""

    def look(corpus: Corpus) -> Shown:
        evidence = get_excerpt(corpus, name)
        first, last = evidence.passage.place.line, evidence.passage.last_line
        data = read_bounded(project.folder / evidence.source.path, SOURCE_LIMIT)
        text = normalise_breaks(data.decode("utf-8", "replace")).split("\n")
        start, end = max(first - 1 - _AROUND, 0), last + _AROUND
        return Shown(
            evidence=evidence,
            lines=tuple(enumerate(text[start:end], start + 1)),
            own=(first, last),
            cited_by=_list_citing(corpus, evidence.name),
            printed_in=tuple(
                slug for slug, record in read_records(project.output).items() if evidence.name in record.inputs.excerpts
            ),
            in_place=show_in_place(project, evidence),
        )

    return use_corpus(project, look)


def show_source(project: Project, source_id: str) -> tuple[Source, tuple[Evidence, ...]]:
    """Show a source with all its excerpts. UsageError where there is none of that id."""

    def look(corpus: Corpus) -> tuple[Source, tuple[Evidence, ...]]:
        return get_source(corpus, source_id), corpus.index.evidence_of(source_id)

    return use_corpus(project, look)


def _list_citing(corpus: Corpus, name: str) -> tuple[str, ...]:
    return tuple(topic.slug for topic in corpus.topics if any(c.name == name for c in (*topic.citations, *topic.pin)))


def get_source(corpus: Corpus, source_id: str) -> Source:
    """Get a source by id; UsageError with the nearest id where there is none."""
    source = corpus.index.source(source_id)
    if source is None:
        known = corpus.index.source_ids()
        raise UsageError(f"no source is called `{source_id}`{_did_you_mean(source_id, known)}")
    return source


def get_excerpt(corpus: Corpus, name: str) -> Evidence:
    """Get an excerpt by ``source^id`` (``@`` and brackets are taken off); UsageError where there is none."""
    source_id, _, excerpt_id = name.strip("[]@ ").partition("^")
    source = get_source(corpus, source_id)
    there = corpus.index.evidence_of(source.id)
    found = next((evidence for evidence in there if evidence.passage.id == excerpt_id), None)
    if found is None:
        near = _did_you_mean(excerpt_id, [evidence.passage.id for evidence in there])
        raise UsageError(f"`{source_id}` has no excerpt `^{excerpt_id}`{near}")
    return found


def _did_you_mean(word: str, known: Sequence[str]) -> str:
    near = suggest(word, known)
    return f"; did you mean `{near}`?" if near else "; `briefgen find WORDS` lists what there is"


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag of the vocabulary: its label, how many passages bear it, and how many it or one below it."""

    tag: str
    label: str
    passages: int
    below: int


def count_tags(project: Project) -> tuple[TagCount, ...]:
    """Count the passages of every tag, in the vocabulary's order."""

    def count(corpus: Corpus) -> tuple[TagCount, ...]:
        direct, below = corpus.index.count_tags(), corpus.index.count_tags(below=True)
        named = ((tag, corpus.vocabulary.label(tag, project.settings.language)) for tag in corpus.vocabulary.terms)
        return tuple(TagCount(tag, label, direct.get(tag, 0), below.get(tag, 0)) for tag, label in named)

    return use_corpus(project, count)


def explain_tags(project: Project, name: str) -> Evidence:
    """Get an excerpt whose tags tell their reasons."""
    return use_corpus(project, lambda corpus: get_excerpt(corpus, name))


def inspect_corpus(corpus: Corpus, *, lists_all: bool = False) -> tuple[Problem, ...]:
    """Make the checks that only `check` asks for: what sources leave unsaid; with `lists_all` what tags are idle."""
    sources = tuple(corpus.index.sources())
    ended = rights_have_not_ended(sources, datetime.date.today())
    found = (*ended, *sources_tell_what_readers_need(sources, lists_all=lists_all))
    if not lists_all:
        return found
    use = gather_use(corpus)
    never = (problem for topic in corpus.topics for problem in every_judgement_was_reviewed(topic))
    return (*found, *never, *every_tag_is_used(corpus.vocabulary, use), *every_alias_matches(corpus.vocabulary, use))


def gather_use(corpus: Corpus) -> TagUse:
    """Gather how the vocabulary is used; reads the passages whose tags have names that were not met yet."""
    matcher = compile_matcher(corpus.vocabulary)
    missing = {tag: set(term.aliases) for tag, term in corpus.vocabulary.terms.items() if term.aliases}
    matched: dict[str, set[str]] = {tag: set() for tag in missing}
    for source in corpus.index.sources():
        for one in corpus.index.evidence_of(source.id):
            if not any(missing.get(tag) for tag in one.tagged.tags):
                continue
            for hit in find_names(matcher, one.passage.plain):
                matched.setdefault(hit.tag, set()).add(hit.name)
                missing.get(hit.tag, set()).discard(hit.name)
    asked = {tag for topic in corpus.topics for tag in _list_asked(topic)}
    return TagUse(corpus.index.count_tags(below=True), asked, matched, list_shipped_names())


def _list_asked(topic: Topic) -> Iterator[str]:
    for text in (topic.query_text, *(plan.query_text for plan in topic.sections)):
        yield from (tag for tag, _ in list_query_tags(text, topic.path, 1, 1))
    for plan in topic.sections:
        yield from plan.actors
