"""A releasable variant: what is marked above a limit is taken out of the data before a brief is put together.

What has no marking that is known, such as an excerpt that no longer exists, counts as TLP:RED. Only what bears the
topic's own marking passes as it is: title, deck, headings, queries, the actors asked for.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from briefgen.compose.findings import Findings
from briefgen.compose.reader_view import join_words, read_words
from briefgen.compose.released_text import Gate, HeldText, release_texts
from briefgen.compose.written import read_summary
from briefgen.errors import PolicyError
from briefgen.model import kinds
from briefgen.model.copies import CopyGroup
from briefgen.model.edition import Edition, IssuedBlock, IssuedExcerpt, IssuedSection
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking
from briefgen.model.problem import Problem
from briefgen.model.source import Source
from briefgen.model.topic import WRITTEN_KINDS, SectionPlan, Topic
from briefgen.model.withheld import Withheld


@dataclass(frozen=True, slots=True)
class Released:
    """A topic and its findings with nothing above the limit in them, and what was taken out."""

    topic: Topic
    findings: Findings
    withheld: tuple[Withheld, ...] = ()


def release(topic: Topic, findings: Findings, limit: Marking | None) -> Released:
    """Take out of a topic and its findings whatever is marked above `limit`; with None, nothing.

    Raises PolicyError where the topic itself is marked above it (`refuse_release` tells that beforehand).
    """
    if limit is None:
        return Released(topic, findings)
    refused = refuse_release(topic, limit)
    if refused:
        raise PolicyError(refused.message)
    gate = make_gate(findings, limit)
    released, held = release_texts(topic, gate)
    plans = {
        position: plan
        for position, (asked, left) in enumerate(zip(topic.sections, released.sections, strict=True))
        if not _is_emptied(asked, left) and (plan := _release_plan(left, position, findings, gate)) is not None
    }
    released = replace(
        released,
        sections=tuple(plans.values()),
        pin=tuple(filter(gate.lets_cite, topic.pin)),
        exclude=tuple(filter(gate.lets_cite, topic.exclude)),
    )
    kept = _release_findings(findings, gate)
    by_section = {now: kept.by_section[old] for now, old in enumerate(plans) if old in kept.by_section}
    previous = _release_edition(findings, gate, released, is_cut=bool(held))
    withheld = (*map(_tell_text, held), *_tell_findings(topic, findings, gate))
    return Released(released, replace(kept, by_section=by_section, previous=previous), withheld)


def refuse_release(topic: Topic, limit: Marking | None) -> Problem | None:
    """Say why a topic has no variant up to `limit`: what bears its own marking would be in it; None where it has."""
    if limit is None or topic.marking <= limit:
        return None
    message = (
        f"`{topic.slug}` itself is {topic.marking.label}: its title, headings and query may not be in a"
        f" {limit.label} variant"
    )
    hint = "lower the topic's tlp if they may, or print it without --max-tlp"
    return Problem(kinds.TLP_ABOVE_LIMIT, message, topic.marking_place, hint)


def make_gate(findings: Findings, limit: Marking) -> Gate:
    """Make a gate of all that findings know of, the last edition's excerpts and sources among it."""
    evidence = _list_evidence(findings)
    sources = {**findings.former_sources, **{one.source.id: one.source for one in evidence}, **findings.sources}
    return Gate(
        limit,
        {one.name: one.marking for one in evidence},
        {source_id: source.marking for source_id, source in sources.items()},
    )


def _list_evidence(findings: Findings) -> list[Evidence]:
    there = (findings.former or (), findings.found, *findings.by_section.values(), *findings.cited.values())
    return [one for each in there for one in each]


def _release_findings(findings: Findings, gate: Gate) -> Findings:
    cleaned: dict[str, Source] = {}

    def clean(source: Source) -> Source:
        """Leave out the ids of other sources that may not be named."""
        if source.id not in cleaned:
            same, other = filter(gate.lets_source, source.same_as), filter(gate.lets_source, source.not_same_as)
            cleaned[source.id] = replace(source, same_as=tuple(same), not_same_as=tuple(other))
        return cleaned[source.id]

    def keep(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
        return tuple(replace(one, source=clean(one.source)) for one in evidence if one.marking <= gate.limit)

    return replace(
        findings,
        found=keep(findings.found),
        by_section={position: keep(there) for position, there in findings.by_section.items()},
        cited={source_id: keep(there) for source_id, there in findings.cited.items() if gate.lets_source(source_id)},
        sources={key: clean(source) for key, source in findings.sources.items() if source.marking <= gate.limit},
        source_ids=tuple(filter(gate.lets_source, findings.source_ids)),
        last_texts={name: text for name, text in findings.last_texts.items() if gate.lets_excerpt(name)},
        renamed={},
        copies=_release_copies(findings.copies, gate),
        former=keep(findings.former) if findings.former is not None else None,
        former_sources={key: clean(one) for key, one in findings.former_sources.items() if one.marking <= gate.limit},
    )


def _release_copies(groups: Iterable[CopyGroup], gate: Gate) -> tuple[CopyGroup, ...]:
    """Leave groups of what may be named. Copies of something held back are still copies of one another."""
    kept = []
    for group in groups:
        members = [one for one in group.members if gate.lets_source(one.source)]
        if gate.lets_source(group.face):
            kept.append(replace(group, members=tuple(members)))
        elif members:
            # Their shares were measured against the face; 0 says that nobody measured.
            others = tuple(replace(one, share=0) for one in members[1:])
            kept.append(CopyGroup(members[0].source, others))
    return tuple(group for group in kept if group.members)


def _is_emptied(asked: SectionPlan, left: SectionPlan) -> bool:
    """Whether a section that is there only where it is written lost its text: its number would be missing."""
    return asked.is_default and asked.kind in WRITTEN_KINDS and bool(asked.text) and not left.text


def _release_plan(plan: SectionPlan, position: int, findings: Findings, gate: Gate) -> SectionPlan | None:
    """Leave out actors heard only in what is held back, for none of them is silent; None where none is left.

    A section with nothing in it is left out whole: "the corpus holds none" might not be true.
    """
    cited = [one for there in findings.cited.values() for one in there]
    material = [*findings.by_section.get(position, findings.found), *cited]
    heard = {one.tagged.actor for one in material}
    audible = {one.tagged.actor for one in material if one.marking <= gate.limit}
    actors = tuple(actor for actor in plan.actors if actor in audible or actor not in heard)
    return None if plan.actors and not actors else replace(plan, actors=actors, hides_emptiness=True)


def _release_edition(findings: Findings, gate: Gate, topic: Topic, *, is_cut: bool) -> Edition | None:
    """Leave of the last edition what may still be told: markings may have been raised since.

    With text held back now, an earlier judgement counts only if its id, or its very words, say which one it is; and of
    the bottom line no change is told, nor where anything it rested on is closed. An excerpt that the corpus has no more
    is counted, not named: the edition's readers had its words, but nobody can say what they would be marked now.
    """
    last = findings.previous
    if last is None:
        return None
    standing = {one.source.id for one in findings.list_all().values() if one.marking <= gate.limit}
    opened = _open_edition(last, gate, standing | findings.sources.keys())
    opened = replace(opened, excerpts=_drop_closed_words(opened, findings, gate))
    opened = _keep_released_text(opened, topic) if is_cut else opened
    is_told = not is_cut and _lets_summary(last, gate)
    return replace(
        opened,
        summary=last.summary if is_told else read_summary(topic),
        summary_evidence=last.summary_evidence if is_told else (),
        unnamed=_count_gone(last, gate) if findings.former is not None else 0,
        is_cut=is_cut or _lacks_text(opened, last),
        left_out=_list_left_out(opened, last),
    )


def _drop_closed_words(opened: Edition, findings: Findings, gate: Gate) -> dict[str, IssuedExcerpt]:
    """Give excerpts of an edition their words of today, where those then hold what is a closed excerpt of its own now.

    Then no change of their words is told; what has no words today leaves.
    """
    there = {one.name: join_words(one) for one in _list_evidence(findings)}
    closed = [words for name, words in there.items() if words and not gate.lets_excerpt(name)]
    holding = {name for name, one in opened.excerpts.items() if any(words in one.text for words in closed)}
    holding |= {name for name, marking in findings.raised.items() if marking > gate.limit}
    return {
        name: replace(one, text=there[name]) if name in holding else one
        for name, one in opened.excerpts.items()
        if name not in holding or name in there
    }


def open_records(
    before: Edition, now: Edition, gate: Gate, topic: Topic | None, closes: Callable[[str, str], bool]
) -> tuple[Edition, Edition]:
    """Leave of two records what may be told in a variant with a limit, by the markings that are known today.

    What the analyst has marked higher since, or rests on what is, leaves as well, and with it all text that does not
    stand now: it may be the same in other words. `topic` is as written now, None where it is gone. `closes` tells
    of an open excerpt's name and its words in a record whether some of these are marked above the limit by now.
    """
    left, held = release_texts(topic, gate) if topic else (None, ())
    gone = {name for name in before.excerpts if name not in gate.excerpts} - now.excerpts.keys()
    was, is_now = (_open_edition(one, gate, now.sources) for one in (before, now))
    was, is_now = _drop_raised_words(was, is_now, closes)
    if held:
        was, is_now = (_keep_released_text(one, left) for one in (was, is_now))
    if held or not all(_lets_summary(one, gate) for one in (before, now)):
        was, is_now = replace(was, summary=""), replace(is_now, summary="")
    is_cut = bool(held) or _lacks_text(was, before)
    return replace(was, unnamed=len(gone), is_cut=is_cut, left_out=_list_left_out(was, before)), is_now


def _drop_raised_words(was: Edition, is_now: Edition, closes: Callable[[str, str], bool]) -> tuple[Edition, Edition]:
    """Tell no change of the words of an open excerpt that held what is closed by now, nor of one that holds it."""
    left = {name: one for name, one in is_now.excerpts.items() if not closes(name, one.text)}
    shut = is_now.excerpts.keys() - left.keys()
    then = {}
    for name, one in was.excerpts.items():
        if name not in shut and not closes(name, one.text):
            then[name] = one
        elif name in left:
            then[name] = replace(one, text=left[name].text)
    return replace(was, excerpts=then), replace(is_now, excerpts=left)


def _lets_summary(edition: Edition, gate: Gate) -> bool:
    """Whether an edition's bottom line may be told: all that it rests on is open."""
    return all(map(gate.lets_name, edition.summary_evidence))


def _keep_released_text(opened: Edition, topic: Topic | None) -> Edition:
    """Leave only the analyst's text that stands in the released topic: the rest may be what is held back now.

    A judgement stands where its words or its id do.
    """
    blocks = [block for plan in topic.sections for block in plan.text] if topic else []
    words = {read_words(block.markdown) for block in blocks}
    ids = {block.id for block in blocks if block.id}
    sections = (
        replace(section, blocks=tuple(one for one in section.blocks if one.text in words))
        for section in opened.sections
    )
    return replace(
        opened,
        judgements=tuple(one for one in opened.judgements if one.text in words or one.key in ids),
        sections=tuple(sections),
    )


def _lacks_text(opened: Edition, edition: Edition) -> bool:
    return (opened.judgements, opened.sections) != (edition.judgements, edition.sections)


def _list_left_out(opened: Edition, edition: Edition) -> tuple[str, ...]:
    kept = {one.key for one in opened.judgements}
    return tuple(one.key for one in edition.judgements if one.key not in kept)


def _open_edition(last: Edition, gate: Gate, standing: Collection[str]) -> Edition:
    """Leave of an edition what is open; `standing` are the sources that are there in any case.

    A source that is not, and of which an excerpt was closed, leaves with it: that it is gone would tell of that.
    """
    excerpts = {name: one for name, one in last.excerpts.items() if gate.lets_excerpt(name)}
    shut = {one.source for name, one in last.excerpts.items() if name in gate.excerpts and not gate.lets_excerpt(name)}
    kept = [name for name in last.sources if gate.lets_source(name) and (name in standing or name not in shut)]
    judgements = tuple(one for one in last.judgements if all(map(gate.lets_name, (*one.evidence, *one.beside))))
    return replace(
        last,
        judgements=judgements,
        excerpts=excerpts,
        sections=tuple(_release_section(one, gate) for one in last.sections),
        labels={tag: last.labels[tag] for one in excerpts.values() for tag in one.tags if tag in last.labels},
        sources={name: last.sources[name] for name in kept},
        source_details={name: last.source_details[name] for name in kept if name in last.source_details},
        found=tuple(filter(gate.lets_excerpt, last.found)),
        rights={name: last.rights[name] for name in kept if name in last.rights},
    )


def _count_gone(last: Edition, gate: Gate) -> int:
    """Count the excerpts that are in the corpus no more; one that is there, and closed by now, goes without a word."""
    return sum(name not in gate.excerpts for name in last.excerpts)


def _release_section(section: IssuedSection, gate: Gate) -> IssuedSection:
    """Leave of an earlier section the blocks that rest on nothing closed, and no heading over those alone."""
    is_open = [all(map(gate.lets_name, block.evidence)) for block in section.blocks]
    kept = (
        block
        for place, block in enumerate(section.blocks)
        if is_open[place] and not (block.level and _heads_only_closed(section.blocks, place, is_open))
    )
    return replace(section, blocks=tuple(kept))


def _heads_only_closed(blocks: Sequence[IssuedBlock], place: int, is_open: Sequence[bool]) -> bool:
    """Whether there was text under a heading, before the next one of its level or above, and all of it is closed."""
    level = blocks[place].level
    ends = (at for at in range(place + 1, len(blocks)) if 0 < blocks[at].level <= level)
    below = [at for at in range(place + 1, next(ends, len(blocks))) if not blocks[at].level]
    return bool(below) and not any(is_open[at] for at in below)


def _tell_text(held: HeldText) -> Withheld:
    name = f"^{held.block.id}" if held.block.id else str(held.block.place)
    return Withheld("judgement" if held.is_judgement else "text", name, held.marking)


def _tell_findings(topic: Topic, findings: Findings, gate: Gate) -> list[Withheld]:
    """Name the sources and excerpts that would have been of use: found by a query, cited or pinned."""
    wanted = {citation.name for citation in (*topic.citations, *topic.pin)}
    cited = [one for there in findings.cited.values() for one in there if {one.name, one.source.id} & wanted]
    found = [*findings.found, *(one for there in findings.by_section.values() for one in there), *cited]
    above = {one.name: one.marking for one in found if one.marking > gate.limit}
    sources = {one.source.id: one.source.marking for one in found}
    sources |= {key: source.marking for key, source in findings.sources.items() if key in wanted}
    return [
        *(Withheld("excerpt", name, marking) for name, marking in sorted(above.items())),
        *(Withheld("source", name, marking) for name, marking in sorted(sources.items()) if marking > gate.limit),
    ]
