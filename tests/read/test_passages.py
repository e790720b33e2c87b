"""A source's body read as passages: blocks, trailers, marks and ids together."""

import time
from pathlib import Path

import pytest

from briefgen.grammar.front_matter import split_front_matter
from briefgen.model import kinds
from briefgen.model.marking import Marking
from briefgen.model.problem import Place, Problem, ProblemKind
from briefgen.model.source import Passage
from briefgen.read.passages import read_passages

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "sources"

EXAMPLE = """\
The secretary general said that ==the organisation had no contacts== and listed ==its tools==.
#org/csto #org/nato [speaker:: Nikolay Bordyuzha] [stance:: sceptical] [credibility:: 2] ^no-contacts

A second paragraph, which nobody marked.
"""


def read(body: str) -> tuple[tuple[Passage, ...], tuple[Problem, ...]]:
    """Read a body that begins in line 10."""
    return read_passages(body, "src", "s.md", 10)


def read_clean(body: str) -> tuple[Passage, ...]:
    """Read a body that is without problems."""
    passages, problems = read(body)
    assert not problems, [str(problem) for problem in problems]
    return passages


def test_passage_has_its_trailer_marks_and_names() -> None:
    """The design's own example is read as it says."""
    first, second = read_clean(EXAMPLE)
    assert first.name == "src^no-contacts"
    assert first.has_own_id
    assert first.marked == ("the organisation had no contacts", "its tools")
    assert first.trailer.tags == ("org/csto", "org/nato")
    assert (first.trailer.speaker, first.trailer.stance) == ("Nikolay Bordyuzha", "sceptical")
    assert first.trailer.credibility == "2"
    assert (first.place, first.last_line, first.ordinal) == (Place("s.md", 10, 1), 10, 0)
    assert dict(first.trailer.places)["#org/nato"] == Place("s.md", 11, 11)
    assert dict(first.trailer.places)["^id"].line == 11
    assert second.plain == "A second paragraph, which nobody marked."
    assert (second.has_own_id, second.marked, second.quoted) == (False, (), (second.plain,))


def test_headings_code_and_html_are_no_passages() -> None:
    """Only paragraphs, items, quotations, tables and footnotes are; each knows its heading."""
    body = "# Head *x*\n\na\n\n- b\n- c\n\n> d\n\n| e |\n|---|\n\n[^1]: f\n\n```\ncode\n```\n\n<!-- comment -->\n"
    assert [(p.kind, p.plain, p.heading) for p in read_clean(body)] == [
        ("paragraph", "a", "Head x"),
        ("item", "b", "Head x"),
        ("item", "c", "Head x"),
        ("quotation", "d", "Head x"),
        ("table", "e", "Head x"),
        ("footnote", "f", "Head x"),
    ]


def test_trailer_alone_belongs_to_the_block_before_it() -> None:
    """A block of tokens adds to the trailer of the passage above it."""
    (passage,) = read_clean("Text.\n#a\n\n[page:: 3]\n\n#b ^id\n")
    assert (passage.trailer.tags, passage.trailer.page, passage.id) == (("a", "b"), "3", "id")


@pytest.mark.parametrize(
    "body", ["#a\n\ntext", "# Head\n\n#a", "text\n\n```\nx\n```\n\n#a", "<p>x</p>\n\n#a", "![i](j)\n\n#a"]
)
def test_trailer_without_a_passage_is_a_problem(body: str) -> None:
    """First in a file, after a heading, code or an image a trailer describes nothing."""
    assert kinds.TRAILER_FIRST in [problem.kind for problem in read(body)[1]]


def test_identical_passages_get_numbers() -> None:
    """Derived ids of identical passages end in -2 and -3, and own ids are never taken by derived ones."""
    names = [passage.id for passage in read_clean("Same words.\n\nSame words.\n\nSame words.\n")]
    assert names == [names[0], f"{names[0]}-2", f"{names[0]}-3"]
    own = [passage.id for passage in read_clean(f"Same words.\n\nOther text.\n^{names[0]}\n")]
    assert own == [f"{names[0]}-2", names[0]]


def test_own_id_that_stands_twice_is_an_error() -> None:
    """The first keeps the id, the second is named after its text, and the error names the first's line."""
    passages, (problem,) = read("One.\n^same\n\nTwo.\n^same\n")
    assert passages[0].id == "same"
    assert passages[1].id != "same"
    assert not passages[1].has_own_id
    assert (problem.kind, problem.place) == (kinds.TRAILER_ID_TWICE, Place("s.md", 14, 1))
    assert "line 11" in problem.message


@pytest.mark.parametrize(
    ("token", "kind", "says"),
    [
        ("[spaeker:: a]", kinds.TRAILER_KEY, "did you mean `speaker`? or write \\[spaeker:: a]"),
        ("[Speaker:: a]", kinds.TRAILER_KEY, "did you mean `speaker`?"),
        ("[stance:: skeptical]", kinds.TRAILER_VALUE, "did you mean `sceptical`?"),
        ("[stance:: for a b]", kinds.TRAILER_VALUE, "[stance:: for org/nato]"),
        ("[actor:: NATO and others]", kinds.TRAILER_VALUE, "an actor is a tag"),
        ("[date:: 2011-13]", kinds.DATE_INVALID, "2011-01"),
        ("[credibility:: 7]", kinds.TRAILER_VALUE, "1, 2, 3"),
        ("[credibility:: B]", kinds.TRAILER_VALUE, "1, 2, 3"),
        ("[tlp:: AMBER]", kinds.TLP_INVALID, "did you mean TLP:AMBER?"),
        ("[tlp:: TLP:WHITE]", kinds.TLP_OLD_LABEL, "TLP:CLEAR"),
        ("[key:: no]", kinds.TRAILER_VALUE, "[key:: yes]"),
        ("[text:: quote]", kinds.TRAILER_VALUE, "verbatim"),
        ("[page:: 1] [page:: 2]", kinds.TRAILER_VALUE, "keep one"),
        ("^a ^b", kinds.TRAILER_ID, "end"),
        ("^a #b", kinds.TRAILER_ID, "move it to the end"),
    ],
)
def test_wrong_token_has_its_place_and_a_next_step(token: str, kind: ProblemKind, says: str) -> None:
    """Each wrong token is one problem that says what to do (two ids are two: not last, and a second)."""
    problems = read(f"Text.\n{token}\n")[1]
    assert kind in [problem.kind for problem in problems]
    assert any(says in problem.hint for problem in problems)
    assert {problem.place.line for problem in problems} == {11}


def test_all_fields_are_typed() -> None:
    """Every field of a trailer arrives in its own place and form."""
    body = (
        "Text.\n[actor:: org/nato] [stance:: against towards #org/csto] [date:: 2011-01] [event:: a talk] "
        "[tlp:: TLP:AMBER+STRICT] [page:: 3] [translation:: x] [translator:: y] [note:: [[z]]] "
        "[text:: summary] [key:: yes]"
    )
    (passage,) = read_clean(body)
    trailer = passage.trailer
    assert (trailer.actor, trailer.stance, trailer.stance_towards) == ("org/nato", "against", "org/csto")
    assert str(trailer.date) == "2011-01"
    assert (trailer.event, trailer.page, trailer.note) == ("a talk", "3", "[[z]]")
    assert (trailer.translation, trailer.translator, trailer.wording) == ("x", "y", "summary")
    assert (trailer.marking, trailer.is_key) == (Marking.AMBER_STRICT, True)


def test_bad_marking_is_red() -> None:
    """A label that cannot be read is TLP:RED, never nothing."""
    passages, _ = read("Text.\n[tlp:: secret]\n")
    assert passages[0].trailer.marking is Marking.RED


def test_known_field_inside_the_text_is_a_warning() -> None:
    """A field in mid-sentence is text, and a warning says so; tags there are handed on with their place."""
    passages, (problem,) = read("The [note:: x] and #org/nato are here, and [other:: y] too.")
    assert (problem.kind, problem.place) == (kinds.TRAILER_STRAY, Place("s.md", 10, 5))
    assert passages[0].strays == (("#org/nato", Place("s.md", 10, 20)),)
    assert "[note:: x]" in passages[0].plain


def test_tweet_says_nothing_and_closes_with_a_tag() -> None:
    """A closing #word is text without a sentence end before it, and a tag with one."""
    said, tweeted = read_clean("a tweet said #NATO\n\nHe tweeted. #NATO\n")
    assert (said.plain, said.trailer.tags) == ("a tweet said #NATO", ())
    assert (tweeted.plain, tweeted.trailer.tags) == ("He tweeted.", ("NATO",))


def test_long_passage_is_a_warning() -> None:
    """From 251 words on a passage is called long; it is never cut."""
    assert not read("word " * 250)[1]
    (passage,), (problem,) = read("word " * 251)
    assert problem.kind is kinds.TEXT_LONG_PASSAGE
    assert len(passage.plain.split()) == 251


def test_images_and_html_are_told() -> None:
    """What is left out is counted: images, and HTML blocks that hold words."""
    passages, problems = read("A ![x](y) b ![z](w).\n\n<div>words</div>\n")
    assert [passage.plain for passage in passages] == ["A b ."]
    assert [problem.kind for problem in problems] == [kinds.TEXT_IMAGE, kinds.TEXT_HTML_DROPPED]
    assert "2 images" in problems[0].message


def test_item_may_have_its_trailer_indented_below() -> None:
    """A trailer under a list item belongs to that item alone."""
    one, two = read_clean("- one\n  [page:: 1] ^first\n- two. #a")
    assert (one.plain, one.trailer.page, one.id) == ("one", "1", "first")
    assert (two.plain, two.trailer.tags) == ("two.", ("a",))


def test_many_alike_passages_are_named_quickly() -> None:
    """Thousands of identical paragraphs are no quadratic work."""
    start = time.process_time()
    passages, _ = read("same words here\n\n" * 5_000)
    assert len({passage.id for passage in passages}) == 5_000
    assert time.process_time() - start < 5


def test_shipped_corpus_reads_without_a_problem() -> None:
    """Each source of the shipped corpus is passages and nothing to complain of, ids all different."""
    files = sorted(path for path in CORPUS.rglob("*.md"))
    assert files
    for path in files:
        front, _ = split_front_matter(path.read_text(encoding="utf-8"), path.name)
        passages, problems = read_passages(front.body, path.stem, path.name, front.body_line)
        assert passages, path.name
        assert problems == (), [str(problem) for problem in problems]
        assert len({passage.id for passage in passages}) == len(passages)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("Text.\n[tpl:: TLP:AMBER]", "11:1"),
        ("Text. [TLP:: AMBER] #org/nato", "10:7"),
        ("Text. [classification:: AMBER+STRICT]", "10:7"),
        ("Text. [limit:: TLP:AMBER]", "10:7"),
        ("Text.\n[tlp:: TLP:CLEAR] [tlp:: TLP:RED]", "11:19"),
        ("The [tlp:: TLP:AMBER] text goes on.", "10:5"),
        ("Text.[tlp:: TLP:AMBER] #org/nato", "10:6"),
        ("Text.\nMore. [tlp: TLP:AMBER]", "11:7"),
        ("- Text,\n  [tlp::TLP:AMBER], and more.", "11:3"),
        ("## Closed [tlp:: TLP:AMBER]\n\nText.", "10:11"),
        ("[tlp:: TLP:AMBER]\n\nText.", "10:1"),
        ("# Closed\n[tpl:: TLP:AMBER]\n\nText.", "11:1"),
        ("title: X\ntlp: TLP:AMBER\n---\n\nText.", "11:1"),
        ("----\ntitle: X\ntlp: TLP:AMBER\n----\n\nText.", "12:1"),
        ("title: X\nmarking: TLP:AMBER\n\nText.", "11:1"),
        ("title: X\ntlp: AMBER\n\nText.", "11:1"),
        ('title: X\n"tlp": TLP:AMBER\n\nText.', "11:2"),
        ("+++\ntlp = 'TLP:AMBER'\n+++\n\nText.", "11:1"),
        ("Text. [tlp:: TLP:AMBER ^a1", "10:7"),
        ("Text.\n[tlp:: TLP:AMBER ^a1\nMore.", "11:1"),
        ("Text. [tlp:: TLP:AMBER) ^a1", "10:7"),
        ("Text. (tlp:: TLP:AMBER) ^a1", "10:7"),
        ("Text. {tlp:: TLP:AMBER} ^a1", "10:7"),
        ("Text.\ntlp:: TLP:AMBER\n^a1", "11:1"),
        ("Text. ^a1\n\n- **tlp**:: AMBER", "12:5"),
        ("Text. [tlp=TLP:AMBER] ^a1", "10:7"),
        ("Text. [tlp; TLP:AMBER] ^a1", "10:7"),
        ("Text. [tlp-TLP:AMBER] ^a1", "10:7"),
        ("Text. [tlp AMBER] ^a1", "10:7"),
        ("Text. [marking: AMBER] ^a1", "10:7"),
        ("Text. ［tlp:: TLP:AMBER］ ^a1", "10:7"),
        ("Text. [tlp： TLP:AMBER] ^a1", "10:7"),
        ("Text. [\u200btlp:: TLP:AMBER] ^a1", "10:7"),
        ("Te\u200bxt. [tlp\u200b:: TLP:AMBER] ^a1", "10:8"),
        ("Text. ^a1\n\n[tlp]: TLP:AMBER", "12:1"),
        ("Text. ^a1\n\n[marking]: AMBER\n[x]: y", "12:1"),
        ("(TLP:AMBER) Text. ^a1", "10:1"),
        ("TLP:AMBER: Text. ^a1", "10:1"),
        ("TLP:AMBER\n\nText. ^a1", "10:1"),
        ("**TLP:AMBER** Text. ^a1", "10:1"),
        ("[TLP:AMBER] Text. ^a1", "10:1"),
        ("- One.\n  - (TLP:AMBER+STRICT) Two.", "11:5"),
        ("## (TLP:RED) Closed\n\nText.", "10:4"),
        ("Text. (TLP:AMBER) ^a1", "10:7"),
        ("Text. (TLP:AMBER) More of it. ^a1", "10:7"),
        ("It is plan B. (TLP:AMBER) ^a1", "10:15"),
        ("- [ ] (TLP:AMBER) Text. ^a1", "10:7"),
        ("1. [x] **TLP:AMBER** Text. ^a1", "10:8"),
        ("(TLP:AMBER-STRICT) Text. ^a1", "10:1"),
        ("Text. TLP:AMBER STRICT ^a1", "10:7"),
        ("Text. **(TLP:AMBER)** More of it. ^a1", "10:7"),
        ("Text. (*TLP:AMBER*) More of it. ^a1", "10:7"),
        ("text. *(TLP:AMBER)* more of it. ^a1", "10:7"),
        ("Text. _(TLP:AMBER)_ ^a1", "10:7"),
        ("Text. (TLP:AMBER). ^a1", "10:7"),
        ("Text. TLP:AMBER. ^a1", "10:7"),
        ("Text. **TLP:AMBER.** ^a1", "10:7"),
        ("Text. TLP:AMBER ^a1", "10:7"),
        ("Text. #tlp/amber ^a1", "10:7"),
        ("Text of #TLP:AMBER value. ^a1", "10:9"),
        ("We hear [TLP:AMBER] that he spoke. ^a1", "10:9"),
        ("Text, [TLP AMBER] and more. ^a1", "10:7"),
        ("> [!TLP:AMBER]\n> Text.", "10:3"),
        ("| a | b |\n|---|---|\n| [TLP:AMBER] x | y |", "12:3"),
        ("Text. [note:: TLP:AMBER] ^a1", "10:7"),
        ("Text. [speaker:: tlp-red] ^a1", "10:7"),
        ("<!-- TLP:AMBER -->\n\nText.", "10:6"),
        ("<!--\ntitle: X\ntlp: TLP:AMBER\n-->\nText.", "12:1"),
        ("Text, <!-- tlp: amber --> and more. ^a1", "10:12"),
        ("Text. ^a1 <!-- [tlp:: TLP:AMBER] -->", "10:16"),
        ("Text. ^a1\n\n[//]: # (TLP:AMBER)", "12:10"),
        ("Text. %%TLP:AMBER%% ^a1", "10:9"),
        ("Text (#TLP:AMBER) of it. ^a1", "10:7"),
        ("[TLP:AMBER]: Text. ^a1", "10:1"),
        ("Text. ^a1\n\n[^1]: #tlp-amber it is.", "12:7"),
        ('<div data-tlp="amber">\n\nText.', "10:6"),
        ('<div marking="TLP:AMBER">\n\nText.', "10:6"),
        ("<p>\n<b>TLP:AMBER</b>\n</p>\n\nText.", "11:4"),
        ("```yaml\ntitle: X\ntlp: TLP:AMBER\n```\n\nText.", "12:1"),
        ("# Head\n\n    tlp: TLP:AMBER\n\nText.", "12:5"),
    ],
)
def test_a_marking_that_is_read_nowhere_is_red(body: str, place: str) -> None:
    """Under another key, in mid-sentence, glued to a word, in a heading, a comment, code at the head: meant."""
    _, problems = read(body)
    (problem,) = [one for one in problems if one.kind is kinds.TLP_INVALID]
    assert (f"{problem.place.line}:{problem.place.column}", "TLP:RED holds" in problem.message) == (place, True)


@pytest.mark.parametrize(
    "body",
    [
        "The page is headed [TLP:CLEAR], and says (TLP: AMBER) below.",
        "Distribution: TLP:CLEAR",
        "The box [Light: GREEN] stands in the text, and [note: red] too.",
        "It says \\[tlp:: TLP:AMBER] there.",
        "It says `[tlp:: TLP:AMBER]` there.",
        "    [tlp:: TLP:AMBER]",
        "See [the marking](x) that TLP:RED is.",
        "See [TLP standards](x), [tlp tools](y) and (marking: see below).",
        "TLP:AMBER is for those who need to know; the paper was marked\n(TLP:AMBER) by its author.",
        "(TLP:CLEAR) Anyone may read it.",
        "TLP\\:AMBER: for those who need to know.",
        "It says \\(tlp:: TLP:AMBER) there.",
        "tlp\\:: TLP:AMBER",
        "The marking: TLP:AMBER was meant.",
        "Text.\n\n```\n[tlp]: TLP:AMBER\n```",
        "Text.\n\n```\ntlp: TLP:AMBER\n```",
        "The Traffic Light Protocol knows TLP:AMBER and (TLP:GREEN) too.",
        "See [TLP:AMBER](https://www.first.org/tlp/#tlp-amber), [TLP:RED][first] and [[TLP:GREEN]].",
        "[TLP:RED](#tlp-red), [it]( #tlp-amber 'TLP:AMBER').",
        '[red]: #tlp-red "TLP:RED"\n[amber]:\n  #tlp-amber\n\nSee [TLP:RED][red].',
        "[TLP:RED]: #tlp-red\n[TLP:AMBER]: https://www.first.org/tlp/\n\nSee [TLP:RED][].",
        'The <span class="tlp-red">TLP:RED</span> <a id="tlp-red"></a> label <img src="x" alt="TLP:RED">.',
        "It wrote `<!-- TLP:AMBER -->`, and \\[TLP:AMBER] there, or `[TLP:AMBER]`.",
        "He read it. (TLP:AMBER) was written on it.",
        "Some labels close, e.g. TLP:AMBER",
        "Some labels close, e.g. TLP:AMBER.",
        "It is marked TLP:AMBER. The strictest is TLP:RED.",
        "- [ ] TLP:GREEN is to be discussed\n- [x] (the) TLP:RED is agreed",
        "<!-- ask about the TLP; the page says that TLP:AMBER is for some -->\n\nText.",
        "<!-- TLP:CLEAR -->\n\nText.",
        "Text. [note:: TLP:AMBER was written below it] ^a1",
        "Text. [note:: TLP:CLEAR] #topic/tlp ^a1",
        "Tell \\#TLP:AMBER from https://www.first.org/#tlp-amber there.",
    ],
)
def test_words_about_a_marking_are_words(body: str) -> None:
    """What a source says of markings, code, and what is taken for text by a backslash, marks nothing."""
    assert [one for one in read(body)[1] if one.kind is kinds.TLP_INVALID] == []
