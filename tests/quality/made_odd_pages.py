# ruff: noqa: E501 - one page, one entry: its lines are the page's
"""Made pages that are each unlike all others: old news sites, ministries, agencies, blogs, wikis, journals, with their dates.

One entry each: name, page, the true day or None where nobody could tell it. Written by us after layouts seen on the web.
"""

import datetime
from collections.abc import Iterator

from made_words import ALL

_EN, _GB, _RU, _KK = ALL[:4]
_TEXT = f"{_EN.first}\n\n{_EN.second}"
_RUSSIAN = f"{_RU.first}\n\n{_RU.second}"
_KAZAKH = f"{_KK.first}\n\n{_KK.second}"
_P = f"<p>{_EN.first}</p><p>{_EN.second}</p>"
_ARTICLE = '{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{}","datePublished":"{}"}}'


def _json(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def _html(head: str, body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>{_EN.title}</title>{head}</head><body>{body}</body></html>"


def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


_PAGES: tuple[tuple[str, str, str], ...] = (
    ("broadcaster.txt", f"News Front Page\nAfrica\nAmericas\n\nPage last updated at 16:05 GMT, Thursday, 25 June 2009 17:05 UK\n\nE-mail this to a friend\nPrintable version\n\n{_EN.title}\n\n{_TEXT}\n\nSEE ALSO\nFerry runs late\n24 Jun 09 | Valley\n", ""),
    ("wire.txt", f"{_EN.title}\nThu Jun 25, 2009 6:32am EDT\n\nBy Anna Petrova\n\nASTANA, June 25 (Agency) - {_EN.first}\n\n{_EN.second}\n\n(Editing by John Smith)\n\n© Agency 2018. All rights reserved.\n", "2009-06-25"),
    ("american.txt", f"Subscribe\nSign in\n\n{_EN.title}\n\nBy Anna Petrova\nHerald Staff Writer\nThursday, June 25, 2009; 10:30 AM\n\n{_TEXT}\n\nView all comments (12)\nBo wrote: on 3/19/2018\n", "2009-06-25"),
    ("capitals.txt", f"JUNE 25, 2009\n\n{_EN.title.upper()}\n\n{_TEXT}\n\nFOR IMMEDIATE RELEASE\n", ""),
    ("ministry.txt", f"МИНИСТЕРСТВО ТРАНСПОРТА\nПресс-центр\n\n{_RU.title}\n\n25.06.2009 14:53\n\n{_RUSSIAN}\n\nВерсия для печати\n", "2009-06-25"),
    ("ministry-time-first.txt", f"Пресс-центр\n\n{_RU.title}\n\n14:53 25.06.2009\n\n{_RUSSIAN}\n", "2009-06-25"),
    ("rates.txt", f"Курс валют на 19 марта 2018\nUSD 320.1 EUR 394.2\nАстана +3\n\n{_RU.title}\n\n{_RUSSIAN}\n", ""),
    ("rates-above.txt", f"Главная\n19 марта 2018, понедельник | USD 320.1 | EUR 394.2\n{_RU.title}\n\n{_RUSSIAN}\n", ""),
    ("calendar.txt", f"Март 2018\nПн Вт Ср Чт Пт Сб Вс\n1 2 3 4\n5 6 7 8 9 10 11\n\n{_RU.title}\n\n{_RUSSIAN}\n", ""),
    ("kazakh-agency.txt", f"Басты бет / Қоғам\n\n{_KK.title}\n\nАСТАНА. 25 маусым. 2009 жыл. Хабаршы – {_KK.first}\n\n{_KK.second}\n", "2009-06-25"),
    ("kazakh-locative.txt", f"{_KK.title}\n\n2009 жылғы 25 маусымда, 14:53\n\n{_KAZAKH}\n\nПікірлер (2)\nБо\n2018 ж. 19 наурыз\n", "2009-06-25"),
    ("decree.txt", f"Указ Президента\n\n{_RU.title}\n\nПринят Парламентом 25 июня 2009 года\n\n{_RUSSIAN}\n", "2009-06-25"),
    ("resolution-ru.txt", f"Резолюция 1876 (2009)\n\nпринятая Советом Безопасности на его 6152-м заседании 26 июня 2009 года\n\nСовет Безопасности,\n\n{_RUSSIAN}\n", "2009-06-26"),
    ("signed.txt", f"{_EN.title}\n\n{_TEXT}\n\nDone at Astana on 25 June 2009 in two copies.\n", ""),
    ("signed-line.txt", f"{_EN.title}\n\n{_TEXT}\n\nSigned at Astana, 25 June 2009\n", "2009-06-25"),
    ("comments-close.txt", f"{_EN.title}\n\n{_TEXT}\n\nPosted by Bo on 19 March 2018\n\nNice bridge!\n\nPosted by Al on 20 March 2018\n\nYes.\n", ""),
    ("blog-footer.txt", f"{_EN.title}\n\n{_TEXT}\n\nPosted on 25 June 2009\n\nCategories: Bridges\n", "2009-06-25"),
    ("digest.txt", f"News of the week\n\n25 June 2009\n\n{_EN.first}\n\n24 June 2009\n\n{_EN.second}\n\n23 June 2009\n\n{_GB.first}\n", ""),
    ("event.txt", f"{_EN.title}\n\nEvent date: 25 June 2019\nDeadline: 1 June 2019\n\n{_TEXT}\n", ""),
    ("history.html", _html('<meta property="article:published_time" content="2018-03-19T10:00:00Z">', f"<h1>{_EN.title}</h1>{_P}<p>The first pier was built in 1911, and the second one in 1936.</p>"), "2018-03-19"),
    ("restamped.html", _html('<meta property="article:published_time" content="2018-03-19T10:00:00Z">', f"<h1>{_EN.title}</h1>{_P}<p>The mayor said on Monday that the pier had been built in 2008 and had stood until May 2009.</p>"), ""),
    ("path-older.html", _html('<link rel="canonical" href="https://a.example/2009/06/25/bridge"><meta property="article:published_time" content="2018-03-19T10:00:00Z">', f"<h1>{_EN.title}</h1>{_P}"), "2009-06-25"),
    ("path-same.html", _html('<link rel="canonical" href="https://a.example/2009/06/bridge">', f"<h1>{_EN.title}</h1><p>25 June 2009</p>{_P}"), "2009-06-25"),
    ("path-year.html", _html('<link rel="canonical" href="https://a.example/news/2009/bridge">', f"<h1>{_EN.title}</h1>{_P}"), ""),
    ("server-date.html", _html('<meta name="date" content="2018-03-19">', f"<h1>{_EN.title}</h1>{_P}"), ""),
    ("new-year.html", _html('<meta name="citation_publication_date" content="2009/01/01">', f"<h1>{_EN.title}</h1>{_P}"), "2009-01-01"),
    ("epoch.html", _html('<meta property="article:published_time" content="1970-01-01T00:00:00Z">', f"<h1>{_EN.title}</h1><p>Published: 25 June 2009</p>{_P}"), "2009-06-25"),
    ("changed-before.html", _html('<meta property="article:published_time" content="2018-03-19"><meta property="article:modified_time" content="2009-07-01">', f"<h1>{_EN.title}</h1>{_P}"), ""),
    ("two-articles.html", _html(_json(_ARTICLE.format(_GB.title, "2018-03-19")) + _json(_ARTICLE.format(_EN.title, "2009-06-25")), f"<h1>{_EN.title}</h1>{_P}"), "2009-06-25"),
    ("other-articles.html", _html(_json(_ARTICLE.format(_GB.title, "2018-03-19")) + _json(_ARTICLE.format(_RU.title, "2018-03-18")), f"<h1>{_EN.title}</h1>{_P}"), ""),
    ("trailing-comma.html", _html(_json(_ARTICLE.format(_EN.title, "2009-06-25").replace("}", ",}")), f"<h1>{_EN.title}</h1>{_P}"), "2009-06-25"),
    ("commented.html", _html(_json("<!-- " + _ARTICLE.format(_EN.title, "2009-06-25") + " -->"), f"<h1>{_EN.title}</h1>{_P}"), "2009-06-25"),
    ("parsely.html", _html('<meta name="parsely-page" content=\'{"title":"x","pub_date":"2009-06-25T10:00:00Z","author":"Anna Petrova"}\'>', f"<h1>{_EN.title}</h1>{_P}"), "2009-06-25"),
    ("sailthru.html", _html('<meta name="sailthru.date" content="2009-06-25 10:00:00">', f"<h1>{_EN.title}</h1>{_P}"), "2009-06-25"),
    ("time-zone.html", _html('<meta property="article:published_time" content="2009-06-24T20:00:00Z">', f"<h1>{_EN.title}</h1><p>25 June 2009</p>{_P}"), "2009-06-25"),
    ("rfc.html", _html('<meta name="pubdate" content="Thu, 25 Jun 2009 10:00:00 GMT">', f"<h1>{_EN.title}</h1>{_P}"), "2009-06-25"),
    ("weekday-off.txt", f"{_EN.title}\n\nPublished: Monday, 25 June 2009\n\n{_TEXT}\n", ""),
    ("settled.txt", f"{_EN.title}\n\nPosted 06/07/2009\nUpdated 25/07/2009\n\n{_TEXT}\n", "2009-07-06"),
    ("settled-weekday.txt", f"{_EN.title}\n\nPublished: Monday, 06/07/2009\n\n{_TEXT}\n", "2009-07-06"),
    ("wiki.html", _html("", f"<h1>{_EN.title}</h1>{_P}<footer><p>This page was last edited on 19 March 2018, at 10:15.</p></footer>"), ""),
    ("journal.txt", f"River Studies\nVol. 3, No. 2, June 2009\n\n{_EN.title}\n\nReceived 3 May 2008; accepted 4 March 2009\n\nAbstract\n\n{_TEXT}\n", ""),
    ("printed.txt", f"Printed: 19 March 2018\n\n{_EN.title}\n\n{_TEXT}\n", ""),
    ("ago.txt", f"{_EN.title}\n\nPublished 2 hours ago\n\n{_TEXT}\n", ""),
    ("range.txt", f"{_EN.title}\n\n25–27 June 2009, Astana\n\n{_TEXT}\n", ""),
    ("spanish-figures.txt", f"{ALL[11].title}\n\nPublicado el 06/07/2009\n\n{ALL[11].first}\n\n{ALL[11].second}\n", "2009-07-06"),
    ("ukrainian.txt", f"{ALL[7].title}\n\n25 червня, 2009 - 14:53\n\n{ALL[7].first}\n\n{ALL[7].second}\n", "2009-06-25"),
    ("uzbek-agency.txt", f"{ALL[5].title}\n\n2009-yil 25-iyun, 14:53\n\n{ALL[5].first}\n\n{ALL[5].second}\n", "2009-06-25"),
    ("turkish.txt", f"Ana sayfa\n\n{ALL[8].title}\n\n25 Haziran 2009 Perşembe 14:53\n\n{ALL[8].first}\n\n{ALL[8].second}\n", "2009-06-25"),
    ("french.txt", f"{ALL[10].title}\n\nPublié le jeudi 25 juin 2009 à 14h53\n\n{ALL[10].first}\n\n{ALL[10].second}\n", "2009-06-25"),
    ("german.txt", f"{ALL[9].title}\n\nStand: 25.06.2009, 14:53 Uhr\n\n{ALL[9].first}\n\n{ALL[9].second}\n", "2009-06-25"),
    ("sidebar.txt", f"Latest news\n19 March 2018\nFerry runs late\n18 March 2018\nMuseum opens\n17 March 2018\nSnow falls\n\n{_EN.title}\n\n{_TEXT}\n", ""),
    ("most-read-dates.txt", f"{_EN.title}\n\n{_TEXT}\n\nMost read\n19 March 2018\nFerry runs late\n", ""),
    ("clock-below.txt", f"{_EN.title}\n\nMonday, 19 March 2018 | 10:15 | Astana +3 °C\n\n{_TEXT}\n", ""),
    ("headline-day.txt", f"{_EN.title} on 25 June 2009\n\n{_TEXT}\n", ""),
    ("anniversary.txt", f"{_EN.title}\n\nIn June 1999\n\n{_TEXT}\n", ""),
)  # fmt: skip


def list_odd_pages() -> Iterator[tuple[str, bytes, datetime.date | None]]:
    """Yield each page's name and bytes, and its true day (None where the page does not tell one that can be believed)."""
    for name, page, day in _PAGES:
        yield name, page.encode(), _day(day)
