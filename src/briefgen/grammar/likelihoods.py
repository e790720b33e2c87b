"""Terms of the likelihood scale, and words of confidence, in an analyst's sentences."""

import re
from dataclasses import dataclass
from functools import cache

from briefgen.model.likelihood import SCALE, Rung

#: What others say stands between quotation marks: it is no estimate of the analyst's.
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|„[^“”]*[“”]|\"[^\"]*\"")
_NOT = re.compile(r"\b(?:not|never|neither|nor|isn['’]t|less|не|ни)(?:\s+(?:very|too|so|очень|так))?\s+$")
_CONFIDENCE = {
    "en": r"(?:high|moderate|medium|low|some|great|little)(?:[ -]to[ -](?:high|moderate|low))?[ -]confidence"
    r"|\b(?:high|moderate|low)ly confident|\bwe (?:are|remain) (?:\w+ )?confident"
    r"|\b(?:our|we have) (?:\w+ )?confidence|\bconfidence level\b|\blevel of confidence\b",
    "ru": r"\b(?:высок|средн|умеренн|низк)\w+ (?:степен\w+ )?уверенност\w+|\bстепень\w* уверенности"
    r"|\bуверенность (?:высокая|средняя|умеренная|низкая)|\bмы (?:\w+ )?уверены",
    "kk": r"\b(?:жоғары|орташа|орта|төмен) (?:дәрежедегі )?сенімділік\w*|\bсенімдіміз\b"
    r"|\bсенімділі\w+ (?:жоғары|орташа|төмен)",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A term of the scale as it stands in a text: its words, its step and row, and where (code points)."""

    words: str
    step: int
    row: int
    start: int
    end: int


def find_likelihoods(text: str, language: str) -> tuple[Said, ...]:
    """Find the scale's terms in a plain text, in order; none inside quotation marks, none that is negated.

    `language` is a BCP 47 code. The longest term wins ("very unlikely" is not "unlikely").
    """
    bare = _QUOTED.sub(lambda found: " " * len(found[0]), text).lower()
    pattern = _compile_terms(_primary(language))
    if pattern is None or len(bare) != len(text):
        return ()
    return tuple(
        Said(text[found.start() : found.end()], rung.step, rung.row, found.start(), found.end())
        for found in pattern.finditer(bare)
        if not _NOT.search(bare, max(found.start() - 24, 0), found.start())
        for rung in (_list_said(_primary(language))[int((found.lastgroup or "t0")[1:])][1],)
    )


def find_rung(term: str, language: str) -> Rung | None:
    """Find the step of a term as a `likelihood` field has it, in `language` or else in English; None for no term."""
    wanted = " ".join(term.split()).lower()
    rungs = (*SCALE.get(_primary(language), ()), *SCALE["en"])
    return next((rung for rung in rungs if wanted in rung.terms), None)


def tells_confidence(sentence: str, language: str) -> bool:
    """Whether a sentence tells how confident the analyst is; a vote of confidence is no such thing."""
    pattern = _CONFIDENCE.get(_primary(language))
    return pattern is not None and re.search(pattern, _QUOTED.sub(" ", sentence).lower()) is not None


def _primary(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()


@cache
def _list_said(language: str) -> tuple[tuple[str, Rung], ...]:
    """List the patterns of a language, longer terms first: of two that begin at one place the first is taken."""
    said = [(one, rung) for rung in SCALE.get(language, ()) for one in rung.said or rung.terms]
    return tuple(sorted(said, key=lambda pair: -len(pair[0])))


@cache
def _compile_terms(language: str) -> re.Pattern[str] | None:
    said = _list_said(language)
    if not said:
        return None
    return re.compile(r"(?<!\w)(?:" + "|".join(f"(?P<t{at}>{one})" for at, (one, _) in enumerate(said)) + r")(?!\w)")
