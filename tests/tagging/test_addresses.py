"""Addresses, files' names and identifiers hold no names; running text around them does."""

import time

import pytest

from briefgen.model.vocabulary import Term, Vocabulary
from briefgen.tagging.matcher import compile_matcher, find_names

TERM = Term("x", aliases=("Astana", "NATO", "U.S.", "Kaspi.kz", "Астана", "North Atlantic"))
MATCHER = compile_matcher(Vocabulary({"x": TERM}, frozenset({"x"})))


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/astana",
        "(http://astana.example.org/?q=nato#astana)",
        "www.astana.kz",
        "astana.kz",
        "see astana.kz/nato, or",
        "nato.int",
        "press-office@astana.example.kz",
        "first.astana@example.org",
        "astana-2010.pdf",
        "photo.astana.JPG",
        "C:\\files\\astana_2010",
        "astana_hub and hub_astana",
        "/news/astana and /astana/news/",
        "the U.S.S.R.",
        "сайт астана.рф",
        "mailto:info@astana.kz?subject=NATO",
    ],
)
def test_no_name_stands_in_an_address(text: str) -> None:
    """What is part of a longer address or identifier is no mention."""
    assert find_names(MATCHER, text) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Astana.Then NATO.", ["Astana", "NATO"]),
        ("NATO/Astana, NATO/Astana/NATO", ["NATO", "Astana", "NATO", "Astana", "NATO"]),
        ("#NATO, @NATO, NATO@example.org", ["NATO", "NATO"]),
        ("the U.S. Army, the U.S., a U.S.-led force", ["U.S", "U.S", "U.S"]),
        ("Kaspi.kz and www.kaspi.kz", ["Kaspi.kz"]),
        ("Astana (see http://a.example/b) and NATO", ["Astana", "NATO"]),
        ("NATO: Astana; 'Astana'... NATO?!", ["NATO", "Astana", "Astana", "NATO"]),
        ("snake_case and NATO", ["NATO"]),
        ("NATO–Astana, NATO—Astana, Astana-based", ["NATO", "Astana", "NATO", "Astana", "Astana"]),
        ("1.5 NATO 2.5", ["NATO"]),
        ("the North Atlantic.Then", ["North Atlantic"]),
    ],
)
def test_names_beside_addresses_are_found(text: str, words: list[str]) -> None:
    """Slashes, full stops without a blank, hashtags and handles do not hide a name."""
    assert [text[hit.start : hit.end] for hit in find_names(MATCHER, text)] == words


@pytest.mark.parametrize(
    "piece",
    ["NATO.", "nato.ru.", "NATO_", "NATO@", "www.NATO ", "http://NATO ", "NATO.pdf", "(NATO.", "/NATO", "aa.", "U.S."],
)
def test_hostile_runs_cost_no_more_than_others(piece: str) -> None:
    """Two hundred thousand characters of one pattern take less than two seconds."""
    text = piece * (200_000 // len(piece)) + "NATO.x"
    begun = time.process_time()
    find_names(MATCHER, text)
    assert time.process_time() - begun < 2
