"""A source's file is read whole: typed values with places, its defaults, its passages, and every mistake."""

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.grammar.dates import read_date
from briefgen.model.marking import Marking
from briefgen.model.problem import Place, Problem
from briefgen.model.settings import Settings
from briefgen.model.source import Original, Rights, Source, Withdrawal
from briefgen.read.defaults import FolderDefaults, find_defaults, read_defaults
from briefgen.read.fields import SOURCE_FIELDS
from briefgen.read.source import ReadSource, read_source

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
GREEN = Settings(default_tlp=Marking.GREEN)

WHOLE = """---
title: "CSTO and NATO: no contacts in sight"
type: article-newspaper
publisher: Example Daily
author: [Jane Doe, Аскар А.]
editor: John Roe
place: Bishkek
volume: 12
issue: 010
page: 3-4
DOI: https://doi.org/10.1000/182
ISSN: 1234-567X
URL: https://example.org/a?b=c
issued: 2011-01
accessed: 2026-11-03
language: en
reliability: B
descriptor: One named speaker.
tlp: TLP:CLEAR
rights: {licence: CC-BY-4.0, holder: Example Daily, max_quote_words: 120}
tags: [place/afghanistan]
text: summary
status: withdrawn
withdrawn: {date: 2026-11-04, reason: the publisher took it back}
original: {name: page.html, sha256: SHA, written: SHA}
evidence: {issued: "text: 'January 2011'", title: h1}
formerly: [example-2010]
same_as: other-2011
not_same_as: [third-2011]
checked_by: A. Analyst
---
One sentence stands here. ^one
""".replace("SHA", "9f" * 32)


def read(text: str, defaults: FolderDefaults | None = None, name: str = "example-2011.md") -> ReadSource:
    """Read a source that lies in the folder `corpus/sources/press`."""
    return read_source(text.encode(), f"corpus/sources/press/{name}", defaults or FolderDefaults(), GREEN)


def list_problems(result: ReadSource) -> list[str]:
    """Write each problem on one line: place, code, sentence, hint."""
    return [f"{p.place.line}:{p.place.column} {p.kind.code} {p.message} {p.hint}" for p in result.problems]


def test_every_key_of_the_table_is_read_and_typed() -> None:
    """A source with all its keys comes out without a problem, each value typed and in its place."""
    result = read(WHOLE)
    assert list_problems(result) == []
    day, month, accessed = read_date("2026-11-04"), read_date("2011-01"), read_date("2026-11-03")
    assert not isinstance(day, str)
    assert not isinstance(month, str)
    assert not isinstance(accessed, str)
    assert result.source == Source(
        id="example-2011",
        path="corpus/sources/press/example-2011.md",
        title="CSTO and NATO: no contacts in sight",
        marking=Marking.CLEAR,
        type="article-newspaper",
        publisher="Example Daily",
        author=("Jane Doe", "Аскар А."),
        editor=("John Roe",),
        publisher_place="Bishkek",
        volume="12",
        issue="010",
        page="3-4",
        doi="10.1000/182",
        issn="1234-567X",
        url="https://example.org/a?b=c",
        issued=month,
        accessed=accessed,
        language="en",
        reliability="B",
        descriptor="One named speaker.",
        rights=Rights("CC-BY-4.0", "Example Daily", 120),
        tags=("place/afghanistan",),
        wording="summary",
        status="withdrawn",
        withdrawn=Withdrawal(day, "the publisher took it back"),
        original=Original("9f" * 32, "page.html", "9f" * 32),
        evidence={"issued": "text: 'January 2011'", "title": "h1"},
        formerly=("example-2010",),
        same_as=("other-2011",),
        not_same_as=("third-2011",),
        checked_by="A. Analyst",
    )
    assert [passage.name for passage in result.passages] == ["example-2011^one"]
    assert result.passages[0].place.line == WHOLE.count("\n")
    places = dict(result.source.places)
    assert places["title"] == Place(result.source.path, 2, 8)
    assert places["rights.licence"] == Place(result.source.path, 20, 19)
    assert places["#place/afghanistan"] == Place(result.source.path, 21, 8)


def test_the_table_fills_every_field_of_a_source() -> None:
    """No field of the model is without a key, and no key fills a field that is not there."""
    made_here = {"id", "path", "places", "is_unsure"}
    assert {spec.attribute for spec in SOURCE_FIELDS} == {f.name for f in dataclasses.fields(Source)} - made_here
    assert len({spec.name for spec in SOURCE_FIELDS}) == len(SOURCE_FIELDS)


# One line of front matter: the one problem expected (place, code, words); "title: t" comes before it in line 2.
MISTAKES = {
    "A08": ("tlp: no", "3:6 BG-TLP-001 | 'no'"),
    "A09": ("tlp: amber strict", "3:6 BG-TLP-001 | TLP:AMBER+STRICT?"),
    "A09 bare": ("tlp: AMBER", "3:6 BG-TLP-001 | TLP:AMBER?"),
    "A10": ("tlp: TLP:WHITE", "3:6 BG-TLP-002 | TLP:CLEAR"),
    "A12": ("tlp: TLP:СLEAR", "3:6 BG-TLP-001 | U+0421"),
    "an unknown type names all": ("type: zzzzzz", "standard, thesis"),
    "an empty label": ("tlp:", "3:5 BG-TLP-001 | write one of"),
    "a list of labels": ("tlp: [TLP:RED]", "3:6 BG-TLP-001"),
    "a label under a wrong name": ("tpl: TLP:RED", "3:1 BG-TLP-001 | only `tlp`"),
    "a label in capitals": ("TLP: RED", "3:1 BG-TLP-001 | only `tlp`"),
    "A13": ("issued: 2026-02-30", "3:9 BG-DATE-001 | February 2026 has no day 30"),
    "A14": ("issued: 99999", "3:9 BG-DATE-001 | between 0001 and 2100"),
    "A21": (f"rights: {{max_quote_words: {'9' * 5000}}}", "3:27 BG-YAML-009 | whole number"),
    "A22": ("rights: {max_quote_words: .inf}", "3:27 BG-YAML-009 | '.inf'"),
    "A22 nan": ("accessed: .nan", "3:11 BG-DATE-001 | '.nan'"),
    "A24": ("rights: [CC-BY-4.0]", "3:9 BG-YAML-008 | `rights` must be a mapping"),
    "A24 text": ("original: page.html", "3:11 BG-YAML-008 | `original`"),
    "a mapping for a text": ("publisher: {name: x}", "3:12 BG-YAML-008 | one text"),
    "a mapping for a list": ("author: {name: x}", "3:9 BG-YAML-008 | must be a list"),
    "A25": ("publsher: x", "3:1 BG-YAML-010 | `publisher`?"),
    "A25 another name": ("date: 2011", "3:1 BG-YAML-010 | `issued`?"),
    "A25 a withdrawal": ("withdrawal: {reason: x}", "3:1 BG-YAML-013 | `withdrawn`"),
    "A25 case": ("url: x", "3:1 BG-YAML-010 | `URL`?"),
    "A25 within": ("rights: {license: x}", "3:10 BG-YAML-010 | `rights.license` | `licence`?"),
    "a type": ("type: newspaper", "3:7 BG-YAML-009 | 'newspaper'"),
    "a reliability": ("reliability: b", "3:14 BG-YAML-009 | `B`?"),
    "a language": ("language: English", "3:11 BG-YAML-009 | BCP 47"),
    "a DOI": ("DOI: 182", "3:6 BG-YAML-009 | 10.1000/182"),
    "an ISSN": ("ISSN: 12345678", "3:7 BG-YAML-009 | 1234-567X"),
    "an address": ("URL: javascript:alert(1)", "3:6 BG-YAML-009 | 'javascript:alert(1)'"),
    "an address with blanks": ("URL: https://example.org/a b", "3:6 BG-YAML-009 | without blanks"),
    "a broken address": ("URL: 'http://[x'", "3:6 BG-YAML-009 | 'http://[x'"),
    "a wording": ("text: quoted", "3:7 BG-YAML-009 | verbatim, summary"),
    "a status": ("status: gone", "3:9 BG-YAML-009 | withdrawn"),
    "an id": ("same_as: [Other 2011]", "3:11 BG-YAML-009 | 'Other 2011'"),
    "a tag with a hash": ('tags: ["#org/nato"]', "3:8 BG-TAG-002 | org/nato without the #"),
    "a tag that is none": ("tags: [a, b c]", "3:11 BG-TAG-002 | 'b c'"),
    "a digest": ("original: {sha256: 9f}", "3:20 BG-YAML-009 | 64 hexadecimal"),
    "no digest": ("original: {name: a.html}", "3:11 BG-YAML-011 | no sha256"),
    "a folder in a name": (f"original: {{sha256: {'9f' * 32}, name: ../a}}", "BG-YAML-009 | '../a'"),
    "C01": ('publisher: "a\\u202Eb"', "3:12 BG-TEXT-009 | U+202E"),
    "C04": ("URL: https://exаmple.org/a", "3:6 BG-TEXT-010"),
    "C04 look-alikes": ("URL: https://www.сос.com/a", "3:6 BG-TEXT-010 | www.xn--n1afb.com"),
    "C05": ('publisher: "a\\U000E0041"', "3:12 BG-TEXT-009 | U+E0041"),
    "C12": ('publisher: "a\\bc"', "3:12 BG-TEXT-009 | U+0008"),
    "mixed letters": ("publisher: NАTO Review", "3:12 BG-TEXT-010 | 'NАTO'"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_each_mistake_is_told_with_its_key_and_place(case: str) -> None:
    """A bad value is named with line, column and remedy, its key among them, and the source lives on without it."""
    line, expected = MISTAKES[case]
    result = read(f"---\ntitle: t\n{line}\n---\nText.\n")
    problems = list_problems(result)
    assert len(problems) == 1, problems
    for words in expected.split(" | "):
        assert words in problems[0]
    assert result.source is not None
    assert len(result.passages) == 1


def test_every_mistake_is_told_at_once() -> None:
    """Four bad lines are four problems, and what is good beside them is kept."""
    result = read("---\nissued: x\ntlp: x\nURL: x\npublisher: Example\n---\nText.\n")
    assert [problem.kind.code for problem in result.problems] == [
        "BG-DATE-001",
        "BG-TLP-001",
        "BG-YAML-009",
        "BG-YAML-011",
    ]
    assert result.source is not None
    assert (result.source.publisher, result.source.issued, result.source.title) == ("Example", None, "example-2011")


def test_control_characters_do_not_reach_a_page() -> None:
    """C12: a title's control characters are taken out; C01: direction marks stay, for the evidence is kept."""
    source = read('---\ntitle: "a\\x08b\\e[1m\\u202Ec"\n---\nText.\n').source
    assert source is not None
    assert source.title == "ab[1m\u202ec"


def test_hidden_characters_of_the_text_are_told_once() -> None:
    """C01, C05, C12: the text's invisible characters are one warning where the first of them stands."""
    result = read("---\ntitle: t\n---\nOne.\n\nTwo \u202eand \U000e0041 and \x08 here.\n")
    assert list_problems(result)[0].startswith("6:5 BG-TEXT-009")
    assert "U+0008, U+202E, U+E0041" in list_problems(result)[0]


BAD_LABELS = [
    "tlp: TLP:PINK",
    "tlp:",
    "tlp: [TLP:CLEAR]",
    "tlp: TLP:CLEAR\ntlp: TLP:RED",
    "tlp: TLP:CLEAR\nTLP: TLP:RED",
    "tpl: TLP:CLEAR",
    "marking: amber",
    "section: TLP:AMBER",
    "rights: {holder: TLP:AMBER}",
    "section: TLP AMBER",
    "keyword: TLP AMBER+STRICT",
    "tags: [org/ferry, TLP:AMBER]",
    "tlр: TLP:CLEAR",
    "rights: {holder: x, tlp: TLP:AMBER}",
    "meta: {tlp: amber}",
    "meta:\n- of:\n    label: TLP:AMBER",
]


@pytest.mark.parametrize("lines", BAD_LABELS)
def test_a_bad_label_makes_the_source_red(lines: str) -> None:
    """A07: whatever is wrong with a marking, the file is TLP:RED for that run, and the exit code is 3."""
    result = read(f"---\ntitle: t\n{lines}\n---\nText.\n")
    assert result.source is not None
    assert result.source.marking is Marking.RED
    assert 3 in {problem.kind.exit_code for problem in result.problems}


@pytest.mark.parametrize(
    "lines",
    [
        "same_as: [tlp-amber]",
        "not_same_as: [tlp-amber]",
        "formerly: [tlp-red, tlp-green]",
        "tags: [tlp-amber, tlp/red]",
        "original: {title: 'TLP:RED', name: tlp-red}",
        "section: tlp-red",
        "aliases: [tlp-red]",
        "publisher: TLP:CLEAR",
    ],
)
def test_names_after_labels_close_nothing(lines: str) -> None:
    """Sources, tags and files may be called after a label: that is no marking of what names them."""
    result = read(f"---\ntitle: t\ntlp: TLP:GREEN\n{lines}\n---\nText.\n")
    assert result.source is not None
    assert result.source.marking is Marking.GREEN


def test_a_bad_label_in_a_trailer_makes_the_source_red() -> None:
    """A passage whose label cannot be read makes its whole file TLP:RED."""
    result = read("---\ntitle: t\ntlp: TLP:CLEAR\n---\nText.\n[tlp:: AMBR]\n")
    assert result.source is not None
    assert result.source.marking is Marking.RED


def test_a_twin_marking_names_both_lines() -> None:
    """A07: two markings are an error that names both lines."""
    result = read("---\ntlp: TLP:CLEAR\ntitle: t\ntlp: TLP:RED\n---\nText.\n")
    assert "lines 2 and 4" in result.problems[0].message


def test_a_marking_that_is_not_written_comes_from_the_folder_then_the_settings() -> None:
    """A11: the source's own, else its folder's, else the project's default, else TLP:RED."""
    bare = b"---\ntitle: t\n---\nText.\n"
    own = b"---\ntitle: t\ntlp: TLP:CLEAR\n---\nText.\n"
    amber = FolderDefaults({"marking": Marking.AMBER})

    def mark(data: bytes, defaults: FolderDefaults, settings: Settings) -> Marking:
        source = read_source(data, "corpus/sources/a.md", defaults, settings).source
        assert source is not None
        return source.marking

    assert mark(own, amber, GREEN) is Marking.CLEAR
    assert mark(bare, amber, GREEN) is Marking.AMBER
    assert mark(bare, FolderDefaults(), GREEN) is Marking.GREEN
    assert mark(bare, FolderDefaults(), Settings()) is Marking.RED


def test_defaults_fill_what_a_source_leaves_out() -> None:
    """A source's own value replaces the folder's; tags add up; a default's place is in the defaults file."""
    defaults, _ = read_defaults(
        b"publisher: Folder\nlanguage: ru\ntags: [a]\n", "corpus/sources/press/_defaults.yaml", GREEN
    )
    source = read("---\ntitle: t\nlanguage: en\ntags: [b, a]\n---\nText.\n", defaults).source
    assert source is not None
    assert (source.publisher, source.language, source.tags) == ("Folder", "en", ("a", "b"))
    places = dict(source.places)
    assert places["publisher"].file.endswith("_defaults.yaml")
    assert places["language"].file.endswith("example-2011.md")


def test_own_keys_pass_in_silence() -> None:
    """`x-…` keys and the settings' ignore_keys are the author's own."""
    settings = Settings(default_tlp=Marking.CLEAR, ignore_keys=("cssclasses",))
    text = b"---\ntitle: t\nx-desk: 3\ncssclasses: [wide]\naliases: []\n---\nText.\n"
    result = read_source(text, "corpus/sources/a.md", FolderDefaults(), settings)
    assert [problem.message for problem in result.problems] == ["The key `aliases` is unknown; it is not read."]


def test_a_withdrawal_counts_without_a_status() -> None:
    """Who writes only `withdrawn` means it."""
    source = read("---\ntitle: t\nwithdrawn: {reason: wrong}\n---\nText.\n").source
    assert source is not None
    assert source.is_withdrawn


def test_a_reason_that_nobody_sees_is_none() -> None:
    """It is withdrawn without one, and the characters are warned of."""
    source = read('---\ntitle: t\nwithdrawn: {reason: "\u200b"}\n---\nText.\n').source
    assert source is not None
    assert source.withdrawn is not None
    assert source.withdrawn.reason == ""


NAMES = {
    "D03 con.md": "Windows reserves",
    "D03 nul.md": "Windows reserves",
    f"D04 {'a' * 300}.md": "it has 300 characters",
    "D05 .md": "rename it to md",
    "Example 2011.md": "rename it to example-2011.md",
    "Ақпарат.md": "rename it to aqparat.md",
    "a_b.md": "rename it to a-b.md",
    "a.b.md": "rename it to a-b.md",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_no_id_is_an_error_with_a_better_one(name: str) -> None:
    """D03 to D05: the file is told how to be named, its other mistakes too, and it is not used."""
    file = name.partition(" ")[2] if name.startswith("D0") else name
    result = read("---\ntitle: t\nissued: x\n---\nText.\n", name=file)
    assert result.source is None
    assert result.passages == ()
    assert [problem.kind.code for problem in result.problems] == ["BG-FILE-010", "BG-DATE-001"]
    assert NAMES[name] in f"{result.problems[0].message} {result.problems[0].hint}"


# Data, codes, whether a source comes of it.
WHOLE_FILES = {
    "A16 unterminated": (b"---\ntitle: t\n\nText.\n", ["BG-YAML-007"], False),
    "A17 Windows": ("\ufeff---\r\ntitle: t\r\n---\r\nText.\r\n".encode(), [], True),
    "A18 UTF-16": ("---\ntitle: t\n---\nText.\n".encode("utf-16"), ["BG-FILE-003"], False),
    "A19 broken UTF-8": (b"---\ntitle: t\n---\nTe\xffxt.\n", ["BG-FILE-003"], False),
    "A20 NUL": (b"---\ntitle: t\n---\nTe\0xt.\n", ["BG-FILE-004"], False),
    "A01 brackets": (b"---\ntitle: " + b"[" * 60_000 + b"\n---\nText.\n", ["BG-YAML-002"], False),
    "A23 seventy KiB": (b"---\ntitle: " + b"x" * 70_000 + b"\n---\nText.\n", ["BG-YAML-006"], False),
    "A24 a list": (b"---\n- title: t\n---\nText.\n", ["BG-YAML-008", "BG-YAML-011"], True),
    "A26 empty": (b"", ["BG-FILE-007"], False),
    "A26 blank": (b"\xef\xbb\xbf \r\n\t\n", ["BG-FILE-007"], False),
    "A27 only front matter": (b"---\ntitle: t\n---\n", ["BG-FILE-007"], True),
    "no front matter": (b"Text.\n", ["BG-YAML-011"], True),
    "empty front matter": (b"---\n---\nText.\n", ["BG-YAML-011"], True),
    "an empty title": (b"---\ntitle:\n---\nText.\n", ["BG-YAML-011"], True),
}


@pytest.mark.parametrize("case", WHOLE_FILES)
def test_a_file_that_cannot_be_used_is_told_and_left_out(case: str) -> None:
    """What is no text, has no readable front matter or no words is named; what can be used is."""
    data, codes, is_usable = WHOLE_FILES[case]
    result = read_source(data, "corpus/sources/a.md", FolderDefaults(), GREEN)
    assert [problem.kind.code for problem in result.problems] == codes
    assert (result.source is not None) == is_usable
    assert is_usable or result.passages == ()


@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: f"---\n{text}\n---\nText.".encode("utf-8", "replace"))
)
def test_no_file_makes_the_reader_raise(data: bytes) -> None:
    """Whatever a file holds, a result comes back: a source, or a problem that says why not."""
    result = read_source(data, "corpus/sources/a.md", FolderDefaults(), GREEN)
    assert result.source is not None or result.problems


def test_our_own_corpus_reads_without_a_problem() -> None:
    """The corpus that a newcomer sees first has no mistake in its sources, defaults and vocabulary."""
    folders: dict[str, FolderDefaults] = {}
    problems: list[Problem] = []
    for path in sorted(CORPUS.glob("sources/**/_defaults.yaml")):
        name = path.relative_to(CORPUS.parent).as_posix()
        folders[str(Path(name).parent)], found = read_defaults(path.read_bytes(), name, GREEN)
        problems.extend(found)
    sources = sorted(CORPUS.glob("sources/**/*.md"))
    for path in sources:
        name = path.relative_to(CORPUS.parent).as_posix()
        result = read_source(path.read_bytes(), name, find_defaults(name, folders), GREEN)
        problems.extend(result.problems)
        assert result.source is not None
        assert result.passages
    assert sources
    assert [str(problem) for problem in problems] == []
