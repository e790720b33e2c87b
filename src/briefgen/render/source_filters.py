"""What templates call to print sources and what there is to copy, bound to one brief."""

import re
from collections.abc import Callable
from urllib.parse import quote

from briefgen.model.bibliography import CitationPiece, SourceEntry
from briefgen.model.brief import Brief
from briefgen.model.printed_excerpt import ExcerptEntry
from briefgen.render.text_fragments import is_web_address, link_to_words
from briefgen.wording.labels import say
from briefgen.wording.quoting import quote as quote_words

#: Three lines of the list in print. A longer address cannot be typed off paper anyway; the link keeps it whole.
_LONGEST_ADDRESS = 240
_PASSAGE_WORDS = 30
#: What may stand in an address as it is; all else is percent-encoded, so that nothing ends the attribute it stands in.
_PLAIN_IN_ADDRESS = "/:?#[]@!$&'()*+,;=-._~%"


class SourceFilters:
    """The filters and functions of one print that have to do with its sources."""

    def __init__(self, brief: Brief) -> None:
        self.language = brief.language
        self.sources = {entry.number: entry for section in brief.sections for entry in section.sources}

    def list_filters(self) -> dict[str, Callable[..., object]]:
        """List the filters by the name that templates use."""
        return {
            "short_address": shorten_long_address,
            "link_target": make_link_target,
            "plain_citation": write_plain_citation,
            "grade_words": lambda grade: say(f"grade.{grade}", self.language),
            "passage": begin_passage,
        }

    def list_names(self) -> dict[str, object]:
        """List the functions by the name that templates use."""
        return {"source_of": self.find_source, "words_link": self.link_to_words}

    def find_source(self, entry: ExcerptEntry) -> SourceEntry | None:
        """Find the entry of an excerpt's source, None where the brief lists no sources."""
        return self.sources.get(entry.source_number)

    def link_to_words(self, entry: ExcerptEntry) -> str:
        """Link to the words of a proven quotation on its source's page; "" for anything else."""
        source = self.find_source(entry)
        return link_to_words(source.url, entry.parts) if source and entry.manner == "quotation" else ""


def shorten_long_address(url: str) -> str:
    """Write an address as one does on paper: without scheme and ``www.``, cut visibly where it would flood the page."""
    # No <wbr> inside: WeasyPrint would leave the link's pieces untagged (PDF/UA-1, 7.18.5). Lines break after "/".
    bare = re.sub(r"^https?://(?:www\.)?", "", url, flags=re.IGNORECASE).rstrip("/")
    if len(bare) <= _LONGEST_ADDRESS:
        return bare
    cut = bare[: _LONGEST_ADDRESS - 1]
    end = max(cut.rfind(sign) for sign in "/?&.")
    return (cut[: end + 1] if end > _LONGEST_ADDRESS // 2 else cut) + "…"


def make_link_target(url: str) -> str:
    """Return what a link to `url` needs in its ``href``; "" for what is no web address, such as ``javascript:``."""
    return quote(url, safe=_PLAIN_IN_ADDRESS) if is_web_address(url) else ""


def write_plain_citation(pieces: tuple[CitationPiece, ...]) -> str:
    """Write a citation as text, with whole addresses."""
    return "".join(piece.text for piece in pieces)


def begin_passage(entry: ExcerptEntry, language: str) -> str:
    """Write an excerpt's first words, between quotation marks where they are proven."""
    words = " […] ".join(entry.parts).split()
    text = " ".join(words[:_PASSAGE_WORDS]) + (" […]" if len(words) > _PASSAGE_WORDS else "")
    return quote_words(text, language) if entry.manner == "quotation" else text
