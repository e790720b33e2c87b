"""`review`: a stamp says that a person confirmed a judgement, and what changes behind it makes it suspect."""

import json
import re
import shutil
from pathlib import Path

import pytest

from briefgen_command import ROOT, run_briefgen
from edited_files import edit_text

pytestmark = pytest.mark.slow

TOPIC = "corpus/topics/nato-csto.md"
SOURCE = "corpus/sources/press/csto-nato-no-prospects.md"
STAMP = re.compile(rb" ?\[reviewed:: \d{4}-\d\d-\d\d [0-9a-f]{6}\]")


def list_problems(folder: Path, *words: str) -> list[dict[str, object]]:
    """Ask `check` for the problems with reviews."""
    ran = run_briefgen("check", "--json", *words, folder=folder)
    return [one for one in json.loads(ran.out) if str(one["code"]).startswith("BG-REVIEW")]


@pytest.fixture(scope="module")
def reviewed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the shipped corpus with the judgements of one topic reviewed; tests copy it."""
    folder = tmp_path_factory.mktemp("reviewed") / "shipped"
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    (folder / "briefgen.toml").write_text('default_tlp = "TLP:CLEAR"\n', encoding="utf-8")
    (folder / TOPIC).write_bytes(STAMP.sub(b"", (folder / TOPIC).read_bytes()))
    ran = run_briefgen("review", "nato-csto", "--date", "2026-11-20", folder=folder)
    assert ran.code == 0, ran.err
    return folder


@pytest.fixture
def reviewed(reviewed_once: Path, tmp_path: Path) -> Path:
    """Give a copy of the reviewed project."""
    return Path(shutil.copytree(reviewed_once, tmp_path / "project"))


def test_a_review_writes_stamps_and_nothing_else(shipped: Path) -> None:
    """Every judgement of the topic gets its stamp before its id; take them out, and the file is what it was."""
    path = shipped / TOPIC
    path.write_bytes(STAMP.sub(b"", path.read_bytes()))
    before = path.read_bytes()
    others = {one: one.read_bytes() for one in shipped.rglob("corpus/**/*.md") if one != path}
    ran = run_briefgen("review", "nato-csto", "--date", "2026-11-20", folder=shipped)
    assert ran.code == 0, ran.err
    after = path.read_bytes()
    assert len(STAMP.findall(after)) == 5
    assert re.findall(rb"(?<= )\[reviewed:: 2026-11-20 [0-9a-f]{6}\] \^no-formal-link\n", after)
    assert STAMP.sub(b"", after) == before
    assert {one: one.read_bytes() for one in others} == others
    assert list_problems(shipped) == []


@pytest.mark.parametrize(("newline", "mark"), [("\n", b""), ("\r\n", b""), ("\n", b"\xef\xbb\xbf")])
def test_other_bytes_stay_as_they_are(desk: Path, newline: str, mark: bytes) -> None:
    """Line breaks and a byte order mark stay; a judgement without a trailer, an item, a number get theirs."""
    (desk / "corpus/sources/a-2011.md").write_text("---\ntitle: A\nissued: 2011\ntext: summary\n---\nIt was so. ^so\n")
    text = (
        "---\ntitle: T\nsections:\n  - {heading: J, kind: judgements}\n---\n# J\n\n"
        "Plain words. [@a-2011^so]\n\n- An item [@a-2011^so]\n  over two lines.\n\n"
        "1. A numbered one. [@a-2011^so]\n\n   [likelihood:: likely]\n\nWith a tail. [@a-2011^so] ^tail\n\n"
        "An old stamp. [@a-2011^so]\n[reviewed:: never] [confidence:: low, one source]"
    )
    path = desk / "corpus/topics/t.md"
    before = mark + text.replace("\n", newline).encode()
    path.write_bytes(before)
    ran = run_briefgen("review", "t", "--date", "2026-11-20", folder=desk)
    assert ran.code == 0, ran.err
    after = path.read_bytes()
    stamps = re.findall(rb"\[reviewed:: 2026-11-20 [0-9a-f]{6}\]", after)
    assert len(stamps) == 5
    line = newline.encode()
    expected = before.decode()
    for old, new in (
        ("Plain words. [@a-2011^so]", "Plain words. [@a-2011^so]{n}{0}"),
        ("  over two lines.", "  over two lines.{n}  {1}"),
        ("[likelihood:: likely]", "[likelihood:: likely] {2}"),
        ("^tail", "{3} ^tail"),
        ("[reviewed:: never]", "{4}"),
    ):
        expected = expected.replace(old, new.format(*(stamp.decode() for stamp in stamps), n=line.decode()), 1)
    assert after == expected.encode()


def test_what_changes_behind_a_judgement_makes_it_suspect(reviewed: Path) -> None:
    """`check` names the stamp's place for each judgement that rests on what changed, and for no other."""
    edit_text(reviewed / SOURCE, "[credibility:: 2] [key:: yes] ^no-contacts", "[key:: yes] ^no-contacts")
    edit_text(reviewed / TOPIC, "[likelihood:: very likely]", "[likelihood:: likely]")
    lines = (reviewed / TOPIC).read_text(encoding="utf-8").split("\n")
    places = [
        (number, line.index("[reviewed::") + 1)
        for number, line in enumerate(lines, 1)
        if line.endswith(("^no-formal-link", "^kazakhstan-both"))
    ]
    found = list_problems(reviewed)
    assert [one["code"] for one in found] == ["BG-REVIEW-001"] * 2
    assert [(one["line"], one["column"]) for one in found] == places
    ran = run_briefgen("review", "nato-csto", "--dry-run", "--json", folder=reviewed)
    judgements = json.loads(ran.out)["judgements"]
    assert [one["state"] for one in judgements] == ["changed", "same", "same", "same", "changed"]
    assert judgements[0]["differences"] == [
        {"name": "credibility of csto-nato-no-prospects^no-contacts", "before": "2", "after": ""}
    ]
    assert judgements[4]["differences"] == [{"name": "likelihood", "before": "very likely", "after": "likely"}]


def test_what_does_not_touch_the_evidence_leaves_it_confirmed(reviewed: Path) -> None:
    """A line broken elsewhere, a note, another excerpt of the source: no false alarm."""
    edit_text(reviewed / TOPIC, "is very unlikely. Voices", "is very\n  unlikely. Voices")
    edit_text(reviewed / SOURCE, "^us-instruction", "[note:: Looked at again.] ^us-instruction")
    edit_text(reviewed / "corpus" / "vocabulary.yaml", "label: {en: CSTO", "label: {en: The CSTO")
    assert list_problems(reviewed) == []


def test_a_suspect_judgement_says_so_in_the_brief_until_it_is_confirmed(reviewed: Path) -> None:
    """The brief prints the warning; a review shows old and new words, writes the stamp, and all is quiet again."""
    edit_text(reviewed / SOURCE, "not troubled", "not at all troubled")
    built = run_briefgen("build", "nato-csto", "--date", "2026-11-22", folder=reviewed)
    assert "BG-REVIEW-001" in built.err
    assert "evidence changed since review" in (reviewed / "output/nato-csto.html").read_text("utf-8").lower()
    ran = run_briefgen("review", "nato-csto", "no-formal-link", "--date", "2026-11-21", folder=reviewed)
    assert "- The CSTO, Bordyuzha said, is not troubled" in ran.out
    assert "+ The CSTO, Bordyuzha said, is not at all troubled" in ran.out
    assert "[reviewed:: 2026-11-21" in (reviewed / TOPIC).read_text("utf-8")
    assert list_problems(reviewed) == []
    run_briefgen("build", "nato-csto", "--date", "2026-11-22", folder=reviewed)
    assert "evidence changed since review" not in (reviewed / "output/nato-csto.html").read_text("utf-8").lower()


def test_without_its_memory_a_review_knows_what_the_last_print_knows(reviewed: Path) -> None:
    """`.briefgen` may be deleted: then the words of the last print stand for those that were confirmed."""
    run_briefgen("build", "nato-csto", folder=reviewed)
    (reviewed / ".briefgen" / "reviews.json").unlink()
    edit_text(reviewed / SOURCE, "not troubled", "not at all troubled")
    ran = run_briefgen("review", "nato-csto", "1", "--dry-run", folder=reviewed)
    assert "is not troubled by" in ran.out
    assert "not at all troubled" in ran.out
    assert "now [reviewed::" not in ran.out


def test_status_counts_suspects_and_check_all_the_never_reviewed(reviewed: Path) -> None:
    """`status` says which briefs have suspect judgements; `check --all` counts the ones nobody reviewed."""
    edit_text(reviewed / SOURCE, "not troubled", "not at all troubled")
    assert "1 judgement suspect" in run_briefgen("status", "nato-csto", folder=reviewed).out
    (reviewed / TOPIC).write_bytes(STAMP.sub(b"", (reviewed / TOPIC).read_bytes()))
    assert not [one for one in list_problems(reviewed) if one["file"] == TOPIC]
    never = [one for one in list_problems(reviewed, "--all") if one["file"] == TOPIC]
    assert [(one["code"], one["message"]) for one in never] == [("BG-REVIEW-003", "5 judgements were never reviewed")]


def test_a_judgement_without_evidence_is_not_confirmed(reviewed: Path) -> None:
    """What cites nothing, or something that is gone, gets no stamp; the others do; exit 1."""
    path = reviewed / TOPIC
    edit_text(path, "@factbook-armenia^suspended-2024", "@factbook-armenia^suspended-2099")
    ran = run_briefgen("review", "nato-csto", "--date", "2026-11-23", folder=reviewed)
    assert ran.code == 1
    assert "! 4 ^no-common-line" in ran.out
    assert "factbook-armenia^suspended-2099 cannot be used" in ran.out
    assert path.read_text("utf-8").count("[reviewed:: 2026-11-23") == 4


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("nato-csto", "^no-formal-lnk"), 2, "did you mean `^no-formal-link`?"),
        (("nato-csto", "9"), 2, "has no judgement `9`"),
        (("nato-cstoo",), 2, "did you mean `nato-csto`?"),
        (("un-eurasian-bodies",), 2, "has no judgements"),
    ],
)
def test_a_name_that_means_nothing_is_refused(reviewed: Path, words: tuple[str, ...], code: int, says: str) -> None:
    """The sentence names what was meant; nothing is written."""
    before = (reviewed / TOPIC).read_bytes()
    ran = run_briefgen("review", *words, folder=reviewed)
    assert ran.code == code
    assert says in ran.err
    assert (reviewed / TOPIC).read_bytes() == before


def test_an_unreadable_stamp_is_told_of(reviewed: Path) -> None:
    """A stamp that no one can read counts as none, and the problem says what writes one."""
    text = (reviewed / TOPIC).read_text("utf-8")
    (reviewed / TOPIC).write_text(
        re.sub(r"\[reviewed:: [^\]]+\] \^drugs-first", "[reviewed:: yes] ^drugs-first", text), "utf-8"
    )
    (problem,) = list_problems(reviewed)
    assert (problem["code"], problem["message"]) == ("BG-REVIEW-002", "`yes` is no review stamp")
    assert "briefgen review nato-csto ^drugs-first" in str(problem["hint"])
