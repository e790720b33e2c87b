"""Why a draft is stale: what changed beside its excerpts, from a source's date to a library's version."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefgen.grammar.phrases import count_things, join_words
from briefgen.model.inputs import Inputs, Reason
from briefgen.refresh.excerpt_reasons import Scene, tell_loss
from briefgen.refresh.inputs import EXCERPT_ASPECTS, SOURCE_ASPECTS
from briefgen.refresh.marks import find_moved
from briefgen.refresh.terms import Moves, list_edits
from briefgen.refresh.topic_parts import JUDGEMENT_ASPECTS
from briefgen.render.toolchain import MACHINE_FONTS

#: What a page is laid out with beside files; it may come and go by an edit.
_NOT_FILES = ("the logo", "the project's own words")


def compare_sources(before: Inputs, now: Inputs, scene: Scene) -> Iterator[Reason]:
    """Tell the sources that are new, that are described otherwise, in what, and those that are used no more."""
    yield from _tell_set("source", before.sources, now.sources, "+")
    changed: dict[str, list[str]] = {}
    for source in sorted(before.sources.keys() & now.sources.keys()):
        if before.sources[source] != now.sources[source]:
            moved = find_moved(before.sources[source], now.sources[source], SOURCE_ASPECTS)
            changed.setdefault(join_words(moved) or "description", []).append(source)
    for what, names in changed.items():
        yield Reason("~", f"{count_things(len(names), 'source')} with another {what}", tuple(names), "sources")
    gone: dict[str, list[str]] = {}
    for source in sorted(before.sources.keys() - now.sources.keys()):
        gone.setdefault(_tell_end(source, before, scene), []).append(source)
    for how, names in gone.items():
        yield Reason("-", f"{count_things(len(names), 'source')} {how}", tuple(names), "sources")


def _tell_end(source: str, before: Inputs, scene: Scene) -> str:
    """Say how a source went: withdrawn, gone, or in the corpus and used no more."""
    reasons = {tell_loss(name, row, scene) for name, row in before.excerpts.items() if name.startswith(f"{source}^")}
    if "its source is withdrawn" in reasons:
        return "withdrawn"
    return "no longer used" if source in scene.source_ids else "gone"


def _tell_set(word: str, before: Mapping[str, str], now: Mapping[str, str], sign: str) -> Iterator[Reason]:
    names = sorted(now.keys() - before.keys() if sign == "+" else before.keys() - now.keys())
    if names:
        how = "new" if sign == "+" else "gone"
        yield Reason(sign, f"{count_things(len(names), word)} {how}", tuple(names), f"{word}s")


def compare_judgements(before: Inputs, now: Inputs) -> Iterator[Reason]:
    """Tell the judgements that are new, edited, in what, and gone."""
    old, new = _match_unnamed(before.judgements, now.judgements)
    yield from _tell_set("judgement", old, new, "+")
    changed: dict[str, list[str]] = {}
    for key in sorted(old.keys() & new.keys()):
        if old[key] != new[key]:
            moved = find_moved(old[key], new[key], JUDGEMENT_ASPECTS)
            changed.setdefault(join_words(moved), []).append(key)
    for what, names in changed.items():
        phrase = f"{count_things(len(names), 'judgement')} edited: {what}"
        yield Reason("~", phrase, tuple(names), "judgements")
    yield from _tell_set("judgement", old, new, "-")


def _match_unnamed(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Take those out of both that have no id and stand, as they were, at another place."""
    old, new = dict(before), dict(now)
    for key, row in before.items():
        match = next((one for one in new if not one.startswith("^") and new[one] == row), None)
        if not key.startswith("^") and match is not None:
            del old[key], new[match]
    return old, new


def compare_topic(before: Inputs, now: Inputs) -> Iterator[Reason]:
    """Name the parts of the topic's file that were edited, its judgements aside."""
    if before.topic != now.topic and not before.parts:
        yield Reason("~", "the topic file was edited", about="topic")
    elif before.parts:
        changed = _list_changed(before.parts, now.parts)
        if changed:
            yield Reason("~", "the topic was edited", tuple(changed), "topic")


def _list_changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """List what is not the same in both, in the order of now, then what is gone."""
    return [
        *(name for name, value in now.items() if before.get(name) != value),
        *(name for name in before if name not in now),
    ]


def compare_terms(before: Inputs, now: Inputs, scene: Scene) -> Iterator[Reason]:
    """Name what was edited in the vocabulary, where it reached this topic (`refresh.terms`)."""
    if before.vocabulary == now.vocabulary:
        return
    moves = _list_moves(before, now)
    known = {source: name for source, name in scene.met.publishers.items() if source in before.sources}
    told = list_edits(before.terms, replace(scene.met, publishers=known), moves, scene.language)
    if told:
        yield Reason("~", "the vocabulary was edited", told, "vocabulary")
    elif (moves.came or moves.is_less) and not _is_explained(before, now):
        yield Reason("~", "the vocabulary was edited", about="vocabulary")


def _is_explained(before: Inputs, now: Inputs) -> bool:
    """Whether other edits tell why excerpts came and went."""
    return before.parts != now.parts or before.sources.keys() != now.sources.keys()


def _list_moves(before: Inputs, now: Inputs) -> Moves:
    both = before.excerpts.keys() & now.excerpts.keys()
    retagged = {
        name for name in both if "tags" in find_moved(before.excerpts[name], now.excerpts[name], EXCERPT_ASPECTS)
    }
    came = retagged | (now.excerpts.keys() - before.excerpts.keys())
    return Moves(frozenset(came), bool(retagged or before.excerpts.keys() - now.excerpts.keys()))


def compare_files(before: Inputs, now: Inputs) -> Iterator[Reason]:
    """Name the templates and style sheets that are not as they were."""
    if before.files:
        old, new = _read_files(before.files), _read_files(now.files)
        # A part that is newly taken in was not edited: what stands in the brief now asks for it.
        changed = [name for name in _list_changed(old, new) if name in old.keys() & new.keys() or name in _NOT_FILES]
        if changed:
            yield Reason("~", "a template or style sheet was edited", tuple(changed), "templates")
    elif before.templates != now.templates:
        yield Reason("~", "a template or style sheet was edited", about="templates")


def _read_files(rows: str) -> dict[str, str]:
    return {name: digest for digest, _, name in (row.partition(" ") for row in rows.split("\n"))}


def compare_settings(before: Inputs, now: Inputs) -> Iterator[Reason]:
    """Name the settings that were edited."""
    if before.settings == now.settings:
        return
    changed = sorted(_list_changed(before.keys, now.keys))
    if not changed and "csl" in now.keys:
        changed = ["the citation style's file"]  # the digest of the settings counts it, and no key is another
    if changed or not before.versions:
        yield Reason("~", "the settings were edited", tuple(changed), "settings")


def compare_versions(before: Inputs, now: Inputs) -> Iterator[Reason]:
    """Name the libraries and fonts that print it in another version, then and now."""
    if before.tools == now.tools and before.versions.get(MACHINE_FONTS) == now.versions.get(MACHINE_FONTS):
        return
    names = (
        [name for name in now.versions if before.versions.get(name) != now.versions[name]] if before.versions else []
    )
    told = tuple(
        name if name == MACHINE_FONTS else f"{name} {before.versions.get(name, 'none')} → {now.versions[name]}"
        for name in names
    )
    yield Reason("~", "other versions of the libraries or fonts print it", told, "tools")
