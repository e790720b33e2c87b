"""Disks that are full, read-only or refuse: the command says so, loses nothing, and goes on when there is room."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from crash_ladder import BUILD
from crash_oracle import compare_trees, find_disagreements, find_leftovers, read_tree
from crash_project import DATE, write_pages, write_project
from shimmed_command import ShimmedCommand

from edited_files import edit_text

pytestmark = pytest.mark.slow

ANYBODY = 65534


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory, climbers: list[ShimmedCommand]) -> dict[str, bytes]:
    """Give what a build makes of the project where nothing is in its way."""
    folder = write_project(tmp_path_factory.mktemp("clean") / "project")
    assert climbers[0].run(*BUILD, folder=folder).code == 0
    return read_tree(folder)


@contextmanager
def mount_disk(folder: Path, options: str) -> Iterator[None]:
    """Put a small disk in a folder's place, while the body runs."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def _fill(folder: Path, spare: int) -> None:
    """Fill a disk but for some bytes."""
    room = os.statvfs(folder)
    (folder / "filler").write_bytes(b"x" * max(0, room.f_bavail * room.f_bsize - spare))


@pytest.mark.parametrize("part", ["output", ".briefgen"])
@pytest.mark.parametrize("spare", [0, 8192, 24576])
def test_a_full_disk(
    part: str, spare: int, tmp_path: Path, climbers: list[ShimmedCommand], clean: dict[str, bytes]
) -> None:
    """On a full disk the build says so (exit 5) and leaves whole files; with room, the next one does all of it."""
    folder = write_project(tmp_path / "project")
    with mount_disk(folder / part, "size=1m"):
        _fill(folder / part, spare)
        ran = climbers[0].run(*BUILD, folder=folder)
        assert ran.code == 5, ran.err
        assert "the disk is full" in ran.err or "Cannot" in ran.err
        assert "Traceback" not in ran.err
        assert not list(find_disagreements(read_tree(folder)))
        subprocess.run(["mount", "-o", "remount,size=16m", str(folder / part)], check=True)
        (folder / part / "filler").unlink()
        ran = climbers[0].run(*BUILD, folder=folder)
        assert ran.code == 0, ran.err
        assert not list(compare_trees(read_tree(folder), clean))
        assert not list(find_leftovers(folder))


def test_a_disk_without_room_for_names(tmp_path: Path, climbers: list[ShimmedCommand], clean: dict[str, bytes]) -> None:
    """A disk whose inodes are used up is a full disk, though bytes are free."""
    folder = write_project(tmp_path / "project")
    with mount_disk(folder / "output", "size=16m,nr_inodes=6"):
        ran = climbers[0].run(*BUILD, folder=folder)
        assert ran.code == 5
        assert "the disk is full" in ran.err
        subprocess.run(["mount", "-o", "remount,nr_inodes=4096", str(folder / "output")], check=True)
        assert climbers[0].run(*BUILD, folder=folder).code == 0
        assert not list(compare_trees(read_tree(folder), clean))


def test_a_disk_that_fills_up_leaves_the_last_build(tmp_path: Path, climbers: list[ShimmedCommand]) -> None:
    """What was printed before stays as it was, to the byte, where the next build has no room."""
    folder = write_project(tmp_path / "project")
    with mount_disk(folder / "output", "size=1m"):
        assert climbers[0].run(*BUILD, folder=folder).code == 0
        _fill(folder / "output", 4096)
        before = read_tree(folder)
        edit_text(folder / "corpus/sources/page-1.md", "spring", "autumn")
        ran = climbers[0].run(*BUILD, folder=folder)
        assert ran.code == 5
        now = read_tree(folder)
        assert {name: data for name, data in now.items() if name.startswith("output/")} == {
            name: data for name, data in before.items() if name.startswith("output/")
        }


def _grow(folder: Path) -> None:
    """Add so many words that the index becomes several times as large."""
    for number in range(4, 10):
        words = "\n\n".join(f"The Alpha Pact wrote letter {number * 100 + one} of many." for one in range(100))
        text = f"---\ntitle: Letters {number}\nissued: 2026-02-0{number}\ntext: summary\n---\n{words}\n"
        (folder / f"corpus/sources/letters-{number}.md").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory, climbers: list[ShimmedCommand]) -> dict[str, bytes]:
    """Give what a build makes of the grown project where nothing is in its way."""
    folder = write_project(tmp_path_factory.mktemp("grown") / "project")
    _grow(folder)
    assert climbers[0].run(*BUILD, folder=folder).code == 0
    return read_tree(folder)


def _refuse_growth(folder: Path, command: ShimmedCommand, **limits: int) -> None:
    """Build, and search, where the index cannot grow: told as such, and what was printed stays to the byte."""
    before = {name: data for name, data in read_tree(folder).items() if name.startswith("output/")}
    for words in (BUILD, ("find", "letter")):
        ran = command.run(*words, folder=folder, **limits)
        assert ran.code == 5, ran.err
        assert "The index cannot be used: " in ran.err
        assert "disk is full" in ran.err
        assert "Traceback" not in ran.err
        now = {name: data for name, data in read_tree(folder).items() if name.startswith("output/")}
        assert now == before


@pytest.mark.parametrize("spare", [0, 16384, 131072])
def test_a_disk_that_is_full_in_the_midst_of_the_index(
    spare: int, tmp_path: Path, climbers: list[ShimmedCommand], grown: dict[str, bytes]
) -> None:
    """The index that was there is not lost: with the edit taken back it serves at once, with room it grows."""
    folder = write_project(tmp_path / "project")
    with mount_disk(folder / ".briefgen", "size=1m"):
        assert climbers[0].run(*BUILD, folder=folder).code == 0
        _fill(folder / ".briefgen", spare)
        kept = shutil.copytree(folder / "corpus", tmp_path / "kept")
        _grow(folder)
        _refuse_growth(folder, climbers[0])
        shutil.move(folder / "corpus", tmp_path / "corpus")
        shutil.copytree(kept, folder / "corpus")
        ran = climbers[0].run("find", "letter number", folder=folder)
        assert (ran.code, "damaged" in ran.err) == (0, False), ran.err
        shutil.rmtree(folder / "corpus")
        shutil.move(tmp_path / "corpus", folder / "corpus")
        subprocess.run(["mount", "-o", "remount,size=16m", str(folder / ".briefgen")], check=True)
        ran = climbers[0].run(*BUILD, folder=folder)
        assert (ran.code, "damaged" in ran.err) == (0, False), ran.err
        assert not list(compare_trees(read_tree(folder), grown))


@pytest.mark.parametrize("more", [0, 65536, 131072])
def test_an_index_that_may_not_grow(
    more: int, tmp_path: Path, climbers: list[ShimmedCommand], grown: dict[str, bytes]
) -> None:
    """The limit on the size of files is met in the midst of the index (ulimit -f); without it the build goes on."""
    folder = write_project(tmp_path / "project")
    assert climbers[0].run(*BUILD, folder=folder).code == 0
    size = (folder / ".briefgen" / "index.sqlite").stat().st_size
    _grow(folder)
    _refuse_growth(folder, climbers[0], largest=size + more)
    ran = climbers[0].run(*BUILD, folder=folder)
    assert (ran.code, "damaged" in ran.err) == (0, False), ran.err
    assert not list(compare_trees(read_tree(folder), grown))


_FULL = Path("/dev/full")


@pytest.mark.skipif(not _FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    ("words", "is_buffered"),
    [(BUILD, True), (BUILD, False), (("status", "--json"), True), (("find", "letter"), False), (("--help",), True)],
)
def test_words_that_cannot_be_written(
    words: tuple[str, ...], is_buffered: bool, tmp_path: Path, clean: dict[str, bytes]
) -> None:
    """With a full disk behind `>` the command says so in one line (exit 5); what it printed is whole."""
    folder = write_project(tmp_path / "project")
    environment = {**os.environ, "PYTHONUNBUFFERED": "" if is_buffered else "1"}
    with _FULL.open("w") as full:
        for errors in (subprocess.PIPE, full):
            ran = subprocess.run(
                [sys.executable, "-m", "briefgen", *words],
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=full,
                stderr=errors,
                text=True,
                timeout=120,
                check=False,
            )
            assert ran.returncode == 5
            if errors is subprocess.PIPE:
                assert ran.stderr.splitlines() == [
                    "briefgen: Cannot write the output: the disk is full; free some space and run the command again."
                ]
    if words == BUILD:
        assert not list(compare_trees(read_tree(folder), clean))


def test_files_may_not_be_that_large(tmp_path: Path, climbers: list[ShimmedCommand], clean: dict[str, bytes]) -> None:
    """A limit on the size of files (ulimit -f) is told as such; without it the build goes on."""
    folder = write_project(tmp_path / "project")
    ran = climbers[0].run(*BUILD, folder=folder, largest=4096)
    assert ran.code == 5, ran.err
    assert "Traceback" not in ran.err
    assert not list(find_disagreements(read_tree(folder)))
    assert climbers[0].run(*BUILD, folder=folder).code == 0
    assert not list(compare_trees(read_tree(folder), clean))


@contextmanager
def open_place() -> Iterator[Path]:
    """Give a folder that any user of the machine can reach."""
    place = Path(tempfile.mkdtemp(prefix="briefgen-"))
    place.chmod(0o777)
    try:
        yield place
    finally:
        shutil.rmtree(place)


@pytest.mark.parametrize(
    "words", [BUILD, ("issue", "alpha", "--date", DATE), ("add", "../pages"), ("status",), ("new", "topic", "Alpha")]
)
def test_a_project_that_may_only_be_read(words: tuple[str, ...], climbers: list[ShimmedCommand]) -> None:
    """As an ordinary user in a project of somebody else's: exit 5, a sentence, and nothing is changed."""
    if os.geteuid() != 0:
        pytest.skip("only root can make itself an ordinary user")
    with open_place() as place:
        folder = write_project(place / "project")
        write_pages(place / "pages", 1)
        for path in place.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        before = set(folder.rglob("*"))
        ran = climbers[0].run(*words, folder=folder, user=ANYBODY)
        assert ran.code == 5, ran.err
        assert "permission is denied" in ran.err or "make .briefgen writable" in ran.err
        assert "Traceback" not in ran.err
        assert set(folder.rglob("*")) == before


def test_an_output_that_may_only_be_read(climbers: list[ShimmedCommand]) -> None:
    """Where only output/ is somebody else's, the build says which file it cannot write; with the right, it goes on."""
    if os.geteuid() != 0:
        pytest.skip("only root can make itself an ordinary user")
    with open_place() as place:
        folder = write_project(place / "project")
        for path in (folder, *folder.rglob("*")):
            os.chown(path, ANYBODY, ANYBODY)
        (folder / "output").mkdir(mode=0o755)
        ran = climbers[0].run(*BUILD, folder=folder, user=ANYBODY)
        assert ran.code == 5
        assert f"{folder}/output" in ran.err
        assert "permission is denied" in ran.err
        os.chown(folder / "output", ANYBODY, ANYBODY)
        assert climbers[0].run(*BUILD, folder=folder, user=ANYBODY).code == 0


def test_a_read_only_disk(tmp_path: Path, climbers: list[ShimmedCommand]) -> None:
    """On a disk that became read-only nothing is changed, and what is printed can still be read."""
    folder = write_project(tmp_path / "disk" / "project")
    shutil.copytree(folder, tmp_path / "copy")
    with mount_disk(tmp_path / "disk", "size=16m"):
        shutil.copytree(tmp_path / "copy", folder)
        assert climbers[0].run(*BUILD, folder=folder).code == 0
        before = read_tree(folder)
        subprocess.run(["mount", "-o", "remount,ro", str(tmp_path / "disk")], check=True)
        ran = climbers[0].run(*BUILD, "--force", folder=folder, beside=tmp_path)
        assert ran.code == 5
        assert "read-only file system" in ran.err
        assert read_tree(folder) == before


def test_output_may_be_a_link_inside_the_project(
    tmp_path: Path, climbers: list[ShimmedCommand], clean: dict[str, bytes]
) -> None:
    """`output/` as a link to another folder of the project is followed; one that leads out is refused (exit 3)."""
    folder = write_project(tmp_path / "project")
    (folder / "printed").mkdir()
    (folder / "output").symlink_to("printed")
    assert climbers[0].run(*BUILD, folder=folder).code == 0
    shutil.move(folder / "printed", tmp_path / "elsewhere")
    (folder / "output").unlink()
    (folder / "output").symlink_to(tmp_path / "elsewhere")
    before = sorted((tmp_path / "elsewhere").rglob("*"))
    ran = climbers[0].run(*BUILD, "--force", folder=folder)
    assert ran.code == 3
    assert "leads out of the project" in ran.err
    assert sorted((tmp_path / "elsewhere").rglob("*")) == before
    (folder / "output").unlink()
    shutil.move(tmp_path / "elsewhere", folder / "output")
    assert not list(compare_trees(read_tree(folder), clean))


def test_links_in_output_are_replaced_and_not_followed(tmp_path: Path, climbers: list[ShimmedCommand]) -> None:
    """A hard link to a printed file keeps the old bytes; a link that stands in a file's place is replaced."""
    folder = write_project(tmp_path / "project")
    assert climbers[0].run(*BUILD, folder=folder).code == 0
    kept = tmp_path / "kept.pdf"
    os.link(folder / "output" / "alpha.pdf", kept)
    before = kept.read_bytes()
    stranger = tmp_path / "stranger"
    stranger.write_bytes(b"not yours")
    (folder / "output" / "beta.html").unlink()
    (folder / "output" / "beta.html").symlink_to(stranger)
    edit_text(folder / "corpus/sources/page-1.md", "spring", "autumn")
    assert climbers[0].run(*BUILD, folder=folder).code == 0
    assert kept.read_bytes() == before != (folder / "output" / "alpha.pdf").read_bytes()
    assert stranger.read_bytes() == b"not yours"
    assert not (folder / "output" / "beta.html").is_symlink()


def test_a_topic_that_is_gone_takes_only_its_own_files(tmp_path: Path, climbers: list[ShimmedCommand]) -> None:
    """Files beside it stay; one of its own that a person has changed stays too, and the build says so."""
    folder = write_project(tmp_path / "project")
    assert climbers[0].run(*BUILD, folder=folder).code == 0
    mine = folder / "output" / "beta.notes.txt"
    mine.write_text("by hand", encoding="utf-8")
    (folder / "output" / "beta.html").write_text("<p>marked up by hand</p>", encoding="utf-8")
    (folder / "corpus/topics/beta.md").unlink()
    ran = climbers[0].run(*BUILD, folder=folder)
    assert ran.code == 0
    assert "BG-PRINT-018" in ran.err
    assert "beta.html" in ran.err
    left = sorted(path.name for path in (folder / "output").iterdir() if not path.name.startswith("."))
    assert left == ["alpha.html", "alpha.pdf", "beta.html", "beta.notes.txt", "manifest.json"]
    assert "BG-PRINT-018" not in climbers[0].run(*BUILD, folder=folder).err
