"""From a file's bytes to a draft of its source: the ingest stage's one way through."""

from collections.abc import Sequence
from typing import NamedTuple

from briefgen.formats.detection import name_format
from briefgen.formats.document import LONGEST_TEXT, DocumentRefusedError, ForeignFileError
from briefgen.formats.mail import list_attachments
from briefgen.grammar.encoding import decode_page
from briefgen.ingest.body import make_body
from briefgen.ingest.cleaning import clean_text
from briefgen.ingest.document_frame import frame_document
from briefgen.ingest.document_page import read_document_page
from briefgen.ingest.facts import find_facts
from briefgen.ingest.frame import frame_page
from briefgen.ingest.html_page import read_html_page
from briefgen.ingest.language import mark_languages
from briefgen.ingest.page import Draft, PageContent, PageOptions, Refused
from briefgen.ingest.text_page import read_text_page

#: Formats with a frame around their text; the others are documents.
PAGES = frozenset({"html", "text"})
_MOST_BLOCKS = 50_000
_LONGEST_PARAGRAPH = 1_000_000


class Member(NamedTuple):
    """A file inside another: its name, without folders, and its bytes."""

    name: str
    data: bytes


def read_page(data: bytes, name: str, options: PageOptions = PageOptions()) -> Draft | Refused:  # noqa: B008 - frozen
    """Make the draft of a source from a file's bytes; `name` is the file's name.

    The bytes and the name's ending tell its format. Pure: the same bytes and options always give the same
    draft. A file that cannot be a source is `Refused`; it may take a while with hostile input, so it is run in
    a worker with a deadline.
    """
    try:
        format_ = name_format(data, name)
        if format_ not in PAGES:
            return _make_draft(read_document_page(data, format_), (), options)
    except ForeignFileError as error:
        return Refused(str(error), is_foreign=True)
    except DocumentRefusedError as error:
        return Refused(str(error))
    text, doubts = clean_text(decode_page(data), data)
    if isinstance(text, Refused):
        return text
    content = read_html_page(text) if format_ == "html" else read_text_page(text)
    return _make_draft(content, doubts, options)


def list_members(data: bytes, name: str) -> tuple[Member, ...]:
    """Return the files inside a file that are sources of their own: a mail's attachments; of other formats, none.

    A mail that cannot be read has none; `read_page` says why.
    """
    try:
        if name_format(data, name) != "mail":
            return ()
        return tuple(Member(*found) for found in list_attachments(data))
    except DocumentRefusedError:
        return ()


def _make_draft(content: PageContent, doubts: Sequence[str], options: PageOptions) -> Draft | Refused:
    if len(content.blocks) > _MOST_BLOCKS:
        return Refused(f"it has {len(content.blocks):,} blocks; at most {_MOST_BLOCKS:,} are read")
    length = sum(len(page_block.text) for page_block in content.blocks)
    if length > LONGEST_TEXT:
        return Refused(f"it has {length:,} characters of text; at most {LONGEST_TEXT:,} are read: divide it")
    framed = frame_page(content, options) if content.format in PAGES else frame_document(content)
    if framed is None:
        return Refused("no running text was found in it")
    if any(len(framed.page[at].block.text) > _LONGEST_PARAGRAPH for at in framed.body):
        return Refused(f"a paragraph in it has more than {_LONGEST_PARAGRAPH:,} characters")
    blocks = make_body(framed, is_page=content.format in PAGES)
    facts = find_facts(content, framed, blocks, options)
    blocks = mark_languages(blocks, str(facts.fields.get("language", "")))
    dropped = tuple(sorted((*content.dropped, *framed.dropped), key=lambda dropped: dropped.line))
    doubts = tuple(dict.fromkeys((*doubts, *facts.doubts)))
    return Draft(facts.title, facts.fields, facts.evidence, blocks, dropped, doubts, framed.choices, facts.symbol)
