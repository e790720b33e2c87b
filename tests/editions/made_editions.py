"""Small editions for tests of the shelf: nothing in them was ever printed."""

from briefgen.editions.placing import Frozen
from briefgen.editions.record import MadeWith
from briefgen.model.edition import Edition, IssuedJudgement

MADE_WITH = MadeWith({"briefgen": "0.1.0", "weasyprint": "70.0"}, "ab" * 32, "cd" * 32)


def make_variant(number: int = 1, variant: str = "brief.en", slug: str = "ferry", issued: str = "2026-11-20") -> Frozen:
    """Make one variant of an edition, ready for the shelf."""
    edition = Edition(
        slug=slug,
        number=number,
        issued=issued,
        title="The ferry",
        marking="TLP:GREEN",
        judgements=(IssuedJudgement("j1", "The ferry runs.", evidence=("quay-log^boats",)),),
        material=f"material of {number}",
    )
    files = {
        f"{slug}.html": f"<title>The ferry {number} {variant}</title>".encode(),
        f"{slug}.pdf": b"%PDF-1.7 " + bytes(range(200)),
        "brief.json": b'{"format": "briefgen-brief/1"}\n',
        "own/templates/parts/head.html.j2": b"{{ brief.title }}",
    }
    return Frozen(edition, variant, files, MADE_WITH)
