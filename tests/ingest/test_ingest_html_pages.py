"""Saved HTML pages: structure is kept, claims of the head are believed with their place."""

from ingest_pages import HTML, LONG_SENTENCE, SENTENCE, draft_of, reasons, texts

from briefgen.model.evidence import ProofState
from briefgen.proof.original_text import read_original_text
from briefgen.proof.quotation import prepare_original, prove


def test_blocks_keep_what_they_are() -> None:
    """Paragraphs, quotations, headings, lists and tables come through as such, widgets do not."""
    draft = draft_of(HTML, "page.html")
    assert [block.kind for block in draft.blocks] == [
        "paragraph", "paragraph", "quotation", "heading", "item", "item", "table", "paragraph",
    ]  # fmt: skip
    assert draft.blocks[6].rows == (("Год", "Тонн"), ("2014", "1200"), ("2015", "1530"))
    assert draft.blocks[3].level == 2


def test_the_head_is_read_with_its_evidence() -> None:
    """Meta elements, JSON-LD, canonical link and language give front matter and say so."""
    draft = draft_of(HTML, "page.html")
    assert draft.title == "Парламент одобрил соглашение о транзите"
    assert draft.fields == {
        "type": "article-newspaper",
        "publisher": "Степной вестник",
        "author": ["Ирина Ким"],
        "issued": "2016-11-02",
        "URL": "https://vestnik.example/a/1",
        "language": "ru",
        "rights": {"holder": "Степной вестник"},
    }
    assert draft.evidence["issued"] == "meta: article:published_time"
    assert draft.evidence["title"] == "h1"
    assert draft.evidence["author"] == "JSON-LD: author"


def test_hidden_text_and_widgets_are_dropped_with_their_reason() -> None:
    """What the page hides, its sidebar and its related stories are named in the report."""
    found = reasons(draft_of(HTML, "page.html"))
    assert "hidden on the page" in found.values()
    assert found["Здание парламента. Фото: архив"] == "photo caption"
    popular = next(text for text in found if text.startswith("Самая популярная"))
    assert found[popular] == "sidebar"
    related = next(text for text in found if text.startswith("Таможня отчиталась"))
    assert found[related] == "list of other stories"


def test_paragraphs_stand_in_the_original_word_for_word() -> None:
    """Marked-up words, breaks and entities within a sentence do not change what is quoted."""
    page = (
        "<html><body><h1>On the old bridge</h1><p>The <b>two</b> sides&nbsp;met <a href='/x'>again</a> on "
        "Monday<sup>[1]</sup>, and agreed to<span style='display:none'>, </span>repair the bridge before winter.</p>"
        f"<p>{SENTENCE}<button>Note 2</button> It was late.</p></body></html>"
    )
    original = prepare_original(read_original_text(page.encode(), "page.html"))
    for text in texts(draft_of(page, "page.html")):
        assert prove([text], original, "verbatim").state is ProofState.EXACT


def test_paragraphs_made_of_line_breaks_are_told_apart() -> None:
    """Two breaks in a row end a paragraph, as old pages write them."""
    page = f"<html><body><h1>On the old bridge</h1><div>{SENTENCE}<br><br>{LONG_SENTENCE}</div></body></html>"
    assert len(texts(draft_of(page, "page.html"), "paragraph")) == 2


def test_a_licence_link_is_found() -> None:
    """rel=license gives the SPDX identifier."""
    page = (
        f"<html><body><h1>On the old bridge</h1><p>{SENTENCE * 2}</p>"
        '<p><a rel="license" href="https://creativecommons.org/licenses/by-sa/3.0/">licence</a></p></body></html>'
    )
    draft = draft_of(page, "page.html")
    assert draft.fields["rights"] == {"licence": "CC-BY-SA-3.0"}
    assert draft.evidence["licence"] == "link: license"


def test_a_page_that_misnames_its_language_is_doubted() -> None:
    """The words decide, and the difference is told."""
    page = f'<html lang="ru"><body><h1>On the old bridge</h1><p>{SENTENCE * 3}</p></body></html>'
    draft = draft_of(page, "page.html")
    assert draft.fields["language"] == "en"
    assert any("'ru'" in doubt for doubt in draft.doubts)


def test_a_journal_page_gives_its_volume_and_doi() -> None:
    """Highwire Press tags become the fields of a journal article."""
    tags = {"citation_title": "On bridges", "citation_journal_title": "River Studies", "citation_volume": "7",
            "citation_doi": "10.1000/1", "citation_date": "2008/05", "citation_author": "Kim, Irina"}  # fmt: skip
    metas = "".join(f'<meta name="{name}" content="{value}">' for name, value in tags.items())
    draft = draft_of(
        f"<html><head>{metas}</head><body><h1>On bridges</h1><p>{SENTENCE * 2}</p></body></html>", "p.html"
    )
    assert draft.fields["type"] == "article-journal"
    assert (draft.fields["volume"], draft.fields["DOI"], draft.fields["issued"]) == ("7", "10.1000/1", "2008-05")
    assert draft.fields["author"] == ["Irina Kim"]
