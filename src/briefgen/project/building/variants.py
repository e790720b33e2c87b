"""In which variants topics are printed: the one that is asked for, else their own and those on record."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefgen.errors import PolicyError
from briefgen.model.record import Record
from briefgen.model.topic import Topic
from briefgen.model.variant import OWN_VARIANT, Variant


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which topics (none named: all), and in which variant (nothing said: their own, and those on record).

    `by_topic` names the variants of topics one by one.
    """

    topics: tuple[str, ...] = ()
    variant: Variant = OWN_VARIANT
    by_topic: Mapping[str, tuple[Variant, ...]] = field(default_factory=dict)


def choose_variants(topic: Topic, wanted: Wanted, records: Mapping[str, Record], output: Path) -> tuple[Variant, ...]:
    """Choose a topic's variants. Raises PolicyError where the topic is marked above the limit that is asked for."""
    if topic.slug in wanted.by_topic:
        return wanted.by_topic[topic.slug]
    if wanted.variant != OWN_VARIANT:
        _refuse_above_limit(topic, wanted.variant)
        return (simplify_variant(topic, wanted.variant),)
    others = [one.variant for _, one in sorted(records.items()) if one.slug == topic.slug and _is_kept(one, output)]
    return tuple(dict.fromkeys((OWN_VARIANT, *(simplify_variant(topic, one) for one in others))))


def simplify_variant(topic: Topic, variant: Variant) -> Variant:
    """Leave out of a variant what the topic says itself, so that one page has one name."""
    template = "" if variant.template == topic.form else variant.template
    return replace(variant, template=template, language="" if variant.language == topic.language else variant.language)


def list_gone(output: Path, records: Mapping[str, Record], slugs: Set[str]) -> tuple[str, ...]:
    """List drafts on record that are no more: their topic has no file, or their files were taken away by a person.

    A topic's own draft is printed anew when its files are missing; of a further variant that says it is not wanted.
    """
    return tuple(sorted(name for name, one in records.items() if one.slug not in slugs or not _is_kept(one, output)))


def list_taken_away(records: Mapping[str, Record], gone: Iterable[str], slugs: Set[str]) -> tuple[str, ...]:
    """List those of the drafts that are no more whose topic still stands: a person took their files away."""
    return tuple(name for name in gone if records[name].slug in slugs)


def _is_kept(record: Record, output: Path) -> bool:
    own = record.variant == OWN_VARIANT
    return own or any((output / f"{record.name}{end}").is_file() for end in (".html", ".pdf"))


def _refuse_above_limit(topic: Topic, variant: Variant) -> None:
    if variant.limit is not None and topic.marking > variant.limit:
        raise PolicyError(
            f"`{topic.slug}` itself is {topic.marking.label}: its title, headings and query may not be in a "
            f"{variant.limit.label} variant. Lower the topic's tlp, or print it without --max-tlp."
        )
