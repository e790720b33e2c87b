"""Programs that tests ask for and that are no part of briefgen: without one a test is skipped, in CI it fails."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

from briefgen_command import ROOT

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_VNU = ROOT / ".venv/vnu/node_modules/vnu-jar/build/dist/vnu.jar"


def miss_tool(what: str) -> NoReturn:
    """Skip the test, or fail it where all tools must be there (BRIEFGEN_REQUIRE_TOOLS, as .ci/run sets it)."""
    if os.environ.get("BRIEFGEN_REQUIRE_TOOLS"):
        pytest.fail(f"{what} is not on this machine, and BRIEFGEN_REQUIRE_TOOLS asks for it")
    pytest.skip(f"{what} is not on this machine")


def find_chromium() -> str:
    """Find the system's Chromium."""
    return next(filter(None, map(shutil.which, _CHROMIUM)), None) or miss_tool("Chromium")


def find_ssh_keygen() -> str:
    """Find OpenSSH's ssh-keygen, by which editions are signed."""
    return shutil.which("ssh-keygen") or miss_tool("ssh-keygen")


def find_nu_checker() -> list[str]:
    """Find the Nu HTML checker: how it is called, but for the files (BRIEFGEN_VNU names its jar, else .venv/vnu)."""
    jar = Path(os.environ.get("BRIEFGEN_VNU", _VNU))
    java = shutil.which("java")
    if java is None or not jar.is_file():
        miss_tool("the Nu checker (Java and vnu.jar)")
    return [java, "-Xss4m", "-jar", str(jar)]
