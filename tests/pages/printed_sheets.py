"""A printed brief as its sheets show it: pieces of text with place, size, font and colour, and the blocks they make.

Pieces come from PDFium, blocks from the file's own structure (its tags), so that a paragraph is a paragraph however it
is broken over lines and sheets. What the structure does not hold is running matter: heads, feet, ornaments.
"""
# ruff: noqa: ANN401 - pikepdf and PDFium have no types

import ctypes
import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

#: Structure types whose text is one block; text in others belongs to the nearest of these above it.
BLOCKS = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Lbl", "TH", "TD", "Caption", "Reference"})

_SCALE = 2.0  # pixels a point, where a sheet is looked at
_COLUMN_GAP = 14.0
_RAISED = 5.5


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a sheet, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    def overlaps(self, other: "Box") -> tuple[float, float]:
        """How far it reaches into another, sideways and upwards; nothing or less where it does not."""
        return (
            min(self.right, other.right) - max(self.left, other.left),
            min(self.top, other.top) - max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text on a sheet. `number` is that of its marked content, -1 for running matter.

    `baseline` is the height that its letters stand on, `behind` the colour of the area around it.
    """

    sheet: int
    number: int
    text: str
    box: Box
    baseline: float
    size: float
    font: str
    colour: tuple[int, int, int]
    behind: tuple[int, int, int]


@dataclass(slots=True)
class Line:
    """Pieces of one block at one height of one sheet. `part` counts the sheets and columns that the block goes over."""

    sheet: int
    part: int
    pieces: list[Piece]

    @property
    def box(self) -> Box:
        """The rectangle around its pieces."""
        boxes = [piece.box for piece in self.pieces]
        return Box(
            min(box.left for box in boxes),
            min(box.bottom for box in boxes),
            max(box.right for box in boxes),
            max(box.top for box in boxes),
        )

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(piece.text for piece in self.pieces)

    def is_beside(self, other: "Line") -> bool:
        """Whether it stands to the right of another line, at its height: then the two are columns of a list."""
        level = abs(self.pieces[0].baseline - other.pieces[0].baseline) <= _RAISED
        return level and self.sheet == other.sheet and self.box.left > other.box.right


@dataclass(eq=False, slots=True)
class Block:
    """A block of text: its role, the roles above it, its table row's number (-1: none), its pieces in order."""

    role: str
    above: tuple[str, ...]
    row: int = -1
    pieces: list[Piece] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""
        return len(self.role) == 2 and self.role[0] == "H"

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(piece.text for piece in self.pieces)

    def list_lines(self) -> list[Line]:
        """List its lines in reading order; a raised mark belongs to its line, a new sheet or column begins anew."""
        lines: list[Line] = []
        for piece in self.pieces:
            last = lines[-1] if lines else None
            if last is not None and last.sheet == piece.sheet and _goes_on(last.pieces[-1], piece):
                last.pieces.append(piece)
                continue
            begins = last is None or last.sheet != piece.sheet or piece.box.bottom > last.box.top
            part = 0 if last is None else last.part + begins
            lines.append(Line(piece.sheet, part, [piece]))
        return lines


@dataclass(frozen=True, slots=True)
class Sheets:
    """A PDF as read: the sheets' sizes in points, all pieces and blocks, drawings' places, and the file's bytes."""

    sizes: tuple[tuple[float, float], ...]
    pieces: tuple[Piece, ...]
    blocks: tuple[Block, ...]
    figures: tuple[tuple[int, Box], ...]
    pdf: bytes

    def list_running(self, sheet: int) -> list[Piece]:
        """List the pieces of a sheet that are in no block."""
        return [piece for piece in self.pieces if piece.sheet == sheet and piece.number < 0]


def read_sheets(pdf: bytes) -> Sheets:
    """Read a tagged PDF."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        sizes = tuple(page.get_size() for page in document)
        pieces = tuple(piece for number, page in enumerate(document) for piece in _read_pieces(page, number))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        reader = _StructureReader(file, pieces)
        reader.read()
    return Sheets(sizes, pieces, tuple(block for block in reader.blocks if block.pieces), tuple(reader.figures), pdf)


def _read_pieces(page: Any, sheet: int) -> Iterator[Piece]:
    text_page = page.get_textpage()
    picture = page.render(scale=_SCALE).to_pil().convert("RGB")
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=4):
        text = _read_text(thing.raw, text_page.raw)
        if not text.strip():
            continue
        box, baseline, stretch = _place(thing)
        number = pdfium.FPDFPageObj_GetMarkedContentID(thing.raw)
        colour, behind = _read_colour(thing.raw), _find_ground(picture, box)
        size, font = _read_size(thing, stretch), _read_font(thing.raw)
        yield Piece(sheet, number, text, box, baseline, size, font, colour, behind)


def _place(thing: Any) -> tuple[Box, float, float]:
    """Find where text stands on the sheet and on which line, through the drawings that it is in, and their scale."""
    left, bottom, right, top = thing.get_bounds()
    corners, stretch = [(left, bottom), (right, top), (left, thing.get_matrix().f)], 1.0
    around = thing.container
    while around is not None:
        matrix = around.get_matrix()
        corners = [(matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f) for x, y in corners]
        stretch *= (matrix.c**2 + matrix.d**2) ** 0.5
        around = around.container
    (left, bottom), (right, top), (_, baseline) = corners
    box = Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    return box, baseline, stretch


def _find_ground(picture: Any, box: Box) -> tuple[int, int, int]:
    """Find the colour that text stands on: the one that fills most of its surroundings."""
    height = picture.size[1]
    edges = (box.left - 1.5) * _SCALE, height - (box.top + 1.5) * _SCALE, (box.right + 1.5) * _SCALE
    crop = picture.crop((*map(round, edges), round(height - (box.bottom - 1.5) * _SCALE)))
    counted = crop.getcolors(max(1, crop.size[0] * crop.size[1])) or [(1, (255, 255, 255))]
    colour: tuple[int, int, int] = max(counted)[1]
    return colour


def _read_text(thing: Any, text_page: Any) -> str:
    length = pdfium.FPDFTextObj_GetText(thing, text_page, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFTextObj_GetText(thing, text_page, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def _read_size(thing: Any, stretch: float) -> float:
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(thing.raw, ctypes.byref(size))
    matrix = thing.get_matrix()
    return round(size.value * stretch * (matrix.c**2 + matrix.d**2) ** 0.5, 2)


def _read_font(thing: Any) -> str:
    font = pdfium.FPDFTextObj_GetFont(thing)
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    return buffer.value.decode()


def _read_colour(thing: Any) -> tuple[int, int, int]:
    parts = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetFillColor(thing, *map(ctypes.byref, parts))
    red, green, blue, _ = (part.value for part in parts)
    return red, green, blue


def _goes_on(before: Piece, piece: Piece) -> bool:
    """Whether a piece stands on the line of the one before it: raised or lowered a little, with no column between."""
    across, _ = before.box.overlaps(piece.box)
    return abs(before.baseline - piece.baseline) <= _RAISED and across > -_COLUMN_GAP


class _StructureReader:
    """Walks the structure tree and hands each block the pieces that belong to it."""

    def __init__(self, file: pikepdf.Pdf, pieces: tuple[Piece, ...]) -> None:
        self.file = file
        self.sheets = {page.obj.objgen: number for number, page in enumerate(file.pages)}
        self.pieces: dict[tuple[int, int], list[Piece]] = {}
        for piece in pieces:
            self.pieces.setdefault((piece.sheet, piece.number), []).append(piece)
        self.blocks: list[Block] = []
        self.figures: list[tuple[int, Box]] = []
        self.rows = 0

    def read(self) -> None:
        """Read the whole tree."""
        self._walk(self.file.Root.StructTreeRoot.K, (), None, None, -1)

    def _walk(self, node: Any, above: tuple[str, ...], sheet: int | None, block: Block | None, row: int) -> None:
        if isinstance(node, pikepdf.Array):
            for kid in node:
                self._walk(kid, above, sheet, block, row)
        elif not isinstance(node, pikepdf.Dictionary):
            self._give(int(node), sheet, block)
        elif "/Pg" in node and "/MCID" in node:
            self._give(int(node.MCID), self.sheets[node.Pg.objgen], block)
        elif "/S" in node:
            self._enter(node, above, sheet, block, row)

    def _enter(self, node: Any, above: tuple[str, ...], sheet: int | None, block: Block | None, row: int) -> None:
        role = str(node.S)[1:]
        sheet = self.sheets[node.Pg.objgen] if "/Pg" in node else sheet
        if role == "TR":
            self.rows += 1
            row = self.rows
        if role in BLOCKS:
            block = Block(role, above, row)
            self.blocks.append(block)
        if role == "Figure" and sheet is not None and "/A" in node:
            self.figures.append((sheet, Box(*map(float, node.A.BBox))))
        self._walk(node.get("/K", pikepdf.Array()), (*above, role), sheet, block, row)

    def _give(self, number: int, sheet: int | None, block: Block | None) -> None:
        if block is not None and sheet is not None:
            block.pieces += self.pieces.get((sheet, number), [])
