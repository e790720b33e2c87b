"""Hostile pages: a reason or a cleaned draft, never a crash, never long."""

import time

import pytest
from ingest_pages import SENTENCE, draft_of, refusal_of

from briefgen.ingest.draft import read_page
from briefgen.ingest.page import MAX_BYTES, Draft, Refused

PARAGRAPH = f"<p>{SENTENCE * 2}</p>"


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("<div>" * 100_000 + PARAGRAPH, "a.html"),
        ("<span>" * 100_000 + PARAGRAPH, "a.html"),
        (PARAGRAPH + "<p>x" * 20_000, "a.html"),
        ("<a " * 50_000 + PARAGRAPH, "a.html"),
        ("<![" * 20_000 + PARAGRAPH, "a.html"),
        ("<b><i>" * 20_000 + PARAGRAPH, "a.html"),
        ("<table><tr>" + "<td>x</td>" * 20_000 + "</table>" + PARAGRAPH, "a.html"),
        ("<table><tr><td>" * 3_000 + PARAGRAPH, "a.html"),
        ('<p class="' + "nav-" * 100_000 + '">x</p>' + PARAGRAPH, "a.html"),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>" + PARAGRAPH, "a.html"),
        ("<title>" + "T" * 300_000 + "</title>" + PARAGRAPH, "a.html"),
        ("word " * 200_000, "a.txt"),
        ("x" * 1_000_000, "a.txt"),
        ("“" * 300_000, "a.txt"),
        ("1 May 2008 " * 50_000, "a.txt"),
        ("a," * 200_000, "a.txt"),
        ("creative commons " * 30_000, "a.txt"),
        ("copyright © " * 30_000, "a.txt"),
        (SENTENCE * 10_000, "a.txt"),
        ("x\n" * 100_000, "a.txt"),
    ],
)
def test_a_hostile_page_is_read_or_refused_soon(page: str, name: str) -> None:
    """Neither depth nor length nor repetition makes reading hang or fail."""
    started = time.monotonic()
    read = read_page(page.encode(), name)
    assert isinstance(read, Draft | Refused)
    assert time.monotonic() - started < 20
    if isinstance(read, Draft):
        assert len(read.title) <= 301


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"x" * (MAX_BYTES + 1), "a.txt", "bytes"),
        (b"a\0b" * 100, "a.txt", "NUL"),
        (b"", "a.txt", "no running text"),
        (b"   ", "a.html", "no running text"),
        (b"Home\nNews\nContact", "a.txt", "no running text"),
        (b"%PDF-1.4", "a.pdf", ".pdf"),
        (b"text", "README", "nothing"),
    ],
)
def test_what_cannot_be_a_source_is_refused_with_a_reason(data: bytes, name: str, words: str) -> None:
    """The sentence says what is wrong with the file."""
    assert words in refusal_of(data, name)


def test_the_size_limit_is_met_to_the_byte() -> None:
    """A page of just the limit is read."""
    page = (SENTENCE * 2).encode()
    padded = page + b"\n" * (MAX_BYTES - len(page))
    assert isinstance(read_page(padded, "a.txt"), Draft)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1251", "koi8-r"])
def test_other_encodings_are_read_and_said(encoding: str) -> None:
    """Russian text comes out right, with a doubt about the encoding where bytes are not UTF-8."""
    words = "Министр заявил в понедельник, что стороны договорились снова встретиться осенью этого года. "
    draft = draft_of((words * 4).encode(encoding))
    assert draft.blocks[0].text.startswith("Министр заявил")


def test_controls_and_direction_marks_go_and_are_named() -> None:
    """A text that hides or turns characters is cleaned, and the doubt gives the code points."""
    draft = draft_of(f"The \u202eminister\u202c spoke\x08. {SENTENCE * 2}")
    assert draft.blocks[0].text.startswith("The minister spoke.")
    assert any("U+202E" in doubt for doubt in draft.doubts)


def test_a_lone_surrogate_becomes_a_replacement_character() -> None:
    """An impossible character reference does not stop the page."""
    assert "\ufffd" in draft_of(f"<p>&#xD800; {SENTENCE * 2}</p>", "a.html").blocks[0].text
