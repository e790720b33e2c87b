"""What the tests of crashes share: the shim, and servers that run the command under it."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from crash_ladder import open_ladder
from shimmed_command import ShimmedCommand, compile_shim


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the compiled shim."""
    return compile_shim(tmp_path_factory.mktemp("shim"))


@pytest.fixture(scope="session")
def climbers(shim: Path) -> Iterator[list[ShimmedCommand]]:
    """Give two servers, each with the command loaded."""
    with ExitStack() as stack:
        yield open_ladder(stack, shim, 2)
