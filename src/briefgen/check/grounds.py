"""On what a brief's claims rest: one source alone, nothing dated, or others' words instead of the analyst's."""

import re
from collections.abc import Iterator, Sequence

from briefgen.check.drafted import Drafted, find_words
from briefgen.compose.origins import count_origins
from briefgen.compose.review import JUDGING, read_words
from briefgen.grammar.citations import CitationGroup, split_at_citations
from briefgen.grammar.phrases import join_words, shorten_words
from briefgen.grammar.plain_text import read_plain
from briefgen.model import kinds
from briefgen.model.evidence import Evidence, ProofState
from briefgen.model.problem import Problem
from briefgen.model.source import Source
from briefgen.model.topic import AnalystBlock, Citation

#: A run of so many words that stands in an excerpt is the excerpt's, not the analyst's.
_RUN = 6
#: A text shorter than this has no share worth telling.
_FEWEST_WORDS = 60
_SHOWN = 60
_WORD = re.compile(r"\w+")

_ONE = {
    "en": r"\b(?:one|1|single|sole|lone|only|alone)\b(?!\s+of\b)",
    "ru": r"\b(?:один|одна|одно|одного|одной|одном|одну|единственн\w+|лишь|только)\b(?!\s+из\b)",
    "kk": r"\b(?:бір|жалғыз|бірғана|тек)\b",
}
_ONE_SOURCE = {
    "en": r"\b(?:one|a single|sole|only)\s+(?:[\w-]+\s+){0,3}"
    r"(?:source|origin|account|report|voice|witness|document|text|study|article|work|agency|paper)\b"
    r"|\bsingle[- ]source\b|\b(?:source|account|report)\s+alone\b",
    "ru": r"\b(?:один|одного|одном|единственн\w+|одной|одна)\s+(?:\w+\s+){0,3}"
    r"(?:источник\w*|доклад\w*|сообщени\w+|документ\w*|свидетельств\w+|публикаци\w+|стать\w+)\b",
    "kk": r"\b(?:бір|жалғыз)\s+(?:ғана\s+)?(?:\w+\s+){0,2}(?:дереккөз\w*|хабар\w*|құжат\w*|баяндама\w*|мақала\w*)\b",
}
_NOW = {
    "en": r"\b(?:now|currently|today|nowadays|presently|at present|these days|at the moment|to this day)\b",
    "ru": r"\b(?:сейчас|теперь|сегодня|ныне|в настоящее время|на данный момент|в данный момент|по сей день)\b",
    "kk": r"\b(?:қазір\w*|бүгінде|бүгінгі таңда|осы сәтте)\b",
}


def judgements_on_one_source_say_so(drafted: Drafted) -> tuple[Problem, ...]:
    """A judgement whose evidence is of one origin says so, in its words or with its confidence."""
    return tuple(
        Problem(
            kinds.CRAFT_ONE_SOURCE,
            f"this judgement rests on one origin alone, {_name_origin(grounds)}, and does not say so",
            block.place,
            "say so with its confidence, as in [confidence:: low, one source], or cite a second one",
        )
        for block in drafted.list_judgements()
        if (grounds := drafted.list_grounds(block))
        and count_origins(grounds, drafted.findings.copies, drafted.vocabulary) == 1
        and not _says_one(block, drafted.topic.language)
    )


def _name_origin(grounds: Sequence[Evidence | Source]) -> str:
    sources = dict.fromkeys(one.source.id if isinstance(one, Evidence) else one.id for one in grounds)
    return join_words([f"`{source}`" for source in sources])


def _says_one(block: AnalystBlock, language: str) -> bool:
    """Whether a judgement tells of its one source: with its confidence in any language we know, or in its words."""
    primary = language.partition("-")[0].lower()
    in_reason = any(re.search(pattern, block.confidence.lower()) for pattern in _ONE.values())
    in_words = re.search(_ONE_SOURCE.get(primary, _ONE_SOURCE["en"]), read_words(block).lower())
    return bool(in_reason or in_words)


def present_claims_rest_on_dated_evidence(drafted: Drafted) -> tuple[Problem, ...]:
    """What is said of now has at least one dated excerpt behind it.

    Of now speak: every judgement and paragraph of the bottom line, as a whole; and in these and in a background each
    run of sentences, up to its citation, that has a word for the present. An excerpt is dated by its own date or
    by its source's. What cites nothing is another matter.
    """
    undated = (
        problem
        for block, is_estimate in _list_present(drafted)
        for words, citations in _list_claims(block, drafted.topic.language, is_estimate=is_estimate)
        for problem in _check_dates(block, words, citations, drafted)
    )
    return tuple({problem.place: problem for problem in undated}.values())


def _list_present(drafted: Drafted) -> Iterator[tuple[AnalystBlock, bool]]:
    for block in drafted.list_estimates():
        yield block, True
    for plan in drafted.topic.sections:
        if plan.kind == "background":
            yield from ((block, False) for block in plan.text if block.kind in JUDGING)


def _list_claims(
    block: AnalystBlock, language: str, *, is_estimate: bool
) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Yield the claims of a block about now: their words, and what they cite."""
    if is_estimate:
        yield "", block.citations
    now = _NOW.get(language.partition("-")[0].lower(), _NOW["en"])
    words = ""
    for piece in split_at_citations(block.markdown):
        if not isinstance(piece, CitationGroup):
            words = read_plain(piece).text
        elif found := re.search(now, words.lower()):
            yield words[found.start() : found.end()], piece.citations


def _check_dates(
    block: AnalystBlock, words: str, citations: tuple[Citation, ...], drafted: Drafted
) -> Iterator[Problem]:
    wanted = {citation.name for citation in citations}
    grounds = [one for one in drafted.list_grounds(block) if _name(one) in wanted]
    if not grounds or any(_is_dated(one) for one in grounds):
        return
    named = join_words([f"`{name}`" for name in dict.fromkeys(map(_name, grounds))][:3])
    what = f"“{words}” speaks of the present and" if words else "this speaks of the present and"
    hint = "cite something dated too, write `issued` or [date:: …] where it is known, or say as of when it holds"
    place = find_words(block, words) if words else block.place
    yield Problem(kinds.CRAFT_UNDATED, f"{what} rests on undated evidence alone: {named}", place, hint)


def _name(one: Evidence | Source) -> str:
    return one.name if isinstance(one, Evidence) else one.id


def _is_dated(one: Evidence | Source) -> bool:
    if isinstance(one, Source):
        return one.issued is not None
    return one.source.issued is not None or one.passage.trailer.date is not None


def others_words_keep_to_their_share(drafted: Drafted) -> tuple[Problem, ...]:
    """Of the analyst's text at most the settings' share is others' words: runs of six that stand in an excerpt.

    Excerpts are quoted where they print in full; the text round them is to be the analyst's. Summaries are the desk's
    own words and count for none.
    """
    blocks = [*drafted.topic.summary, *(block for plan in drafted.topic.sections for block in plan.text)]
    texts = [(block, _list_words(read_words(block))) for block in blocks if block.kind not in ("heading", "code")]
    total = sum(len(words) for _, words in texts)
    if total < _FEWEST_WORDS or drafted.settings.max_quote_share >= 1:
        return ()
    runs = {run for one in drafted.used.values() if _is_verbatim(one) for run in _list_runs(one.passage.plain)}
    taken = [(_count_taken(words, runs), block) for block, words in texts]
    share = sum(count for count, _ in taken) / total
    if share <= drafted.settings.max_quote_share:
        return ()
    most = max(taken, key=lambda pair: pair[0])[1]
    limit = f"max_quote_share = {drafted.settings.max_quote_share:g}"
    message = f"{share:.0%} of the analyst's text are others' words ({total} words in all); the limit is {limit}"
    hint = f"tell it in your own words; most stand in “{shorten_words(read_words(most), _SHOWN)}”"
    return (Problem(kinds.CRAFT_QUOTES, message, most.place, hint),)


def _is_verbatim(one: Evidence) -> bool:
    return one.proof.state is not ProofState.SUMMARY


def _list_words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _list_runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _list_words(text)
    return (tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


def _count_taken(words: Sequence[str], runs: set[tuple[str, ...]]) -> int:
    """Count the words that stand in a run of an excerpt's."""
    taken: set[int] = set()
    for at in range(len(words) - _RUN + 1):
        if tuple(words[at : at + _RUN]) in runs:
            taken.update(range(at, at + _RUN))
    return len(taken)
