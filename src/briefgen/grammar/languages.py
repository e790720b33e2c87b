"""Language codes (BCP 47)."""

import re

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)


def is_language(text: str) -> bool:
    """Tell whether `text` has the form of a BCP 47 language code (RFC 5646), such as ``en`` or ``kk-Cyrl``."""
    return _LANGUAGE.fullmatch(text) is not None
