"""Mails, Markdown notes and TEI documents become sources that they prove."""

from email.message import EmailMessage

from drafted_sources import refuse, take
from made_documents import make_mail

from briefgen.ingest.draft import list_members

_WRAPPED = (
    "The council met on Tuesday and heard three delegations about\nthe border, and nothing was agreed at all.\n\n"
    "- water\n- its price\n\nOn Friday Aman wrote:\n> We were told that the line of 1924 holds, and\n"
    "> that no map is needed.\n"
    "\n-- \nJane\n"
)


def test_a_plain_mail_is_put_together_from_its_lines() -> None:
    """Wrapped lines are paragraphs again, what is quoted is a quotation, and the header says who, when and what."""
    taken = take(make_mail(_WRAPPED, Subject="Re: Fwd: Border talks").as_bytes(), "a.eml")
    assert taken.words == [
        "The council met on Tuesday and heard three delegations about the border, and nothing was agreed at all.",
        "water",
        "its price",
        "On Friday Aman wrote:",
        "We were told that the line of 1924 holds, and that no map is needed.",
        "Jane",
    ]
    assert taken.kinds == ["paragraph", "item", "item", "paragraph", "quotation", "paragraph"]
    assert taken.source.title == "Border talks"
    assert taken.source.author == ("Jane Doe",)
    assert taken.draft.fields["issued"] == "2026-11-20"
    assert "Date" in taken.draft.evidence["issued"]
    assert taken.draft.evidence["author"] == "header: From"


def test_a_mail_in_html_is_read_as_html() -> None:
    """Of a mail in both forms the HTML is taken; its words are found in the mail all the same."""
    html = "<html><body><table><tr><td><p>Dear all,</p><p>The talks <b>ended</b>.</p></td></tr></table></body></html>"
    taken = take(make_mail("Dear all,\n\nThe talks *ended*.\n", html).as_bytes(), "a.eml")
    assert taken.words == ["Dear all,", "The talks ended."]


def test_a_mail_is_read_in_its_character_set() -> None:
    """A body in Windows-1251 and an encoded subject come out as they were written, even where the set is not named."""
    text = "Переговоры по границе прошли во вторник и ничем не закончились."
    message = EmailMessage()
    message["From"] = "Айгерим Образец <a@example.kz>"
    message["Subject"] = "Переговоры"
    message["Date"] = "Tue, 01 Sep 2026 10:00:00 +0600"
    message.set_content(text, charset="windows-1251")
    data = message.as_bytes()
    taken = take(data, "a.eml")
    assert (taken.words, taken.source.title, taken.source.author) == ([text], "Переговоры", ("Айгерим Образец",))
    head = b"From: a@example.org\r\nSubject: x\r\nContent-Type: text/plain; charset=nonsense\r\n\r\n"
    assert take(head + text.encode("cp1251"), "a.eml").words == [text]


def test_attachments_are_files_of_their_own() -> None:
    """Attached files and mails come out with safe names of their own; pictures in the text do not."""
    message = make_mail("See the report.", "<p>See the <img src='cid:x'> report.</p>")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="../../etc/report.pdf")
    message.add_attachment(b"%PDF-1.6", maintype="application", subtype="pdf", filename="report.pdf")
    message.add_attachment("Words.", filename="notes.txt")
    message.add_attachment(make_mail("Inner words."))
    logo = EmailMessage()
    logo.set_content(b"\x89PNG", maintype="image", subtype="png", disposition="inline", filename="logo.png")
    message.attach(logo)
    members = list_members(message.as_bytes(), "a.eml")
    assert [name for name, _ in members] == ["report.pdf", "report-2.pdf", "notes.txt", "message.eml"]
    assert members[0].data == b"%PDF-1.7"
    assert take(members[3].data, "message.eml").words == ["Inner words."]
    assert list_members(b"words", "a.txt") == ()


def test_hostile_mails_are_refused_by_what_is_wrong() -> None:
    """An empty one, an encrypted one and one of endless parts end in a sentence, not in a crash."""
    assert "no text" in refuse(make_mail(" \n").as_bytes(), "a.eml").reason
    locked = b"From: a@b.example\nSubject: x\nContent-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--\n"
    assert "encrypted" in refuse(locked, "a.eml").reason
    deep = b"From: a@b.example\nSubject: x\n"
    for n in range(60):
        deep += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
    assert refuse(deep + b"Content-Type: text/plain\n\nwords\n", "a.eml").reason
    assert list_members(deep, "a.eml") == ()
    odd = b"From: =?utf-8?q?x=0aBcc:_evil@e.example?=\nSubject: =?x?z?\xff?=\nDate: never\n\nWords are here.\n"
    taken = take(odd, "a.eml")
    assert "\n" not in str(taken.draft.fields.get("author", ""))
    assert "issued" not in taken.draft.fields


_NOTE = """---
title: Border talks
author: "[[Jane Doe]]"
date: 2024-05-02
url: https://example.org/talks
tags: [border, water]
---
# Border talks

The [[org/council|council]] met on **Tuesday**, see [the report](https://example.org/r).[^a] ==Nothing== was agreed.
#border ^no-deal

> [!quote] Aman Bekov
> Nothing is agreed until *all* is.

3. three
4. four

| Country | Rounds |
| :-- | --: |
| Kyrgyz \\| Tajik | 12 |

[^a]: Page 7. %%check%%

1986\\. That was the year, 5\\*3 rounds.
"""


def test_a_note_keeps_its_structure_and_loses_its_markup() -> None:
    """Obsidian's links, marks, callouts and comments leave their words; front matter is what the note claims."""
    taken = take(_NOTE.encode(), "a.md")
    assert taken.words == [
        "The council met on Tuesday, see the report. Nothing was agreed. #border ^no-deal",
        "Aman Bekov Nothing is agreed until all is.",
        "three",
        "four",
        "Country Rounds Kyrgyz | Tajik 12",
        "Page 7.",
        "1986. That was the year, 5*3 rounds.",
    ]
    assert taken.kinds == ["paragraph", "quotation", "item", "item", "table", "footnote", "paragraph"]
    assert all(not passage.trailer.tags and not passage.marked for passage in taken.passages)
    assert "[^a]" in taken.markdown
    assert taken.source.title == "Border talks"
    assert taken.source.author == ("Jane Doe",)
    assert taken.source.url == "https://example.org/talks"
    assert taken.draft.fields["issued"] == "2024-05-02"


def test_a_note_with_hostile_front_matter_is_text() -> None:
    """Front matter that cannot be read is not believed, and its words stay."""
    taken = take(b"---\ntitle: &a [*a\n---\n\nThe talks went on.\n", "a.md")
    assert "The talks went on." in taken.words
    assert taken.source.title != "a"


def test_an_endless_line_is_read() -> None:
    """A paragraph of 10,000 words on one line is cut at sentence ends like any other."""
    text = " ".join(f"Sentence {n} is about the long and winding river." for n in range(1200))
    taken = take(text.encode(), "a.md")
    assert " ".join(taken.words) == text


_TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>
<title type="complete">Border talks</title>
<title type="short">Talks</title></titleStmt><publicationStmt><publisher>Sample Office</publisher>
<date when="2008-03">x</date>
</publicationStmt></fileDesc></teiHeader><text><body><div><head>Summary</head><p>The <placeName>council</placeName>
met<note n="1">In May.</note> on <date when="1992-02-03">February 3</date>.</p><list><item>water</item></list>
<figure><graphic url="a.jpg"/><head>The flag</head></figure><quote><p>Nothing is agreed.</p></quote>
<table><row><cell>a</cell><cell>b</cell></row><row><cell>1</cell><cell>2</cell></row></table></div></body></text></TEI>"""


def test_a_tei_document_is_read() -> None:
    """Its text's blocks are kept as what they are, its header's title and date are claims."""
    taken = take(_TEI.encode(), "a.xml")
    assert taken.words == [
        "The council met on February 3.",
        "In May.",
        "water",
        "Nothing is agreed.",
        "a b 1 2",
    ]
    assert taken.dropped == [("The flag", "photo caption")]
    assert "## Summary" in taken.markdown
    assert taken.source.title == "Border talks"
    assert taken.draft.fields["publisher"] == "Sample Office"
    assert taken.draft.fields["issued"] == "2008-03"
    evil = _TEI.replace("<TEI", '<!DOCTYPE TEI [<!ENTITY e SYSTEM "file:///etc/passwd">]><TEI', 1)
    assert "document type" in refuse(evil.encode(), "a.xml").reason
