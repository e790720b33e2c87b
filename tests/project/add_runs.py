"""Runs of `add` within the test's process, and the pages that they add."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

from briefgen.files.digest import digest_bytes
from briefgen.project.adding.adding import add_files
from briefgen.project.adding.additions import Added, AddOptions
from briefgen.project.place import Project, find_project

TODAY = AddOptions(today="2026-11-22")
WORDS = "The {0} ministers met in the capital and agreed on a plan for the transit of goods to the south of {0}."


def make_desk(folder: Path) -> Project:
    """Make a new, empty project."""
    (folder / "corpus").mkdir(parents=True)
    (folder / "briefgen.toml").write_text('analyst = "Tests"\ndefault_tlp = "TLP:CLEAR"\n', encoding="utf-8")
    return find_project(folder)


def page(subject: str, *more: str) -> str:
    """Make a flattened page with three paragraphs on a subject, and more of them."""
    sentence = WORDS.format(subject)
    paragraphs = [f"{sentence} {opening} {sentence}" for opening in ("First of all,", "Then,", "In the end,")]
    return "\n\n".join([f"{subject.capitalize()} ministers meet in the capital", *paragraphs, *more]) + "\n"


def html_page(subject: str, url: str = "", *more: str) -> str:
    """Make the same page in HTML, with its address."""
    title, *paragraphs = page(subject, *more).strip().split("\n\n")
    link = f'<link rel="canonical" href="{url}">' if url else ""
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    return f"<html lang=en><head><title>{title}</title>{link}</head><body><h1>{title}</h1>{body}</body></html>"


def write_pages(folder: Path, subjects: str) -> Path:
    """Write a page for each of the subjects (words)."""
    folder.mkdir(parents=True, exist_ok=True)
    for subject in subjects.split():
        (folder / f"{subject}.txt").write_text(page(subject), encoding="utf-8")
    return folder


def add(
    project: Project,
    *words: str | Path,
    options: AddOptions = TODAY,
    report: Callable[[str, int, int, str], None] = lambda *_: None,
) -> list[Added]:
    """Add, and give what was told of each file."""
    told: list[Added] = []
    add_files(project, [os.fspath(word) for word in words], options, told.append, report)
    return told


def outcomes(told: list[Added]) -> list[str]:
    """Give what became of each file, in order."""
    return [one.outcome for one in told]


def list_sources(project: Project) -> dict[str, bytes]:
    """Give all sources: the path below their folder, and the bytes."""
    paths = project.sources.rglob("*") if project.sources.is_dir() else ()
    return {path.relative_to(project.sources).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def list_originals(project: Project) -> dict[str, bytes]:
    """Give all originals by name; each must hold what its name says."""
    if not project.originals.is_dir():
        return {}
    paths = [path for path in project.originals.iterdir() if path != project.versions and path.suffix != ".tmp"]
    kept = {path.name: path.read_bytes() for path in paths}
    assert all(name.partition(".")[0] == digest_bytes(data) for name, data in kept.items())
    return kept


def run_killed(action: Callable[[], object]) -> int:
    """Run an action in a process of its own that is to be killed; give the signal that ended it."""
    pid = os.fork()
    if not pid:
        try:
            action()
        finally:
            os._exit(0)
    _, status = os.waitpid(pid, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def kill_self() -> None:
    """End this process as `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)
