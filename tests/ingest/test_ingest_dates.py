"""Dates in words, and whether a page's date can be believed."""

import pytest
from ingest_pages import SENTENCE, draft_of

from briefgen.ingest.datelines import read_dateline
from briefgen.ingest.dates_in_text import find_dates


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("18 сентября 2012, 14:53", ["2012-09-18"]),
        ("в августе 2012 года", ["2012-08"]),
        ("в мае 2010 года", ["2010-05"]),
        ("19th Mar 2018", ["2018-03-19"]),
        ("September 10, 2009", ["2009-09-10"]),
        ("Between 29 April and 1 May, 2008", ["", "2008-05-01"]),
        ("2009 жылғы 25 маусымда", ["2009-06-25"]),
        ("2009 ж. 25 маусым", ["2009-06-25"]),
        ("наурыз 2015", ["2015-03"]),
        ("25.06.2009", ["2009-06-25"]),
        ("13/04/2010 and 04/13/2010", ["2010-04-13", "2010-04-13"]),
        ("03/04/2010", ["2010"]),
        ("2012-09-18T10:00:00Z", ["2012-09-18"]),
        ("they may 5 times march 2 miles", []),
        ("31 June 2010 and 30.02.2010", []),
        ("version 1.2.2003.4", []),
    ],
)
def test_dates_are_read_as_fine_as_they_are_told(text: str, edtf: list[str]) -> None:
    """English, Russian, Kazakh, ISO and figures give EDTF; a missing year is not filled in."""
    assert [mention.edtf for mention in find_dates(text)] == edtf


@pytest.mark.parametrize(
    ("text", "weekday"),
    [
        ("on Thursday (25 June) during", 3),
        ("Monday, January 31, 2011", 0),
        ("25 июня (четверг)", 3),
        ("5 мая, в среду", 2),
        ("2009 ж. 25 маусым, бейсенбі", 3),
        ("25 June", None),
    ],
)
def test_a_weekday_beside_a_date_is_read(text: str, weekday: int | None) -> None:
    """Before or after, in brackets or behind a comma."""
    assert find_dates(text)[0].weekday == weekday


@pytest.mark.parametrize(
    "text", ["Posted on 12 May 2009 at 10:15", "Дата: 12.05.2009", "Astana, 12 May 2009", "2009 ж. 12 мамыр"]
)
def test_datelines_hold_next_to_nothing_but_a_date(text: str) -> None:
    """Labels, times and a place are no obstacle."""
    line = read_dateline(text)
    assert line is not None
    assert line.mention.edtf == "2009-05-12"


def test_a_date_inside_a_sentence_is_no_dateline() -> None:
    """A cable's date is not the page's."""
    assert read_dateline("according to a cable that was written on 10 September 2009 in Brussels") is None


def page(dateline: str, sentence: str) -> str:
    """Make a page with a dateline above its title and one sentence about a day."""
    return f"{dateline}\n\nA headline about the river bridge\n\n{SENTENCE}\n\n{sentence}\n\n{SENTENCE * 2}\n"


def test_a_weekday_that_the_year_has_not_makes_the_date_unbelievable() -> None:
    """Both pieces of evidence are kept, a doubt names years that fit, and the page is undated."""
    draft = draft_of(page("19th Mar 2018", "He praised the town in his address on Thursday (25 June) before lunch."))
    assert "issued" not in draft.fields
    assert draft.evidence["issued_header"] == "text: '19th Mar 2018'"
    assert draft.evidence["issued_text"] == "text: 'Thursday (25 June)'"
    assert any("2009" in doubt and "19th Mar 2018" in doubt for doubt in draft.doubts)


def test_a_weekday_that_fits_leaves_the_date_alone() -> None:
    """25 June 2009 was a Thursday."""
    draft = draft_of(page("26 June 2009", "He praised the town in his address on Thursday (25 June) before lunch."))
    assert draft.fields["issued"] == "2009-06-26"


def test_a_dateline_whose_own_weekday_is_wrong_is_marked_uncertain() -> None:
    """A Monday that was a Tuesday gets EDTF's question mark and a doubt."""
    draft = draft_of(page("Monday, 7 May 2013", SENTENCE))
    assert draft.fields["issued"] == "2013-05-07?"
    assert any("Tuesday" in doubt for doubt in draft.doubts)


def test_an_ambiguous_figure_gives_its_year_only() -> None:
    """03/04/2010 may be two days: neither is chosen."""
    draft = draft_of(page("03/04/2010", SENTENCE))
    assert draft.fields["issued"] == "2010"
    assert any("month/day" in doubt for doubt in draft.doubts)


def test_a_copyright_year_counts_only_when_the_text_tells_of_it() -> None:
    """A site's running copyright year is not a page's date."""
    body = (
        f"A headline about the river bridge\n\n{SENTENCE * 2}\n\nThe bridge was opened in May 2008.\n\n{SENTENCE}\n\n"
    )
    assert draft_of(f"{body}Copyright (c) 2008 Author\n").fields["issued"] == "2008"
    assert "issued" not in draft_of(f"{body}Copyright (c) 2024 Author\n").fields


def test_monday_is_not_a_date() -> None:
    """A weekday alone dates nothing."""
    assert "issued" not in draft_of(f"A headline about the river bridge\n\n{SENTENCE * 3}\n").fields


def test_a_date_behind_the_title_is_taken_off_it_when_it_is_the_pages() -> None:
    """A time or another script tells; a date in the title's own words stays there."""
    russian = draft_of(f"Talks on the river bridge resume 18 сентября 2012, 14:53\n\n{SENTENCE * 2}\n")
    assert (russian.title, russian.fields["issued"]) == ("Talks on the river bridge resume", "2012-09-18")
    own = draft_of(f"Talks on the river bridge to resume on 18 September 2012\n\n{SENTENCE * 2}\n")
    assert own.title == "Talks on the river bridge to resume on 18 September 2012"
