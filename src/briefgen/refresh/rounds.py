"""Many drafts brought up to date by workers that live for all of them: each is made, and printed where it is stale.

Making a page tells whether it is stale and needs no PDF library. So long as none is, the workers are light; where the
first stale one turns up, or is known beforehand, the parent loads WeasyPrint, once, and workers that make and print are
forked from it. What a draft is made of is loaded in the worker, and nothing of it stays in the parent but the result.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from briefgen.refresh.draft import Draft
from briefgen.refresh.run import RefreshOptions, Task, confine, make_draft, print_draft
from briefgen.render.pdf.printing import warm_up
from briefgen.render.templating.templates import find_shipped_templates
from briefgen.render.typefaces.system_fonts import list_font_folders
from briefgen.workers.limits import Done, Limits, Outcome
from briefgen.workers.run import run_jobs

Item = TypeVar("Item")
Trace = TypeVar("Trace")


@dataclass(frozen=True, slots=True)
class Made(Generic[Trace]):
    """A draft, and what its loader tells of where it came from."""

    draft: Draft
    trace: Trace


@dataclass(frozen=True, slots=True)
class Round(Generic[Item, Trace]):
    """What is to be brought up to date: `load` gives an item's task and trace, in the worker.

    `readable` are the files that it reads there; `is_stale` where an item is known to be stale beforehand.
    """

    items: Sequence[Item]
    load: Callable[[Item], tuple[Task, Trace]]
    readable: tuple[Path, ...] = ()
    is_stale: bool = False


def refresh_drafts(
    wanted: Round[Item, Trace], options: RefreshOptions
) -> Generator[tuple[Item, Outcome[Made[Trace]]], None, None]:
    """Make the drafts, and print those that ask for it, in confined workers; one that dies costs its draft.

    Each item comes once, in no promised order; closing the iterator ends the workers at once.
    """
    prints = options.prints and not options.html_only
    waiting = dict(enumerate(wanted.items))
    if not (prints and wanted.is_stale):
        for number, outcome in _make(wanted, options, waiting):
            if prints and isinstance(outcome, Done) and outcome.value.draft.page is not None:
                break
            yield waiting.pop(number), outcome
    if waiting:
        for number, outcome in _make_and_print(wanted, options, waiting):
            yield waiting.pop(number), outcome


def _make(
    wanted: Round[Item, Trace], options: RefreshOptions, waiting: dict[int, Item]
) -> Iterator[tuple[int, Outcome[Made[Trace]]]]:
    def make(number: int) -> Made[Trace]:
        task, trace = wanted.load(wanted.items[number])
        return Made(make_draft(task, options), trace)

    yield from _run(make, tuple(waiting), _confine(wanted, options), options.processes)


def _make_and_print(
    wanted: Round[Item, Trace], options: RefreshOptions, waiting: dict[int, Item]
) -> Iterator[tuple[int, Outcome[Made[Trace]]]]:
    def make_and_print(number: int) -> Made[Trace]:
        task, trace = wanted.load(wanted.items[number])
        draft = make_draft(task, options)
        return Made(print_draft(draft) if draft.page else draft, trace)

    yield from _run(make_and_print, tuple(waiting), _confine(wanted, options, warm_up()), options.processes)


def _run(
    job: Callable[[int], Made[Trace]], numbers: tuple[int, ...], limits: Limits, processes: int
) -> Iterator[tuple[int, Outcome[Made[Trace]]]]:
    with closing(run_jobs(job, numbers, limits, processes)) as outcomes:
        for position, outcome in outcomes:
            yield numbers[position], outcome


def _confine(wanted: Round[Item, Trace], options: RefreshOptions, *more: Path) -> Limits:
    folders = (find_shipped_templates(), *options.layout.template_folders, *list_font_folders())
    return confine(options, *folders, *wanted.readable, *more)
