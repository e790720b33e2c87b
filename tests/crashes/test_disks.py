"""Disks that are full, read-only or refuse: the command says so, loses nothing, and goes on when there is room."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from crash_ladder import BUILD
from crash_oracle import compare_trees, find_disagreements, find_leftovers, read_tree
from crash_project import DATE, write_pages, write_project
from shimmed_command import ShimmedCommand

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
        source = folder / "corpus/sources/page-1.md"
        source.write_text(source.read_text(encoding="utf-8").replace("spring", "autumn"), encoding="utf-8")
        ran = climbers[0].run(*BUILD, folder=folder)
        assert ran.code == 5
        now = read_tree(folder)
        assert {name: data for name, data in now.items() if name.startswith("output/")} == {
            name: data for name, data in before.items() if name.startswith("output/")
        }


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
    source = folder / "corpus/sources/page-1.md"
    source.write_text(source.read_text(encoding="utf-8").replace("spring", "autumn"), encoding="utf-8")
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
