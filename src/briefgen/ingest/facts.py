"""What a source's front matter says of a page: each value with where it was read, each doubt as a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefgen.ingest.findings import Findings
from briefgen.ingest.frame import Framed
from briefgen.ingest.identity import name_host
from briefgen.ingest.issued import find_issued
from briefgen.ingest.language import choose_language, find_day_order
from briefgen.ingest.licence import find_rights
from briefgen.ingest.makers import note_makers
from briefgen.ingest.page import DraftBlock, PageContent, PageOptions
from briefgen.ingest.symbols import SYMBOL, find_symbol
from briefgen.ingest.title import doubt_first_letters

_LONGEST_TITLE = 300
_LONGEST_SECTION = 60
_TITLE_WORDS = 12
#: So much of a text (characters) is asked whether its title lost a letter.
_OPENING = 40_000
_ORDER = (
    "type",
    "publisher",
    "author",
    "issued",
    "section",
    "volume",
    "issue",
    "page",
    "DOI",
    "ISSN",
    "URL",
    "accessed",
    "language",
    "rights",
)
_NEWS = frozenset({"NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle"})
_NO_OPTIONS = PageOptions()


@dataclass(frozen=True, slots=True)
class Facts:
    """A title, the front matter's values in their order, where each was read, doubts, and the document's symbol."""

    title: str
    fields: Mapping[str, object]
    evidence: Mapping[str, str]
    doubts: tuple[str, ...] = ()
    symbol: str = ""


def find_facts(
    content: PageContent, framed: Framed, blocks: Sequence[DraftBlock], options: PageOptions = _NO_OPTIONS
) -> Facts:
    """Find a page's front matter: in its head's claims, in the lines around its text, in the text; never guessed."""
    found = Findings(doubts=list(framed.doubts))
    symbol = find_symbol(entry.block.text for entry in framed.page)
    title = _note_title(found, framed, blocks, symbol)
    note_makers(found, content, framed)
    _note_language(found, content, blocks)
    _note_issued(found, content, framed, options)
    _note_address(found, content, options)
    _note_section(found, content, title)
    _note_rights(found, content, framed)
    _note_kind(found, content)
    fields = {key: found.fields[key] for key in _ORDER if key in found.fields}
    evidence = {key: found.evidence[key] for key in sorted(found.evidence)}
    return Facts(title, fields, evidence, tuple(found.doubts), symbol)


def _note_title(found: Findings, framed: Framed, blocks: Sequence[DraftBlock], symbol: str) -> str:
    if framed.title:
        body = " ".join(block.text for block in blocks)[:_OPENING]
        found.evidence["title"] = framed.title.evidence + (f"; {SYMBOL}: {symbol}" if symbol else "")
        found.doubts.extend(framed.title.doubts)
        doubt = doubt_first_letters(framed.title.text, body)
        if doubt:
            found.doubts.append(doubt)
        return found.clean("title", shorten_title(framed.title.text))
    found.evidence["title"] = "none on the page; the text's first words"
    found.doubts.append("the page has no title; the text's first words stand in for it")
    words = next(block.text for block in blocks if block.kind != "heading").split()
    return found.clean("title", " ".join(words[:_TITLE_WORDS]).rstrip(" ,;:–—-")) + (
        "…" if len(words) > _TITLE_WORDS else ""
    )


def shorten_title(title: str) -> str:
    """Return a title of at most 300 characters, cut between words."""
    if len(title) <= _LONGEST_TITLE:
        return title
    return title[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"


def _note_language(found: Findings, content: PageContent, blocks: Sequence[DraftBlock]) -> None:
    language = choose_language(content.claims.get("language", ()), blocks)
    found.note("language", language.code, language.evidence)
    found.doubts.extend(language.doubts)


def _note_issued(found: Findings, content: PageContent, framed: Framed, options: PageOptions) -> None:
    order = find_day_order(str(found.fields.get("language", "")), content.claims.get("language", ()))
    issued = find_issued(content, framed, options, order)
    if issued.value:
        found.fields["issued"] = issued.value
    found.evidence.update(issued.evidence)
    found.doubts.extend(issued.doubts)


def _note_address(found: Findings, content: PageContent, options: PageOptions) -> None:
    """Note the page's address: its canonical link before all else, where it was fetched from last."""
    claims = [claim for claim in content.claims.get("url", ()) if claim.value.startswith(("http://", "https://"))]
    claims.sort(key=lambda claim: claim.evidence != "link: canonical")
    if options.address:
        # A page may name itself within its own site; that it is another site's page is not believed.
        claims = [claim for claim in claims if name_host(claim.value) == name_host(options.address)]
    for claim in claims[:1]:
        found.note("URL", claim.value, claim.evidence)
    if not claims:
        found.note("URL", options.address, "the address it was fetched from")
    found.note("accessed", options.fetched, "the day it was fetched")


def _note_section(found: Findings, content: PageContent, title: str) -> None:
    for claim in content.claims.get("section", ()):
        if (
            claim.value.casefold() != title.casefold()
            and len(claim.value) <= _LONGEST_SECTION
            and "/" not in claim.value
        ):
            found.note("section", claim.value, claim.evidence)
            return


def _note_rights(found: Findings, content: PageContent, framed: Framed) -> None:
    inside = frozenset(framed.body)
    text = range(framed.start, framed.end)
    frame = [entry.block for at, entry in enumerate(framed.page) if at not in inside or at not in text]
    rights = find_rights(content.claims, frame)
    values = {"licence": rights.licence, "holder": found.clean("rights holder", rights.holder)}
    if any(values.values()):
        found.fields["rights"] = {key: value for key, value in values.items() if value}
    found.evidence.update(rights.evidence)


def _note_kind(found: Findings, content: PageContent) -> None:
    claims = content.claims
    news = next((claim for claim in claims.get("type", ()) if claim.value in _NEWS), None)
    journal = claims.get("journal", ())
    if journal:
        found.note("type", "article-journal", journal[0].evidence)
    elif news:
        found.note("type", "article-newspaper", news.evidence)
    elif content.format == "html":
        found.fields["type"] = "webpage"
    for key in ("volume", "issue", "DOI", "ISSN"):
        for claim in claims.get(key, ())[:1]:
            found.note(key, claim.value, claim.evidence)
    _note_pages(found, content)


def _note_pages(found: Findings, content: PageContent) -> None:
    first, last = (content.claims.get(name, ())[:1] for name in ("firstpage", "lastpage"))
    if first:
        pages = first[0].value if not last or last == first else f"{first[0].value}-{last[0].value}"
        found.note("page", pages, first[0].evidence)
