"""Reading all that was dragged in, in workers: what they make of it goes to the spool, page by page."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from briefgen.files.digest import digest_bytes
from briefgen.project.adding.additions import Added, Report, skip
from briefgen.project.adding.drafting import READING_PAGES, Head, ReadFile, Reading, read_file, warm_up
from briefgen.project.adding.dragging import Item
from briefgen.project.adding.known_sources import KnownSource
from briefgen.project.adding.repeating import KEY_BYTES, SiteKeys, show_key, split_keys
from briefgen.project.adding.setting_aside import set_aside
from briefgen.project.adding.spool import Spool, Spooled
from briefgen.project.failures import hint_at_cause, tell_end
from briefgen.workers.confinement import library_folders
from briefgen.workers.limits import Done, Failed, Limits, Outcome
from briefgen.workers.run import run_jobs

#: How deep parts of mails may lie in parts of mails, and how many of one mail are looked at.
_DEEPEST = 4
_MOST_MEMBERS = 200


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A source was made from the same bytes, of this SHA-256."""

    sha256: str


#: What reading a file came to: its record's place in the spool, that it is there already, or why it was skipped.
Result = Spooled | Unchanged | Added


@dataclass(slots=True)
class Pages:
    """All files of a run and what reading each came to, by position; parts of a mail come after the files.

    `parts` gives the positions of a mail's parts.
    """

    items: list[Item] = field(default_factory=list)
    results: list[Result | None] = field(default_factory=list)
    parts: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def list_in_order(self, positions: Iterable[int]) -> Iterator[int]:
        """Give positions with those of their parts behind each, in order."""
        for position in positions:
            yield position
            yield from self.list_in_order(self.parts.get(position, ()))


class PageReader:
    """Reads files into a spool with so many processes."""

    def __init__(self, spool: Spool, reading: Reading, processes: int, report: Report) -> None:
        self._spool = spool
        self._reading = reading
        self._processes = processes
        self._report = report
        self._folder = spool.path.parent / "parts"
        self._state = spool.path.parent.parent

    def read_all(self, items: Sequence[Item]) -> Pages:
        """Read all files, then the parts of the mails among them, and parts of those."""
        pages = Pages()
        fresh: list[tuple[int | None, Item | Added]] = [(None, item) for item in items]
        if fresh:
            warm_up()
        for depth in range(_DEEPEST + 1):
            begin = len(pages.items)
            for parent, one in fresh:
                _enter(pages, parent, one, depth)
            fresh = self._read_round(pages, range(begin, len(pages.items)))
        return pages

    def _read_round(self, pages: Pages, positions: range) -> list[tuple[int | None, Item | Added]]:
        waiting = [at for at in positions if pages.results[at] is None]
        items = [pages.items[at] for at in waiting]
        found: list[tuple[int, list[Item | Added]]] = []
        jobs = run_jobs(lambda item: read_file(item, self._reading), items, self._limit(items), self._processes)
        for done, (index, outcome) in enumerate(jobs, 1):
            at = waiting[index]
            pages.results[at] = self._note_outcome(items[index], outcome)
            if not isinstance(outcome, Failed) and outcome.value.members:
                found.append((at, list(self._keep_members(items[index], outcome.value))))
            self._report("reading", done, len(items), items[index].file)
        return [(at, one) for at, members in sorted(found, key=lambda pair: pair[0]) for one in members]

    def _limit(self, items: Iterable[Item]) -> Limits:
        """Let workers read the folders that the files really lie in, and nothing else of the user's."""
        return replace(READING_PAGES, readable=(*library_folders(), *sorted(_list_folders(items))))

    def _note_outcome(self, item: Item, outcome: Outcome[ReadFile]) -> Result:
        if isinstance(outcome, Failed):
            reason = f"reading it {tell_end(outcome, 'reader')}"
            told = skip(item.file, reason, code=1)
            return replace(told, doubts=(hint_at_cause(outcome, "the other files were read without it"),))
        read = outcome.value
        if read.state == "refused":
            return skip(item.file, read.reason, code=0 if read.is_foreign and not item.is_named else 1)
        if read.state == "unchanged":
            return Unchanged(read.sha256)
        if read.state == "spooled":
            return self._spool.places[read.key]
        set_aside(self._state, item, read.sha256)
        return self._spool.add(read.key, read.head, read.body)

    def _keep_members(self, item: Item, read: ReadFile) -> Iterator[Item | Added]:
        """Keep the parts of a mail on disk, as files of their own named ``mail.eml/report.pdf``."""
        for number, (name, data) in enumerate(read.members):
            shown = f"{item.file}/{name}"
            if number >= _MOST_MEMBERS:
                yield skip(shown, f"only the first {_MOST_MEMBERS} parts of a mail are read")
                continue
            path = self._folder / digest_bytes(data)
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            yield Item(os.fspath(path), shown=shown, name=f"{item.file_name}/{name}")

    def read_again(self, pages: Pages, known: Iterable[KnownSource]) -> None:
        """Read those pages again that keep blocks which belong to their site, now that these are known."""
        repeated = self._find_repeated(pages, known)
        if not repeated:
            return
        shown = {site: frozenset(map(show_key, keys)) for site, keys in repeated.items()}
        concerned: list[tuple[int, str]] = []
        for at, head in self._list_heads(pages):
            own = repeated.get(head.site, frozenset())
            if any(key in own for key in split_keys(head.keys[: KEY_BYTES * head.kept])):
                concerned.append((at, head.site))
        items = [pages.items[at] for at, _ in concerned]
        sites = [site for _, site in concerned]
        jobs = run_jobs(
            lambda index: read_file(items[index], self._reading, shown[sites[index]]),
            range(len(items)),
            self._limit(items),
            self._processes,
        )
        for done, (index, outcome) in enumerate(jobs, 1):
            # Where the second reading fails, or leaves nothing, the first one stands.
            if isinstance(outcome, Done) and outcome.value.state in {"read", "spooled"}:
                pages.results[concerned[index][0]] = self._note_outcome(items[index], outcome)
            self._report("comparing", done, len(items), items[index].file)

    def _find_repeated(self, pages: Pages, known: Iterable[KnownSource]) -> dict[str, frozenset[int]]:
        """Count the blocks of this run's pages, and those of sources made from other pages of the same sites."""
        counted = SiteKeys()
        sites: set[str] = set()
        digests: set[str] = set()
        for _, head in self._list_heads(pages):
            counted.note_page(head.site, head.keys, head.kept)
            sites.add(head.site)
            digests.add(head.sha256)
        for source in known:
            if source.site in sites and source.original_sha256 not in digests:
                counted.note_page(source.site, source.keys, len(source.keys) // KEY_BYTES)
        return counted.find_repeated()

    def _list_heads(self, pages: Pages) -> Iterator[tuple[int, Head]]:
        for at, result in enumerate(pages.results):
            if isinstance(result, Spooled):
                yield at, msgspec.msgpack.decode(self._spool.read_head(result), type=Head)


def _list_folders(items: Iterable[Item]) -> set[str]:
    """List the folders that the files really lie in; of a link, that of its other end."""
    folders: set[str] = set()
    for item in items:
        path = os.path.realpath(item.path) if os.path.islink(item.path) else item.path  # noqa: PTH114 - of thousands
        folders.add(os.path.dirname(path))  # noqa: PTH120 - of thousands
    return {os.path.realpath(folder) for folder in folders}


def _enter(pages: Pages, parent: int | None, one: Item | Added, depth: int) -> None:
    """Enter a file, or what was passed over, as the next position; beyond the greatest depth it is passed over."""
    if isinstance(one, Item) and depth >= _DEEPEST:
        one = skip(one.file, f"it lies deeper than {_DEEPEST} mails in one another")
    pages.items.append(one if isinstance(one, Item) else Item(one.file))
    pages.results.append(None if isinstance(one, Item) else one)
    if parent is not None:
        pages.parts[parent].append(len(pages.items) - 1)
