"""Two commands at once, readers at the same time, a holder of the lock that is killed, and signals."""

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from crash_ladder import BUILD
from crash_oracle import compare_trees, find_leftovers, read_tree
from crash_project import DATE, write_project
from shimmed_command import Outcome, ShimmedCommand

from briefgen.files.lock import hold_lock
from briefgen_command import ROOT

_HOLDER = re.compile(
    r"briefgen: Another command is at work here \(pid \d+ on \S+, since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\)"
)


def _edit(folder: Path, word: str) -> None:
    """Give a source's first passage another word, as a person would."""
    source = folder / "corpus/sources/page-1.md"
    text = source.read_text(encoding="utf-8")
    source.write_text(re.sub(r"number 1 in \w+", f"number 1 in {word}", text), encoding="utf-8")


def _run_both(commands: list[ShimmedCommand], folder: Path, *words: str) -> list[Outcome]:
    """Start the same build twice at the same time."""
    places = [folder.parent / name for name in ("one", "two")]
    for place in places:
        place.mkdir(exist_ok=True)
    with ThreadPoolExecutor(2) as pool:
        runs = [
            pool.submit(command.run, *BUILD, *words, folder=folder, beside=place)
            for command, place in zip(commands, places, strict=True)
        ]
        return [run.result() for run in runs]


@pytest.mark.slow
def test_two_builds_at_once(tmp_path: Path, climbers: list[ShimmedCommand]) -> None:
    """One builds, the other builds after it or is told who does (exit 4); what is printed is whole and right."""
    folder = write_project(tmp_path / "project")
    refused = 0
    for number in range(50):
        _edit(folder, f"month{number}")
        ran = _run_both(climbers, folder)
        for one in ran:
            assert one.code in (0, 4), one.err
            assert one.code == 0 or _HOLDER.match(one.err), one.err
        refused += sum(one.code == 4 for one in ran)
        assert 0 in {one.code for one in ran}
        again = climbers[0].run(*BUILD, folder=folder)
        assert "printed" not in again.out
    assert refused, "the builds never met"
    _assert_clean(folder, tmp_path, climbers[0])


@pytest.mark.parametrize("times", [3, pytest.param(50, marks=pytest.mark.slow)])
def test_two_builds_that_wait(times: int, tmp_path: Path, climbers: list[ShimmedCommand]) -> None:
    """With --wait both come to their end (exit 0), one after the other."""
    folder = write_project(tmp_path / "project")
    for number in range(times):
        _edit(folder, f"month{number}")
        ran = _run_both(climbers, folder, "--wait")
        assert [one.code for one in ran] == [0, 0], [one.err for one in ran]
        # Whoever came second found all done, or printed what was stale by then: never both the same.
        assert sum("printed  alpha" in one.out for one in ran) == 1
    _assert_clean(folder, tmp_path, climbers[0])


def _assert_clean(folder: Path, place: Path, command: ShimmedCommand) -> None:
    """Compare a project with one built from nothing."""
    clean = place / "clean" / "project"
    shutil.copytree(folder, clean, ignore=shutil.ignore_patterns("output", ".briefgen"))
    assert command.run(*BUILD, folder=clean).code == 0
    assert not list(compare_trees(read_tree(folder), read_tree(clean)))
    assert not list(find_leftovers(folder))


def test_waiting_has_an_end(tmp_path: Path, climbers: list[ShimmedCommand]) -> None:
    """`--wait 1` gives up after a second and names the holder; without a number the topic behind it is a topic."""
    folder = write_project(tmp_path / "project")
    with hold_lock(folder / ".briefgen" / "lock"):
        began = time.monotonic()
        ran = climbers[0].run(*BUILD, "--wait", "1", folder=folder)
        assert ran.code == 4
        assert _HOLDER.match(ran.err)
        assert f"pid {os.getpid()}" in ran.err
        assert 1 <= time.monotonic() - began < 20
    ran = climbers[0].run(*BUILD, "--wait", "alpha", folder=folder)
    assert ran.code == 0
    assert "alpha" in ran.out
    assert "beta" not in ran.out


@pytest.mark.parametrize(
    "words",
    [
        BUILD,
        ("issue", "alpha"),
        ("add", "../pages"),
        ("add", "--undo"),
        ("review", "alpha"),
        ("tags", "--add", "countries"),
        ("tags", "--rename", "org/alpha", "org/gamma"),
        ("tags", "--ignore", "Some Name"),
        ("new", "topic", "Alpha"),
        ("new", "source", "A page"),
        ("cite", "page-1^meeting-1"),
    ],
    ids=" ".join,
)
def test_every_command_that_writes_takes_its_turn(
    words: tuple[str, ...], tmp_path: Path, climbers: list[ShimmedCommand]
) -> None:
    """While one command writes, any other that would write is told to wait (exit 4), and changes nothing."""
    folder = write_project(tmp_path / "project")
    (tmp_path / "pages").mkdir()
    source = folder / "corpus/sources/page-1.md"
    source.write_text(source.read_text(encoding="utf-8").replace(" ^meeting", ""), encoding="utf-8")
    if words[0] == "cite":
        assert climbers[0].run(*BUILD, folder=folder).code == 0
        found = json.loads(climbers[0].run("find", "meeting", "--json", folder=folder).out)
        words = (
            "cite",
            next(name for name in re.findall(r"page-1\^[\w-]+", json.dumps(found)) if "letter" not in name),
        )
    before = read_tree(folder)
    with hold_lock(folder / ".briefgen" / "lock"):
        ran = climbers[0].run(*words, folder=folder)
    assert ran.code == 4, ran.err
    assert _HOLDER.match(ran.err)
    assert read_tree(folder) == before


def _read_on(output: str) -> tuple[int, int, list[str]]:
    """Follow the manifest until a file `stop` stands beside: count the rounds and the manifests, name what is wrong."""
    rounds, seen, faults = 0, set(), []
    Path(output).with_name("reading").touch()
    while not Path(output).with_name("stop").exists():
        manifest = Path(output, "manifest.json").read_bytes()
        for draft in json.loads(manifest)["drafts"].values():
            for file in (draft["html"], draft["pdf"]):
                try:
                    data = Path(output, file["path"]).read_bytes()
                except FileNotFoundError:
                    data = b""
                if hashlib.sha256(data).hexdigest() == file["sha256"]:
                    continue
                # Replaced in the meantime? Then what it named may be gone, though never be another file.
                if data or Path(output, "manifest.json").read_bytes() == manifest:
                    faults.append(file["path"])
        for name in ("alpha.html", "beta.html"):
            if not Path(output, name).read_bytes().endswith(b"</html>"):
                faults.append(name)
        rounds += 1
        seen.add(manifest)
    return rounds, len(seen), faults


@pytest.mark.parametrize("seconds", [4, pytest.param(30, marks=pytest.mark.slow)])
def test_readers_find_what_the_manifest_names(seconds: int, tmp_path: Path, climbers: list[ShimmedCommand]) -> None:
    """While builds run, a reader finds every file that the manifest names, with the digest that it names, always."""
    folder = write_project(tmp_path / "project")
    assert climbers[0].run(*BUILD, folder=folder).code == 0
    with get_context("spawn").Pool(1) as pool:
        reading = pool.apply_async(_read_on, (str(folder / "output"),))
        while not (folder / "reading").exists():
            time.sleep(0.01)
        builds, until = 0, time.monotonic() + seconds
        while time.monotonic() < until or builds < 2:
            _edit(folder, f"month{builds % 2}")
            assert climbers[0].run(*BUILD, folder=folder).code == 0
            builds += 1
        (folder / "stop").touch()
        rounds, manifests, faults = reading.get(60)
    assert not faults
    assert manifests > 1
    assert rounds > builds


def _start_build(folder: Path, *words: str) -> "subprocess.Popen[str]":
    """Start a build of its own process, and come back when it holds the lock."""
    process = subprocess.Popen(
        [sys.executable, "-m", "briefgen", "build", "--date", DATE, *words],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
    )
    lock = folder / ".briefgen" / "lock"
    until = time.monotonic() + 60
    while not (lock.exists() and lock.read_text(encoding="utf-8")) and process.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.005)
    return process


def test_the_lock_of_a_killed_holder_is_free_at_once(tmp_path: Path, climbers: list[ShimmedCommand]) -> None:
    """A build that was killed with kill -9, its workers with it or not, keeps nobody waiting."""
    folder = write_project(tmp_path / "project")
    for pause in (0.0, 0.2, 0.5):
        process = _start_build(folder, "--force")
        time.sleep(pause)
        process.kill()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()
        ran = climbers[0].run(*BUILD, folder=folder)
        assert ran.code == 0, ran.err
    _assert_clean(folder, tmp_path, climbers[0])


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """Give the shipped corpus as a project: its build takes seconds."""
    folder = tmp_path / "large" / "project"
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    (folder / "briefgen.toml").write_text('default_tlp = "TLP:CLEAR"\n', encoding="utf-8")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda number: number.name)
def test_a_signal_ends_a_build_within_two_seconds(number: signal.Signals, large: Path) -> None:
    """In every phase the build ends within two seconds, as shells expect, without a temporary file or the lock."""
    for pause in (0.0, 0.5, 1.5, 3.0):
        process = _start_build(large, "--force")
        time.sleep(pause)
        began = time.monotonic()
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
        took = time.monotonic() - began
        if process.returncode == 0:
            continue  # it had come to its end
        assert process.returncode == 128 + number, err
        assert "Traceback" not in err
        assert took < 2, (pause, took)
        assert not list(find_leftovers(large))
        with hold_lock(large / ".briefgen" / "lock"):
            pass
