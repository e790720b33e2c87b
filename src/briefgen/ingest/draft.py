"""From a page's bytes to a draft of its source: the ingest stage's one way through."""

import re
from collections.abc import Sequence

from briefgen.grammar.encoding import decode_page
from briefgen.ingest.body import make_body
from briefgen.ingest.cleaning import clean_text
from briefgen.ingest.facts import find_facts
from briefgen.ingest.frame import frame_page
from briefgen.ingest.html_page import read_html_page
from briefgen.ingest.page import MAX_BYTES, Draft, PageContent, PageOptions, Refused
from briefgen.ingest.text_page import read_text_page

HTML_SUFFIXES = (".html", ".htm", ".xhtml")
TEXT_SUFFIXES = (".txt", ".text")
_LOOKS_LIKE_HTML = re.compile(r"\s*(?:<!doctype\s+html|<html\b|<\?xml[^>]*\?>\s*<(?:!doctype\s+)?html)", re.IGNORECASE)
_MOST_BLOCKS = 50_000
_LONGEST_PARAGRAPH = 1_000_000


def read_page(data: bytes, name: str, options: PageOptions = PageOptions()) -> Draft | Refused:  # noqa: B008 - frozen
    """Make the draft of a source from a page's bytes; `name` is the file's name, whose ending tells what it is.

    Pure, the same bytes and options always give the same draft. A page that cannot be a source is
    `Refused`; it may take a while with hostile input, so it is run in a worker with a deadline.
    """
    if len(data) > MAX_BYTES:
        return Refused(f"it has {len(data):,} bytes; at most {MAX_BYTES:,} are read")
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    if suffix not in (*HTML_SUFFIXES, *TEXT_SUFFIXES):
        return Refused(f"it ends in {suffix or 'nothing'}; pages are read from .txt and .html files")
    text, doubts = clean_text(decode_page(data), data)
    if isinstance(text, Refused):
        return text
    is_html = suffix in HTML_SUFFIXES or _LOOKS_LIKE_HTML.match(text) is not None
    content = read_html_page(text) if is_html else read_text_page(text)
    return _make_draft(content, doubts, options)


def _make_draft(content: PageContent, doubts: Sequence[str], options: PageOptions) -> Draft | Refused:
    if len(content.blocks) > _MOST_BLOCKS:
        return Refused(f"it has {len(content.blocks):,} blocks; at most {_MOST_BLOCKS:,} are read")
    framed = frame_page(content, options)
    if framed is None:
        return Refused("no running text was found in it")
    if any(len(framed.page[at].block.text) > _LONGEST_PARAGRAPH for at in framed.body):
        return Refused(f"a paragraph in it has more than {_LONGEST_PARAGRAPH:,} characters")
    blocks = make_body(framed)
    facts = find_facts(content, framed, blocks)
    dropped = tuple(sorted((*content.dropped, *framed.dropped), key=lambda dropped: dropped.line))
    doubts = tuple(dict.fromkeys((*doubts, *facts.doubts)))
    return Draft(facts.title, facts.fields, facts.evidence, blocks, dropped, doubts, framed.choices)
