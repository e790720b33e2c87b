"""What one draft is made of, loaded in the worker that makes it: its topic's text and what the index finds for it.

Beside it goes a trace of all that was asked: what the draft depends on of the corpus.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefgen.compose.findings import Findings
from briefgen.compose.origins import name_publisher
from briefgen.compose.words_today import WordsToday
from briefgen.editions.shelf import read_last_edition
from briefgen.errors import BriefgenError, IntegrityError
from briefgen.files.digest import digest_text
from briefgen.index.search import compile_query
from briefgen.index.store import Index, read_index
from briefgen.model import kinds
from briefgen.model.edition import Edition
from briefgen.model.inputs import Inputs
from briefgen.model.marking import Marking
from briefgen.model.problem import Place, Problem
from briefgen.model.query import Query
from briefgen.model.record import Record
from briefgen.model.topic import Topic
from briefgen.model.variant import Variant
from briefgen.project.building.commons import key_publisher
from briefgen.project.building.findings import Grounds, ask_index, list_queries
from briefgen.project.building.former import look_back_at
from briefgen.project.building.trace import Trace
from briefgen.project.building.withholding import Withholding, withhold
from briefgen.project.place import Project
from briefgen.project.reading.topic_files import read_whole
from briefgen.project.reading.words import prepare_words
from briefgen.refresh.run import Task
from briefgen.refresh.scenes import find_lost


@dataclass(frozen=True, slots=True)
class Wish:
    """A draft that may have to be made: its topic's file, its variant, and what is on record of it.

    `texts` are the words of cited excerpts as the topic's own record knows them. `is_whole` tells whether the files on
    record stand as they were printed.
    """

    slug: str
    path: str
    variant: Variant
    record: Record | None
    texts: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool | None = None

    @property
    def name(self) -> str:
        """What the draft's files are called, without their ends."""
        return self.slug + self.variant.suffix


@dataclass(frozen=True, slots=True)
class Loader:
    """Loads wishes, in a worker: `common` explains a change that is none of the topic's, `withheld` goes by limit.

    `index` is the file to ask: the index itself while its lock is held, else a copy.
    """

    project: Project
    grounds: Grounds
    common: Inputs
    withheld: Mapping[Marking, Withholding]
    index: Path
    _readers: dict[int, Index] = field(default_factory=dict)
    _words: dict[int, Callable[[], WordsToday]] = field(default_factory=dict)

    def __call__(self, wish: Wish) -> tuple[Task, Trace]:
        """Load what a wish is made of. Raises BriefgenError where its topic can no longer be read."""
        topic, sha256 = read_whole(self.project, wish.path)
        if topic is None:
            raise BriefgenError("it was changed while it was read")
        problems: list[Problem] = []
        previous = read_previous(self.project, topic, wish.variant, problems)
        findings = self._find(topic, wish)
        inputs = replace(self.common, topic=sha256)
        lost = find_lost(wish.record, findings, self._open().evidence_of)
        gather = self._prepare_words() if wish.variant.limit is not None else None
        looked = look_back_at(previous, findings, self._open(), gather)
        task = Task(topic, looked, wish.record, inputs, wish.variant, lost=lost, is_whole=wish.is_whole)
        last = digest_texts(list_unresolved(topic, looked), wish.texts, wish.variant.limit)
        begun = Trace(sha256, met=tuple(_list_previous(previous)), last=last, problems=tuple(problems))
        return task, _trace(topic, looked, begun)

    def _find(self, topic: Topic, wish: Wish) -> Findings:
        findings = ask_index(topic, self._open(), self.grounds, wish.texts)
        limit = wish.variant.limit
        if limit is not None:
            return withhold(findings, self._open(), self.withheld[limit])
        # Only the words behind citations that lead nowhere are ever told.
        texts = {name: wish.texts[name] for name in list_unresolved(topic, findings) if name in wish.texts}
        return replace(findings, last_texts=texts)

    def _open(self) -> Index:
        """Open the index, once in each worker."""
        worker = os.getpid()
        if worker not in self._readers:
            self._readers[worker] = read_index(self.index)
        return self._readers[worker]

    def _prepare_words(self) -> Callable[[], WordsToday]:
        """Return what gathers all words of the index, once in each worker."""
        return self._words.setdefault(os.getpid(), prepare_words(self._open()))


def read_previous(project: Project, topic: Topic, variant: Variant, problems: list[Problem]) -> Edition | None:
    """Read the edition to compare with; None, and a problem, where it cannot be read."""
    try:
        return read_last_edition(project.editions, topic, variant)
    except IntegrityError as error:
        place = Place(project.name(project.editions / topic.slug))
        hint = "put the folder back from a copy; without it the next brief cannot say what changed"
        problems.append(Problem(kinds.EDITION_UNREADABLE, str(error), place, hint))
        return None


def list_unresolved(topic: Topic, findings: Findings) -> tuple[str, ...]:
    """List the excerpts that a topic names and that are not there."""
    there = findings.list_cited_excerpts()
    named = (*topic.citations, *topic.pin, *topic.exclude)
    return tuple(sorted({one.name for one in named if one.excerpt and one.name not in there}))


def digest_texts(unresolved: Sequence[str], texts: Mapping[str, str], limit: Marking | None) -> str:
    """Digest the last known words that a draft may tell: behind what leads nowhere, or, with a limit, any."""
    told = sorted(texts.items()) if limit is not None else [(name, texts[name]) for name in unresolved if name in texts]
    return digest_text(repr(told)) if told else ""


def _trace(topic: Topic, findings: Findings, begun: Trace) -> Trace:
    """Complete a trace with what was met of the corpus."""
    named = {one.source for one in (*topic.citations, *topic.pin, *topic.exclude)}
    evidence = [one for there in (findings.found, *findings.by_section.values()) for one in there]
    met = {*begun.met, *named, *findings.renamed.values(), *(one.source.id for one in evidence)}
    # A source may be called otherwise today, and come back under the name that it had.
    met.update(_list_previous(findings.previous))
    borne = [*evidence, *(one for there in findings.cited.values() for one in there), *(findings.former or ())]
    tags = {tag for one in borne for tag in (*one.tagged.tags, one.tagged.speaker, one.tagged.actor, *one.source.tags)}
    told = (*findings.sources.values(), *(one.source for one in borne))
    publishers = {key_publisher(name) for name in map(name_publisher, told) if name}
    return replace(
        begun,
        met=tuple(sorted(met)),
        asks=tuple(_compile(query) for query in list_queries(topic)),
        needs_ids=bool(named - findings.sources.keys()),
        needs_words=bool(findings.raised),
        unresolved=list_unresolved(topic, findings),
        tags=tuple(sorted((tags | publishers) - {""})),
    )


def _list_previous(previous: Edition | None) -> Iterator[str]:
    """List the sources that the last edition names: of each it may have to be said where it went."""
    if previous is not None:
        yield from previous.sources
        yield from (name.partition("^")[0] for name in (*previous.excerpts, *previous.found))
        yield from (name.partition("^")[0] for one in previous.judgements for name in one.evidence)


def _compile(query: Query) -> tuple[str, tuple[str | int | None, ...]]:
    condition, values = compile_query(query)
    return condition, tuple(value if isinstance(value, str | int) else None for value in values)
