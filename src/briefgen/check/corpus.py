"""What only the whole project shows: each check is named as the sentence that should hold."""

import datetime
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.model.settings import Settings
from briefgen.model.source import Source


@dataclass(frozen=True, slots=True)
class Whole:
    """What the checks look at: the settings and where they stand, and the sources. `today` is the reader's day.

    Of the sources it is enough to have those that are undated or contested, from after `today`, or that share their id.
    """

    settings: Settings
    settings_file: str
    sources: tuple[Source, ...]
    today: datetime.date


def default_marking_is_set(whole: Whole) -> tuple[Problem, ...]:
    """The settings say which marking holds where a file says nothing."""
    if whole.settings.default_tlp is not None:
        return ()
    hint = 'write `default_tlp = "TLP:AMBER"` in the settings'
    message = "no default marking is set: what bears none is TLP:RED"
    return (Problem(kinds.TLP_DEFAULT_UNSET, message, Place(whole.settings_file), hint),)


def source_ids_are_unique(whole: Whole) -> tuple[Problem, ...]:
    """No two files, in whichever folders, share a stem."""
    paths: defaultdict[str, list[str]] = defaultdict(list)
    for source in whole.sources:
        paths[source.id].append(source.path)
    return tuple(
        Problem(
            kinds.FILE_NAME_TWICE,
            f"`{source_id}` is the id of {sorted(there)[0]} too; briefs use only that file",
            Place(path),
            "rename one of the two files; citations of it follow by hand",
        )
        for source_id, there in sorted(paths.items())
        for path in sorted(there)[1:]
    )


def no_source_is_from_the_future(whole: Whole) -> tuple[Problem, ...]:
    """No source was issued after today."""
    return tuple(
        Problem(
            kinds.DATE_FUTURE,
            f"issued {source.issued} lies in the future",
            dict(source.places).get("issued", Place(source.path)),
            "check the date; leave it out where it is not known",
        )
        for source in whole.sources
        if source.issued and source.issued.earliest > whole.today
    )


def dates_do_not_contradict(whole: Whole) -> tuple[Problem, ...]:
    """No source is undated or marked uncertain because its page tells two dates, unless a person has looked."""
    found = []
    for source in whole.sources:
        told = source.evidence
        if {"issued_header", "issued_text"} <= told.keys() and not source.issued and not source.checked_by:
            head, text = _name_place(told["issued_header"]), _name_place(told["issued_text"])
            message = f"undated, because two dates are told: {head}, and {text}"
            found.append((source, "issued_header", message, "to leave it undated"))
        elif source.is_date_contested:
            where = told.get("issued", "nobody knows where")
            message = f"issued {source.issued}, read from {where}; against it speaks {told['issued_against']}"
            found.append((source, "issued_against", message, "to leave it as it is"))
    return tuple(
        Problem(
            kinds.DATE_CONTRADICTION,
            message,
            dict(source.places).get(f"evidence.{key}", Place(source.path)),
            f"write `issued` as you know it, or `checked_by: YOUR NAME` {closing}",
        )
        for source, key, message, closing in found
    )


def _name_place(evidence: str) -> str:
    """Write where a date was read, such as ``text: '19th Mar 2018'``, as part of a sentence."""
    place, colon, words = evidence.partition(": ")
    return f"{words} in the page's {place}" if colon and words else evidence


CHECKS: tuple[Callable[[Whole], tuple[Problem, ...]], ...] = (
    default_marking_is_set,
    source_ids_are_unique,
    no_source_is_from_the_future,
    dates_do_not_contradict,
)


def check_corpus(whole: Whole) -> tuple[Problem, ...]:
    """Make every check, and join what they find."""
    return tuple(problem for check in CHECKS for problem in check(whole))
