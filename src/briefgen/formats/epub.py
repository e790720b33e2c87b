"""EPUB books: the chapters in the order of the spine (EPUB 3.3, 4 and 5; EPUB 2.0.1 reads the same way)."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from briefgen.formats.archive import Archive
from briefgen.formats.document import LONGEST_TEXT, Document, DocumentRefusedError, Fact, LeftOut, Piece
from briefgen.formats.html_pieces import read_html_pieces
from briefgen.formats.html_text import parse_page, read_all_text
from briefgen.formats.properties import note_value
from briefgen.formats.xml_tree import Element, local_name, parse_xml
from briefgen.grammar.encoding import decode_page

_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/html+xml", ""})
_MOST_CHAPTERS = 2_000
_COVER = re.compile(r"cover|titlepage|title-page", re.IGNORECASE)
_COVER_WORDS = 40
_ISO_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|T)")
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS = re.compile(r"\.(?:otf|ttf|woff2?)$", re.IGNORECASE)


def read_epub(data: bytes) -> Document:
    """Read an EPUB: headings and paragraphs of its chapters; its table of contents and cover are left out."""
    archive, package, chapters = _open(data)
    pieces: list[Piece] = []
    left_out: list[LeftOut] = []
    for name, role in chapters:
        root = _parse_chapter(archive, name)
        found = read_html_pieces(root) if root is not None else ()
        reason = _name_frame(name, role, root, found)
        if reason:
            left_out.extend(LeftOut(piece.text, reason) for piece in found)
        else:
            pieces.extend(found)
    return Document(tuple(pieces), tuple(_read_facts(package)), tuple(left_out))


def read_epub_text(data: bytes) -> str:
    """Return the whole text of an EPUB: all its chapters in the order of the spine, the cover and contents too."""
    archive, _package, chapters = _open(data)
    texts: list[str] = []
    size = 0
    for name, _role in chapters:
        texts.append(read_all_text(_parse_chapter(archive, name)))
        size += len(texts[-1])
        if size > 4 * LONGEST_TEXT:
            raise DocumentRefusedError(f"it holds more than {4 * LONGEST_TEXT:,} characters of text")
    return "\n".join(texts)


def _open(data: bytes) -> tuple[Archive, Element, tuple[tuple[str, str], ...]]:
    archive = Archive(data)
    container = parse_xml(archive.read("META-INF/container.xml"), "its container")
    place = next((e.get("full-path", "") for e in container.iter() if local_name(e) == "rootfile"), "")
    if not place:
        raise DocumentRefusedError("its container names no package: it is no EPUB that can be read")
    package = parse_xml(archive.read(place), "its package", allow_doctype=True)
    chapters = tuple(_list_chapters(archive, package, posixpath.dirname(place)))
    _refuse_locked(archive, frozenset(name for name, _ in chapters))
    return archive, package, chapters


def _refuse_locked(archive: Archive, chapters: frozenset[str]) -> None:
    """Refuse a book whose chapters are encrypted (fonts may be)."""
    if not archive.find(_ENCRYPTION):
        return
    for element in parse_xml(archive.read(_ENCRYPTION), "its list of encrypted parts").iter():
        place = unquote(element.get("URI", "")) if local_name(element) == "CipherReference" else ""
        if place and not _FONTS.search(place) and posixpath.normpath(place) in chapters:
            raise DocumentRefusedError("its chapters are encrypted (DRM): they cannot be read")


def _list_chapters(archive: Archive, package: Element, folder: str) -> Iterator[tuple[str, str]]:
    """Yield the chapters' member names with what the book says of their role ("nav", "cover" or "")."""
    items = {e.get("id", ""): e for e in package.iter() if local_name(e) == "item"}
    guide = {
        e.get("href", "").partition("#")[0]: e.get("type", "") for e in package.iter() if local_name(e) == "reference"
    }
    count = 0
    for reference in (e for e in package.iter() if local_name(e) == "itemref"):
        item = items.get(reference.get("idref", ""))
        if item is None or item.get("media-type", "") not in _PAGES:
            continue
        href = item.get("href", "")
        name = archive.find(posixpath.normpath(posixpath.join(folder, unquote(href))))
        count += 1
        if count > _MOST_CHAPTERS:
            raise DocumentRefusedError(f"it has more than {_MOST_CHAPTERS:,} chapters")
        if name:
            role = "nav" if "nav" in item.get("properties", "").split() else guide.get(href, "")
            yield name, {"toc": "nav"}.get(role, role)


def _parse_chapter(archive: Archive, name: str) -> Element:
    """Parse a chapter as HTML does, which knows the named entities and mends what is broken, and reads no DTD."""
    page = decode_page(archive.read(name))
    if re.search(r"<!ENTITY", page[:8192]):
        raise DocumentRefusedError(f"its chapter {posixpath.basename(name)} declares entities, which are never read")
    # Not XML to libxml2, so `<title/>` or `<a id="x"/>` would stay open: they are closed here.
    page = re.sub(
        r"<((?!br\b|hr\b|img\b|link\b|meta\b|col\b|input\b)[A-Za-z][\w:]*)((?:\s[^<>]*)?)/>", r"<\1\2></\1>", page
    )
    return parse_page(page)


def _name_frame(name: str, role: str, root: Element, pieces: tuple[Piece, ...]) -> str:
    """Say why a chapter is none of the text, or return ""."""
    if role == "nav" or _is_contents(root, pieces):
        return "table of contents"
    words = sum(len(piece.text.split()) for piece in pieces)
    is_cover = role in {"cover", "title-page"} or _COVER.search(posixpath.basename(name)) is not None
    return "cover of the book" if is_cover and words <= _COVER_WORDS else ""


def _is_contents(root: Element, pieces: tuple[Piece, ...]) -> bool:
    """Tell whether nearly all letters of a chapter stand in links: a list of chapters."""
    if root is None or len(pieces) < 3:
        return False
    linked = sum(len("".join("".join(link.itertext()).split())) for link in root.iter("a") if link.get("href"))
    return linked > 0.8 * sum(len("".join(piece.text.split())) for piece in pieces if piece.kind != "heading") > 0


def _read_facts(package: Element) -> Iterator[Fact]:
    version = package.get("version", "")
    for element in package.iter():
        name, value = local_name(element), element.text or ""
        if "purl.org/dc/" not in str(element.tag):
            continue
        where = f"EPUB: dc:{name}"
        if name in {"title", "publisher", "language", "creator"}:
            yield from note_value({"creator": "author"}.get(name, name), value, where)
        elif name == "rights":
            yield from note_value("licence", value, where)
        elif name == "date":
            yield from _read_date(element, value, version)
        elif name in {"identifier", "source"} and re.match(r"https?://", value.strip()):
            yield from note_value("url", value, where)


def _read_date(element: Element, value: str, version: str) -> Iterator[Fact]:
    """Yield the date of publication; one that is only of the file, or says not of what, is weak evidence."""
    event = next((v for key, v in element.attrib.items() if key.rpartition("}")[2] == "event"), "")
    date = _ISO_DATE.match(value.strip())
    if date and not (event == "modification" or date[0].startswith(("0000", "0101"))):
        is_sure = event in {"publication", "original-publication"} or (not event and version.startswith("3"))
        yield Fact("issued" if is_sure else "created", date[0], f"EPUB: dc:date{f' ({event})' if event else ''}")
