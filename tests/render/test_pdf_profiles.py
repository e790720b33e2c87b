"""The PDF as a file: two profiles in one, what it says of itself, what it carries, and the same bytes each time."""
# ruff: noqa: ANN401 - JSON has no types

import io
import json
import random
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pytest
from laid_out import lay_out
from lxml import etree

import briefgen
from briefgen.files.digest import digest_bytes
from briefgen.model.brief import Brief, Section
from briefgen.model.manifest import Manifest, ManifestExcerpt, ManifestQuery, ManifestSource
from briefgen.model.marking import Marking
from briefgen.model.page import Page, Printed
from briefgen.model.printed_excerpt import ExcerptGroup
from briefgen.render.pdf.enclosures import enclose
from briefgen.render.pdf.printing import print_pdf
from briefgen.render.pdf.streams import ends_in_return
from briefs.made_up import make_brief, make_entry

pytestmark = pytest.mark.slow

PROFILES = (page_validation.ValidationProfile.PDF_UA_1, page_validation.ValidationProfile.PDF_A_3A)
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
MANIFEST = Manifest(
    topic="made-up",
    title="Northern Council and Southern Forum: relations",
    marking=Marking.AMBER,
    form="brief",
    language="en",
    edition="Draft",
    cutoff="2026-11-20",
    queries=(ManifestQuery("", "tag:org/northern"),),
    sources=(ManifestSource(1, "example-1", "What the papers said – «Сводка»", "2009-07", "ab" * 32, Marking.GREEN),),
    excerpts=(ManifestExcerpt("example-1^a", "1a", 1, "cd" * 32, "exact", Marking.AMBER),),
)


@pytest.fixture(scope="module")
def enclosed(page: Page) -> Printed:
    """Return the made-up brief, printed with its manifest."""
    return print_pdf(enclose(page, MANIFEST), "made-up")


def list_failures(pdf: bytes) -> list[str]:
    """List what an independent validator finds against either profile."""
    reports = [page_validation.validate_pdf_bytes(pdf, profile=profile) for profile in PROFILES]
    return [str(failure) for report in reports for failure in report.failures]


def print_words(words: str) -> bytes:
    """Print a brief of one excerpt."""
    groups = (ExcerptGroup("", "g1", (make_entry(1, "a", words, "en"),)),)
    section = Section("excerpts", "Evidence", "part-1", groups=groups)
    return print_pdf(lay_out(make_brief(sections=(section,))), "one").pdf


def open_pdf(printed: Printed) -> pikepdf.Pdf:
    """Open a printed brief."""
    return pikepdf.open(io.BytesIO(printed.pdf))


def read_manifest(printed: Printed) -> Any:
    """Read the manifest that a printed brief carries."""
    with open_pdf(printed) as pdf:
        return json.loads(pdf.attachments["manifest.json"].get_file().read_bytes())


def test_one_file_keeps_to_both_profiles(enclosed: Printed) -> None:
    """The made-up brief with its manifest is PDF/UA-1 and PDF/A-3a at once, and the library has nothing to say."""
    assert list_failures(enclosed.pdf) == []
    assert enclosed.problems == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"sections": ()},
        {"sections": (), "deck": "", "analyst": "", "desk": "", "contact": "", "cutoff": None, "printed": ""},
        {"title": "Қазақстан мен НАТО — «шолу»", "language": "kk", "marking": Marking.RED},
        {"paper": "letter"},
    ],
    ids=["no section", "nothing said", "kazakh", "letter"],
)
def test_odd_briefs_keep_to_both_profiles(changes: dict[str, Any]) -> None:
    """Whatever a brief lacks, the file stays valid."""
    brief: Brief = make_brief(**changes)
    assert list_failures(print_pdf(enclose(lay_out(brief), MANIFEST), "odd").pdf) == []


def test_other_readers_have_no_complaint(enclosed: Printed, tmp_path: Path) -> None:
    """No fault is found by qpdf, and poppler reads and draws every page without a word."""
    if shutil.which("qpdf") is None or shutil.which("pdftoppm") is None:
        pytest.skip("qpdf or poppler-utils is not installed")
    (tmp_path / "a.pdf").write_bytes(enclosed.pdf)
    for command in (
        ["qpdf", "--check", "a.pdf"],
        ["pdftoppm", "-r", "20", "a.pdf", "p"],
        ["pdfinfo", "-struct", "a.pdf"],
    ):
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b""), command


def test_no_stream_ends_in_a_carriage_return() -> None:
    """Streams whose length a validator could misjudge do not occur, however many briefs are printed."""
    chance = random.Random(7)
    for _ in range(12):
        pdf = print_words(" ".join(chance.choice(("talks", "mission", "letter", "council")) for _ in range(60)))
        assert b"\r\nendstream" not in pdf
    assert ends_in_return(b"\x0c")  # Adler-32 of one byte is that byte and one


def test_dates_are_the_print_dates(enclosed: Printed) -> None:
    """Made and changed on the print date, in the file, its metadata and what it carries; an undated page has none."""
    with open_pdf(enclosed) as pdf:
        assert {str(pdf.docinfo[key]) for key in ("/CreationDate", "/ModDate")} == {"D:20261122000000Z"}
        assert pdf.Root.Metadata.read_bytes().count(b"2026-11-22T00:00:00Z") == 2
        carried = pdf.attachments["manifest.json"].get_file()
        assert str(carried.obj.Params.ModDate) == "D:20261122000000Z"
    with open_pdf(print_pdf(lay_out(make_brief(printed="", sections=())), "undated")) as pdf:
        assert not {"/CreationDate", "/ModDate"} & set(pdf.docinfo.keys())


def test_metadata_says_what_the_page_says(enclosed: Printed) -> None:
    """Title, subject, author, language, marking and maker stand in the metadata, uncompressed; profiles are named."""
    with open_pdf(enclosed) as pdf:
        stream = pdf.Root.Metadata
        assert "/Filter" not in stream
        packet = stream.read_bytes()
    tree = etree.fromstring(packet)
    for element, words in (("title", "Northern Council"), ("creator", "A. Analyst"), ("description", "Sample text")):
        assert words in "".join(next(tree.iter(f"{DUBLIN_CORE}{element}")).itertext())
    assert "".join(next(tree.iter(f"{DUBLIN_CORE}language")).itertext()).strip() == "en"
    for words in ("TLP:AMBER", f"briefgen {briefgen.__version__}", "<pdfuaid:part>1</pdfuaid:part>", 'part="3"'):
        assert words.encode() in packet


def test_pages_are_labelled_as_their_feet_say(enclosed: Printed) -> None:
    """Viewers call the sheets 1, 2, 3."""
    with open_pdf(enclosed) as pdf:
        assert [sheet.label for sheet in pdf.pages] == [str(number) for number in range(1, enclosed.pages + 1)]


def test_manifest_tells_what_the_brief_rests_on(page: Page, enclosed: Printed) -> None:
    """It names query, sources, excerpts with digests and proof, what printed it, and the HTML file by its digest."""
    manifest = read_manifest(enclosed)
    assert manifest["format"] == "briefgen-manifest/1"
    assert (manifest["topic"], manifest["marking"], manifest["printed"]) == ("made-up", "TLP:AMBER", "2026-11-22")
    assert manifest["queries"] == [{"section": "", "text": "tag:org/northern"}]
    assert manifest["sources"][0]["title"] == "What the papers said – «Сводка»"
    assert manifest["sources"][0]["marking"] == "TLP:GREEN"
    assert (manifest["excerpts"][0]["mark"], manifest["excerpts"][0]["proof"]) == ("1a", "exact")
    assert manifest["html_sha256"] == digest_bytes(page.html.encode())
    assert manifest["made_with"]["briefgen"] == briefgen.__version__
    assert manifest["made_with"]["weasyprint"].startswith("70.")
    assert all(len(digest) == 64 for digest in manifest["fonts"].values())


def test_manifest_is_tied_to_the_document(enclosed: Printed) -> None:
    """It is an associated file of the whole document, once, as data that the brief was made from."""
    with open_pdf(enclosed) as pdf:
        (file,) = pdf.Root.AF
        assert str(file.AFRelationship) == "/Data"
        assert str(file.UF) == "manifest.json"
        assert str(file.EF.F.Subtype) == "/application/json"


def test_manifest_counts_in_the_digest(page: Page) -> None:
    """A page with another manifest is another page; one that a template broke carries none."""
    other = replace(MANIFEST, queries=())
    assert len({page.digest, enclose(page, MANIFEST).digest, enclose(page, other).digest}) == 3
    broken = Page("", "")
    assert enclose(broken, MANIFEST) is broken


def test_same_page_same_bytes(page: Page, enclosed: Printed) -> None:
    """Printing again gives the same bytes, what it carries included; another print date other ones."""
    assert print_pdf(enclose(page, MANIFEST), "made-up").pdf == enclosed.pdf
    assert print_pdf(replace(enclose(page, MANIFEST), printed="2026-11-23"), "made-up").pdf != enclosed.pdf
