"""Word documents become sources that they prove."""

from drafted_sources import refuse, take
from made_documents import make_docx, wrap_part, write_paragraph

_NUMBERS = wrap_part(
    "numbering",
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>',
)
_STYLES = wrap_part(
    "styles",
    '<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Eigen"><w:name w:val="Own"/><w:basedOn w:val="Kop1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Citaat"><w:name w:val="Quote"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Inhopg1"><w:name w:val="toc 1"/></w:style>',
)
_CORE = (
    '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{}</c:coreProperties>'
)


def _item(text: str, number: int, level: int = 0) -> str:
    return write_paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_blocks_are_kept_as_what_they_are() -> None:
    """Headings of any style, lists, quotations and tables come out as such, in order."""
    body = (
        write_paragraph("The talks", '<w:pStyle w:val="Kop1"/>')
        + write_paragraph("They began in May &amp; went on.")
        + write_paragraph("What was asked", '<w:pStyle w:val="Eigen"/>')
        + _item("Water", 2)
        + _item("and its price", 2, level=1)
        + _item("first", 1)
        + write_paragraph("Nothing is agreed.", '<w:pStyle w:val="Citaat"/>')
        + "<w:tbl><w:tr><w:tc>"
        + write_paragraph("Country")
        + "</w:tc><w:tc>"
        + write_paragraph("Rounds")
        + "</w:tc></w:tr><w:tr><w:tc>"
        + write_paragraph("Kyrgyzstan")
        + "</w:tc><w:tc>"
        + write_paragraph("12")
        + "</w:tc></w:tr></w:tbl>"
    )
    taken = take(make_docx(body, word__numbering_xml=_NUMBERS, word__styles_xml=_STYLES), "a.docx")
    assert taken.source.title == "The talks"
    assert taken.words == [
        "They began in May & went on.",
        "Water",
        "and its price",
        "first",
        "Nothing is agreed.",
        "Country Rounds Kyrgyzstan 12",
    ]
    assert taken.kinds == ["paragraph", "item", "item", "item", "quotation", "table"]
    assert "## What was asked" in taken.markdown


def test_numbered_items_keep_their_number() -> None:
    """A list that begins at four, and goes on after a paragraph between, is numbered as Word numbers it."""
    body = _item("four", 1) + _item("five", 1) + write_paragraph("Between.") + _item("six", 1)
    taken = take(make_docx(body, word__numbering_xml=_NUMBERS), "a.docx")
    assert [line for line in taken.markdown.split("\n") if line[:1].isdigit()] == ["4. four", "5. five", "6. six"]


def test_footnotes_are_passages_and_their_calls_stay() -> None:
    """A note is a passage with its label; its call stands in the text and is no word of it."""
    body = (
        '<w:p><w:r><w:t>The pact</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r>'
        "<w:r><w:t> holds, they say.</w:t></w:r></w:p>"
    )
    notes = wrap_part(
        "footnotes",
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="7">'
        "<w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>See the report.</w:t></w:r></w:p>"
        + write_paragraph("And its annex.")
        + "</w:footnote>",
    )
    taken = take(make_docx(body, word__footnotes_xml=notes), "a.docx")
    assert taken.words == ["The pact holds, they say.", "See the report. And its annex."]
    assert taken.kinds == ["paragraph", "footnote"]
    assert "The pact[^1] holds" in taken.markdown


def test_tracked_changes_read_as_accepted() -> None:
    """Deleted words are no words of the document, inserted and moved ones are; a reader is told."""
    body = (
        "<w:p><w:r><w:t>The </w:t></w:r><w:del><w:r><w:delText>old </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>new </w:t></w:r></w:ins><w:moveFrom><w:r><w:t>here </w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>there </w:t></w:r></w:moveTo><w:r><w:t>line.</w:t></w:r></w:p>"
        '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>One sentence </w:t></w:r></w:p>'
        + write_paragraph("in two halves.")
    )
    taken = take(make_docx(body), "a.docx")
    assert taken.words == ["The new there line.", "One sentence in two halves."]
    assert any("tracked changes" in doubt for doubt in taken.draft.doubts)


def test_signs_breaks_and_boxes_are_text() -> None:
    """Tabs, breaks, hyphens, symbols, fields, links, controls and text boxes give the words that Word shows."""
    body = (
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r></w:p>"
        '<w:p><w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>paper </w:t><w:sym w:font="Symbol" w:char="F061"/></w:r></w:p>'
        "<w:p><w:r><w:t>soft</w:t><w:softHyphen/><w:t>ware</w:t></w:r></w:p>"
        '<w:p><w:hyperlink><w:r><w:t>a link</w:t></w:r></w:hyperlink><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t> on 5</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        "<w:sdt><w:sdtPr/><w:sdtContent>" + write_paragraph("In a control.") + "</w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>Before the box.</w:t></w:r><w:r><w:pict><w:txbxContent>"
        + write_paragraph("In the box.")
        + "</w:txbxContent></w:pict></w:r></w:p>"
    )
    taken = take(make_docx(body), "a.docx")
    assert taken.words == [
        "a b c d",
        "non\u2011paper α",
        "software",
        "a link on 5",
        "In a control.",
        "Before the box.",
        "In the box.",
    ]


def test_margins_comments_and_contents_are_left_out_and_kept_for_inspection() -> None:
    """Headers, reviewers' comments and a table of contents make no passages; nothing of them is lost silently."""
    body = write_paragraph("Chapter one 7", '<w:pStyle w:val="Inhopg1"/>') + write_paragraph("The text itself.")
    comments = wrap_part("comments", f'<w:comment w:id="0">{write_paragraph("Is this so?")}</w:comment>')
    data = make_docx(
        body,
        word__styles_xml=_STYLES,
        word__comments_xml=comments,
        word__header1_xml=wrap_part("hdr", write_paragraph("Draft, not for quotation")),
    )
    taken = take(data, "a.docx")
    assert taken.words == ["The text itself."]
    assert taken.dropped == [
        ("Chapter one 7", "table of contents"),
        ("Draft, not for quotation", "header or footer of the page"),
        ("Is this so?", "a reviewer's comment"),
    ]


def test_properties_are_claims_with_evidence() -> None:
    """Title and author come from the properties unless a program made them up; the date they give proves nothing."""
    told = _CORE.format(
        "<dc:title>Border talks in autumn</dc:title><dc:creator>Aigerim Sample</dc:creator>"
        "<dcterms:created>2021-03-04T10:00:00Z</dcterms:created>"
    )
    taken = take(make_docx(write_paragraph("Words are here."), docProps__core_xml=told), "a.docx")
    assert taken.source.title == "Border talks in autumn"
    assert taken.source.author == ("Aigerim Sample",)
    assert taken.draft.evidence["author"] == "document properties: creator"
    assert taken.draft.fields.get("issued") != "2021-03-04"
    made_up = _CORE.format(
        "<dc:title>Microsoft Word - draft3.doc</dc:title><dc:creator>Microsoft Office User</dc:creator>"
    )
    taken = take(make_docx(write_paragraph("Words are here."), docProps__core_xml=made_up), "a.docx")
    assert taken.source.title == "Words are here."
    assert taken.source.author == ()


def test_what_lies_outside_is_never_looked_at() -> None:
    """A document that names a template and pictures elsewhere is read without them, and says so."""
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://x/attachedTemplate" Target="http://127.0.0.1:9/t.dotm" '
        'TargetMode="External"/>'
        '<Relationship Id="r2" Type="http://x/image" Target="file:///etc/passwd" TargetMode="External"/>'
        '<Relationship Id="r3" Type="http://x/hyperlink" Target="http://example.org/" TargetMode="External"/>'
        "</Relationships>"
    )
    taken = take(make_docx(write_paragraph("Words."), word___rels__document_xml_rels=links), "a.docx")
    assert taken.words == ["Words."]
    taken = take(make_docx(write_paragraph("Words."), **{"word/_rels/document.xml.rels": links}), "a.docx")
    assert "it names 2 files outside itself (pictures, a template); none was fetched" in taken.draft.doubts


def test_entities_and_document_types_are_refused() -> None:
    """XML with a document type is not read at all: it could name files, or grow without end."""
    evil = (
        '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document '
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        "<w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>"
    )
    assert "document type" in refuse(make_docx("", word__document_xml=evil), "a.docx").reason
    wide = evil.encode("utf-16")
    assert "document type" in refuse(make_docx("", word__document_xml=wide), "a.docx").reason
    assert "document type" in refuse(make_docx("", word__styles_xml=evil), "a.docx").reason


def test_broken_documents_are_refused_by_what_is_wrong() -> None:
    """A part that is missing, no XML, or nested without end is named."""
    assert "not well-formed" in refuse(make_docx("<w:p>"), "a.docx").reason
    deep = "<w:sdt><w:sdtContent>" * 200 + "</w:sdtContent></w:sdt>" * 200
    assert "deeper" in refuse(make_docx(deep), "a.docx").reason
    assert refuse(make_docx(""), "a.docx").reason
