"""How results and problems are written: results to stdout, problems and progress to stderr."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import click

from briefgen.grammar.phrases import count_things
from briefgen.model.problem import Problem, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def print_json(value: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
    """Write a value as JSON to stdout; bytes of a file's name that are no UTF-8 become escapes."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace"))


def describe_problem(problem: Problem) -> dict[str, Any]:
    """Give a problem as a JSON object."""
    return {
        "severity": problem.kind.severity.value,
        "code": problem.kind.code,
        "message": problem.message,
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "hint": problem.hint,
    }


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Put problems in the order of their files and lines, each once."""
    return sorted(dict.fromkeys(problems), key=lambda problem: (problem.place, problem.kind.code, problem.message))


def print_problems(problems: Sequence[Problem]) -> None:
    """Write problems to stderr, and count them."""
    for problem in problems:
        severity = problem.kind.severity
        label = click.style(f"{severity.value}[{problem.kind.code}]", fg=_COLOURS[severity])
        click.echo(f"{clean_text(str(problem.place))}: {label}: {clean_text(problem.message)}", err=True)
        if problem.hint:
            click.echo("    " + clean_text(problem.hint).replace("\n", "\n    "), err=True)
    if problems:
        errors = sum(problem.is_error for problem in problems)
        click.echo(f"{count_things(errors, 'error')}, {count_things(len(problems) - errors, 'warning')}", err=True)


def choose_exit_code(problems: Iterable[Problem], *, strict: bool = False, others: Iterable[int] = ()) -> int:
    """Choose the exit code: the highest of those that the errors ask for, 7 before 5 before 3 before 1."""
    codes = {problem.kind.exit_code if problem.is_error else 1 for problem in problems if problem.is_error or strict}
    return max({*codes, *others}, default=0)


def clean_text(text: str) -> str:
    """Make control and direction characters visible, so that scraped text cannot steer the terminal."""
    return "".join(character if _is_plain(character) else f"⟦U+{ord(character):04X}⟧" for character in text)


def _is_plain(character: str) -> bool:
    return character.isprintable() or character == "\n"
