"""One file of the corpus, read: its front matter typed, its folder's defaults filled in, its passages."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from briefgen.grammar.characters import find_hidden, locate_hidden
from briefgen.grammar.front_matter import FrontMatter, decode_source, split_front_matter
from briefgen.grammar.ids import describe_bad_id, is_source_id, make_slug
from briefgen.model import kinds
from briefgen.model.marking import Marking
from briefgen.model.problem import Place, Problem
from briefgen.model.settings import Settings
from briefgen.model.source import Passage, Source
from briefgen.read.defaults import FolderDefaults
from briefgen.read.fields import FIELDS, has_bad_marking, read_fields
from briefgen.read.passages import read_passages
from briefgen.read.values import Reading


@dataclass(frozen=True, slots=True)
class ReadSource:
    """What came of a file: the source and its passages, and every mistake in it.

    `source` is None, without passages, where the file cannot be used: not text, empty, a name that is no
    id, or a front matter that cannot be read (its marking is not known then).
    """

    source: Source | None
    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...]


def read_source(data: bytes, path: str, defaults: FolderDefaults, settings: Settings) -> ReadSource:
    """Read a source's file, given its bytes and its path from the project's folder, with slashes.

    The marking is the source's own, else its folder's, else the settings', else TLP:RED; with a bad label
    anywhere in the file it is TLP:RED. Nothing is raised, whatever the file holds.
    """
    name_problems = _check_name(path)
    text, problems = decode_source(data, path)
    if text is None:
        return ReadSource(None, (), (*name_problems, *problems))
    if not text.strip("\ufeff \t\r\n"):
        return ReadSource(None, (), (*name_problems, _report_empty(path)))
    front, problems = split_front_matter(text, path)
    reading = Reading(path, [*name_problems, *problems])
    if front.is_broken:
        return ReadSource(None, (), tuple(reading.problems))
    values = read_fields(front.root, FIELDS, reading, settings.ignore_keys)
    if any(one.is_error for one in reading.problems):
        values["is_unsure"] = True
    identifier = PurePosixPath(path).stem
    passages, problems = read_passages(front.body, identifier, path, front.body_line)
    reading.problems.extend((*_report_hidden(front, path), *problems))
    if not passages and not problems:
        reading.problems.append(_report_empty(path))
    if name_problems:
        return ReadSource(None, (), tuple(reading.problems))
    source = _make_source(identifier, values, reading, defaults, settings)
    return ReadSource(source, passages, tuple(reading.problems))


def _make_source(
    identifier: str, own: dict[str, object], reading: Reading, defaults: FolderDefaults, settings: Settings
) -> Source:
    values = defaults.fill(own)
    fallback = Marking.RED if settings.default_tlp is None else settings.default_tlp
    values.setdefault("marking", fallback)
    if has_bad_marking(reading.problems):
        values["marking"] = Marking.RED
    if "title" not in values:
        _report_missing_title(reading)
        values["title"] = identifier
    if "withdrawn" in values:
        values["status"] = "withdrawn"
    places = {**defaults.places, **reading.places}
    return Source(id=identifier, path=reading.file, places=tuple(places.items()), **values)


def _check_name(path: str) -> tuple[Problem, ...]:
    """Return the problem of a file whose stem is no id; two dots, as in ``a.b.md``, make none either."""
    stem = PurePosixPath(path).stem
    if is_source_id(stem):
        return ()
    message = f"The file's name cannot be a source's id: {describe_bad_id(stem)}."
    return (Problem(kinds.FILE_NAME, message, Place(path), f"rename it to {make_slug(stem)}.md"),)


def _report_missing_title(reading: Reading) -> None:
    place = reading.places.get("title", Place(reading.file, 1, 1))
    if kinds.YAML_SHAPE in {problem.kind for problem in reading.problems if problem.place == place}:
        return
    message = "The source has no title."
    reading.problems.append(Problem(kinds.YAML_MISSING_KEY, message, place, "write title: … between two lines ---"))


def _report_hidden(front: FrontMatter, path: str) -> tuple[Problem, ...]:
    """Warn once of a text's control, direction and zero-width characters, where the first of them stands."""
    hidden = find_hidden(front.body)
    if not hidden:
        return ()
    line, column = locate_hidden(front.body)
    message = f"The text contains invisible or direction characters: {', '.join(hidden)}."
    place = Place(path, front.body_line + line, column + 1)
    return (Problem(kinds.TEXT_CONTROLS, message, place, "delete them unless the text needs them"),)


def _report_empty(path: str) -> Problem:
    return Problem(kinds.FILE_EMPTY, "The file holds no text, so nothing of it can be quoted.", Place(path))
