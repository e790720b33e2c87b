"""Names: ids of sources and excerpts, slugs of topics, and ids derived from a text (grammar G3)."""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterable

LONGEST_ID = 60

_SOURCE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_EXCERPT_ID = re.compile(r"[A-Za-z0-9-]+")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile("(?<=\\w)['’ʼ](?=\\w)")
# Windows opens a device instead of a file of this name, whatever its ending.
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin", "conout", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}
)


def is_source_id(text: str) -> bool:
    """Tell whether `text` can name a source or a topic: ``[a-z0-9]+(-[a-z0-9]+)*``, at most 60, no name of a device."""
    return len(text) <= LONGEST_ID and text not in _RESERVED and bool(_SOURCE_ID.fullmatch(text))


def is_excerpt_id(text: str) -> bool:
    """Tell whether `text` can name an excerpt within its source: ASCII letters, digits and hyphens."""
    return bool(_EXCERPT_ID.fullmatch(text))


def describe_bad_id(text: str) -> str:
    """Say in a clause why `text` is no id of a source or topic ("" where it is one)."""
    if is_source_id(text):
        return ""
    if not text:
        return "it is empty"
    if text in _RESERVED:
        return "Windows reserves this name for a device"
    if len(text) > LONGEST_ID:
        return f"it has {len(text)} characters; at most {LONGEST_ID} are allowed"
    return "only a–z, 0–9 and single hyphens between them are allowed"


def make_slug(words: str, longest: int = LONGEST_ID) -> str:
    """Write `words` as an id of at most `longest` characters: transliterated, lower case, hyphens between words.

    The cut falls between words where it can. What leaves no letter or digit becomes ``untitled``, and
    a name that Windows reserves gets ``-1``; so the result is always an id.
    """
    spelled = _NOT_IN_SLUG.sub("-", _APOSTROPHES.sub("", _transliterate(_APOSTROPHES.sub("", words)))).strip("-")
    slug = _cut_at_hyphen(spelled, longest) or "untitled"[:longest]
    return f"{slug}-1" if slug in _RESERVED else slug


def derive_id(plain: str) -> str:
    """Name an excerpt after its plain text: its first three long words and five characters of its digest.

    Words have four letters or more and are transliterated, at most 30 characters in all; the digest is
    SHA-256 over `fold_for_digest`, in lower-case base32. A text without such words begins with ``p``.
    """
    words = [_NOT_IN_SLUG.sub("", _transliterate(word)) for word in _first_words(unicodedata.normalize("NFKC", plain))]
    stem = _cut_at_hyphen("-".join(word for word in words if word), 30) or "p"
    digest = hashlib.sha256(fold_for_digest(plain).encode("utf-8", "replace")).digest()
    return f"{stem}-{base64.b32encode(digest[:5])[:5].decode().lower()}"


def fold_for_digest(plain: str) -> str:
    """Reduce a text to what its identity rests on: NFKC, casefolded, letters and digits only."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", plain).casefold())
    return _NOT_ALPHANUMERIC.sub("", folded)


class Namer:
    """Hands out names that are all different: the second ``a`` becomes ``a-2``, the third ``a-3``."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._counts: dict[str, int] = {}

    def name(self, wanted: str) -> str:
        """Return `wanted`, or the first numbered form of it that is free."""
        name = wanted
        count = self._counts.get(wanted, 1)
        while name in self._taken:
            count += 1
            name = f"{wanted}-{count}"
        self._counts[wanted] = count
        self._taken.add(name)
        return name


def _first_words(plain: str) -> list[str]:
    found = []
    for match in _LONG_WORD.finditer(plain):
        found.append(match[0])
        if len(found) == 3:
            break
    return found


def _transliterate(text: str) -> str:
    from anyascii import anyascii

    return anyascii(unicodedata.normalize("NFC", text)).lower()


def _cut_at_hyphen(slug: str, longest: int) -> str:
    if len(slug) <= longest:
        return slug
    head = slug[: longest + 1].rpartition("-")[0]
    # A first word that is too long by itself has no hyphen to be cut at.
    return (head or slug[:longest]).strip("-")
