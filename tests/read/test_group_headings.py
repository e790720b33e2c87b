"""Headings of the author's own for the groups of a section, and days of publication with one end open."""

import pytest

from briefgen.check.topics import check_topic
from briefgen.model.settings import Settings
from briefgen.model.topic import Topic
from briefgen.model.vocabulary import Term, Vocabulary
from briefgen.read.defaults import FolderDefaults
from briefgen.read.source import read_source
from briefgen.read.topic import read_topic

KNOWN = Vocabulary({"theme/transit": Term("theme/transit", (("en", "Transit"),))}, frozenset({"theme/transit"}))
TOPIC = """---
title: Roads
query: tag:theme/transit
sections:
  - heading: Evidence
    kind: excerpts
    group: theme
    headings: {HEADINGS}
---
"""


def read(headings: str) -> tuple[Topic, list[str]]:
    """Read a topic with these headings, and give the codes of its problems."""
    text = TOPIC.replace("{HEADINGS}", headings)
    topic, problems = read_topic(text.encode(), "corpus/topics/roads.md", Settings())
    assert topic is not None
    return topic, [problem.kind.code for problem in (*problems, *check_topic(topic, KNOWN))]


@pytest.mark.parametrize(
    ("headings", "pairs", "codes"),
    [
        ("{theme/transit: 'The road stays shut'}", (("theme/transit", "The road stays shut"),), []),
        ("{theme/trade: 'Nobody buys'}", (("theme/trade", "Nobody buys"),), ["BG-TAG-001"]),
        ("{'#theme/transit': 'Shut'}", (), ["BG-TAG-002"]),
        ("The road stays shut", (), ["BG-YAML-008"]),
        ("", (), []),
    ],
)
def test_headings_are_read_by_tag(headings: str, pairs: tuple[tuple[str, str], ...], codes: list[str]) -> None:
    """A tag that the vocabulary lacks, one written with its sign and a mere text are problems."""
    topic, found = read(headings)
    assert topic.sections[0].headings == pairs
    assert found == codes


@pytest.mark.parametrize(
    ("issued", "is_bound"), [("2009-09-10/..", True), ("../2009", True), ("2009", False), ("2009/2010", False)]
)
def test_a_day_of_publication_with_an_open_end_is_a_bound(issued: str, is_bound: bool) -> None:
    """An interval without an end is no publication that goes on: only a bound of its day is known."""
    data = f"---\ntitle: A\nissued: {issued}\nowner: The State\n---\nThe road is shut. \n".encode()
    source = read_source(data, "corpus/sources/a.md", FolderDefaults(), Settings()).source
    assert source is not None
    assert source.issued is not None
    assert source.issued.is_bound is is_bound
    assert source.owner == "The State"
