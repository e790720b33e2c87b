"""The source summary statement (ICD 206): how many sources, of which kinds, how good, and where they are thin.

It is generated, in the brief's language, and short: at most eighty words whatever the sources are.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from briefgen.model.bibliography import SourceEntry
from briefgen.model.brief import Statistics
from briefgen.model.evidence import Evidence, ProofState
from briefgen.model.prose import CitationMark, Remark
from briefgen.wording.labels import name_kind, name_language, say, say_count

_MOST_KINDS = 4
_MOST_MARKS = 4
#: From this share on one publisher, or one doubt, is a weakness of the whole.
_MOST = 0.5
_FEW_SOURCES = 3
_UNKNOWN = "F"


def sum_up_sources(
    entries: Sequence[SourceEntry], used: Collection[Evidence], statistics: Statistics, language: str
) -> tuple[Remark, ...]:
    """Write the statement, a remark a sentence; nothing where there is no source."""
    if not entries:
        return ()
    remarks = [
        Remark(_count(entries, statistics, language)),
        *_tell_kinds(entries, language),
        *_tell_grades(entries, language),
        *_tell_weaknesses(entries, used, language),
    ]
    if all(entry.is_summary for entry in entries):
        remarks.append(Remark(say("all_sources_summarised", language)))
    return tuple(remarks)


def name_grade(letter: str, language: str) -> str:
    """Name an Admiralty grade, a letter of reliability or a digit of credibility, in words: "usually reliable"."""
    return say(f"grade.{letter}", language)


def _count(entries: Sequence[SourceEntry], statistics: Statistics, language: str) -> str:
    parts = [say_count(len(entries), "sources", language)]
    if len(entries) > 1 and statistics.independent:
        parts.append(say_count(statistics.independent, "independent", language))
    years = [entry.issued.earliest.year for entry in entries if entry.issued and not entry.issued.is_open]
    if years:
        parts.append(f"{min(years)}–{max(years)}" if min(years) != max(years) else str(min(years)))
    return ", ".join(parts) + "."


def _tell_kinds(entries: Sequence[SourceEntry], language: str) -> Iterator[Remark]:
    kinds = [name_kind(entry.type, language) if entry.type else "" for entry in entries]
    languages = [name_language(entry.language, language) if entry.language else "" for entry in entries]
    for key, found in (("sum.types", kinds), ("sum.languages", languages)):
        if any(found):
            yield Remark(f"{say(key, language)}: {_list_counts(found, language)}.")


def _list_counts(words: Iterable[str], language: str) -> str:
    """List what there is with its number, the most frequent first; a single one needs no number."""
    named = Counter(word or say("sum.unknown", language) for word in words)
    counts = sorted(named.items(), key=lambda each: (-each[1], each[0]))
    if len(counts) == 1:
        return counts[0][0]
    shown = counts if len(counts) <= _MOST_KINDS else counts[: _MOST_KINDS - 1]
    listed = [f"{word}\u00a0({number})" for word, number in shown]
    rest = sum(number for _, number in counts[len(shown) :])
    return ", ".join([*listed, f"{say('sum.other', language)}\u00a0({rest})"] if rest else listed)


def _tell_grades(entries: Sequence[SourceEntry], language: str) -> Iterator[Remark]:
    """Tell the best and the worst grade; F is no grade but the lack of one, and not worse than E."""
    graded = Counter(entry.reliability for entry in entries if entry.reliability not in ("", _UNKNOWN))
    if not graded:
        return
    best, worst = min(graded), max(graded)
    if best == worst:
        key = "sum.all_graded" if graded[best] == len(entries) else "sum.graded"
        yield Remark(say(key, language, **_tell_grade(best, graded[best], language)))
        return
    yield Remark(say("sum.strongest", language, **_tell_grade(best, graded[best], language)))
    marks = _mark([entry for entry in entries if entry.reliability == worst])
    yield Remark(say("sum.weakest", language, **_tell_grade(worst, graded[worst], language)), marks)


def _tell_grade(letter: str, number: int, language: str) -> dict[str, object]:
    return {"number": number, "grade": letter, "words": name_grade(letter, language)}


def _tell_weaknesses(entries: Sequence[SourceEntry], used: Collection[Evidence], language: str) -> Iterator[Remark]:
    weak: list[tuple[str, int]] = [
        ("undated_sources", sum(entry.issued is None for entry in entries)),
        ("sum.doubtful", sum(_is_doubtful(entry) for entry in entries)),
        ("sum.ungraded", sum(entry.reliability in ("", _UNKNOWN) for entry in entries)),
        ("sum.nameless", sum(not (entry.publisher or entry.author) for entry in entries)),
        ("sum.unchecked", sum(evidence.proof.state is ProofState.UNPROVEN for evidence in used)),
        ("sum.one_publisher", _count_largest_publisher(entries)),
    ]
    told = [say_count(number, key, language) for key, number in weak if number]
    if told:
        yield Remark(f"{say('sum.weak', language)}: {', '.join(told)}.")


def _is_doubtful(entry: SourceEntry) -> bool:
    date = entry.issued
    return date is not None and (date.uncertain or date.approximate or date.is_bound)


def _count_largest_publisher(entries: Sequence[SourceEntry]) -> int:
    """Count the sources of the publisher that gives more than half of them, 0 where none does."""
    publishers = Counter(entry.publisher for entry in entries if entry.publisher)
    largest = max(publishers.values(), default=0)
    return largest if len(entries) >= _FEW_SOURCES and largest > _MOST * len(entries) else 0


def _mark(entries: Sequence[SourceEntry]) -> tuple[CitationMark, ...]:
    """Mark the sources that a sentence speaks of, if they are few."""
    marks = tuple(CitationMark(str(entry.number), entry.anchor, entry.title) for entry in entries)
    return marks if len(marks) <= _MOST_MARKS else ()
