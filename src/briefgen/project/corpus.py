"""Opening a project's corpus: from the files to an index that says what the files say.

The order of stages stands here: vocabulary, folder defaults and topics first; then each source that
changed is read, tagged and proven in a worker; then the index takes what they gave.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from briefgen.errors import BriefgenError
from briefgen.files.digest import digest_bytes
from briefgen.files.lock import hold_lock
from briefgen.files.reading import FileMissingError, FileTooLongError, read_bounded
from briefgen.files.walking import Walk, walk_files
from briefgen.index.entries import IndexEntry, PreparedEntry
from briefgen.index.schema import IndexDamaged
from briefgen.index.store import Index, open_index
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.model.topic import Topic
from briefgen.model.vocabulary import Vocabulary
from briefgen.project.failures import hint_at_cause, tell_end
from briefgen.project.place import Project
from briefgen.project.reading import (
    READING,
    SOURCE_LIMIT,
    Reading,
    digest_originals,
    digest_reading_code,
    fingerprint_source,
    index_source,
)
from briefgen.project.relating import relate_sources
from briefgen.project.speaking import speak_own_words
from briefgen.read.defaults import FolderDefaults, read_defaults
from briefgen.read.topic import read_topic
from briefgen.read.versions import Followers, read_versions
from briefgen.read.vocabulary import read_vocabulary
from briefgen.tagging.matcher import compile_matcher
from briefgen.workers.limits import Done, Failed, Outcome
from briefgen.workers.run import run_jobs

T = TypeVar("T")
#: How long a command waits, in seconds, while another one reads the corpus.
_PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Corpus:
    """An opened corpus: `problems` are all that reading met, `index` answers queries.

    `digests` gives the SHA-256 of each topic file by path; `slugs` are all topic files' stems, those too
    that could not be read. Where the vocabulary cannot be read, there are no topics.
    """

    project: Project
    vocabulary: Vocabulary
    topics: tuple[Topic, ...]
    index: Index
    problems: tuple[Problem, ...]
    digests: dict[str, str]
    slugs: frozenset[str]


def use_corpus(project: Project, action: Callable[[Corpus], T], processes: int = 2) -> T:
    """Open the corpus, hand it to `action`, and close it. An index found damaged is made anew, once."""
    with hold_lock(project.state / "index.lock", patience=_PATIENCE), speak_own_words(project) as told:
        for _ in range(2):
            index = open_index(project.state)
            try:
                return action(_read_corpus(project, index, processes, told))
            except IndexDamaged:
                index.discard()
            finally:
                index.close()
    raise BriefgenError(f"the index in {project.state} is damaged again right after it was made; check the disk")


def _read_corpus(project: Project, index: Index, processes: int, told: tuple[Problem, ...]) -> Corpus:
    problems: list[Problem] = []
    digests: dict[str, str] = {}
    topic_walk = _walk(project, project.topics, (".md",), problems)
    slugs = frozenset(path.stem for path in topic_walk.found)
    vocabulary = _read_vocabulary(project, problems)
    if vocabulary is None:
        return Corpus(project, Vocabulary(), (), index, (*told, *problems), digests, slugs)
    walk = _walk(project, project.sources, (".md", "_defaults.yaml"), problems)
    defaults = _read_defaults(project, walk, problems)
    topics = _read_topics(project, topic_walk, problems, digests)
    reading = Reading(
        project=project,
        vocabulary=vocabulary,
        defaults=defaults,
        originals=digest_originals(project.originals),
        fingerprint=f"{digest_reading_code()} {vocabulary.digest} {project.settings!r}",
        followers=_read_versions(project, problems),
    )
    _refresh_index(
        index, reading, [path for path in walk.found if path.name.lower().endswith(".md")], problems, processes
    )
    return Corpus(project, vocabulary, topics, index, (*told, *problems, *index.problems()), digests, slugs)


def _read_vocabulary(project: Project, problems: list[Problem]) -> Vocabulary | None:
    """Read the vocabulary; None where it is there and cannot be read, for then no tag can be trusted."""
    if not os.path.lexists(project.vocabulary):
        return Vocabulary()
    if not Path(os.path.realpath(project.vocabulary)).is_relative_to(os.path.realpath(project.folder)):
        message = "it was not read: it is a link that leads outside the project"
        problems.append(Problem(kinds.FILE_LEADS_OUTSIDE, message, Place(project.name(project.vocabulary))))
        return None
    files = _take_bytes(project, [project.vocabulary], problems)
    for _, vocabulary in _read_each(files, read_vocabulary, problems):
        if vocabulary.terms or not any(problem.is_error for problem in problems):
            return vocabulary
    return None


def _read_versions(project: Project, problems: list[Problem]) -> Followers:
    """Read which later versions of pages are kept; the file is there once `add` has met one."""
    if not project.versions.is_file():
        return {}
    files = _take_bytes(project, [project.versions], problems)
    return next((followers for _, followers in _read_each(files, read_versions, problems)), {})


def _read_defaults(project: Project, walk: Walk, problems: list[Problem]) -> dict[str, FolderDefaults]:
    """Read every folder's own defaults, by the folder's path."""
    files = _take_bytes(project, [path for path in walk.found if path.name == "_defaults.yaml"], problems)

    def read(data: bytes, path: str) -> tuple[FolderDefaults | None, tuple[Problem, ...]]:
        return read_defaults(data, path, project.settings)

    return {path.rpartition("/")[0]: defaults for path, defaults in _read_each(files, read, problems)}


def _read_topics(project: Project, walk: Walk, problems: list[Problem], digests: dict[str, str]) -> tuple[Topic, ...]:
    files = _take_bytes(project, list(walk.found), problems)

    def read(data: bytes, path: str) -> tuple[Topic | None, tuple[Problem, ...]]:
        return read_topic(data, path, project.settings)

    topics: dict[str, Topic] = {}
    for path, topic in _read_each(files, read, problems):
        digests[path] = digest_bytes(files[path])
        if topic.slug in topics:
            message = f"`{topic.slug}` is the id of {topics[topic.slug].path} too"
            problems.append(Problem(kinds.FILE_NAME_TWICE, message, Place(path), "rename one of the two files"))
        else:
            topics[topic.slug] = topic
    return tuple(topics.values())


def _refresh_index(
    index: Index, reading: Reading, paths: Sequence[Path], problems: list[Problem], processes: int
) -> None:
    """Read again what changed since the index last saw it, and drop what is gone."""
    known = index.fingerprints()
    now: dict[str, str] = {}
    stale: list[Path] = []
    for path in paths:
        name = reading.project.name(path)
        data = _take_source(path, name, problems)
        if data is None:
            continue
        now[name] = fingerprint_source(data, name, reading)
        if known.get(name) != now[name]:
            stale.append(path)
    removed = [name for name in known if name not in now]
    if stale or removed:
        # A new vocabulary or version makes every source stale: then the index is filled as if it were new.
        is_all = len(stale) == len(now)
        entries = _index_stale(stale, reading, processes)
        index.replace(entries, removed, is_all=is_all, finish=lambda: relate_sources(index))


def _take_source(path: Path, name: str, problems: list[Problem]) -> bytes | None:
    try:
        return read_bounded(path, SOURCE_LIMIT)
    except FileMissingError:
        problems.append(Problem(kinds.FILE_VANISHED, "the file vanished while it was read", Place(name)))
    except BriefgenError as error:
        problems.append(describe_unreadable(name, error))
    return None


def _index_stale(stale: Sequence[Path], reading: Reading, processes: int) -> Iterator[IndexEntry | PreparedEntry]:
    """Read sources in workers; of one that a worker died over, keep that fact."""
    matcher = compile_matcher(reading.vocabulary)
    for position, outcome in run_jobs(lambda path: index_source(path, reading, matcher), stale, READING, processes):
        if isinstance(outcome, Done):
            yield outcome.value
        else:
            name = reading.project.name(stale[position])
            # No fingerprint: a machine under load may have been at fault, so the next run tries again.
            yield IndexEntry(name, "", None, (), (describe_failure(name, outcome),))


def _take_bytes(project: Project, paths: list[Path], problems: list[Problem]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for path in paths:
        name = project.name(path)
        try:
            files[name] = read_bounded(path, SOURCE_LIMIT)
        except BriefgenError as error:
            problems.append(describe_unreadable(name, error))
    return files


def _read_each(
    files: dict[str, bytes],
    read: Callable[[bytes, str], tuple[T | None, tuple[Problem, ...]]],
    problems: list[Problem],
) -> list[tuple[str, T]]:
    """Read files in a worker each outlives; keep what could be read, and all problems."""
    names = sorted(files)
    outcomes: dict[int, Outcome[tuple[T | None, tuple[Problem, ...]]]] = dict(
        run_jobs(lambda name: read(files[name], name), names, READING, 1)
    )
    results: list[tuple[str, T]] = []
    for position, name in enumerate(names):
        outcome = outcomes[position]
        if isinstance(outcome, Failed):
            problems.append(describe_failure(name, outcome))
            continue
        value, found = outcome.value
        problems.extend(found)
        if value is not None:
            results.append((name, value))
    return results


def _walk(project: Project, folder: Path, suffixes: tuple[str, ...], problems: list[Problem]) -> Walk:
    if not folder.is_dir():
        return Walk((), ())
    walk = walk_files(folder, suffixes)
    for path, reason in walk.skipped:
        kind = kinds.FILE_LEADS_OUTSIDE if "outside" in reason else kinds.FILE_SKIPPED
        problems.append(Problem(kind, f"it was skipped: {reason}", Place(project.name(path))))
    return walk


def describe_unreadable(name: str, error: BriefgenError) -> Problem:
    """Make a problem of a file that could not be read."""
    kind = kinds.FILE_TOO_LARGE if isinstance(error, FileTooLongError) else kinds.FILE_UNREADABLE
    return Problem(kind, str(error), Place(name))


def describe_failure(name: str, failed: Failed) -> Problem:
    """Make a problem of a worker that died over a file."""
    message = f"reading it {tell_end(failed, 'reader')}"
    hint = hint_at_cause(failed, "the rest was read without it")
    return Problem(kinds.FILE_CRASHED_READER, message, Place(name), hint)
