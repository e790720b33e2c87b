"""Stories: transcripts that run.

A block fenced as ``file NAME`` is written. In a ``console`` block each line after ``$`` is run and the
lines below it are what it prints, ``…`` standing for anything.
"""

import re
import shlex
from pathlib import Path

import pytest

from briefgen_command import run_briefgen

STORIES = sorted(Path(__file__).parent.glob("*.md"))
_BLOCK = re.compile(r"^```(console|file [^\n]+)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def test_there_are_stories() -> None:
    """The folder holds transcripts to run."""
    assert STORIES


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_story(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the story tells happens, on a terminal of the usual width."""
    monkeypatch.setenv("COLUMNS", "80")
    folder = tmp_path
    for kind, body in _BLOCK.findall(story.read_text(encoding="utf-8")):
        if kind != "console":
            path = folder / kind.removeprefix("file ").strip()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, encoding="utf-8")
            continue
        for command, expected in _split_console(body):
            folder = _run(command, expected, folder)


def _split_console(body: str) -> list[tuple[str, str]]:
    parts = re.split(r"^\$ (.*)\n", body, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def _run(command: str, expected: str, folder: Path) -> Path:
    """Run one line of the transcript; ``cd`` changes the folder of the next."""
    words = shlex.split(command)
    if words[0] == "cd":
        return folder / words[1]
    code = int(words.pop().removeprefix("#exit=")) if words[-1].startswith("#exit=") else 0
    assert words.pop(0) == "briefgen", command
    ran = run_briefgen(*words, folder=folder)
    assert ran.code == code, (command, ran.out, ran.err)
    pattern = re.escape(expected.rstrip()).replace("…", ".*?")
    printed = (ran.out + ran.err).rstrip()
    assert re.fullmatch(pattern, printed, re.DOTALL), f"$ {command}\n{printed}"
    return folder
