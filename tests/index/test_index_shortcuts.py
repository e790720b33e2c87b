"""What spares a run over thousands of sources most of its work, and changes nothing of what it finds."""

import datetime
from dataclasses import replace
from pathlib import Path

from index_corpora import Facts, SourceFacts, make_entry, make_span

from briefgen.index.entries import prepare_entry
from briefgen.index.store import open_index
from briefgen.model.query import Everything, Value, Words

_TODAY = datetime.date(2026, 11, 22)


def test_prepared_entries_are_stored_as_the_entries_they_were_made_of(tmp_path: Path) -> None:
    """An entry that a worker made ready gives the same index, byte for byte."""
    entries = [
        make_entry(name, SourceFacts(author=("Jane Doe",), excerpts=(Facts(f"Contacts {name}.", ("org/nato",)),)))
        for name in "abc"
    ]
    digests = []
    for folder, given in (("plain", entries), ("prepared", [prepare_entry(entry) for entry in entries])):
        with open_index(tmp_path / folder) as index:
            index.replace(given)
            digests.append((tmp_path / folder / "index.sqlite.sha256").read_text())
            assert [one.source.author for one in index.select(Everything())] == [("Jane Doe",)] * 3
    assert digests[0] == digests[1]


def test_filling_it_whole_leaves_nothing_of_what_was_there(tmp_path: Path) -> None:
    """With `is_all` the index holds the new entries alone: no file, word or tag of the old ones is found."""
    with open_index(tmp_path) as index:
        index.replace(
            [make_entry(name, SourceFacts("Old", excerpts=(Facts("Bygone.", ("org/sco",)),))) for name in "ab"]
        )
        index.replace([make_entry("b", SourceFacts("New", excerpts=(Facts("Present."),)))], is_all=True)
        assert (list(index.fingerprints()), index.names()) == (["corpus/sources/b.md"], ("b^p-0",))
        gone = (Words("text", ("bygone",)), Words("title", ("old",)), Value("tag", "org/sco"))
        assert [index.find(query) for query in gone] == [(), (), ()]
        assert index.find(Words("text", ("present",))) == ("b^p-0",)
    with open_index(tmp_path) as index:
        assert index.was_rebuilt == ""


def test_ids_and_doubtful_sources_are_told_without_loading_the_others(tmp_path: Path) -> None:
    """Undated sources, those from after today and those that share an id are given; sound ones are not."""
    dated = SourceFacts(issued=make_span(2010, 2011))
    future = SourceFacts(issued=make_span(2027, 2027))
    twin = make_entry("twin", dated)
    assert twin.source is not None
    path = "corpus/sources/press/twin.md"
    other = replace(twin, path=path, source=replace(twin.source, path=path), evidence=())
    entries = [make_entry("sound", dated), make_entry("undated", SourceFacts()), make_entry("future", future)]
    with open_index(tmp_path) as index:
        index.replace([*entries, twin, other])
        assert index.source_ids() == ("future", "sound", "twin", "twin", "undated")
        found = [(one.id, one.path) for one in index.doubtful_sources(_TODAY)]
    assert [name for name, _ in found] == ["future", "twin", "twin", "undated"]
    assert path in dict.fromkeys(where for _, where in found)
