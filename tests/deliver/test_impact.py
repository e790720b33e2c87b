"""`impact`: what rests on a source or an excerpt, today and in what was issued, and who has that."""

import json
import shutil
from pathlib import Path

import pytest
from ferry_project import shelve

from briefgen_command import run_briefgen
from edited_files import edit_text

_LOG = """\
---
title: Log of the quay
type: report
issued: 2026-10-01
tlp: TLP:CLEAR
{more}---

Two boats of the ferry run. ^boats

The ferry's quay is made of wood. ^wood
"""
_JUDGEMENTS = """
# Key judgements

- The ferry will run.[@quay-log^boats] ^runs
- The quay will last.[^1] ^lasts

[^1]: It is new.[@quay-log^wood]
"""


@pytest.fixture
def traced(sending: Path) -> Path:
    """Give the project with a source that its topic selects and cites, sent once and built."""
    (sending / "corpus/sources/quay-log.md").write_text(_LOG.format(more=""), encoding="utf-8")
    topic = sending / "corpus/topics/ferry.md"
    edit_text(topic, "sections:\n", "sections:\n  - heading: Key judgements\n    kind: judgements\n")
    topic.write_text(topic.read_text("utf-8") + _JUDGEMENTS, encoding="utf-8")
    assert run_briefgen("send", folder=sending).code == 0
    ran = run_briefgen("build", "--html", folder=sending)
    assert "printed" in ran.out, ran.err
    return sending


def ask(folder: Path, name: str) -> dict:  # type: ignore[type-arg]  # JSON
    """Ask for JSON."""
    ran = run_briefgen("impact", name, "--json", folder=folder)
    assert ran.code == 0, ran.err
    found: dict[str, object] = json.loads(ran.out)
    return found


def test_a_source_leads_to_all_that_rests_on_it(traced: Path) -> None:
    """The draft with both judgements, one through its footnote; each variant of the edition, and who has it."""
    found = ask(traced, "quay-log")
    (draft,) = found["drafts"]
    assert (draft["topic"], draft["prints"]) == ("ferry", ["quay-log^boats", "quay-log^wood"])
    assert [(one["judgement"], one["rests_on"]) for one in draft["judgements"]] == [
        ("runs", ["quay-log^boats"]),
        ("lasts", ["quay-log^wood"]),
    ]
    reached = {one["variant"]: [entry["recipient"] for entry in one["deliveries"]] for one in found["editions"]}
    assert reached == {"brief.en.tlp-amber": ["ann"], "brief.en.tlp-clear": ["shelf"], "brief.en.tlp-green": ["bob"]}
    assert {one["title"] for one in found["editions"]} == {"Title of quay-log"}


def test_an_excerpt_leads_to_less(traced: Path) -> None:
    """An excerpt that no edition printed and one judgement cites, by a footnote."""
    found = ask(traced, "quay-log^wood")
    assert [one["judgement"] for one in found["drafts"][0]["judgements"]] == ["lasts"]
    assert found["editions"] == []


def test_a_page_for_people_names_who_has_it_and_what_replaces_it(traced: Path) -> None:
    """Names, days, ways, and the number of the edition that does not rest on it any more."""
    shelve(traced, 2, "pier-log")
    ran = run_briefgen("impact", "quay-log", folder=traced)
    assert ran.code == 0
    assert "source   quay-log   Log of the quay\n" in ran.out
    assert ran.out.count("replaced by edition 2") == 3
    assert "sent     ann (House) by post, " in ran.out
    assert "1 topic, 2 judgements, 3 editions, 3 recipients" in ran.err


def test_a_source_under_its_former_id_is_the_same(traced: Path) -> None:
    """Renamed since: editions that knew it by the old id are found by either."""
    sources = traced / "corpus/sources"
    (sources / "quay-log.md").unlink()
    (sources / "jetty-log.md").write_text(_LOG.format(more="formerly: [quay-log]\n"), encoding="utf-8")
    edit_text(traced / "corpus/topics/ferry.md", "@quay-log", "@jetty-log", count=-1)
    for name in ("quay-log", "jetty-log"):
        found = ask(traced, name)
        assert (found["name"], len(found["editions"])) == ("jetty-log", 3)


def test_a_source_that_the_corpus_has_no_more_is_traced_by_its_editions(traced: Path) -> None:
    """What was issued with it stays known; only a name that nobody ever had is refused, with the nearest."""
    (traced / "corpus/sources/quay-log.md").unlink()
    found = ask(traced, "quay-log")
    assert (found["in_corpus"], found["title"], len(found["editions"])) == (False, "Title of quay-log", 3)
    ran = run_briefgen("impact", "quay-lgo", folder=traced)
    assert (ran.code, "quay-log" in ran.err) == (2, True)


def test_a_record_that_cannot_be_read_is_named(traced: Path) -> None:
    """Exit 7: the others are shown all the same."""
    shelve(traced, 2)
    record = traced / "output/editions/ferry/2/brief.en.tlp-green/edition.json"
    record.write_bytes(record.read_bytes()[:-9])
    ran = run_briefgen("impact", "quay-log", folder=traced)
    assert (ran.code, ran.out.count("edition  ferry")) == (7, 5)
    assert "2/brief.en.tlp-green/edition.json: the edition's record cannot be read" in ran.err


def test_editions_that_are_gone_from_the_shelf_are_counted(traced: Path) -> None:
    """The ledger knows who has them, and nobody what was in them."""
    shutil.rmtree(traced / "output/editions/ferry/1/brief.en.tlp-green")
    found = ask(traced, "quay-log")
    assert [one["recipient"] for one in found["untraced"]] == ["bob"]
