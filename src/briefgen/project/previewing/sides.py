"""What a preview does beside the making of pages: it prints their PDFs, and finds out the state of every topic."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.errors import BriefgenError
from briefgen.project.building.build import BuildOptions, build_briefs
from briefgen.project.failures import tell_end
from briefgen.project.place import Project
from briefgen.refresh.draft import STATES, Draft, name_state
from briefgen.refresh.run import RENDERING, print_draft
from briefgen.workers.confinement import library_folders
from briefgen.workers.limits import Failed, Limits
from briefgen.workers.run import run_job

#: Topics that are looked at in one go: each go opens the index, and holds it while it reads.
_SLICE = 64


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """A page to print: `digest` is that of the page shown, to tell later whose print it is."""

    name: str
    digest: str
    draft: Draft
    output: Path


@dataclass(frozen=True, slots=True)
class Print:
    """What came of it: `pdf` is empty where it failed, and `failure` says why."""

    name: str
    digest: str
    pdf: bytes
    pages: int
    failure: str


@dataclass(frozen=True, slots=True)
class State:
    """A topic's own draft beside its record: as `name_state` calls it (stale: and why), or failed."""

    slug: str
    state: str
    reasons: tuple[str, ...] = ()
    excerpts: int = 0
    sources: int = 0


def print_pages(orders: Iterator[object], tell: Callable[[object], None]) -> None:
    """Print what is ordered, one after another, in confined workers forked from this process, which stays warm."""
    from briefgen.render.pdf.printing import warm_up
    from briefgen.render.typefaces.system_fonts import list_font_folders

    for order in orders:
        if isinstance(order, PrintOrder):
            folders = (*library_folders(), str(order.output), str(warm_up()), *map(str, list_font_folders()))
            tell(_print(order, replace(RENDERING, confine=True, readable=folders)))


def _print(order: PrintOrder, limits: Limits) -> Print:
    outcome = run_job(print_draft, order.draft, limits)
    if isinstance(outcome, Failed):
        return Print(order.name, order.digest, b"", 0, f"printing it {tell_end(outcome, 'printer')}")
    result = outcome.value.result
    if result is None:
        first = next((str(one.message) for one in outcome.value.problems if one.is_error), "the library gave none")
        return Print(order.name, order.digest, b"", 0, first)
    return Print(order.name, order.digest, result.pdf, result.pages, "")


def find_states(project: Project, slugs: Sequence[str], tell: Callable[[object], None]) -> None:
    """Find the states of topics, some at a time, and tell each; a slice that cannot be read is left out."""
    for start in range(0, len(slugs), _SLICE):
        wanted = tuple(slugs[start : start + _SLICE])
        try:
            report = build_briefs(project, BuildOptions(topics=wanted, prints=False, processes=1))
        except BriefgenError:
            continue
        for slug in wanted:
            drafts = [draft for draft in report.drafts if draft.slug == slug]
            reasons = tuple(dict.fromkeys(str(reason) for draft in drafts for reason in draft.reasons))
            if slug in {name.partition(".")[0] for name in report.failed} or not drafts:
                tell(State(slug, "failed"))
            else:
                counts = drafts[0].statistics
                state = min(map(name_state, drafts), key=STATES.index)
                tell(State(slug, state, reasons, counts.get("excerpts", 0), counts.get("sources", 0)))
