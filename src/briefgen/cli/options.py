"""Options that several commands share."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from briefgen.project.place import Project

if TYPE_CHECKING:
    from briefgen.model.variant import Variant

_SECONDS = re.compile(r"[0-9]+(?:\.[0-9]*)?")
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


def wait_option(function: F) -> F:
    """Add ``--wait [SECONDS]``: how long to wait while another command is at work; see `complete_wait`."""
    return click.option(
        "--wait",
        "patience",
        type=click.FloatRange(0),
        default=0.0,
        metavar="[SECONDS]",
        help="Wait while another command is at work in the project (without SECONDS: for as long as that takes).",
    )(function)


def complete_wait(words: list[str]) -> list[str]:
    """Give a bare ``--wait`` its value, which Click would take from the word behind it whatever that is."""
    end = words.index("--") if "--" in words else len(words)
    whole = list(words)
    for at, word in enumerate(words[:end]):
        follower = words[at + 1] if at + 1 < end else ""
        if word == "--wait" and not _SECONDS.fullmatch(follower):
            whole[at] = "--wait=inf"
    return whole


def processes_option(function: F) -> F:
    """Add ``--jobs N``."""
    return click.option(
        "--jobs", type=click.IntRange(1, 64), default=None, metavar="N", help="Processes at once (default: one a core)."
    )(function)


def variant_options(function: F) -> F:
    """Add ``--template``, ``--language`` and ``--max-tlp``: which variant of a topic is meant."""
    with_limit = click.option(
        "--max-tlp", "limit", metavar="LABEL", help="Leave out all that is marked higher, such as TLP:GREEN."
    )(function)
    with_language = click.option(
        "--language", default="", metavar="CODE", help="The language of labels and dates: en, ru, kk."
    )(with_limit)
    return click.option("--template", default="", metavar="FORM", help="The form: brief, note, dossier or your own.")(
        with_language
    )


def read_variant(template: str, language: str, limit: str | None) -> "Variant":
    """Read what those options say. Raises UsageError for a label that is none, a language or a name that cannot be."""
    from briefgen.errors import UsageError
    from briefgen.grammar.languages import is_language
    from briefgen.grammar.markings import LABELS, read_marking, suggest_marking
    from briefgen.model.variant import Variant

    if template and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", template):
        raise UsageError(f"--template {template!r}: write a template's name without its end, such as note.")
    if language and not is_language(language):
        raise UsageError(f"--language {language!r}: write a BCP 47 code such as en, ru or kk.")
    marking = read_marking(limit) if limit else None
    if isinstance(marking, str):
        meant = suggest_marking(limit or "")
        raise UsageError(f"--max-tlp: {limit} is no TLP 2.0 label; write {meant or ' or '.join(LABELS)}.")
    return Variant(template, language, marking)


def open_project(start: Path, patience: float = 0.0) -> Project:
    """Find the project that a folder lies in; `patience` is what `--wait` says."""
    from briefgen.project.place import find_project

    return replace(find_project(start), patience=patience)


def count_processes(jobs: int | None) -> int:
    """Give the number of processes: as asked, else one a core that this process may use."""
    import os

    return jobs or len(os.sched_getaffinity(0))
