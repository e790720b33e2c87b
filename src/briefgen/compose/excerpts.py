"""The evidence of a section in full, laid out in groups whose headings tell something."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefgen.compose.entries import make_excerpt
from briefgen.compose.reader_view import tell_excerpt
from briefgen.compose.scores import list_wanted
from briefgen.compose.sections import Desk
from briefgen.compose.selection import Selection
from briefgen.model.evidence import Evidence
from briefgen.model.printed_excerpt import ExcerptEntry, ExcerptGroup, Version
from briefgen.model.query import Value
from briefgen.model.topic import SectionPlan
from briefgen.wording.labels import say

#: A tag heads a group of its own where it joins two at least, and not where nearly all have it: it tells nothing then.
_FEWEST, _LARGEST_SHARE = 2, 2 / 3
#: Before the first and after the last of the vocabulary's ranks.
_LAST = 1_000_000
#: A group of more entries than this is read in an order that can be seen: by actor, then by day.
_MOST_UNSORTED = 6

#: Where a group stands, and its heading; a rank from `_LAST` on is that of the rest.
_Group = tuple[int, str]


def group_excerpts(selection: Selection, plan: SectionPlan, desk: Desk) -> tuple[ExcerptGroup, ...]:
    """Lay a selection out in groups, in the vocabulary's order.

    An excerpt stands under the first of its tags of the wanted root; those that have none under the tags that most of
    them share, of whatever root; what is left comes last. The author may give a group a heading that states
    what it shows (`SectionPlan.headings`).
    """
    groups = _assign_groups(selection.chosen, plan.group, desk)
    order = list(dict.fromkeys(groups[evidence.name] for evidence in selection.chosen))
    if plan.order != "source":
        order.sort()
    written = {desk.wording.name_tag(tag): heading for tag, heading in plan.headings}
    made = []
    for position, (rank, name) in enumerate(order, 1):
        there = [evidence for evidence in selection.chosen if groups[evidence.name] == (rank, name)]
        if plan.group and plan.order in ("", "score") and len(there) > _MOST_UNSORTED:
            there.sort(key=lambda evidence: _rank_voice(evidence, desk))
        own = written.get(name, "") if rank < _LAST else ""
        made.append(
            ExcerptGroup(
                heading=own or (name if len(order) > 1 or rank < _LAST else ""),
                anchor=f"g{position}",
                entries=tuple(_print_excerpt(evidence, selection, desk) for evidence in there),
                is_rest=rank >= _LAST,
                language=desk.topic.language if own else "",
            )
        )
    return tuple(made)


def _rank_voice(evidence: Evidence, desk: Desk) -> tuple[int, str, int, str, int]:
    """Rank an excerpt by its actor in the vocabulary's order, then by its day; what has neither comes last."""
    actor = evidence.tagged.actor
    rank = desk.wording.vocabulary.rank_tags().get(actor, _LAST) if actor else _LAST + 1
    date = evidence.passage.trailer.date or evidence.source.issued
    day = date.known_day.toordinal() if date else _LAST * 10
    return (rank, actor, day, evidence.source.id, evidence.passage.ordinal)


def _print_excerpt(evidence: Evidence, selection: Selection, desk: Desk) -> ExcerptEntry:
    mark = desk.numbering.print_in_full(evidence)
    number = desk.numbering.number(evidence.source)
    versions = tuple(
        Version(one.language, desk.numbering.mark_excerpt(one)) for one in selection.list_versions(evidence.name)
    )
    change = tell_excerpt(evidence.name, desk.since)
    entry = make_excerpt(evidence, mark, number, desk.wording, selection.list_copies(evidence.name))
    return replace(entry, versions=versions, change=change)


def _assign_groups(chosen: Sequence[Evidence], group: str, desk: Desk) -> dict[str, _Group]:
    """Give each excerpt, by name, its group."""
    language = desk.wording.language
    match group:
        case "":
            return {evidence.name: (0, "") for evidence in chosen}
        case "source":
            return {evidence.name: (0, evidence.source.title) for evidence in chosen}
        case "year":
            undated = (_LAST, say("group_undated", language))
            return {one.name: _find_year(one) or undated for one in chosen}
        case "actor":
            unnamed = (_LAST, say("group_no_actor", language))
            return {one.name: _head([one.tagged.actor], desk) or unnamed for one in chosen}
    return _group_by_tags(chosen, group, desk)


def _find_year(evidence: Evidence) -> _Group | None:
    issued = evidence.source.issued
    return (issued.earliest.year, str(issued.earliest.year)) if issued and not issued.is_open else None


def _group_by_tags(chosen: Sequence[Evidence], root: str, desk: Desk) -> dict[str, _Group]:
    groups = {
        one.name: head for one in chosen if (head := _head([t for t in one.tagged.tags if _is_below(t, root)], desk))
    }
    rest = [one for one in chosen if one.name not in groups]
    asked = {term.value for term in list_wanted(desk.topic.query) if isinstance(term, Value) and term.field == "tag"}
    for evidence, tag in _share_out(rest, asked, desk):
        head = _head([tag], desk)
        groups[evidence.name] = head or (0, tag)
    other = (_LAST, say("group_rest", desk.wording.language))
    return {one.name: groups.get(one.name, other) for one in chosen}


def _share_out(rest: Sequence[Evidence], asked: set[str], desk: Desk) -> Iterable[tuple[Evidence, str]]:
    """Put what has no tag of the wanted root under the tags that most of it shares, the largest group first.

    A tag that nearly all have heads a group only where there is no other; one that the topic's query asks for, never.
    """
    ranks = desk.wording.vocabulary.rank_tags()
    left = list(rest)
    counts = Counter(tag for one in rest for tag in one.tagged.tags)
    telling = {tag for tag, count in counts.items() if count <= _LARGEST_SHARE * len(rest) and tag not in asked}
    for usable in (telling, counts.keys() - telling - asked):
        while left:
            now = Counter(tag for one in left for tag in one.tagged.tags if tag in usable)
            best = min(now, key=lambda tag: (-now[tag], ranks.get(tag, _LAST), tag), default="")
            if now[best] < _FEWEST:
                break
            yield from ((one, best) for one in left if best in one.tagged.tags)
            left = [one for one in left if best not in one.tagged.tags]


def _head(tags: Sequence[str], desk: Desk) -> _Group | None:
    """Give the group that the first of some tags, in vocabulary order, heads; None for no tag."""
    ranks = desk.wording.vocabulary.rank_tags()
    ranked = sorted((ranks.get(tag, len(ranks)), desk.wording.name_tag(tag)) for tag in tags if tag)
    return ranked[0] if ranked else None


def _is_below(tag: str, root: str) -> bool:
    return tag.startswith(f"{root}/")
