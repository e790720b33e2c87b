"""`doctor`: what this machine has, what it lacks, and the line that mends it."""

import ctypes.util
import datetime
import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from briefgen import __version__
from briefgen.errors import BriefgenError
from briefgen.project.care import RECORDS, tell_records_care
from briefgen.project.folder_checks import examine_folder
from briefgen.project.place import Project, find_project
from briefgen.project.sending.ledger import read_project_outbox
from briefgen.project.sending.places.standing import find_exposed, tell_exposed
from briefgen.project.sending.rules import read_rules, refuse_unsound
from briefgen.workers.run import describe_confinement

#: Version floors below which a known fault bites.
_FLOORS = {
    "weasyprint": (70,),
    "jinja2": (3, 1, 6),
    "markdown": (3, 8, 1),
    "nh3": (0, 3, 3),
    "pyyaml": (6, 0),
    "click": (8, 2),
    "luqum": (1, 0),
    "lxml": (5,),
}
#: Python releases with the fixes of the e-mail and archive faults (CVE-2024-6923, CVE-2024-0450, CVE-2026-1299).
_PYTHON_FLOORS = {11: 15, 12: 13, 13: 12, 14: 3}
_SQLITE_WITHOUT_WAL_FAULT = (3, 51, 3)
#: The system libraries that WeasyPrint loads, with the packages that bring them.
_LIBRARIES = {
    "pango-1.0": ("libpango-1.0-0", "pango"),
    "pangoft2-1.0": ("libpangoft2-1.0-0", "pango"),
    "harfbuzz": ("libharfbuzz0b", "harfbuzz"),
    "harfbuzz-subset": ("libharfbuzz-subset0", "harfbuzz"),
    "fontconfig": ("libfontconfig1", "fontconfig"),
    "gobject-2.0": ("libglib2.0-0", "glib"),
}

#: Programs that are asked where they are there, and what is not known without them.
_TOOLS = {"git": "nobody can say whether the editions are committed"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing examined: `state` is "ok", "warning" or "error"; `remedy` is the line that mends it, or ""."""

    area: str
    name: str
    value: str
    state: str = "ok"
    remedy: str = ""


def examine_machine(start: Path) -> tuple[Finding, ...]:
    """Examine versions, system libraries, fonts, protections and the project that `start` lies in."""
    examinations: tuple[Callable[[], Iterator[Finding]], ...] = (
        _examine_python,
        _examine_packages,
        _examine_libraries,
        _examine_fonts,
        _examine_protections,
        _examine_tools,
    )
    findings = [finding for examine in examinations for finding in examine()]
    return (*findings, *_examine_project(start))


def _examine_python() -> Iterator[Finding]:
    yield Finding("versions", "briefgen", __version__)
    minor, micro = sys.version_info[1:3]
    floor = _PYTHON_FLOORS.get(minor, 0)
    remedy = f"a later Python 3.{minor} mends known faults that briefgen works round" if micro < floor else ""
    yield Finding("versions", "Python", platform.python_version(), "warning" if remedy else "ok", remedy)
    is_sound = sqlite3.sqlite_version_info >= _SQLITE_WITHOUT_WAL_FAULT
    remark = "" if is_sound else "write-ahead logging is left off because of a fault before 3.51.3"
    yield Finding("versions", "SQLite", sqlite3.sqlite_version, "ok", remark)


def _examine_packages() -> Iterator[Finding]:
    for name, floor in _FLOORS.items():
        try:
            found = version(name)
        except PackageNotFoundError:
            yield Finding("versions", name, "missing", "error", f"python -m pip install {name}")
            continue
        numbers = tuple(int(part) for part in found.split(".")[:3] if part.isdigit())
        lowest = ".".join(map(str, floor))
        remedy = "" if numbers >= floor else f"python -m pip install '{name}>={lowest}'"
        yield Finding("versions", name, found, "error" if remedy else "ok", remedy)


def _examine_libraries() -> Iterator[Finding]:
    for name, (debian, brew) in _LIBRARIES.items():
        found = ctypes.util.find_library(name)
        remedy = "" if found else f"brew install {brew}" if sys.platform == "darwin" else f"apt-get install {debian}"
        yield Finding("libraries", name, found or "missing", "ok" if found else "error", remedy)


def _examine_fonts() -> Iterator[Finding]:
    from briefgen.render.typefaces.fonts import list_fonts

    for font in list_fonts():
        yield Finding("fonts", font.name, str(font.path))


def _examine_protections() -> Iterator[Finding]:
    for name, is_active, why_not in describe_confinement():
        yield Finding("protections", name, "active" if is_active else "not active", "ok", why_not)


def _examine_tools() -> Iterator[Finding]:
    """Tell which programs are there that briefgen asks where it can, and what is not known without them."""
    for name, use in _TOOLS.items():
        found = shutil.which(name)
        yield Finding("tools", name, found or f"missing; without it {use}", "ok" if found else "warning")


def _examine_project(start: Path) -> Iterator[Finding]:
    try:
        project = find_project(start)
    except BriefgenError as error:
        yield Finding("project", "here", "none", "ok", str(error))
        return
    yield Finding("project", str(project.folder), f"settings in {project.settings_file}")
    yield _examine_signers(project)
    for one in examine_folder(project):
        yield Finding("project", one.name, one.value, one.state, one.remedy)
    dangers = {one.name: one.told for one in tell_records_care(project)}
    for name in RECORDS:
        yield Finding(
            "project", name, dangers.get(name, "nothing endangers it"), "warning" if name in dangers else "ok"
        )
    yield from _examine_places(project)


def _examine_places(project: Project) -> Iterator[Finding]:
    """Tell what stands where it may not, as on a site that is restricted no more: also while nothing is to be sent."""
    rules, problems = read_rules(project, datetime.datetime.now(datetime.UTC).date())
    if not rules.channels.by_name and not problems:
        return
    try:
        refuse_unsound(problems)
        with read_project_outbox(project) as outbox:
            entries = outbox.list_entries()
    except BriefgenError as error:
        yield Finding("project", "places", "nobody can tell what stands where it may not", "error", str(error))
        return
    exposed = tell_exposed(find_exposed(project, rules, entries), frozenset())
    yield from (Finding("project", "places", told, "error") for told in exposed)
    if not exposed:
        yield Finding("project", "places", "nothing stands where it may not")


def _examine_signers(project: Project) -> Finding:
    try:
        signers = project.allowed_signers
    except BriefgenError as error:
        return Finding("project", "signatures", "nobody knows whose count", "error", str(error))
    return Finding("project", "signatures", project.settings.allowed_signers if signers else "no edition needs one")
