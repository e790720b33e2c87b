"""`diff`: what changed between an edition and the draft, and between two editions, as text, JSON and a page."""

import json
import re
import shutil
from pathlib import Path

import pytest
from lxml import html as markup

from briefgen_command import ROOT, run_briefgen
from edited_files import edit_text

pytestmark = pytest.mark.slow

VOCABULARY = """org/upper-river-union: {label: Upper River Union}
org/delta-compact: {label: Delta Compact}
theme/flood: {label: Flood protection, aliases: [flood*]}
"""
SOURCE = """---
title: River states agree on a joint flood service
publisher: The Lowmouth Herald
issued: 2019-03-14
language: en
reliability: B
tlp: TLP:CLEAR
text: summary
---
The Upper River Union and the Delta Compact will run one flood service. ^one-service

The Delta Compact called it a trial of two years. ^trial

An engineer said that the gauges stand ready. ^gauges

The flood of 1953 is remembered on both banks. ^memory
"""
TOPIC = """---
title: The two river bodies
query: 'tag:theme/flood OR tag:org/delta-compact'
tlp: TLP:CLEAR
---
A service begins. [@forum^one-service]

# Key judgements

- The service will last. [@forum^one-service; @forum^trial]
  [likelihood:: likely] [confidence:: low, one source] ^will-last
"""
#: What the second edition and the draft change, file by file.
EDITS = (
    ("vocabulary.yaml", "[flood*]", "[flood*, gauges, trial]"),
    ("sources/forum.md", "a trial of two years", "a trial of three years"),
    ("topics/rivers.md", "likelihood:: likely", "likelihood:: very likely"),
)
TOLD = {("~", "^will-last"), ("~", "forum^trial"), ("+", "forum^gauges")}
KEYS = {"topic", "from", "to", "is_substantive", "compares_print", "share", "unnamed", "changes", "labels"}


def write_rivers(folder: Path) -> Path:
    """Write the project of this file."""
    for name, text in (("vocabulary.yaml", VOCABULARY), ("sources/forum.md", SOURCE), ("topics/rivers.md", TOPIC)):
        path = folder / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (folder / "briefgen.toml").write_text('default_tlp = "TLP:CLEAR"\n', "utf-8")
    return folder


def rewrite(project: Path, name: str, old: str, new: str) -> None:
    """Change words of a file of the corpus."""
    edit_text(project / "corpus" / name, old, new, count=-1)


def run(project: Path, *words: str | Path) -> str:
    """Run a command that must succeed, and give what it prints."""
    ran = run_briefgen(*words, folder=project)
    assert ran.code == 0, (words, ran.out, ran.err)
    return ran.out


def tell(project: Path, *words: str) -> set[tuple[str, str]]:
    """Give the signs and names that `diff --json` tells."""
    told = json.loads(run(project, "diff", *words, "--json"))
    return {(one["sign"], one["name"]) for one in told["changes"]}


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project with two editions, between which one alias, one source and one judgement were edited."""
    project = write_rivers(tmp_path_factory.mktemp("rivers"))
    run(project, "issue", "rivers", "--date", "2026-03-05")
    for edit in EDITS:
        rewrite(project, *edit)
    run(project, "issue", "rivers", "--date", "2026-04-06")
    return project


def test_two_editions_are_compared_by_their_records_alone(editions: Path, tmp_path: Path) -> None:
    """Without a corpus the same is told: excerpt, judgement, tags, and the words that differ."""
    assert tell(editions, "rivers", "--from", "1", "--to", "2") == TOLD
    shutil.copytree(editions / "output/editions", tmp_path / "output/editions")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "briefgen.toml").write_text("", "utf-8")
    text = run(tmp_path, "diff", "rivers", "--from", "1", "--to", "2")
    assert (
        "Edition 1 of 5 Mar 2026 (brief, en, TLP:CLEAR) → Edition 2 of 6 Apr 2026 (brief, en, TLP:CLEAR)"
        in " ".join(text.split())
    )
    assert "The Delta Compact called it a trial of [-two-] {+three+} years." in text
    assert "likelihood: likely → very likely; its evidence changed: forum^trial" in text
    assert "tags: +Flood protection" in text
    assert max(map(len, text.splitlines())) <= 80


def test_the_draft_is_the_end_where_nothing_is_said(editions: Path) -> None:
    """Nothing has changed since edition 2; since edition 1 the draft changed as edition 2 did."""
    assert "Nothing changed." in run(editions, "diff", "rivers")
    assert tell(editions, "rivers", "--from", "1") == TOLD
    assert tell(editions, "rivers", "--to", "2") == TOLD


def test_json_has_the_documented_keys(editions: Path) -> None:
    """A program finds the sides, the share in words, and each change with sign, name, words and details."""
    told = json.loads(run(editions, "diff", "rivers", "--to", "2", "--json"))
    assert told.keys() == KEYS
    assert (told["from"]["number"], told["to"]["number"], told["to"]["issued"]) == (1, 2, "2026-04-06")
    trial = next(one for one in told["changes"] if one["name"] == "forum^trial")
    assert (trial["kind"], trial["manner"], trial["gained"], trial["is_substantive"]) == (
        "excerpt",
        "changed",
        ["theme/flood"],
        True,
    )
    assert (trial["old"], trial["new"]) == (
        "The Delta Compact called it a trial of two years.",
        "The Delta Compact called it a trial of three years.",
    )
    share = told["share"]
    assert 0 < share["changed_words"] < share["words"]
    assert share["per_cent"] == round(100 * share["changed_words"] / share["words"], 1)
    assert told["labels"] == {"theme/flood": "Flood protection"}


def test_another_form_is_compared_as_far_as_both_hold_it(editions: Path) -> None:
    """A note and a dossier have no edition of their own: they tell the same of what both print."""
    told = json.loads(run(editions, "diff", "rivers", "--from", "1", "--template", "dossier", "--json"))
    assert not told["compares_print"]
    assert {(one["sign"], one["name"]) for one in told["changes"]} == TOLD
    russian = json.loads(run(editions, "diff", "rivers", "--from", "1", "--language", "ru", "--json"))
    assert russian["to"]["language"] == "ru"


def test_the_page_marks_words_as_inserted_and_deleted(editions: Path, tmp_path: Path) -> None:
    """One self-contained page: no script, nothing loaded, a legend, the marking, and the words between their marks."""
    run(editions, "diff", "rivers", "--to", "2", "--html", tmp_path / "changes.html")
    html = (tmp_path / "changes.html").read_text("utf-8")
    page = markup.document_fromstring(html)
    said = [re.sub(r"\s+", " ", one.text_content()).strip() for one in page.xpath("//p[@class='said']")]
    assert "The Delta Compact called it a trial of two three years." in said
    assert "two" in page.xpath("//del/text()")
    assert "three" in page.xpath("//ins/text()")
    assert page.xpath("//p[@role='note']//ins") and page.xpath("//p[@role='note']//del")
    assert page.xpath("//p[@class='tlp']/text()") == ["TLP:CLEAR", "TLP:CLEAR"]
    assert not page.xpath("//script | //@style | //@src | //link")
    assert "unsafe-inline" not in html


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("diff", "rivers", "--from", "7"), 2, "has no edition 7; it has 1, 2"),
        (("diff", "rivers", "--to", "1"), 2, "edition 1 of `rivers` is the first"),
        (("diff", "rivers", "--to", "soon"), 2, "give an edition's number, or draft"),
        (("diff", "river"), 2, "did you mean `rivers`?"),
        (("diff", "rivers", "--max-tlp", "TLP:GREEN"), 1, "has no edition up to TLP:GREEN yet"),
    ],
)
def test_what_cannot_be_compared_says_what_can(editions: Path, words: tuple[str, ...], code: int, said: str) -> None:
    """An edition or a topic that is not there is named, with those that are."""
    ran = run_briefgen(*words, folder=editions)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_what_was_raised_since_is_not_named_between_two_limited_editions(tmp_path: Path) -> None:
    """Both records hold it, and today it is closed: neither its name nor its words are told up to the limit."""
    project = write_rivers(tmp_path)
    green = ("--max-tlp", "TLP:GREEN")
    run(project, "issue", "rivers", *green, "--date", "2026-03-05")
    rewrite(project, "sources/forum.md", "on both banks. ^memory", "on both long banks. ^memory")
    rewrite(project, *EDITS[2])
    run(project, "issue", "rivers", *green, "--date", "2026-04-06")
    assert ("~", "forum^memory") in tell(project, "rivers", "--from", "1", "--to", "2", *green)
    rewrite(project, "sources/forum.md", " ^memory", " [tlp:: TLP:RED] ^memory")
    for words in (("--from", "1", "--to", "2"), ()):
        text = run(project, "diff", "rivers", *words, *green) + run(project, "diff", "rivers", *words, *green, "--json")
        assert "memory" not in text
        assert "banks" not in text
    assert tell(project, "rivers", "--from", "1", "--to", "2", *green) == {("~", "^will-last")}


@pytest.mark.parametrize("file", ["forum.md", "closed.md"], ids=["its own source", "another"])
def test_what_was_split_off_and_raised_since_is_told_in_no_limited_variant(tmp_path: Path, file: str) -> None:
    """The excerpt that held it is open: neither two records, the draft nor the next edition quotes what it said."""
    project = write_rivers(tmp_path)
    green = ("--max-tlp", "TLP:GREEN")
    rewrite(project, "sources/forum.md", "on both banks. ^memory", "on both banks. Agent Quince told us so. ^memory")
    run(project, "issue", "rivers", *green, "--date", "2026-03-05")
    rewrite(project, "sources/forum.md", "on both banks. Agent Quince told us so.", "on both banks still.")
    assert "Quince" in run(project, "diff", "rivers", *green, "--json")
    closed = project / "corpus/sources" / file
    begun = closed.read_text("utf-8") if closed.exists() else "---\ntitle: Closed\ntext: summary\n---\n"
    closed.write_text(f"{begun}\nAgent Quince told us so. [tlp:: TLP:RED] ^told\n", "utf-8")
    told = run(project, "diff", "rivers", *green, "--json")
    run(project, "issue", "rivers", *green, "--date", "2026-04-06", "--force", "only its words changed")
    told += run(project, "diff", "rivers", "--from", "1", "--to", "2", *green, "--json")
    told += "".join(path.read_text("utf-8") for path in project.rglob("editions/rivers/2/*/*.html"))
    assert "Quince" not in told
    assert "on both banks still" in told


def test_status_brief_and_diff_tell_one_story(tmp_path: Path) -> None:
    """One alias, one source and one judgement edited in a copy of the shipped project: all three name the same."""
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    run(tmp_path, "issue", "nato-csto", "--date", "2026-11-20")
    run(tmp_path, "build", "nato-csto", "--date", "2026-11-20")
    rewrite(tmp_path, "vocabulary.yaml", "theme/counter-terrorism:", "theme/counter-terrorism: # edited")
    vocabulary = tmp_path / "corpus/vocabulary.yaml"
    text = vocabulary.read_text("utf-8")
    place = text.index("aliases: [", text.index("# edited")) + len("aliases: [")
    vocabulary.write_text(f"{text[:place]}memorand*, {text[place:]}", "utf-8")
    source = next((tmp_path / "corpus/sources").rglob("csto-nato-no-prospects.md"))
    rewrite(tmp_path, str(source.relative_to(tmp_path / "corpus")), "is not troubled by", "is not at all troubled by")
    rewrite(tmp_path, "topics/nato-csto.md", "[likelihood:: very unlikely] [conf", "[likelihood:: unlikely] [conf")
    diff = json.loads(run(tmp_path, "diff", "nato-csto", "--json"))["changes"]
    told = {(one["sign"], one["name"]) for one in diff if one["kind"] in ("excerpt", "judgement")}
    assert ("~", "^no-formal-link") in told
    assert ("~", "csto-nato-no-prospects^no-contacts") in told
    assert [one["name"] for one in diff if one["gained"] == ["theme/counter-terrorism"]]
    topics = json.loads(run(tmp_path, "status", "nato-csto", "--json"))["topics"]
    reasons = [
        one
        for one in topics[0]["reasons"]
        if one["about"] in ("excerpts", "judgements") and "order" not in one["phrase"]
    ]
    in_status = {(one["sign"], name) for one in reasons for name in one["names"]}
    assert in_status == told
    run(tmp_path, "build", "nato-csto", "--date", "2026-11-22")
    page = markup.parse(str(tmp_path / "output/nato-csto.html")).getroot()
    altered = page.xpath("//article[contains(@class, 'altered')]/@data-excerpt")
    excerpts = {one for one in told if "^" in one[1][1:]}
    # What is only cited, or dated, has no words in the page that a mark in the margin could stand beside.
    assert {("~", "csto-nato-no-prospects^no-contacts")} < {("~", name) for name in altered} <= excerpts
    rows = page.xpath("//table[contains(@class, 'change-table')]//tbody/tr")
    named = {re.sub(r"\s+", " ", row.xpath("./th")[0].text_content()).strip() for row in rows}
    marks = {mark for row in named for mark in re.findall(r"\d+[a-z]*(?=[,\]])", row)}
    assert len(marks) == len(excerpts)
    assert any(row.startswith("Judgement 1") for row in named)


def test_a_source_that_was_renamed_is_no_change_in_a_limited_variant(tmp_path: Path) -> None:
    """It says what it was called: none of its excerpts is gone, nothing is new, what rested on it rests on it still."""
    project, clear = write_rivers(tmp_path), ("--max-tlp", "TLP:CLEAR")
    told = []
    run(project, "issue", "rivers", *clear, "--date", "2026-03-05")
    source = project / "corpus/sources/forum.md"
    source.rename(source.with_name("herald.md"))
    rewrite(project, "sources/herald.md", "publisher:", "formerly: [forum]\npublisher:")
    topic = project / "corpus/topics/rivers.md"
    text = topic.read_text("utf-8").replace("@forum", "@herald").replace("service begins.", "service has begun.")
    topic.write_text(text, "utf-8")
    told.append(json.loads(run(project, "diff", "rivers", *clear, "--json")))
    run(project, "issue", "rivers", *clear, "--date", "2026-04-06")
    source.with_name("herald.md").rename(source.with_name("daily.md"))
    rewrite(project, "sources/daily.md", "formerly: [forum]", "formerly: [forum, herald]")
    topic.write_text(text.replace("@herald", "@daily"), "utf-8")
    told.append(json.loads(run(project, "diff", "rivers", "--from", "1", "--to", "2", *clear, "--json")))
    assert [([one["kind"] for one in each["changes"]], each["unnamed"]) for each in told] == [(["summary"], 0)] * 2
