"""A draft as a file."""

import pytest
from ingest_pages import ENGLISH, draft_of

from briefgen.ingest.page import Draft, DraftBlock
from briefgen.ingest.write import OriginalFile, digest_as_written, was_edited, write_markdown
from briefgen.model.settings import Settings
from briefgen.read.defaults import FolderDefaults
from briefgen.read.source import ReadSource, read_source

HOSTILE = (
    'Title: "quoted" \\ back # hash {x: [y]} line',
    "yes",
    "12",
    "- dash",
    "Ұлы дала: «жол»",
    "==mark== #tag [@x] ^id [a:: b]",
)
ORIGINAL = OriginalFile("page, {odd}: 'name'.txt", "0" * 64)


def read_back(text: str) -> ReadSource:
    """Read a source as the corpus is read."""
    return read_source(text.encode(), "corpus/sources/a.md", FolderDefaults(), Settings())


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_values_come_back_as_they_were(words: str) -> None:
    """What YAML or Markdown would read into a title, an evidence or a paragraph stays text."""
    draft = Draft(
        words, {"publisher": words, "author": [words]}, {"title": words}, (DraftBlock("paragraph", f"{words} end."),)
    )
    read = read_back(write_markdown(draft, ORIGINAL))
    assert read.source is not None
    assert (read.source.title, read.source.publisher, read.source.author) == (words, words, (words,))
    assert read.source.evidence == {"title": words}
    assert read.source.original is not None
    assert (read.source.original.name, read.source.original.sha256) == (ORIGINAL.name, ORIGINAL.sha256)
    assert [passage.plain for passage in read.passages] == [" ".join(f"{words} end.".split())]


def test_blocks_come_back_as_what_they_are() -> None:
    """Headings, lists, quotations and tables are read as such."""
    blocks = (
        DraftBlock("heading", "What follows #", level=3),
        DraftBlock("item", "first", ordered=True),
        DraftBlock("item", "second", ordered=True),
        DraftBlock("paragraph", "1986. That was the year."),
        DraftBlock("quotation", "He said so."),
        DraftBlock("table", "a b", rows=(("a|b", "c"), ("1", ""))),
    )
    read = read_back(write_markdown(Draft("T", {}, {}, blocks), ORIGINAL))
    assert [passage.kind for passage in read.passages] == ["item", "item", "paragraph", "quotation", "table"]
    assert read.passages[2].plain == "1986. That was the year."
    assert read.passages[0].heading == "What follows #"


def test_an_overlong_paragraph_is_cut_at_sentence_ends() -> None:
    """No run is longer than an excerpt may be, and no word is lost."""
    text = " ".join(f"This is sentence number {n} about the long and winding river road." for n in range(60))
    read = read_back(write_markdown(Draft("T", {"language": "en"}, {}, (DraftBlock("paragraph", text),)), ORIGINAL))
    assert len(read.passages) > 3
    assert all(passage.plain.endswith("road.") for passage in read.passages)
    assert " ".join(passage.plain for passage in read.passages) == text


def test_a_file_as_written_is_known_and_any_edit_shows() -> None:
    """The digest in the file is that of the file without it; one more sign anywhere is an edit."""
    text = write_markdown(draft_of(ENGLISH), ORIGINAL)
    assert not was_edited(text)
    assert f"written: {digest_as_written(text)}" in text
    assert was_edited(text + " ")
    assert was_edited(text.replace("Border talks", "Border Talks", 1))
    assert was_edited("---\ntitle: x\n---\n\nA person's own.\n")
