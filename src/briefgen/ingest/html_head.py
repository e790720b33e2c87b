"""What an HTML page says of itself: meta elements, JSON-LD, `time`, `link`, and its first headings.

Open Graph, Dublin Core, Highwire Press (`citation_…`) and schema.org in JSON-LD; each value with the place it was
read from.
"""

import itertools
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from briefgen.ingest.page import Claim

_LONGEST = 500
#: Meta names by claim; the better witness first.
_META: tuple[tuple[str, str], ...] = (
    ("title", "citation_title og:title twitter:title dc.title"),
    (
        "issued",
        "citation_publication_date citation_date article:published_time og:published_time datepublished "
        "parsely-pub-date sailthru.date dc.date.issued dcterms.created dc.date pubdate publishdate publish-date date",
    ),
    ("modified", "article:modified_time og:updated_time datemodified dcterms.modified last-modified"),
    ("publisher", "citation_journal_title citation_publisher og:site_name dc.publisher publisher application-name"),
    ("author", "citation_author author article:author dc.creator dcterms.creator parsely-author sailthru.author"),
    ("licence", "dc.rights dcterms.license dcterms.rights copyright"),
    ("url", "og:url"),
    ("type", "og:type"),
    ("volume", "citation_volume"),
    ("issue", "citation_issue"),
    ("firstpage", "citation_firstpage"),
    ("lastpage", "citation_lastpage"),
    ("DOI", "citation_doi"),
    ("ISSN", "citation_issn"),
    ("journal", "citation_journal_title"),
)
_ARTICLE = re.compile(
    r"(?:News|Scholarly|Analysis\w*|Opinion\w*|Report\w*|Tech)?Article|BlogPosting|Report|LiveBlogPosting"
)
_MOST_HEADINGS = 20
_MOST_JSON = 1_000_000
_MOST_OBJECTS = 500


def read_claims(root: Any) -> Mapping[str, tuple[Claim, ...]]:  # noqa: ANN401 - lxml has no types
    """Collect what the page says of itself, by name of the claim (see `ingest.page.PageContent`)."""
    found: dict[str, list[Claim]] = {}
    for name, claim in (*_read_json_ld(root), *_read_meta(root), *_read_elements(root)):
        value = " ".join(claim.value.split())[:_LONGEST]
        if value and all(value != known.value for known in found.get(name, ())):
            found.setdefault(name, []).append(Claim(value, claim.evidence))
    return {name: tuple(claims) for name, claims in found.items()}


def _read_meta(root: Any) -> Iterator[tuple[str, Claim]]:  # noqa: ANN401
    values: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        if key and meta.get("content"):
            values.setdefault(key, []).append(meta.get("content"))
    for name, keys in _META:
        for key in keys.split():
            for value in values.get(key, ()):
                yield name, Claim(value, f"meta: {key}")


def _read_elements(root: Any) -> Iterator[tuple[str, Claim]]:  # noqa: ANN401
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    yield "language", Claim(language, "html lang")
    for link in root.iter("link", "a"):
        rel = (link.get("rel") or "").lower().split()
        if "canonical" in rel and link.tag == "link":
            yield "url", Claim(link.get("href") or "", "link: canonical")
        if "license" in rel:
            yield "licence", Claim(link.get("href") or "", "link: license")
    for element in root.iter("time"):
        if (element.get("itemprop") or "").lower() == "datepublished" or element.get("pubdate") is not None:
            yield "issued", Claim(element.get("datetime") or element.text_content(), "time: datePublished")
    for element in itertools.islice(root.iter("h1"), _MOST_HEADINGS):
        yield "h1", Claim(element.text_content(), "h1")
    for element in root.findall("head/title")[:1]:
        yield "title element", Claim(element.text_content(), "title element")


def _read_json_ld(root: Any) -> Iterator[tuple[str, Claim]]:  # noqa: ANN401
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text and len(script.text) <= _MOST_JSON:
            for entry in _list_objects(script.text):
                yield from _read_object(entry)


def _list_objects(text: str) -> Iterator[dict[str, Any]]:
    try:
        waiting: list[Any] = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    for _count in range(_MOST_OBJECTS):
        if not waiting:
            return
        entry = waiting.pop(0)
        if isinstance(entry, list):
            waiting[:0] = entry[:_MOST_OBJECTS]
        elif isinstance(entry, dict):
            yield entry
            waiting.extend(entry[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in entry)


def _read_object(entry: dict[str, Any]) -> Iterator[tuple[str, Claim]]:
    kind = next((str(name) for name in _as_list(entry.get("@type")) if _ARTICLE.fullmatch(str(name))), "")
    if not kind:
        return
    where = f"JSON-LD: {kind}"
    yield "type", Claim(kind, where)
    plain = (
        ("title", "headline"),
        ("issued", "datePublished"),
        ("modified", "dateModified"),
        ("language", "inLanguage"),
    )
    for name, key in plain:
        for value in _as_list(entry.get(key)):
            yield name, Claim(_name_of(value), f"{where}.{key}")
    for name, key in (("author", "author"), ("publisher", "publisher"), ("licence", "license")):
        for value in _as_list(entry.get(key)):
            yield name, Claim(_name_of(value), f"{where}.{key}")


def _as_list(value: object) -> list[object]:
    if value is None:
        return []
    return value[:20] if isinstance(value, list) else [value]


def _name_of(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("name") or value.get("url") or "")
    return value if isinstance(value, str) else ""
