"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from briefgen.project.place import Project

F = TypeVar("F", bound=Callable[..., Any])


def project_option(function: F) -> F:
    """Add ``--project DIR``."""
    return click.option(
        "--project",
        "start",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        default=Path(),
        metavar="DIR",
        help="A folder in the project (default: this one).",
    )(function)


def json_option(function: F) -> F:
    """Add ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")(function)


def strict_option(function: F) -> F:
    """Add ``--strict``."""
    return click.option("--strict", is_flag=True, help="Let warnings count as errors.")(function)


def processes_option(function: F) -> F:
    """Add ``--jobs N``."""
    return click.option(
        "--jobs", type=click.IntRange(1, 64), default=None, metavar="N", help="Processes at once (default: one a core)."
    )(function)


def open_project(start: Path) -> Project:
    """Find the project that a folder lies in."""
    from briefgen.project.place import find_project

    return find_project(start)


def count_processes(jobs: int | None) -> int:
    """Give the number of processes: as asked, else one a core that this process may use."""
    import os

    return jobs or len(os.sched_getaffinity(0))
