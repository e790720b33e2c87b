"""Queries are read as written, or refused at the place of the mistake with a next step (G4)."""

import datetime
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.grammar.query import list_query_tags, read_query
from briefgen.grammar.query_tokens import LEAVES, cut_query
from briefgen.grammar.query_values import FIELDS
from briefgen.model import kinds
from briefgen.model.problem import Place, ProblemKind
from briefgen.model.query import And, DateRange, Everything, Not, Or, Query, Unknown, Value, ValueRange, Words


def _text(*words: str, star: bool = False) -> Words:
    return Words("text", words, star)


_A, _B, _C, _D = (_text(letter) for letter in "abcd")
_NATO, _CSTO = Value("tag", "org/nato"), Value("tag", "org/csto")
_2012 = DateRange("issued", datetime.date(2012, 1, 1), datetime.date(2012, 12, 31))


def _since(day: datetime.date | None, until: datetime.date | None = None) -> DateRange:
    return DateRange("issued", day, until)


_READ: list[tuple[str, Query]] = [
    # words and how they are joined
    ("a", _A),
    ("a b", And((_A, _B))),
    ("a AND b", And((_A, _B))),
    ("a OR b", Or((_A, _B))),
    ("a b OR c d", Or((And((_A, _B)), And((_C, _D))))),
    ("a OR b c", Or((_A, And((_B, _C))))),
    ("a AND b OR c", Or((And((_A, _B)), _C))),
    ("(a OR b) c", And((Or((_A, _B)), _C))),
    ("a (b c)", And((_A, _B, _C))),
    ("a -b", And((_A, Not(_B)))),
    ("-b a", And((Not(_B), _A))),
    ("a NOT b", And((_A, Not(_B)))),
    ("a AND NOT (b c)", And((_A, Not(And((_B, _C)))))),
    ("a OR -b", Or((_A, Not(_B)))),
    ("NOT NOT a", Not(Not(_A))),
    ("a\n  AND\tb", And((_A, _B))),
    ("a\u00a0b", And((_A, _B))),
    # words themselves
    ("NATO-CSTO", _text("nato", "csto")),
    ('"Peace  Talks"', _text("peace", "talks")),
    ("peac*", _text("peac", star=True)),
    ('"peace talk*"', _text("peace", "talk", star=True)),
    ("Қазақстан*", _text("қазақстан", star=True)),
    ("don’t", _text("don", "t")),
    ("rock'n'roll", _text("rock", "n", "roll")),
    ("Yahoo!", _text("yahoo")),
    ("AT&T", _text("at", "t")),
    ("org/nato", _text("org", "nato")),
    ("50%", _text("50")),
    ("TO", _text("to")),
    ('"and"', _text("and")),
    ('"a: b (c) && -d"', _text("a", "b", "c", "d")),
    ("*", Everything()),
    ("* -a", And((Everything(), Not(_A)))),
    # fields
    ("tag:org/nato AND tag:org/csto", And((_NATO, _CSTO))),
    ("tag:(org/nato OR org/csto)", Or((_NATO, _CSTO))),
    ("tag:(org/nato -org/csto) a", And((_NATO, Not(_CSTO), _A))),
    ("tag: org/nato", _NATO),
    ('tag:"org/nato"', _NATO),
    ("tag:org/*", Value("tag", "org/", True)),
    ("tag:*", Value("tag", "", True)),
    ("tag:место/Қазақстан", Value("tag", "место/Қазақстан")),
    ('title:"peace talks"', Words("title", ("peace", "talks"))),
    ("title:(a OR b)", Or((Words("title", ("a",)), Words("title", ("b",))))),
    ("text:nato", _text("nato")),
    ("publisher:Daily author:doe*", And((Words("publisher", ("daily",)), Words("author", ("doe",), True)))),
    ("speaker:person/bordyuzha", Value("speaker", "person/bordyuzha")),
    ('speaker:"Nikolay Bordyuzha"', Value("speaker", "Nikolay Bordyuzha")),
    ("id:example-2011^no-contacts", Value("id", "example-2011^no-contacts")),
    ("id:no-contacts", Value("id", "no-contacts")),
    ("id:example-2011^2", Value("id", "example-2011^2")),
    ("source:example-*", Value("source", "example-", True)),
    ("language:en-GB", Value("language", "en-gb")),
    ("type:article-newspaper", Value("type", "article-newspaper")),
    ("tlp:GREEN", Value("tlp", "TLP:GREEN")),
    ("tlp:TLP:AMBER+STRICT", Value("tlp", "TLP:AMBER+STRICT")),
    ("tlp:(TLP:CLEAR OR green)", Or((Value("tlp", "TLP:CLEAR"), Value("tlp", "TLP:GREEN")))),
    ("stance:sceptical", Value("stance", "sceptical")),
    ("status:withdrawn", Value("status", "withdrawn")),
    ("proof:moved", Value("proof", "moved")),
    ("key:yes", Value("key", "yes")),
    ("reliability:f", Value("reliability", "F")),
    ("actor:unknown", Unknown("actor")),
    # dates and ranges
    ("issued:2012", _2012),
    ("issued:2012?", _2012),
    ("issued:[2012 TO 2012-12]", _2012),
    ("issued:{2011 TO 2013}", _2012),
    ("issued:(2012)", _2012),
    ("issued:2012-01-01/2012-12-31", _2012),
    ("issued:[2010 TO *]", _since(datetime.date(2010, 1, 1))),
    ("issued:[* TO 2010]", _since(None, datetime.date(2010, 12, 31))),
    ("issued:[* TO *]", _since(None)),
    ("issued:*", _since(None)),
    ("issued:2010/..", _since(datetime.date(2010, 1, 1))),
    ("issued:>=2010", _since(datetime.date(2010, 1, 1))),
    ("issued:>2010", _since(datetime.date(2011, 1, 1))),
    ("issued:<2010-05", _since(None, datetime.date(2010, 4, 30))),
    ("date:<=2010", DateRange("date", None, datetime.date(2010, 12, 31))),
    ("issued:unknown", Unknown("issued")),
    ("reliability:[A TO C]", ValueRange("reliability", "A", "C")),
    ("credibility:[2 TO *]", ValueRange("credibility", "2", "")),
]


@pytest.mark.parametrize(("text", "expected"), _READ, ids=[text for text, _ in _READ])
def test_a_query_means_what_it_says(text: str, expected: Query) -> None:
    """Each form of the grammar gives just this tree, without a problem."""
    assert read_query(text, "query", 1, 1) == (expected, ())


_SYNTAX, _OPERATOR, _FIELD = kinds.QUERY_SYNTAX, kinds.QUERY_OPERATOR, kinds.QUERY_FIELD
_VALUE, _NEGATIVE, _TOO_LARGE = kinds.QUERY_VALUE, kinds.QUERY_NEGATIVE, kinds.QUERY_TOO_LARGE

# The text, the column of the mistake, its kind, and words of the next step.
_REFUSED: list[tuple[str, int, ProblemKind, str]] = [
    ("a and b", 3, _OPERATOR, "write AND"),
    ("a Or b", 3, _OPERATOR, 'or "Or" if you mean the word'),
    ("not a", 1, _OPERATOR, "write NOT"),
    ("tag:(org/nato or org/csto)", 15, _OPERATOR, "write OR"),
    ("a && b", 3, _OPERATOR, "write AND"),
    ("a&&b", 2, _OPERATOR, "write AND"),
    ("a || b", 3, _OPERATOR, "write OR"),
    ("!a b", 1, _OPERATOR, "write NOT"),
    ("+a b", 1, _OPERATOR, "leave it out"),
    ("a - b", 3, _OPERATOR, "right before the word"),
    ("a –b", 3, _OPERATOR, "write -b"),
    ("nato~", 5, _OPERATOR, "end the word with *"),
    ('"a b"~3', 6, _OPERATOR, "end the word with *"),
    ("nato^2", 5, _OPERATOR, "leave it out"),
    ('"a b"^2.5', 6, _OPERATOR, "leave it out"),
    ("(a b)^2", 6, _OPERATOR, "leave it out"),
    ("/nat.*/", 1, _OPERATOR, "quotation marks"),
    (r"a\:b", 2, _OPERATOR, "quotation marks"),
    ("“a b”", 1, _OPERATOR, "straight"),
    ("a „b“", 3, _OPERATOR, "straight"),
    ("«a»", 1, _OPERATOR, "straight"),
    ("'a b'", 1, _OPERATOR, "double"),
    ("#org/nato", 1, _OPERATOR, "write tag:org/nato"),
    ("TLP:GREEN", 1, _OPERATOR, "write tlp:GREEN"),
    ("http://example.org/a?b=c", 1, _OPERATOR, 'write "http://example.org/a?b=c"'),
    ('"peace talk"*', 13, _OPERATOR, '"peace talk*"'),
    ("tag:-org/nato", 5, _OPERATOR, "write -tag:"),
    ("tga:org/nato", 1, _FIELD, "did you mean `tag`?"),
    ("Tag:org/nato", 1, _FIELD, "did you mean `tag`?"),
    ("12:30", 1, _FIELD, "quotation marks"),
    ("tag:text:x", 5, _FIELD, "its own field"),
    ("tag:(text:x)", 6, _FIELD, "its own field"),
    ("title:(a (b OR text:x))", 16, _FIELD, "its own field"),
    (": a", 1, _OPERATOR, "field:value"),
    ("tag:", 1, _SYNTAX, "write tag:value"),
    ("(tag:)", 2, _SYNTAX, "write tag:value"),
    ("tag: AND a", 1, _SYNTAX, "write tag:value"),
    ("tag:org/nato,org/csto", 13, _VALUE, "write tag:(org/nato OR org/csto)"),
    ("tag:#org/nato", 5, _VALUE, "write tag:org/nato"),
    ("tag:org/", 5, _VALUE, "a tag such as"),
    ('tag:"org nato"', 5, _VALUE, "a tag such as"),
    ("tag:*/nato", 5, _VALUE, "a word's end"),
    ("n*to", 2, _VALUE, "a word's end"),
    ("5*3*2", 2, _VALUE, "a word's end"),
    ("n?to", 2, _VALUE, "end the word with *"),
    ("nato?", 5, _VALUE, "end the word with *"),
    ("text:*", 6, _VALUE, "name a value"),
    ('"…"', 1, _VALUE, "write a word"),
    ("language:english_", 10, _VALUE, "a language code"),
    ("stance:hostile", 8, _VALUE, "sceptical"),
    ("reliability:G", 13, _VALUE, "A, B, C, D, E, F"),
    ("credibility:7", 13, _VALUE, "1, 2, 3, 4, 5, 6"),
    ("tlp:WHITE", 5, _VALUE, "TLP:CLEAR"),
    ("key:*", 5, _VALUE, "name a value"),
    ("id:a^b^c", 4, _VALUE, "an excerpt's name"),
    ("issued:201", 8, _VALUE, "2012"),
    ("issued:2009-06-31", 8, _VALUE, "2012"),
    ("issued:2012*", 8, _VALUE, "issued:2012 for a year"),
    ("issued:[2009 to 2012]", 8, _VALUE, "TO in capitals"),
    ("issued:[2009-2012]", 8, _VALUE, "[low TO high]"),
    ("issued:[2012 TO 2009]", 8, _VALUE, "earlier date first"),
    ("issued:[2009 TO 20l2]", 17, _VALUE, "2012"),
    ("issued:>2010/..", 9, _VALUE, "square brackets"),
    ("reliability:[A TO F]", 19, _VALUE, "never inside"),
    ("credibility:[1 TO 6]", 19, _VALUE, "never inside"),
    ("reliability:[C TO A]", 13, _VALUE, "[A TO C]"),
    ("reliability:{A TO C}", 13, _VALUE, "square brackets"),
    ("reliability:>=B", 13, _VALUE, "write a range"),
    ("title:[a TO b]", 7, _VALUE, "issued"),
    ("[a TO b]", 1, _VALUE, "issued"),
    ("issued:[2009 TO 2010]x", 22, _SYNTAX, "a blank between"),
    ('a"b c"', 2, _SYNTAX, "a blank between"),
    ("", 1, _SYNTAX, "* for everything"),
    (" \n ", 1, _SYNTAX, "* for everything"),
    ("a AND", 3, _SYNTAX, "after it"),
    ("OR a", 1, _SYNTAX, "before it"),
    ("a AND OR b", 7, _SYNTAX, "before it"),
    ("a NOT", 3, _SYNTAX, "after it"),
    ("a NOT AND b", 7, _SYNTAX, "before it"),
    ("a ()", 3, _SYNTAX, "between them"),
    ("(a", 1, _SYNTAX, "write )"),
    ("a)", 2, _SYNTAX, "leave it out"),
    ('a "b c', 3, _SYNTAX, 'a second "'),
    ("issued:[2009 TO", 8, _SYNTAX, "issued:[2009 TO 2012]"),
    ("NOT a", 1, _NEGATIVE, "first what you want"),
    ("-a -(b c)", 1, _NEGATIVE, "* stands for everything"),
    ("-a OR -b", 1, _NEGATIVE, "first what you want"),
    ("x" * 2001, 1, _TOO_LARGE, "ask for the tag"),
    ("(" * 21 + "a" + ")" * 21, 21, _TOO_LARGE, "brackets"),
    ("NOT " * 21 + "a", 81, _TOO_LARGE, "brackets"),
]


@pytest.mark.parametrize(("text", "column", "kind", "remedy"), _REFUSED, ids=[text[:40] for text, *_ in _REFUSED])
def test_a_mistake_is_refused_at_its_place_with_a_remedy(
    text: str, column: int, kind: ProblemKind, remedy: str
) -> None:
    """The first problem has this kind and column, a whole sentence, and says what to write instead."""
    query, problems = read_query(text, "corpus/topics/x.md", 4, 1)
    assert query is None
    first = problems[0]
    assert (first.kind, first.place) == (kind, Place("corpus/topics/x.md", 4, column))
    assert remedy in first.hint
    assert first.message.endswith(".")


def test_all_mistakes_are_told_at_once_each_in_its_line() -> None:
    """Mistakes of form, field and value come together, in order, with the lines and columns of the file."""
    text = "tga:org/nato and nato~\nAND tag:a,b\n  issued:201 ("
    _, problems = read_query(text, "t.md", 5, 3)
    places = [(problem.place.line, problem.place.column) for problem in problems]
    assert places == [(5, 3), (5, 16), (5, 24), (6, 12), (7, 12), (7, 16)]
    assert all(problem.hint for problem in problems)


def test_a_section_may_only_exclude() -> None:
    """A section's query, which narrows its topic's, may consist of NOTs alone."""
    assert read_query("-a", "t.md", 1, 1, narrows=True) == (Not(_A), ())


def test_the_limits_are_reached_but_not_passed() -> None:
    """Two thousand characters and twenty levels are read."""
    assert read_query("(" * 20 + "a" + ")" * 20, "t.md", 1, 1) == (_A, ())
    assert read_query("a " * 1000, "t.md", 1, 1)[0] == And((_A,) * 1000)


def test_tags_of_a_query_are_listed_with_their_places() -> None:
    """Tags named whole are listed where they stand, also within brackets; stems and broken ones are not."""
    text = "tag:(org/nato OR org/cs*)\n-actor:org/csto tag:a,b tag:unknown nato"
    assert list_query_tags(text, "t.md", 3, 3) == (
        ("org/nato", Place("t.md", 3, 8)),
        ("org/csto", Place("t.md", 4, 10)),
        ("unknown", Place("t.md", 4, 31)),
    )


_pieces = st.sampled_from(
    [
        *"ab()-+!^~*?/\\\"'“:,[]{}<>&|#",
        " ",
        "\n",
        " AND ",
        " OR ",
        " NOT ",
        " or ",
        "TO",
        " TO ",
        "TLP:",
        "2012",
        "http://",
    ]
    + [f"{field}:" for field in FIELDS]
)
_texts = st.lists(_pieces, max_size=14).map("".join) | st.text(max_size=30)


def _count_leaves(query: Query) -> int:
    match query:
        case And(operands) | Or(operands):
            return sum(_count_leaves(operand) for operand in operands)
        case Not(operand):
            return _count_leaves(operand)
    return 1


@settings(max_examples=1500)
@given(text=_texts)
def test_any_text_is_read_whole_or_refused(text: str) -> None:
    """Any text at all gives a query that holds every one of its values, or problems inside the text; never an error."""
    query, problems = read_query(text, "t.md", 1, 1, narrows=True)
    assert (query is None) == bool(problems)
    if query is not None:
        assert _count_leaves(query) == sum(token.kind in LEAVES for token in cut_query(text))
    lines = text.split("\n")
    for problem in problems:
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1
        assert problem.hint


def test_queries_are_read_in_threads() -> None:
    """Eight threads that read different queries at once get the same trees as one after another."""
    texts = [f"tag:org/n{number} AND (a OR b{number}) -c" for number in range(200)]
    expected = [read_query(text, "t.md", 1, 1) for text in texts]
    results: dict[int, list[object]] = {}

    def work(number: int) -> None:
        results[number] = [read_query(text, "t.md", 1, 1) for text in texts]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(results[number] == expected for number in range(8))
