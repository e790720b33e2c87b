"""A document's way through `add`, and back: drafted, written, read again and proven by its own bytes."""

from dataclasses import dataclass

from briefgen.ingest.draft import read_page
from briefgen.ingest.page import Draft, Refused
from briefgen.ingest.write import OriginalFile, write_markdown
from briefgen.model.evidence import ProofState
from briefgen.model.settings import Settings
from briefgen.model.source import Passage, Source
from briefgen.proof.original_text import read_original_text
from briefgen.proof.quotation import prepare_original
from briefgen.proof.table_parts import prove_passage
from briefgen.read.defaults import FolderDefaults
from briefgen.read.source import read_source


@dataclass(frozen=True, slots=True)
class Taken:
    """A document as a source: its draft, the source and passages as the corpus reads them, the Markdown between."""

    draft: Draft
    source: Source
    passages: tuple[Passage, ...]
    markdown: str

    @property
    def words(self) -> list[str]:
        """The passages' plain texts."""
        return [passage.plain for passage in self.passages]

    @property
    def kinds(self) -> list[str]:
        """The passages' kinds."""
        return [passage.kind for passage in self.passages]

    @property
    def dropped(self) -> list[tuple[str, str]]:
        """What was left out, with the reasons."""
        return [(one.text, one.reason) for one in self.draft.dropped]


def take(data: bytes, name: str) -> Taken:
    """Take a document in; every passage must be proven exact by the document itself."""
    draft = read_page(data, name)
    assert isinstance(draft, Draft), draft.reason
    markdown = write_markdown(draft, OriginalFile(name, "0" * 64))
    read = read_source(markdown.encode(), "corpus/sources/a.md", FolderDefaults(), Settings())
    assert read.source is not None
    original = prepare_original(read_original_text(data, name))
    for passage in read.passages:
        proof = prove_passage(passage, original, {}, "verbatim")
        assert proof.state is ProofState.EXACT, (passage.plain, proof.nearest)
    return Taken(draft, read.source, read.passages, markdown)


def refuse(data: bytes, name: str) -> Refused:
    """Take a file that must be refused; gives the refusal, whose reason is a sentence."""
    refused = read_page(data, name)
    assert isinstance(refused, Refused), refused.title
    assert refused.reason
    return refused
