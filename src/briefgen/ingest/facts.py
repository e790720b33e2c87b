"""What a source's front matter says of a page: each value with where it was read, each doubt as a sentence."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.ingest.frame import Framed
from briefgen.ingest.issued import find_issued
from briefgen.ingest.language import name_language
from briefgen.ingest.licence import find_licence
from briefgen.ingest.page import Claim, DraftBlock, PageContent
from briefgen.ingest.people import choose_authors, quote_evidence, read_byline, read_role_line, read_self_name
from briefgen.ingest.title import doubt_first_letters

_LONGEST_TITLE = 300
_TITLE_WORDS = 12


@dataclass(frozen=True, slots=True)
class Facts:
    """A title, the front matter's values in their order, where each was read, and what is doubtful."""

    title: str
    fields: Mapping[str, object]
    evidence: Mapping[str, str]
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class _Findings:
    """Front matter under way: values, their evidence, doubts."""

    fields: dict[str, object] = field(default_factory=dict)
    evidence: dict[str, str] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)

    def note(self, key: str, value: object, evidence: str) -> None:
        if value:
            self.fields[key] = value
            if evidence:
                self.evidence[key] = evidence


def find_facts(content: PageContent, framed: Framed, blocks: Sequence[DraftBlock]) -> Facts:
    """Find a page's front matter: in its head's claims, in the lines around its text, in the text; never guessed."""
    found = _Findings(doubts=list(framed.doubts))
    title = _note_title(found, framed, blocks)
    _note_people(found, content, framed)
    _note_issued(found, content, framed)
    _note_rest(found, content, framed, blocks)
    evidence = {key: found.evidence[key] for key in sorted(found.evidence)}
    return Facts(title, _order_fields(found.fields), evidence, tuple(found.doubts))


_ORDER = [
    "type",
    "publisher",
    "author",
    "issued",
    "volume",
    "issue",
    "page",
    "DOI",
    "ISSN",
    "URL",
    "language",
    "rights",
]


def _order_fields(fields: dict[str, object]) -> dict[str, object]:
    return {key: fields[key] for key in _ORDER if key in fields}


def _note_title(found: _Findings, framed: Framed, blocks: Sequence[DraftBlock]) -> str:
    body = " ".join(block.text for block in blocks)
    if framed.title:
        found.evidence["title"] = framed.title.evidence
        found.doubts.extend(framed.title.doubts)
        doubt = doubt_first_letters(framed.title.text, body)
        if doubt:
            found.doubts.append(doubt)
        return shorten_title(framed.title.text)
    found.evidence["title"] = "none on the page; the text's first words"
    found.doubts.append("the page has no title; the text's first words stand in for it")
    words = next(block.text for block in blocks if block.kind != "heading").split()
    return " ".join(words[:_TITLE_WORDS]).rstrip(" ,;:–—-") + ("…" if len(words) > _TITLE_WORDS else "")


def shorten_title(title: str) -> str:
    """Return a title of at most 300 characters, cut between words."""
    if len(title) <= _LONGEST_TITLE:
        return title
    return title[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"


def _note_people(found: _Findings, content: PageContent, framed: Framed) -> None:
    publishers = content.claims.get("publisher", ())
    for claim in (*publishers, *_read_self_names(framed)):
        if "/" not in claim.value:
            found.note("publisher", claim.value, claim.evidence)
            break
    if "publisher" not in found.fields:
        found.doubts.append("the page does not say who published it")
    names, evidence = choose_authors(content.claims.get("author", ()), str(found.fields.get("publisher", "")))
    found.note("author", list(names), evidence)
    if not names:
        _note_byline(found, framed)


def _read_self_names(framed: Framed) -> Iterator[Claim]:
    inside = frozenset(framed.body)
    for at, entry in enumerate(framed.page):
        if at not in inside:
            name = read_self_name(entry.block.text)
            if name:
                yield Claim(name, quote_evidence(entry.block.text))


def _note_byline(found: _Findings, framed: Framed) -> None:
    inside = frozenset(framed.body)
    for at in (
        *range(min(framed.start + 4, len(framed.page))),
        *range(framed.end, min(framed.end + 3, len(framed.page))),
    ):
        block = framed.page[at].block
        names = () if at in inside or block.region else read_byline(block.text)
        role = "" if at in inside else read_role_line(block.text)
        if names or role:
            found.note("author", list(names) or [role], quote_evidence(block.text))
            return


def _note_issued(found: _Findings, content: PageContent, framed: Framed) -> None:
    issued = find_issued(content, framed)
    found.note("issued", issued.value, "")
    found.evidence.update(issued.evidence)
    found.doubts.extend(issued.doubts)


def _note_rest(found: _Findings, content: PageContent, framed: Framed, blocks: Sequence[DraftBlock]) -> None:
    inside = frozenset(framed.body)
    frame = [entry.block for at, entry in enumerate(framed.page) if at not in inside]
    licence = find_licence(content.claims.get("licence", ()), frame)
    if licence.licence:
        found.note("rights", {"licence": licence.licence}, "")
        found.evidence["licence"] = licence.evidence
    url = next((c for c in content.claims.get("url", ()) if c.value.startswith(("http://", "https://"))), None)
    if url:
        found.note("URL", url.value, url.evidence)
    _note_language(found, content, blocks)
    _note_kind(found, content)


def _note_language(found: _Findings, content: PageContent, blocks: Sequence[DraftBlock]) -> None:
    """Note the language of the text; the page's own word counts where the text is too short or agrees."""
    told = next((claim for claim in content.claims.get("language", ()) if _is_language(claim.value)), None)
    read = name_language(" ".join(block.text for block in blocks))
    if told and told.value.replace("_", "-").split("-")[0].lower() == (read or told.value[:2].lower()):
        found.note("language", told.value.replace("_", "-"), told.evidence)
    elif read:
        found.note("language", read, "the text's words")
        if told:
            found.doubts.append(f"the page calls itself {told.value!r}, but its text reads as {read!r}")


def _is_language(value: str) -> bool:
    return re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", value) is not None


def _note_kind(found: _Findings, content: PageContent) -> None:
    claims = content.claims
    kinds = {claim.value for claim in claims.get("type", ())}
    journal = claims.get("journal", ())
    if journal:
        found.note("type", "article-journal", journal[0].evidence)
        for key in ("volume", "issue", "DOI", "ISSN"):
            for claim in claims.get(key, ())[:1]:
                found.note(key, claim.value, claim.evidence)
    elif "NewsArticle" in kinds:
        found.note("type", "article-newspaper", "JSON-LD: NewsArticle")
    elif content.format == "html":
        found.fields["type"] = "webpage"
