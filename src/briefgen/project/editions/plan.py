"""Which variants of a topic an issue freezes, for whom, and under which numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.compose.editions import is_unchanged
from briefgen.editions.record import RECORD
from briefgen.editions.shelf import (
    choose_next_number,
    list_editions,
    name_variant,
    read_all_sums,
    read_last_edition,
    read_newest,
)
from briefgen.model.edition import Edition
from briefgen.model.marking import Marking
from briefgen.model.recipient import Recipients
from briefgen.model.topic import Topic
from briefgen.model.variant import OWN_VARIANT, Variant
from briefgen.project.building.variants import simplify_variant
from briefgen.project.place import Project
from briefgen.refresh.draft import Draft


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be frozen of a topic: its variants, with the names of their recipients.

    `without` are recipients who get none, each with the reason; `refused` says why nothing can be issued at all.
    """

    variants: Mapping[Variant, tuple[str, ...]] = field(default_factory=dict)
    without: tuple[tuple[str, str], ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """The variants of an issue that share a series of numbers: all that have one limit.

    `number` is theirs; `drafts` are those to print. `newest` is the newest edition in its variants, which they join
    where `is_joined`; `there` are those that it has already.
    """

    limit: Marking | None
    number: int
    drafts: tuple[Draft, ...]
    newest: tuple[Edition, ...] = ()
    is_joined: bool = False
    there: tuple[Draft, ...] = ()


def plan_variants(topic: Topic, recipients: Recipients, asked: Variant) -> Plan:
    """Choose the variants that a topic's recipients need, and its own; or the one that is asked for."""
    if asked != OWN_VARIANT:
        return _plan_one(topic, asked)
    if topic.recipients and not recipients.is_sound:
        return Plan(refused="the file of its recipients has errors, and nobody knows what each may see")
    variants: dict[Variant, list[str]] = {OWN_VARIANT: []}
    without = []
    for one in recipients.resolve(topic.recipients):
        variant = simplify_variant(topic, one.choose_variant(topic.slug))
        if variant.limit is not None and topic.marking > variant.limit:
            may = f"{one.name} may see up to {variant.limit.label}"
            without.append((one.name, f"{may}, and the topic itself is {topic.marking.label}"))
        else:
            variants.setdefault(variant, []).append(one.name)
    return Plan({variant: tuple(names) for variant, names in variants.items()}, tuple(without))


def _plan_one(topic: Topic, asked: Variant) -> Plan:
    if asked.limit is not None and topic.marking > asked.limit:
        return Plan(
            refused=f"the topic itself is {topic.marking.label}: its title, headings and query may not be in a "
            f"{asked.limit.label} variant. Lower the topic's tlp, or issue it without --max-tlp"
        )
    return Plan({simplify_variant(topic, asked): ()})


def arrange_series(project: Project, topic: Topic, drafts: Sequence[Draft], day: str) -> tuple[Series, ...]:
    """Give a topic's drafts their numbers: those of one limit share one.

    On the same day (ISO) and of the same material, variants that the newest edition lacks join it. Raises
    IntegrityError where that cannot be read.
    """
    limits = dict.fromkeys(draft.variant.limit for draft in drafts)
    return tuple(
        _arrange(project, topic, [one for one in drafts if one.variant.limit == limit], day) for limit in limits
    )


def _arrange(project: Project, topic: Topic, drafts: Sequence[Draft], day: str) -> Series:
    slug, limit = topic.slug, drafts[0].variant.limit
    newest = read_newest(project.editions, slug, limit)
    following = choose_next_number(project.editions, slug, limit)
    last = newest[0].number if newest else 0
    named = {one.variant for one in list_editions(project.editions, slug) if one.number == last}
    missing = tuple(one for one in drafts if name_variant(topic, one.variant) not in named)
    places = [f"{slug}/{last}/{name_variant(topic, one.variant)}" for one in missing]
    is_joined = bool(newest and missing) and last == following - 1 and not _is_any_used(project, slug, places)
    if is_joined and _are_of_one(missing, newest, day):
        there = tuple(one for one in drafts if one not in missing)
        return Series(limit, last, missing, newest, is_joined=True, there=there)
    return Series(limit, following, tuple(drafts), newest)


def _is_any_used(project: Project, slug: str, places: Sequence[str]) -> bool:
    """Whether a folder without a record, which some killed program left, is in the way, or only a digest is left."""
    listed = read_all_sums(project.editions, slug)
    return any((project.editions / one).exists() or f"{one}/{RECORD}" in listed for one in places)


def _are_of_one(drafts: Sequence[Draft], newest: tuple[Edition, ...], day: str) -> bool:
    """Whether drafts are of the same day and material as the newest edition."""
    material = {draft.edition.material for draft in drafts if draft.edition}
    return all(one.issued == day and {one.material} == material for one in newest)


def tell_sameness(project: Project, topic: Topic, series: Series) -> str:
    """Say that nothing has changed in a series since the last edition in the very same variants, where that is so."""
    last = None
    for draft in series.drafts:
        before = series.number if series.is_joined else None
        last, edition = read_last_edition(project.editions, topic, draft.variant, before), draft.edition
        if last is None or edition is None or (last.template, last.language) != (edition.template, edition.language):
            return ""
        if not is_unchanged(edition, last):
            return ""
    since = f"since edition {last.number} of {last.issued}" if last else ""
    return f"no word, judgement, evidence or marking has changed {since}"
