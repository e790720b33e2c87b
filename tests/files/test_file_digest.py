"""Promises of digests, and of file names in messages."""

import os
from pathlib import Path

from briefgen.files.digest import digest_bytes, digest_text
from briefgen.files.messages import show_path

ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_digest_is_sha256_in_hexadecimal() -> None:
    """A digest is the SHA-256 of FIPS 180-4, and text is digested as UTF-8."""
    assert digest_bytes(b"abc") == digest_text("abc") == ABC
    assert digest_text("қ") == digest_bytes("қ".encode())


def test_digest_of_a_lone_surrogate_is_no_crash() -> None:
    """Text with a lone surrogate, as JSON may hold, still has a digest of its own."""
    assert digest_text("\ud800") not in {digest_text("?"), digest_text("\ufffd")}


def test_message_shows_no_control_characters() -> None:
    """A file name cannot clear the terminal or break the encoding of a message."""
    shown = show_path(Path(os.fsdecode(b"a\x1b[2J\n\xff.md")))
    assert shown.isprintable()
    assert shown.encode()
