"""Which blocks are a site's: counted over many pages in little memory."""

import hashlib
import random
from collections import Counter

import pytest

from briefgen.project.adding import repeating
from briefgen.project.adding.repeating import SiteKeys, show_key, split_keys


def keys(*names: str) -> bytes:
    """Give the keys of blocks, by their names."""
    return b"".join(hashlib.blake2b(name.encode(), digest_size=6).digest() for name in names)


def find(*pages: tuple[tuple[str, ...], int]) -> set[str]:
    """Give the names of blocks that belong to the site of pages: the names of each, and how many are its text."""
    counted = SiteKeys()
    for names, kept in pages:
        counted.note_page("site", keys(*names), kept)
    found = counted.find_repeated().get("site", frozenset())
    return {name for names, _ in pages for name in names if int.from_bytes(keys(name), "big") in found}


def test_what_stands_on_all_pages_is_the_sites() -> None:
    """Kept as text or not; what one page alone has is its own."""
    assert find(*(((f"story {n}", "notice", "menu"), 2) for n in range(6))) == {"notice", "menu"}


def test_a_formula_that_returns_is_text() -> None:
    """What half of the pages have, and keep, belongs to each; a box that most pages drop does not."""
    pages = [((f"story {n}", "formula"), 2) if n % 2 else ((f"story {n}",), 1) for n in range(10)]
    assert find(*pages) == set()
    boxed = [((f"story {n}", "box"), 1 + (n == 3)) if n % 2 else ((f"story {n}",), 1) for n in range(10)]
    assert find(*boxed) == {"box"}


def test_sites_are_counted_apart() -> None:
    """The same words on one page of each of many sites are nobody's box."""
    counted = SiteKeys()
    for number in range(9):
        counted.note_page(f"site {number}", keys("notice"), 1)
    assert counted.find_repeated() == {}


def test_counting_in_parts_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few keys are counted at a time, the keys found are those of one count."""
    chance = random.Random(7)
    pages = [tuple({f"block {chance.randint(0, 300)}" for _ in range(40)}) for _ in range(50)]
    counts = Counter(name for names in pages for name in names)
    noted = [(names, 0) for names in pages]
    whole = find(*noted)
    monkeypatch.setattr(repeating, "_COUNTED_AT_ONCE", 97)
    assert find(*noted) == whole == {name for name, count in counts.items() if count >= 3}


def test_keys_come_apart_as_they_were_written() -> None:
    """Twelve hexadecimal digits, zeros in front too."""
    shown = ["000000000001", "ffffffffffff", "0a1b2c3d4e5f"]
    assert [show_key(key) for key in split_keys(bytes.fromhex("".join(shown)))] == shown
