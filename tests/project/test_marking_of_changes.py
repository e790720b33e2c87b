"""What is told of the last edition counts in a brief's marking, though it stands in the brief no more."""

import json
from pathlib import Path

import pytest

from briefgen_command import run_briefgen
from edited_files import edit_text

_TOPIC = """\
---
title: The lease
query: tag:org/ferry
tlp: TLP:CLEAR
exclude: []
sections:
  - heading: Key judgements
    kind: judgements
  - heading: Evidence
    kind: excerpts
---

# Key judgements

- The lease is likely to end. [@open^term]
  [likelihood:: likely]

- The platypus will stay. [@open^term]
  [likelihood:: likely] [tlp:: TLP:AMBER] ^stay
"""
_SOURCE = "---\ntitle: The {name} paper\ntext: summary\ntype: report\ntlp: {tlp}\n---\n\n{text}\n#org/ferry ^term\n"
_OPEN = "The lease of the ferry runs for ninety-nine years, as the town has said."
_SHUT = "The platypus pays for the lease of the ferry, as our friends have told us."


@pytest.fixture
def lease(desk: Path) -> Path:
    """Give a project with an open and a closed source, and a judgement that is closed, all in an edition."""
    (desk / "corpus/vocabulary.yaml").write_text("org/ferry:\n  label: {en: Ferry}\n", encoding="utf-8")
    for name, tlp, text in (("open", "TLP:CLEAR", _OPEN), ("shut", "TLP:AMBER", _SHUT)):
        path = desk / f"corpus/sources/{name}.md"
        path.write_text(_SOURCE.format(name=name, tlp=tlp, text=text), encoding="utf-8")
    (desk / "corpus/topics/lease.md").write_text(_TOPIC, encoding="utf-8")
    return desk


def issue(desk: Path, day: int) -> dict[str, str]:
    """Issue the topic whole, up to TLP:AMBER and up to TLP:CLEAR; give the markings of what was issued."""
    for words in ((), ("--max-tlp", "TLP:AMBER"), ("--max-tlp", "TLP:CLEAR")):
        ran = run_briefgen("issue", "lease", "--date", f"2026-11-{day}", *words, folder=desk)
        assert ran.code in (0, 3), ran.out + ran.err
    found = {}
    for path in sorted(desk.glob("output/editions/lease/*/*/edition.json")):
        edition = json.loads(path.read_text("utf-8"))["edition"]
        found[path.parent.name] = edition["marking"]
        told = "platypus" in (path.parent / "lease.html").read_text("utf-8")
        assert not (told and day > 20 and edition["marking"] == "TLP:CLEAR" and edition["number"] > 1), path
    return found


def drop(desk: Path, what: str) -> None:
    """Take out of the brief what is closed, but for one thing, which goes in a way of its own."""
    topic, shut = desk / "corpus/topics/lease.md", desk / "corpus/sources/shut.md"
    if what == "judgement":
        shut.unlink()
    text = topic.read_text("utf-8")
    topic.write_text(text[: text.index("- The platypus")], encoding="utf-8")
    match what:
        case "withdrawn":
            edit_text(shut, "type: report", 'type: report\nstatus: withdrawn\nwithdrawn: {reason: "a platypus"}')
        case "excluded":
            edit_text(topic, "exclude: []", "exclude: [shut]")
        case "deleted":
            shut.unlink()


@pytest.mark.parametrize(
    "what",
    ["withdrawn", *(pytest.param(one, marks=pytest.mark.slow) for one in ("excluded", "deleted", "judgement"))],
)
def test_what_went_marks_the_edition_that_tells_of_it(lease: Path, what: str) -> None:
    """The next edition quotes it, so it is marked as that was; the one behind it does not, and falls."""
    assert issue(lease, 20) == {
        "brief.en": "TLP:AMBER",
        "brief.en.tlp-amber": "TLP:AMBER",
        "brief.en.tlp-clear": "TLP:CLEAR",
    }
    drop(lease, what)
    found = issue(lease, 21)
    assert (found["brief.en"], found["brief.en.tlp-clear"]) == ("TLP:AMBER", "TLP:CLEAR")
    # A judgement is added: old words of an edition that was TLP:AMBER would be TLP:AMBER again.
    with (lease / "corpus/topics/lease.md").open("a", encoding="utf-8") as topic:
        topic.write("- Nobody will build a bridge. [@open^term]\n  [likelihood:: likely]\n")
    assert issue(lease, 22)["brief.en"] == "TLP:CLEAR"


@pytest.mark.slow
def test_what_was_raised_and_went_is_marked_as_it_is_now(lease: Path) -> None:
    """A CLEAR source that was raised to TLP:AMBER and withdrawn is told up to TLP:AMBER alone, and raises that."""
    shut, topic = lease / "corpus/sources/shut.md", lease / "corpus/topics/lease.md"
    edit_text(shut, "tlp: TLP:AMBER", "tlp: TLP:CLEAR")
    text = topic.read_text("utf-8")
    topic.write_text(text[: text.index("- The platypus")], encoding="utf-8")
    assert set(issue(lease, 20).values()) == {"TLP:CLEAR"}
    edit_text(shut, "tlp: TLP:CLEAR", 'tlp: TLP:AMBER\nstatus: withdrawn\nwithdrawn: {reason: "a platypus"}')
    edit_text(topic, "is likely to end", "is likely to end soon")
    assert issue(lease, 21) == {
        "brief.en": "TLP:AMBER", "brief.en.tlp-amber": "TLP:AMBER", "brief.en.tlp-clear": "TLP:CLEAR"
    }  # fmt: skip


@pytest.mark.parametrize("what", ["excerpt", "source"])
def test_what_was_told_and_is_raised_afterwards_holds_the_edition(lease: Path, what: str) -> None:
    """An edition that says what left the topic holds it as much as what it prints: raised since, it stays."""
    shut, topic = lease / "corpus/sources/shut.md", lease / "corpus/topics/lease.md"
    (lease / "corpus/recipients.yaml").write_text("town: {tlp: TLP:CLEAR, channel: share}\n", encoding="utf-8")
    (lease / "corpus/channels.yaml").write_text("share: {kind: folder, path: ../share}\n", encoding="utf-8")
    (lease.parent / "share").mkdir()
    edit_text(shut, "tlp: TLP:AMBER", "tlp: TLP:CLEAR")
    edit_text(topic, "exclude: []", "exclude: []\nrecipients: [town]")
    limited = ("issue", "lease", "--max-tlp", "TLP:CLEAR", "--date")
    assert run_briefgen(*limited, "2026-11-20", folder=lease).code == 0
    edit_text(topic, "exclude: []", "exclude: [shut]")
    assert run_briefgen(*limited, "2026-11-21", folder=lease).code == 0
    page = (lease / "output/editions/lease/2/brief.en.tlp-clear/lease.html").read_text("utf-8")
    assert "The platypus pays for the lease" in page
    edit_text(shut, *(("tlp: TLP:CLEAR", "tlp: TLP:RED") if what == "source" else ("^term", "[tlp:: TLP:RED] ^term")))
    ran = run_briefgen("send", folder=lease)
    assert "what is in it is TLP:RED today" in ran.out, ran.out + ran.err
    assert not any((lease.parent / "share").iterdir())


def test_what_no_change_told_rests_on_holds_nothing(lease: Path) -> None:
    """A bottom line loses what was closed, another text is reworded: the limited variant tells of that alone."""
    topic = lease / "corpus/topics/lease.md"
    text = _TOPIC.replace("  - heading: Evidence", "  - heading: Context\n    kind: background\n  - heading: Evidence")
    text = (
        text[: text.index("# Key")]
        + "The lease ends. [@open^term; @shut^term]\n\n# Context\n\nIt is old. [@open^term]\n"
    )
    topic.write_text(text, encoding="utf-8")
    edit_text(lease / "corpus/sources/shut.md", "tlp: TLP:AMBER", "tlp: TLP:CLEAR")
    limited = ("issue", "lease", "--max-tlp", "TLP:CLEAR", "--date")
    assert run_briefgen(*limited, "2026-11-20", folder=lease).code == 0
    edit_text(lease / "corpus/sources/shut.md", "tlp: TLP:CLEAR", "tlp: TLP:AMBER")
    edit_text(topic, "[@open^term; @shut^term]", "[@open^term]")
    edit_text(topic, "It is old.", "It is very old.")
    assert run_briefgen(*limited, "2026-11-21", folder=lease).code == 0
    record = (lease / "output/editions/lease/2/brief.en.tlp-clear/edition.json").read_text("utf-8")
    assert list(json.loads(record)["edition"]["told"]["excerpts"]) == ["open^term"]
    assert "shut" not in record
