"""Likenesses and groups in the index: whatever the order of changes, they are those of a new index."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from index_corpora import Facts, SourceFacts, make_entry

from briefgen.grouping.likeness import compare_texts, prepare_text
from briefgen.index import likenesses
from briefgen.index.entries import IndexEntry
from briefgen.index.store import Index, open_index
from briefgen.model.copies import CopyGroup
from briefgen.project.reading.relating import relate_sources, sketch_evidence
from grouping.story_texts import change_words, make_story

_FORMULA = " ".join(make_story(80, 99))
_STORIES = [make_story(120, seed) for seed in range(12)]


def make_text(chance: random.Random) -> list[str]:
    """Make a text: a story, changed a little or cut, mostly with the formula that very many have."""
    story = chance.choice(_STORIES)
    kind = chance.random()
    changed = change_words(story, 0.1, chance.randrange(99)) if kind < 0.4 else story[:2] if kind < 0.6 else story
    return [*changed, _FORMULA] if chance.random() < 0.7 else changed


def make_source_entry(name: str, paragraphs: list[str], **facts: object) -> IndexEntry:
    """Make the entry of a source with these paragraphs, and its sketch."""
    entry = make_entry(name, SourceFacts(excerpts=tuple(map(Facts, paragraphs))))
    assert entry.source is not None
    entry = replace(entry, source=replace(entry.source, **facts))  # type: ignore[arg-type]
    return replace(entry, sketch=sketch_evidence(entry.evidence))


def put(index: Index, entries: list[IndexEntry], removed: list[str] | None = None, *, is_all: bool = False) -> None:
    """Bring an index up to date as opening a corpus does."""
    index.replace(entries, removed or [], is_all=is_all, finish=lambda: relate_sources(index))


def list_state(index: Index) -> tuple[set[object], tuple[CopyGroup, ...]]:
    """List all pairs that are alike, by the paths' keys, and the groups."""
    return set(index.likenesses.list_pairs()), index.copies()


@pytest.mark.parametrize("heads", [3, 256])
@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_changes_ends_where_a_new_index_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, heads: int, seed: int
) -> None:
    """After changes, additions and removals in any batches, pairs and groups are those of an index made anew.

    With three heads, nearly every number of the formula has more holders than meet each other.
    """
    monkeypatch.setattr(likenesses, "HEADS", heads)
    chance = random.Random(seed)
    current: dict[str, IndexEntry] = {}
    with open_index(tmp_path / "changed") as index:
        for _ in range(8):
            names = [f"s{chance.randrange(40)}" for _ in range(chance.randint(1, 12))]
            changed = [make_source_entry(name, make_text(chance)) for name in dict.fromkeys(names)]
            gone = [path for path in current if chance.random() < 0.15 and path not in {one.path for one in changed}]
            put(index, changed, gone)
            current = {path: one for path, one in current.items() if path not in gone}
            current |= {one.path: one for one in changed}
        state = list_state(index)
    with open_index(tmp_path / "new") as index:
        put(index, [current[path] for path in sorted(current)], is_all=True)
        assert list_state(index) == state
    assert state[1], "the sample has no copies in it"


def test_what_is_found_is_what_a_comparison_of_all_pairs_finds(tmp_path: Path) -> None:
    """The sketches lose nothing on such texts: each pair that is alike word by word is in the index."""
    chance = random.Random(5)
    entries = [make_source_entry(f"s{number}", make_text(chance)) for number in range(40)]
    texts = [prepare_text(one.source, [e.passage.plain for e in one.evidence]) for one in entries if one.source]
    alike = sum(compare_texts(one, other) is not None for at, one in enumerate(texts) for other in texts[at + 1 :])
    with open_index(tmp_path) as index:
        put(index, entries)
        assert len(index.likenesses.list_pairs()) == alike > 0


def test_a_persons_word_is_heard_at_once(tmp_path: Path) -> None:
    """`not_same_as` in one source splits a group, `same_as` joins a text in other words, by an old id too."""
    story, other = _STORIES[0], _STORIES[1]
    with open_index(tmp_path) as index:
        put(index, [make_source_entry("a", story), make_source_entry("b", story), make_source_entry("c", other)])
        assert [group.sources for group in index.copies()] == [("a", "b")]
        put(index, [make_source_entry("b", story, not_same_as=("a",))])
        assert index.copies() == ()
        put(index, [make_source_entry("b", story), make_source_entry("a", story, formerly=("old",))])
        put(index, [make_source_entry("c", other, same_as=("old",))])
        assert [group.sources for group in index.copies_of(["c"])] == [("a", "b", "c")]
        assert index.copies_of(["x"]) == ()
        put(index, [], ["corpus/sources/a.md"])
        assert index.copies() == ()


def test_of_two_files_with_one_id_only_the_first_is_grouped(tmp_path: Path) -> None:
    """A number in a brief may not stand for two files, so the second file of an id belongs to no group."""
    story = _STORIES[2]
    first = make_source_entry("a", story)
    assert first.source is not None
    twin = replace(first, path="corpus/sources/z/a.md", source=replace(first.source, path="corpus/sources/z/a.md"))
    with open_index(tmp_path) as index:
        put(index, [first, twin])
        assert index.copies() == ()
        put(index, [make_source_entry("b", story)])
        assert [group.sources for group in index.copies()] == [("a", "b")]
