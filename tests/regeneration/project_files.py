"""A project's files as an edit sees them: listed in order, read, changed, and put back as they were first."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from small_project import list_files

#: The edits of one sequence are some nanoseconds apart, or years, as the numbers of the edit say.
_FIRST = list_files()


@dataclass(frozen=True, slots=True)
class Files:
    """The files of the project in `folder`."""

    folder: Path

    def list_below(self, below: str, end: str = "") -> list[str]:
        """List the files below a folder of the project, by path."""
        top = self.folder / below
        return sorted(
            path.relative_to(self.folder).as_posix()
            for path in top.rglob(f"*{end}")
            if path.is_file() and not path.is_symlink()
        )

    def list_sources(self) -> list[str]:
        """List the sources."""
        return self.list_below("corpus/sources", ".md")

    def list_topics(self) -> list[str]:
        """List the topics."""
        return self.list_below("corpus/topics", ".md")

    def pick(self, paths: list[str], number: int) -> str:
        """Pick one of some paths; "" where there is none."""
        return paths[number % len(paths)] if paths else ""

    def read(self, path: str) -> str:
        """Read a file."""
        return (self.folder / path).read_bytes().decode("utf-8", "surrogateescape")

    def write(self, path: str, text: str) -> None:
        """Write a file in its place, as some editors do."""
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode("utf-8", "surrogateescape"))

    def replace(self, path: str, text: str) -> None:
        """Put a new file into the place of another, as other editors do."""
        beside = self.folder / f"{path}~"
        beside.write_bytes(text.encode("utf-8", "surrogateescape"))
        beside.replace(self.folder / path)

    def change(self, path: str, edit: Callable[[str], str]) -> None:
        """Edit a file; nothing where `path` is ""."""
        if path and (self.folder / path).is_file():
            self.write(path, edit(self.read(path)))

    def remove(self, path: str) -> None:
        """Remove a file or a folder, if it is there."""
        place = self.folder / path
        if path and place.is_dir():
            shutil.rmtree(place)
        elif path and place.is_file():
            place.unlink()

    def move(self, path: str, to: str) -> None:
        """Move a file."""
        if path and path != to:
            (self.folder / to).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).replace(self.folder / to)

    def restore(self, path: str) -> None:
        """Put a file back as it was first; one that was not there goes."""
        if path in _FIRST:
            self.write(path, _FIRST[path].decode())
        else:
            self.remove(path)

    def restore_all(self) -> None:
        """Put all files of the corpus, the templates and the settings back as they were first."""
        for path in [path for part in ("corpus", "templates", "styles") for path in self.list_below(part)]:
            if path not in _FIRST:
                self.remove(path)
        for path in _FIRST:
            self.restore(path)

    def keep_times(self, path: str, edit: Callable[[str], str]) -> None:
        """Edit a file and set its times back: its size is the same if the edit keeps it."""
        if path:
            before = (self.folder / path).stat()
            self.change(path, edit)
            os.utime(self.folder / path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def set_time(self, path: str, seconds: float) -> None:
        """Set a file's time by so many seconds from where it is."""
        if path:
            now = (self.folder / path).stat().st_mtime_ns
            moved = max(now + int(seconds * 1e9), 0)
            os.utime(self.folder / path, ns=(moved, moved))
