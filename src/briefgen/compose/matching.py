"""Which thing of one edition is which of another: by name, else by much the same words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from briefgen.model.edition import Edition, IssuedBlock, IssuedJudgement, IssuedSection

#: Two texts are one in other words where so much of their characters stand in the same order (Indel ratio, 0 to 100).
REWORDED = 60.0


def rename_sources(before: Edition, now: Edition) -> Edition:
    """Give an edition with its sources called as they are now, where `formerly` says that they had another id."""
    ids = {old: new for new, former in now.formerly.items() for old in former if new not in before.sources}
    ids = {old: new for old, new in ids.items() if old in before.sources and old not in now.sources}
    return call_sources(before, ids)


def call_sources(edition: Edition, ids: Mapping[str, str]) -> Edition:
    """Give an edition with other names of its sources, by those that they have in it."""
    if not ids:
        return edition

    def call(name: str) -> str:
        source, joint, excerpt = name.partition("^")
        return ids.get(source, source) + joint + excerpt

    def call_block(block: IssuedBlock) -> IssuedBlock:
        return replace(block, evidence=tuple(map(call, block.evidence)))

    def call_judgement(one: IssuedJudgement) -> IssuedJudgement:
        return replace(one, evidence=tuple(map(call, one.evidence)), beside=tuple(map(call, one.beside)))

    return replace(
        edition,
        judgements=tuple(map(call_judgement, edition.judgements)),
        summary_evidence=tuple(map(call, edition.summary_evidence)),
        excerpts={call(name): replace(one, source=call(one.source)) for name, one in edition.excerpts.items()},
        sources={call(name): title for name, title in edition.sources.items()},
        source_details={call(name): details for name, details in edition.source_details.items()},
        found=tuple(sorted(map(call, edition.found))),
        rights={call(name): rights for name, rights in edition.rights.items()},
        sections=tuple(replace(one, blocks=tuple(map(call_block, one.blocks))) for one in edition.sections),
    )


def match_excerpts(before: Edition, texts: Mapping[str, str], names: Collection[str]) -> dict[str, str]:
    """Give for the name of an excerpt now the one that it had: the same, else that of much the same words.

    `texts` are the words of those to match, by name. `names` are all that may print now: none of them is another's
    former self. No excerpt was two.
    """
    matched = {name: name for name in texts if name in before.excerpts}
    gone: dict[str, list[str]] = {}
    for name, one in before.excerpts.items():
        if name not in names:
            gone.setdefault(one.source, []).append(name)
    scored = sorted(
        (-fuzz.ratio(text, before.excerpts[old].text), name, old)
        for name, text in texts.items()
        if name not in matched
        for old in gone.get(name.partition("^")[0], ())
    )
    taken: set[str] = set()
    for score, name, old in scored:
        if -score >= REWORDED and name not in matched and old not in taken:
            matched[name] = old
            taken.add(old)
    return matched


def match_judgements(now: Sequence[IssuedJudgement], before: Sequence[IssuedJudgement]) -> dict[str, IssuedJudgement]:
    """Give for a judgement's key the one that it was: of the same key, else of much the same words."""
    by_key = {issued.key: issued for issued in before if is_named(issued.key)}
    matched = {one.key: by_key[one.key] for one in now if one.key in by_key}
    taken = {issued.key for issued in matched.values()}
    scored = sorted(
        (-fuzz.ratio(one.text, issued.text), place, position)
        for place, one in enumerate(now)
        for position, issued in enumerate(before)
        if one.key not in matched and issued.key not in taken and not (is_named(one.key) and is_named(issued.key))
    )
    for score, place, position in scored:
        if -score >= REWORDED and now[place].key not in matched and before[position].key not in taken:
            matched[now[place].key] = before[position]
            taken.add(before[position].key)
    return matched


def is_named(key: str) -> bool:
    """Whether a judgement's key is an id that the analyst gave, not its place in the list."""
    return not (key[:1] == "j" and key[1:].isdigit())


def match_sections(
    now: Sequence[IssuedSection], before: Sequence[IssuedSection]
) -> list[tuple[IssuedSection | None, IssuedSection | None]]:
    """Pair the sections then and now: of one kind and heading, else of one kind in their order; then those gone."""
    left = list(before)
    pairs: list[tuple[IssuedSection | None, IssuedSection | None]] = []
    former: dict[int, IssuedSection] = {}
    for is_same in (_have_one_heading, _are_of_one_kind):
        for place, one in enumerate(now):
            old = next((old for old in left if is_same(one, old)), None) if place not in former else None
            if old is not None:
                left.remove(old)
                former[place] = old
    pairs += [(former.get(place), one) for place, one in enumerate(now)]
    return [*pairs, *((one, None) for one in left)]


def _have_one_heading(one: IssuedSection, other: IssuedSection) -> bool:
    return (one.kind, one.heading) == (other.kind, other.heading)


def _are_of_one_kind(one: IssuedSection, other: IssuedSection) -> bool:
    return one.kind == other.kind


def list_rest(before: Edition, taken: Iterable[str]) -> list[str]:
    """List the names of an edition's excerpts that no excerpt of now was."""
    kept = set(taken)
    return [name for name in before.excerpts if name not in kept]
