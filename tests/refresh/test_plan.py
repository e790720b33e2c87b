"""Why a draft is stale, in words: what decides, and what only explains."""

from dataclasses import replace

import pytest

from briefgen.model.inputs import Inputs, Reason
from briefgen.model.record import PrintedFile, Record
from briefgen.refresh.plan import explain_staleness

ROW = "aaaa" * 8 + ":0:"
INPUTS = Inputs(
    excerpts={"a^x": ROW, "a^y": ROW},
    sources={"a": "aaaa" * 18},
    topic="t",
    vocabulary="v",
    settings="s",
    tools="w",
    order="0 1",
    parts={"title": "aaaa", "query": "bbbb"},
    judgements={"^no-link": "aaaa" * 6, "judgement 2": "bbbb" * 6},
    files="aaaa brief.css\nbbbb brief.html.j2",
    keys={"analyst": "aaaa"},
    versions={"weasyprint": "70.0", "pydyf": "0.12.1"},
)
RECORD = Record("t", "T", "TLP:CLEAR", "page", "2026-11-22", 2, PrintedFile("h", "1"), PrintedFile("p", "1"), INPUTS)
RECORD = replace(RECORD, pdf_page="page")


def explain(page: str, inputs: Inputs, record: Record | None = RECORD, *, is_whole: bool = True) -> list[str]:
    """Give the reasons as text."""
    return [str(reason) for reason in explain_staleness(record, page, inputs, is_whole=is_whole)]


def test_the_same_page_is_up_to_date_whatever_was_edited() -> None:
    """The page's digest decides: an edit that does not show in it prints nothing and gives no reason."""
    edited = replace(
        INPUTS, topic="u", vocabulary="w", settings="x", excerpts={}, parts={}, judgements={}, files="", keys={}
    )
    assert explain("page", edited) == []


def test_never_printed_and_damaged_drafts_are_stale() -> None:
    """Without a record, or with a file missing or altered, a topic is printed."""
    assert explain("page", INPUTS, record=None) == ["+ never printed"]
    assert explain("page", INPUTS, is_whole=False) == ["~ a printed file is missing or was altered"]


def test_a_damaged_draft_tells_its_edits_too() -> None:
    """A missing file hides no other reason."""
    now = replace(INPUTS, parts={**INPUTS.parts, "title": "cccc"})
    assert explain("other", now, is_whole=False) == [
        "~ a printed file is missing or was altered",
        "~ the topic was edited (title)",
    ]


def test_a_page_that_nothing_explains_says_so() -> None:
    """Where the page is another and all that is on record is the same, the reason says just that."""
    assert explain("other", INPUTS) == ["~ the page came out different, and nothing on record says why"]


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        ({"parts": {"title": "cccc", "query": "bbbb"}}, "~ the topic was edited (title)"),
        ({"parts": {**INPUTS.parts, "section “Positions”": "c"}}, "~ the topic was edited (section “Positions”)"),
        ({"parts": {"title": "aaaa"}}, "~ the topic was edited (query)"),
        (
            {"judgements": {**INPUTS.judgements, "^no-link": "aaaabbbb" + "aaaa" * 4}},
            "~ 1 judgement edited: likelihood (^no-link)",
        ),
        (
            {"judgements": {**INPUTS.judgements, "^no-link": "bbbbaaaaaaaabbbb" + "aaaa" * 2}},
            "~ 1 judgement edited: words and evidence (^no-link)",
        ),
        ({"judgements": {"^no-link": "aaaa" * 6}}, "- 1 judgement gone (judgement 2)"),
        ({"judgements": {**INPUTS.judgements, "^new": "cccc" * 6}}, "+ 1 judgement new (^new)"),
        ({"files": "cccc brief.css\nbbbb brief.html.j2"}, "~ a template or style sheet was edited (brief.css)"),
        ({"files": INPUTS.files + "\ncccc the logo"}, "~ a template or style sheet was edited (the logo)"),
        (
            {"files": "cccc brief.css\ndddd parts/changes.html.j2"},
            "~ a template or style sheet was edited (brief.css)",
        ),
        ({"settings": "x", "keys": {"analyst": "b", "desk": "c"}}, "~ the settings were edited (analyst, desk)"),
        ({"sources": {"a": "bbbb" + "aaaa" * 17}}, "~ 1 source with another title (a)"),
        ({"sources": {"a": "aaaa" * 4 + "bbbbbbbb" + "aaaa" * 12}}, "~ 1 source with another date and address (a)"),
        ({"edition": 3}, "+ edition 3 was issued since"),
        ({"order": "1 0"}, "~ 1 excerpt re-ordered (a^x)"),
        (
            {"tools": "x", "versions": {"weasyprint": "70.1", "pydyf": "0.12.1"}},
            "~ other versions of the libraries or fonts print it (weasyprint 70.0 → 70.1)",
        ),
    ],
)
def test_each_edit_is_named(edit: dict[str, object], told: str) -> None:
    """What was edited is named, in one sentence, and nothing else is."""
    assert explain("other", replace(INPUTS, **edit)) == [told]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "deed"),
    [
        ("bbbb" + "aaaa" * 7, "re-worded"),
        ("aaaabbbb" + "aaaa" * 6, "re-tagged"),
        ("aaaa" * 2 + "bbbb" + "aaaa" * 5, "with another speaker, actor or stance"),
        ("aaaa" * 3 + "bbbb" + "aaaa" * 4, "re-proven"),
        ("aaaa" * 4 + "bbbb" + "aaaa" * 3, "re-marked"),
        ("aaaa" * 5 + "bbbb" + "aaaa" * 2, "re-dated"),
        ("aaaa" * 6 + "bbbb" + "aaaa", "re-graded"),
        ("aaaa" * 7 + "bbbb", "with another page, note or translation"),
        ("bbbbbbbb" + "aaaa" * 2 + "bbbb" + "aaaa" * 3, "re-worded, re-tagged and re-marked"),
    ],
)
def test_a_changed_excerpt_is_told_by_what_changed(row: str, deed: str) -> None:
    """An excerpt that is not as it was is named with what happened to it; its place in the source is nothing."""
    assert explain("other", replace(INPUTS, excerpts={"a^x": row + ":0:", "a^y": ROW})) == [f"~ 1 excerpt {deed} (a^x)"]
    assert "excerpt" not in explain("other", replace(INPUTS, excerpts={"a^x": "aaaa" * 8 + ":7:", "a^y": ROW}))[0]


def test_an_unnamed_judgement_that_only_moved_is_not_told() -> None:
    """A judgement without an id is known by what it says: one before it makes it no other."""
    now = replace(INPUTS, judgements={"^no-link": "aaaa" * 6, "judgement 2": "cccc" * 6, "judgement 3": "bbbb" * 6})
    assert explain("other", now) == ["+ 1 judgement new (judgement 2)"]


def test_other_library_versions_print_again() -> None:
    """The PDF library is no part of the page, but of the print; then nothing else is told, whatever was edited."""
    now = replace(INPUTS, tools="x", topic="u", versions={"weasyprint": "70.1", "pydyf": "0.12.1"}, parts={})
    assert explain("page", now) == ["~ other versions of the libraries or fonts print it (weasyprint 70.0 → 70.1)"]


def test_a_pdf_that_was_left_behind_is_told() -> None:
    """Where HTML alone was written last, the PDF is behind it and says so; with another page that is no reason more."""
    behind = replace(RECORD, pdf_page="older")
    assert explain("page", INPUTS, behind) == ["~ its PDF shows an earlier page"]
    assert explain("other", replace(INPUTS, edition=1), behind) == ["+ edition 1 was issued since"]


def test_a_record_without_details_is_compared_as_a_whole() -> None:
    """Of a record that keeps no parts, files or settings it is told that they were edited, and not which."""
    old = Inputs(topic="t", vocabulary="v", templates="p", settings="s", tools="w")
    now = replace(INPUTS, topic="u", templates="q", settings="r", tools="w", excerpts={}, sources={}, judgements={})
    assert explain("other", now, replace(RECORD, inputs=old)) == [
        "~ the topic file was edited",
        "~ a template or style sheet was edited",
        "~ the settings were edited (analyst)",
    ]


def test_a_long_list_of_names_is_cut_where_it_is_asked_for() -> None:
    """A reason tells its first names and how many more there are; one more than asked for is told in its place."""
    reason = Reason("+", "5 excerpts new", ("a", "b", "c", "d", "e"))
    assert reason.tell(3) == "+ 5 excerpts new (a, b, c, and 2 more)"
    assert reason.tell(4) == reason.tell() == "+ 5 excerpts new (a, b, c, d, e)"
