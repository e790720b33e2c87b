"""A line on stderr that says how far a long run is and how long it will take; only on a terminal."""

import shutil
import sys
import time
from types import TracebackType
from typing import Self

import click

from briefgen.cli.printing import clean_text
from briefgen.grammar.shortening import measure_width

_PAUSE = 0.1
_BAR = 24
_LONGEST_NAME = 40


class Estimate:
    """A bar for each stage of a run, with a count and the time that is left; left by `with`, the line is taken away."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()
        self._stage = ""
        self._began = 0.0
        self._next = 0.0
        self._is_drawn = False

    def __call__(self, stage: str, done: int, total: int, name: str) -> None:
        """Show how far a stage is; ten times a second at most."""
        if not self._is_shown:
            return
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._began, self._next = stage, now, now
        if done >= total:
            self.clear()
        elif now >= self._next:
            self._next = now + _PAUSE
            self._is_drawn = True
            left = (now - self._began) / max(done, 1) * (total - done)
            line = _draw(stage, done, total, left, name)
            # A line that wraps could not be taken away again.
            click.echo("\r\033[K" + _fit(line, shutil.get_terminal_size().columns - 1), nl=False, err=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def clear(self) -> None:
        """Take the line away, so that something else can be written."""
        if self._is_drawn:
            self._is_drawn = False
            click.echo("\r\033[K", nl=False, err=True)


def _draw(stage: str, done: int, total: int, left: float, name: str) -> str:
    full = _BAR * done // max(total, 1)
    bar = "█" * full + "·" * (_BAR - full)
    shown = clean_text(name).replace("\n", " ")
    shown = "…" + shown[-_LONGEST_NAME:] if len(shown) > _LONGEST_NAME else shown
    return f"{stage} {bar} {done}/{total}, {_show_time(left)} left  {shown}"


def _fit(line: str, width: int) -> str:
    while measure_width(line) > width:
        line = line[:-1]
    return line


def _show_time(seconds: float) -> str:
    minutes, rest = divmod(int(seconds) + 1, 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
