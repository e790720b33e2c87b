"""Each bad input of BAD_INPUTS.md, section 7, A to E, by its number: a clear message, nothing lost, the others built.

Where DESIGN.md decides otherwise its outcome stands. Not here, and why:

- A28 (a file vanishes between walk and read) is a race; tests/files has it, where the moment can be chosen.
- B01 to B19 and B28 to B37 are printed together in test_hostile_text.py, C01 to C12 too where they print.
- D14 to D31 are archives, PDFs, images and fonts as input: test_hostile_files.py gives them to `add`.
- E01 to E04 are rules of regular expressions; there are none: an alias is words, and `mediat*` the one wildcard.
- E15 is a secret in the environment: tests/project/test_secrets.py.
- F01 to F23 are tests/deliver's, G01 to G10 tests/preview's, each by its number but for F14 (there are no images in
  briefs) and F18 (no XLSX is written).
"""

import hashlib
import json
import time
from pathlib import Path
from typing import Any

import pytest
from bad_project import BAD, Case, digest_inputs, list_problems, put_files, run_without_rights
from file_cases import FILE_CASES
from front_matter_cases import FRONT_MATTER_CASES
from template_cases import TEMPLATE_CASES
from text_cases import TEXT_CASES

from briefgen_command import run_briefgen

CASES = (*FRONT_MATTER_CASES, *TEXT_CASES, *FILE_CASES, *TEMPLATE_CASES)


@pytest.mark.parametrize("case", CASES, ids=[case.number for case in CASES])
def test_a_bad_input_is_named_and_costs_nothing_else(case: Case, project: Path) -> None:
    """The case's promise; besides: inputs stay as they were, the sound brief stands, no traceback, no hang."""
    put_files(project.parent, case.outside)
    put_files(project, case.files)
    inputs, prints = digest_inputs(project), _digest_prints(project)
    began = time.monotonic()
    ran = run_without_rights(case.words, project) if case.drops_rights else run_briefgen(*case.words, folder=project)
    assert time.monotonic() - began < case.seconds
    assert ran.code == case.code, (ran.out, ran.err)
    _check_words(case, ran.out, ran.err)
    if case.is_report:
        _check_problems(case, list_problems(ran))
        _check_topics(case, json.loads(ran.out))
    assert digest_inputs(project) == inputs
    assert {name: (project.parent / name).read_bytes() for name in case.outside} == case.outside
    assert _digest_prints(project) == prints


def _digest_prints(project: Path) -> list[str]:
    return [hashlib.sha256((project / f"output/sound{end}").read_bytes()).hexdigest() for end in (".html", ".pdf")]


def _check_words(case: Case, out: str, err: str) -> None:
    assert "Traceback" not in out + err
    assert "a mistake in briefgen" not in out + err
    for word in case.says:
        assert word in out + err, word
    for word in case.silent:
        assert word not in out + err, word


def _check_problems(case: Case, problems: list[str]) -> None:
    told = [one for one in problems if not (case.many and one.startswith(case.many))]
    wanted = [one for one in case.problems if not (case.many and one.startswith(case.many))]
    assert len(told) == len(wanted), "\n".join(problems)
    for expected in case.problems:
        start, *words = expected.replace(" bad.md", f" {BAD}").split(" | ")
        found = [one for one in problems if one.startswith(f"{start} |") and all(word in one for word in words)]
        assert found, (expected, problems)
        assert all(one.split(" | ")[1] for one in found)


def _check_topics(case: Case, report: dict[str, Any]) -> None:
    assert report["failed"] == list(case.fails)
    states = {topic["topic"]: (topic["state"], topic["excerpts"]) for topic in report["topics"]}
    assert "sound" in case.fails or states["sound"] == (case.state, 1)
    assert set(states) <= set(case.topics)
    assert {*states, *case.fails} == set(case.topics)


def test_each_case_has_its_own_number() -> None:
    """No two cases share a name, so that a failure leads to one line of the table."""
    numbers = [case.number for case in CASES]
    assert len(set(numbers)) == len(numbers)


def test_every_promise_is_a_sentence() -> None:
    """Each case says what must hold."""
    assert all(case.promise.endswith(".") for case in CASES)
