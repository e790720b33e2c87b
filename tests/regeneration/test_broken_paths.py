"""A fast path that is broken on purpose is found; beside the sequences themselves, so that two cores share them."""

import pytest
from sequence_runs import run_sequences


@pytest.mark.slow
@pytest.mark.parametrize("broken", ["copies", "cited", "times", "new_matches"])
def test_a_broken_fast_path_is_found(broken: str) -> None:
    """The sequences are worth their time only if they find what they are for: each break parts the paths."""
    ran = run_sequences("--kept", "--sequences", "60", "--seed", "1", "--broken", broken, "--most", "1", "--bare")
    assert ran.code == 1, ran.out + ran.err
