"""Ids: derived ones (grammar G3), slugs, and what may name a file on any system."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.grammar.ids import Namer, derive_id, describe_bad_id, is_excerpt_id, is_source_id, make_slug

NO_CONTACTS = "The alliance has no contacts."


@pytest.mark.parametrize(
    ("plain", "stem"),
    [
        ("The organisation had no official contacts with it.", "organisation-official-contacts"),
        ("Организация Договора о коллективной", "organizatsiya-dogovora"),
        ("It is so.", "p"),
        ("2011 12345", "p"),
        ("", "p"),
        ("Қазақстан бұл", "qazaqstan"),
        ("a" * 90, "a" * 30),
    ],
)
def test_id_begins_with_the_first_long_words(plain: str, stem: str) -> None:
    """Three words of four letters or more, transliterated and cut to thirty characters, open the id."""
    assert derive_id(plain).rpartition("-")[0] == stem


def test_id_ends_with_the_digest_of_the_folded_text() -> None:
    """Case, blanks, punctuation and compatibility forms do not change an id; a letter does."""
    alike = (NO_CONTACTS, "the ALLIANCE has: no contacts", "The alliance has no contacts…")
    assert len({derive_id(text) for text in alike}) == 1
    assert derive_id("The alliance had no contacts.") != derive_id(NO_CONTACTS)
    assert derive_id("ﬁne words") == derive_id("fine words")


def test_digest_part_is_base32_of_sha256() -> None:
    """The five characters are SHA-256 over letters and digits in base32, so other programs can find them."""
    digest = hashlib.sha256(b"thealliancehasnocontacts").digest()
    assert derive_id(NO_CONTACTS).endswith(base64.b32encode(digest)[:5].decode().lower())


@given(st.text())
def test_any_text_has_an_excerpt_id(text: str) -> None:
    """Whatever a passage holds, its derived id is one that a citation can name."""
    assert is_excerpt_id(derive_id(text))
    assert len(derive_id(text)) <= 36


@given(st.text(), st.integers(min_value=4, max_value=60))
def test_any_words_make_a_slug(words: str, longest: int) -> None:
    """A slug is always an id, and no longer than asked for."""
    slug = make_slug(words, longest)
    assert is_source_id(slug)
    assert len(slug) <= max(longest, 7)


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("NATO–CSTO relations", "nato-csto-relations"),
        ("Қазақстан — 2012", "qazaqstan-2012"),
        ("Côte d’Ivoire's talks", "cote-divoires-talks"),
        ("Региональный объединённый центр", "regionalnyy-obedinennyy-tsentr"),
        ("../../etc/cron.d/x", "etc-cron-d-x"),
        ("con", "con-1"),
        ("!!!", "untitled"),
        ("", "untitled"),
        ("a " * 300, ("a-" * 30)[:59]),
    ],
)
def test_slugs_are_readable(words: str, slug: str) -> None:
    """Words are transliterated, lower case, parted by hyphens and cut between words."""
    assert make_slug(words) == slug


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("nato-csto", True),
        ("2011-a", True),
        ("a" * 60, True),
        ("a" * 61, False),
        ("", False),
        ("A", False),
        ("a--b", False),
        ("-a", False),
        ("a-", False),
        ("a_b", False),
        ("a/b", False),
        ("../a", False),
        ("/abs", False),
        ("con", False),
        ("nul", False),
        ("lpt1", False),
        ("com0", False),
        ("é", False),
        ("a\n", False),
    ],
)
def test_source_ids_name_files_on_every_system(text: str, holds: bool) -> None:
    """An id is a-z, 0-9 and single hyphens, at most 60, and no device of Windows."""
    assert is_source_id(text) is holds
    assert bool(describe_bad_id(text)) is not holds


def test_names_are_told_apart_by_numbers() -> None:
    """The second of a name gets -2, the third -3, and a name that is taken is passed over."""
    namer = Namer({"a-2"})
    assert [namer.name("a") for _ in range(3)] == ["a", "a-3", "a-4"]
