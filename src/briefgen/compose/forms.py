"""What each form prints of a topic: the brief its sections, the note what fits two sheets, the dossier all.

A template of the user's own has the sections of the topic, as the brief has.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefgen.compose.added_sections import insert_changes
from briefgen.compose.brief_length import shape_brief
from briefgen.compose.dossier import shape_dossier
from briefgen.compose.note import shape_note
from briefgen.compose.note_length import fills_sheets, fits_sheets
from briefgen.model.brief import Brief, Remainder
from briefgen.model.evidence import Evidence
from briefgen.model.topic import AnalystBlock, Topic

#: The forms that briefgen knows; any other name is a template of the user's own.
FORMS = ("brief", "note", "dossier")


def shape_topic(topic: Topic, form: str) -> tuple[Topic, ...]:
    """Give the topic with the sections that its form prints, in the form's order: shapes, the fullest first.

    A form with more than one is put together from the first that `fits_form`, the last fits in any case.
    """
    plans = (replace(plan, position=position) for position, plan in enumerate(topic.sections))
    topic = replace(topic, sections=tuple(plans))
    match form:
        case "note":
            return shape_note(topic)
        case "dossier":
            return (shape_dossier(topic),)
    return (insert_changes(shape_brief(topic)),)


def fits_form(brief: Brief) -> bool:
    """Whether a brief keeps to the length of its form."""
    return brief.form != "note" or fits_sheets(brief)


def fills_form(brief: Brief) -> bool:
    """Whether a brief that fits its form leaves no sheet of it nearly empty."""
    return brief.form != "note" or fills_sheets(brief)


def says_as_much(brief: Brief, other: Brief) -> bool:
    """Whether a brief has as many judgements and points as another: a sheet is not worth one of them."""
    return _count_points(brief) >= _count_points(other)


def tell_remainder(written: Topic, shaped: Topic, found: Iterable[Evidence], used: Sequence[str]) -> Remainder | None:
    """Say what a note leaves out of a topic as written and of what was found for it; None where that is nothing."""
    names = {evidence.name for evidence in found}
    left_out = names.difference(used)
    judged = len(_list_judgements(written)) - len(_list_judgements(shaped))
    is_shortened = len(_list_blocks(written)) > len(_list_blocks(shaped)) or any(
        block.whole for block in _list_blocks(shaped)
    )
    if not (left_out or judged or is_shortened):
        return None
    return Remainder(len(left_out), len(names | set(used)), judged, is_shortened)


def _count_points(brief: Brief) -> int:
    return sum(len(section.judgements) + len(section.points) for section in brief.sections)


def _list_judgements(topic: Topic) -> list[AnalystBlock]:
    plans = [plan for plan in topic.sections if plan.kind == "judgements"]
    return [block for plan in plans for block in plan.text if block.kind in ("paragraph", "item")]


def _list_blocks(topic: Topic) -> list[AnalystBlock]:
    return [*topic.summary, *(block for plan in topic.sections for block in plan.text)]
