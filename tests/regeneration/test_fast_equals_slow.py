"""Whatever is edited: a build that knows the last one gives what a build from scratch gives."""

import pytest
from sequence_runs import run_sequences


@pytest.mark.parametrize(
    "words",
    [
        ("--sequences", "1", "--seed", "7000"),
        pytest.param(("--kept", "--sequences", "30", "--seed", "1"), marks=pytest.mark.slow),
    ],
    ids=["one", "thirty"],
)
def test_sequences_of_edits_end_alike_on_both_paths(words: tuple[str, ...]) -> None:
    """Exit code, words, problems, records and every file are the same, half of the commands in one warm process.

    The slow run takes the steps with it that once parted the two; README says how to run 2,000.
    """
    ran = run_sequences(*words)
    assert ran.code == 0, ran.out + ran.err
