"""A topic's file read: front matter, sections, queries, and the analyst's own text."""

from pathlib import Path

import pytest

from briefgen.model import kinds
from briefgen.model.marking import Marking
from briefgen.model.problem import Place, Problem, ProblemKind
from briefgen.model.query import And, Everything, Not, Value
from briefgen.model.settings import Settings
from briefgen.model.topic import Topic
from briefgen.read.topic import read_topic

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "topics"

EXAMPLE = """\
---
title: NATO–CSTO relations
query: |
  tag:org/nato AND tag:org/csto
cutoff: 2026-11-20
tlp: TLP:GREEN
sections:
  - heading: Key judgements
    kind: judgements
  - heading: Positions
    kind: positions
    actors: [org/nato, org/csto]
  - heading: Evidence
    kind: excerpts
    query: 'NOT tag:theme/drugs'
    whole_corpus: true
    group: theme
    order: newest
    limit: 12
pin: [example-2012^platform]
exclude: [other-2010]
recipients: [central-asia-desk]
author: An Analyst
deck: What is new
template: short.html.j2
---
The bottom line stands before the first heading.

# Key judgements
- A formal link is unlikely. [@example-2011^no-contacts; @example-2012^platform]
  [likelihood:: unlikely] [confidence:: moderate, two independent sources] ^no-link
- A second. [@example-2011]

  [reviewed:: 2026-11-22 4f1c9a] [tlp:: TLP:AMBER]

## Deeper
More. #org/nato

# Evidence

Words before the excerpts.
"""


def read(text: str, path: str = "corpus/topics/t.md") -> tuple[Topic | None, tuple[Problem, ...]]:
    """Read a topic with settings of no account."""
    return read_topic(text.encode(), path, Settings())


def read_clean(text: str) -> Topic:
    """Read a topic that is without problems."""
    topic, problems = read(text)
    assert not problems, [str(problem) for problem in problems]
    assert topic is not None
    return topic


def test_front_matter_is_typed() -> None:
    """Each key of the design's example arrives in its field."""
    topic = read_clean(EXAMPLE)
    assert (topic.slug, topic.title, topic.marking) == ("t", "NATO–CSTO relations", Marking.GREEN)
    assert topic.query == And((Value("tag", "org/nato"), Value("tag", "org/csto")))
    assert (topic.query_text, topic.query_place) == ("tag:org/nato AND tag:org/csto", Place("corpus/topics/t.md", 4, 3))
    assert str(topic.cutoff) == "2026-11-20"
    assert [citation.name for citation in (*topic.pin, *topic.exclude)] == ["example-2012^platform", "other-2010"]
    assert topic.recipients == ("central-asia-desk",)
    assert (topic.author, topic.deck, topic.template) == ("An Analyst", "What is new", "short.html.j2")


def test_sections_are_planned_as_asked() -> None:
    """A section has its kind, query, actors, grouping, order and limit."""
    _, positions, evidence = read_clean(EXAMPLE).sections
    assert (positions.kind, positions.actors) == ("positions", ("org/nato", "org/csto"))
    assert evidence.query == Not(Value("tag", "theme/drugs"))
    assert (evidence.whole_corpus, evidence.group, evidence.order, evidence.limit) == (True, "theme", "newest", 12)
    assert not evidence.is_default


def test_text_stands_under_its_heading() -> None:
    """Text before the first heading is the summary, the rest belongs to the section of its heading."""
    topic = read_clean(EXAMPLE)
    assert [block.markdown for block in topic.summary] == ["The bottom line stands before the first heading."]
    judgements, positions, evidence = topic.sections
    assert [(block.kind, block.level) for block in judgements.text] == [
        ("item", 0),
        ("item", 0),
        ("heading", 2),
        ("paragraph", 0),
    ]
    assert positions.text == ()
    assert [block.markdown for block in evidence.text] == ["Words before the excerpts."]


def test_judgement_has_its_citations_and_trailer() -> None:
    """Citations stay in the text and are read; the trailer may stand below, indented."""
    first, second, _, more = read_clean(EXAMPLE).sections[0].text
    assert first.markdown.endswith("[@example-2011^no-contacts; @example-2012^platform]")
    assert [citation.name for citation in first.citations] == ["example-2011^no-contacts", "example-2012^platform"]
    assert first.citations[0].place == Place("corpus/topics/t.md", 30, 31)
    assert (first.likelihood, first.confidence) == ("unlikely", "moderate, two independent sources")
    assert first.id == "no-link"
    assert (second.reviewed, second.marking) == ("2026-11-22 4f1c9a", Marking.AMBER)
    assert (more.markdown, more.tags) == ("More.", ("org/nato",))


def test_title_and_query_alone_give_a_whole_brief() -> None:
    """Without `sections` every brief has the default ones, the written ones only where something is written."""
    plain = read_clean("---\ntitle: T\nquery: tag:a\n---\n")
    kinds_of_plain = ["changes", "positions", "timeline", "chart", "excerpts", "gaps", "sources"]
    assert [plan.kind for plan in plain.sections] == kinds_of_plain
    assert all(plan.is_default for plan in plain.sections)
    written = read_clean(
        "---\ntitle: T\nquery: tag:a\n---\nSummary.\n\n# Background\n\nWords.\n\n# Key judgements\n- One. [@a^b]\n"
    )
    assert [plan.kind for plan in written.sections][:4] == ["judgements", "changes", "background", "positions"]
    assert len(written.summary) == 1


def test_topic_without_query_asks_for_everything() -> None:
    """No query, or an empty one, is no mistake."""
    assert read_clean("---\ntitle: T\n---\n").query == Everything()
    assert read_clean("---\ntitle: T\nquery:\n---\n").query == Everything()


def test_settings_fill_what_is_not_said() -> None:
    """Language and marking come from the settings; without any, TLP:RED holds."""
    data = b"---\ntitle: T\n---\n"
    topic, _ = read_topic(data, "t.md", Settings(language="ru", default_tlp=Marking.AMBER))
    assert topic is not None
    assert (topic.language, topic.marking) == ("ru", Marking.AMBER)
    assert read_clean(data.decode()).marking is Marking.RED


@pytest.mark.parametrize(
    ("lines", "kind", "place", "says"),
    [
        ("cutof: 2011", kinds.YAML_MISSPELT_KEY, (3, 1), "`cutoff`"),
        ("langauge: ru", kinds.YAML_UNKNOWN_KEY, (3, 1), "`language`"),
        ("sections:\n- {heading: A, kind: gaps, qeury: tag:a}", kinds.YAML_MISSPELT_KEY, (4, 28), "`query`"),
        ("sections:\n- {heading: A, kind: gaps, tlp: TLP:RED}", kinds.TLP_INVALID, (4, 28), "write tlp: TLP:RED"),
        ("cutoff: 2011-13", kinds.DATE_INVALID, (3, 9), ""),
        ("tlp: TLP:GREN", kinds.TLP_INVALID, (3, 6), "TLP:GREEN"),
        ("language: English", kinds.YAML_VALUE, (3, 11), "BCP 47"),
        ("pin: [A^b]", kinds.CITE_FORM, (3, 7), "source^id"),
        ("exclude: [a^b^c]", kinds.CITE_FORM, (3, 11), "source^id"),
        ("query: tag:a and tag:b", kinds.QUERY_OPERATOR, (3, 14), "AND"),
        ("query: 'tag:a and tag:b'", kinds.QUERY_OPERATOR, (3, 15), "AND"),
        ("query: |\n\n  tag:a\n  or tag:b", kinds.QUERY_OPERATOR, (6, 3), "OR"),
        ("query: [a]", kinds.YAML_SHAPE, (3, 8), "query: |"),
        ("sections: {a: b}", kinds.YAML_SHAPE, (3, 11), "- heading"),
        ("sections:\n- kind: judgement\n  heading: A", kinds.TOPIC_KIND, (4, 9), "`judgements`"),
        ("sections:\n- kind: gaps", kinds.YAML_MISSING_KEY, (4, 3), "heading"),
        ("sections:\n- heading: A", kinds.YAML_MISSING_KEY, (4, 3), "kind"),
        ("sections:\n- {heading: A, kind: gaps, colour: red}", kinds.YAML_UNKNOWN_KEY, (4, 28), ""),
        ("sections:\n- {heading: A, kind: gaps, limit: many}", kinds.YAML_VALUE, (4, 35), ""),
        ("sections:\n- {heading: A, kind: gaps, whole_corpus: maybe}", kinds.YAML_VALUE, (4, 42), "true"),
        ("sections:\n- {heading: A, kind: gaps, order: best}", kinds.YAML_VALUE, (4, 35), "score"),
        ("sections:\n- {heading: A, kind: gaps}\n- {heading: A, kind: sources}", kinds.YAML_VALUE, (5, 3), "another"),
    ],
)
def test_mistake_in_the_front_matter_has_its_place(
    lines: str, kind: ProblemKind, place: tuple[int, int], says: str
) -> None:
    """Each wrong key or value is a problem at its line and column, with the next step, and the topic is still read."""
    topic, problems = read(f"---\ntitle: T\n{lines}\n---\nText.\n")
    assert topic is not None
    (problem,) = problems
    assert (problem.kind, (problem.place.line, problem.place.column)) == (kind, place)
    assert says in problem.hint


@pytest.mark.parametrize(
    ("body", "kind", "line", "says"),
    [
        ("# Nowhere\n\nlost", kinds.TOPIC_SECTION, 4, "“Positions”"),
        ("# Position\n\nlost", kinds.TOPIC_SECTION, 4, "did you mean `Positions`?"),
        ("[likelihood:: likely]", kinds.TRAILER_FIRST, 4, "move it"),
        ("[tlp:: TLP:RED]", kinds.TLP_INVALID, 4, "at the end of the block"),
        ("## Inside [tlp:: TLP:RED]", kinds.TLP_INVALID, 4, "at the end of the block"),
        ("Words.\n[tpl:: TLP:AMBER]", kinds.TLP_INVALID, 5, "[tlp:: TLP:AMBER]"),
        ("Words.\n\n<!-- TLP:AMBER -->", kinds.TLP_INVALID, 6, "[tlp:: TLP:AMBER]"),
        ("```\ntlp: TLP:AMBER\n```\n\nWords.", kinds.TLP_INVALID, 5, "put words before the code"),
        ("Words [see @x].", kinds.CITE_FORM, 4, "see [@x]"),
        ("Words.\n[likelihood:: unlikly]", kinds.TRAILER_VALUE, 5, "`unlikely`"),
        ("Words.\n[confidence:: middling]", kinds.TRAILER_VALUE, 5, "moderate"),
        ("Words.\n[speaker:: x]", kinds.TRAILER_KEY, 5, "likelihood"),
        ("Words.\n[tlp:: green]", kinds.TLP_INVALID, 5, "TLP:GREEN"),
        ("A [confidence:: high] b", kinds.TRAILER_STRAY, 4, "end of the block"),
        ("One. ^a\n\nTwo. ^a", kinds.TRAILER_ID_TWICE, 6, "another id"),
        ("<div>x</div>", kinds.TEXT_HTML_DROPPED, 4, "Markdown"),
        ("A ![x](y)", kinds.TEXT_IMAGE, 4, "text"),
    ],
)
def test_mistake_in_the_text_has_its_place(body: str, kind: ProblemKind, line: int, says: str) -> None:
    """What is wrong in the analyst's text is a problem at its line, with the next step."""
    topic, problems = read(f"---\ntitle: T\n---\n{body}\n")
    assert topic is not None
    (problem,) = problems
    assert (problem.kind, problem.place.line) == (kind, line)
    assert says in problem.hint


@pytest.mark.parametrize(
    "lines", ["recipients: [minister, tlp-green]", "exclude: [tlp-amber]", "pin: [tlp-red^a]", "template: tlp-red"]
)
def test_names_after_labels_close_no_topic(lines: str) -> None:
    """Recipients are often called by what they may read, and a source by the label that it is about."""
    topic = read_clean(f"---\ntitle: T\ntlp: TLP:CLEAR\n{lines}\n---\nText.\n")
    assert topic.marking is Marking.CLEAR


def test_headings_carry_no_citations() -> None:
    """A citation in a heading is text, as is one in code."""
    topic = read_clean("---\ntitle: T\n---\n# Background\n\n## On [@a^b]\n\n```\n[@c]\n```\n")
    assert topic.citations == ()


@pytest.mark.parametrize("stem", ["con", "nul", "a" * 61, "a" * 300, "A", "a_b", "a b", "-a", "é"])
def test_name_that_is_no_slug_is_refused(stem: str) -> None:
    """A topic's file is named by an id that every system can hold (D03 to D05)."""
    topic, (problem,) = read("---\ntitle: T\n---\n", f"corpus/topics/{stem}.md")
    assert topic is None
    assert problem.kind is kinds.FILE_NAME


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"---\ntitle: [\n---\n", kinds.YAML_SYNTAX),
        (b"---\ntitle: T\n", kinds.YAML_UNTERMINATED),
        (b"---\ntitle: T\n---\n\xff", kinds.FILE_NOT_UTF8),
        (b"a\0b", kinds.FILE_NUL_BYTE),
        (b"---\na: " + b"[" * 30_000 + b"\n---\n", kinds.YAML_TOO_DEEP),
    ],
)
def test_file_that_cannot_be_read_is_a_problem(data: bytes, kind: ProblemKind) -> None:
    """What is no text or no YAML gives no topic and says why."""
    topic, problems = read_topic(data, "t.md", Settings())
    assert topic is None
    assert kind in [problem.kind for problem in problems]


@pytest.mark.parametrize("text", ["", "Words alone.", "---\ndeck: x\n---\n"])
def test_topic_without_title_is_an_error(text: str) -> None:
    """The title is required; the slug stands in for it."""
    topic, (problem,) = read(text)
    assert topic is not None
    assert topic.title == "t"
    assert problem.kind is kinds.YAML_MISSING_KEY


def test_shipped_topics_read_without_a_problem() -> None:
    """The shipped topics are read whole, each with a query of its own."""
    for path in sorted(CORPUS.glob("*.md")):
        topic, problems = read_topic(path.read_bytes(), path.name, Settings())
        assert problems == (), [str(problem) for problem in problems]
        assert topic is not None
        assert topic.query not in (None, Everything())


def test_a_chart_section_names_its_charts() -> None:
    """Known names are kept, each once; an unknown one is a problem with a suggestion at its place, and left out."""
    head = "---\ntitle: T\nquery: tag:a\nsections:\n  - heading: H\n    kind: chart\n"
    topic, problems = read(f"{head}    charts: [actors, yeers, actors, languages]\n---\n")
    assert topic is not None
    assert topic.sections[0].charts == ("actors", "languages")
    ((line, column, hint),) = [(one.place.line, one.place.column, one.hint) for one in problems]
    assert (line, column) == (7, 22)
    assert "years" in hint
    assert read_clean(f"{head}    charts: types\n---\n").sections[0].charts == ("types",)
    assert read_clean(f"{head}---\n").sections[0].charts == ()


@pytest.mark.parametrize(
    "key", ["qeury", "Query", "querry", "excludes", "exlude", "pins", "cutof", "recipient", "section"]
)
def test_a_misspelt_key_that_decides_what_prints_is_no_topic_for_everything(key: str) -> None:
    """Without its query a brief would select the whole corpus: it is an error, and the topic asks for nothing."""
    topic, problems = read_topic(f"---\ntitle: T\n{key}: a\n---\n".encode(), "corpus/topics/t.md", Settings())
    assert [(one.kind, one.place.line) for one in problems] == [(kinds.YAML_MISSPELT_KEY, 3)]
    assert topic is not None
    assert topic.query is None


@pytest.mark.parametrize("key", ["x-query", "colour", "auther", "mood"])
def test_other_unknown_keys_leave_the_query_alone(key: str) -> None:
    """A key that is nearly one of no weight, or like none, is at most a warning."""
    topic, problems = read_topic(f"---\ntitle: T\n{key}: a\nquery: tag:a\n---\n".encode(), "t.md", Settings())
    assert {one.kind for one in problems} <= {kinds.YAML_UNKNOWN_KEY}
    assert topic is not None
    assert topic.query == Value("tag", "a")


def test_a_key_listed_as_ones_own_may_be_near_to_any() -> None:
    """The settings' ignore_keys come first."""
    settings = Settings(ignore_keys=("section",))
    topic, problems = read_topic(b"---\ntitle: T\nsection: West\n---\n", "t.md", settings)
    assert not problems
    assert topic is not None
    assert topic.query == Everything()
