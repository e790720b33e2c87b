"""Which format a file is in: by its first bytes where they tell, by its name's ending where they do not.

A file that is no source is refused by name: what it is, and what to do with it.
"""

import re
from pathlib import PurePosixPath

from briefgen.formats.archive import Archive
from briefgen.formats.document import DocumentRefusedError, ForeignFileError
from briefgen.grammar.encoding import decode_page

#: The formats that are read, with the endings that their files may have.
SUFFIXES: dict[str, tuple[str, ...]] = {
    "text": (".txt", ".text"),
    "html": (".html", ".htm", ".xhtml"),
    "markdown": (".md", ".markdown"),
    "pdf": (".pdf",),
    "docx": (".docx", ".docm", ".dotx"),
    "odt": (".odt", ".ott", ".fodt"),
    "epub": (".epub",),
    "mail": (".eml",),
    "tei": (".xml", ".tei"),
}
#: The largest file that is read, in bytes, by format; the rest is text, at most 8 MiB.
LARGEST = {"pdf": 64 << 20, "docx": 64 << 20, "odt": 64 << 20, "epub": 64 << 20, "mail": 64 << 20}
LARGEST_TEXT = 8 << 20

_HEAD = 4096
_BY_SUFFIX = {suffix: name for name, suffixes in SUFFIXES.items() for suffix in suffixes}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: First bytes of what is no text, and what it is.
_BINARIES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"8BPS", "a picture (Photoshop)"),
    (b"%!PS", "a PostScript file"),
    (b"\xc5\xd0\xd3\xc6", "a PostScript file (EPS)"),
    (b"SQLite format 3\0", "an SQLite database (a Taguette or QualCoder project?)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"fLaC", "a sound file"),
    (b"\0\0\1\0", "an icon"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\0\1\0\0", "a font"),
    (b"OTTO", "a font"),
    (b"{\\rtf", "an RTF document: save it as .docx"),
)
#: Endings of what is no source, and what it is.
_NO_SOURCES: dict[str, str] = {
    ".json": "JSON, which is data",
    ".jsonl": "JSON lines, which are data",
    ".csv": "a table (CSV)",
    ".tsv": "a table (TSV)",
    ".xlsx": "a spreadsheet",
    ".ods": "a spreadsheet",
    ".xls": "a spreadsheet",
    ".pptx": "a slide show: save it as .pdf",
    ".ppt": "a slide show: save it as .pdf",
    ".odp": "a slide show: save it as .pdf",
    ".rtf": "an RTF document: save it as .docx",
    ".doc": "a Word document of the old kind: save it as .docx",
    ".msg": "an Outlook message: save it as .eml",
    ".mobi": "a Kindle book: convert it to .epub",
    ".bib": "a bibliography (BibTeX)",
    ".bibtex": "a bibliography (BibTeX)",
    ".biblatex": "a bibliography (BibLaTeX)",
    ".ris": "a bibliography (RIS)",
    ".qdc": "a codebook (REFI-QDA)",
    ".qde": "a project of coded texts (REFI-QDA)",
    ".qdpx": "a project of coded texts (REFI-QDA)",
    ".yaml": "YAML, which is data",
    ".yml": "YAML, which is data",
    ".toml": "TOML, which is data",
    ".sqlite3": "an SQLite database",
    ".svg": "a picture (SVG)",
    ".css": "a style sheet",
    ".js": "a program (JavaScript)",
    ".py": "a program (Python)",
    ".xsd": "an XML schema",
}
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*\?>\s*)?(?:<!doctype\s+html|<html\b)", re.IGNORECASE | re.DOTALL
)
_XML = re.compile(r"\s*<\?xml\b|\s*(?:<!--.*?-->\s*)*<[A-Za-z][\w.:-]*(?:\s+xmlns\b|[^<>]*\sxmlns[:=])", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]")
_NOT_ROOT = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\])?[^>]*>", re.DOTALL | re.IGNORECASE)
_JSON = re.compile(r"\s*(?:\{\s*(?:\"[^\"\n]{0,200}\"\s*:|\})|\[\s*(?:\{|\"|\]))")
_MAIL_FIELD = re.compile(rb"(?:From|Date|Subject|To|Received|Return-Path|MIME-Version|Message-ID|Delivered-To):", re.I)
_MAIL_LINES = re.compile(rb"(?:(?:[!-9;-~]+:[^\r\n]*|[ \t][^\r\n]*)\r?\n)+\r?\n?")
_LEAST_FIELDS = 3


def name_format(data: bytes, name: str) -> str:
    """Name the format of a file (a key of `SUFFIXES`) from its bytes and its name's ending.

    Raises ForeignFileError for what is no source, saying what it is, and DocumentRefusedError for what is damaged or
    too large.
    """
    found = _find_format(data, PurePosixPath(name).suffix.lower())
    limit = LARGEST.get(found, LARGEST_TEXT)
    if len(data) > limit:
        raise DocumentRefusedError(f"it has {len(data):,} bytes; of its kind ({found}) at most {limit:,} are read")
    return found


def _find_format(data: bytes, suffix: str) -> str:
    if not data.strip(b"\0 \t\r\n"):
        raise DocumentRefusedError("it is empty")
    if b"%PDF-" in data[:1024] and (suffix == ".pdf" or data.lstrip()[:5] == b"%PDF-"):
        return "pdf"
    if data.startswith(_ZIP):
        return _name_archive(Archive(data), suffix)
    _refuse_binary(data, suffix)
    if suffix == ".pdf":
        raise DocumentRefusedError("it ends in .pdf and is no PDF: it is damaged, or cut off at its beginning")
    by_suffix = _BY_SUFFIX.get(suffix, "")
    if by_suffix in {"docx", "odt", "epub"} and suffix != ".fodt":
        raise DocumentRefusedError(f"it ends in {suffix} and is no ZIP archive, as such documents are: it is damaged")
    return _name_text(data, suffix, by_suffix)


def _refuse_binary(data: bytes, suffix: str) -> None:
    if data.startswith(_OLE):
        what = _NO_SOURCES.get(suffix, "an Office document of the old kind: save it as .docx")
        what = "a Word document of the old kind, or an encrypted one: save it as .docx" if suffix == ".docx" else what
        raise ForeignFileError(f"it is {what}")
    for magic, what in _BINARIES:
        if data.startswith(magic) and not (magic in {b"MZ", b"BZh", b"ID3"} and suffix in _BY_SUFFIX):
            raise ForeignFileError(f"it is {what}, no source")
    if data[8:12] == b"WEBP" or data[4:12] in {b"ftypheic", b"ftypavif", b"ftypisom", b"ftypmp42"}:
        raise ForeignFileError("it is a picture or a film, no source")


def _name_archive(archive: Archive, suffix: str) -> str:
    """Tell what a ZIP archive holds by its members' names, as the formats' specifications have them."""
    if archive.find("mimetype"):
        kind = archive.read("mimetype")[:200].strip()
        if kind == b"application/epub+zip":
            return "epub"
        if kind.startswith(b"application/vnd.oasis.opendocument.text"):
            return "odt"
        if kind.startswith(b"application/vnd.oasis.opendocument."):
            raise ForeignFileError(f"it is an OpenDocument file of another kind ({kind.decode(errors='replace')})")
    for member, format_ in (("word/document.xml", "docx"), ("META-INF/container.xml", "epub")):
        if archive.find(member):
            return format_
    for member, what in (
        ("project.qde", "a project of coded texts (REFI-QDA)"),
        ("xl/workbook.xml", "a spreadsheet"),
        ("ppt/presentation.xml", "a slide show: save it as .pdf"),
    ):
        if archive.find(member):
            raise ForeignFileError(f"it is {what}, no source")
    if suffix in SUFFIXES["docx"] and archive.find("[Content_Types].xml"):
        return "docx"  # its main part may have another name
    raise ForeignFileError("it is a ZIP archive of something else: unpack it and add what is in it")


def _name_text(data: bytes, suffix: str, by_suffix: str) -> str:
    if suffix in _NO_SOURCES and suffix not in {".doc", ".svg"}:
        raise ForeignFileError(f"it is {_NO_SOURCES[suffix]}, no source")
    head = decode_page(data[: _HEAD * 4]).lstrip("\ufeff")[:_HEAD]
    if _HTML.match(head):
        return "html"
    if by_suffix == "mail" or (not by_suffix and _is_mail(data)):
        if not _is_mail(data):
            raise DocumentRefusedError("it ends in .eml and does not begin with the header of a mail")
        return "mail"
    if (by_suffix in {"tei", "odt"} or _XML.match(head)) and by_suffix not in {"markdown", "html"}:
        return _name_xml(head)
    if by_suffix in {"text", ""} and _JSON.match(head) and suffix != ".text":
        raise ForeignFileError("it is JSON, which is data, no source")
    if by_suffix in {"text", "html", "markdown"}:
        return by_suffix
    raise ForeignFileError(_describe_unknown(suffix))


def _is_mail(data: bytes) -> bool:
    head = _MAIL_LINES.match(data[: 64 * 1024])
    if head is None:
        return False
    names = {line.split(b":")[0].lower() for line in head[0].splitlines() if _MAIL_FIELD.match(line)}
    return len(names) >= _LEAST_FIELDS or {b"from", b"subject"} <= names or {b"from", b"date"} <= names


def _name_xml(head: str) -> str:
    match = _ROOT.search(_NOT_ROOT.sub("", head))
    root = match[1] if match else ""
    if root in {"TEI", "TEI.2", "teiCorpus"}:
        return "tei"
    if root == "document" and "opendocument" in head:
        return "odt"
    named = {"svg": "a picture (SVG)", "rss": "a news feed", "feed": "a news feed", "Project": "a REFI-QDA project"}
    what = named.get(root) or (
        f"XML of a kind that is not read (its root is <{root}>)" if root else "XML without a root"
    )
    raise ForeignFileError(f"it is {what}; of XML, TEI documents are read")


def _describe_unknown(suffix: str) -> str:
    endings = ", ".join(suffix for suffixes in SUFFIXES.values() for suffix in suffixes[:1])
    return (
        f"it ends in {suffix or 'nothing'}, and its bytes do not tell what it is; files that are read end in {endings}"
    )
