"""Passwords are taken from where they are kept: a variable, or the system's keyring."""

import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.errors import UsageError
from briefgen.project.secrets import find_secret

_BACKEND = """
import json, os, pathlib
from keyring.backend import KeyringBackend
class Kept(KeyringBackend):
    priority = 1
    file = pathlib.Path(__file__).with_name("kept.json")
    def read(self):
        return json.loads(self.file.read_text()) if self.file.exists() else {}
    def get_password(self, service, username):
        return self.read().get(f"{service} {username}")
    def set_password(self, service, username, password):
        self.file.write_text(json.dumps({**self.read(), f"{service} {username}": password}))
"""


def test_the_keyring_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was put there with keyring's own command is found, by service and user; nothing else is."""
    (tmp_path / "kept_keyring.py").write_text(_BACKEND, encoding="utf-8")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "kept_keyring.Kept")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    words = (sys.executable, "-m", "keyring", "set", "mail.example.org", "desk")
    subprocess.run(words, input="hidden\n", text=True, check=True, capture_output=True)
    ask = "from briefgen.project.secrets import find_secret; print(find_secret('keyring:{}', 'it'))"
    found = [
        subprocess.run((sys.executable, "-c", ask.format(name)), text=True, check=False, capture_output=True)
        for name in ("mail.example.org/desk", "mail.example.org/nobody")
    ]
    assert found[0].stdout == "hidden\n", found[0].stderr
    assert "the keyring has nothing for mail.example.org/nobody" in found[1].stderr


def test_a_variable_that_is_not_set_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """And whose password it would be."""
    monkeypatch.delenv("NOT_SET", raising=False)
    with pytest.raises(UsageError, match="the channel `post` needs a password, and the environment has no NOT_SET"):
        find_secret("env:NOT_SET", "the channel `post`")


def test_a_keyring_that_does_not_open_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a desktop has none: that is a sentence for whoever sends."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    words = (sys.executable, "-c", "from briefgen.project.secrets import find_secret; find_secret('keyring:x/y', 'it')")
    ran = subprocess.run(words, text=True, check=False, capture_output=True)
    assert "UsageError: it keeps its password in a keyring, and that does not open: No recommended" in ran.stderr
