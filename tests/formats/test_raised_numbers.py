"""Note marks and exponents stay raised, in what is quoted and in what it is proven by, whatever the format."""

import pytest
from drafted_sources import Taken, take
from made_documents import (
    make_docx,
    make_epub,
    make_mail,
    make_odt,
    make_printed_pdf,
    wrap_part,
)

from briefgen.grammar.ids import derive_id
from briefgen.grammar.query_words import split_words
from briefgen.ingest.html_notes import split_number
from briefgen.model.evidence import ProofState
from briefgen.proof.quotation import prepare_original, prove
from briefgen.tagging.words import compile_tokens

_WANTED = "In the 21st round 83,190,556² people on 40 km² refused.¹⁰ NATO³ said no."
_HTML = (
    "In the 21<sup>st</sup> round 83,190,556<sup>2</sup> people on 40 km<sup>2</sup> refused.<sup><i>10</i></sup> "
    "NATO<sup><a href='#n'>3</a></sup> said no."
)


def _run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _make_docx() -> bytes:
    above, styled = '<w:vertAlign w:val="superscript"/>', '<w:rStyle w:val="Hoch"/>'
    runs = [_run("In the 21"), _run("st", above), _run(" round 83,190,556"), _run("2", above), _run(" people on 40 km")]
    runs += [_run("2", styled), _run(" refused."), _run("1", above), _run("0", above), _run(" NATO"), _run("3", above)]
    styles = wrap_part("styles", f'<w:style w:type="character" w:styleId="Hoch"><w:rPr>{above}</w:rPr></w:style>')
    return make_docx(f"<w:p>{''.join(runs)}{_run(' said no.')}</w:p>", word__styles_xml=styles)


def _make_odt() -> bytes:
    places = {"A": "super 58%", "B": "33% 58%", "C": "-33% 58%"}
    styles = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties style:text-position="{place}"/>'
        "</style:style>"
        for name, place in places.items()
    )
    body = _HTML.replace("<sup><a href='#n'>3</a></sup>", "<sup>3</sup>").replace("<i>10</i>", "10")
    body = body.replace("<sup>", '<text:span text:style-name="A">', 3).replace(
        "<sup>", '<text:span text:style-name="B">'
    )
    return make_odt(f"<text:p>{body.replace('</sup>', '</text:span>')}</text:p>", styles)


_TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>{}</p></body></text></TEI>'.format(
        _HTML.replace("<i>10</i>", "10").replace("<a href='#n'>3</a>", "3")
    )
    .replace("<sup>", '<hi rend="superscript">')
    .replace("</sup>", "</hi>")
)
_DOCUMENTS = {
    "a.docx": _make_docx(),
    "a.odt": _make_odt(),
    "a.epub": make_epub({"a.xhtml": f"<p>{_HTML}</p>"}),
    "a.eml": make_mail(html=f"<p>{_HTML}</p>").as_bytes(),
    "a.xml": _TEI.encode(),
    "a.html": f"<h1>Talks</h1><p>{_HTML} {'The talks go on, officials said. ' * 9}</p>".encode(),
}


@pytest.mark.parametrize("name", _DOCUMENTS)
def test_raised_numbers_become_superscript_digits(name: str) -> None:
    """A figure keeps its value before a note's mark, an exponent stays one, ordinals stay, and all of it is proven."""
    assert any(words.startswith(_WANTED) for words in take(_DOCUMENTS[name], name).words)


def _print(body: str) -> Taken:
    style = "sup { font-size: 65%; vertical-align: super; line-height: 0 } body { font: 11pt sans-serif }"
    return take(make_printed_pdf(f"<html lang=en><style>{style}</style><body>{body}</body></html>"), "a.pdf")


def test_raised_numbers_of_a_pdf_become_superscript_digits() -> None:
    """What is printed smaller and above the line is raised, at a line's start and end too."""
    body = _HTML.replace("21<sup>st</sup>", "21st")
    taken = _print(f"<p>{body}</p><p>x</p><p><sup>1</sup>5/16/18 Letter of the office, at 12.<sup>4</sup></p>")
    assert taken.words[0] == _WANTED
    assert taken.words[-1] == "¹5/16/18 Letter of the office, at 12.⁴"


@pytest.mark.parametrize(
    ("part", "is_whole"),
    [("NATO", True), ("83,190,556", False), ("40 km", False), ("40 km²", True), ("refused.", True)],
)
def test_a_note_mark_cuts_no_word_and_an_exponent_does(part: str, is_whole: bool) -> None:
    """Words before a note's mark may be quoted without it; a figure or unit may not lose what may be its exponent."""
    proof = prove([part], prepare_original(_WANTED), "verbatim")
    assert (proof.state is ProofState.EXACT) is is_whole


def test_names_and_words_are_found_before_a_note_mark() -> None:
    """A note's mark is no part of the name or word before it; derived ids are those of plain digits."""
    assert "NATO" in compile_tokens().findall("so said NATO³ twice")
    assert split_words("NATO³ 556² km²") == ("nato", "3", "556", "2", "km2")
    assert derive_id("The pact with NATO³ holds") == derive_id("The pact with NATO3 holds")


def test_a_note_that_opens_with_a_raised_number_is_split() -> None:
    """The raised number that opens a note is its label, not its words."""
    assert split_number("¹² See above", "12") == ("See above", "12")
    assert split_number("²See above", "") == ("See above", "2")
