"""Dates in words, and whether a page's date can be believed."""

import datetime

import pytest
from babel.dates import format_date
from ingest_pages import SENTENCE, draft_of

from briefgen.ingest.date_candidates import read_path_date
from briefgen.ingest.datelines import read_dateline
from briefgen.ingest.dates_in_text import find_dates, read_machine_date
from briefgen.ingest.draft import read_page
from briefgen.ingest.page import Draft, PageOptions


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
        ("25. Juni 2009, 25 de junio de 2009", ["2009-06-25", "2009-06-25"]),
        ("2009-yil 25-iyunda", ["2009-06-25"]),
        ("2009-жылдын 25-июнунда", ["2009-06-25"]),
        ("25 июни соли 2009", ["2009-06-25"]),
        ("25 червня 2009 року", ["2009-06-25"]),
        ("25 Haziran 2009", ["2009-06-25"]),
        ("adopted at its 4094th meeting, on31 January 2000", ["2000-01-31"]),
        ("2009.06.25 and 2009/06/25", ["2009-06-25", "2009-06-25"]),
        ("the rover Mars 2020 and 5 mars 2020", ["2020-03-05"]),
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
    draft = draft_of(page("Published: 03/04/2010", SENTENCE))
    assert draft.fields["issued"] == "2010"
    assert any("month/day" in doubt for doubt in draft.doubts)


@pytest.mark.parametrize(
    ("dateline", "sentence", "issued"),
    [
        ("Published: 03/04/2010", "The page was changed.\n\nUpdated: 13/04/2010", "2010-04-03"),
        ("Published: 03/04/2010", "It was late.\n\nUpdated: 04/13/2010", "2010-03-04"),
        ("Published: Saturday, 03/04/2010", SENTENCE, "2010-04-03"),
    ],
)
def test_another_date_or_a_weekday_settles_a_figure(dateline: str, sentence: str, issued: str) -> None:
    """A figure that can be read but one way shows the page's habit; of two days only one is a Saturday."""
    assert draft_of(page(dateline, sentence)).fields["issued"] == issued


def test_a_bare_day_above_the_title_is_marked_uncertain_unless_the_text_bears_it_out() -> None:
    """Sites show today's date there; a day told in the text a day before is no chance."""
    assert draft_of(page("26 June 2009", SENTENCE)).fields["issued"] == "2009-06-26?"
    assert draft_of(page("26 June 2009", "The first lorry crossed on 25 June 2009.")).fields["issued"] == "2009-06-26"


def test_a_copyright_year_counts_only_when_the_text_tells_of_it() -> None:
    """A site's running copyright year is not a page's date."""
    body = (
        f"A headline about the river bridge\n\n{SENTENCE * 2}\n\nThe bridge was opened in May 2008.\n\n{SENTENCE}\n\n"
    )
    assert draft_of(f"{body}Copyright (c) 2008 Author\n").fields["issued"] == "2008?"
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


LOCALES = ["en", "en_GB", "ru", "kk", "ky", "uz", "tg", "uk", "tr", "de", "fr", "es", "it", "pt"]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("form", ["full", "long", "d MMMM y"])
def test_dates_in_words_are_read_as_unicode_writes_them(locale: str, form: str) -> None:
    """Every month of fourteen languages in CLDR's forms, with the weekday where it is told."""
    for month in range(1, 13):
        day = datetime.date(2011, month, 27)
        line = read_dateline(format_date(day, form, locale=locale))
        assert line is not None
        assert line.mention.as_day == day
        assert line.mention.weekday in ({day.weekday()} if form == "full" else {None, day.weekday()})


@pytest.mark.parametrize(
    ("text", "kind", "edtf"),
    [
        ("Published: 12 May 2009", "published", "2009-05-12"),
        ("Опубликовано 12 мая 2009, 10:15", "published", "2009-05-12"),
        ("Жарияланған күні: 2009 ж. 12 мамыр", "published", "2009-05-12"),
        ("Updated: 9 May 2013 | Published: 7 May 2013", "published", "2013-05-07"),
        ("Last updated on Monday, 25 June 2009", "updated", "2009-06-25"),
        ("Today is Monday, 19 March 2018", "clock", "2018-03-19"),
        ("Сегодня 19 марта 2018", "clock", "2018-03-19"),
        ("Бүгін 2018 ж. 19 наурыз", "clock", "2018-03-19"),
        ("19 марта 2018 USD 320.1 EUR 394.2", "clock", "2018-03-19"),
        ("19 March 2018, Astana +3 °C", "clock", "2018-03-19"),
        ("Event date: 25 June 2009", "foreign", "2009-06-25"),
        ("Дата обращения: 25.06.2009", "foreign", "2009-06-25"),
        ("25 June 2009 – 2 July 2009", "several", "2009-06-25"),
        ("Astana, 12 May 2009", "bare", "2009-05-12"),
        ("25.06.09", "bare", "2009-06-25"),
        ("Resolution adopted by the General Assembly on 9 May 2024", "adopted", "2024-05-09"),
        ("Adopted by the Security Council at its 7045th meeting, on 10 October 2013", "adopted", "2013-10-10"),
        ("Принята Советом Безопасности на его 7045-м заседании 10 октября 2013 года", "adopted", "2013-10-10"),
        ("Signed at Astana, 25 June 2009", "adopted", "2009-06-25"),
    ],
)
def test_a_line_tells_what_its_day_is_of(text: str, kind: str, edtf: str) -> None:
    """Of publication, of a change, of the reader's own day, of an event, or of adoption."""
    line = read_dateline(text)
    assert line is not None
    assert (line.kind, line.mention.edtf) == (kind, edtf)


@pytest.mark.parametrize(
    "text", ["In June 2009 they met", "By 25 June 2009 nobody knew", "На 1 декабря 2006 года во всём мире", "in 2009"]
)
def test_a_piece_of_a_sentence_is_no_dateline(text: str) -> None:
    """However short, a line that begins as running text does is text."""
    assert read_dateline(text) is None


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ("2009-06-25T22:00:00+06:00", "2009-06-25"),
        ("2009/06/25", "2009-06-25"),
        ("20090625", "2009-06-25"),
        ("D:20090625120000+06'00'", "2009-06-25"),
        ("Thu, 25 Jun 2009 10:00:00 GMT", "2009-06-25"),
        ("2009-06", "2009-06"),
        ("2009", "2009"),
        ("1970-01-01T00:00:00Z", None),
        ("yesterday", None),
        ("0000-00-00", None),
    ],
)
def test_machine_dates_are_read(value: str, edtf: str | None) -> None:
    """ISO 8601, PDF's and RFC 2822's forms; a day that stands for none is none."""
    mention = read_machine_date(value)
    assert (mention.edtf if mention else None) == edtf


@pytest.mark.parametrize(
    ("url", "edtf"),
    [
        ("https://a.example/2009/06/25/bridge", "2009-06-25"),
        ("https://a.example/2009-06-25/bridge", "2009-06-25"),
        ("https://a.example/2009/06/bridge", "2009-06"),
        ("https://a.example/news/2009/bridge", "2009"),
        ("https://a.example/2009-country-reports/", None),
        ("https://a.example/x?d=2009/06/25", None),
        ("https://2009.example/bridge", None),
    ],
)
def test_an_address_tells_a_date_in_whole_steps(url: str, edtf: str | None) -> None:
    """A year that only begins a name, or stands in a query or a host, dates nothing."""
    mention = read_path_date(url)
    assert (mention.edtf if mention else None) == edtf


def html(head: str, byline: str = "", text: str = "") -> str:
    """Make a saved page with a head, a line under its title, and a text."""
    return (
        f"<html><head>{head}</head><body><h1>A headline about the river bridge</h1><p>{byline}</p>"
        f"<p>{SENTENCE * 2}</p><p>{text or SENTENCE}</p></body></html>"
    )


PUBLISHED = '<meta property="article:published_time" content="{}">'
CHANGED = '<meta property="article:modified_time" content="{}">'
ADDRESS = '<link rel="canonical" href="https://a.example/{}">'


@pytest.mark.parametrize(
    ("page", "issued", "against"),
    [
        (html(PUBLISHED.format("2009-06-25")), "2009-06-25", ""),
        (html(PUBLISHED.format("2009-06-24T20:00Z"), "25 June 2009"), "2009-06-25", ""),
        (html(PUBLISHED.format("2018-03-19"), "25 June 2009"), "2009-06-25?", "meta: article:published_time"),
        (html(PUBLISHED.format("2018-03-19") + CHANGED.format("2009-07-01")), "2018-03-19?", "meta: article:modified"),
        (html(PUBLISHED.format("2018-03-19") + ADDRESS.format("2009/06/25/b")), "2009-06-25?", "meta: article:publ"),
        (html(PUBLISHED.format("2009-06-25") + ADDRESS.format("2009/06/b")), "2009-06-25", ""),
        (
            html(PUBLISHED.format("2000-05-05"), text="Built in 2008, it was closed in 2012."),
            "2000-05-05?",
            "text: '2008'",
        ),
        (
            html(
                PUBLISHED.format("2018-03-19"), text="It opened yesterday, two years after the plan of 2008, in 2010."
            ),
            "2018-03-19?",
            "text: '2010'",
        ),
        (html(ADDRESS.format("2009/06/25/b")), "2009-06-25?", ""),
        (html(ADDRESS.format("2009/06/b")), "2009-06?", ""),
        (html(ADDRESS.format("2009/b")), "2009?", ""),
        (html('<meta name="date" content="2018-03-19">'), "2018-03-19?", ""),
        (html('<meta name="citation_publication_date" content="2009/01/01">'), "2009", ""),
        (html("", "14.03.09 10:20"), "2009-03-14?", ""),
    ],
)
def test_dates_that_something_speaks_against_are_marked(page: str, issued: str, against: str) -> None:
    """Head against page, change before issue, address, years of the text: a question mark, and what speaks against."""
    draft = draft_of(page, "page.html")
    assert draft.fields["issued"] == issued
    assert draft.evidence.get("issued_against", "").startswith(against)
    assert bool(draft.evidence.get("issued_against")) == bool(against)


def test_a_day_after_the_fetching_is_marked_and_that_of_the_fetching_doubted() -> None:
    """The reader's own day is told by the caller; no clock is read."""
    page = html(PUBLISHED.format("2031-01-05")).encode()
    early = read_page(page, "page.html", PageOptions(fetched="2026-11-20"))
    assert isinstance(early, Draft)
    assert early.fields["issued"] == "2031-01-05?"
    assert early.evidence["issued_against"] == "fetched: 2026-11-20"
    late = read_page(page, "page.html", PageOptions(fetched="2031-02-01"))
    assert isinstance(late, Draft)
    assert late.fields["issued"] == "2031-01-05"


@pytest.mark.parametrize(
    "text",
    [
        f"Today is 19 March 2018\n\nA headline about the river bridge\n\n{SENTENCE * 2}\n\n{SENTENCE}",
        f"A headline about the river bridge\n\n{SENTENCE * 2}\n\n{SENTENCE}\n\nRead also\n17 March 2018\nSnow falls",
        f"A headline about the river bridge\n\n{SENTENCE * 2}\n\n{SENTENCE}\n\nComments\nBo, 19 March 2018\nNice!",
        f"March 2018\nFebruary 2018\nJanuary 2018\n\nA headline about the bridge\n\n{SENTENCE * 2}\n\n{SENTENCE}",
        f"A headline about the river bridge\n\nUpdated: 19 March 2018\n\n{SENTENCE * 2}\n\n{SENTENCE}",
        f"A headline about the river bridge\n\nPublished 2 hours ago\n\n{SENTENCE * 2}\n\n{SENTENCE}",
        f"A headline about the river bridge\n\n{SENTENCE * 2}\n\n{SENTENCE}\n\n© 2018 The Herald",
    ],
)
def test_days_of_clocks_comments_and_other_stories_date_nothing(text: str) -> None:
    """None of them is the page's own."""
    assert "issued" not in draft_of(text).fields


def test_an_agencys_line_gives_the_date_with_its_year() -> None:
    """Without a year it dates nothing, unless the address has one."""
    told = f"A headline about the bridge\n\nASTANA, 25 June 2009 (Agency) – {SENTENCE}\n\n{SENTENCE * 2}\n"
    assert draft_of(told).fields["issued"] == "2009-06-25"
    bare = told.replace(" 2009", "")
    assert "issued" not in draft_of(bare).fields
    placed = read_page(bare.encode(), "page.txt", PageOptions(address="https://a.example/2009/bridge"))
    assert isinstance(placed, Draft)
    assert placed.fields["issued"] == "2009-06-25?"
