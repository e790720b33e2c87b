"""A sound project beside which a bad input is put, and what a case of BAD_INPUTS.md section 7 says of it."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefgen_command import Ran, run_briefgen

#: Where most bad things lie.
BAD = "corpus/sources/bad.md"
#: Makes a bad thing that is no file with bytes: a link, a pipe, a mode. Gets the path at which it is to stand.
Maker = Callable[[Path], None]

SETTINGS = b'analyst = "Tests"\ndefault_tlp = "TLP:CLEAR"\n'
_VOCABULARY = b"place/harbour: {label: Harbour}\nplace/pier: {label: Pier}\n"
_SOURCE = """---
title: A sound source
publisher: Example Daily
issued: 2011-01
tlp: TLP:CLEAR
text: summary
---
The council kept its agreement with the lighthouse keepers.
#place/harbour ^kept
"""
_TOPIC = "---\ntitle: Harbour\nquery: tag:place/harbour\ntlp: TLP:CLEAR\n---\nThe bottom line stands here.\n"
SOUND_FILES: Mapping[str, bytes] = {
    "briefgen.toml": SETTINGS,
    "corpus/vocabulary.yaml": _VOCABULARY,
    "corpus/sources/sound-2011.md": _SOURCE.encode(),
    "corpus/topics/sound.md": _TOPIC.encode(),
}
_WATCHED = ("corpus", "templates", "briefgen.toml")


@dataclass(frozen=True, slots=True)
class Case:
    """One bad input: its number in BAD_INPUTS.md, what must hold, the files it adds, and what the command says.

    `problems` lists all that the report holds, as ``CODE FILE:LINE:COLUMN | words | words``. `says` are words on
    stdout or stderr where the command ends with one sentence instead of a report, `silent` words that stand in no
    output. Of the code `many` there may be more. `topics` are all topics of the report that could be put together.
    """

    number: str
    promise: str
    files: Mapping[str, bytes | Maker]
    code: int
    problems: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    many: str = ""
    words: tuple[str, ...] = ("build", "--json")
    topics: tuple[str, ...] = ("sound",)
    seconds: float = 20.0
    is_report: bool = True
    drops_rights: bool = False
    state: str = "up to date"
    fails: tuple[str, ...] = ()
    outside: Mapping[str, bytes] = field(default_factory=dict)


def make_sound_project(folder: Path) -> Path:
    """Make a project with one source and one topic, both without a mistake, its brief printed."""
    put_files(folder, SOUND_FILES)
    ran = run_briefgen("build", "--json", folder=folder)
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["problems"] == []
    return folder


def put_files(folder: Path, files: Mapping[str, bytes | Maker]) -> None:
    """Put files, or what makers make, below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if callable(content):
            content(path)
        else:
            path.write_bytes(content)


def digest_inputs(folder: Path) -> dict[str, str]:
    """Digest everything that a user wrote; links by where they lead, other things that are no files by their mode."""
    found: dict[str, str] = {}
    for top in _WATCHED:
        paths = (
            [folder / top, *sorted((folder / top).rglob("*"))] if not (folder / top).is_symlink() else [folder / top]
        )
        for path in paths:
            if os.path.lexists(path):
                found[path.relative_to(folder).as_posix()] = _describe(path)
    return found


def _describe(path: Path) -> str:
    if path.is_symlink():
        return f"link to {path.readlink()}"
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return f"mode {path.stat().st_mode:o}"


def run_without_rights(words: tuple[str, ...], folder: Path) -> Ran:
    """Run briefgen so that the modes of files hold for it: root ignores them, unless it gives that right up."""
    rights = "-dac_override,-dac_read_search"
    switch = ("setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}") if os.geteuid() == 0 else ()
    done = subprocess.run(
        [*switch, sys.executable, "-m", "briefgen", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def list_problems(ran: Ran) -> list[str]:
    """Write each problem of a report on one line: code, place, sentence, hint."""
    report = json.loads(ran.out)
    return [_write_problem(problem) for problem in (report["problems"] if isinstance(report, dict) else report)]


def _write_problem(problem: Mapping[str, Any]) -> str:
    place = f"{problem['file']}:{problem['line']}:{problem['column']}" if problem["line"] else problem["file"]
    return f"{problem['code']} {place} | {problem['message']} | {problem['hint']}"


def copy_project(project: Path, folder: Path) -> Path:
    """Copy a project, its prints and its state."""
    return shutil.copytree(project, folder, symlinks=True)
