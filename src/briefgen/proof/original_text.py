"""The text of an original: all of it in reading order, never an extractor's choice."""

import unicodedata

from briefgen.errors import BriefgenError
from briefgen.formats.detection import name_format
from briefgen.formats.document import DocumentRefusedError
from briefgen.formats.html_text import parse_page, read_all_text
from briefgen.grammar.encoding import decode_page


class CannotReadOriginalError(BriefgenError):
    """No text can be had from an original of this type."""


def read_original_text(data: bytes, name: str) -> str:
    """Return the whole text of an original, in reading order, in NFC.

    `name` is the file's name as it came; its ending, and the bytes, say how to read it. A page gives every
    text node but scripts and styles, blocks on lines of their own, entities decoded; hidden text, menus
    and titles too, since leaving out is an extractor's choice. A document gives what `formats.reading`
    says of its format. Raises `CannotReadOriginalError` for other types, and for broken documents.
    """
    try:
        return unicodedata.normalize("NFC", _read_text(data, name))
    except DocumentRefusedError as error:
        raise CannotReadOriginalError(f"briefgen cannot read the text of `{name}`: {error}") from error


def _read_text(data: bytes, name: str) -> str:
    if not data.strip():
        return ""
    format_ = name_format(data, name)
    if format_ == "text":
        return decode_page(data)
    if format_ == "html":
        return read_all_text(parse_page(decode_page(data)))
    from briefgen.formats.reading import READERS

    return READERS[format_].read_text(data)
