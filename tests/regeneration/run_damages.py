"""Damage what briefgen keeps in .briefgen, in every way that can be thought of; each build after it must not show it.

    python tests/regeneration/run_damages.py [--quick]

Each damage is done twice: to a project in which nothing else changed, and to one in which a source was edited; with
`--quick` to one of the two, in turn, and of the two damages to each page of the index one.
"""

import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

_HERE = Path(__file__).absolute()
sys.path[:0] = [str(_HERE.parent), str(_HERE.parents[1]), str(_HERE.parents[2] / "src")]

from forked_command import Ran, load_program  # noqa: E402
from two_paths import Step, TwoPaths, read_output, take_room, write_base  # noqa: E402

_EDITS: tuple[tuple[Step, ...], ...] = ((), (("change_word", 6, 1),))
_PAGE = 4096
_LENGTHS = 20
_IS_QUICK = "--quick" in sys.argv
Damage = Callable[[Path], None]


def _put(data: bytes) -> Damage:
    return lambda path: _write(path, data)


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _flip(place: int, count: int = 1) -> Damage:
    def flip(path: Path) -> None:
        data = bytearray(path.read_bytes())
        for at in range(place, min(place + count, len(data))):
            data[at] ^= 0x5A
        path.write_bytes(data)

    return flip


def _flip_quietly(place: int) -> Damage:
    """Flip a byte and set the file's time back."""

    def flip(path: Path) -> None:
        before = path.stat()
        _flip(place)(path)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    return flip


def _cut(share: float) -> Damage:
    return lambda path: _write(path, path.read_bytes()[: int(share * path.stat().st_size)])


def _ask(statement: str) -> Damage:
    def ask(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(statement)
            connection.commit()

    return ask


def _make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def list_index_damages(path: Path) -> Iterator[tuple[str, Damage]]:
    """List the ways to damage the index at `path`, by their names."""
    size = path.stat().st_size
    chance = random.Random(1)
    for number in range(size // _PAGE):
        both = (
            (f"a byte of page {number}", _flip(number * _PAGE + chance.randrange(_PAGE))),
            (f"200 bytes of page {number}", _flip(number * _PAGE + chance.randrange(_PAGE - 200), 200)),
        )
        yield from (both[number // 2 % 2],) if _IS_QUICK else both
    for number in range(_LENGTHS):
        yield f"cut at {number}/{_LENGTHS}", _cut(number / _LENGTHS)
    yield "a zero header", lambda path: _write(path, bytes(100) + path.read_bytes()[100:])
    yield "random bytes", _put(chance.randbytes(size))
    yield "a text", _put(b"not a database\n" * 100)
    yield "a foreign application", _ask("PRAGMA application_id = 7")
    yield "another layout", _ask("PRAGMA user_version = 4711")
    yield "another database", lambda path: (path.unlink(), _ask("CREATE TABLE t (a)")(path))[0]
    yield "a folder in its place", _make_folder
    yield "a table more", _ask("CREATE TABLE more (a)")
    yield "a page more", lambda path: _write(path, path.read_bytes() + bytes(_PAGE))


def list_damages(state: Path) -> Iterator[tuple[str, str, Damage]]:
    """List file, name and damage for all that is kept in a state folder."""
    for path in sorted(path for path in state.rglob("*") if path.is_file() and path.stat().st_size):
        name = path.relative_to(state).as_posix()
        if path.read_bytes().startswith(b"SQLite format 3"):
            yield from ((name, told, damage) for told, damage in list_index_damages(path))
            continue
        size = path.stat().st_size
        for place in sorted({0, 31, 32, size // 2, size - 1} & set(range(size))):
            yield name, f"byte {place}", _flip(place)
            yield name, f"byte {place}, its time set back", _flip_quietly(place)
        yield name, "half", _cut(0.5)
        yield name, "emptied", _put(b"")
        yield name, "another text", _put(b"{}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Do all damages; 1 where one showed."""
    load_program()
    counted = parted = 0
    with take_room("damages") as room:
        base = write_base(room / "base")
        paths = TwoPaths(room)
        paths.settle(base)
        settled = room / "settled"
        shutil.copytree(paths.fast / ".briefgen", settled)
        if not any(path.read_bytes().startswith(b"SQLite") for path in settled.iterdir() if path.is_file()):
            _say("no index was found")
            return 1
        expected = {steps: _expect(paths, base, steps) for steps in _EDITS}
        for at, (name, told, damage) in enumerate(list_damages(settled)):
            for steps in (_EDITS[at % len(_EDITS)],) if _IS_QUICK else _EDITS:
                found = _try(paths, base, (name, damage), steps, expected[steps])
                counted += 1
                if not counted % 50:
                    _say(f"{counted} damages")
                if found:
                    parted += 1
                    _say(f"{name}: {told}, {len(steps)} edits: {found}\n")
    _say(f"{counted} damages, {parted} showed")
    return 1 if parted else 0


def _expect(paths: TwoPaths, base: Path, steps: tuple[Step, ...]) -> tuple[Ran, dict[str, bytes]]:
    """Give what a build without any damage gives, and is proven to give."""
    paths.settle(base)
    for step in steps:
        paths.take_step(step)
    parted = paths.take_step(("build", 2, 0))
    assert parted is None, parted
    return _build(paths, base, steps, lambda: None)


def _build(
    paths: TwoPaths, base: Path, steps: tuple[Step, ...], damage: Callable[[], None]
) -> tuple[Ran, dict[str, bytes]]:
    paths.settle(base)
    for step in steps:
        paths.take_step(step)
    damage()
    ran = paths.run_fast("build", "--json", "--date", "2026-11-22")
    return ran, read_output(paths.fast)


def _try(
    paths: TwoPaths,
    base: Path,
    damage: tuple[str, Damage],
    steps: tuple[Step, ...],
    expected: tuple[Ran, dict[str, bytes]],
) -> str:
    place = paths.fast / ".briefgen" / damage[0]
    ran, output = _build(paths, base, steps, lambda: damage[1](place) if place.is_file() else None)
    if ran != expected[0]:
        return f"{ran} in place of {expected[0]}"
    others = sorted(name for name in output.keys() | expected[1].keys() if output.get(name) != expected[1].get(name))
    return f"other files: {others}" if others else ""


if __name__ == "__main__":
    sys.exit(main())
