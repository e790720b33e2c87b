"""What a site shows, worked out from what stands on it; no file is read or written here."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from briefgen.deliver.site.library import Library, SiteEntry
from briefgen.model.marking import Marking


@dataclass(frozen=True, slots=True)
class Site:
    """A site channel: its folder, the highest marking that may stand in it, and how its pages are written.

    `mount` is where its share has to be mounted (None: nobody said). `language` (BCP 47) is that of the pages' own
    words. `title` and `author` are "" where the settings name none. `address` is where the site stands on the web, ""
    where that is not known; `authority` is the host by whose name the feed's ids are made. `templates` are the
    project's own folders of templates, `work` is where a copy of what is searched lies for a moment (None: the system's
    folder for that).
    """

    folder: Path
    highest: Marking = Marking.CLEAR
    mount: Path | None = None
    is_restricted: bool = False
    language: str = "en"
    title: str = ""
    author: str = ""
    contact: str = ""
    address: str = ""
    authority: str = ""
    templates: tuple[Path, ...] = ()
    work: Path | None = None


@dataclass(frozen=True, slots=True)
class TopicShelf:
    """A topic on the site: all its editions, the newest first, and of each variant the one that counts."""

    slug: str
    editions: tuple[SiteEntry, ...]

    @property
    def current(self) -> tuple[SiteEntry, ...]:
        """Of each variant the newest edition that was not withdrawn; the newest of all where each was."""
        newest = {one.variant: one for one in reversed(self.editions) if not one.notices}
        return tuple(one for one in self.editions if newest.get(one.variant) is one) or self.editions[:1]

    @property
    def first(self) -> SiteEntry:
        """The edition whose title and bottom line stand for the topic."""
        return self.current[0]

    @property
    def marking(self) -> Marking:
        """The highest marking of its editions."""
        return find_highest(self.editions)


@dataclass(frozen=True, slots=True)
class SitePlan:
    """All that a site shows: its topics, the last issued first, and all editions, the newest first."""

    library: Library
    topics: tuple[TopicShelf, ...]
    editions: tuple[SiteEntry, ...]

    @property
    def current(self) -> tuple[SiteEntry, ...]:
        """The editions that count, of all topics: those that are searched."""
        return tuple(edition for topic in self.topics for edition in topic.current)

    @property
    def marking(self) -> Marking:
        """The highest marking of all that is shown."""
        return find_highest(self.editions)


def plan_site(library: Library) -> SitePlan:
    """Arrange what stands on a site."""
    by_slug = sorted(library.entries, key=lambda one: one.slug)
    topics = [TopicShelf(slug, sort_newest_first(group)) for slug, group in groupby(by_slug, key=lambda one: one.slug)]
    topics.sort(key=lambda one: one.first.title.casefold())
    topics.sort(key=lambda one: one.first.date, reverse=True)
    return SitePlan(library, tuple(topics), sort_newest_first(library.entries))


def sort_newest_first(entries: Iterable[SiteEntry]) -> tuple[SiteEntry, ...]:
    """Sort editions by date and number, the newest first, and by place where both are the same."""
    named = sorted(entries, key=lambda one: (one.slug, one.variant))
    return tuple(sorted(named, key=lambda one: (one.date, one.number), reverse=True))


def find_highest(entries: Iterable[SiteEntry]) -> Marking:
    """Find the highest marking of some editions; TLP:CLEAR where there is none."""
    return max((one.marking for one in entries), default=Marking.CLEAR)


def name_fault(site: Site, entries: Iterable[SiteEntry]) -> str:
    """Say what may not stand on a site as it is declared now; "" where all may."""
    above = [one for one in entries if one.marking > site.highest]
    if not above:
        return ""
    return (
        f"{site.folder / above[0].place} is {above[0].label}, and no more than {site.highest.label} may stand on this "
        "site; take it away, or declare the channel restricted again"
    )
