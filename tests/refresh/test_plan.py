"""Why a draft is stale, in words."""

from dataclasses import replace

from briefgen.model.inputs import Inputs
from briefgen.model.record import PrintedFile, Record
from briefgen.refresh.plan import explain_staleness

INPUTS = Inputs(
    excerpts={"a^x": "1", "a^y": "1"}, sources={"a": "1"}, topic="t", vocabulary="v", templates="p", tools="w"
)
RECORD = Record("t", "T", "TLP:CLEAR", "page", "2026-11-22", 2, PrintedFile("h", "1"), PrintedFile("p", "1"), INPUTS)


def explain(page: str, inputs: Inputs, record: Record | None = RECORD, *, is_whole: bool = True) -> list[str]:
    """Give the reasons as text."""
    return [str(reason) for reason in explain_staleness(record, page, inputs, is_whole=is_whole)]


def test_the_same_page_is_up_to_date_whatever_was_edited() -> None:
    """The page's digest decides: an edit that does not show in it prints nothing."""
    assert explain("page", replace(INPUTS, topic="edited", vocabulary="edited")) == []


def test_reasons_name_excerpts() -> None:
    """New, changed and gone excerpts are counted and named."""
    now = replace(INPUTS, excerpts={"a^x": "2", "b^new": "1"})
    assert explain("other", now) == ["+ 1 excerpt new (b^new)", "~ 1 excerpt changed (a^x)", "- 1 excerpt gone (a^y)"]


def test_reasons_name_what_was_edited() -> None:
    """A changed topic file, vocabulary, template or source description is told."""
    now = replace(INPUTS, topic="u", templates="q", sources={"a": "2"})
    assert explain("other", now) == [
        "~ 1 source changed in its description (a)",
        "~ the topic file was edited",
        "~ a template or style sheet was edited",
    ]


def test_other_library_versions_print_again() -> None:
    """The PDF library is no part of the page, but of the print."""
    assert explain("page", replace(INPUTS, tools="x")) == ["~ other versions of the libraries or fonts print it"]


def test_never_printed_and_damaged_drafts_are_stale() -> None:
    """Without a record, or with a file missing or altered, a topic is printed."""
    assert explain("page", INPUTS, record=None) == ["+ never printed"]
    assert explain("page", INPUTS, is_whole=False) == ["~ a printed file is missing or was altered"]
