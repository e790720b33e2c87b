"""Which blocks belong to a site and not to its pages: told from how many pages each stands on.

Counts are kept small: six bytes a block, and only a part of a large site's blocks is counted at a time.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefgen.ingest.repetition import find_repeated

KEY_BYTES = 6
_COUNTED_AT_ONCE = 1 << 17
#: What most pages that have it keep as text is the site's only where nearly all pages of the site have it: the
#: formulas of resolutions and statements come back on many pages, and belong to each.
_LEAST_SHARE_OF_TEXT = 0.8


@dataclass(slots=True)
class _Site:
    """The keys of all blocks of a site's pages, those that pages keep as text once more, and how many pages."""

    keys: "array[int]" = field(default_factory=lambda: array("Q"))
    kept: "array[int]" = field(default_factory=lambda: array("Q"))
    pages: int = 0


class SiteKeys:
    """The keys of the blocks of all pages, by site."""

    def __init__(self) -> None:
        self._sites: defaultdict[str, _Site] = defaultdict(_Site)

    def note_page(self, site: str, keys: bytes, kept: int) -> None:
        """Note a page's keys, six bytes each, each key once; the first `kept` of them are of its text."""
        noted = self._sites[site]
        noted.keys.extend(split_keys(keys))
        noted.kept.extend(split_keys(keys[: KEY_BYTES * kept]))
        noted.pages += 1

    def find_repeated(self) -> dict[str, frozenset[int]]:
        """Find the keys that belong to each site, where there are any."""
        found = {name: frozenset(_find_in_site(site)) for name, site in self._sites.items()}
        return {site: keys for site, keys in found.items() if keys}


def _find_in_site(site: _Site) -> Iterator[int]:
    parts = 1 + len(site.keys) // _COUNTED_AT_ONCE
    for part in range(parts):
        counts = Counter(key for key in site.keys if key % parts == part)
        kept = Counter(key for key in site.kept if key % parts == part)
        # The threshold is ingest's: it is asked with the keys as it writes them.
        likely = {show_key(key): count for key, count in counts.items() if count > 1}
        for shown in find_repeated(likely, site.pages):
            key = int(shown, 16)
            if 2 * kept[key] < counts[key] or counts[key] >= _LEAST_SHARE_OF_TEXT * site.pages:
                yield key


def split_keys(keys: bytes) -> Iterator[int]:
    """Take keys apart, six bytes each."""
    return (int.from_bytes(keys[at : at + KEY_BYTES], "big") for at in range(0, len(keys), KEY_BYTES))


def show_key(key: int) -> str:
    """Write a key as `ingest.repetition` does."""
    return f"{key:0{2 * KEY_BYTES}x}"
