"""What printing promises of its workers (BAD_INPUTS I19, I20, I22), kept with real pages and real deaths."""

import ctypes
import gc
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from process_watch import count_children, open_handles

from briefgen.project.building import refreshing
from briefgen.project.building.build import BuildOptions, BuildReport, build_briefs
from briefgen.project.place import find_project
from briefgen.refresh import rounds
from briefgen.refresh.draft import Draft
from briefgen.refresh.run import RefreshOptions

pytestmark = pytest.mark.slow

NAMES = ("arch", "beam", "cable", "draw")
SOURCE = """---
title: The bridges
issued: 2024-05-09
language: en
reliability: B
text: summary
---
The north bridge carries carts and people. #theme/bridges ^north

The south bridge has been closed since the flood. #theme/bridges ^south
"""
FILES = {
    "briefgen.toml": 'default_tlp = "TLP:CLEAR"\n',
    "corpus/vocabulary.yaml": "theme/bridges: {label: Bridges}\n",
    "corpus/sources/bridge-report.md": SOURCE,
    **{f"corpus/topics/{name}.md": f"---\ntitle: The {name}\nquery: tag:theme/bridges\n---\n" for name in NAMES},
}


@pytest.fixture
def four(tmp_path: Path) -> Path:
    """Give a project of four topics."""
    folder = tmp_path / "desk"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def build(folder: Path, **options: object) -> BuildReport:
    """Build in this process, whose workers are forked with what the test has put in."""
    return build_briefs(find_project(folder), replace(BuildOptions(), **options))  # type: ignore[arg-type]


def spoil(name: str, deed: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the worker that prints one draft do something else first."""
    printing = rounds.print_draft

    def print_or_fail(draft: Draft) -> Draft:
        if draft.slug == name:
            deed()
        return printing(draft)

    monkeypatch.setattr(rounds, "print_draft", print_or_fail)


def die(number: signal.Signals) -> None:
    """Send this process a signal."""
    os.kill(os.getpid(), number)
    time.sleep(60)


@pytest.mark.parametrize(
    ("deed", "told"),
    [(partial(die, signal.SIGKILL), "SIGKILL"), (partial(ctypes.string_at, 0), "SIGSEGV")],
    ids=["killed", "a bad pointer in a library"],
)
def test_a_printing_worker_that_dies_costs_its_topic(
    four: Path, deed: Callable[[], object], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are printed by workers that take its place, and the problem names the topic and the death (I19)."""
    spoil("beam", deed, monkeypatch)
    report = build(four)
    assert report.failed == ("beam",)
    assert sorted(report.records) == ["arch", "cable", "draw"]
    (problem,) = [one for one in report.problems if one.place.file == "corpus/topics/beam.md"]
    assert told in problem.message + problem.hint
    assert count_children() == 0
    monkeypatch.undo()
    assert sorted(build(four).records) == sorted(NAMES)


@pytest.mark.parametrize(
    "deed", [partial(time.sleep, 120), partial(re.match, r"^(a+)+$", "a" * 40 + "!")], ids=["sleep", "pattern"]
)
def test_a_printing_worker_that_hangs_ends_at_its_deadline(
    four: Path, deed: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is ended within a second of its deadline, costs its topic alone, and the others are printed (I20)."""
    seconds, choose = 8.0, refreshing.choose_refresh
    ends: dict[str, float] = {}

    def choose_hasty(*words: object) -> RefreshOptions:
        options = choose(*words)  # type: ignore[arg-type]
        return replace(options, limits=replace(options.limits, seconds=seconds))

    monkeypatch.setattr(refreshing, "choose_refresh", choose_hasty)
    spoil("cable", deed, monkeypatch)
    report = build(four, processes=1, report=lambda stage, done, total, name: ends.setdefault(name, time.monotonic()))
    assert report.failed == ("cable",)
    assert sorted(report.records) == ["arch", "beam", "draw"]
    assert seconds - 0.5 <= ends["cable"] - ends["beam"] <= seconds + 1.0


def measure_memory() -> int:
    """Measure this process's own memory in bytes."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def test_two_hundred_builds_leak_nothing(four: Path) -> None:
    """In a process that builds for ever, as the preview does, files stay as many and memory as much (I22)."""
    source = four / "corpus/sources/bridge-report.md"
    text = source.read_text("utf-8")

    def build_on(number: int) -> None:
        if number % 20 == 0:
            source.write_text(text.replace("carts", f"carts, {number} of them"), "utf-8")
        report = build(four, html_only=number % 40 != 0)
        assert not report.failed

    for number in range(60):
        build_on(number)
    handles, memory = len(open_handles()), measure_memory()
    for number in range(60, 260):
        build_on(number)
    assert abs(len(open_handles()) - handles) <= 2
    assert measure_memory() <= memory * 1.10
    assert count_children() == 0


def test_a_printing_worker_keeps_its_memory_small(four: Path) -> None:
    """A worker that prints small briefs takes less than 300 MB in all, what it shares with its parent counted."""
    # In a process of its own: a fork's peak begins with what its parent holds, and a test runner holds much.
    script = (
        f"import sys; sys.path[:0] = {sys.path!r}; from pathlib import Path; import {Path(__file__).stem} as here\n"
        f"print(*here.measure_workers(Path({str(four)!r})))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    peaks = [int(word) for word in done.stdout.split()]
    assert len(peaks) == len(NAMES)
    assert 50e6 < max(peaks) < 300e6


def measure_workers(folder: Path) -> list[int]:
    """Build a project, and measure the peak of the worker behind each print, in bytes."""
    printing = rounds.print_draft

    def print_and_measure(draft: Draft) -> Draft:
        printed = printing(draft)
        return replace(printed, statistics={**printed.statistics, "memory": measure_peak()})

    rounds.print_draft = print_and_measure
    return [draft.statistics["memory"] for draft in build(folder).drafts]


def measure_peak() -> int:
    """Measure the most memory that this process had so far, in bytes."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
