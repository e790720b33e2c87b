"""Whatever is edited: a build that knows the last one gives what a build from scratch gives."""

import pytest
from sequence_runs import run_sequences


def test_kept_sequences_and_some_others_end_alike_on_both_paths() -> None:
    """Exit code, words, problems, records and every file are the same, also behind steps that once parted them."""
    ran = run_sequences("--kept", "--sequences", "4", "--seed", "7000")
    assert ran.code == 0, ran.out + ran.err


@pytest.mark.slow
def test_random_sequences_end_alike_on_both_paths() -> None:
    """100 sequences of edits and commands, half of them in one warm process; README says how to run 2,000."""
    ran = run_sequences("--sequences", "100", "--seed", "1")
    assert ran.code == 0, ran.out + ran.err
