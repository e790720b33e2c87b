"""Who made a page, as front matter: its publisher and its authors, with where they were read."""

from collections.abc import Iterator

from briefgen.ingest.findings import Findings
from briefgen.ingest.frame import Framed
from briefgen.ingest.page import Claim, PageContent
from briefgen.ingest.people import (
    choose_authors,
    is_author_label,
    quote_evidence,
    read_byline,
    read_role_line,
    read_self_name,
    split_names,
)
from briefgen.ingest.symbols import is_symbol

_HEAD = 4
_TAIL = 3


def note_makers(found: Findings, content: PageContent, framed: Framed) -> None:
    """Note the publisher and the authors of a page; a page that does not name its publisher is doubted."""
    for claim in (*content.claims.get("publisher", ()), *_read_self_names(framed), *_read_symbols(framed)):
        if "/" not in claim.value and not claim.value.startswith("@"):
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


def _read_symbols(framed: Framed) -> Iterator[Claim]:
    """Read the United Nations off a document's symbol, which stands alone above its text."""
    for entry in framed.page[: framed.start]:
        if is_symbol(entry.block.text):
            yield Claim(
                "United Nations", f"{quote_evidence(entry.block.text)}, a document symbol of the United Nations"
            )


def _note_byline(found: Findings, framed: Framed) -> None:
    inside = frozenset(framed.body)
    opening = next((at for at in framed.body if framed.page[at].prose), framed.start)
    head = range(min(framed.start + _HEAD, len(framed.page)))
    tail = range(framed.end, min(framed.end + _TAIL, len(framed.page)))
    for at in (*head, *tail):
        block = framed.page[at].block
        if at in inside and at >= opening:
            continue
        names = () if block.region else read_byline(block.text) or _read_below_label(framed, at)
        role = read_role_line(block.text)
        if names or role:
            found.note("author", list(names) or [role], quote_evidence(block.text))
            return


def _read_below_label(framed: Framed, at: int) -> tuple[str, ...]:
    """Read the names on the line below the bare word "Author"."""
    if at == 0 or not is_author_label(framed.page[at - 1].block.text):
        return ()
    return split_names(framed.page[at].block.text)
