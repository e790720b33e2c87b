"""A brief as JSON and back: the same value, and nothing that is none."""

import json
import random
from dataclasses import replace

import pytest

from briefgen.editions.brief_json import FrozenBrief, decode_brief, encode_brief
from briefgen.errors import IntegrityError
from briefgen.model.brief import Brief, ChangeEntry, Changes
from briefgen.model.manifest import Manifest, ManifestExcerpt, ManifestQuery, ManifestSource
from briefgen.model.marking import Marking
from briefs.made_up import day, make_brief, mark

MANIFEST = Manifest(
    topic="ferry",
    title="Паром",
    marking=Marking.AMBER_STRICT,
    form="brief",
    language="ru",
    edition="2",
    cutoff="2026",
    queries=(ManifestQuery("", "tag:x"),),
    sources=(ManifestSource(1, "quay-log", "Quay", "", "ab", Marking.GREEN),),
    excerpts=(ManifestExcerpt("quay-log^a", "1a", 1, "cd", "exact", Marking.CLEAR),),
)


def make_frozen() -> FrozenBrief:
    """Make a brief with every kind of section, hostile text and changes in it."""
    brief = make_brief()
    entries = (ChangeEntry("excerpt", "new", new="\ud800 lone \x00 and 🚢", mark=mark(3, "b")),)
    changes = Changes(2, day("2026-11-05"), entries, {"excerpt new": 1}, summary="one")
    sections = (*brief.sections, replace(brief.sections[0], changes=changes))
    return FrozenBrief(replace(brief, sections=sections, cutoff=day("../2026-11-20")), MANIFEST, "2026-11-22")


def test_what_was_written_is_read_again() -> None:
    """Every field, with open dates, markings, marks and a half character."""
    frozen = make_frozen()
    data = encode_brief(frozen)
    assert decode_brief(data) == frozen
    assert encode_brief(decode_brief(data)) == data
    assert b'"TLP:AMBER+STRICT"' in data


def test_a_field_that_a_later_version_added_or_will_add_does_no_harm() -> None:
    """One without a value has its default; one that nobody knows is passed over."""
    content = json.loads(encode_brief(make_frozen()))
    del content["brief"]["withheld_note"]
    content["brief"]["mood"] = {"of": ["the", "day"]}
    assert decode_brief(json.dumps(content).encode()) == make_frozen()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), "briefgen-brief/2"),
        (("brief",), None),
        (("brief", "title"), 7),
        (("brief", "title"), None),
        (("brief", "marking"), "TLP:PURPLE"),
        (("brief", "marking"), 2),
        (("brief", "sections"), {}),
        (("brief", "sections", 0), []),
        (("brief", "sections", 0, "further"), True),
        (("brief", "statistics", "excerpts"), 1.5),
        (("brief", "cutoff", "earliest"), "yesterday"),
        (("manifest", "queries"), "x"),
        (("printed",), ["2026"]),
    ],
)
def test_a_value_of_another_type_is_refused(path: tuple[str | int, ...], value: object) -> None:
    """An error of integrity that names the place, never a brief with something else in it."""
    content = json.loads(encode_brief(make_frozen()))
    inner = content
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(IntegrityError) as refused:
        decode_brief(json.dumps(content).encode())
    assert str(path[-1]) in str(refused.value)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"format": 1}'])
def test_what_is_no_brief_at_all_is_refused(data: bytes) -> None:
    """Broken JSON, other JSON, nested without end."""
    with pytest.raises(IntegrityError, match="cannot be read"):
        decode_brief(data)


def test_damaged_data_gives_a_brief_or_an_error_of_integrity() -> None:
    """A hundred random edits of the bytes: no other exception, and what is read is of the right types."""
    chance = random.Random(5)
    data = encode_brief(make_frozen())
    for _ in range(100):
        damaged = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            damaged[chance.randrange(len(data))] = chance.choice(b'"[]{}:,019tfnTL \\')
        try:
            found = decode_brief(bytes(damaged))
        except IntegrityError:
            continue
        assert isinstance(found.brief, Brief)
        assert decode_brief(encode_brief(found)) == found
