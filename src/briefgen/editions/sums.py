"""``SHA256SUMS``: the digests of all editions' records, for `verify` and for ``sha256sum --check``.

A record names the digests of its edition's files, so that one file proves every byte on the shelf: it is what to sign,
and what to compare with a copy. It also tells of an edition that is gone as a whole, which no file in it could.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefgen.errors import IntegrityError
from briefgen.files.reading import FileMissingError, FileRefusedError, read_bounded

SUMS = "SHA256SUMS"
_LIMIT = 256 << 20
#: A variant is named by its form, and so by a template of anybody's: in any script, on one line, not to be escaped.
_LINE = re.compile(
    r"([0-9a-f]{64})  ([a-z0-9-]+/[0-9]+/[^/\\\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]+/edition\.json)"
)


def read_sums(path: Path) -> dict[str, str]:
    """Read the digests by path below the shelf; none where there is no such file.

    Raises IntegrityError for what is none, StorageError where it cannot be read.
    """
    try:
        data = read_bounded(path, _LIMIT)
    except FileMissingError:
        return {}
    except FileRefusedError as error:
        raise IntegrityError(str(error)) from error
    return dict(_split(data.decode("utf-8", "backslashreplace"), path))


def write_sums(sums: Mapping[str, str]) -> bytes:
    """Write digests as ``sha256sum`` does, by topic and number. Raises IntegrityError for what would not be read."""
    lines = [f"{sums[name]}  {name}" for name in sorted(sums, key=_place)]
    for line in lines:
        if _LINE.fullmatch(line) is None:
            raise IntegrityError(f"no edition can be kept under the name {line[66:]!r}; give its template another.")
    return "".join(f"{line}\n" for line in lines).encode()


def _split(text: str, path: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise IntegrityError(f"{path.name}:{number}: this line is no digest of an edition's record.")
        yield match[2], match[1]


def _place(name: str) -> tuple[str, int, str]:
    slug, number, rest = name.split("/", 2)
    return slug, int(number), rest
