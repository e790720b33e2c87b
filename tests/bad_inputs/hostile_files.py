"""Hostile files for `add`, each made here byte by byte: by its number in BAD_INPUTS.md, section 7, and by its name.

A file's name begins with its number, or with ``X`` where the list has none; `ENDS` says how it ends and why.
"""

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

SENTENCES = (
    "The council of the harbour met on Monday and kept its agreement with the lighthouse keepers. "
    "It said that the pier would be repaired before the winter, and that nobody had to leave. "
)
_PARAGRAPH = f"<p>{SENTENCES}</p>"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A hostile file: how it is made, and how it ends: ``added``, ``skipped``, or either; a word of the reason."""

    make: Callable[[], bytes]
    ends: str = "added"
    reason: str = ""


def write_page(body: str, title: str = "A page of the harbour", head: str = "", encoding: str = "utf-8") -> bytes:
    """Write an HTML page with three paragraphs and what a case puts behind them."""
    filling = "".join(f"<p>{SENTENCES} Paragraph {number} says so in words of its own.</p>" for number in range(3))
    page = f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{filling}{body}</body></html>"
    return page.encode(encoding)


def write_note(body: str, title: str = "# A note on the harbour") -> bytes:
    """Write a text with two paragraphs and what a case puts between them."""
    return f"{title}\n\n{SENTENCES}\n\n{body}\n\n{SENTENCES}\n".encode()


# Archives: written by hand where zipfile would not lie.

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")


@dataclass(frozen=True, slots=True)
class _Member:
    name: bytes
    content: bytes = b"x"
    claimed: int | None = None
    flags: int = 0
    mode: int = 0
    at: int | None = None


def _write_archive(*members: _Member) -> bytes:
    """Write an archive of members as they are told, right or wrong (APPNOTE.TXT, 4.3)."""
    out, directory = b"", b""
    for member in members:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(member.content) + packer.flush()
        size = len(member.content) if member.claimed is None else member.claimed
        sums = (zlib.crc32(member.content), len(packed), size)
        place, flags = len(out) if member.at is None else member.at, member.flags | 0x800
        if member.at is None:
            out += _LOCAL.pack(b"PK\3\4", 20, flags, 8, 0, 33, *sums, len(member.name), 0) + member.name + packed
        tail = (len(member.name), 0, 0, 0, 0, member.mode << 16, place)
        directory += _CENTRAL.pack(b"PK\1\2", 0x314, 20, flags, 8, 0, 33, *sums, *tail) + member.name
    count = len(members) % 65_536
    return out + directory + _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), len(out), 0)


def _zip(parts: Mapping[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORDS = "".join(f"<w:p><w:r><w:t>{SENTENCES}Part {number}.</w:t></w:r></w:p>" for number in range(3))


def _docx(body: str = _WORDS, before: str = "", **others: str | bytes) -> bytes:
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{before}<w:document {_WORD}><w:body>{body}</w:body></w:document>",
    }
    return _zip(parts | {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in others.items()})


def _word_member(**member: object) -> bytes:
    """Write a Word document whose archive has one more member, a bad one."""
    document = f"<w:document {_WORD}><w:body>{_WORDS}</w:body></w:document>".encode()
    return _write_archive(_Member(b"word/document.xml", document), _Member(**member))  # type: ignore[arg-type]


_TEMPLATE = (
    f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r" Type="{_OFFICE}/attachedTemplate" '
    'Target="http://127.0.0.1:9/evil.dotm" TargetMode="External"/></Relationships>'
)
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
)


def _odt(body: str) -> bytes:
    content = f"<office:document-content {_SPACES}><office:body><office:text>{body}"
    content += f"{f'<text:p>{SENTENCES}</text:p>' * 3}</office:text></office:body></office:document-content>"
    return _zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def _epub(chapter: str, items: int = 1, before: str = "") -> bytes:
    spine = '<itemref idref="i"/>' * items
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>'
        f'<item id="i" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine>{spine}</spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="book.opf"/></rootfiles></container>'
    )
    page = f'{before}<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{chapter}</body></html>'
    kind = {"mimetype": "application/epub+zip", "META-INF/container.xml": container}
    return _zip({**kind, "book.opf": package, "a.xhtml": page})


def _laughs(root: str) -> str:
    pairs = zip("abcdefghi", "bcdefghij", strict=True)
    return f"<!DOCTYPE {root} [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in pairs) + "]>"


def _tei(body: str, before: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{before}<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>'
        f"{body}</body></text></TEI>"
    ).encode()


# PDF files.


def _pdf(*objects: bytes) -> bytes:
    """Write a PDF of objects 1, 2, … (the first is the catalogue)."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def _stream(content: bytes, head: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (head, len(content), content)


_SHOWN = b"BT /F 12 Tf 40 300 Td (%s) Tj ET" % SENTENCES.encode()
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_DOT = _stream(b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8")


def _pages(
    content: bytes = _SHOWN, kids: bytes = b"[3 0 R]", count: int = 1, more: bytes = b"", packing: bytes = b""
) -> bytes:
    return _pdf(
        b"<</Type/Catalog/Pages 2 0 R%s>>" % more,
        b"<</Type/Pages/Kids %s/Count %d>>" % (kids, count),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 400]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>"
        b"/XObject<</I 6 0 R>>>>>>",
        _stream(content, packing),
        _FONT,
        _DOT,
    )


def _pdf_of_forms(levels: int) -> bytes:
    """A page that draws a form, which draws another one ten times, and so on: ten to the power of `levels` words."""
    forms = [
        _stream(
            b"/I Do " * 10,
            b"/Type/XObject/Subtype/Form/BBox[0 0 400 400]/Resources<</XObject<</I %d 0 R>>>>" % (7 + level),
        )
        for level in range(levels)
    ]
    last = _stream(_SHOWN, b"/Type/XObject/Subtype/Form/BBox[0 0 400 400]/Resources<</Font<</F 5 0 R>>>>")
    return _pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 400]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>"
        b"/XObject<</I 6 0 R>>>>>>",
        _stream(b"/I Do " + _SHOWN),
        _FONT,
        *forms,
        last,
    )


def _lock_pdf() -> bytes:
    import pikepdf

    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(_pages())) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="owner", user="secret"))
    return locked.getvalue()


_SCRIPT = b"/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(app.alert\\(1\\))>>]>>>>"

# Mails.

_HEADER = "From: Jane Doe <jane@example.org>\nSubject: The harbour\nDate: Fri, 20 Nov 2026 10:00:00 +0000\n"


def _mail(body: str, header: str = "") -> bytes:
    return f"{_HEADER}{header}MIME-Version: 1.0\n{body}".encode()


def _nest_mail(levels: int) -> str:
    opening = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(levels))
    return opening + f"Content-Type: text/plain\n\n{SENTENCES}\n"


def _attach(name: str, data: bytes, kind: str) -> bytes:
    part = f"--b\nContent-Type: {kind}\nContent-Disposition: attachment; filename={name}\n"
    packed = base64.encodebytes(data).decode()
    return _mail(
        f"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n{SENTENCES}\n\n{part}"
        f"Content-Transfer-Encoding: base64\n\n{packed}\n--b--\n"
    )


# Pictures and fonts.


def _png(side: int) -> bytes:
    """Write a black picture of `side` times `side` pixels, one bit each."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((side // 8 + 1) * side), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _gif(frames: int) -> bytes:
    frame = b"\x2c\0\0\0\0\1\0\1\0\0\2\2D\1\0"
    return b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + frame * frames + b";"


_RUSSIAN = "Министр заявил в понедельник, что стороны договорились снова встретиться осенью этого года. " * 3


def _lie(charset: str, encoding: str) -> bytes:
    """Write a Russian page that says it is in one encoding and is in another."""
    return write_page(f"<p>{_RUSSIAN}</p>" * 3, "Министр и стороны", f"<meta charset={charset}>", encoding)


def _repeat(text: str, size: int) -> str:
    return text * (size // len(text))


ENDS: dict[str, Hostile] = {
    "B20 thousand.html": Hostile(lambda: write_page("<div>" * 1_000 + _PARAGRAPH)),
    "B21 hundred-thousand.html": Hostile(
        lambda: b"<div>" * 100_000 + _PARAGRAPH.encode(), "skipped", "no running text"
    ),
    "B22 brackets.html": Hostile(lambda: write_page("[" * 100_000)),
    "B22 brackets.md": Hostile(lambda: write_note("[" * 100_000), "either"),
    "B23 sections.html": Hostile(lambda: b"<![" * 20_000 + write_page("")),
    "B23 sections.md": Hostile(lambda: write_note("<![" * 20_000), "either"),
    "B24 links.html": Hostile(lambda: write_page("<a " * 50_000)),
    "B24 links.md": Hostile(lambda: write_note("<a " * 50_000), "either"),
    "B25 lists.html": Hostile(lambda: write_page("<ul><li>" * 600 + "x")),
    "B25 lists.md": Hostile(lambda: write_note("".join(f"{'  ' * level}- a pier\n" for level in range(600))), "either"),
    "B26 line.html": Hostile(lambda: write_page(f"<p>{'pier ' * 250_000}</p>")),
    "B26 line.txt": Hostile(lambda: write_note(SENTENCES * 6_000), "skipped", "1,000,000 characters"),
    "B26 line.md": Hostile(lambda: write_note(SENTENCES * 6_000)),
    "B27 columns.html": Hostile(lambda: write_page(f"<table><tr>{'<td>x</td>' * 20_000}</tr></table>")),
    "B27 columns.md": Hostile(lambda: write_note(f"|{'a|' * 20_000}\n|{'-|' * 20_000}\n"), "either"),
    "B28 span.html": Hostile(
        lambda: write_page("<table><tr><td colspan=1000000 rowspan=1000000>x</td><td>y</td></tr></table>")
    ),
    "B29 headings.html": Hostile(lambda: write_page("<h2>The pier</h2>" * 10_000)),
    "B29 headings.md": Hostile(lambda: write_note("## The pier\n\n" * 10_000), "either"),
    "B30 start.html": Hostile(lambda: write_page(f"<ol start=99999999999><li>{SENTENCES}</li></ol>")),
    "B30 start.md": Hostile(lambda: write_note(f"999999999. {SENTENCES}")),
    "B31 unclosed.html": Hostile(lambda: write_page("<b><i><p><td>" * 5_000)),
    "B31 unclosed.md": Hostile(lambda: write_note("<b>pier\n" * 20_000), "either"),
    "B32 ampersands.html": Hostile(lambda: write_page("&" * 100_000)),
    "B32 ampersands.md": Hostile(lambda: write_note("&" * 100_000), "either"),
    "C01 direction.html": Hostile(lambda: write_page("", "The \u202etreaty\u202c of the harbour")),
    "C02 isolates.html": Hostile(lambda: write_page(f"<p>\u2067\u2066{SENTENCES}</p>")),
    "C03 width.html": Hostile(lambda: write_page(f"<p>The har\u200bbour. {SENTENCES}</p>")),
    "C04 look-alikes.html": Hostile(
        lambda: write_page("", head="<link rel=canonical href='https://ex\u0430mple.org/pier'>")
    ),
    "C05 tags.html": Hostile(lambda: write_page(f"<p>{SENTENCES}\U000e0041\U000e0042</p>")),
    "C06 surrogate.html": Hostile(lambda: write_page(f"<p>&#xD800; {SENTENCES}</p>")),
    "C07 accents.html": Hostile(lambda: write_page(f"<p>The pier{chr(0x301) * 2_000}. {SENTENCES}</p>")),
    "C08 caf\u00e9.html": Hostile(lambda: write_page("<p>The first of two names.</p>", "The caf\u00e9 on the pier")),
    "C08 cafe\u0301.html": Hostile(lambda: write_page("<p>The other of two names.</p>", "The cafe\u0301 at the quay")),
    "C09 harbour.txt": Hostile(lambda: write_note("The pier in small letters.", "Harbour, small")),
    "C09 HARBOUR.txt": Hostile(lambda: write_note("The pier in capitals.", "Harbour, capital")),
    "C10 scripts.html": Hostile(lambda: write_page(f"<p>ทะเลสาบ 湖 🏞 {SENTENCES}</p>")),
    "C11 arabic.html": Hostile(lambda: write_page(f"<p>{'قال الأمين العام إن المحادثات ستستأنف. ' * 4}</p>")),
    "C12 controls.txt": Hostile(lambda: write_note(f"The bell \x08\x1b[31m rang. {SENTENCES}")),
    "D14 bomb.docx": Hostile(lambda: _word_member(name=b"word/a.xml", content=bytes(200 << 20)), "skipped", "bomb"),
    "D15 overlap.docx": Hostile(
        lambda: _write_archive(
            *[
                _Member(b"word/document.xml", bytes(90_000)),
                *[_Member(b"%d" % n, bytes(90_000), at=0) for n in range(99)],
            ]
        ),
        "skipped",
        "overlap",
    ),
    "D16 outside.docx": Hostile(lambda: _word_member(name=b"../evil.xml"), "skipped", "leads out"),
    "D17 link.docx": Hostile(lambda: _word_member(name=b"a", mode=0o120777), "skipped", "symbolic link"),
    "D18 nul.docx": Hostile(lambda: _word_member(name=b"a\0b"), "skipped", "leads out"),
    "D18 drive.docx": Hostile(lambda: _word_member(name=b"C:\\x"), "skipped", "leads out"),
    "D19 twice.docx": Hostile(lambda: _word_member(name=b"word/document.xml"), "skipped", "twice"),
    "D20 locked.docx": Hostile(lambda: _word_member(name=b"a.xml", flags=1), "skipped", "encrypted"),
    "D21 cut.docx": Hostile(lambda: _docx()[:-40], "skipped", "cut-off"),
    "D21 cut.epub": Hostile(lambda: _epub(_PARAGRAPH)[:300], "skipped", "cut-off"),
    "D22 laughs.epub": Hostile(lambda: _epub("<p>&j;</p>", before=_laughs("html")), "skipped", "entities"),
    "D22 laughs.xml": Hostile(lambda: _tei("<p>&j;</p>", _laughs("TEI")), "skipped", "DTD"),
    "D23 entity.docx": Hostile(
        lambda: _docx(before='<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "skipped", "DTD"
    ),
    "D24 template.docx": Hostile(
        lambda: _docx(word___rels__document_xml_rels="x", word___rels__settings_xml=_TEMPLATE)
    ),
    "D25 project.qdpx": Hostile(
        lambda: _zip({"project.qde": '<Project><Sources><TextSource path="file:///etc/passwd"/></Sources></Project>'}),
        "skipped",
        "REFI-QDA",
    ),
    "D26 members.epub": Hostile(
        lambda: _write_archive(*[_Member(b"m%d" % n, b"") for n in range(20_000)]), "skipped", "20,000"
    ),
    "D27 script.pdf": Hostile(lambda: _pages(more=_SCRIPT)),
    "D27 locked.pdf": Hostile(_lock_pdf, "skipped", "encrypted"),
    "D27 loop.pdf": Hostile(lambda: _pages(kids=b"[2 0 R 2 0 R]", count=1_000_000), "skipped", "1,000,000 pages"),
    "D27 small-loop.pdf": Hostile(lambda: _pages(kids=b"[2 0 R 3 0 R 2 0 R]", count=3_000), "either"),
    "D28 picture.png": Hostile(lambda: _png(12_000), "skipped", "PNG"),
    "D29 eps.png": Hostile(lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n(x) run\n", "skipped", "PostScript"),
    "D30 frames.gif": Hostile(lambda: _gif(100_000), "skipped", "GIF"),
    "D31 font.ttf": Hostile(lambda: b"\0\1\0\0\xff\xff" * 99, "skipped", "font"),
    # What the list has no number for.
    "X scan.pdf": Hostile(lambda: _pages(b"q 300 0 0 300 0 0 cm /I Do Q"), "skipped", "no text layer"),
    "X damaged.pdf": Hostile(lambda: b"%PDF-1.7\n" + bytes(range(256)) * 99, "skipped", "damaged"),
    "X cut.pdf": Hostile(lambda: _pages()[:250], "skipped", ""),
    "X depth.pdf": Hostile(lambda: _pages(b"[" * 500_000 + _SHOWN), "either"),
    "X pages.pdf": Hostile(lambda: _pages(kids=b"[" + b"3 0 R " * 3_000 + b"]", count=3_000), "either"),
    "X charset-windows.html": Hostile(lambda: _lie("utf-8", "cp1251")),
    "X charset-utf8.html": Hostile(lambda: _lie("iso-8859-1", "utf-8")),
    "X charset-utf16.html": Hostile(lambda: _lie("windows-1252", "utf-16")),
    "X charset-koi8.html": Hostile(lambda: _lie("shift_jis", "koi8-r")),
    "X charset-unknown.html": Hostile(lambda: _lie("x-no-such-thing", "utf-8")),
    "X charset-utf7.html": Hostile(lambda: _lie("utf-7", "utf-8")),
    "X charset-random.html": Hostile(lambda: zlib.compress(write_page(_RUSSIAN), 9) * 9, "skipped", ""),
    "X fifty-megabytes.html": Hostile(
        lambda: write_page(_repeat(_PARAGRAPH, 50 << 20)), "skipped", "at most 8,388,608"
    ),
    "X hundred-megabytes.html": Hostile(lambda: bytes(100 << 20), "skipped", "67,108,864"),
    "X nul.html": Hostile(lambda: b"\0" * 1_000, "skipped", "empty"),
    "X table.docx": Hostile(
        lambda: _docx("<w:tbl><w:tr><w:tc>" * 3_000 + "</w:tc></w:tr></w:tbl>" * 3_000), "skipped", "deep"
    ),
    "X runs.docx": Hostile(
        lambda: _docx(f"<w:p>{''.join(f'<w:r><w:t>{number * 7919} </w:t></w:r>' for number in range(50_000))}</w:p>"),
        "either",
    ),
    "X blanks.odt": Hostile(
        lambda: _odt(f'<text:p>a<text:s text:c="999999999"/>{"<text:s/>" * 100_000}b</text:p>'), "either"
    ),
    "X repeats.odt": Hostile(
        lambda: _odt(
            '<table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell '
            'table:number-columns-repeated="1000000"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'
        ),
        "either",
    ),
    "X spine.epub": Hostile(lambda: _epub(_PARAGRAPH * 20, items=50_000), "either"),
    "X depth.xml": Hostile(lambda: _tei("<div>" * 3_000 + f"<p>{SENTENCES}</p>" + "</div>" * 3_000), "skipped", "deep"),
    "X nested.eml": Hostile(lambda: _mail(_nest_mail(2_000)), "skipped", "nested"),
    "X mails.eml": Hostile(lambda: _mail("Content-Type: message/rfc822\n\n" * 2_000 + SENTENCES), "skipped", "nested"),
    "X type.eml": Hostile(lambda: _mail(f"Content-Type: text/plain{';a=b' * 3_000}\n\n{SENTENCES}"), "either"),
    "X parts.eml": Hostile(
        lambda: _mail("Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * 50_000), "skipped", "500 parts"
    ),
    "X header.eml": Hostile(lambda: _mail(f"\n{SENTENCES}\n{SENTENCES}\n", f"To: {'a@example.org, ' * 60_000}x\n")),
    "X bcc.eml": Hostile(
        lambda: _mail(f"\n{SENTENCES}\n{SENTENCES}\n").replace(b"The harbour", b"=?utf-8?q?x=0aBcc:_evil@e.example?=")
    ),
    "X bomb.eml": Hostile(
        lambda: _attach("bomb.docx", _word_member(name=b"word/a.xml", content=bytes(150 << 20)), "application/zip")
    ),
}
#: PDF files that take their reader's memory: nothing can be asked beforehand of what they will take.
DEADLY: dict[str, Hostile] = {
    "X forms.pdf": Hostile(lambda: _pdf_of_forms(9), "skipped"),
    "X bomb.pdf": Hostile(
        lambda: _pages(zlib.compress(b"BT /F 1 Tf " + b"(pier) Tj " * (12 << 20), 9), packing=b"/Filter/FlateDecode"),
        "skipped",
    ),
}
_LINES = [f"The {number * 7919}th keeper of the pier wrote home. {SENTENCES * 2}" for number in range(9_500)]
#: Files of nearly as much text as is read, in each format, and two of more.
LONG: dict[str, Hostile] = {
    "X most.txt": Hostile(lambda: write_note("\n\n".join(_LINES))),
    "X most.md": Hostile(lambda: write_note("\n\n".join(_LINES))),
    "X most.html": Hostile(lambda: write_page("".join(f"<p>{line}</p>" for line in _LINES))),
    "X most.docx": Hostile(lambda: _docx("".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in _LINES))),
    "X most.odt": Hostile(lambda: _odt("".join(f"<text:p>{line}</text:p>" for line in _LINES))),
    "X most.epub": Hostile(lambda: _epub("".join(f"<p>{line}</p>" for line in _LINES))),
    "X cyrillic.txt": Hostile(lambda: write_note("\n\n".join(f"{n}. {_RUSSIAN}" for n in range(14_000)))),
    "X long.docx": Hostile(
        lambda: _docx("".join(_WORDS.replace("Part ", f"Part {n * 7919} and ") for n in range(9_000))),
        "skipped",
        "at most 4,000,000",
    ),
    "X long.txt": Hostile(
        lambda: write_note("\n\n".join(f"{SENTENCES}{n}. {SENTENCES}" for n in range(15_000))),
        "skipped",
        "at most 4,000,000",
    ),
}
#: What comes in a hostile mail, as `add` names it behind its mail: how it ends, and a word of the reason.
PARTS = {"X bomb.eml/bomb.docx": ("skipped", "bomb")}
#: Pages with nothing wrong about them, which every run must add: first, in the middle and last by name.
SOUND = {
    "A sound.html": write_page("<p>The first sound page.</p>", "The harbour in spring"),
    "D sound.txt": write_note("The second sound page.", "The harbour in autumn"),
    "Z sound.md": write_note("The third sound page.", "# The harbour in winter"),
}
