"""How well documents come in: paragraphs of printed reports found whole, and passages that their own file proves.

``python tests/quality/measure_formats.py`` prints the rows.
"""

import re
from pathlib import Path

from quality_rows import QualityRow

from briefgen.formats.html_pieces import read_html_pieces
from briefgen.formats.html_text import parse_page
from briefgen.grammar.encoding import decode_page
from briefgen.grammar.plain_text import normalise_text
from briefgen.ingest.draft import read_page
from briefgen.ingest.page import Draft
from briefgen.ingest.write import OriginalFile, write_markdown
from briefgen.model.evidence import ProofState
from briefgen.model.settings import Settings
from briefgen.proof.original_text import read_original_text
from briefgen.proof.quotation import prepare_original
from briefgen.proof.table_parts import prove_passage
from briefgen.read.defaults import FolderDefaults
from briefgen.read.source import read_source
from shared_data import SHARED

_DATA = SHARED / "data"
_LEAST_LETTERS = 40
#: A report that is there as PDF and as HTML: the latter's paragraphs are what the former should give.
_REPORT = _DATA / "pdf" / "mueller-report-summaries.pdf"
_DOCUMENTS = (("pdf", "*.pdf"), ("docx", "*.docx"), ("docx", "*.md"), ("histate_rdcr_tei", "*.xml"))


def measure() -> tuple[QualityRow, ...]:
    """Measure all documents of shared/data that are no web pages and no flattened text."""
    return (*_measure_paragraphs(), _measure_proof())


def _measure_paragraphs() -> tuple[QualityRow, QualityRow]:
    draft = read_page(_REPORT.read_bytes(), _REPORT.name)
    assert isinstance(draft, Draft)
    found = [_fold(block.text) for block in draft.blocks if block.kind != "heading"]
    page = parse_page(decode_page(_REPORT.with_suffix(".html").read_bytes()))
    pieces = [(piece.kind, _fold(piece.text)) for piece in read_html_pieces(page)]
    wanted = [text for kind, text in pieces if kind != "heading" and len(text) > _LEAST_LETTERS]
    whole = sum(text in set(found) for text in wanted)
    everything = "".join(text for _, text in pieces)
    long = [text for text in found if len(text) > _LEAST_LETTERS]
    foreign = sum(text not in everything for text in long)
    note = f"{whole} of {len(wanted)}; the misses: redactions that part lines, and paragraphs whose footnote numbers"
    return (
        QualityRow("paragraphs recovered exactly", "pdf (one report)", whole / len(wanted), note=f"{note} HTML keeps"),
        QualityRow(
            "blocks with words that the HTML has not in this order",
            "pdf (one report)",
            foreign / len(long),
            is_ceiling=True,
            note=f"{foreign} of {len(long)}: around footnote numbers",
        ),
    )


def _fold(text: str) -> str:
    return re.sub(r"\W", "", normalise_text(text).casefold())


def _measure_proof() -> QualityRow:
    exact = total = files = 0
    for folder, pattern in _DOCUMENTS:
        for path in sorted((_DATA / folder).rglob(pattern)):
            states = _prove_file(path)
            files += bool(states)
            total += len(states)
            exact += states.count(ProofState.EXACT)
    note = f"{exact:,} of {total:,} passages of {files} documents"
    return QualityRow(
        "passages proven exact by their own file", "pdf, docx, markdown, tei", exact / total, 1.0, note=note
    )


def _prove_file(path: Path) -> list[ProofState]:
    """Take a document in, read its source again, and prove each passage; nothing for a file that is refused."""
    data = path.read_bytes()
    draft = read_page(data, path.name)
    if not isinstance(draft, Draft):
        return []
    markdown = write_markdown(draft, OriginalFile(path.name, "0" * 64))
    read = read_source(markdown.encode(), "corpus/sources/a.md", FolderDefaults(), Settings())
    original = prepare_original(read_original_text(data, path.name))
    return [prove_passage(passage, original, {}, "verbatim").state for passage in read.passages]
