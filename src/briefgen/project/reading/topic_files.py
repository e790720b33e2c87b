"""The topics' files: read in workers, and of those that did not change only what was found out is looked up.

A topic's text stays out of the parent's memory: a thousand of them are read where they are needed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import msgspec

from briefgen.check.recipients import every_recipient_is_known
from briefgen.check.topics import check_topic, every_tag_asked_for_is_known, the_template_named_is_there
from briefgen.files.digest import digest_bytes, digest_text
from briefgen.files.reading import read_bounded
from briefgen.files.sightings import read_sealed, write_sealed
from briefgen.model import kinds
from briefgen.model.marking import Marking
from briefgen.model.problem import Place, Problem
from briefgen.model.recipient import Recipients
from briefgen.model.settings import Settings
from briefgen.model.topic import Topic
from briefgen.model.vocabulary import Vocabulary
from briefgen.project.failures import describe_reader_failure
from briefgen.project.place import Project
from briefgen.project.reading.kept_problems import KeptProblem, keep_problems, restore_problems
from briefgen.project.reading.sources import READING, SOURCE_LIMIT
from briefgen.read.topic import read_topic
from briefgen.workers.limits import Done
from briefgen.workers.run import run_jobs


@dataclass(frozen=True, slots=True)
class TopicFile:
    """What is known of a topic's file beside its text.

    `head` is the topic without its text, None where it could not be read. `is_askable` where all its queries say what
    they ask, `has_form` where there is a template for the form that it names. `problems` are those of reading it,
    `faults` what the vocabulary, the forms and the recipients lack that it names.
    """

    path: str
    sha256: str
    head: Topic | None
    problems: tuple[Problem, ...] = ()
    faults: tuple[Problem, ...] = ()
    is_askable: bool = False
    has_form: bool = False


@dataclass(frozen=True, slots=True)
class TopicRules:
    """What topics are held against."""

    settings: Settings
    vocabulary: Vocabulary
    forms: tuple[str, ...]
    recipients: Recipients
    recipients_file: str
    code: str

    def digest(self) -> str:
        """Digest all that decides what is found out of a topic besides its file."""
        known = sorted(self.vocabulary.known)
        told = (known, self.forms, repr(self.recipients), self.recipients_file, repr(self.settings), self.code)
        return digest_text(repr(told))


class _Kept(msgspec.Struct, frozen=True):
    sha256: str
    slug: str
    title: str
    marking: int
    marking_place: tuple[str, int, int]
    language: str
    template: str
    is_read: bool
    is_askable: bool
    has_form: bool
    problems: list[KeptProblem]
    faults: list[KeptProblem]


class _File(msgspec.Struct, frozen=True):
    rules: str
    topics: dict[str, _Kept]


@dataclass(slots=True)
class TopicFiles:
    """All topics' files of a project.

    `files` is what is known of each; of two with one slug the second is not among them.
    """

    project: Project
    files: tuple[TopicFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    _topics: tuple[Topic, ...] | None = None

    def read_all(self) -> tuple[Topic, ...]:
        """Read all topics whole, once; those that cannot be read are left out."""
        if self._topics is None:
            paths = [one.path for one in self.files if one.head is not None]
            jobs = run_jobs(lambda path: read_whole(self.project, path)[0], paths, READING, 2)
            read = {at: done.value for at, done in jobs if isinstance(done, Done) and done.value is not None}
            self._topics = tuple(read[at] for at in sorted(read))
        return self._topics


def read_whole(project: Project, path: str) -> tuple[Topic | None, str]:
    """Read a topic whole, and digest its file; call it in a worker. Raises what `read_bounded` raises."""
    data = read_bounded(project.folder / path, SOURCE_LIMIT)
    return read_topic(data, path, project.settings)[0], digest_bytes(data)


def examine_topics(project: Project, digests: Mapping[str, str], rules: TopicRules, processes: int) -> TopicFiles:
    """Find out what there is to know of topics; `digests` are the SHA-256 of their files by path."""
    path, key = project.state / "topics", rules.digest()
    kept = read_sealed(path, _File)
    before = kept.topics if kept and kept.rules == key else {}
    known = {name: _restore(name, before[name]) for name in digests if _is_same(before.get(name), digests[name])}
    fresh = _examine(project, sorted(digests.keys() - known.keys()), rules, processes)
    lasting = {name: _keep(one) for name, (one, lasts) in fresh.items() if lasts}
    if lasting or before.keys() != known.keys() or not kept or kept.rules != key:
        write_sealed(path, _File(key, {name: before[name] for name in known} | lasting))
    found = known | {name: one for name, (one, _) in fresh.items()}
    files, doubles = _drop_doubles([found[name] for name in sorted(found)])
    problems = (*(problem for one in found.values() for problem in one.problems), *doubles)
    return TopicFiles(project, files, problems)


def _is_same(kept: _Kept | None, sha256: str) -> bool:
    return kept is not None and kept.sha256 == sha256


def _examine(
    project: Project, paths: list[str], rules: TopicRules, processes: int
) -> dict[str, tuple[TopicFile, bool]]:
    """Read topics in workers, and say of each whether the outcome would be the same again."""
    fresh: dict[str, tuple[TopicFile, bool]] = {}

    def read(path: str) -> TopicFile:
        return _examine_one(read_bounded(project.folder / path, SOURCE_LIMIT), path, rules)

    for position, outcome in run_jobs(read, paths, READING, processes):
        path = paths[position]
        if isinstance(outcome, Done):
            fresh[path] = (outcome.value, True)
        else:
            fresh[path] = (TopicFile(path, "", None, (describe_reader_failure(path, outcome),)), False)
    return dict(sorted(fresh.items()))


def _examine_one(data: bytes, path: str, rules: TopicRules) -> TopicFile:
    sha256 = digest_bytes(data)
    topic, problems = read_topic(data, path, rules.settings)
    if topic is None:
        return TopicFile(path, sha256, None, problems)
    lacking = the_template_named_is_there(topic, rules.forms)
    faults = (
        *check_topic(topic, rules.vocabulary),
        *lacking,
        *every_recipient_is_known(topic, rules.recipients, rules.recipients_file),
    )
    bare = replace(topic, query=None, query_text="", sections=(), summary=(), pin=(), exclude=())
    head = replace(bare, recipients=(), recipient_places=())
    return TopicFile(path, sha256, head, problems, faults, can_ask(topic, rules.vocabulary), not lacking)


def can_ask(topic: Topic, vocabulary: Vocabulary) -> bool:
    """Whether all queries of a topic say what they ask: with a misspelt tag an empty brief would print."""
    read = topic.query is not None and all(plan.query is not None for plan in topic.sections if plan.query_text)
    return read and not every_tag_asked_for_is_known(topic, vocabulary)


def _drop_doubles(files: list[TopicFile]) -> tuple[tuple[TopicFile, ...], list[Problem]]:
    """Leave out topics whose slug an earlier one has, and name them."""
    first: dict[str, TopicFile] = {}
    used: list[TopicFile] = []
    problems: list[Problem] = []
    for one in files:
        slug = one.head.slug if one.head else ""
        if slug and slug in first:
            message = f"`{slug}` is the id of {first[slug].path} too"
            problems.append(Problem(kinds.FILE_NAME_TWICE, message, Place(one.path), "rename one of the two files"))
            continue
        if slug:
            first[slug] = one
        used.append(one)
    return tuple(used), problems


def _keep(one: TopicFile) -> _Kept:
    head = one.head or Topic("", one.path, "", Marking.RED, None)
    place = head.marking_place
    return _Kept(
        sha256=one.sha256,
        slug=head.slug,
        title=head.title,
        marking=int(head.marking),
        marking_place=(place.file, place.line, place.column),
        language=head.language,
        template=head.template,
        is_read=one.head is not None,
        is_askable=one.is_askable,
        has_form=one.has_form,
        problems=keep_problems(one.problems),
        faults=keep_problems(one.faults),
    )


def _restore(path: str, kept: _Kept) -> TopicFile:
    head = Topic(
        slug=kept.slug,
        path=path,
        title=kept.title,
        marking=Marking(kept.marking),
        query=None,
        marking_place=Place(*kept.marking_place),
        language=kept.language,
        template=kept.template,
    )
    problems, faults = restore_problems(kept.problems), restore_problems(kept.faults)
    return TopicFile(
        path, kept.sha256, head if kept.is_read else None, problems, faults, kept.is_askable, kept.has_form
    )
