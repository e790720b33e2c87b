"""Made pages with known titles, dates, publishers and authors: many layouts, fourteen languages, decoys on each.

A page's dates are written by Babel (Unicode CLDR), not by us. Each has decoys: the site's clock, the day of a change,
days of other stories and of readers' comments, a copyright year.
"""

import datetime
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from babel.dates import format_date
from made_words import ALL, Words

_PUBLISHER = "The Valley Herald"
_AUTHOR = "Anna Petrova"


@dataclass(frozen=True)
class MadePage:
    """A page as it would be added: its layout's and file's name, its bytes, and what is true of it.

    `issued` is None where the page tells no date that anyone could believe. `address` is where it was fetched from.
    """

    layout: str
    name: str
    data: bytes
    title: str
    issued: datetime.date | None
    publisher: str = ""
    author: str = ""
    address: str = ""


@dataclass(frozen=True)
class _Case:
    """One language and its days: of issue, of the change, of the visit (what clocks show), of another story."""

    words: Words
    issued: datetime.date
    updated: datetime.date
    visited: datetime.date
    other: datetime.date

    def write(self, day: datetime.date, form: str = "long") -> str:
        """Write a day as the language does."""
        return format_date(day, form, locale=self.words.locale)


def make_pages() -> Iterator[MadePage]:
    """Make every layout in every language."""
    for number, words in enumerate(ALL):
        day = datetime.date(2009 + number % 6, 1 + (5 * number + 2) % 12, 14 + number % 14)
        case = _Case(words, day, day + datetime.timedelta(30), datetime.date(2018, 3, 19), datetime.date(2018, 3, 17))
        for layout in LAYOUTS:
            yield layout(case)


def _wrap(case: _Case, head: str, byline: str, *, title: str = "") -> str:
    """Put an article into a page with a clock above, and other stories, comments and a copyright line below."""
    words = case.words
    menu = "".join(f'<li><a href="/{n}">{word}</a></li>' for n, word in enumerate(words.menu))
    return (
        f'<!DOCTYPE html><html lang="{words.locale.replace("_", "-")}"><head><meta charset="utf-8">'
        f"<title>{words.title} | {_PUBLISHER}</title>{head}</head><body>"
        f'<header><div class="clock">{case.write(case.visited, "full")}, 10:15</div>'
        f'<ul class="menu">{menu}</ul></header>'
        f"<main><h1>{title or words.title}</h1>{byline}<p>{words.first}</p><p>{words.second}</p></main>"
        f'<div class="related"><h3>{words.related}</h3><ul><li><a href="/x">{words.other_title}</a> '
        f'<time datetime="{case.other}">{case.write(case.other)}</time></li></ul></div>'
        f'<div class="comments"><h3>{words.comments}</h3><p>Bo, {case.write(case.visited)}</p>'
        f"<p>{words.menu[0]}!</p></div>"
        f"<footer><p>© 2005–{case.visited.year} {_PUBLISHER}</p></footer></body></html>"
    )


def _flatten(case: _Case, above: str, below: str, *, clock: str = "", first: str = "") -> str:
    """Make the flattened page: menu, clock, title, text, other stories, comments, copyright."""
    words = case.words
    menu = "\n".join(words.menu)
    top = f"{clock}\n{menu}\n\n{above}\n\n" if above else f"{clock}\n{menu}\n\n"
    return (
        f"{top}{words.title}\n\n{below}\n\n{first or words.first}\n\n{words.second}\n\n"
        f"{words.related}\n{case.write(case.other)}\n{words.other_title}\n\n"
        f"{words.comments}\nBo, {case.write(case.visited)}\n{words.menu[1]}!\n\n© {case.visited.year} {_PUBLISHER}\n"
    )


def _page(case: _Case, layout: str, text: str, issued: datetime.date | None, **more: str) -> MadePage:
    suffix = "html" if text.startswith("<") else "txt"
    return MadePage(
        layout, f"{layout}-{case.words.locale}.{suffix}", text.encode(), case.words.title, issued, _PUBLISHER, **more
    )


def _clock(case: _Case) -> str:
    return f"{case.words.today} {case.write(case.visited, 'full')}"


def open_graph(case: _Case) -> MadePage:
    """Open Graph's article tags, with a change later; the byline is relative."""
    head = (
        f'<meta property="article:published_time" content="{case.issued}T09:30:00+05:00">'
        f'<meta property="article:modified_time" content="{case.updated}T09:30:00+05:00">'
        f'<meta property="og:site_name" content="{_PUBLISHER}"><meta name="author" content="{_AUTHOR}">'
    )
    return _page(case, "open-graph", _wrap(case, head, "<p>3 days ago</p>"), case.issued, author=_AUTHOR)


def _json(case: _Case, *, is_broken: bool = False) -> str:
    article = {
        "@type": "NewsArticle",
        "headline": case.words.title,
        "datePublished": f"{case.issued}T01:00:00Z",
        "dateModified": f"{case.updated}T01:00:00Z",
        "author": {"@id": "#anna"},
        "publisher": {"@type": "Organization", "name": _PUBLISHER},
    }
    other = {"@type": "NewsArticle", "headline": case.words.other_title, "datePublished": f"{case.other}"}
    graph = [
        {"@type": "WebSite", "name": _PUBLISHER},
        {"@type": "Person", "@id": "#anna", "name": _AUTHOR},
        article,
        other,
    ]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph[: 3 if is_broken else 4]}, ensure_ascii=False)
    text = text.replace('"@graph"', '"x": undefined, "@graph"') if is_broken else text
    return f'<script type="application/ld+json">{text}</script>'


def json_ld_graph(case: _Case) -> MadePage:
    """JSON-LD with the author by reference and another story's article beside the page's own."""
    return _page(case, "json-ld", _wrap(case, _json(case), ""), case.issued, author=_AUTHOR)


def json_ld_broken(case: _Case) -> MadePage:
    """JSON-LD that no parser takes."""
    return _page(case, "json-ld-broken", _wrap(case, _json(case, is_broken=True), ""), case.issued)


def dublin_core(case: _Case) -> MadePage:
    """Dublin Core in meta elements."""
    head = (
        f'<meta name="DC.date.issued" content="{case.issued}"><meta name="DC.creator" content="Petrova, Anna">'
        f'<meta name="DC.publisher" content="{_PUBLISHER}">'
    )
    return _page(case, "dublin-core", _wrap(case, head, ""), case.issued, author=_AUTHOR)


def highwire(case: _Case) -> MadePage:
    """Highwire Press tags, year/month/day with slashes."""
    head = (
        f'<meta name="citation_title" content="{case.words.title}">'
        f'<meta name="citation_author" content="Petrova, Anna">'
        f'<meta name="citation_publication_date" content="{case.issued:%Y/%m/%d}">'
        f'<meta name="citation_publisher" content="{_PUBLISHER}">'
    )
    return _page(case, "highwire", _wrap(case, head, ""), case.issued, author=_AUTHOR)


def microdata(case: _Case) -> MadePage:
    """Microdata around the article; a comment has its own."""
    byline = (
        f'<meta itemprop="datePublished" content="{case.issued}"><span itemprop="author" itemscope itemtype='
        f'"https://schema.org/Person"><span itemprop="name">{_AUTHOR}</span></span>'
        f'<div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><time itemprop="datePublished" '
        f'datetime="{case.visited}">.</time></div>'
    )
    page = _wrap(case, "", byline).replace("<main>", '<main itemscope itemtype="https://schema.org/NewsArticle">')
    return _page(case, "microdata", page, case.issued, author=_AUTHOR)


def time_element(case: _Case) -> MadePage:
    """A time element by the title whose words are relative, another beside another story."""
    byline = f'<div class="meta"><time datetime="{case.issued}T10:00">3 d</time></div>'
    return _page(case, "time-element", _wrap(case, "", byline), case.issued)


def visible_html(case: _Case) -> MadePage:
    """Nothing but a visible date and a byline."""
    byline = f'<div class="meta">{case.write(case.issued)}, 16:05</div>'
    return _page(case, "visible-html", _wrap(case, "", byline), case.issued)


def server_day(case: _Case) -> MadePage:
    """A date tag that a program fills with the day of the visit, against a labelled date."""
    byline = f'<div class="meta">{case.words.published} {case.write(case.issued)}</div>'
    return _page(case, "server-day", _wrap(case, f'<meta name="date" content="{case.visited}">', byline), case.issued)


def moved_site(case: _Case) -> MadePage:
    """A site moved to a new program, which stamped its own day on an old story."""
    head = f'<meta property="article:published_time" content="{case.visited}T00:00:00+00:00">'
    byline = f'<div class="meta">{case.write(case.issued)}</div>'
    return _page(case, "moved-site", _wrap(case, head, byline), case.issued)


def labelled_text(case: _Case) -> MadePage:
    """Flattened: a labelled date and a change, a clock that says so."""
    below = f"{case.words.published} {case.write(case.issued)}, 16:05\n{case.words.updated} {case.write(case.updated)}"
    return _page(case, "labelled-text", _flatten(case, "", below, clock=_clock(case)), case.issued)


def bare_text(case: _Case) -> MadePage:
    """Flattened: a bare date with a time below the title, a clock far above."""
    below = f"{case.write(case.issued)}, 16:05"
    return _page(case, "bare-text", _flatten(case, "", below, clock=_clock(case)), case.issued)


def weekday_text(case: _Case) -> MadePage:
    """Flattened: a date in full with its weekday below the title."""
    return _page(case, "weekday-text", _flatten(case, "", case.write(case.issued, "full")), case.issued)


def above_text(case: _Case) -> MadePage:
    """Flattened: the date right above the title, as many papers set it."""
    return _page(case, "above-text", _flatten(case, case.write(case.issued), ""), case.issued)


def clock_text(case: _Case) -> MadePage:
    """Flattened: only the day of the visit, above the title without a word; it must not be believed."""
    return _page(case, "clock-text", _flatten(case, case.write(case.visited, "full"), ""), None)


def today_text(case: _Case) -> MadePage:
    """Flattened: only a clock that says so, right above the title."""
    return _page(case, "today-text", _flatten(case, _clock(case), ""), None)


def undated_text(case: _Case) -> MadePage:
    """Flattened: other stories, comments and a running copyright year, but no date."""
    return _page(case, "undated-text", _flatten(case, "", ""), None)


def only_updated(case: _Case) -> MadePage:
    """Flattened: nothing but the day of the last change."""
    return _page(case, "only-updated", _flatten(case, "", f"{case.words.updated} {case.write(case.updated)}"), None)


def figures_text(case: _Case) -> MadePage:
    """Flattened: day and month in figures with slashes, the day too small to tell them apart."""
    day = case.issued.replace(day=1 + case.issued.day % 9 + (case.issued.month == 1 + case.issued.day % 9))
    below = f"{case.words.published} {day:%d/%m/%Y}"
    return _page(case, "figures-text", _flatten(case, "", below), day)


def short_year(case: _Case) -> MadePage:
    """Flattened: a year of two figures."""
    return _page(case, "short-year", _flatten(case, "", f"{case.issued:%d.%m.%y} 10:20"), case.issued)


def archive_text(case: _Case) -> MadePage:
    """Flattened: a list of months above the title, as blogs have them, and no date."""
    months = "\n".join(case.write(datetime.date(2018, month, 1), "MMMM y") for month in (3, 2, 1))
    return _page(case, "archive-text", _flatten(case, months, ""), None)


def address_only(case: _Case) -> MadePage:
    """No date but the one in the page's address."""
    link = f'<link rel="canonical" href="https://herald.example/{case.issued:%Y/%m/%d}/bridge">'
    return _page(case, "address-only", _wrap(case, link, ""), case.issued)


def wrong_year(case: _Case) -> MadePage:
    """Flattened: the day of the visit below the title, while the text tells a weekday that its year has not."""
    day = case.issued
    while day.replace(year=case.visited.year).weekday() == day.weekday():
        day += datetime.timedelta(1)
    told = format_date(day, "EEEE, d MMMM", locale=case.words.locale)
    clock = day.replace(year=case.visited.year)
    first = f"{case.words.first} ({told})."
    return _page(case, "wrong-year", _flatten(case, "", case.write(clock), first=first), None)


def agency_line(case: _Case) -> MadePage:
    """Flattened: an agency's opening words with day and year."""
    first = f"ASTANA, {case.write(case.issued)} (Herald) – {case.words.first}"
    return _page(case, "agency-line", _flatten(case, "", "", first=first, clock=_clock(case)), case.issued)


LAYOUTS: tuple[Callable[[_Case], MadePage], ...] = (
    open_graph,
    json_ld_graph,
    json_ld_broken,
    dublin_core,
    highwire,
    microdata,
    time_element,
    visible_html,
    server_day,
    moved_site,
    labelled_text,
    bare_text,
    weekday_text,
    above_text,
    clock_text,
    today_text,
    undated_text,
    only_updated,
    figures_text,
    short_year,
    archive_text,
    address_only,
    wrong_year,
    agency_line,
)
