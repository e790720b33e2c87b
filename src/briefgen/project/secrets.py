"""Passwords, taken from where they are kept at the moment of use; no file, message or ledger ever bears one."""

import os

from briefgen.errors import UsageError


def find_secret(named: str, whose: str) -> str:
    """Find a password that a file names as ``env:VARIABLE`` or ``keyring:SERVICE/USER``; "" for "".

    `whose` begins a sentence that names what needs it.

    Raises UsageError where it is not there.
    """
    if not named:
        return ""
    kept, _, name = named.partition(":")
    secret = os.environ.get(name, "") if kept == "env" else _ask_keyring(name, whose)
    if not secret:
        where = f"the environment has no {name}" if kept == "env" else f"the keyring has nothing for {name}"
        raise UsageError(f"{whose} needs a password, and {where}.")
    return secret


def _ask_keyring(name: str, whose: str) -> str:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError as error:
        raise UsageError(
            f"{whose} keeps its password in a keyring; `pip install keyring` makes it readable."
        ) from error
    service, _, user = name.partition("/")
    try:
        return keyring.get_password(service, user) or ""
    except KeyringError as error:
        raise UsageError(f"{whose} keeps its password in a keyring, and that does not open: {error}") from error
