"""All that a file says to whoever looks closely: its bytes as text, and of a PDF each object, stream and page."""

import gzip
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf

_BREAKS = re.compile(r"[\s\u00ad\u2010-]+")


def squeeze(text: str) -> str:
    """Take out of a text what may stand in a word of it: blanks, breaks, hyphens and capitals."""
    return _BREAKS.sub("", text.lower())


def read_texts(path: Path) -> Iterator[str]:
    """Read a file in every way: packed or not, in three encodings, a PDF also by other programs."""
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    yield data.decode("utf-8", "replace")
    yield data.decode("latin-1")
    yield data.decode("utf-16-be", "ignore")
    if path.suffix == ".pdf":
        yield _run("pdftotext", "-layout", path, "-")
        yield _run("pdftotext", "-raw", path, "-")
        yield _run("pdfinfo", "-meta", path)
        yield _run("qpdf", "--qdf", "--object-streams=disable", path, "-")
        with pikepdf.open(path) as document:
            for item in document.objects:
                yield from _read_object(item)


def _read_object(item: object, depth: int = 0) -> Iterator[str]:
    """Give every string, name and decoded stream of an object: titles, alternative texts, attachments, metadata."""
    if isinstance(item, pikepdf.Stream):
        try:
            data = item.read_bytes()
        except pikepdf.PdfError:
            data = item.read_raw_bytes()
        yield data.decode("utf-8", "replace")
        yield data.decode("utf-16-be", "ignore")
    if isinstance(item, pikepdf.String | pikepdf.Name):
        yield str(item)
    elif isinstance(item, pikepdf.Array) and depth < 8:
        for one in item:
            yield from _read_object(one, depth + 1)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream) and depth < 8:
        for key in item.keys():  # noqa: SIM118 - pikepdf's dictionaries iterate over pairs
            yield str(key)
            value = item[key]
            if not (isinstance(value, pikepdf.Object) and value.is_indirect):
                yield from _read_object(value, depth + 1)


def _run(*words: str | Path) -> str:
    done = subprocess.run(list(map(str, words)), capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace")
