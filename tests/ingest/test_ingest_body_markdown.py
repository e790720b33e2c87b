"""What `add` writes reads back as the same blocks, word for word."""

from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.grammar.blocks import find_blocks
from briefgen.grammar.plain_text import normalise_text
from briefgen.ingest.body_markdown import write_body
from briefgen.ingest.page import DraftBlock
from briefgen.model.source import Passage
from briefgen.read.passages import read_passages

_WORDS = st.sampled_from(
    """the NATO #NATO #a/b ^id [a:: [page:: 3] [^1] [^1]: [@x] \\ \\# * ** _x_ a_b == ==m== ` `` ~~~ > < <b> </p> <!-- &
    &amp; &#35; | || - + -- --- 1. 12) 2011. a.b http://e.org/a_b ![x](y) [x](y) [[x]] $ { }} {{ % § “q” ‘ ’ … – ﬁ é
    не ОДКБ Қазақ 漢字 שלום 5*3 10² www. @x x@y.z # ## ###### = === *** ___ (see) ^ ^2 mc^2 fin. end? so: !""".split()  # noqa: SIM905 - a list of one to a line would fill two screens
)
_TEXTS = st.lists(_WORDS, min_size=1, max_size=12).map(" ".join).filter(lambda text: any(c.isalnum() for c in text))
_CELLS = st.one_of(st.just(""), st.lists(_WORDS, min_size=1, max_size=4).map(" ".join))
_ROWS = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(_CELLS, min_size=width, max_size=width), min_size=2, max_size=4)
)
_PAGES = st.sampled_from(["", "3", "3-4", "xii"])
_LANGUAGES = st.sampled_from(["", "ru", "kk-Cyrl"])


def _make_block(kind: str, text: str, ordered: bool, page: str, language: str) -> DraftBlock:
    label = "n" if kind == "footnote" else ""
    return DraftBlock(kind, text, ordered=ordered and kind == "item", label=label, page=page, language=language)


def _make_table(rows: list[list[str]], page: str) -> DraftBlock:
    text = " ".join(cell for row in rows for cell in row if cell)
    return DraftBlock("table", text, rows=tuple(tuple(row) for row in rows), page=page)


_KINDS = st.sampled_from(["paragraph", "item", "quotation", "footnote"])
_BLOCKS = st.one_of(
    st.builds(_make_block, _KINDS, _TEXTS, st.booleans(), _PAGES, _LANGUAGES),
    st.builds(_make_table, _ROWS, _PAGES).filter(lambda block: any(c.isalnum() for c in block.text)),
)


def read_back(blocks: list[DraftBlock]) -> tuple[Passage, ...]:
    """Write blocks and read the passages again; nothing may be wrong with them."""
    passages, problems = read_passages(write_body(blocks), "a", "a.md", 1)
    assert [problem.message for problem in problems] == []
    return passages


@settings(max_examples=300)
@given(st.lists(_BLOCKS, min_size=1, max_size=6))
def test_any_blocks_come_back_as_they_were(blocks: list[DraftBlock]) -> None:
    """Kinds, words, pages and languages of all blocks survive the way through the file."""
    passages = read_back(blocks)
    assert [(one.kind, one.plain) for one in passages] == [(one.kind, normalise_text(one.text)) for one in blocks]
    trailers = [(one.trailer.page, one.trailer.language) for one in passages]
    assert trailers == [(block.page, block.language) for block in blocks]
    assert all(not one.trailer.tags and not one.has_own_id and not one.marked for one in passages)


@settings(max_examples=200)
@given(_TEXTS, st.integers(0, 40), _KINDS)
def test_a_footnote_call_changes_no_word(text: str, place: int, kind: str) -> None:
    """Wherever a call stands, the plain text is the same with it, and the note is a passage of its own."""
    size = len("".join(normalise_text(text).split()))
    block = DraftBlock(kind, text, label="one", calls=((min(place, size), "n1"),))
    passages = read_back([block, DraftBlock("footnote", "A note.", label="n1")])
    assert [one.plain for one in passages] == [normalise_text(text), "A note."]
    assert passages[0].markdown.count("[^n1]") == (place > 0)


def test_headings_come_back() -> None:
    """A heading's words are the same whatever they look like, and it is no passage."""
    words = "1. What #follows ## [x] *y* #"
    blocks, problems = find_blocks(write_body([DraftBlock("heading", words, level=3)]), "a.md", 1)
    assert not problems
    assert [(block.kind, block.level) for block in blocks] == [("heading", 3)]


def test_items_keep_their_numbers_and_their_list() -> None:
    """A list goes on counting, begins where its first item says, and is one list however its items are trailed."""
    blocks = [
        DraftBlock("item", "four", ordered=True, number=4, page="2"),
        DraftBlock("item", "five", ordered=True, page="2"),
        DraftBlock("item", "a sign", language="ru"),
        DraftBlock("item", "one", ordered=True, number=1),
    ]
    written = write_body(blocks)
    assert written == ("4. four\n   [page:: 2]\n5. five\n   [page:: 2]\n- a sign\n  [language:: ru]\n1. one\n")
    assert [one.plain for one in read_back(blocks)] == ["four", "five", "a sign", "one"]


def test_a_trailer_stands_on_its_own_line() -> None:
    """Page and language close each kind of block where grammar G1 looks for them."""
    rows = (("a", "b"), ("1", "2"))
    blocks = [
        DraftBlock("paragraph", "Words.", page="3", language="ru"),
        DraftBlock("quotation", "Said.", page="3"),
        DraftBlock("table", "a b 1 2", rows=rows, page="3-4"),
        DraftBlock("footnote", "Note.", label="1", page="4"),
    ]
    assert write_body(blocks) == (
        "Words.\n[page:: 3] [language:: ru]\n\n> Said.\n> [page:: 3]\n\n"
        "| a | b |\n| --- | --- |\n| 1 | 2 |\n\n[page:: 3-4]\n\n[^1]: Note.\n    [page:: 4]\n"
    )
    assert [one.trailer.page for one in read_back(blocks)] == ["3", "3", "3-4", "4"]


def test_two_notes_of_one_label_stay_two() -> None:
    """A label that stands twice is made another, and a call of a note that is not there is left out."""
    blocks = [
        DraftBlock("paragraph", "Text.", calls=((5, "gone"),)),
        DraftBlock("footnote", "First.", label="1"),
        DraftBlock("footnote", "Second.", label="1"),
    ]
    assert "[^gone]" not in write_body(blocks)
    assert [(one.kind, one.plain) for one in read_back(blocks)][1:] == [("footnote", "First."), ("footnote", "Second.")]


def test_a_long_text_without_blanks_is_cut_and_lost_nowhere() -> None:
    """A script without blanks is cut after full stops into lines that are read, all its characters in order."""
    text = "这是一个关于边界谈判的长句子。" * 900
    passages = read_back([DraftBlock("paragraph", text, page="1")])
    assert "".join(one.plain for one in passages) == text
    assert len(passages) > 5
    assert all(one.trailer.page == "1" for one in passages)


def test_a_long_item_goes_on_as_paragraphs() -> None:
    """An item too long to be quoted is cut at sentence ends; what follows its first run is text of its own."""
    text = " ".join(f"Sentence number {n} is about the long and winding river road." for n in range(60))
    passages = read_back([DraftBlock("item", text, ordered=True), DraftBlock("item", "Next.", ordered=True)])
    assert " ".join(one.plain for one in passages[:-1]) == text
    assert [one.kind for one in passages[:2]] == ["item", "paragraph"]
    assert (passages[-1].kind, passages[-1].plain) == ("item", "Next.")


def test_a_row_too_long_for_a_line_comes_out_as_paragraphs() -> None:
    """A table that could not be read again is written cell by cell."""
    cells = ("A word here. " * 400).strip(), ("A term there. " * 400).strip()
    passages = read_back([DraftBlock("table", " ".join(cells), rows=(cells, ("a", "b")), page="9")])
    assert " ".join(one.plain for one in passages) == f"{cells[0]} {cells[1]} a b"
    assert {one.kind for one in passages} == {"paragraph"}
