"""Fetching pages from the network, when asked: in workers, within limits, and from public addresses only.

A page is written to disk as it came, and from there on it is a file like any other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from briefgen.errors import BriefgenError
from briefgen.files.digest import digest_text
from briefgen.files.reading import read_bounded
from briefgen.files.writing import write_whole
from briefgen.project.adding.additions import Added, AddOptions, Report, skip
from briefgen.project.adding.dragging import Address, Dragged, Item
from briefgen.project.adding.web import MAX_FETCHED, Fetched, NotFetched, fetch_page
from briefgen.project.failures import tell_end
from briefgen.workers.limits import Failed, Limits, Outcome
from briefgen.workers.run import run_jobs

#: One address, its redirects and the looking up of names included.
FETCHING = Limits(seconds=20, cpu_seconds=20, memory_mib=512)
_NETWORK = 5


@dataclass(frozen=True, slots=True)
class _Kept:
    """A page that was fetched and lies on disk: its final address and the name it is given."""

    url: str
    name: str


def fetch_addresses(dragged: Sequence[Dragged], folder: Path, options: AddOptions, report: Report) -> Iterator[Dragged]:
    """Give what was dragged in with a file in the place of each address; those that cannot be fetched are passed over.

    The pages lie in `folder`: a run that was interrupted does not fetch them again on the same day.
    """
    today = options.today
    urls = [one.url for one in dragged if isinstance(one, Address)]
    waiting = [url for url in urls if _load(folder, url, today) is None]
    failed: dict[str, Added] = {}
    jobs = run_jobs(lambda url: fetch_page(url, options.allow_private), waiting, FETCHING, options.processes)
    for done, (at, outcome) in enumerate(jobs, 1):
        if told := _keep(folder, waiting[at], today, outcome):
            failed[waiting[at]] = told
        report("fetching", done, len(waiting), waiting[at])
    for one in dragged:
        if isinstance(one, Address):
            yield failed.get(one.url) or _find(folder, one.url, today)
        else:
            yield one


def _keep(folder: Path, url: str, today: str, outcome: "Outcome[Fetched | NotFetched]") -> Added | None:
    """Keep a page on disk; of one that was not fetched, say why."""
    if isinstance(outcome, Failed):
        return skip(url, f"fetching it {tell_end(outcome, 'fetcher')}", code=_NETWORK)
    page = outcome.value
    if isinstance(page, NotFetched):
        return skip(url, page.reason, code=page.code)
    place = _place(folder, url, today)
    write_whole(place, page.data)
    write_whole(place.with_suffix(".json"), msgspec.json.encode(_Kept(page.url, page.name)))
    return None


def _find(folder: Path, url: str, today: str) -> Dragged:
    kept = _load(folder, url, today)
    if kept is None:
        return skip(url, "what was fetched has vanished from .briefgen; run the command again", code=_NETWORK)
    place = _place(folder, url, today)
    return Item(str(place), is_named=True, shown=url, name=kept.name, address=kept.url, fetched=today)


def _load(folder: Path, url: str, today: str) -> _Kept | None:
    place = _place(folder, url, today)
    try:
        kept = msgspec.json.decode(read_bounded(place.with_suffix(".json"), MAX_FETCHED), type=_Kept)
    except (BriefgenError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return kept if place.is_file() else None


def _place(folder: Path, url: str, today: str) -> Path:
    return folder / digest_text(f"{today} {url}")
