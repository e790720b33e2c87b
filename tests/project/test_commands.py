"""The commands as a user meets them: what they print, where, and with which exit code."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen import cli
from briefgen.cli import COMMANDS
from briefgen_command import ROOT, run_briefgen


def test_every_command_has_help_with_an_example(tmp_path: Path) -> None:
    """`briefgen COMMAND --help` answers for each command and shows an example."""
    listed = run_briefgen("--help", folder=tmp_path).out
    for command in COMMANDS:
        assert command in listed
        ran = run_briefgen(command, "--help", folder=tmp_path)
        assert ran.code == 0
        assert "\n  Example:\n    briefgen " in ran.out


def test_outside_a_project_commands_say_how_to_begin(tmp_path: Path) -> None:
    """No project here: exit 2 and the command that makes one, no traceback."""
    for command in ("build", "status", "check", "tags"):
        ran = run_briefgen(command, folder=tmp_path)
        assert ran.code == 2
        assert "briefgen new" in ran.err
        assert "Traceback" not in ran.err


def test_a_misspelt_command_is_answered_with_the_near_one(tmp_path: Path) -> None:
    """`briefgen biuld` asks whether `build` is meant."""
    ran = run_briefgen("biuld", folder=tmp_path)
    assert ran.code == 2
    assert "Did you mean `build`?" in ran.err


def test_an_interrupt_is_exit_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C ends a command with the exit code that shells expect of it, and with one word."""

    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.command, "invoke", interrupt)
    monkeypatch.setattr("sys.argv", ["briefgen", "tags"])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 130
    assert capsys.readouterr().err.split() == ["stopped"]


def test_new_refuses_a_folder_that_is_not_empty(tmp_path: Path) -> None:
    """Nothing of the user's is written over."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    assert run_briefgen("new", "full", folder=tmp_path).code == 2
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_a_new_project_builds_at_once(desk: Path) -> None:
    """An empty project checks and builds without a complaint."""
    assert run_briefgen("check", "--strict", folder=desk).err == ""
    assert run_briefgen("build", folder=desk).code == 0


def test_a_title_alone_becomes_a_brief(shipped: Path) -> None:
    """`new topic` proposes a query from the tags that the title names, and the brief prints."""
    made = run_briefgen("new", "topic", "CICA and the CSTO in Central Asia", folder=shipped)
    assert made.code == 0, made.err
    text = (shipped / made.out.strip()).read_text(encoding="utf-8")
    assert "tag:org/cica" in text
    assert "tag:org/csto" in text
    assert "\ntlp: TLP:CLEAR\n" in text, "the project's default marking, in so many words"
    again = run_briefgen("new", "topic", "CICA and the CSTO in Central Asia", folder=shipped)
    assert again.code == 2
    assert "exists already" in again.err


def test_a_query_of_several_lines_stays_one_query(desk: Path) -> None:
    """`new topic --query` takes a query as it was written, line breaks included."""
    made = run_briefgen("new", "topic", "Transit", "--query", "transit\nOR corridor", folder=desk)
    assert made.code == 0
    assert run_briefgen("check", folder=desk).code == 0


def test_a_title_without_words_names_no_file(desk: Path) -> None:
    """A title of signs alone is refused: no file could be told apart by it."""
    for kind in ("topic", "source"):
        ran = run_briefgen("new", kind, "…", folder=desk)
        assert ran.code == 2
        assert "no letter or digit" in ran.err


def test_a_new_source_is_sound(desk: Path) -> None:
    """`new source` writes a file that `check` takes once a passage is written."""
    made = run_briefgen("new", "source", "Interview: a “quoted” title", folder=desk)
    assert made.code == 0, made.err
    assert run_briefgen("check", folder=desk).code == 0


def test_commands_work_from_any_folder_inside(shipped: Path) -> None:
    """A command finds its project from a folder within, and from outside with --project."""
    inside = run_briefgen("find", "tag:org/cica", folder=shipped / "corpus" / "topics")
    outside = run_briefgen("find", "tag:org/cica", "--project", shipped, folder=shipped.parent)
    assert inside.code == outside.code == 0
    assert inside.out == outside.out != ""


def test_find_prints_citations_to_paste(shipped: Path) -> None:
    """Each find begins with a citation that resolves; --limit and --json hold."""
    ran = run_briefgen("find", "tag:org/csto", "--limit", "3", folder=shipped)
    citations = [line.split("]")[0] + "]" for line in ran.out.splitlines() if line.startswith("[@")]
    assert len(citations) == 3
    assert run_briefgen("show", citations[0], folder=shipped).code == 0
    found = json.loads(run_briefgen("find", "tag:org/csto", "--limit", "3", "--json", folder=shipped).out)
    assert [one["citation"] for one in found["excerpts"]] == citations
    assert found["total"] > 3


def test_find_names_what_is_wrong_with_a_query(shipped: Path) -> None:
    """A mistake in a query has its column and a next step; exit 1."""
    ran = run_briefgen("find", "tag:org/nto", folder=shipped)
    assert ran.code == 1
    assert "did you mean `org/nato`?" in ran.err
    ran = run_briefgen("find", "nato and csto", folder=shipped)
    assert ran.code == 1
    assert "query:1:6" in ran.err


def test_find_says_what_no_brief_would_print(desk: Path) -> None:
    """Words that differ from the original's, and those of a withdrawn source, are not offered without a word."""
    _, source = add_page(desk)
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("agreed on a plan", "agreed on no plan"), encoding="utf-8")
    assert "not to be quoted: its words are changed" in run_briefgen("find", "ministers", folder=desk).out
    source.write_text(text.replace("title:", "status: withdrawn\ntitle:", 1), encoding="utf-8")
    assert "– withdrawn" in run_briefgen("find", "ministers", folder=desk).out


def test_show_tells_place_tags_and_use(shipped: Path) -> None:
    """`show` gives the lines, the tags with reasons, the proof and the topics that cite the excerpt."""
    ran = run_briefgen("show", "csto-nato-no-prospects^no-contacts", folder=shipped)
    assert ran.code == 0
    assert "▌" in ran.out
    assert "cited by  nato-csto" in ran.out
    assert "written in the trailer" in ran.out or "matches" in ran.out
    wrong = run_briefgen("show", "csto-nato-no-prospects^no-contact", folder=shipped)
    assert wrong.code == 2
    assert "did you mean `no-contacts`?" in wrong.err


def test_tags_counts_explains_and_lists_the_unused(shipped: Path) -> None:
    """`tags` counts passages, `--explain` gives reasons, `--unused` what nothing bears."""
    counted = {one["tag"]: one for one in json.loads(run_briefgen("tags", "--json", folder=shipped).out)}
    assert counted["org/csto"]["passages"] > 10
    assert counted["org/nato"]["below"] >= counted["org/nato"]["passages"]
    explained = run_briefgen("tags", "--explain", "csto-nato-no-prospects^no-contacts", folder=shipped)
    assert "org/csto" in explained.out
    unused = run_briefgen("tags", "--unused", "--json", folder=shipped)
    assert {one["tag"] for one in json.loads(unused.out)} == {t for t, one in counted.items() if not one["below"]}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("A plain paragraph that nobody has named yet, told in a dozen words.\n", "plain paragraph"),
        ("A paragraph with a trailer of tags, told in a dozen words or so.\n#org/nato #org/csto\n", "trailer"),
        ("A paragraph whose trailer closes its own line, in a dozen words. #org/nato [note:: so]\n", "closes its own"),
        ("A paragraph with a trailer after a blank line, in a dozen words.\n\n#org/nato\n", "after a blank"),
        ("> A quotation over two lines, told in a dozen words or so,\n> with a second line.\n", "over two lines"),
        (
            "A paragraph after a form feed\x0cin its words.\n\nThe one that is meant, told in words.\n",
            "one that is meant",
        ),
        ("- An item of a list, told in a dozen words or more, as it were.\n- Another item.\n", "item of a list"),
        ("| year | event |\n| --- | --- |\n| 2009 | the quadrille |\n\nA paragraph after.\n", "quadrille"),
    ],
)
def test_cite_fixes_the_id_in_the_source(desk: Path, body: str, words: str) -> None:
    """`cite` writes the derived id below the block, whatever its kind, and an edit no longer changes the name."""
    shutil.copy(ROOT / "corpus" / "vocabulary.yaml", desk / "corpus" / "vocabulary.yaml")
    path = desk / "corpus" / "sources" / "mine-2026.md"
    path.write_text(f"---\ntitle: Mine\ntext: summary\n---\n{body}", encoding="utf-8")
    (found,) = json.loads(run_briefgen("find", f'"{words}"', "--json", folder=desk).out)["excerpts"]
    cited = run_briefgen("cite", found["excerpt"], folder=desk)
    assert cited.code == 0, cited.err
    assert cited.out.strip() == found["citation"]
    (again,) = json.loads(run_briefgen("find", f'"{words}"', "--json", folder=desk).out)["excerpts"]
    assert (again["passage"], again["tags"]) == (found["passage"], found["tags"])
    path.write_text(path.read_text(encoding="utf-8").replace(words, f"{words}, edited", 1), encoding="utf-8")
    assert run_briefgen("check", folder=desk).code == 0
    shown = json.loads(run_briefgen("show", found["excerpt"], "--json", folder=desk).out)
    assert "edited" in shown["passage"]
    assert run_briefgen("cite", found["excerpt"], folder=desk).err == ""


def test_add_undo_takes_the_last_addition_back(desk: Path) -> None:
    """`add --undo` removes what the last run wrote, and keeps a source that was edited since."""
    pages = desk.parent / "pages"
    pages.mkdir()
    for name, text in (("one", "alpha"), ("two", "omega")):
        words = f"The {text} ministers met in the capital and agreed on a plan for the transit of goods. " * 3
        (pages / f"{name}.txt").write_text(f"The {text} ministers meet\n\n{words}\n\n{words[::1]}\n", encoding="utf-8")
    added = json.loads(run_briefgen("add", pages, "--json", folder=desk).out)
    assert added["counts"]["added"] == 2
    first, second = (desk / one["source"] for one in added["files"])
    second.write_text(second.read_text(encoding="utf-8") + "\nMy own line.\n", encoding="utf-8")
    assert run_briefgen("add", "--undo", folder=desk).code == 0
    assert not first.exists()
    assert second.exists()
    assert run_briefgen("add", "--undo", folder=desk).code == 2


def test_undo_keeps_the_original_of_a_source_that_stays(desk: Path) -> None:
    """A source that was edited or renamed since keeps its original, so that its quotations stay proven."""
    page, _ = add_page(desk)
    (source,) = (desk / "corpus" / "sources").glob("*.md")
    source.rename(source.with_name("mine-2026.md"))
    undone = run_briefgen("add", "--undo", "--json", folder=desk)
    assert json.loads(undone.out) == {"undone": []}
    (original,) = (desk / "corpus" / "originals").iterdir()
    assert original.read_bytes() == page.read_bytes()
    assert run_briefgen("check", folder=desk).code == 0


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"something else")])
def test_adding_a_page_again_puts_its_original_back(desk: Path, spoil: Callable[[Path], object]) -> None:
    """A missing or altered original is exit 7; the same page added again mends it and changes nothing else."""
    page, _ = add_page(desk)
    (original,) = (desk / "corpus" / "originals").iterdir()
    spoil(original)
    assert run_briefgen("check", folder=desk).code == 7
    again = json.loads(run_briefgen("add", page, "--json", folder=desk).out)
    assert again["counts"]["unchanged"] == 1
    assert original.read_bytes() == page.read_bytes()
    assert run_briefgen("check", folder=desk).code == 0


def test_add_never_overwrites_a_source_that_it_cannot_read(desk: Path) -> None:
    """A person's source stays as it is where its front matter is broken; a broken vocabulary does not matter."""
    page, source = add_page(desk)
    source.write_text(source.read_text(encoding="utf-8") + "\nMy own line.\n", encoding="utf-8")
    (desk / "corpus" / "vocabulary.yaml").write_text("{{{", encoding="utf-8")
    assert run_briefgen("add", page, folder=desk).out.startswith("unchanged")
    source.write_text('---\ntitle: "open\n---\nMy own words.\n', encoding="utf-8")
    kept = source.read_bytes()
    shutil.rmtree(desk / ".briefgen")
    again = run_briefgen("add", page, folder=desk)
    assert again.code == 1
    assert "mend it first" in again.out
    assert source.read_bytes() == kept


def add_page(desk: Path) -> tuple[Path, Path]:
    """Add a page to a new project; give the page and its source."""
    page = desk.parent / "ministers-meet.txt"
    words = "The ministers met in the capital and agreed on a plan for the transit of goods to the south. "
    page.write_text(f"Ministers meet in the capital\n\n{words * 3}\n", encoding="utf-8")
    (added,) = json.loads(run_briefgen("add", page, "--json", folder=desk).out)["files"]
    return page, desk / added["source"]


def test_add_never_overwrites_an_edited_source(desk: Path) -> None:
    """A page that changed updates its source, unless a person edited that; the new original is kept either way."""
    page = desk.parent / "ministers-meet.txt"
    words = "The ministers met in the capital and agreed on a plan for the transit of goods to the south. "
    page.write_text(f"Ministers meet in the capital\n\n{words * 3}\n", encoding="utf-8")
    (first,) = json.loads(run_briefgen("add", page, "--json", folder=desk).out)["files"]
    page.write_text(
        f"Ministers meet in the capital\n\n{words * 3}\n\nA new paragraph came later, {words}\n", encoding="utf-8"
    )
    (again,) = json.loads(run_briefgen("add", page, "--json", folder=desk).out)["files"]
    assert (again["outcome"], again["source"]) == ("updated", first["source"])
    source = desk / first["source"]
    source.write_text(source.read_text(encoding="utf-8") + "\nA note of mine.\n", encoding="utf-8")
    mine = source.read_bytes()
    page.write_text(f"Ministers meet in the capital\n\n{words * 4}\n", encoding="utf-8")
    (kept,) = json.loads(run_briefgen("add", page, "--json", folder=desk).out)["files"]
    assert kept["outcome"] == "kept"
    assert source.read_bytes() == mine
    assert len(list((desk / "corpus" / "originals").glob("*.txt"))) == 3


def test_doctor_names_versions_libraries_fonts_and_protections(tmp_path: Path) -> None:
    """`doctor` examines what briefgen stands on."""
    found = json.loads(run_briefgen("doctor", "--json", folder=tmp_path).out)
    areas = {one["area"] for one in found}
    assert areas == {"versions", "libraries", "fonts", "protections", "project", "tools"}
    weasyprint = next(one for one in found if one["name"] == "weasyprint")
    assert weasyprint["state"] == "ok"


def test_progress_is_silent_when_not_on_a_terminal(shipped: Path) -> None:
    """Piped output holds results on stdout and nothing on stderr."""
    ran = run_briefgen("build", folder=shipped)
    assert ran.code == 0
    assert ran.err == ""
    assert ran.out.count("printed") == 3
