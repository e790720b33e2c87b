"""Citations by a style of the user's own (CSL): what is mended, what is refused, what the page shows."""

import re

import pytest
from laid_out import lay_out
from listed_sources import make_listing, make_source

from briefgen.grammar.dates import read_date
from briefgen.model import kinds
from briefgen.render.citing.citing import cite_by_style, make_item
from briefgen.render.citing.styles import CitationStyle, StyleError, prepare_style
from briefgen.render.html import LayoutOptions
from briefs.made_up import day

_HEAD = '<?xml version="1.0"?><style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">'
_INFO = "<info><title>t</title><id>t</id><updated>2026-01-01T00:00:00+00:00</updated></info>"
_CITATION = '<citation><layout><text variable="title"/></layout></citation>'
#: As small as a style of authors, titles, outlets and dates can be; its substitute is what doubles titles.
_STYLE = f"""{_HEAD}{_INFO}
<macro name="author"><names variable="author"><name initialize-with=". " name-as-sort-order="all"/>
<substitute><text variable="title"/></substitute></names></macro>
<macro name="date"><date variable="issued"><date-part name="day" suffix=" "/><date-part name="month" suffix=" "/>
<date-part name="year"/></date></macro>
{_CITATION}
<bibliography subsequent-author-substitute="———"><layout suffix=".">
<text variable="citation-number" prefix="[" suffix="] "/>
<group delimiter=". "><text macro="author"/><text variable="title"/>
<text variable="container-title" font-style="italic"/>
<text variable="publisher"/><text macro="date"/><text variable="URL"/></group>
</layout></bibliography></style>"""


def make_style(text: str = _STYLE) -> CitationStyle:
    """Make a style of the project's own."""
    return CitationStyle("styles/own.csl", text.encode())


def cite(style: str = _STYLE, language: str = "en", **fields: object) -> str:
    """Cite one source by a style."""
    brief, problems = cite_by_style(make_listing(make_source(**fields), language=language), make_style(style))
    assert problems == ()
    return "".join(piece.text for piece in brief.sections[0].sources[0].citation)


@pytest.mark.parametrize(
    ("fields", "citation"),
    [
        ({}, "Example Daily. Talks go on. Example Daily. 31 January 2011."),
        ({"author": ("Doe, Jane",)}, "Doe, J. Talks go on. Example Daily. 31 January 2011."),
        (
            {"author": ("Ministry of Foreign Affairs of Example, Astana",)},
            "Ministry of Foreign Affairs of Example, Astana. T",
        ),
        ({"type": "report"}, "Example Daily. Talks go on. 31 January 2011."),
        ({"publisher": ""}, "[publisher not named]. Talks go on. 31 January 2011."),
        ({"issued": None}, "Example Daily. Talks go on. Example Daily. n.d."),
        ({"issued": day("2009-06?")}, "Example Daily. Talks go on. Example Daily. June 2009 (?)."),
        ({"issued": day("2017~")}, "Example Daily. Talks go on. Example Daily. c. 2017."),
        ({"title": "5*3 <b>x</b> & “y” {{ z }}"}, "Example Daily. 5*3 <b>x</b> & “y” {{ z }}. Example Daily."),
        ({"title": '<span class="nocase">x</span>'}, 'Example Daily. <span class="nocase">x</span>. Example Daily.'),
    ],
)
def test_a_style_says_each_thing_once_and_right(fields: dict[str, object], citation: str) -> None:
    """No title is doubled, no doubt dropped, no institution turned round, no character of a title lost."""
    assert cite(**fields).startswith(citation)


@pytest.mark.parametrize(
    ("language", "issued", "told"),
    [
        ("ru", "2013-05-07", "7 мая 2013"),
        ("ru", "2013-05", "май 2013"),
        ("kk", "2013-05-07", "7 мая 2013"),
        ("ru", "2013-05?", "май 2013"),
        ("de", "2013-05-07", "7 May 2013"),
    ],
)
def test_a_style_speaks_the_briefs_language(language: str, issued: str, told: str) -> None:
    """Russian terms and months in their case for Russian and Kazakh, English ones for any language without terms."""
    date = read_date(issued)
    assert told in cite(language=language, issued=date, title="Тема", publisher="Газета")


def test_our_list_numbers_and_names_everyone() -> None:
    """A style's own numbers and its dashes for an author named again are left out."""
    brief, _ = cite_by_style(make_listing(make_source(1), make_source(2)), make_style())
    first, second = ("".join(piece.text for piece in one.citation) for one in brief.sections[0].sources)
    assert first == second
    assert "[" not in first


def test_addresses_titles_and_italics_are_told_apart() -> None:
    """Of a style's text the address is a link, the title has its language, and italics stay."""
    entry = make_source(url="https://example.org/a", language="ru", title="Тема")
    brief, _ = cite_by_style(make_listing(entry), make_style())
    pieces = brief.sections[0].sources[0].citation
    assert [piece.text for piece in pieces if piece.kind == "address"] == ["https://example.org/a"]
    assert [piece.text for piece in pieces if piece.is_title] == ["Тема"]
    assert [piece.text for piece in pieces if piece.kind == "emphasis"] == ["Example Daily"]


_BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_NUMBER, _CALL = '<text variable="citation-number" prefix="[" suffix="] "/>', '<text macro="m0"/>'
_DOUBLING = "".join(f'<macro name="m{n}"><text macro="m{n + 1}"/><text macro="m{n + 1}"/></macro>' for n in range(40))


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("", "not XML", 1),
        ("<style>\n<x></style>", "not XML", 2),
        ("<html><p>404</p></html>", "no CSL style", 1),
        (_STYLE.replace("?>", f"?>{_BOMB}", 1), "document type", 1),
        (_STYLE.replace("?>", '?><!DOCTYPE x SYSTEM "file:///etc/passwd">', 1), "document type", 1),
        (_STYLE.replace('version="1.0" class', 'version="0.8" class'), "CSL 0.8", 1),
        (re.sub(r"<bibliography.*</bibliography>", "", _STYLE, flags=re.DOTALL), "no bibliography", 1),
        (
            f'{_HEAD}<info>\n<link rel="independent-parent" href="http://www.zotero.org/styles/nature"/></info></style>',
            "only names another style",
            2,
        ),
        (
            _STYLE.replace('<text variable="title"/></substitute>', '<text macro="author"/></substitute>'),
            "calls itself",
            3,
        ),
        (_STYLE.replace('macro="date"', 'macro="nothing"'), "that it lacks", 11),
        (
            _STYLE.replace("<citation>", f'{_DOUBLING}<macro name="m40"/><citation>').replace(_NUMBER, _CALL),
            "too much",
            6,
        ),
    ],
)
def test_a_broken_style_is_a_problem_and_the_brief_still_cites(text: str, reason: str, line: int) -> None:
    """What is no style, or a trap, is named with file, line and reason; the default style stands in."""
    brief, problems = cite_by_style(make_listing(), make_style(text))
    (problem,) = problems
    assert problem.kind == kinds.BRIEF_CITATION_STYLE
    assert (problem.place.file, problem.place.line) == ("styles/own.csl", line)
    assert reason in problem.message
    assert brief == make_listing()


def test_an_entity_brings_no_file_in() -> None:
    """A style is refused before any entity of it is looked at."""
    text = _STYLE.replace("?>", '?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>', 1)
    with pytest.raises(StyleError, match="document type"):
        prepare_style(make_style(text.replace("<title>t", "<title>&a;")))


def test_what_a_style_cannot_write_stays_in_the_default_style() -> None:
    """A source that a style makes nothing of keeps its citation, with a problem that names it."""
    nothing = re.sub(r"<group.*</group>", '<text variable="annote"/>', _STYLE, flags=re.DOTALL)
    brief, (problem,) = cite_by_style(make_listing(), make_style(nothing))
    assert brief == make_listing()
    assert "[1]" in problem.message


def test_without_a_style_nothing_is_touched() -> None:
    """The default style needs no CSL."""
    brief = make_listing()
    assert cite_by_style(brief, None) == (brief, ())


def test_a_style_changes_the_page() -> None:
    """The style of the settings is what the page prints."""
    options = LayoutOptions(citation_style=make_style())
    assert "31 January 2011." in lay_out(make_listing(), options).html


def test_a_newspaper_is_a_container() -> None:
    """An article stands in its newspaper; a report is published; an outlet that leads is not repeated as publisher."""
    assert make_item(make_source(), "en")["container-title"] == "Example Daily"
    assert "publisher" not in make_item(make_source(type="report"), "en")
    assert make_item(make_source(type="report", author=("X",)), "en")["publisher"] == "Example Daily"


def test_an_address_that_a_style_leaves_out_is_printed_after_it() -> None:
    """From paper alone a page is found, whatever the style thinks of addresses."""
    without = _STYLE.replace('<text variable="URL"/>', "")
    brief, _ = cite_by_style(make_listing(make_source(url="https://example.org/a")), make_style(without))
    assert lay_out(brief).html.count('href="https://example.org/a"') == 1
