"""A project's own words: catalogues in ``templates/catalogues/`` that change or add to the shipped ones."""

from collections.abc import Iterator
from contextlib import contextmanager

from briefgen.errors import BriefgenError
from briefgen.files.reading import read_bounded
from briefgen.files.walking import walk_files
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.project.failures import describe_refusal, describe_unreadable
from briefgen.project.place import Project
from briefgen.wording.words import read_words, use_words

_LIMIT = 1 << 20


@contextmanager
def speak_own_words(project: Project) -> Iterator[tuple[Problem, ...]]:
    """Say the project's own words for as long as the block runs; gives the problems of its catalogues.

    A catalogue that cannot be read says nothing, and the shipped words stand.
    """
    folder = project.templates / "catalogues"
    walk = walk_files(folder, (".po",)) if folder.is_dir() else None
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path, reason in walk.skipped if walk else ():
        problems.append(Problem(kinds.FILE_SKIPPED, f"it was skipped: {reason}", Place(project.name(path))))
    problems += [describe_refusal(project.name(path), error) for path, error in (walk.refused if walk else ())]
    for path in walk.found if walk else ():
        try:
            files[project.name(path)] = read_bounded(path, _LIMIT)
        except BriefgenError as error:
            problems.append(describe_unreadable(project.name(path), error, "the shipped words stand in its place"))
    words, found = read_words(files)
    with use_words(words):
        yield (*problems, *found)
