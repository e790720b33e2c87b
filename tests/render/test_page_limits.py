"""Very long things on paper: printed within the deadline, within the margins, and nothing of them lost."""

import time
from dataclasses import replace

import pytest
from laid_out import lay_out

from briefgen.model.brief import Brief, ExcerptGroup, Section
from briefgen.refresh.run import RENDERING
from briefgen.render.pdf.printing import print_pdf
from briefs.made_up import ENGLISH, make_brief, make_entry
from pages.page_checks import check_pages

ADDRESS = "https://www.example.org/" + "/".join(f"part{number}?key={number}&name=value" for number in range(80))
TABLE = "| Year | Meetings | Place |\n|---|---|---|\n" + "".join(
    f"| {1900 + n} | {n} | Place {n} |\n" for n in range(90)
)


def make_evidence(count: int) -> Brief:
    """Make a brief of so many excerpts."""
    entries = tuple(make_entry(1 + n % 14, f"x{n}", f"{n}. {ENGLISH}", "en") for n in range(count))
    section = Section("excerpts", "Evidence", "part-1", groups=(ExcerptGroup("Talks", "g1", entries),))
    return make_brief(sections=(section, make_brief().sections[-1]))


def make_table() -> Brief:
    """Make a brief of one excerpt that is a table of 90 rows."""
    entry = replace(make_entry(1, "t", "x", "en"), kind="table", markdown=TABLE, manner="quotation")
    section = Section("excerpts", "Evidence", "part-1", groups=(ExcerptGroup("", "g1", (entry,)),))
    return make_brief(sections=(section,))


def make_address() -> Brief:
    """Make a brief with a source whose address has more than 2,000 characters."""
    sources = make_brief().sections[-1]
    first, *others = sources.sources
    return make_brief(sections=(replace(sources, sources=(replace(first, url=ADDRESS), *others)),))


def make_word() -> Brief:
    """Make a brief of one excerpt, one word of 3,000 letters."""
    word = "".join(f"word{number:03}" for number in range(430))[:3000]
    groups = (ExcerptGroup("", "g1", (make_entry(1, "w", word, "en"),)),)
    return make_brief(sections=(Section("excerpts", "Evidence", "part-1", groups=groups),))


CASES = {
    "500 excerpts": make_evidence(500),
    "90 rows": make_table(),
    "an address": make_address(),
    "a word": make_word(),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_long_things_print_whole(case: str) -> None:
    """A third of the deadline is enough for each, no check finds a fault, and the printer has no complaint."""
    page = lay_out(CASES[case])
    began = time.process_time()
    printed = print_pdf(page, "long")
    assert time.process_time() - began < RENDERING.seconds / 3
    assert printed.problems == ()
    assert [str(fault) for fault in check_pages(page.html, printed.pdf)] == []
