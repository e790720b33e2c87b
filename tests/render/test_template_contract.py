"""What a template sees is written down: every value, every field, its type and meaning; and how to take one over."""

from dataclasses import fields
from pathlib import Path

from briefgen.render.templating.contract import list_contract, list_values, read_meanings
from briefgen_command import ROOT, run_briefgen


def test_every_field_has_a_meaning_and_no_meaning_is_without_a_field() -> None:
    """The table of meanings and the values are the same, field by field."""
    values = {value.__name__: [one.name for one in fields(value)] for value in list_values()}  # type: ignore[arg-type]
    written = {name: list(meanings) for name, meanings in read_meanings().items()}
    assert {name: sorted(names) for name, names in written.items()} == {
        name: sorted(one for one in names if not one.startswith("_")) for name, names in values.items()
    }
    assert all(field.meaning and field.type for value in list_contract() for field in value.fields)


def test_the_command_prints_fields_files_and_copies(tmp_path: Path) -> None:
    """`templates` lists the files, `templates Brief` the fields, `--copy` takes one over, once."""
    (tmp_path / "briefgen.toml").write_text('default_tlp = "TLP:CLEAR"\n', "utf-8")
    listed = run_briefgen("templates", folder=tmp_path)
    assert "tokens.css" in listed.out
    assert "parts/judgements.html.j2" in listed.out
    told = run_briefgen("templates", "brief", folder=tmp_path)
    assert told.out.startswith("Brief: ")
    assert "list of Section" in told.out
    copied = run_briefgen("templates", "--copy", "tokens.css", folder=tmp_path)
    assert copied.code == 0
    assert (tmp_path / "templates/tokens.css").read_bytes() == (ROOT / "templates/tokens.css").read_bytes()
    assert "* tokens.css" in run_briefgen("templates", folder=tmp_path).out
    again = run_briefgen("templates", "--copy", "tokens.css", folder=tmp_path)
    assert again.code == 2
    assert "is there already" in again.err


def test_a_wrong_name_gets_a_suggestion(tmp_path: Path) -> None:
    """Neither a value nor a file that does not exist ends in silence."""
    (tmp_path / "briefgen.toml").write_text("", "utf-8")
    value = run_briefgen("templates", "Judgment", folder=tmp_path)
    assert value.code == 2
    assert "JudgementEntry" in value.err
    file = run_briefgen("templates", "--copy", "token.css", folder=tmp_path)
    assert file.code == 2
    assert "tokens.css" in file.err
