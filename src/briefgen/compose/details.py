"""What stands beside an excerpt's words, and in a source's entry: kept with an edition, told where it changed."""

from collections.abc import Mapping

from briefgen.compose.entries import Wording, tell_manner
from briefgen.grammar.dates import read_date
from briefgen.model.date import PartialDate
from briefgen.model.evidence import Evidence
from briefgen.model.source import Source
from briefgen.wording.dates import write_date
from briefgen.wording.labels import say

#: Details that are short enough to be told as they were and as they are; of the others only that they changed.
_SHORT = ("date", "grade", "marking", "page", "speaker", "actor", "publisher", "author", "issue", "language")
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
    }
    return {name: value for name, value in details.items() if value}


def tell_details(old: Mapping[str, str], new: Mapping[str, str], wording: Wording) -> list[str]:
    """Tell which details changed: "grade B2 → C2", "note changed"; nothing where none were kept."""
    moved = [name for name in dict.fromkeys((*new, *old)) if old and old.get(name) != new.get(name)]
    return [_tell(name, old.get(name, ""), new.get(name, ""), wording) for name in moved]


def tell_move(name: str, old: str, new: str, language: str) -> str:
    """Tell what something was and is: "likelihood: unlikely → very unlikely"; a dash for what was not there."""
    return say("change.moved", language, what=say(f"change.{name}", language), old=old or "–", new=new or "–")


def _tell(name: str, old: str, new: str, wording: Wording) -> str:
    spoken = wording.language
    if name not in _SHORT:
        return say("change.other", spoken, what=say(f"change.{name}", spoken))
    return tell_move(name, _write(name, old, wording), _write(name, new, wording), spoken)


def _write(name: str, value: str, wording: Wording) -> str:
    if name in _TAGS and value:
        return wording.name_tag(value) or value
    date = read_date(value) if name == "date" and value else ""
    return write_date(date, wording.language) if isinstance(date, PartialDate) else value
