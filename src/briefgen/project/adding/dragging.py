"""What was dragged in: paths, folders, patterns and addresses as one list of files, each with its name."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.errors import PolicyError, UsageError
from briefgen.files.sweeping import Swept, judge_file, sweep_folder
from briefgen.project.adding.additions import Added, AddOptions, skip
from briefgen.project.place import Project

_WILDCARD = re.compile(r"[*?\[]")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
#: What may be an address without its https://: www.example.org, example.org/news.
_LIKE_ADDRESS = re.compile(
    r"www\.[\w-]+\.|(?:[\w-]+\.)+[a-z]{2,6}(?::\d+)?/|(?:[\w-]+\.)+(?:com|edu|gov|int|net|org|info|kz|ru)$",
    re.IGNORECASE,
)
#: What is in none of the formats that are read and has no ending at all: a note beside the files.
_BARE_NAME = re.compile(r"[A-Z][A-Z0-9_-]*|Makefile|Dockerfile")


@dataclass(frozen=True, slots=True)
class Item:
    """A file to be read: `path` is where its bytes lie.

    `shown` names it to the user where that is not its path, and `name` is the file's own name where that is not
    the path's last part (a fetched page, a part of a mail). `is_named` tells that the user named it rather than a
    folder that it lies in. `address` and `fetched` (ISO 8601) are of a page that was fetched.
    """

    path: str
    is_named: bool = False
    shown: str = ""
    name: str = ""
    address: str = ""
    fetched: str = ""

    @property
    def file(self) -> str:
        """What the user knows the file as."""
        return self.shown or self.path

    @property
    def file_name(self) -> str:
        """The file's name without its folders."""
        return self.name or os.path.basename(self.path)  # noqa: PTH119 - of thousands


@dataclass(frozen=True, slots=True)
class Address:
    """An address to be fetched."""

    url: str


#: Something dragged in: to be read, to be fetched, or passed over with a reason.
Dragged = Item | Address | Added


def list_dragged(project: Project, words: Sequence[str], options: AddOptions) -> list[Dragged]:
    """List all files that `words` (paths, folders, patterns, addresses) stand for, in their order, each once.

    Raises UsageError for a path that is not there and a pattern that nothing matches, PolicyError for an address
    where addresses are not to be fetched.
    """
    refused = [word for word in words if _ADDRESS.match(word)]
    if refused and not options.fetch:
        others = " and nothing else was taken" if len(refused) < len(words) else ""
        raise PolicyError(f"{refused[0]} was not fetched{others}: addresses are fetched only with --fetch")
    seen: set[str] = set()
    dragged: list[Dragged] = []
    for word in words:
        for one in _list_word(project, word):
            key = _identify(one)
            if key not in seen:
                seen.add(key)
                dragged.append(one)
    return dragged


def _identify(one: Dragged) -> str:
    if isinstance(one, Address):
        return one.url
    return os.path.abspath(one.path if isinstance(one, Item) else one.file)  # noqa: PTH100 - links stay as they are


def _list_word(project: Project, word: str) -> Iterator[Dragged]:
    if _ADDRESS.match(word):
        yield Address(word)
        return
    _refuse_own_folders(project, word)
    if os.path.isdir(word):  # noqa: PTH112 - as it was typed
        yield from (_take_swept(one) for one in sweep_folder(Path(word), _list_own_folders(project)))
    elif os.path.lexists(word):
        yield _take_named(word)
    elif _WILDCARD.search(word):
        yield from _list_matches(project, word)
    else:
        hint = f"; if it is an address, write https://{word} and --fetch" if _LIKE_ADDRESS.match(word) else ""
        raise UsageError(f"{Path(word)} is not there{hint}")


def _list_own_folders(project: Project) -> tuple[str, ...]:
    own = (project.folder / "corpus", project.output, project.state, project.templates)
    return tuple(os.path.realpath(folder) for folder in own)


def _refuse_own_folders(project: Project, word: str) -> None:
    real = Path(os.path.realpath(word))
    if any(real.is_relative_to(folder) for folder in _list_own_folders(project)):
        raise UsageError(f"{Path(word)} is the project's own: what is added must lie elsewhere")


def _take_named(word: str) -> Dragged:
    reason = judge_file(word)
    return skip(word, reason, code=1) if reason else Item(word, is_named=True)


def _take_swept(one: Swept) -> Dragged:
    if one.reason:
        return skip(one.path, one.reason, is_quiet=one.is_quiet)
    if _BARE_NAME.fullmatch(os.path.basename(one.path)):  # noqa: PTH119 - of thousands
        return skip(one.path, "its name has no ending that tells its format", is_quiet=True)
    return Item(one.path)


def _list_matches(project: Project, pattern: str) -> Iterator[Dragged]:
    """List what matches a pattern that the shell left as it was; ``**`` stands for any folders, a folder for its files.

    Links to folders are not followed, so no circle of links is walked.
    """
    parts = Path(pattern).parts
    fixed = next(at for at, part in enumerate(parts) if _WILDCARD.search(part))
    root = Path(*parts[:fixed])
    matches = re.compile(_translate(parts[fixed:]), re.DOTALL)
    found = False
    if root.is_dir():
        for one in sweep_folder(root, _list_own_folders(project)):
            if not one.is_quiet and matches.fullmatch(os.path.relpath(one.path, root)):
                found = True
                yield _take_swept(one)
    if not found:
        raise UsageError(f"nothing matches {pattern}")


def _translate(parts: Sequence[str]) -> str:
    """Translate a pattern into a regular expression for paths below its fixed part, and for all that lies below."""
    pieces = [r"(?:[^/]+/)*" if part == "**" else _translate_part(part) + "/" for part in parts]
    expression = "".join(pieces)
    return expression + ".*" if parts[-1] == "**" else expression.removesuffix("/") + "(?:/.*)?"


def _translate_part(part: str) -> str:
    pieces = re.split(r"(\*+|\?|\[!?\]?[^\]]*\])", part)
    return "".join(_translate_piece(piece) for piece in pieces)


def _translate_piece(piece: str) -> str:
    if piece.startswith("*"):
        return "[^/]*"
    if piece == "?":
        return "[^/]"
    if len(piece) > 2 and piece.startswith("[") and piece.endswith("]"):
        inside = piece[1:-1].replace("\\", "\\\\").replace("[", "\\[")
        return f"(?!/)[{'^' + inside[1:] if inside.startswith('!') else inside}]"
    return re.escape(piece)
