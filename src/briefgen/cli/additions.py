"""What `add` says: a line for each file as it is done, and how many came out how."""

import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from types import TracebackType

import click

from briefgen.cli.doubts import Doubts, tell_doubts
from briefgen.cli.printing import clean_text, print_json
from briefgen.cli.progress import Estimate
from briefgen.grammar.phrases import count_things
from briefgen.project.adding.additions import OUTCOMES, Added, Explanation

_SHOWN_NAMES = 3
_MOST_REASONS = 40
_OPENING = '{"files": ['
#: The exit code that wins where several are asked for.
_BY_WEIGHT = (5, 3, 1, 0)


class Additions:
    """Tells of each file when its turn comes, keeps only counts, and ends with a summary."""

    def __init__(self, estimate: Estimate, *, as_json: bool, explain: bool) -> None:
        self._estimate = estimate
        self._as_json = as_json
        self._explain = explain
        self._outcomes: Counter[str] = Counter()
        # Under its exit code and its words; the first few names of each.
        self._reasons: Counter[tuple[int, str]] = Counter()
        self._names: dict[tuple[int, str], list[str]] = {}
        self._codes: set[int] = set()
        self._has_dropped = False
        self._doubts = Doubts()

    def __enter__(self) -> "Additions":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._as_json and (self._outcomes or kind is None):
            opening = "" if self._outcomes else _OPENING
            told = {"counts": self._count(), "complete": kind is None}
            click.echo(opening + "\n],\n" + json.dumps(told)[1:])
        elif kind is None:
            self._print_summary()

    @property
    def code(self) -> int:
        """The exit code of the run."""
        return next(code for code in _BY_WEIGHT if code in self._codes or not code)

    def tell(self, one: Added) -> None:
        """Write what became of one file; where nobody listens any more (``| head``), go on without a word."""
        self._estimate.clear()
        try:
            self._write(one)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        self._outcomes[one.outcome] += 1
        self._codes.add(one.code)
        self._has_dropped |= bool(one.dropped)
        if one.reason:
            self._note_reason(one)

    def _write(self, one: Added) -> None:
        if self._as_json:
            self._write_json(one)
        elif not one.is_quiet:
            _print_line(one)
            if self._explain:
                tell_doubts(_show(_name(one)), one.doubts)
                _print_explanation(one.explanation)
            else:
                self._doubts.note(_show(_name(one)), one.doubts)

    def _write_json(self, one: Added) -> None:
        opening = ",\n" if self._outcomes else f"{_OPENING}\n"
        entry = _describe(one) | ({"explanation": _describe_explanation(one.explanation)} if self._explain else {})
        text = opening + json.dumps(entry, ensure_ascii=False)
        click.echo(text.encode("utf-8", "backslashreplace"), nl=False)

    def _note_reason(self, one: Added) -> None:
        key = (one.code, one.reason)
        if key not in self._reasons and len(self._reasons) >= _MOST_REASONS:
            key = (one.code, "other reasons")
        self._reasons[key] += 1
        names = self._names.setdefault(key, [])
        if len(names) < _SHOWN_NAMES:
            names.append(_name(one))

    def _count(self) -> dict[str, int]:
        return {outcome: self._outcomes[outcome] for outcome in OUTCOMES}

    def _print_summary(self) -> None:
        counted = ", ".join(f"{number} {outcome}" for outcome, number in self._count().items() if number)
        total = self._outcomes.total()
        click.echo(f"{count_things(total, 'file')}: {counted}" if total else "no files found", err=True)
        self._doubts.print(total)
        if self._has_dropped:
            click.echo("what was left out stands in .briefgen/dropped/, a file for each source", err=True)
        for (code, reason), number in sorted(self._reasons.items(), key=lambda pair: (-pair[0][0], -pair[1])):
            names = self._names[code, reason]
            more = f" and {number - len(names)} more" if number > len(names) else ""
            fault = ", at fault" if code else ""
            click.echo(f"{number:>7} skipped{fault}: {_show(reason)}", err=True)
            click.echo(f"        {', '.join(map(_show, names))}{more}", err=True)


def _name(one: Added) -> str:
    """Name a file without its folders."""
    return PurePath(one.file).name or one.file


def _show(text: str) -> str:
    """Write a name in one line, whatever it holds."""
    return clean_text(text.encode("utf-8", "backslashreplace").decode().replace("\n", "⟦U+000A⟧"))


def _print_line(one: Added) -> None:
    told = f"{_show(one.file)} → {one.path}" if one.path else _show(one.file)
    told += f"   {count_things(one.passages, 'passage')}" if one.passages else ""
    if one.changes:
        told += f" ({one.changes.new} new, {one.changes.gone} gone, {one.changes.same} the same)"
    told += f", {count_things(one.dropped, 'block')} left out" if one.dropped else ""
    told += f": {_show(one.reason)}" if one.reason else ""
    click.echo(f"{one.outcome:<9}  {told}")


def _print_explanation(explanation: Explanation) -> None:
    for choice in explanation.choices:
        sign = "*" if choice.chosen else " "
        counted = f"{count_things(choice.words, 'word')} in {count_things(choice.paragraphs, 'paragraph')}"
        reason = f"; {clean_text(choice.reason)}" if choice.reason else ""
        click.echo(f"  {sign} {choice.method}: score {choice.score:.2f}, {counted}{reason}")
    for key, value, evidence in explanation.facts:
        read = f"   [{_show(evidence)}]" if evidence else ""
        click.echo(f"    {key}: {_show(value)}{read}")
    for group in explanation.dropped:
        openings = " | ".join(map(_show, group.openings))
        click.echo(f"    left out {group.count}: {_show(group.reason)}: {openings}")


def print_undone(names: Sequence[str], *, as_json: bool) -> None:
    """Write the paths that were removed or restored."""
    if as_json:
        print_json({"undone": list(names)})
        return
    for name in names:
        click.echo(f"undone  {clean_text(name)}")


def _describe(one: Added) -> dict[str, object]:
    changes = one.changes
    return {
        "file": one.file,
        "outcome": one.outcome,
        "reason": one.reason,
        "source": one.path,
        "passages": one.passages,
        "changes": {"new": changes.new, "gone": changes.gone, "same": changes.same} if changes else None,
        "dropped": one.dropped,
        "dropped_path": one.dropped_path,
        "doubts": list(one.doubts),
    }


def _describe_explanation(explanation: Explanation) -> dict[str, object]:
    return {
        "choices": [
            {
                "method": one.method,
                "score": one.score,
                "words": one.words,
                "paragraphs": one.paragraphs,
                "chosen": one.chosen,
                "reason": one.reason,
            }
            for one in explanation.choices
        ],
        "facts": [{"key": key, "value": value, "evidence": evidence} for key, value, evidence in explanation.facts],
        "dropped": [
            {"reason": one.reason, "count": one.count, "first": list(one.openings)} for one in explanation.dropped
        ],
    }
