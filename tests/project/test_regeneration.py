"""The second thing users do daily: the corpus was updated; bring every brief up to date, and no other."""

import json
import shutil
from pathlib import Path

import pytest

from briefgen.files.digest import digest_bytes
from briefgen.grammar.ids import derive_id
from briefgen_command import ROOT, run_briefgen
from edited_files import edit_text
from own_pages import MARKED

pytestmark = pytest.mark.slow

CSTO = "corpus/sources/press/csto-nato-no-prospects.md"
LAYOUT_EDITED = {
    "about": "templates",
    "sign": "~",
    "phrase": "a template or style sheet was edited",
    "names": ["brief.css"],
}


@pytest.fixture(scope="module")
def printed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the shipped corpus, printed; tests copy it."""
    folder = tmp_path_factory.mktemp("printed") / "shipped"
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    (folder / "briefgen.toml").write_text('default_tlp = "TLP:CLEAR"\n', encoding="utf-8")
    built = run_briefgen("build", "--date", "2026-11-22", folder=folder)
    assert built.code == 0, built.err
    return folder


@pytest.fixture
def printed(printed_once: Path, tmp_path: Path) -> Path:
    """Give a copy of the printed project."""
    return Path(shutil.copytree(printed_once, tmp_path / "project"))


def digest_output(folder: Path) -> dict[str, str]:
    """Digest every file under output/."""
    output = folder / "output"
    return {
        path.relative_to(output).as_posix(): digest_bytes(path.read_bytes())
        for path in sorted(output.rglob("*"))
        if path.is_file()
    }


def read_states(folder: Path) -> dict[str, dict[str, object]]:
    """Ask `status` for each topic's state."""
    ran = run_briefgen("status", "--json", folder=folder)
    return {topic["topic"]: topic for topic in json.loads(ran.out)["topics"]}


def test_the_second_build_builds_nothing(printed: Path) -> None:
    """Nothing changed: nothing is printed, on any day, and no byte moves."""
    before = digest_output(printed)
    again = run_briefgen("build", "--date", "2027-01-01", folder=printed)
    assert again.code == 0
    assert again.out.strip() == "3 up to date"
    assert digest_output(printed) == before
    assert run_briefgen("build", "--check", folder=printed).code == 0


def test_deleting_the_state_folder_changes_no_byte(printed: Path) -> None:
    """.briefgen may be deleted at any time: nothing is reprinted."""
    before = digest_output(printed)
    shutil.rmtree(printed / ".briefgen")
    assert run_briefgen("build", folder=printed).out.strip() == "3 up to date"
    assert digest_output(printed) == before


def test_deleting_the_output_prints_the_same_bytes(printed: Path) -> None:
    """The same corpus and date give the same files."""
    before = digest_output(printed)
    shutil.rmtree(printed / "output")
    run_briefgen("build", "--date", "2026-11-22", folder=printed)
    assert digest_output(printed) == before


def test_one_edited_excerpt_prints_exactly_the_briefs_that_select_it(printed: Path) -> None:
    """`status` says beforehand which brief is stale and names the excerpt; `build` prints that one and no other."""
    edit_text(printed / CSTO, "not troubled", "not at all troubled")
    records = json.loads((printed / "output" / "manifest.json").read_text(encoding="utf-8"))["drafts"]
    (edited,) = {
        name
        for record in records.values()
        for name in record["inputs"]["excerpts"]
        if name == "csto-nato-no-prospects^no-contacts"
    }
    selecting = {slug for slug, record in records.items() if edited in record["inputs"]["excerpts"]}
    assert 0 < len(selecting) < len(records)
    states = read_states(printed)
    assert {slug for slug, state in states.items() if state["state"] == "stale"} == selecting
    assert [states[slug]["reasons"] for slug in selecting] == [
        [{"about": "excerpts", "sign": "~", "phrase": "1 excerpt re-worded", "names": [edited]}]
    ] * len(selecting)
    assert run_briefgen("build", "--check", folder=printed).code == 1
    built = run_briefgen("build", folder=printed)
    assert {line.split()[1] for line in built.out.splitlines() if line.startswith("printed")} == selecting
    assert run_briefgen("build", "--check", folder=printed).code == 0


def test_an_excerpt_that_newly_matches_prints(printed: Path) -> None:
    """A new source that a topic's query matches makes it stale; the others stay."""
    edit_text(printed / "corpus/topics/nato-csto.md", "limit: 2\n  - heading: What", "limit: 20\n  - heading: What")
    assert run_briefgen("build", folder=printed).code == 0
    (printed / "corpus" / "sources" / "new-2026.md").write_text(
        "---\ntitle: A new page\ntext: summary\nissued: 2026-11\nreliability: A\n---\n"
        "The CSTO and NATO held a first meeting of experts in a third capital, as an agency tells.\n"
        "#org/nato #org/csto [key:: yes] ^first\n",
        encoding="utf-8",
    )
    states = read_states(printed)
    stale = {slug: state["reasons"] for slug, state in states.items() if state["state"] == "stale"}
    assert list(stale) == ["nato-csto"]
    new = {"about": "excerpts", "sign": "+", "phrase": "1 excerpt new", "names": ["new-2026^first"]}
    assert new in stale["nato-csto"]  # type: ignore[operator]


def test_a_vocabulary_edit_retags_and_prints(printed: Path) -> None:
    """A label that a brief shows changes its page; nothing in the sources is touched."""
    before = {path: path.read_bytes() for path in printed.glob("corpus/sources/**/*.md")}
    edit_text(printed / "corpus" / "vocabulary.yaml", "label: {en: CSTO", "label: {en: The CSTO")
    stale = {slug for slug, state in read_states(printed).items() if state["state"] == "stale"}
    assert "nato-csto" in stale
    assert {path: path.read_bytes() for path in printed.glob("corpus/sources/**/*.md")} == before


def test_a_file_touched_but_not_changed_prints_nothing(printed: Path) -> None:
    """Content decides, never times alone."""
    for path in printed.glob("corpus/**/*.md"):
        path.touch()
    assert run_briefgen("build", "--check", folder=printed).code == 0


def test_an_altered_pdf_is_printed_again(printed: Path) -> None:
    """What is on the shelf is compared with the record."""
    (printed / "output" / "nato-csto.pdf").write_bytes(b"%PDF-1.7 forged")
    before = digest_output(printed)
    altered = {"about": "print", "sign": "~", "phrase": "a printed file is missing or was altered", "names": []}
    assert read_states(printed)["nato-csto"]["reasons"] == [altered]
    run_briefgen("build", "--date", "2026-11-22", folder=printed)
    changed = {name for name, digest in digest_output(printed).items() if before.get(name) != digest}
    assert "nato-csto.pdf" in changed
    assert "astana-hub.pdf" not in changed


def test_a_template_of_ones_own_prints_all(printed: Path) -> None:
    """A style sheet in templates/ replaces the shipped one, and every brief is stale because of it."""
    own = printed / "templates"
    own.mkdir()
    sheet = (ROOT / "templates" / "brief.css").read_text(encoding="utf-8")
    (own / "brief.css").write_text(sheet + "\nh1{color:#333}\n", encoding="utf-8")
    reasons = [state["reasons"] for state in read_states(printed).values()]
    assert reasons == [[LAYOUT_EDITED]] * 3


def test_a_topic_names_its_template(printed: Path) -> None:
    """`template:` chooses a template of one's own; one that is not there fails that topic alone."""
    own = printed / "templates"
    own.mkdir()
    (own / "card.html.j2").write_text(
        "<!DOCTYPE html><html lang={{ brief.language }}><head><title>{{ brief.title }}</title></head>"
        f"<body>{MARKED}<h1>{{{{ brief.title }}}}</h1><p>A card of our own.</p></body></html>",
        encoding="utf-8",
    )
    topics = printed / "corpus" / "topics"
    edit_text(topics / "un-eurasian-bodies.md", "title:", "template: card\ntitle:")
    edit_text(topics / "astana-hub.md", "title:", "template: nowhere\ntitle:")
    built = run_briefgen("build", folder=printed)
    assert built.code == 1
    assert "BG-TOPIC-005" in built.err
    assert "failed   astana-hub" in built.out
    assert "A card of our own." in (printed / "output" / "un-eurasian-bodies.html").read_text(encoding="utf-8")


def test_a_broken_topic_keeps_its_last_draft(printed: Path) -> None:
    """A topic whose file can no longer be read fails; its draft stays and the others are built."""
    before = digest_output(printed)
    edit_text(printed / "corpus" / "topics" / "astana-hub.md", "title:", "title: [")
    built = run_briefgen("build", folder=printed)
    assert built.code == 1
    assert "failed   astana-hub" in built.out
    assert digest_output(printed) == before


def test_a_broken_vocabulary_prints_nothing(printed: Path) -> None:
    """Without the vocabulary no tag can be trusted: every draft stays as it was, and the mistake is named."""
    before = digest_output(printed)
    (printed / "corpus" / "vocabulary.yaml").write_text("org/nato: {label: [\n", encoding="utf-8")
    built = run_briefgen("build", folder=printed)
    assert built.code == 1
    assert "corpus/vocabulary.yaml:2:1: error[BG-YAML-001]" in built.err
    assert digest_output(printed) == before


def test_a_deleted_topic_leaves_the_shelf(printed: Path) -> None:
    """A topic whose file is gone is named by `status`, and the next build takes its draft away."""
    (printed / "corpus" / "topics" / "un-eurasian-bodies.md").unlink()
    assert "un-eurasian-bodies" in run_briefgen("status", folder=printed).out
    run_briefgen("build", folder=printed)
    assert not (printed / "output" / "un-eurasian-bodies.pdf").exists()
    assert (printed / "output" / "nato-csto.pdf").exists()


def test_two_builds_at_once(printed: Path) -> None:
    """While one build holds the lock another exits 4; `find` and `status` still answer."""
    from briefgen.files.lock import hold_lock

    with hold_lock(printed / ".briefgen" / "lock"):
        assert run_briefgen("build", folder=printed).code == 4
        assert run_briefgen("status", folder=printed).code == 0
        assert run_briefgen("find", "afghan*", folder=printed).code == 0


def test_a_changed_citation_is_told_until_it_is_mended(tmp_path: Path) -> None:
    """Edited words behind a citation: both texts are shown at the first build, and at each one after it."""
    source = write_project(tmp_path, "judgements", "- It is so. [@alpha-2011^{id}] [likelihood:: likely]\n")
    assert run_briefgen("build", folder=tmp_path).code == 0
    edit_text(source, "nothing would change", "hardly anything would change")
    for _ in range(2):
        ran = run_briefgen("build", folder=tmp_path)
        assert ran.code == 1
        assert "has changed since you cited it: it was “The alliance said that nothing would change" in ran.err
        assert "“The alliance said that hardly anything would change" in ran.err


def test_a_marking_of_the_analysts_own_text_raises_the_brief(tmp_path: Path) -> None:
    """A TLP:AMBER paragraph of the background makes the brief TLP:AMBER, on each of its pages."""
    write_project(tmp_path, "background", "Told in confidence. [tlp:: TLP:AMBER]\n")
    assert run_briefgen("build", folder=tmp_path).code == 0
    (topic,) = json.loads(run_briefgen("status", "--json", folder=tmp_path).out)["topics"]
    assert topic["marking"] == "TLP:AMBER"


def test_of_two_sources_with_one_id_only_the_first_is_used(tmp_path: Path) -> None:
    """No excerpt is printed under the number and title of another file that has the same id."""
    first = write_project(tmp_path, "background", "Nothing yet.\n")
    twin = first.parent / "press" / first.name
    twin.parent.mkdir()
    twin.write_text(first.read_text(encoding="utf-8").replace("Alpha", "Beta"), encoding="utf-8")
    edit_text(twin, "nothing would change", "all would change")
    assert run_briefgen("build", folder=tmp_path).code == 1
    page = (tmp_path / "output" / "one.html").read_text(encoding="utf-8")
    assert "nothing would change" in page
    assert "all would change" not in page
    assert "Beta" not in page


def test_building_one_topic_leaves_the_others_alone(tmp_path: Path) -> None:
    """A draft whose topic is gone is removed, and said to be, only when all topics are built."""
    write_project(tmp_path, "background", "Nothing yet.\n")
    topic = tmp_path / "corpus" / "topics" / "one.md"
    shutil.copy(topic, topic.with_name("two.md"))
    run_briefgen("build", folder=tmp_path)
    topic.with_name("two.md").unlink()
    assert "removed" not in run_briefgen("build", "one", folder=tmp_path).out
    assert (tmp_path / "output" / "two.pdf").is_file()
    assert "removed  two" in run_briefgen("build", folder=tmp_path).out
    assert not (tmp_path / "output" / "two.pdf").exists()


def test_a_build_sweeps_away_what_a_killed_one_left(tmp_path: Path) -> None:
    """A temporary file of a build that is no more does not stay beside the briefs."""
    write_project(tmp_path, "background", "Nothing yet.\n")
    left = tmp_path / "output" / ".gen" / "0123456789abcdef" / ".one.pdf.99999999999999999999.0123abcd.tmp"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    run_briefgen("build", folder=tmp_path)
    assert not list((tmp_path / "output").rglob("*.tmp"))


def write_project(folder: Path, kind: str, text: str) -> Path:
    """Write a project of one source and one topic, whose section of a kind holds `text`; give the source."""
    source = folder / "corpus" / "sources" / "alpha-2011.md"
    for path in (source, folder / "corpus" / "topics" / "one.md"):
        path.parent.mkdir(parents=True)
    (folder / "briefgen.toml").write_text('default_tlp = "TLP:CLEAR"\n', encoding="utf-8")
    words = "The alliance said that nothing would change about this matter before the end of the year."
    source.write_text(f"---\ntitle: Alpha\ntext: summary\n---\n{words}\n", encoding="utf-8")
    sections = "sections:\n  - {heading: Mine, kind: " + kind + "}\n  - {heading: Evidence, kind: excerpts}\n"
    body = text.replace("{id}", derive_id(words))
    topic = f"---\ntitle: One\nquery: alliance\n{sections}---\n# Mine\n{body}"
    (folder / "corpus" / "topics" / "one.md").write_text(topic, encoding="utf-8")
    return source
