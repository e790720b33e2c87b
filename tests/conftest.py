"""What tests of several areas share."""

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from briefgen_command import ROOT, run_briefgen
from required_tools import find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The same examples each time, however slow the machine is just then: what fails once fails again. To look for further
# ones: `--hypothesis-profile=searching`.
settings.register_profile("searching", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("steady", settings.get_profile("searching"), derandomize=True)
settings.load_profile("steady")
_LONGEST = frozenset({"benchmarks", "crashes", "pages", "regeneration"})


def pytest_configure() -> None:
    """Let programs that tests start be interrupted.

    Whoever runs us in the background of a script, or behind nohup, has these two ignored, and that is inherited; what
    is caught is not.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, lambda *_: None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the folders whose files take minutes: begun last, one of them would keep a worker alone at the end."""
    items.sort(key=lambda item: item.path.parent.name not in _LONGEST)


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Start the system's Chromium."""
    from playwright.sync_api import sync_playwright

    chromium = find_chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Give a new, empty project."""
    ran = run_briefgen("new", "desk", folder=tmp_path)
    assert ran.code == 0, ran.err
    return tmp_path / "desk"


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """Give a copy of the shipped corpus as a project of its own."""
    folder = tmp_path / "shipped"
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    (folder / "briefgen.toml").write_text('analyst = "Tests"\ndefault_tlp = "TLP:CLEAR"\n', encoding="utf-8")
    return folder
