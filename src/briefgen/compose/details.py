"""What stands beside an excerpt's words, and in a source's entry: kept with an edition, told where it changed."""

from collections.abc import Callable, Iterable

from briefgen.compose.entries import tell_manner
from briefgen.grammar.dates import read_date
from briefgen.model.comparison import Change, Move
from briefgen.model.date import PartialDate
from briefgen.model.evidence import Evidence
from briefgen.model.source import Source
from briefgen.wording.dates import write_date
from briefgen.wording.labels import say

#: Details that are short enough to be told as they were and as they are; of the others only that they changed.
_SHORT = (
    *("date", "grade", "marking", "page", "speaker", "actor", "publisher", "author", "issue", "language"),
    *("likelihood", "confidence", "order"),
)
_TAGS = ("speaker", "actor")


def list_excerpt_details(evidence: Evidence) -> dict[str, str]:
    """List what a reader sees beside an excerpt's words; nothing is kept of what is not there."""
    trailer, tagged = evidence.passage.trailer, evidence.tagged
    details = {
        "date": str(trailer.date or ""),
        "grade": evidence.source.reliability + trailer.credibility,
        "speaker": tagged.speaker or trailer.speaker,
        "actor": tagged.actor,
        "stance": " ".join((trailer.stance, trailer.stance_towards)).strip(),
        "marking": evidence.marking.label,
        "page": trailer.page,
        "event": trailer.event,
        "translation": " ".join((trailer.translation, trailer.translator)).strip(),
        "note": trailer.note,
        "proof": tell_manner(evidence),
    }
    return {name: value for name, value in details.items() if value}


def list_source_details(source: Source) -> dict[str, str]:
    """List what a reader sees of a source beside its title; nothing is kept of what is not there."""
    details = {
        "date": str(source.issued or ""),
        "grade": source.reliability,
        "marking": source.marking.label,
        "publisher": source.publisher,
        "author": "; ".join((*source.author, *source.editor)),
        "issue": ", ".join(filter(None, (source.volume, source.issue, source.page))),
        "language": source.language,
        "address": " ".join(filter(None, (source.url, source.doi, source.issn))),
        "rights": " ".join(filter(None, (source.rights.licence, source.rights.holder))),
        "descriptor": source.descriptor,
        "kind": source.type,
        "place": source.publisher_place,
        "section": source.section,
        "wording": source.wording if source.wording != "verbatim" else "",
    }
    return {name: value for name, value in details.items() if value}


def tell_moves(moves: Iterable[Move], language: str, name_tag: Callable[[str], str]) -> list[str]:
    """Tell what changed beside the words: "grade: B2 → C2", "note changed"; `name_tag` gives a tag's label."""
    return [_tell(move, language, name_tag) for move in moves]


def tell_tag_moves(change: Change, language: str, name: Callable[[str], str]) -> list[str]:
    """Tell which tags an excerpt gained (+) and lost (−), each as `name` calls it; nothing where none did."""
    moves = [*(f"+{name(tag)}" for tag in change.gained), *(f"−{name(tag)}" for tag in change.lost)]
    return [say("why_tags", language, moves=", ".join(moves))] if moves else []


def tell_move(name: str, old: str, new: str, language: str) -> str:
    """Tell what something was and is: "likelihood: unlikely → very unlikely"; a dash for what was not there."""
    return say("change.moved", language, what=say(f"change.{name}", language), old=old or "–", new=new or "–")


def _tell(move: Move, spoken: str, name_tag: Callable[[str], str]) -> str:
    name = move.what
    if name not in _SHORT:
        return say("change.other", spoken, what=say(f"change.{name}", spoken))
    old, new = (_write(name, value, spoken, name_tag) for value in (move.old, move.new))
    return tell_move(name, old, new, spoken)


def _write(name: str, value: str, language: str, name_tag: Callable[[str], str]) -> str:
    if name in _TAGS and value:
        return name_tag(value) or value
    date = read_date(value) if name == "date" and value else ""
    return write_date(date, language) if isinstance(date, PartialDate) else value
