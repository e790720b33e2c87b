"""The sources that are there, found by the original, the address or the file's name that they were made from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath

from briefgen.ingest.identity import canonicalise_address, is_telling_name
from briefgen.ingest.lines import fold_words
from briefgen.ingest.source_ids import TakenIds

#: Of so many sources at most, made from files of one name, the page's own is looked for.
_MOST_NAMESAKES = 20


@dataclass(frozen=True, slots=True)
class ExistingSource:
    """A source that is there: its file's path from the project's folder, and the page it says it was made from.

    `is_readable` is false where the file cannot be read as a source: then only its id is known.
    """

    path: str
    original_sha256: str = ""
    original_name: str = ""
    url: str = ""
    title: str = ""
    is_readable: bool = True

    @property
    def id(self) -> str:
        """The source's id."""
        return PurePosixPath(self.path).stem


class Catalogue:
    """The sources of a project while pages are added: a page that has found its source is no other page's."""

    def __init__(self, sources: Iterable[ExistingSource], versions: Iterable[tuple[str, str]] = ()) -> None:
        self._sources: dict[str, ExistingSource] = {}
        self._by_original: dict[str, str] = {}
        # In the order they came, and without a search to take one out.
        self._by_address: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._by_name: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._claimed: set[str] = set()
        #: The sources of versions that are kept, by SHA-256, whether or not the source was made from them.
        self._versions: dict[str, str] = {}
        self._latest: dict[str, str] = {}
        for id_, sha256 in versions:
            self.note_version(id_, sha256)
        for source in sources:
            self._enter(source)
        self.taken = TakenIds(self._sources)

    def __getitem__(self, id_: str) -> ExistingSource:
        return self._sources[id_]

    def put(self, source: ExistingSource) -> None:
        """Enter a source that this run has written, in place of what stood under its id."""
        self._leave(source.id)
        self._enter(source)
        self.claim(source.id)

    def claim(self, id_: str) -> None:
        """Note that a page of this run is this source's: no other file takes it for its own by its name."""
        self._claimed.add(id_)
        source = self._sources[id_]
        self._by_name[_name_key(source.original_name, source.title)].pop(id_, None)

    def is_claimed(self, id_: str) -> bool:
        """Tell whether a page of this run is this source's."""
        return id_ in self._claimed

    def find_original(self, sha256: str) -> ExistingSource | None:
        """Find the source that was made from the page with this SHA-256."""
        return self._get(self._by_original.get(sha256))

    def find_version(self, sha256: str) -> ExistingSource | None:
        """Find the source of which the page with this SHA-256 is on record as a version."""
        return self._get(self._versions.get(sha256))

    def list_addressees(self, url: str) -> list[ExistingSource]:
        """List the sources of pages with this address: one, but for sites that give several pages the same."""
        address = canonicalise_address(url)
        ids = self._by_address.get(address, {}) if address else {}
        return [self._sources[id_] for id_ in islice(ids, _MOST_NAMESAKES)]

    def list_namesakes(self, name: str, title: str) -> Iterator[ExistingSource]:
        """List sources, twenty at most, made from a file of this name and not claimed; those of the same title first.

        A name that many pages are saved under counts only together with the title.
        """
        ids = self._by_name.get(_name_key(name, title), {})
        sources = [self._sources[id_] for id_ in islice(ids, _MOST_NAMESAKES)]
        return iter(sorted(sources, key=lambda source: fold_words(source.title) != fold_words(title)))

    def note_version(self, id_: str, sha256: str) -> None:
        """Note that the page with this SHA-256 is kept as a version of a source, the latest so far."""
        self._versions[sha256] = id_
        self._latest[id_] = sha256

    def find_latest(self, source: ExistingSource) -> str:
        """Find the SHA-256 of the latest version of a source's page that is kept."""
        return self._latest.get(source.id, source.original_sha256)

    def find_latest_version(self, id_: str) -> str:
        """Find the SHA-256 of the latest version on record for a source's id; "" where there is none on record."""
        return self._latest.get(id_, "")

    def _get(self, id_: str | None) -> ExistingSource | None:
        return self._sources.get(id_) if id_ else None

    def _enter(self, source: ExistingSource) -> None:
        id_ = source.id
        self._sources[id_] = source
        if source.original_sha256:
            self._by_original[source.original_sha256] = id_
        if address := canonicalise_address(source.url):
            self._by_address[address][id_] = None
        if source.original_name and id_ not in self._claimed:
            self._by_name[_name_key(source.original_name, source.title)][id_] = None

    def _leave(self, id_: str) -> None:
        old = self._sources.get(id_)
        if old is None:
            return
        if self._by_original.get(old.original_sha256) == id_:
            del self._by_original[old.original_sha256]
        self._by_address[canonicalise_address(old.url)].pop(id_, None)
        self._by_name[_name_key(old.original_name, old.title)].pop(id_, None)


def _name_key(name: str, title: str) -> str:
    return name if is_telling_name(name) else f"{name}\n{fold_words(title)}"
