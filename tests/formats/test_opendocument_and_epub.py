"""OpenDocument texts and EPUB books become sources that they prove."""

import pytest
from drafted_sources import refuse, take
from made_documents import make_epub, make_odt, zip_parts

_ODT = (
    '<text:h text:outline-level="1">The talks</text:h>'
    "<text:p>They began in<text:s/>May<text:tab/>and<text:line-break/>went on."
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    "<text:note-body><text:p>See the report.</text:p></text:note-body></text:note> Nothing came of it.</text:p>"
    '<text:list text:style-name="L1"><text:list-item><text:p>Water</text:p><text:list><text:list-item>'
    "<text:p>its price</text:p></text:list-item></text:list></text:list-item></text:list>"
    '<text:p text:style-name="Quotations">Nothing is agreed.</text:p>'
    '<text:p text:style-name="P1">What was asked</text:p>'
    "<table:table><table:table-row><table:table-cell><text:p>Country</text:p></table:table-cell><table:table-cell>"
    "<text:p>Rounds</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell>"
    "<text:p>Kyrgyzstan</text:p></table:table-cell><table:table-cell><text:p>12</text:p></table:table-cell>"
    "</table:table-row></table:table>"
)
_STYLES = (
    '<style:style style:name="P1" style:parent-style-name="Standard"><style:text-properties fo:font-weight="bold"/>'
    "</style:style>"
)


def test_an_opendocument_text_is_kept_as_it_is() -> None:
    """Headings, lists, quotations, tables and notes come out as such; blanks written as elements are blanks."""
    meta = "<dc:title>Border talks</dc:title><meta:initial-creator>Aigerim Sample</meta:initial-creator>"
    taken = take(make_odt(_ODT, _STYLES, meta), "a.odt")
    assert taken.words == [
        "They began in May and went on. Nothing came of it.",
        "See the report.",
        "Water",
        "its price",
        "Nothing is agreed.",
        "Country Rounds Kyrgyzstan 12",
    ]
    assert taken.kinds == ["paragraph", "footnote", "item", "item", "quotation", "table"]
    assert "went on.[^1] Nothing" in taken.markdown
    assert taken.source.title == "The talks"
    assert taken.source.author == ("Aigerim Sample",)


def test_deleted_text_and_comments_are_no_words() -> None:
    """Tracked deletions and reviewers' notes are left out, tables of contents too; a reader is told."""
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>old words</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>The talks 7</text:p></text:index-body></text:table-of-content>"
        "<text:p>The new<office:annotation><text:p>Really?</text:p></office:annotation> line.</text:p>"
    )
    taken = take(make_odt(body), "a.odt")
    assert taken.words == ["The new line."]
    assert ("Really?", "a reviewer's comment") in taken.dropped
    assert ("The talks 7", "table of contents") in taken.dropped
    assert any("tracked changes" in doubt for doubt in taken.draft.doubts)


def test_hostile_opendocument_texts_are_refused() -> None:
    """Encrypted ones, those with a document type, and what is no text document say what they are."""
    locked = '<m:manifest xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    assert (
        "encrypted"
        in refuse(make_odt("<text:p>x</text:p>", META__INF="x", **{"META-INF/manifest.xml": locked}), "a.odt").reason
    )
    laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>'
    assert "document type" in refuse(make_odt("", content_xml=laughs), "a.odt").reason
    sheet = zip_parts({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})
    assert refuse(sheet, "a.ods").is_foreign


_CHAPTERS = {
    "cover.xhtml": "<h1>Border talks</h1>",
    "nav.xhtml": '<nav><ol><li><a href="c1.xhtml">One</a></li><li><a href="c2.xhtml">Two</a></li>'
    '<li><a href="c3.xhtml">Three</a></li></ol></nav>',
    "c1.xhtml": '<h1>One</h1><p>It began&nbsp;in May<a id="x"/> and <em>went</em> on.</p>'
    '<ol start="3"><li>three</li></ol>',
    "c2.xhtml": "<h1>Two</h1><blockquote><p>Nothing is agreed.</p></blockquote><p>A line<br/>and another.</p>",
}


def test_a_book_is_read_chapter_by_chapter() -> None:
    """Chapters follow the spine; cover and contents are left out; what the book says of itself has evidence."""
    told = (
        "<dc:title>Border talks</dc:title><dc:creator>Jane Doe</dc:creator><dc:creator>Aman Bekov</dc:creator>"
        "<dc:date>2019-05-02</dc:date><dc:language>en</dc:language><dc:publisher>Sample Press</dc:publisher>"
    )
    taken = take(make_epub(_CHAPTERS, told), "a.epub")
    assert taken.words == ["It began in May and went on.", "three", "Nothing is agreed.", "A line and another."]
    assert "3. three" in taken.markdown
    assert "## One" in taken.markdown
    assert taken.source.title == "Border talks"
    assert taken.source.author == ("Jane Doe", "Aman Bekov")
    assert taken.draft.fields["publisher"] == "Sample Press"
    assert taken.draft.fields["issued"] == "2019-05-02"
    assert taken.draft.evidence["publisher"] == "EPUB: dc:publisher"


def test_a_date_that_a_book_does_not_call_its_publication_is_not_certain() -> None:
    """In EPUB 2 a bare date may be of anything; it never becomes a date that is believed."""
    taken = take(make_epub(_CHAPTERS, "<dc:date>2019-05-02</dc:date>", version="2.0"), "a.epub")
    assert taken.draft.fields.get("issued") != "2019-05-02"


@pytest.mark.parametrize("mark", ["<!DOCTYPE html>", '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "x.dtd">'])
def test_a_chapter_may_name_its_document_type(mark: str) -> None:
    """Chapters of old books name XHTML's; it is not read, and named entities are known without it."""
    book = make_epub({"c.xhtml": "<p>x</p>"})
    assert book
    chapter = f"<?xml version='1.0'?>{mark}<html><body><p>caf&eacute; talks</p></body></html>"
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
        "b.opf": '<package version="3.0"><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/>'
        '</manifest><spine><itemref idref="c"/></spine></package>',
    }
    assert take(zip_parts({**parts, "c.xhtml": chapter}), "a.epub").words == ["café talks"]
    laughs = chapter.replace(mark, '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>')
    assert "entities" in refuse(zip_parts({**parts, "c.xhtml": laughs}), "a.epub").reason
    package = parts["b.opf"].replace("<package", '<!DOCTYPE p [<!ENTITY a "ha">]><package')
    assert "document type" in refuse(zip_parts({**parts, "b.opf": package, "c.xhtml": chapter}), "a.epub").reason


def test_a_locked_book_is_refused() -> None:
    """A book under DRM says so; one whose fonts alone are obfuscated is read."""
    for place, is_locked in (("OEBPS/c1.xhtml", True), ("OEBPS/font.otf", False)):
        locked = f'<encryption><EncryptedData><CipherReference URI="{place}"/></EncryptedData></encryption>'
        parts = {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<c><rootfile full-path="OEBPS/b.opf"/></c>',
            "META-INF/encryption.xml": locked,
            "OEBPS/b.opf": '<package><manifest><item id="c" href="c1.xhtml" media-type="text/html"/></manifest><spine>'
            '<itemref idref="c"/></spine></package>',
            "OEBPS/c1.xhtml": "<html><body><p>Words are here.</p></body></html>",
        }
        if is_locked:
            assert "DRM" in refuse(zip_parts(parts), "a.epub").reason
        else:
            assert take(zip_parts(parts), "a.epub").words == ["Words are here."]
