"""What a page says of its article in microdata (``itemprop``) and RDFa Lite (``property``), by schema.org's names."""

import re
from collections.abc import Iterator
from itertools import islice

from briefgen.formats.xml_tree import Element
from briefgen.ingest.page import Claim

_NAMES = {
    "headline": "title",
    "datepublished": "issued",
    "datemodified": "modified",
    "datecreated": "created",
    "author": "author",
    "creator": "author",
    "publisher": "publisher",
    "license": "licence",
    "copyrightholder": "holder",
    "articlesection": "section",
    "inlanguage": "language",
}
_SPELLED = {"datepublished": "datePublished", "datemodified": "dateModified", "datecreated": "dateCreated",
            "copyrightholder": "copyrightHolder", "articlesection": "articleSection",
            "inlanguage": "inLanguage"}  # fmt: skip
_ARTICLE = re.compile(r"(?:Article|Posting|Report|WebPage|CreativeWork|Legislation)\s*$")
_MOST = 2000
_DEEPEST = 100


def read_microdata(root: Element) -> Iterator[tuple[str, Claim]]:
    """Yield the claims of the page's own article: the one scope there is, or the one around the title."""
    scopes: dict[Element, list[tuple[str, Claim]]] = {}
    for element in root.xpath("//body//*[@itemprop or @property] | //head/meta[@itemprop]")[:_MOST]:
        scope = _find_scope(element)
        for name in (element.get("itemprop") or element.get("property") or "").lower().split():
            key = name.rpartition(":")[2]
            value = _read_value(element) if key in _NAMES and _is_article(scope) else ""
            if value:
                kind = "microdata" if element.get("itemprop") else "RDFa"
                scopes.setdefault(scope, []).append((_NAMES[key], Claim(value, f"{kind}: {_SPELLED.get(key, key)}")))
    heading = next(root.iter("h1"), None)
    above = set() if heading is None else set(heading.iterancestors())
    chosen = [scope for scope in scopes if scope is None or scope in above]
    if not chosen and len(scopes) == 1:
        chosen = list(scopes)
    for scope in chosen:
        yield from scopes[scope]


def _find_scope(element: Element) -> Element:
    return next((above for above in islice(element.iterancestors(), _DEEPEST) if _has_scope(above)), None)


def _has_scope(element: Element) -> bool:
    return element.get("itemscope") is not None or element.get("typeof") is not None


def _is_article(scope: Element) -> bool:
    return scope is None or _ARTICLE.search(scope.get("itemtype") or scope.get("typeof") or "") is not None


def _read_value(element: Element) -> str:
    if _has_scope(element):
        for inner in element.iter():
            if inner is not element and "name" in f"{inner.get('itemprop', '')} {inner.get('property', '')}".split():
                return str(inner.get("content") or inner.text_content())
    return str(element.get("content") or element.get("datetime") or element.text_content())
