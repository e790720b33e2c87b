"""Ways of finding a page's body: each page gets the one whose outcome is worth most, and nothing is lost silently."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ingest_pages import ENGLISH, HTML, KAZAKH, LONG_SENTENCE, RUSSIAN, SENTENCE, draft_of, texts

from briefgen.ingest.frame import frame_page
from briefgen.ingest.html_page import read_html_page
from briefgen.ingest.page import PageContent, PageOptions
from briefgen.ingest.text_page import read_text_page

NAVIGATION = "<ul><li><a href=/a>World</a></li><li><a href=/b>Opinion</a></li><li><a href=/c>Sport</a></li></ul>"
CLOSING = "Nothing was said about the mill, although both sides had brought drawings of it to the table."
STORY = f"<p>{SENTENCE * 2}</p><p>{LONG_SENTENCE}</p><p>{CLOSING}</p>"


def _teasers(count: int, *, linked: bool) -> str:
    headline = "<a href=/s>Harvest beats forecast again</a>" if linked else "Harvest beats forecast again"
    return "".join(
        f"<h3>{headline} {n}</h3><p>Millers had expected less than {n} silos full of it.</p>" for n in range(count)
    )


def _methods(page: str, name: str = "a.html") -> list[str]:
    return [choice.method for choice in draft_of(page, name).choices]


def test_the_choice_and_its_rivals_are_told() -> None:
    """The chosen way stands first, and each has what it kept and why it was tried."""
    page = f"<body>{NAVIGATION}<div><h1>Talks on the lake</h1><div>{STORY}</div></div>{_teasers(4, linked=True)}</body>"
    choices = draft_of(page, "a.html").choices
    assert choices[0].chosen
    assert not any(choice.chosen for choice in choices[1:])
    assert choices[0].paragraphs == 3
    assert all(choice.words and choice.reason for choice in choices)


def test_text_in_a_narrow_part_is_told_from_stories_beside_it() -> None:
    """Unlinked paragraphs under headlines in another column are none of the text, though they are sentences."""
    letters = "".join(f"<h4>A letter of day {n}</h4><p>On day {n} {LONG_SENTENCE}</p>" for n in range(3))
    page = f"<body>{NAVIGATION}<h1>Talks on the lake</h1><div class=a>{STORY}</div><div>{letters}</div></body>"
    assert not any("On day" in text for text in texts(draft_of(page, "a.html")))


@pytest.mark.parametrize("mark", ["<main>", "<div role=main>", "<div itemprop=articleBody>", "<article>"])
def test_what_the_page_calls_its_text_is_tried(mark: str) -> None:
    """An element that declares the text is one of the ways, or the same as a better one."""
    tag = mark[1:].partition(" ")[0].rstrip(">")
    page = f"<body>{NAVIGATION}<h1>Talks on the lake</h1>{mark}{STORY}</{tag}<p>{SENTENCE}</p></body>"
    assert {"main", "column"} & set(_methods(page))


@pytest.mark.parametrize("linked", [True, False])
def test_teasers_before_the_title_and_after_the_text_go(linked: bool) -> None:
    """Headlines with one paragraph each are other stories, above the text and below it."""
    page = f"<body>{_teasers(4, linked=linked)}<h1>Talks on the lake</h1>{STORY}{_teasers(4, linked=linked)}</body>"
    draft = draft_of(page, "a.html")
    assert not any("Millers" in text for text in texts(draft))
    assert len(texts(draft, "paragraph")) == 3


def test_a_second_story_on_the_page_is_left_out_and_said() -> None:
    """Where a page goes on with another story, the first one ends, and a doubt says so."""
    told = STORY.replace("delegations", "teams")
    other = f"<article><h1>Another place, another day</h1><p>3 May 2016</p>{told}</article>"
    page = f"<body><article><h1>Talks on the lake</h1><p>7 May 2016</p>{STORY}</article>{other}</body>"
    draft = draft_of(page, "a.html")
    assert not any("teams" in text for text in texts(draft))
    assert any("another story" in doubt or "outside the article" in doubt for doubt in draft.doubts)


def test_a_second_story_in_flattened_text_is_left_out_and_said() -> None:
    """A headline with a date below it, after a text that began so too, opens another story."""
    first = f"Talks on the lake begin again\n7 May 2016\n\n{SENTENCE}\n\n{LONG_SENTENCE}\n\n{CLOSING}\n"
    second = f"Another place on another day\n3 May 2016\n\nThe teams met. {SENTENCE}\n\nThey ate. {LONG_SENTENCE}\n"
    draft = draft_of(f"Share\nPrint\n\n{first}\n{second}")
    assert draft.title == "Talks on the lake begin again"
    assert not any("teams" in text for text in texts(draft))
    assert any("another story begins" in doubt for doubt in draft.doubts)


def test_a_text_without_a_frame_is_kept_whole() -> None:
    """A bare text keeps every line but its title and symbol: adopted dates, clauses said twice, closing lines."""
    page = (
        "COUNCIL PAPER ON THE LAKE\n\nA/RES/99/1\n\nThe Council,\n\n"
        f"Recalling its earlier papers on the lake and the rivers that feed it,\n\n{SENTENCE}\n\n"
        "Takes note of the report of the secretary;\n\n"
        f"{LONG_SENTENCE}\n\nTakes note of the report of the secretary;\n\n12th meeting, 3 June 2010\n"
    )
    draft = draft_of(page)
    assert [choice.method for choice in draft.choices] == ["whole"]
    assert texts(draft).count("Takes note of the report of the secretary;") == 2
    assert {"The Council,", "12th meeting, 3 June 2010"} <= set(texts(draft))
    assert {dropped.reason for dropped in draft.dropped} == {
        "title, kept as the source's title",
        "symbol of the document",
    }


@pytest.mark.parametrize(
    "note", ['<li id="fn1">', '<p id="_ftn1">', '<aside role="doc-footnote">', '<div id="cite_note-1">']
)
def test_footnotes_are_kept_and_have_their_number(note: str) -> None:
    """Whatever element holds a note, its words are kept, without the number and the arrow back."""
    tag = note[1:].partition(" ")[0]
    body = f'{STORY}<p>They are borrowed from river law.<a href="#fn1">[1]</a> {SENTENCE}</p>'
    foot = f'{note}<a href="#r1">[1]</a> On river law see the survey of 1999, chapter two. <a href="#r1">↩</a></{tag}>'
    page = f"<body><h1>Talks on the lake</h1><div>{body}</div><hr>{foot}</body>"
    assert any(text == "On river law see the survey of 1999, chapter two." for text in texts(draft_of(page, "a.html")))


def test_notes_of_flattened_text_are_known_by_their_calls() -> None:
    """A closing line that opens with a number in brackets is a note where the text calls it."""
    page = read_text_page(
        f"Talks on the lake\n\n{SENTENCE.strip()}[1] {LONG_SENTENCE}\n\n[1] See the survey of 1999.\n[7] A menu.\n"
    )
    assert [(block.kind, block.label) for block in page.blocks][-2:] == [("footnote", "1"), ("line", "")]


def test_text_wrapped_by_a_program_is_put_together_again() -> None:
    """A line that ends a sentence just where the next word would not fit goes on in the next line."""
    lines = [
        "   The two delegations agreed on Monday to meet again before the first snow.",
        "   Neither side would say where. Engineers, who had waited since the spring,",
        "   said that repairs would take four months, and that nobody had yet agreed",
        "   to pay for them; the ministers, asked about it on the steps of the town",
        "   hall, spoke of the weather. A second round follows in the coming winter.",
        "",
        "   It may be the last.",
    ]
    blocks = read_text_page("\n".join(lines)).blocks
    assert [block.text.split()[-1] for block in blocks] == ["winter.", "last."]


def test_line_breaks_part_items_paragraphs_and_bold_headings() -> None:
    """In pages without paragraphs a bold line is a heading, bullets are items, and long lines paragraphs."""
    lines = f"{LONG_SENTENCE}<br>" * 3
    page = f"<div><b>The first part</b><br>{lines}<br>&bull; one item<br>&bull; another</div>"
    blocks = read_html_page(page).blocks
    assert [block.kind for block in blocks] == ["line"] * 4 + ["item"] * 2
    assert blocks[0].bold
    assert blocks[-1].text == "another"


def test_what_a_site_says_above_its_headlines_goes() -> None:
    """A tagline, a program's error and a counter above the headline are none of the text."""
    tagline = "Get the latest stories from around the globe, live coverage, analysis and opinion."
    error = "Warning: Undefined variable $x in /var/www/index.php on line 7"
    draft = draft_of(f"{error}\n1278\nWorld\n{tagline}\n\nTalks on the lake begin again\n\n{SENTENCE}\n\n{CLOSING}\n")
    assert draft.title == "Talks on the lake begin again"
    assert texts(draft) == [SENTENCE.strip(), CLOSING]


def test_a_pull_quote_goes_and_its_sentence_stays() -> None:
    """A sentence shown off in large letters is kept once, where the text says it."""
    shown = "nobody had yet agreed to pay for them"
    page = f"<h1>Talks on the lake</h1>{STORY}<blockquote>{shown}</blockquote><p>It rained on all of them.</p>"
    assert sum(shown in text for text in texts(draft_of(page, "a.html"))) == 1


@pytest.mark.parametrize("page", [ENGLISH, RUSSIAN, KAZAKH, HTML])
def test_every_block_is_kept_or_dropped_with_a_reason(page: str) -> None:
    """What a page says is in the source or in the list of what was left out, never nowhere."""
    content = read_html_page(page) if page is HTML else read_text_page(page)
    _check_nothing_is_lost(content)


LINES = st.sampled_from(
    [
        SENTENCE,
        LONG_SENTENCE,
        "World",
        "Read also: Museum finds lost map",
        "Most read",
        "7 May 2013",
        "A headline about the river bridge",
        "• an item of a list;",
        "Share",
        "Facebook Twitter",
        "Comments (3)",
        "[1] See above.",
        "© 2013 The Valley Herald",
        "",
    ]
)


@settings(max_examples=60)
@given(st.lists(LINES, min_size=1, max_size=40), st.booleans())
def test_nothing_is_lost_whatever_the_page(lines: list[str], as_html: bool) -> None:
    """Kept blocks and dropped ones are all blocks, each once, for any order of lines."""
    tags = [f"<p>{line}</p>" if at % 3 else f"<h2>{line}</h2>" for at, line in enumerate(lines)]
    _check_nothing_is_lost(read_html_page("".join(tags)) if as_html else read_text_page("\n".join(lines)))


def _check_nothing_is_lost(content: PageContent) -> None:
    framed = frame_page(content, PageOptions())
    if framed is None:
        return
    kept = [framed.page[at].block.text for at in framed.body]
    dropped = [dropped.text for dropped in framed.dropped]
    assert sorted(kept + dropped) == sorted(block.text for block in content.blocks)
    assert all(dropped.reason for dropped in framed.dropped)
    assert framed.headings <= set(framed.body)
