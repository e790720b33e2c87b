"""From evidence to what is printed of it: an excerpt in full, a short statement."""

from dataclasses import dataclass

from briefgen.grammar.plain_text import escape_text
from briefgen.grammar.sentences import keep_first_sentences
from briefgen.model.evidence import PROVEN, Evidence, ProofState
from briefgen.model.printed_excerpt import ExcerptEntry
from briefgen.model.prose import CitationMark
from briefgen.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Wording:
    """In which words tags are named to the reader.

    `language` is that of the brief's own words, `names` that in which tags are named: the one that was asked for,
    which the vocabulary may have where the catalogues do not.
    """

    vocabulary: Vocabulary
    language: str
    names: str = ""

    def name_tag(self, tag: str) -> str:
        """Name a tag, "" for none."""
        return self.vocabulary.label(tag, self.names or self.language) if tag else ""

    def name_speaker(self, evidence: Evidence) -> str:
        """Name who speaks: the vocabulary's label, else the name as written."""
        return self.name_tag(evidence.tagged.speaker) or evidence.passage.trailer.speaker


def tell_manner(evidence: Evidence) -> str:
    """Say how an excerpt's words may be shown: "quotation", "unchecked" or "summary"."""
    if evidence.proof.state is ProofState.SUMMARY:
        return "summary"
    return "quotation" if evidence.proof.state in PROVEN else "unchecked"


def is_other_language(one: str, other: str) -> bool:
    """Whether two languages (BCP 47) are known and not the same, whatever their scripts and regions."""
    primary = [language.replace("_", "-").split("-", 1)[0].casefold() for language in (one, other)]
    return all(primary) and primary[0] != primary[1]


def make_excerpt(
    evidence: Evidence, mark: CitationMark, number: int, wording: Wording, copies: tuple[str, ...]
) -> ExcerptEntry:
    """Make the entry of an excerpt that is printed in full.

    Marks narrow it: only the marked words are printed, those of a table without its other cells.
    """
    passage, source, trailer = evidence.passage, evidence.source, evidence.passage.trailer
    manner = tell_manner(evidence)
    return ExcerptEntry(
        mark=mark,
        name=evidence.name,
        kind="paragraph" if passage.marked else passage.kind,
        parts=passage.quoted,
        markdown=" […] ".join(map(escape_text, passage.marked)) if passage.marked else passage.markdown,
        manner=manner,
        language=evidence.language,
        speaker=wording.name_speaker(evidence),
        actor=wording.name_tag(evidence.tagged.actor),
        stance=trailer.stance,
        date=trailer.date,
        issued=source.issued,
        publisher=source.publisher,
        source_title=source.title,
        source_number=number,
        page=trailer.page,
        grade=source.reliability + trailer.credibility,
        translation=trailer.translation,
        translator=trailer.translator,
        note=trailer.note,
        tags=tuple(wording.name_tag(tag) for tag in evidence.tagged.tags),
        marking=evidence.marking,
        is_key=trailer.is_key,
        copies=copies,
        has_other_language=is_other_language(evidence.language, wording.language),
    )


def shorten_evidence(evidence: Evidence, longest_words: int) -> str:
    """Shorten an excerpt's words at a sentence's end; marked parts are joined with "[…]"."""
    return keep_first_sentences(" […] ".join(evidence.passage.quoted), evidence.language, longest_words)
