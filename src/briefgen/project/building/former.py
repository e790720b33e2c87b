"""What is left in the corpus of an edition's excerpts that a topic does not find any more."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace

from briefgen.compose.findings import Findings
from briefgen.compose.matching import call_sources
from briefgen.compose.reader_view import join_words
from briefgen.compose.words_today import WordsToday, mark_lost_words
from briefgen.index.store import Index
from briefgen.model.edition import Edition
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking


def look_back_at(
    last: Edition | None, findings: Findings, index: Index, gather: Callable[[], WordsToday] | None
) -> Findings:
    """Add to a topic's findings the edition to compare with (`call_as_today`), and where its excerpts are now.

    Only what was not found by itself is looked up, so that it can be said why it is gone, and in a variant with a
    limit, whether it may be named. For that `gather` gives all words of the corpus, too; it is None where there is no
    limit.
    """
    if last is None:
        return replace(findings, previous=None)
    last, there = call_as_today(last, index), findings.list_all()
    missing = sorted(name for name in last.excerpts if name not in there)
    known = findings.list_sources()
    former = index.load(missing)
    ids = sorted(name for name in last.sources if name not in known)
    return replace(
        findings,
        previous=last,
        former=tuple(one for _, one in sorted(former.items())),
        former_sources={name: source for name in ids if (source := index.source(name)) is not None},
        raised=_mark_lost(last, {**there, **former}, gather) if gather else {},
    )


def call_as_today(last: Edition, index: Index) -> Edition:
    """Give an edition with its sources called as in an index, where `formerly` says so of what that has no more.

    One that two sources claim to have been keeps its name: nobody can tell which of them is meant.
    """
    missing = {name for name in last.sources if index.source(name) is None}
    claims: defaultdict[str, set[str]] = defaultdict(set)
    for source in index.sources() if missing else ():
        for old in missing.intersection(source.formerly):
            claims[old].add(source.id)
    ids = {old: min(names) for old, names in claims.items() if len(names) == 1}
    return call_sources(last, {old: new for old, new in ids.items() if new not in last.sources})


def _mark_lost(last: Edition, now: Mapping[str, Evidence], gather: Callable[[], WordsToday]) -> dict[str, Marking]:
    """Mark what excerpts that are there have lost of their words."""
    changed = {
        name: one.text for name, one in last.excerpts.items() if name in now and one.text != join_words(now[name])
    }
    return {name: mark_lost_words(text, now[name], gather) for name, text in changed.items()}
