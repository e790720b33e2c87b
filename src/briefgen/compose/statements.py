"""What of an excerpt's words stands in a table of positions: enough to prove the stance, and no name said twice."""

import re

from briefgen.compose.entries import Wording, shorten_evidence, tell_manner
from briefgen.grammar.sentences import split_sentences
from briefgen.model.evidence import Evidence
from briefgen.model.printed_excerpt import Statement
from briefgen.model.prose import CitationMark

#: A statement is printed whole up to so many words; a longer one ends with a sentence.
LONGEST_STATEMENT = 60
#: A family name shorter than this may be a part of another word.
_SHORTEST_NAME = 3


def make_statement(evidence: Evidence, mark: CitationMark, wording: Wording, change: str = "") -> Statement:
    """Make an actor's statement: its words up to sixty, its speaker where the words do not name one."""
    trailer = evidence.passage.trailer
    text = shorten_evidence(evidence, LONGEST_STATEMENT)
    return Statement(
        text=text,
        manner=tell_manner(evidence),
        mark=mark,
        speaker=_name_unsaid(evidence, text, wording),
        stance=trailer.stance,
        towards=wording.name_tag(trailer.stance_towards),
        date=trailer.date or evidence.source.issued,
        is_date_of_source=trailer.date is None and evidence.source.issued is not None,
        language=evidence.language,
        publisher=evidence.source.publisher or evidence.source.title,
        change=change,
        marking=evidence.marking,
    )


def _name_unsaid(evidence: Evidence, text: str, wording: Wording) -> str:
    """Name who speaks, "" where the first sentence of the words does: no reader needs the name twice."""
    speaker = wording.name_speaker(evidence)
    sentences = split_sentences(text, evidence.language)
    first = text[: sentences[0][1]] if sentences else text
    return "" if any(_stands_in(name, first) for name in _list_names(evidence, speaker, wording)) else speaker


def _list_names(evidence: Evidence, speaker: str, wording: Wording) -> list[str]:
    term = wording.vocabulary.terms.get(evidence.tagged.speaker)
    written = evidence.passage.trailer.speaker
    full = [name for name in (speaker, written, *(label for _, label in (term.labels if term else ()))) if name]
    return [*full, *(term.aliases if term else ()), *(name.split()[-1] for name in full)]


def _stands_in(name: str, text: str) -> bool:
    """Whether a name stands in a text; one that ends in "*" is a stem."""
    bare = name.rstrip("*")
    end = "" if name.endswith("*") else r"(?!\w)"
    return len(bare) >= _SHORTEST_NAME and re.search(rf"(?<!\w){re.escape(bare)}{end}", text) is not None
