"""How judgements are put (ICD 203): one row of terms, likelihood apart from confidence, short and few."""

from collections import Counter
from itertools import islice

from briefgen.check.drafted import Drafted, find_field, find_words, split_words
from briefgen.grammar.likelihoods import find_likelihoods, find_rung, tells_confidence
from briefgen.grammar.phrases import shorten_words, show_value
from briefgen.model import kinds
from briefgen.model.likelihood import SCALE
from briefgen.model.problem import Place, Problem
from briefgen.model.topic import AnalystBlock

#: A judgement's sentence has at most so many words, and a brief so many judgements (page one holds no more).
MOST_WORDS, MOST_JUDGEMENTS = 35, 5
_SHOWN = 60


def likelihoods_come_from_one_row(drafted: Drafted) -> tuple[Problem, ...]:
    """No brief mixes the two rows of the scale: a reader would take "likely" and "probable" for two things."""
    terms = [term for block in drafted.list_estimates() for term in _list_terms(block, drafted.topic.language)]
    rows = Counter(row for row, _, _ in terms)
    if len(rows) < 2:
        return ()
    kept = min(rows, key=lambda row: (-rows[row], row))
    other = next(words for row, words, _ in terms if row == kept)
    hint = "take all terms from one row: " + ", ".join(rung.terms[0] for rung in SCALE["en"] if rung.row == kept)
    return tuple(
        Problem(kinds.CRAFT_ROWS, f"“{words}” is of another row of the scale than “{other}”", place, hint)
        for row, words, place in terms
        if row != kept
    )


def _list_terms(block: AnalystBlock, language: str) -> list[tuple[int, str, Place]]:
    """List the terms of a block, said and in its field: row, words, place."""
    said = [term for sentence in split_words(block, language) for term in find_likelihoods(sentence, language)]
    terms = [(term.row, term.words, find_words(block, term.words)) for term in said]
    rung = find_rung(block.likelihood, language) if block.likelihood else None
    if rung is None or any(row == rung.row for row, _, _ in terms):
        return terms
    return [*terms, (rung.row, block.likelihood, find_field(block, "likelihood"))]


def likelihood_fields_hold_terms_of_the_scale(drafted: Drafted) -> tuple[Problem, ...]:
    """Every `likelihood` is a term of the scale, in the topic's language or in English."""
    language = drafted.topic.language
    known = SCALE.get(language.partition("-")[0].lower(), SCALE["en"])
    hint = "write one of " + ", ".join(rung.terms[0] for rung in known if rung.row == 0)
    return tuple(
        Problem(
            kinds.CRAFT_TERM,
            f"{show_value(block.likelihood)} is no term of the likelihood scale",
            find_field(block, "likelihood"),
            hint,
        )
        for block in drafted.list_judgements()
        if block.likelihood and find_rung(block.likelihood, language) is None
    )


def sentences_say_what_likelihood_fields_say(drafted: Drafted) -> tuple[Problem, ...]:
    """A judgement's sentence, if it has a term of the scale, has that of its `likelihood`."""
    return tuple(problem for block in drafted.list_judgements() for problem in _compare_terms(block, drafted))


def _compare_terms(block: AnalystBlock, drafted: Drafted) -> list[Problem]:
    language = drafted.topic.language
    rung = find_rung(block.likelihood, language) if block.likelihood else None
    sentence = next(islice(split_words(block, language), 1), "")
    said = find_likelihoods(sentence, language)
    if rung is None or not said or any(term.step == rung.step for term in said):
        return []
    message = f"the sentence says “{said[0].words}”, its likelihood is “{block.likelihood}”"
    place = find_words(block, said[0].words)
    return [Problem(kinds.CRAFT_TERM_DIFFERS, message, place, "let both say the same")]


def likelihood_and_confidence_stand_apart(drafted: Drafted) -> tuple[Problem, ...]:
    """No sentence tells how likely something is and how confident the analyst is."""
    return tuple(problem for block in drafted.list_estimates() for problem in _find_joined(block, drafted))


def _find_joined(block: AnalystBlock, drafted: Drafted) -> list[Problem]:
    language = drafted.topic.language
    hint = "say how likely it is in one sentence, and how sure you are in another or in [confidence:: …]"
    joined = [
        Problem(
            kinds.CRAFT_CONFIDENCE,
            f"“{shorten_words(sentence, _SHOWN)}” tells likelihood and confidence in one sentence",
            find_words(block, said[0].words),
            hint,
        )
        for sentence in split_words(block, language)
        if (said := find_likelihoods(sentence, language)) and tells_confidence(sentence, language)
    ]
    in_field = find_likelihoods(block.confidence, language) if block.confidence else ()
    if in_field:
        message = f"the confidence speaks of likelihood: “{in_field[0].words}”"
        hint = "keep to the reason for your confidence: number, quality and agreement of the sources"
        joined.append(Problem(kinds.CRAFT_CONFIDENCE, message, find_field(block, "confidence"), hint))
    return joined


def judgements_are_short(drafted: Drafted) -> tuple[Problem, ...]:
    """No sentence of a judgement has more than 35 words."""
    return tuple(
        Problem(
            kinds.CRAFT_LONG,
            f"a sentence of this judgement has {words} words, more than {MOST_WORDS}: “{shorten_words(one, _SHOWN)}”",
            find_words(block, one[:_SHOWN]),
            "cut it in two, or move the reasons to the background",
        )
        for block in drafted.list_judgements()
        for one in split_words(block, drafted.topic.language)
        if (words := len(one.split())) > MOST_WORDS
    )


def judgements_are_few(drafted: Drafted) -> tuple[Problem, ...]:
    """No topic has more than five judgements."""
    judgements = drafted.list_judgements()
    if len(judgements) <= MOST_JUDGEMENTS:
        return ()
    message = f"the brief has {len(judgements)} judgements; a reader keeps {MOST_JUDGEMENTS} in mind"
    hint = "join two, or move the lesser ones to the background"
    return (Problem(kinds.CRAFT_MANY, message, judgements[MOST_JUDGEMENTS].place, hint),)
