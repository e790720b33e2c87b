"""The site channel: a static library of briefs, in a folder that any file server shows.

``<topic>/<number>/<variant>/`` holds an edition's files under the names that they have on the shelf; they are never
replaced. Everything else is made of them, once at the end of a run: the list of topics, a page for each, the feed, the
sitemap, the search. What is on a site is what was delivered to the channel's recipients, and nothing else.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from briefgen.deliver.channel import Arrival, Outcome, Parcel
from briefgen.deliver.shares import name_lack
from briefgen.deliver.site.feed import FEED, write_feed
from briefgen.deliver.site.library import Found, Library, Notice, find_library
from briefgen.deliver.site.pages import INDEX, SEARCH_PAGE, SEARCH_SCRIPT, lay_out_pages
from briefgen.deliver.site.placing import (
    describe_parcel,
    holds_edition,
    holds_notice,
    holds_pages,
    place_edition,
    place_library,
    place_notice,
    place_pages,
    remove_stale,
    take_back,
)
from briefgen.deliver.site.plan import Site, SitePlan, name_fault, plan_site
from briefgen.deliver.site.search import build_search, find_pagefind
from briefgen.deliver.site.sitemap import ROBOTS, SITEMAP, write_robots, write_sitemap
from briefgen.errors import BriefgenError, IntegrityError, PolicyError, StorageError
from briefgen.files.digest import digest_bytes
from briefgen.files.writing import remove_leftover_temps
from briefgen.model.delivery import Matter, State

#: Whose names the ids of a feed are made in where the site's address is not known (RFC 2606: nobody's, ever).
_NOBODY = "briefs.invalid"
_NO_SEARCH = "the site has no search page, for pagefind is not installed: `pip install 'briefgen[site]'`"

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Ears:
    """Who hears of what is no delivery's outcome: `tell` of a site without a search, `fail` of pages not made."""

    tell: Tell
    fail: Tell


class SiteWay:
    """A site, open for one run; `fault` says why nothing can be put on it, "" where all is well."""

    def __init__(self, site: Site, ears: Ears) -> None:
        self.site = site
        self.fault = _look_for_fault(site)
        self._ears = ears

    def deliver(self, parcel: Parcel) -> Outcome:
        """Put an edition's files in their place; the pages tell of it when the way is closed."""
        refused = _refuse(parcel, self.site)
        if refused:
            return Outcome(State.REFUSED, refused)
        if self.fault:
            return Outcome(State.DEFERRED, self.fault, is_down=True)
        try:
            self._place(parcel)
        except (PolicyError, IntegrityError) as error:
            return Outcome(State.REFUSED, str(error))
        except (BriefgenError, OSError) as error:
            return Outcome(State.DEFERRED, str(error))
        return Outcome(State.SENT, self.locate(parcel))

    def _place(self, parcel: Parcel) -> None:
        if parcel.delivery.matter is Matter.CORRECTION:
            place_notice(self.site.folder, parcel.delivery, Notice(parcel.letter.date, parcel.letter.points))
        else:
            place_edition(self.site.folder, describe_parcel(parcel), parcel.files)

    def look_for(self, parcel: Parcel) -> Arrival | None:
        """Look whether an edition stands on the site; None where the site cannot be read.

        What is there of one that is not whole is taken back: its pages never told of it.
        """
        if self.fault:
            return None
        try:
            if parcel.delivery.matter is Matter.CORRECTION:
                is_there = holds_notice(self.site.folder, parcel.delivery)
            else:
                is_there = holds_edition(self.site.folder, describe_parcel(parcel))
                if not is_there:
                    take_back(self.site.folder, describe_parcel(parcel))
        except (BriefgenError, OSError):
            return None
        return Arrival.WHOLE if is_there else Arrival.NOTHING

    def locate(self, parcel: Parcel) -> str:
        """Name the folder of an edition's files."""
        one = parcel.delivery
        return str(self.site.folder / one.slug / str(one.number) / one.variant)

    def finish(self) -> None:
        """Make the pages of all that is on the site, if they do not tell of it yet, or somebody changed them.

        What goes wrong is told, and the next run tries again: the editions themselves are in their places.
        """
        if self.fault:
            return
        try:
            found = find_library(self.site.folder)
            if not (found.is_finished and holds_pages(self.site.folder, found.finished)):
                rebuild_pages(self.site, found, self._ears.tell)
        except (BriefgenError, OSError) as error:
            self._ears.fail(f"the pages of the site {self.site.folder} could not be made: {error}")


def _refuse(parcel: Parcel, site: Site) -> str:
    """Say why a parcel may not be put on a site; "" where it may. Asked last of all, of the parcel itself."""
    marking = parcel.delivery.marking
    if marking > site.highest:
        return f"it is {marking.label}, and no more than {site.highest.label} may stand on this site"
    if parcel.letter.label != marking.label:
        return f"it is {marking.label}, and what is told of it says {parcel.letter.label}"
    return ""


@contextmanager
def open_site(site: Site, ears: Ears) -> Iterator[SiteWay]:
    """Open a site as a channel; its pages are made when it is closed, but for a run that is cut short."""
    way = SiteWay(site, ears)
    yield way
    way.finish()


def end_left_work(site: Site, ears: Ears) -> None:
    """Make the pages that a run which was cut short did not come to make."""
    with open_site(site, ears):
        pass


def has_left_work(site: Site) -> bool:
    """Whether the pages of a site tell of something else than what is on it, and may be made anew.

    False where it cannot be read, and where something stands there that may not.
    """
    if name_lack(site.folder, site.mount):
        return False
    try:
        found = find_library(site.folder)
    except (BriefgenError, OSError):
        return False
    return not found.is_finished and not name_fault(site, found.entries)


def rebuild_pages(site: Site, found: Found, tell: Tell) -> int:
    """Make all pages anew of what was found on a site, and write those that changed; return how many.

    Raises PolicyError where something stands there that may not, BriefgenError where a template fails, StorageError
    where the disk does.
    """
    library, pages = make_pages(site, found, tell)
    count = place_pages(site.folder, pages)
    before = (f"{one.slug}/{INDEX}" for one in found.finished.entries)
    remove_stale(site.folder, (*before, SITEMAP, SEARCH_PAGE, SEARCH_SCRIPT), pages)
    place_library(site.folder, replace(library, pages=hash_pages(pages)))
    return count


def make_pages(site: Site, found: Found, tell: Tell) -> tuple[Library, dict[str, bytes]]:
    """Make the library of what was found on a site, and all pages by name, in the order in which they are written.

    Raises PolicyError where something stands there that may not, BriefgenError where a template fails.
    """
    if fault := name_fault(site, found.entries):
        raise PolicyError(fault)
    plan = plan_site(_keep_names(site, found))
    search = _make_search(plan, site, tell)
    # In this order: whatever a page links to is there before it.
    pages = {**search, **_make_lists(plan, site), **lay_out_pages(plan, site, has_search=bool(search))}
    return plan.library, pages


def hash_pages(pages: Mapping[str, bytes]) -> dict[str, str]:
    """Hash pages, by name (SHA-256)."""
    return {name: digest_bytes(data) for name, data in pages.items()}


def _keep_names(site: Site, found: Found) -> Library:
    """Make the library of what was found, under the names that its feed began with."""
    began = found.finished.began or min((one.date for one in found.entries), default="")
    authority = found.finished.authority or site.authority or _NOBODY
    return replace(found.finished, entries=found.entries, authority=authority, began=began)


def _make_search(plan: SitePlan, site: Site, tell: Tell) -> dict[str, bytes]:
    program = find_pagefind()
    if program is None:
        tell(_NO_SEARCH)
        return {}
    try:
        return build_search(program, plan.current, site)
    except StorageError:
        raise
    except BriefgenError as error:
        tell(f"the site has no search page: {error}")
        return {}


def _make_lists(plan: SitePlan, site: Site) -> dict[str, bytes]:
    sitemap = {SITEMAP: write_sitemap(plan, site)} if site.address else {}
    return {FEED: write_feed(plan, site), **sitemap, ROBOTS: write_robots(site)}


def _look_for_fault(site: Site) -> str:
    """Say why nothing can be put on a site; what killed runs left half written is swept away."""
    if lack := name_lack(site.folder, site.mount):
        return lack
    try:
        remove_leftover_temps(site.folder)
        return name_fault(site, find_library(site.folder).entries)
    except (IntegrityError, StorageError) as error:
        return str(error)
    except OSError as error:
        return f"{error.strerror or error}: {error.filename or site.folder}"
