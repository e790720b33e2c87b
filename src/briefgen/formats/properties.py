"""What a document's properties say, without what programs put there of themselves."""

import re
from collections.abc import Iterator

from briefgen.formats.document import Fact

_LONGEST = 500
#: What the templates of libraries say: python-docx's, python-pptx's, and Office's blank workbook.
_TEMPLATES_DAYS = frozenset({"2013-12-23T23:15:00Z", "2013-01-27T09:14:16Z", "2006-09-16T00:00:00Z"})
_NO_TITLE = re.compile(
    r"(?:microsoft\s+(?:word|powerpoint|excel)\b.*|(?:un\s?titled|no\s+title|without\s+title|sans\s+titre)\b.*"
    r"|(?:document|presentation|slide|dokument|документ|құжат|template|powerpoint presentation|title)\s*\d*"
    r"|без\s+(?:названия|имени|заголовка).*|.*\.(?:docx?|pdf|odt|rtf|indd|qxd|pages|tmp|xlsx?|pptx?|tex|dvi|p65|ai|cdr)"
    r"|[\W\d_]*|\S*[_\\/]\S*|[0-9a-f-]{16,})",
    re.IGNORECASE,
)
_NO_PERSON = re.compile(
    r"(?:(?:microsoft|windows|office)\b.*|(?:user|users|admin|administrator|owner|author|unknown|anonymous|guest|root|home"
    r"|default|python-docx|pandoc|latex|tex|calibre|unknown author|user\s*name"
    r"|пользователь|админ(?:истратор)?|автор)\d*"
    r"|[\W\d_]*|\S*[\\/@]\S*|[a-z]*\d+[a-z\d]*)",
    re.IGNORECASE,
)


def note_title(value: str, evidence: str) -> Iterator[Fact]:
    """Yield the title of a file's properties, unless a program made it up (``untitled``, ``Microsoft Word - x``)."""
    title = " ".join(value.split())[:_LONGEST]
    if title and not _NO_TITLE.fullmatch(title):
        yield Fact("title", title, evidence)


def note_authors(value: str, evidence: str) -> Iterator[Fact]:
    """Yield the names of a file's properties, unless they are a program's or an account's."""
    for name in re.split(r"\s*;\s*", " ".join(value.split())[:_LONGEST]):
        if name and not _NO_PERSON.fullmatch(name):
            yield Fact("author", name, evidence)


def note_made(name: str, value: str, evidence: str, earliest: int) -> Iterator[Fact]:
    """Yield when a file was created or modified, unless that is a template's day, or before `earliest`.

    `earliest` is the year from which on programs write the format: an older day is an unset clock's.
    """
    text = " ".join(value.split())
    year = text[:4]
    if text not in _TEMPLATES_DAYS and year.isascii() and year.isdigit() and int(year) >= earliest:
        yield from note_value(name, text, evidence)


def note_value(name: str, value: str, evidence: str) -> Iterator[Fact]:
    """Yield any other value, its blanks run together, where there is one."""
    text = " ".join(value.split())[:_LONGEST]
    if text:
        yield Fact(name, text, evidence)
