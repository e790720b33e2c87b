"""What an HTML page says of itself: meta elements, JSON-LD, microdata, `time`, `link`, and its first headings.

Open Graph, Dublin Core, Highwire Press (`citation_…`), Parsely, Sailthru, Twitter cards, schema.org in JSON-LD
and microdata; each value with the place it was read from.
"""

import itertools
import json
from collections.abc import Iterator, Mapping

from briefgen.formats.xml_tree import Element
from briefgen.ingest.html_regions import name_region
from briefgen.ingest.json_ld import read_json_ld
from briefgen.ingest.microdata import read_microdata
from briefgen.ingest.page import Claim

_LONGEST = 500
#: Meta names by claim; the better witness first.
_META: tuple[tuple[str, str], ...] = (
    ("title", "citation_title og:title parsely-title sailthru.title twitter:title dc.title dcterms.title headline"),
    (
        "issued",
        "citation_publication_date citation_date citation_online_date article:published_time article:published "
        "og:published_time datepublished parsely-pub-date dc.date.issued dcterms.issued dcterms.date.issued "
        "dc.date.published pubdate publishdate publish-date publish_date publication_date publication-date "
        "article_date_original sailthru.date dc.date dcterms.date date",
    ),
    ("modified", "article:modified_time article:modified og:updated_time datemodified dcterms.modified "
     "dc.date.modified last-modified revised lastmod"),
    ("created", "dcterms.created dc.date.created"),
    ("publisher", "citation_journal_title citation_publisher og:site_name dc.publisher dcterms.publisher publisher "
     "article:publisher application-name apple-mobile-web-app-title"),
    ("author", "citation_author citation_authors author article:author dc.creator dcterms.creator parsely-author "
     "sailthru.author byl"),
    ("licence", "dcterms.license dc.rights.license dc.rights dcterms.rights license copyright"),
    ("holder", "dcterms.rightsholder dc.rightsholder dc.rights.holder dc.rights dcterms.rights copyright"),
    ("url", "og:url citation_public_url parsely-link twitter:url"),
    ("section", "article:section parsely-section sailthru.section section dc.subject.section"),
    ("language", "citation_language dc.language dcterms.language content-language language og:locale"),
    ("type", "og:type dc.type"),
    ("volume", "citation_volume"),
    ("issue", "citation_issue"),
    ("firstpage", "citation_firstpage"),
    ("lastpage", "citation_lastpage"),
    ("DOI", "citation_doi dc.identifier.doi"),
    ("ISSN", "citation_issn"),
    ("journal", "citation_journal_title"),
)  # fmt: skip
_WRITTEN_BY = frozenset({"written by", "author", "by", "автор", "escrito por", "verfasst von", "écrit par", "yazan"})
_PARSELY = (("title", "title"), ("issued", "pub_date"), ("section", "section"), ("author", "authors"), ("url", "link"))
_MOST_HEADINGS = 20
_LONG_PARAGRAPH = 200
_MOST_TIMES = 20
_MOST_CLAIMS = 50
#: Elements around one that are asked what they are; a page that is deeper is no page.
_DEEPEST = 100


def read_claims(root: Element) -> Mapping[str, tuple[Claim, ...]]:
    """Collect what the page says of itself, by name of the claim (see `ingest.page.PageContent`)."""
    found: dict[str, list[Claim]] = {}
    headings = [element.text_content() for element in itertools.islice(root.iter("h1"), _MOST_HEADINGS)]
    titles = [element.text_content() for element in root.findall("head/title")[:1]]
    claims = (
        *read_json_ld(root, [*headings, *titles]),
        *_read_meta(root),
        *read_microdata(root),
        *_read_links(root),
        *_read_times(root),
        *(("h1", Claim(heading, "h1")) for heading in headings),
        *(("title element", Claim(title, "title element")) for title in titles),
    )
    for name, claim in claims:
        value = " ".join(claim.value.split())[:_LONGEST]
        known = found.get(name, ())
        if value and len(known) < _MOST_CLAIMS and all(value != claim.value for claim in known):
            found.setdefault(name, []).append(Claim(value, claim.evidence))
    return {name: tuple(claims) for name, claims in found.items()}


def _read_meta(root: Element) -> Iterator[tuple[str, Claim]]:
    values: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("http-equiv") or ""
        if key and meta.get("content"):
            values.setdefault(key.strip().lower(), []).append(meta.get("content"))
    for name, keys in _META:
        for key in keys.split():
            for value in values.get(key, ()):
                yield name, Claim(value.replace("_", "-") if key == "og:locale" else value, f"meta: {key}")
    yield from _read_cards(values)
    for text in values.get("parsely-page", ()):
        yield from _read_parsely(text)


def _read_cards(values: dict[str, list[str]]) -> Iterator[tuple[str, Claim]]:
    """Read the author of a Twitter card: ``twitter:label1`` is "Written by", ``twitter:data1`` the name."""
    for number in "12":
        labels, data = values.get(f"twitter:label{number}"), values.get(f"twitter:data{number}")
        if labels and data and labels[0].strip().casefold() in _WRITTEN_BY:
            yield "author", Claim(data[0], f"meta: twitter:data{number}")


def _read_parsely(text: str) -> Iterator[tuple[str, Claim]]:
    try:
        page = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    for name, key in _PARSELY if isinstance(page, dict) else ():
        for value in page.get(key) if isinstance(page.get(key), list) else [page.get(key)]:
            if isinstance(value, str):
                yield name, Claim(value, f"meta: parsely-page {key}")


def _read_links(root: Element) -> Iterator[tuple[str, Claim]]:
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    yield "language", Claim(language, "html lang")
    names = 0
    for link in root.iter("link", "a"):
        rel = (link.get("rel") or "").lower().split()
        if "canonical" in rel and link.tag == "link":
            yield "url", Claim(link.get("href") or "", "link: canonical")
        if "license" in rel:
            yield "licence", Claim(link.get("href") or "", "link: license")
        names += "author" in rel
        if "author" in rel and link.tag == "a" and names <= _MOST_TIMES and not _is_aside(link):
            yield "author", Claim(link.text_content(), "link: author")


def _read_times(root: Element) -> Iterator[tuple[str, Claim]]:
    """Read `time` elements: one marked as the publication's; else the one day told between title and text."""
    near: list[str] = []
    titled = False
    for element in root.iter("h1", "time", "p"):
        if element.tag == "h1":
            near, titled = [], True
        elif len(near) >= _MOST_TIMES:
            break
        elif element.tag == "p":
            if titled and len(element.text_content()) > _LONG_PARAGRAPH:
                break
        elif element.get("pubdate") is not None:
            yield "issued", Claim(element.get("datetime") or element.text_content(), "time: pubdate")
        elif element.get("datetime") and not _is_aside(element) and not _is_change(element):
            near.append(element.get("datetime"))
    if titled and len({value[:10] for value in near}) == 1:
        yield "issued", Claim(near[0], "time")


def _is_aside(element: Element) -> bool:
    """Tell whether an element stands in a menu, a list of other stories, comments and the like."""
    return any(name_region(above, 0) for above in (element, *itertools.islice(element.iterancestors(), _DEEPEST)))


def _is_change(element: Element) -> bool:
    marks = f"{element.get('class', '')} {element.get('itemprop', '')}".lower()
    return "updated" in marks or "modified" in marks
