"""Small documents of our own in each format, for tests."""

import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from io import BytesIO

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zip_parts(parts: Mapping[str, str | bytes]) -> bytes:
    """Pack parts as an honest archive, in their order."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def make_docx(body: str, **others: str | bytes) -> bytes:
    """Make a Word document of a body's XML; other parts by name, ``__`` for a slash and ``_`` for a full stop."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
    }
    for name, content in others.items():
        parts[name.replace("__", "/").replace("_xml", ".xml")] = content
    return zip_parts(parts)


def wrap_part(root: str, inner: str) -> str:
    """Wrap a part's XML in its root element (``footnotes``, ``styles``, …)."""
    return f"<w:{root} {_W}>{inner}</w:{root}>"


def write_paragraph(text: str, properties: str = "") -> str:
    """Write a Word paragraph of one run."""
    held = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f'<w:p>{held}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def make_odt(body: str, styles: str = "", meta: str = "", **others: str) -> bytes:
    """Make an OpenDocument text of a body's XML."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style", "meta")
    )
    spaces += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    spaces += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    parts: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "meta.xml": f"<office:document-meta {spaces}><office:meta>{meta}</office:meta></office:document-meta>",
    }
    return zip_parts({**parts, **{name.replace("__", "/").replace("_xml", ".xml"): v for name, v in others.items()}})


def make_epub(chapters: dict[str, str], metadata: str = "", extra: str = "", version: str = "3.0") -> bytes:
    """Make an EPUB of chapters (name and HTML body); `extra` are more items of its manifest."""
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf" version="{version}">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">{metadata}'
        f"</metadata><manifest>{items}{extra}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    pages = {
        f"OEBPS/{name}": '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>'
        f"<body>{body}</body></html>"
        for name, body in chapters.items()
    }
    return zip_parts(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OEBPS/book.opf": package, **pages}
    )


def make_mail(plain: str = "", html: str = "", **headers: str) -> EmailMessage:
    """Make a mail; headers by name, ``_`` for a hyphen."""
    message = EmailMessage()
    for name, value in {"From": "Jane Doe <jane@example.org>", "Subject": "Border talks", **headers}.items():
        message[name.replace("_", "-")] = value
    if "Date" not in message:
        message["Date"] = "Fri, 20 Nov 2026 23:30:00 -0500"
    if plain:
        message.set_content(plain)
    if html:
        (message.add_alternative if plain else message.set_content)(html, subtype="html")
    return message


def make_raw_pdf(objects: list[bytes]) -> bytes:
    """Write a PDF of objects 1, 2, … (the first is the catalogue) with a right cross-reference table."""
    out = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + trailer


def make_printed_pdf(html: str) -> bytes:
    """Print HTML as a PDF, as a word processor would: in the face that Debian's Fontconfig brings along."""
    from weasyprint import CSS, HTML

    printed = HTML(string=html).write_pdf(stylesheets=[CSS(string='html { font-family: "DejaVu Serif" }')])
    assert isinstance(printed, bytes)
    return printed
