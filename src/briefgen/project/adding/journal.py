"""The journal of the last `add`: a line before each write, so that `add --undo` can take it back, killed or not."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from briefgen.errors import BriefgenError
from briefgen.files.digest import digest_text
from briefgen.files.reading import read_bounded
from briefgen.files.together import append_line
from briefgen.files.writing import remove_file, write_whole
from briefgen.project.place import Project

_JOURNAL = "last-add.jsonl"
_LIMIT = 1 << 30
_END = {"end": True}


@dataclass(frozen=True, slots=True)
class Write:
    """One write of a run.

    `kind`: source (then `before` is the text that stood there, None: nothing), original, or version (then
    `path` is the file of versions and `before` the line that was added to it).
    """

    kind: str
    path: str
    sha256: str = ""
    before: str | None = None


class Journal:
    """The journal of one run; of the same run that was interrupted, it goes on.

    It begins with the run's first write: a run that writes nothing leaves the journal before it in place.
    """

    def __init__(self, project: Project, words: Sequence[str]) -> None:
        self._path = project.state / _JOURNAL
        self._run = _name_run(words)
        self._is_open = _is_open(_read_lines(self._path), self._run)

    def note(self, write: Write) -> None:
        """Note what is about to be written."""
        if not self._is_open:
            write_whole(self._path, json.dumps(self._run).encode() + b"\n")
            self._is_open = True
        append_line(self._path, msgspec.json.encode(write))

    def close(self) -> None:
        """Note that the run came to its end, if it wrote anything."""
        if self._is_open:
            append_line(self._path, json.dumps(_END).encode())


def is_under_way(project: Project, words: Sequence[str]) -> bool:
    """Tell whether a run of these words has begun to write and has not come to its end."""
    return _is_open(_read_lines(project.state / _JOURNAL), _name_run(words))


def read_journal(project: Project) -> tuple[Write, ...]:
    """Give what the last run wrote, in its order; nothing where there is nothing on record."""
    return tuple(_list_writes(_read_lines(project.state / _JOURNAL)))


def drop_journal(project: Project) -> None:
    """Forget the last run. Raises StorageError."""
    remove_file(project.state / _JOURNAL)


def _name_run(words: Sequence[str]) -> dict[str, str]:
    """Make the first line of the journal of a run."""
    return {"run": digest_text(json.dumps(words, ensure_ascii=True))}


def _is_open(lines: Sequence[object], run: dict[str, str]) -> bool:
    return bool(lines) and lines[0] == run and lines[-1] != _END


def _list_writes(lines: Sequence[object]) -> Iterator[Write]:
    for line in lines:
        try:
            yield msgspec.convert(line, Write)
        except msgspec.ValidationError:
            continue  # the first line, the last, and whatever is no write


def _read_lines(path: Path) -> list[object]:
    """Read whole lines; one that was cut off was never followed by a write."""
    try:
        data = read_bounded(path, _LIMIT)
    except BriefgenError:
        return []
    lines: list[object] = []
    for line in data.split(b"\n")[:-1]:
        try:
            lines.append(json.loads(line))
        except (ValueError, RecursionError):
            return lines
    return lines
