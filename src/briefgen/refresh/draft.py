"""One topic's draft, in one variant."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.model.edition import Edition
from briefgen.model.inputs import Inputs, Reason
from briefgen.model.last_edition import LastEdition
from briefgen.model.page import Page, Printed
from briefgen.model.problem import Problem
from briefgen.model.variant import OWN_VARIANT, Variant
from briefgen.model.withheld import Withheld

#: The states of a draft, in the order in which they are counted.
STATES = ("printed", "stale", "never printed", "up to date")


@dataclass(frozen=True, slots=True)
class Draft:
    """What one topic's draft is now, and why it is stale.

    `page` is the page to print; None where nothing is to be printed. `result` is the print, once made.
    `inputs` are complete with the excerpts and sources that the page used; `printed` is the date in it.
    `is_broken` where a template failed, so that there is no page at all. `edition` is what to keep of it, where
    it is to be issued, and `data` all that its page is laid out of (`editions.brief_json`). `withheld` is what its
    variant holds back, for the analyst's eyes. `is_put` once its files are on the shelf: then neither its page nor its
    PDF is kept here. `since` is the last edition, and whether the draft differs from it.
    """

    slug: str
    title: str
    marking: str
    digest: str
    printed: str
    inputs: Inputs
    cited: dict[str, str]
    left_out: Sequence[tuple[str, str, str]]
    problems: tuple[Problem, ...]
    statistics: dict[str, int]
    reasons: tuple[Reason, ...]
    is_broken: bool = False
    page: Page | None = None
    result: Printed | None = None
    edition: Edition | None = None
    data: bytes = b""
    variant: Variant = OWN_VARIANT
    withheld: tuple[Withheld, ...] = ()
    is_put: bool = False
    since: LastEdition | None = None

    @property
    def name(self) -> str:
        """What its files are called, without their ends."""
        return self.slug + self.variant.suffix


def name_state(draft: Draft) -> str:
    """Name a draft's state: printed (just now), stale, never printed, or up to date."""
    if draft.is_put or draft.result:
        return "printed"
    if any(reason.about == "record" for reason in draft.reasons):
        return "never printed"
    return "stale" if draft.reasons else "up to date"
