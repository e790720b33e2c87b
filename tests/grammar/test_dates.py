"""EDTF dates: what is read spans the right days, what is not is told with the right form."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.grammar.dates import read_date
from briefgen.model.date import PartialDate

READ = {
    "2011": ("2011-01-01", "2011-12-31", "year"),
    "0001": ("0001-01-01", "0001-12-31", "year"),
    "2100": ("2100-01-01", "2100-12-31", "year"),
    "2011-01": ("2011-01-01", "2011-01-31", "month"),
    "2012-02": ("2012-02-01", "2012-02-29", "month"),
    "2011-01-31": ("2011-01-31", "2011-01-31", "day"),
    "2024-02-29": ("2024-02-29", "2024-02-29", "day"),
    "2011-01-31T10:15:00Z": ("2011-01-31", "2011-01-31", "day"),
    "2011-01-31T10:15+05:00": ("2011-01-31", "2011-01-31", "day"),
    "201X": ("2010-01-01", "2019-12-31", "decade"),
    "20XX": ("2000-01-01", "2099-12-31", "century"),
    "00XX": ("0001-01-01", "0099-12-31", "century"),
    "2012-XX": ("2012-01-01", "2012-12-31", "year"),
    "2012-XX-XX": ("2012-01-01", "2012-12-31", "year"),
    "2012-05-XX": ("2012-05-01", "2012-05-31", "month"),
    "2012-21": ("2012-03-01", "2012-05-31", "season"),
    "2012-22": ("2012-06-01", "2012-08-31", "season"),
    "2012-23": ("2012-09-01", "2012-11-30", "season"),
    "2012-24": ("2012-01-01", "2013-02-28", "season"),
    "2012-34": ("2012-04-01", "2012-06-30", "season"),
    "2008/2011": ("2008-01-01", "2011-12-31", "interval"),
    "2008-05/2008-06-03": ("2008-05-01", "2008-06-03", "interval"),
    "2008/2008": ("2008-01-01", "2008-12-31", "interval"),
    "2008/..": ("2008-01-01", "9999-12-31", "interval"),
    "2008/": ("2008-01-01", "9999-12-31", "interval"),
    "../2008": ("0001-01-01", "2008-12-31", "interval"),
    "/2008": ("0001-01-01", "2008-12-31", "interval"),
    "199X/2004-21": ("1990-01-01", "2004-05-31", "interval"),
}

# text: words of the answer.
REFUSED = {
    "2026-02-30": "February 2026 has no day 30",
    "2023-02-29": "has no day 29",
    "2011-00": "no month 00",
    "2011-13": "no month 13",
    "2011-01-00": "no day 0",
    "0000": "between 0001 and 2100",
    "2101": "between 0001 and 2100",
    "99999": "between 0001 and 2100",
    "Y17000": "between 0001 and 2100",
    "-0044": "between 0001 and 2100",
    "210X": "between 0001 and 2100",
    "9" * 5000: "too long",
    "": "empty",
    ".inf": "write year-month-day",
    "January 2011": "write year-month-day",
    "٢٠١١": "write year-month-day",
    "2011-1-5": "write 2011-01-05",
    "2011/01/31": "write 2011-01-31",
    "31.01.2011": "write 2011-01-31",
    "01/02/2011": "write year-month-day",
    "201x": "201X",
    "2012-xx": "2012-XX",
    "201X-05": "whole year",
    "2012-XX-15": "month before it",
    "2012-21-03": "season has no days",
    "2011/2008": "ends before it begins",
    "../..": "both ends",
    "/": "both ends",
    "2011-02-30/2012": "has no day 30",
    "2012/2013/2014": "write year-month-day",
    "2011\n": "write year-month-day",
}


@pytest.mark.parametrize("text", READ)
def test_a_date_spans_the_days_it_can_mean(text: str) -> None:
    """The first and last day and the precision are those that EDTF gives."""
    earliest, latest, precision = READ[text]
    days = datetime.date.fromisoformat(earliest), datetime.date.fromisoformat(latest)
    assert read_date(text) == PartialDate(text, *days, precision)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_date_is_told_with_what_to_do(text: str) -> None:
    """The answer is a fragment that says what is wrong, and names the right form where there is one."""
    answer = read_date(text)
    assert isinstance(answer, str)
    assert REFUSED[text] in answer


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("2012?", True, False),
        ("2012~", False, True),
        ("2012-05%", True, True),
        ("2012?-05-03", True, False),
        ("2012-~05", False, True),
        ("?2012", True, False),
        ("1986/1991~", False, True),
        ("1986?/1991", True, False),
        ("2012-21~", False, True),
        ("201X?", True, False),
        ("2012", False, False),
    ],
)
def test_a_doubt_is_kept(text: str, uncertain: bool, approximate: bool) -> None:
    """`?`, `~` and `%` are read after the date, beside a part of it, and at either end of an interval."""
    date = read_date(text)
    assert isinstance(date, PartialDate)
    assert (date.uncertain, date.approximate) == (uncertain, approximate)


@given(st.text() | st.from_regex(r"[0-9X?~%./T:Zx-]{0,24}", fullmatch=True))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    """Whatever stands there, a date comes back as written with its ends in order, or a fragment."""
    date = read_date(text)
    if isinstance(date, PartialDate):
        assert date.text == text
        assert date.earliest <= date.latest
    else:
        assert date
        assert not date.endswith(".")


@given(st.dates(max_value=datetime.date(2100, 12, 31)))
def test_every_day_reads_as_itself(day: datetime.date) -> None:
    """A day of the calendar is exactly that day."""
    assert read_date(day.isoformat()) == PartialDate(day.isoformat(), day, day, "day")
