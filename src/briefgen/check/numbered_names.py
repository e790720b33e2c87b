"""What is checked of names that stand on numbered copies."""

from briefgen.grammar.phrases import show_value
from briefgen.model import kinds
from briefgen.model.problem import Problem
from briefgen.model.recipient import Recipient, Recipients
from briefgen.render.copy_line import fits_line
from briefgen.wording.labels import say

#: A sheet of A4 (points): the narrower of the two papers.
_NARROWEST = 210 * 72 / 25.4
_HIGH_NUMBER = 9999


def every_numbered_name_has_room(recipients: Recipients) -> tuple[Problem, ...]:
    """Whoever gets numbered copies has a name that stands in one line at the foot of a page."""
    return tuple(
        Problem(
            kinds.RECIPIENT_LONG_NAME,
            f"the numbered copies of `{one.name}` have no room for {show_value(one.known_as)}: it is cut with “…”",
            one.place,
            "write a shorter label",
        )
        for one in recipients.by_name.values()
        if one.is_numbered and not fits_line(_say_whose(one), _NARROWEST)
    )


def _say_whose(one: Recipient) -> str:
    return say("copy.issued", one.language or "en", number=_HIGH_NUMBER, name=one.known_as)
