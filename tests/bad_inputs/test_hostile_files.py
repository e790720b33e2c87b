"""Issue 3, "Bad input": each hostile file given to `add` ends with one line, in time, and stops nothing else.

`COVERED` names for each number of BAD_INPUTS.md, section 7, that the issue lists the tests that hold it: `ADDED` is
the file itself given to `add` (the files stand in hostile_files.py), `IN_PLACE` the same as a part of the corpus
given to `build`, `PRINTED` its text in a brief.
"""

import json
import os
import resource
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bad_project import put_files
from file_cases import FILE_CASES
from hostile_files import DEADLY, ENDS, LONG, PARTS, SOUND
from text_cases import TEXT_CASES
from watched_command import watch_peaks

from briefgen_command import ROOT, run_briefgen

_HERE = "tests/bad_inputs/test_hostile_files.py"
ADDED = f"{_HERE}::test_each_hostile_file_ends_as_it_should"
LINKS = f"{_HERE}::test_a_folder_with_pipes_devices_and_circles_is_read_past_them"
IN_PLACE = "tests/bad_inputs/test_bad_inputs.py::test_a_bad_input_is_named_and_costs_nothing_else"
PRINTED = "tests/bad_inputs/test_hostile_text.py::test_what_is_hostile_is_gone_and_the_words_stay"
GLYPHS = "tests/bad_inputs/test_hostile_text.py::test_a_character_without_a_glyph_is_told"
DIRECTION = "tests/bad_inputs/test_hostile_text.py::test_direction_stays_inside_its_excerpt"
READ = "tests/ingest/test_ingest_hostile.py::test_no_hostile_page_takes_long"
CLEANED = "tests/ingest/test_ingest_hostile.py::test_misleading_characters_are_cleaned"
GATE = "tests/formats/test_archives.py::test_a_hostile_archive_is_refused_by_what_is_wrong"
PDF = "tests/formats/test_pdf_documents.py::test_a_hostile_pdf_ends_in_a_sentence"
NO_RIGHTS = "tests/project/test_add_dragging.py::test_an_unreadable_file_is_named"
NO_FILE = "tests/bad_inputs/test_hostile_pages.py::test_what_is_no_file_is_refused"
OUTSIDE = "tests/bad_inputs/test_hostile_pages.py::test_links_in_a_folder_of_pages_are_not_followed_outside"

COVERED: dict[str, tuple[str, ...]] = {
    **{f"B{number}": (ADDED, READ, IN_PLACE) for number in (20, 21, 22, 23, 24, 25, 26, 27, 29, 31, 32)},
    **{f"B{number}": (ADDED, READ, PRINTED) for number in (28, 30)},
    **{f"C{number:02}": (ADDED, CLEANED, PRINTED) for number in (1, 2, 3, 5, 6, 7)},
    "C04": (ADDED, IN_PLACE),
    "C08": (ADDED, IN_PLACE),
    "C09": (ADDED, IN_PLACE),
    "C10": (ADDED, CLEANED, GLYPHS),
    "C11": (ADDED, CLEANED, DIRECTION),
    "C12": (ADDED, CLEANED, IN_PLACE),
    "D06": (LINKS, OUTSIDE, IN_PLACE),
    "D07": (LINKS, NO_FILE, IN_PLACE),
    "D08": (LINKS, NO_FILE, IN_PLACE),
    "D09": (LINKS, NO_FILE, IN_PLACE),
    "D10": (NO_RIGHTS, IN_PLACE),
    "D11": (LINKS, IN_PLACE),
    **{f"D{number}": (ADDED, GATE) for number in range(14, 22)},
    **{f"D{number}": (ADDED,) for number in (22, 23, 24, 25, 28, 29, 30, 31)},
    "D26": (ADDED, GATE),
    "D27": (ADDED, PDF),
}
#: What the issue lists.
_LISTED = (
    *(f"B{number}" for number in range(20, 33)),
    *(f"C{number:02}" for number in range(1, 13)),
    *(f"D{number:02}" for number in range(6, 12)),
    *(f"D{number}" for number in range(14, 32)),
)
#: What a file may take: 10 s, a whole run more where two processors share a hundred of them; a GiB, in MiB.
_SECONDS = 10
_RUN_SECONDS = 100
_MOST_MIB = 1024
_TRIPPED = ("took too long", "took too much memory", "a mistake in briefgen")


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of `add` over all hostile files told of each, by name, and what it took and left behind."""

    code: int
    files: tuple[dict[str, Any], ...]
    err: str
    seconds: float
    peak_mib: float
    project: Path

    def find(self, name: str) -> dict[str, Any]:
        """Give the one line of a file."""
        (found,) = (one for one in self.files if one["file"] == f"../dragged/{name}")
        return found


@pytest.fixture(scope="module")
def run(printed_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Give all files to `add` at once, in a project of their own, as one folder."""
    folder = tmp_path_factory.mktemp("hostile")
    project = folder / "project"
    put_files(project, {"briefgen.toml": (printed_project / "briefgen.toml").read_bytes()})
    (project / "corpus").mkdir()
    put_files(folder / "dragged", {name: hostile.make() for name, hostile in ENDS.items()} | SOUND)
    began = time.monotonic()
    watched = watch_peaks(("add", "--json", "../dragged"), project, _RUN_SECONDS)
    seconds = time.monotonic() - began
    files = tuple(json.loads(watched.out)["files"])
    return Run(watched.code, files, watched.err, seconds, watched.peak_mib, project)


@pytest.mark.parametrize("name", ENDS)
def test_each_hostile_file_ends_as_it_should(name: str, run: Run) -> None:
    """One line for the file, with its reason where it is skipped: never by a limit where a gate can tell it before."""
    hostile, told = ENDS[name], run.find(name)
    assert told["outcome"] in ({"added", "unchanged", "skipped"} if hostile.ends == "either" else {hostile.ends}), told
    assert hostile.reason in told["reason"]
    assert bool(told["reason"]) == (told["outcome"] == "skipped")
    words = f"{told['reason']} {' '.join(told['doubts'])}"
    assert not [word for word in _TRIPPED if word in words], words


def test_every_file_has_one_line_and_the_sound_ones_are_added(run: Run) -> None:
    """Nothing is told twice or not at all, what came in a mail included, and no traceback is shown."""
    told = Counter(one["file"].removeprefix("../dragged/") for one in run.files)
    assert told == Counter([*ENDS, *SOUND, *PARTS])
    assert [run.find(name)["outcome"] for name in SOUND] == ["added"] * len(SOUND)
    for name, (outcome, reason) in PARTS.items():
        assert run.find(name)["outcome"] == outcome
        assert reason in run.find(name)["reason"]
    assert "Traceback" not in run.err
    assert run.code == 1


def test_the_run_keeps_to_its_limits(run: Run) -> None:
    """No process of the run holds more than a GiB, and the whole of it is done in time."""
    assert run.peak_mib < _MOST_MIB
    assert run.seconds < _RUN_SECONDS


@pytest.mark.slow
def test_what_was_added_is_sound(run: Run) -> None:
    """The sources that were made of hostile files have no error in them, and no file was reached through them."""
    assert _list_errors(run.project) == []
    written = "".join(path.read_text("utf-8") for path in (run.project / "corpus/sources").rglob("*.md"))
    assert "root:x" not in written
    assert not set("\u202e\u2067\x08\x1b\U000e0041") & set(written)
    added = [one for one in run.files if one["outcome"] == "added"]
    assert len({one["source"].casefold() for one in added}) == len(added)


def _make_links(folder: Path) -> None:
    folder.mkdir()
    os.mkfifo(folder / "D08 pipe.html")
    (folder / "D09 endless.html").symlink_to("/dev/zero")
    (folder / "D06 passwords.txt").symlink_to("/etc/passwd")
    (folder / "D06 folder").symlink_to("/etc")
    (folder / "D07 loop.html").symlink_to("D07 loop.html")
    (folder / "D07 gone.html").symlink_to("gone.html")
    (folder / "D07 circle").symlink_to(".")
    (folder / "D11 folder.html").mkdir()
    put_files(folder, dict(SOUND))


def test_a_folder_with_pipes_devices_and_circles_is_read_past_them(project: Path) -> None:
    """D06 to D09 and D11: what is no file is skipped at once with a reason; the files beside it are added."""
    _make_links(project.parent / "dragged")
    began = time.monotonic()
    ran = run_briefgen("add", "--json", "../dragged", folder=project, seconds=3 * _SECONDS)
    assert time.monotonic() - began < 2 * _SECONDS
    told = {one["file"].removeprefix("../dragged/"): one for one in json.loads(ran.out)["files"]}
    assert ran.code == 0
    assert {name for name, one in told.items() if one["outcome"] == "added"} == set(SOUND)
    skipped = {name: one["reason"] for name, one in told.items() if name not in SOUND}
    assert set(skipped) == {path.name for path in (project.parent / "dragged").iterdir()} - {*SOUND, "D11 folder.html"}
    assert all(skipped.values())
    assert "pipe" in skipped["D08 pipe.html"]


@pytest.mark.parametrize("name", DEADLY)
def test_a_reader_that_dies_costs_one_file(name: str, project: Path) -> None:
    """A file that takes its reader down, named alone before a sound one, ends with its line inside the limits."""
    put_files(project.parent / "dragged", {name: DEADLY[name].make(), **SOUND})
    words = ("add", "--json", f"../dragged/{name}", *(f"../dragged/{sound}" for sound in SOUND))
    began = time.monotonic()
    watched = watch_peaks(words, project, _RUN_SECONDS)
    assert time.monotonic() - began < 2 * _SECONDS
    assert watched.peak_mib < _MOST_MIB
    assert watched.code == 1
    first, *others = json.loads(watched.out)["files"]
    assert first["outcome"] == "skipped"
    assert [one["outcome"] for one in others] == ["added"] * len(SOUND)


@pytest.mark.slow
@pytest.mark.parametrize("name", LONG)
def test_as_much_text_as_is_read_is_read_in_time(name: str, project: Path) -> None:
    """Four million characters take ten seconds of the processor at most, and no error; more are refused as soon."""
    put_files(project.parent / "dragged", {name: LONG[name].make()})
    began = _count_children_seconds()
    watched = watch_peaks(("add", "--json", f"../dragged/{name}"), project, _RUN_SECONDS)
    assert _count_children_seconds() - began < _SECONDS
    assert watched.peak_mib < _MOST_MIB
    (told,) = json.loads(watched.out)["files"]
    assert told["outcome"] == LONG[name].ends
    assert LONG[name].reason in told["reason"]
    assert _list_errors(project) == []


def _count_children_seconds() -> float:
    """Count the processor's time of all processes that were started and have ended: the clock's depends on others."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _list_errors(project: Path) -> list[dict[str, Any]]:
    report = json.loads(run_briefgen("check", "--json", folder=project).out)
    problems = report["problems"] if isinstance(report, dict) else report
    return [one for one in problems if one["severity"] == "error"]


def test_each_number_of_the_issue_is_covered() -> None:
    """Every number of the list has its tests, each of which there is; the cases of tables are there too."""
    assert sorted(COVERED) == sorted(_LISTED)
    texts = {path: (ROOT / path).read_text("utf-8") for path in {name.partition("::")[0] for name in _list_tests()}}
    for name in _list_tests():
        path, _, test = name.partition("::")
        assert f"def {test}(" in texts[path], name
    in_place = {case.number.split()[0] for case in (*FILE_CASES, *TEXT_CASES)}
    assert {number for number, tests in COVERED.items() if IN_PLACE in tests} <= in_place
    added = {name.split()[0] for name in ENDS}
    assert {number for number, tests in COVERED.items() if ADDED in tests} <= added


def _list_tests() -> set[str]:
    return {name for names in COVERED.values() for name in names}
