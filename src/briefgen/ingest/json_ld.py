"""What a page says of itself in JSON-LD (schema.org), also where the JSON is broken."""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from briefgen.formats.xml_tree import Element
from briefgen.ingest.lines import fold_words
from briefgen.ingest.page import Claim

_ARTICLE = re.compile(
    r"(?:\w*:)?(?:(?:News|Scholarly|Analysis\w*|Opinion\w*|Report\w*|Tech|Satirical)?Article|BlogPosting|Report|"
    r"LiveBlogPosting|SocialMediaPosting|Legislation|GovernmentDocument)"
)
_PAGE = re.compile(r"(?:\w*:)?(?:Web|Item|About|Article)?Page")
_VALUES = (
    ("title", "headline"),
    ("issued", "datePublished"),
    ("modified", "dateModified"),
    ("created", "dateCreated"),
    ("language", "inLanguage"),
    ("section", "articleSection"),
    ("author", "author"),
    ("author", "creator"),
    ("publisher", "publisher"),
    ("licence", "license"),
    ("holder", "copyrightHolder"),
    ("url", "mainEntityOfPage"),
    ("url", "url"),
)
#: What a page that is no article tells of itself; its name is often the site's.
_PAGE_NAMES = frozenset({"issued", "modified", "created", "language", "publisher", "author", "licence", "holder"})
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart")
_BROKEN = re.compile(
    r'"(headline|datePublished|dateModified|articleSection|inLanguage)"\s*:\s*"((?:[^"\\\n]|\\.){1,400})"'
)
_NAMES = {key: name for name, key in _VALUES}
_MOST_JSON = 1_000_000
_MOST_OBJECTS = 500
_MOST_VALUES = 20
_HOME = frozenset({"home", "главная", "басты бет", "bosh sahifa", "главная страница", "асосий", "anasayfa", "accueil"})


def read_json_ld(root: Element, titles: Sequence[str]) -> Iterator[tuple[str, Claim]]:
    """Yield the claims of the page's own article (the one whose headline is among `titles`), else of the page."""
    entries: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text and len(script.text) <= _MOST_JSON:
            documents = _parse(script.text)
            entries.extend(_list_objects(documents))
            if not documents:
                yield from _read_broken(script.text)
    known = {str(entry["@id"]): entry for entry in reversed(entries) if entry.get("@id")}
    article = _choose_article([entry for entry in entries if _name_kind(entry, _ARTICLE)], titles)
    if article:
        yield from _read_article(article, known)
    for page in [entry for entry in entries if _name_kind(entry, _PAGE)][:1]:
        yield from (claim for claim in _read_values(page, known) if claim[0] in _PAGE_NAMES)
    yield from _read_breadcrumbs(entries)


def _parse(text: str) -> list[Any]:
    """Parse JSON as pages have it: in comments, with entities, with commas too many, several documents in a row."""
    bare = (
        re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*$", "", text).strip().rstrip(";")
    )
    for form in (bare, re.sub(r",\s*([}\]])", r"\1", bare), html.unescape(bare) if "&quot;" in bare else ""):
        documents = _decode(form)
        if documents:
            return documents
    return []


def _decode(text: str) -> list[Any]:
    decoder = json.JSONDecoder(strict=False)
    documents: list[Any] = []
    at = 0
    try:
        while at < len(text) and len(documents) < _MOST_VALUES:
            document, at = decoder.raw_decode(text, at)
            documents.append(document)
            while at < len(text) and text[at] in " \t\r\n,;":
                at += 1
    except (ValueError, RecursionError):
        return []
    return documents


def _list_objects(documents: list[Any]) -> Iterator[dict[str, Any]]:
    waiting = list(documents)
    for _count in range(_MOST_OBJECTS):
        if not waiting:
            return
        entry = waiting.pop(0)
        if isinstance(entry, list):
            waiting[:0] = entry[:_MOST_OBJECTS]
        elif isinstance(entry, dict):
            yield entry
            waiting.extend(entry[key] for key in _NESTED if key in entry)


def _name_kind(entry: Mapping[str, Any], kinds: re.Pattern[str]) -> str:
    return next((str(name) for name in _as_list(entry.get("@type")) if kinds.fullmatch(str(name))), "")


def _choose_article(articles: Sequence[dict[str, Any]], titles: Sequence[str]) -> dict[str, Any] | None:
    """Choose the page's own article: the one whose headline stands on the page as its title, else the only one."""
    said = [fold_words(title) for title in titles]
    for article in articles:
        headline = fold_words(str(article.get("headline") or article.get("name") or ""))
        if headline and any(headline in title or title in headline for title in said if title):
            return article
    distinct = {str(article.get("headline")) for article in articles}
    return articles[0] if len(distinct) == 1 else None


def _read_article(article: dict[str, Any], known: Mapping[str, dict[str, Any]]) -> Iterator[tuple[str, Claim]]:
    kind = _name_kind(article, _ARTICLE).rpartition(":")[2]
    yield "type", Claim(kind, f"JSON-LD: {kind}")
    yield from _read_values(article, known)


def _read_values(entry: dict[str, Any], known: Mapping[str, dict[str, Any]]) -> Iterator[tuple[str, Claim]]:
    for name, key in _VALUES:
        for value in _as_list(entry.get(key)):
            text = _read_address(value) if name == "url" else _name_of(value, known)
            yield name, Claim(text, f"JSON-LD: {key}")


def _read_broken(text: str) -> Iterator[tuple[str, Claim]]:
    """Read plain values out of JSON that cannot be parsed; one that stands there twice is nobody's."""
    found: dict[str, set[str]] = {}
    for match in _BROKEN.finditer(text):
        found.setdefault(match[1], set()).add(html.unescape(match[2]))
    for key, values in found.items():
        if len(values) == 1:
            yield _NAMES[key], Claim(values.pop(), f"JSON-LD, broken: {key}")


def _read_breadcrumbs(entries: Sequence[dict[str, Any]]) -> Iterator[tuple[str, Claim]]:
    """Read the section off the way to the page: the step before the page itself, the site's home left out."""
    for entry in entries:
        if _name_kind(entry, re.compile(r"BreadcrumbList")):
            items = [item for item in _as_list(entry.get("itemListElement")) if isinstance(item, dict)]
            names = [str(item.get("name") or _name_of(item.get("item"), {})) for item in items]
            steps = [name for name in names[:-1] if name.strip().casefold() not in _HOME]
            if steps:
                yield "section", Claim(steps[-1], "JSON-LD: BreadcrumbList")
            return


def _as_list(value: object) -> list[Any]:
    if value is None:
        return []
    return value[:_MOST_VALUES] if isinstance(value, list) else [value]


def _name_of(value: object, known: Mapping[str, dict[str, Any]]) -> str:
    if isinstance(value, dict):
        whole = value if value.get("name") else known.get(str(value.get("@id")), value)
        return str(whole.get("name") or whole.get("@value") or whole.get("url") or "")
    return html.unescape(value) if isinstance(value, str) else ""


def _read_address(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("@id") or value.get("url") or "")
    return html.unescape(value) if isinstance(value, str) else ""
