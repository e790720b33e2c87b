"""Opening a project's corpus: from the files to an index that says what the files say.

The order of stages stands here: vocabulary, folder defaults and topics first; then each source that
changed is read, tagged and proven in a worker; then the index takes what they gave.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from briefgen.errors import BriefgenError
from briefgen.files.lock import hold_lock
from briefgen.files.reading import FileMissingError
from briefgen.files.sightings import Sight, Sightings
from briefgen.files.walking import Walk, walk_files
from briefgen.index.entries import IndexEntry, PreparedEntry
from briefgen.index.schema import IndexDamaged
from briefgen.index.store import Index, open_index
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.model.topic import Topic
from briefgen.model.vocabulary import Vocabulary
from briefgen.project.failures import describe_reader_failure, describe_refusal, describe_unreadable
from briefgen.project.place import Project
from briefgen.project.reading.recipients import read_project_recipients
from briefgen.project.reading.relating import relate_sources
from briefgen.project.reading.rules import (
    read_folder_defaults,
    read_kept_versions,
    read_project_vocabulary,
    take_matcher,
)
from briefgen.project.reading.sources import (
    ORIGINAL_LIMIT,
    READING,
    SOURCE_LIMIT,
    Reading,
    digest_reading_code,
    find_originals,
    fingerprint_file,
    index_source,
    is_of_this_code,
    name_reading_code,
    tell_unreadable,
)
from briefgen.project.reading.speaking import speak_own_words
from briefgen.project.reading.topic_files import TopicFiles, TopicRules, examine_topics
from briefgen.read.defaults import MISNAMED_DEFAULTS
from briefgen.render.templating.templates import list_forms
from briefgen.workers.limits import Done
from briefgen.workers.run import run_jobs

T = TypeVar("T")
#: Is told the stage, how many are done, of how many, and the name of the last one.
Report = Callable[[str, int, int, str], None]
#: How long a command waits, in seconds, while another one reads the corpus.
_PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Corpus:
    """An opened corpus: `problems` are all that reading met, `index` answers queries.

    `files` are the topics' files, and what is known of them; `slugs` all topic files' stems, those too that could not
    be read. Where the vocabulary cannot be read, there are no topics. `forms` are those that there are templates for.
    `has_unread` tells that there are sources, or folders of them, that could not be read.
    """

    project: Project
    vocabulary: Vocabulary
    files: TopicFiles
    index: Index
    problems: tuple[Problem, ...]
    slugs: frozenset[str]
    forms: tuple[str, ...] = ()
    has_unread: bool = False

    @property
    def topics(self) -> tuple[Topic, ...]:
        """All topics, read whole."""
        return self.files.read_all()

    @property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of each topic's file, by its path."""
        return {one.path: one.sha256 for one in self.files.files}


def use_corpus(
    project: Project,
    action: Callable[[Corpus], T],
    processes: int = 2,
    *,
    is_thorough: bool = False,
    report: Report = lambda stage, done, total, name: None,
) -> T:
    """Open the corpus, hand it to `action`, and close it. An index found damaged is made anew, once.

    With `is_thorough` every file is read, whatever its times say. `report` is told how far reading is.
    """
    with hold_lock(project.state / "index.lock", patience=_PATIENCE), speak_own_words(project) as told:
        for _ in range(2):
            index = open_index(project.state, is_trusted=not is_thorough)
            try:
                sightings = Sightings(project.state / "sightings", trusts=not is_thorough)
                corpus = _read_corpus(project, index, told, _Desk(sightings, processes, report))
                sightings.save()
                return action(corpus)
            except IndexDamaged:
                index.discard()
            finally:
                index.close()
    raise BriefgenError(f"the index in {project.state} is damaged again right after it was made; check the disk")


def _read_corpus(project: Project, index: Index, told: tuple[Problem, ...], desk: "_Desk") -> Corpus:
    problems, sightings = desk.problems, desk.sightings
    topic_walk = _walk(project, project.topics, (".md",), problems)
    slugs = frozenset(map(name_source, topic_walk.files))
    vocabulary = read_project_vocabulary(project, problems)
    forms = list_forms(project.template_folders)
    if vocabulary is None:
        return Corpus(project, Vocabulary(), TopicFiles(project), index, (*told, *problems), slugs, forms)
    walk = _walk(project, project.sources, (".md", *MISNAMED_DEFAULTS), problems)
    defaults = read_folder_defaults(project, walk, problems)
    recipients, _ = read_project_recipients(project)
    rules = TopicRules(project.settings, vocabulary, forms, recipients, project.recipients_file, digest_reading_code())
    files = examine_topics(project, _digest_topics(project, topic_walk, sightings, problems), rules, desk.processes)
    reading = Reading(
        project=project,
        vocabulary=vocabulary,
        defaults=defaults,
        originals=_digest_originals(project, sightings),
        fingerprint=f"{vocabulary.digest} {project.settings!r}",
        followers=read_kept_versions(project, problems),
    )
    paths = [path for path in walk.files if path.lower().endswith(".md")]
    _refresh_index(index, reading, paths, desk)
    met = (*told, *problems, *files.problems, *index.problems())
    has_unread = bool(walk.skipped or walk.refused) or index.count_sources() < len(paths)
    return Corpus(project, vocabulary, files, index, met, slugs, forms, has_unread)


def _digest_topics(project: Project, walk: Walk, sightings: Sightings, problems: list[Problem]) -> dict[str, str]:
    digests: dict[str, str] = {}
    for path in walk.files:
        name = project.name(path)
        try:
            digests[name] = sightings.look(path, name, SOURCE_LIMIT).sha256
        except BriefgenError as error:
            problems.append(describe_unreadable(name, error))
    return digests


def _digest_originals(project: Project, sightings: Sightings) -> dict[str, tuple[Path, str]]:
    """Digest every kept original, as `digest_originals` does, but for those that are known by their times."""
    if not project.originals.is_dir():
        return {}
    kept = sorted(path for path in project.originals.iterdir() if len(path.stem) == 64 and path.is_file())
    return {path.stem: (path, _digest_original(project, path, sightings)) for path in kept}


def _digest_original(project: Project, path: Path, sightings: Sightings) -> str:
    try:
        return sightings.look(path, project.name(path), ORIGINAL_LIMIT).sha256
    except BriefgenError as error:
        return tell_unreadable(error)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What was seen of files, how many processes read, who is told how far they are, and what is wrong."""

    sightings: Sightings
    processes: int
    report: Report
    problems: list[Problem] = field(default_factory=list)

    def look(self, path: str, name: str) -> Sight | None:
        """Look at one file; the note of its sight are the originals that it names, as this code finds them."""
        try:
            return self.sightings.look(path, f"{name_reading_code()} {name}", SOURCE_LIMIT, find_originals)
        except FileMissingError:
            self.problems.append(Problem(kinds.FILE_VANISHED, "the file vanished while it was read", Place(name)))
        except BriefgenError as error:
            self.problems.append(describe_unreadable(name, error))
        return None


def _refresh_index(index: Index, reading: Reading, paths: Sequence[str], desk: _Desk) -> None:
    """Read again what changed since the index last saw it, and drop what is gone."""
    known = index.fingerprints()
    now: dict[str, str] = {}
    stale: list[Path] = []
    for path in paths:
        name = reading.project.name(path)
        seen = desk.look(path, name)
        if seen is None:
            continue
        now[name] = fingerprint_file(seen.sha256, seen.note, name, reading)
        if known.get(name) != now[name]:
            stale.append(Path(path))
    # Nothing of what other code wrote is kept, not even where a file says the same.
    is_foreign = any(one and not is_of_this_code(one) for one in known.values())
    removed = [name for name in known if is_foreign or name not in now]
    if not (stale or removed):
        return
    # A new vocabulary or version makes every source stale: then the index may be filled as if it were new.
    entries = _index_stale(stale, reading, desk)
    index.replace(entries, removed, is_all=len(stale) == len(now), finish=lambda: relate_sources(index))


def name_source(path: str) -> str:
    """Give the id of the source in a file."""
    return path.rpartition("/")[2].rpartition(".")[0]


def _index_stale(stale: Sequence[Path], reading: Reading, desk: _Desk) -> Iterator[IndexEntry | PreparedEntry]:
    """Read sources in workers; of one that a worker died over, keep that fact."""
    matcher = take_matcher(reading.vocabulary)
    jobs = run_jobs(lambda path: index_source(path, reading, matcher), stale, READING, desk.processes)
    for done, (position, outcome) in enumerate(jobs, 1):
        name = reading.project.name(stale[position])
        desk.report("reading", done, len(stale), name)
        if isinstance(outcome, Done):
            yield outcome.value
        else:
            # No fingerprint: a machine under load may have been at fault, so the next run tries again.
            yield IndexEntry(name, "", None, (), (describe_reader_failure(name, outcome),))


def _walk(project: Project, folder: Path, suffixes: tuple[str, ...], problems: list[Problem]) -> Walk:
    if not folder.is_dir():
        return Walk((), ())
    walk = walk_files(folder, suffixes)
    for path, reason in walk.skipped:
        kind = kinds.FILE_LEADS_OUTSIDE if "outside" in reason else kinds.FILE_SKIPPED
        problems.append(Problem(kind, f"it was skipped: {reason}", Place(project.name(path))))
    problems += [describe_refusal(project.name(path), error) for path, error in walk.refused]
    return walk
