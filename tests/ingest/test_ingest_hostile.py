"""Hostile pages: a reason or a cleaned draft, never a crash, never long, within a worker's limits."""

import pytest
from hostile_pages import CHARACTERS, MARKUP, TEXT
from ingest_pages import SENTENCE, draft_of, refusal_of, texts

from briefgen.formats.detection import LARGEST_TEXT
from briefgen.ingest.draft import read_page
from briefgen.ingest.page import Draft
from briefgen.workers.limits import Done, Limits
from briefgen.workers.run import run_jobs

#: What a page may take: ten seconds of a processor, which others may be using too, and a gibibyte.
LIMITS = Limits(seconds=40, cpu_seconds=10, memory_mib=1024)
#: Pages of which nothing is left to take: too much of one thing.
UNREAD = frozenset({"B26 a line of a megabyte"})


@pytest.mark.slow
def test_no_hostile_page_takes_long() -> None:
    """Neither depth nor length nor repetition breaks the limits of the worker that reads a page."""
    pages = [(name, page, "a.html") for name, page in MARKUP.items()] + [(n, page, "a.txt") for n, page in TEXT.items()]
    outcomes = {
        pages[index][0]: outcome
        for index, outcome in run_jobs(lambda page: _describe(page[1], page[2]), pages, LIMITS, 2)
    }
    assert [f"{name}: {outcome}" for name, outcome in outcomes.items() if not isinstance(outcome, Done)] == []
    kinds = {name: outcome.value for name, outcome in outcomes.items() if isinstance(outcome, Done)}
    refused = {name for name in MARKUP if kinds[name] == "Refused"} - UNREAD
    assert all("deep" in name or name.startswith(_TOO_DEEP) for name in refused), refused


#: Pages whose text stands deeper than the parser goes.
_TOO_DEEP = ("B21", "spans in spans", "tables in tables", "bold and italics", "articles in articles")


def _describe(page: str, name: str) -> str:
    read = read_page(page.encode(), name)
    assert not isinstance(read, Draft) or len(read.title) <= 301
    return type(read).__name__


@pytest.mark.parametrize("case", CHARACTERS)
def test_misleading_characters_are_cleaned(case: str) -> None:
    """What hides, turns or cannot be text leaves the words as they are, and the doubt names it where one is due."""
    words, doubt = CHARACTERS[case]
    page = f"<h1>{words}</h1><p>{words}. {SENTENCE * 2}</p><p>{SENTENCE * 2}</p>"
    draft = draft_of(page.encode("utf-8", "surrogatepass"), "a.html")
    told = (draft.title, *texts(draft), *(dropped.text for dropped in draft.dropped))
    assert any("lake" in text or "الأمين" in text or "湖" in text for text in told)
    assert not set("\u202e\u2067\u200b\x08\x1b\U000e0041") & set(draft.title + "".join(texts(draft)))
    assert not doubt or any(doubt in told for told in draft.doubts)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"x" * (LARGEST_TEXT + 1), "a.txt", "bytes"),
        (b"<p>x</p>" * 7_000_000, "a.html", "bytes"),
        (b"a\0b" * 100, "a.txt", "NUL"),
        (b"", "a.txt", "empty"),
        (b"   ", "a.html", "empty"),
        (b"Home\nNews\nContact", "a.txt", "no running text"),
        (b"%PDF-1.4", "a.pdf", "damaged"),
        (b"text", "README", "nothing"),
    ],
)
def test_what_cannot_be_a_source_is_refused_with_a_reason(data: bytes, name: str, words: str) -> None:
    """The sentence says what is wrong with the file."""
    assert words in refusal_of(data, name)


def test_the_size_limit_is_met_to_the_byte() -> None:
    """A page of just the limit is read."""
    page = (SENTENCE * 2).encode()
    padded = page + b"\n" * (LARGEST_TEXT - len(page))
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
