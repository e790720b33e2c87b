"""The index finds what a plain reading of the query finds."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_corpora import NAMES, TAGS, WORDS, Facts, SourceFacts, corpora, make_entry, make_span
from index_oracle import is_match

from briefgen.grammar.query import read_query
from briefgen.grammar.query_words import split_words
from briefgen.index.entries import IndexEntry
from briefgen.index.store import Index, open_index
from briefgen.model.marking import Marking
from briefgen.model.query import And, DateRange, Everything, Not, Or, Query, Unknown, Value, ValueRange, Words

_days = st.none() | st.sampled_from([datetime.date(2010, 1, 1), datetime.date(2010, 12, 31), datetime.date(2011, 6, 1)])
_words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" ".join).map(split_words)
_stems = st.sampled_from([split_words(word[:3]) for word in WORDS if split_words(word[:3])])


def _values(field: str, *values: str) -> st.SearchStrategy[Query]:
    return st.builds(Value, st.just(field), st.sampled_from(values))


def _stars(field: str, *values: str) -> st.SearchStrategy[Query]:
    return st.builds(Value, st.just(field), st.sampled_from(values), st.just(True))


_leaves: st.SearchStrategy[Query] = st.one_of(
    st.builds(Words, st.sampled_from(("text", "title")), _words),
    st.builds(Words, st.just("text"), _words),
    st.builds(Words, st.sampled_from(("text", "title")), _stems, st.just(True)),
    st.builds(Words, st.just("author"), st.sampled_from((("doe",), ("jane", "doe"), ("doe", "john"), ("roe",)))),
    st.builds(Words, st.just("publisher"), st.sampled_from((("daily",), ("daily", "example")))),
    _values("tag", *TAGS),
    _stars("tag", "org/n", "org/", "pl", ""),
    _values("actor", "org", "org/nato"),
    _values("speaker", "person/bordyuzha", "person", "Bordyuzha", "bordyuzha", "назарбаев", "N Bordyuzha"),
    _stars("speaker", "Bord", "", "person/"),
    _values("language", "en", "en-gb", "ru"),
    _stars("language", "en", ""),
    _values("type", "article-journal"),
    _stars("type", "article-", ""),
    _values("reliability", "A", "F"),
    _values("credibility", "2", "6"),
    _values("stance", "for"),
    _values("status", "withdrawn"),
    _values("proof", "exact", "missing"),
    _values("tlp", "TLP:CLEAR", "TLP:AMBER+STRICT"),
    _values("key", "yes", "no"),
    _values("source", "a", "b-1"),
    _stars("source", "a", "b"),
    _values("id", "p-1", "a^p-0", "a-b^p-1"),
    _stars("id", "p-", "a^p"),
    st.builds(DateRange, st.sampled_from(("issued", "date")), _days, _days),
    st.builds(ValueRange, st.just("reliability"), st.sampled_from(("", "A", "B")), st.sampled_from(("", "D", "E"))),
    st.builds(ValueRange, st.just("credibility"), st.sampled_from(("", "2")), st.sampled_from(("", "3", "5"))),
    st.builds(Unknown, st.sampled_from(("issued", "date", "language", "speaker", "actor", "stance", "credibility"))),
    st.just(Everything()),
)
_queries = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(And, st.lists(inner, min_size=2, max_size=4).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=2, max_size=4).map(tuple)),
    ),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """One index for all drawn corpora: each takes the place of the last, of which nothing may remain."""
    with open_index(tmp_path_factory.mktemp("index")) as opened:
        yield opened


@settings(max_examples=150)
@given(entries=corpora, queries=st.lists(_queries, min_size=1, max_size=10), backwards=st.booleans())
def test_the_index_finds_what_a_plain_reading_finds(
    index: Index, entries: list[IndexEntry], queries: list[Query], backwards: bool
) -> None:
    """Every query finds just the excerpts that a plain reading finds, by source id and place, however they came in."""
    evidence = sorted(
        (each for entry in entries for each in entry.evidence), key=lambda e: (e.source.id, e.passage.ordinal)
    )
    index.replace(reversed(entries) if backwards else entries, index.fingerprints())
    assert index.count() == len(evidence)
    for query in queries:
        expected = tuple(each for each in evidence if is_match(query, each))
        assert index.select(query) == expected, query
        assert index.find(query) == tuple(each.name for each in expected), query


def test_no_word_of_what_was_replaced_remains(tmp_path: Path) -> None:
    """After its only file changed and went, the full-text tables hold no word at all."""
    with open_index(tmp_path) as index:
        for texts in (("No contacts.", "Жёлтый альянс"), ("Contacts!",), ()):
            facts = SourceFacts(title="One two", author=("Jane Doe",), excerpts=tuple(Facts(text) for text in texts))
            index.replace([make_entry("a", facts)])
        index.replace([], ["corpus/sources/a.md"])
        connection = index._connection
        connection.executescript(
            "CREATE VIRTUAL TABLE temp.a USING fts5vocab(main, passage_words, row);"
            "CREATE VIRTUAL TABLE temp.b USING fts5vocab(main, source_words, row);"
        )
        assert connection.execute("SELECT term FROM a UNION ALL SELECT term FROM b").fetchall() == []
        counts = "SELECT (SELECT count(*) FROM file), (SELECT count(*) FROM source), (SELECT count(*) FROM passage)"
        assert connection.execute(counts).fetchone() == (0, 0, 0)
        assert connection.execute("SELECT (SELECT count(*) FROM body), count(*) FROM tagged").fetchone() == (0, 0)


_CASES = [
    ("contacts", ["a^p-0"]),
    ("contact*", ["a^p-0", "a^p-1"]),
    ("no-contacts", ["a^p-0"]),
    ('"contacts no"', []),
    ("НАТО", ["b^p-0"]),
    ("жёлт*", ["b^p-0"]),
    ("zołty", ["b^p-1"]),
    ("tag:org", ["a^p-0", "b^p-0"]),
    ("tag:org/nato", ["b^p-0"]),
    ("tag:org/na", []),
    ("speaker:Bordyuzha", ["a^p-0"]),
    ("speaker:person/bordyuzha", ["a^p-0"]),
    ("language:en", ["a^p-0", "a^p-1"]),
    ("issued:2010", ["a^p-0", "a^p-1"]),
    ("issued:unknown", ["b^p-0", "b^p-1"]),
    ("NOT issued:2010 AND *", ["b^p-0", "b^p-1"]),
    ("reliability:[A TO *]", ["a^p-0", "a^p-1"]),
    ("reliability:F", ["b^p-0", "b^p-1"]),
    ('author:"doe john"', []),
    ("id:a^p-1", ["a^p-1"]),
    ("id:p-1", ["a^p-1", "b^p-1"]),
    ("tlp:RED OR key:yes", ["a^p-1", "b^p-1"]),
]


@pytest.mark.parametrize(("text", "names"), _CASES, ids=[text for text, _ in _CASES])
def test_a_query_as_written_finds_the_excerpts_it_means(tmp_path: Path, text: str, names: list[str]) -> None:
    """From the text of a query to the names of excerpts, case by case."""
    speaker: dict[str, Any] = {"speaker": "person/bordyuzha", "speaker_name": NAMES[1]}
    a = SourceFacts(
        language="en-GB",
        issued=make_span(2009, 2011),
        reliability="B",
        author=("Jane Doe", "John Roe"),
        excerpts=(Facts("No contacts.", tags=("org/csto",), **speaker), Facts("Contacting them.", is_key=True)),
    )
    b = SourceFacts(
        reliability="F", excerpts=(Facts("Жёлтый НАТО.", tags=("org/nato/staff",)), Facts("Żółty.", marking=Marking(4)))
    )
    query, problems = read_query(text, "query", 1, 1)
    assert query is not None, problems
    with open_index(tmp_path) as index:
        index.replace([make_entry("b", b), make_entry("a", a)])
        assert list(index.find(query)) == names


def test_the_longest_query_is_answered(tmp_path: Path) -> None:
    """Two thousand characters of the shortest words, joined in any way, are no more than SQLite takes."""
    texts = (
        "-a " * 660 + "b",
        "a " * 999,
        "a OR " * 399 + "b",
        "id:a " * 400,
        "tag:a OR " * 220 + "b",
        "a OR b " * 280,
    )
    with open_index(tmp_path) as index:
        index.replace([make_entry("a", SourceFacts())])
        for text in texts:
            query, problems = read_query(text, "query", 1, 1)
            assert query is not None, problems
            assert index.find(And((query, query, Not(query)))) == ()
