"""What stands in an edition as it is marked today: excerpts, sources and judgements may have been raised since."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from briefgen.compose.matching import REWORDED
from briefgen.compose.reader_view import join_words, read_words
from briefgen.compose.words_today import WordsToday, list_moved
from briefgen.model.edition import Edition, IssuedExcerpt
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking
from briefgen.model.source import Source
from briefgen.model.topic import AnalystBlock, Topic


def list_excerpts(edition: Edition) -> dict[str, IssuedExcerpt]:
    """List the excerpts that an edition holds by name: those it prints or cites, and those it says have changed."""
    return {**edition.told.excerpts, **edition.excerpts}


def list_sources(edition: Edition) -> dict[str, str]:
    """List the sources of all that an edition holds, their titles by id."""
    return {**edition.told.sources, **edition.sources}


def list_markings_today(
    edition: Edition,
    topic: Topic,
    sources: Mapping[str, Source | None],
    find_evidence: Callable[[str], Sequence[Evidence]],
    gather: Callable[[], WordsToday],
) -> frozenset[Marking]:
    """List the markings that an edition's topic, sources, excerpts and judgements bear today, and those it tells of.

    `sources` are those of `list_sources` by the ids that they had then, as they are now (None: gone, and not asked any
    more); `find_evidence` gives a source's excerpts by its id of today. What is called otherwise now is known by much
    the same words. `gather` gives all words of the corpus, and is asked only where an excerpt lost some: they may have
    been moved into a source that is marked higher.
    """
    printed: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name, one in list_excerpts(edition).items():
        quoted, _, excerpt = name.partition("^")
        printed[quoted][excerpt] = one.text
    found = {topic.marking, *_list_written(edition, topic)}
    for old, source in sources.items():
        if source is not None:
            found |= {source.marking, *_list_excerpts(printed[old], find_evidence(source.id))}
    for text, left in _list_changed(edition, sources, find_evidence):
        found.update(list_moved(text, left, gather()))
    return frozenset(found)


def _list_excerpts(printed: Mapping[str, str], there: Sequence[Evidence]) -> Iterator[Marking]:
    names = {one.passage.id for one in there}
    gone = [text for name, text in printed.items() if name not in names]
    for one in there:
        words = join_words(one)
        # A sentence may have been split off, so that it alone is marked higher.
        if one.passage.id in printed or _stands_in(words, printed.values()) or _is_alike(words, gone):
            yield one.marking


def _list_changed(
    edition: Edition, sources: Mapping[str, Source | None], find_evidence: Callable[[str], Sequence[Evidence]]
) -> Iterator[tuple[str, str]]:
    """List the words of excerpts that are not as they were, each with what its excerpt says today ("" if gone)."""
    for name, one in (*edition.told.excerpts.items(), *edition.excerpts.items()):
        old, _, excerpt = name.partition("^")
        source = sources.get(old)
        there = find_evidence(source.id) if source is not None else ()
        now = [each for each in there if each.passage.id == excerpt]
        if one.text and one.text not in map(join_words, now):
            yield one.text, " ".join(each.passage.plain for each in now)


def _list_written(edition: Edition, topic: Topic) -> Iterator[Marking]:
    """List the labels of the analyst's own blocks that the edition has, word for word or in other words."""
    blocks = (*topic.summary, *(block for plan in topic.sections for block in plan.text))
    keys = {one.key for one in (*edition.judgements, *edition.told.judgements)}
    texts = list(_list_texts(edition))
    now = [read_words(block.markdown) for block in blocks]
    gone = list(filter(None, (_take_out(text, now) for text in texts)))
    for block, words in zip(blocks, now, strict=True):
        if block.marking is not None and (_has_key(block, keys) or _stands_in(words, texts) or _is_alike(words, gone)):
            yield block.marking


def _has_key(block: AnalystBlock, keys: set[str]) -> bool:
    return bool(block.id) and block.id in keys


def _stands_in(words: str, texts: Iterable[str]) -> bool:
    return bool(words) and any(words in text for text in texts)


def _list_texts(edition: Edition) -> Iterator[str]:
    yield edition.summary
    yield from (one.text for one in edition.judgements)
    yield from (block.text for section in edition.sections for block in section.blocks)
    yield from (one.text for one in edition.told.judgements)
    yield from edition.told.texts


def _take_out(text: str, now: Iterable[str]) -> str:
    """Give what of an edition's text nobody says any more."""
    for words in now:
        text = text.replace(words, "") if words else text
    return text.strip()


def _is_alike(words: str, gone: Iterable[str]) -> bool:
    return any(fuzz.ratio(words, text) >= REWORDED for text in gone)
