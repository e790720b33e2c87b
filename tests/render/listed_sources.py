"""Sources as a brief lists them, for the tests of citations."""

from briefgen.model.bibliography import CitationPiece, SourceEntry
from briefgen.model.brief import Brief, Section
from briefs.made_up import day, make_brief


def make_source(number: int = 1, **fields: object) -> SourceEntry:
    """Make an entry with a citation in the default style."""
    values: dict[str, object] = {"title": "Talks go on", "type": "article-newspaper", "publisher": "Example Daily"}
    values |= {"issued": day("2011-01-31"), "language": "en"} | fields
    values.setdefault(
        "citation", (CitationPiece("Example Daily. "), CitationPiece(str(values["title"]), "strong", True))
    )
    return SourceEntry(number, f"s{number}", f"example-{number}", **values)  # type: ignore[arg-type]


def make_listing(*sources: SourceEntry, **changes: object) -> Brief:
    """Make a brief of nothing but sources."""
    section = Section("sources", "Sources", "part-1", sources=sources or (make_source(),))
    return make_brief(sections=(section,), **changes)
