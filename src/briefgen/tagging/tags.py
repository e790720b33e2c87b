"""Which tags a passage has, and why; who speaks in it, and for whom."""

from collections.abc import Iterator

from briefgen.model.date import PartialDate
from briefgen.model.evidence import TaggedPassage, Tagging
from briefgen.model.source import Passage, Source
from briefgen.model.vocabulary import Speaking, Vocabulary
from briefgen.tagging.matcher import Matcher, find_names, find_tag_called

_PERSON = "person/"


def tag_source(
    source: Source, passages: tuple[Passage, ...], vocabulary: Vocabulary, matcher: Matcher
) -> tuple[TaggedPassage, ...]:
    """Give each passage of a source its tags, its speaker and its actor.

    `matcher` is the vocabulary's own (`compile_matcher`). Asserted tags that the vocabulary does
    not know stay out: `tagging.check.check_tags` reports them. Names are sought in the whole
    passage, also where marks narrow the excerpt: what is said around a quotation says what it is about.
    """
    return tuple(_tag_passage(source, passage, vocabulary, matcher) for passage in passages)


def find_speaker(passage: Passage, vocabulary: Vocabulary, matcher: Matcher) -> str:
    """Return the tag of the trailer's speaker, or "" where none is named or the vocabulary has no such name."""
    return find_named_tag(passage.trailer.speaker, vocabulary, matcher)


def find_named_tag(written: str, vocabulary: Vocabulary, matcher: Matcher) -> str:
    """Return the tag that a person wrote as a tag, a name or a ``[[link]]`` to either, or ""."""
    name = written.strip().removeprefix("[[").removesuffix("]]").partition("|")[0].strip().removeprefix("#")
    return name if name in vocabulary.known else find_tag_called(matcher, name)


def list_actors(source: Source, passage: Passage, speaker: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return for whom a person's tag speaks at a passage's time, in the author's order, none twice.

    The time is the trailer's date, else the source's. An office counts where it overlaps that time;
    where some cover it whole, only those. Without a time all offices count. One result is an
    answer; several are a question that only the trailer's ``actor`` settles.
    """
    term = vocabulary.terms.get(speaker)
    offices = term.speaks_for if term else ()
    time = passage.trailer.date or source.issued
    if time is not None:
        offices = tuple(office for office in offices if _overlaps(office, time))
        offices = tuple(office for office in offices if _covers(office, time)) or offices
    return tuple(dict.fromkeys(office.actor for office in offices))


def _tag_passage(source: Source, passage: Passage, vocabulary: Vocabulary, matcher: Matcher) -> TaggedPassage:
    speaker = find_speaker(passage, vocabulary, matcher)
    actor = _find_actor(source, passage, speaker, vocabulary, matcher)
    taggings: dict[str, Tagging] = {}
    for tagging in _list_direct(source, passage, matcher, speaker, actor):
        if tagging.tag in vocabulary.known:
            taggings.setdefault(tagging.tag, tagging)
    for tag in tuple(taggings):
        for given, giver in matcher.implied.get(tag, ()):
            taggings.setdefault(given, Tagging(given, asserted=False, reason=f"implied by {giver}"))
    last = len(matcher.ranks)
    ordered = sorted(taggings.values(), key=lambda tagging: (matcher.ranks.get(tagging.tag, last), tagging.tag))
    return TaggedPassage(passage, tuple(ordered), speaker, actor)


def _list_direct(source: Source, passage: Passage, matcher: Matcher, speaker: str, actor: str) -> Iterator[Tagging]:
    """Yield the tags that are not implied by others: asserted ones first, so that they win."""
    for tag in passage.trailer.tags:
        yield Tagging(tag, asserted=True, reason="written in the trailer")
    for tag in source.tags:
        yield Tagging(tag, asserted=True, reason="inherited from the source")
    if speaker:
        yield Tagging(speaker, asserted=True, reason="speaks here")
    if actor:
        yield Tagging(actor, asserted=bool(passage.trailer.actor), reason="speaks here")
    for hit in find_names(matcher, passage.plain):
        yield Tagging(hit.tag, asserted=False, reason=f"matches “{passage.plain[hit.start : hit.end]}”")


def _find_actor(source: Source, passage: Passage, speaker: str, vocabulary: Vocabulary, matcher: Matcher) -> str:
    """Return who acts: the trailer's word, else for whom the speaker speaks, else a speaker who is no person."""
    if passage.trailer.actor:
        return find_named_tag(passage.trailer.actor, vocabulary, matcher)
    if speaker and not speaker.startswith(_PERSON):
        return speaker
    actors = list_actors(source, passage, speaker, vocabulary)
    return actors[0] if len(actors) == 1 else ""


def _overlaps(office: Speaking, time: PartialDate) -> bool:
    begins_late = office.start is not None and office.start.earliest > time.latest
    ends_early = office.end is not None and office.end.latest < time.earliest
    return not begins_late and not ends_early


def _covers(office: Speaking, time: PartialDate) -> bool:
    begins_before = office.start is None or office.start.earliest <= time.earliest
    ends_after = office.end is None or office.end.latest >= time.latest
    return begins_before and ends_after
