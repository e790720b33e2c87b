"""What sources are read with: the vocabulary, the folders' defaults, and which versions of pages are kept."""

import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from briefgen.errors import BriefgenError
from briefgen.files.reading import read_bounded
from briefgen.files.walking import Walk
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.model.vocabulary import Vocabulary
from briefgen.project.failures import describe_reader_failure, describe_unreadable
from briefgen.project.place import Project
from briefgen.project.reading.sources import READING, SOURCE_LIMIT
from briefgen.read.defaults import DEFAULTS_NAME, MISNAMED_DEFAULTS, UNKNOWN_DEFAULTS, FolderDefaults, read_defaults
from briefgen.read.versions import Followers, read_versions
from briefgen.read.vocabulary import read_vocabulary
from briefgen.tagging.matcher import Matcher, compile_matcher
from briefgen.workers.limits import Failed, Outcome
from briefgen.workers.run import run_job, run_jobs

T = TypeVar("T")


def read_project_vocabulary(project: Project, problems: list[Problem]) -> Vocabulary | None:
    """Read the vocabulary; None where it is there and cannot be read, for then no tag can be trusted."""
    if not os.path.lexists(project.vocabulary):
        return Vocabulary()
    if not Path(os.path.realpath(project.vocabulary)).is_relative_to(os.path.realpath(project.folder)):
        message = "it was not read: it is a link that leads outside the project"
        problems.append(Problem(kinds.FILE_LEADS_OUTSIDE, message, Place(project.name(project.vocabulary))))
        return None
    for name, data in _take_bytes(project, [project.vocabulary], problems).items():
        try:
            vocabulary, found = _read_vocabulary_once(name, data)
        except _ReaderDiedError as error:
            problems.append(describe_reader_failure(name, error.failed))
            return None
        problems.extend(found)
        if vocabulary is not None and (vocabulary.terms or not any(problem.is_error for problem in problems)):
            return vocabulary
    return None


@lru_cache(maxsize=1)
def _read_vocabulary_once(name: str, data: bytes) -> tuple[Vocabulary | None, tuple[Problem, ...]]:
    """Read a vocabulary in a worker; of the same bytes a preview, which reads at each save, knows the answer."""
    outcome = run_job(lambda text: read_vocabulary(text, name), data, READING)
    if isinstance(outcome, Failed):
        raise _ReaderDiedError(outcome)
    return outcome.value


class _ReaderDiedError(Exception):
    """A worker ended over the vocabulary."""

    def __init__(self, failed: Failed) -> None:
        super().__init__(failed.detail)
        self.failed = failed


#: The matcher of the last vocabulary, by its digest.
_MATCHERS: dict[str, Matcher] = {}


def take_matcher(vocabulary: Vocabulary) -> Matcher:
    """Compile a vocabulary's matcher, once for as long as it stays the same."""
    if vocabulary.digest not in _MATCHERS:
        _MATCHERS.clear()
        _MATCHERS[vocabulary.digest] = compile_matcher(vocabulary)
    return _MATCHERS[vocabulary.digest]


def read_kept_versions(project: Project, problems: list[Problem]) -> Followers:
    """Read which later versions of pages are kept; the file is there once `add` has met one."""
    if not project.versions.is_file():
        return {}
    files = _take_bytes(project, [project.versions], problems)
    return next((followers for _, followers in _read_each(files, read_versions, problems)), {})


def read_folder_defaults(project: Project, walk: Walk, problems: list[Problem]) -> dict[str, FolderDefaults]:
    """Read every folder's own defaults, by the folder's path.

    A folder is TLP:RED whose defaults are there and could not be read, for whatever reason, or bear another name than
    theirs: what they say of its marking is not known.
    """
    meant = [Path(path) for path in walk.files if _is_meant(path)]
    left_out = [path for path, _ in (*walk.skipped, *walk.refused) if _is_meant(str(path))]
    above = _find_too_high(project)
    names = [project.name(path) for path in (*meant, *left_out, *above)]
    files = _take_bytes(project, [path for path in meant if path.name == DEFAULTS_NAME], problems)

    def read(data: bytes, path: str) -> tuple[FolderDefaults | None, tuple[Problem, ...]]:
        return read_defaults(data, path, project.settings)

    known = dict(_read_each(files, read, problems))
    problems += [_tell_misnamed(project.name(path)) for path in meant if path.name != DEFAULTS_NAME]
    problems += [_tell_too_high(project.name(path)) for path in above]
    found = {name.rpartition("/")[0]: defaults for name, defaults in known.items()}
    for folder in (name.rpartition("/")[0] for name in names if name not in known):
        found[folder] = found.get(folder, FolderDefaults()).merge(UNKNOWN_DEFAULTS)
    return found


def _is_meant(path: str) -> bool:
    """Whether somebody meant a file to be a folder's defaults."""
    name = os.path.basename(path)  # noqa: PTH119 - several times as fast for ten thousand files
    return name == DEFAULTS_NAME or name.lower() in MISNAMED_DEFAULTS


def _find_too_high(project: Project) -> list[Path]:
    """Find defaults beside the folder of the sources, not in it."""
    folder = project.sources.parent
    return sorted(path for path in folder.iterdir() if _is_meant(str(path))) if folder.is_dir() else []


def _tell_too_high(name: str) -> Problem:
    message = "it was not read: a folder's defaults stand in `corpus/sources` or below"
    return Problem(kinds.FILE_SKIPPED, message, Place(name), "move it there; until then all sources are TLP:RED")


def _tell_misnamed(name: str) -> Problem:
    message = f"it was not read: a folder's defaults are called `{DEFAULTS_NAME}`"
    return Problem(kinds.FILE_SKIPPED, message, Place(name), "rename it; until then the folder's sources are TLP:RED")


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
            problems.append(describe_reader_failure(name, outcome))
            continue
        value, found = outcome.value
        problems.extend(found)
        if value is not None:
            results.append((name, value))
    return results
