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
from briefgen.files.writing import write_whole
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
    """The journal of one run; of the same run that was interrupted, it goes on."""

    def __init__(self, project: Project, words: Sequence[str]) -> None:
        self._path = project.state / _JOURNAL
        run = {"run": digest_text(json.dumps(words, ensure_ascii=True))}
        lines = _read_lines(self._path)
        if not lines or lines[0] != run or lines[-1] == _END:
            write_whole(self._path, json.dumps(run).encode() + b"\n")
            lines = [run]
        self._writes = len(lines) - 1

    def note(self, write: Write) -> None:
        """Note what is about to be written."""
        append_line(self._path, msgspec.json.encode(write))
        self._writes += 1

    def close(self) -> None:
        """Note that the run came to its end; of one that wrote nothing, that there is nothing to undo."""
        if self._writes:
            append_line(self._path, json.dumps(_END).encode())
        else:
            self._path.unlink(missing_ok=True)


def read_journal(project: Project) -> tuple[Write, ...]:
    """Give what the last run wrote, in its order; nothing where there is nothing on record."""
    return tuple(_list_writes(_read_lines(project.state / _JOURNAL)))


def drop_journal(project: Project) -> None:
    """Forget the last run."""
    (project.state / _JOURNAL).unlink(missing_ok=True)


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
        except ValueError:
            return lines
    return lines
