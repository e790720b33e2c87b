"""Origins are decided by owner: parts of one organisation, and what one owner publishes, are one voice."""

from dataclasses import replace

import pytest

from briefgen.compose.origins import count_origins
from briefgen.compose.pairs import find_symbol
from briefgen.model.source import Source
from briefgen.model.vocabulary import Term, Vocabulary
from samples import make_source

TERMS = {
    "org/un": Term("org/un", (("en", "UN"), ("ru", "ООН")), ("United Nations",)),
    "org/un/general-assembly": Term("org/un/general-assembly", (("en", "UN General Assembly"),), ("UNGA",)),
    "org/un/security-council": Term("org/un/security-council", (("ru", "Совет Безопасности ООН"),)),
    "org/nato": Term("org/nato", (("en", "NATO"),)),
    "place/town": Term("place/town", (("en", "The Town"),), ("The Daily Town",)),
}
KNOWN = Vocabulary(TERMS)


def publish(name: str, publisher: str, owner: str = "") -> Source:
    """Make a source of a publisher."""
    return replace(make_source(name), publisher=publisher, owner=owner)


@pytest.mark.parametrize(
    ("one", "other", "origins"),
    [
        (("UN General Assembly", ""), ("Совет Безопасности ООН", ""), 1),
        (("united  nations", ""), ("UNGA", ""), 1),
        (("UN", ""), ("NATO", ""), 2),
        (("First Agency", "The State"), ("Second Agency", "the state"), 1),
        (("First Agency", "org/un/security-council"), ("UNGA", ""), 1),
        (("UN General Assembly", "A paper of its own"), ("UN", ""), 2),
        (("The Town", ""), ("The Daily Town", ""), 2),
        (("", ""), ("", ""), 2),
    ],
)
def test_owners_are_counted_not_publishers(one: tuple[str, str], other: tuple[str, str], origins: int) -> None:
    """A known organisation's parts are one; `owner` decides over the publisher; a place owns no newspaper."""
    assert count_origins([publish("a", *one), publish("b", *other)], (), KNOWN) == origins


def test_a_symbol_is_one_whether_or_not_its_year_stands_in_brackets_beside_it() -> None:
    """An address with the year in it names the document that the title names."""
    source = replace(make_source("a"), title="Resolution S/RES/1500 (2003)", url="https://undocs.org/S/RES/1500(2003)")
    assert find_symbol(source) == "S/RES/1500"
