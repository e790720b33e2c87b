"""A draft as the Markdown file of a source, and whether a person has edited it since."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefgen.grammar.yaml_writing import YAML_WORDS, quote_scalar
from briefgen.ingest.body_markdown import write_body
from briefgen.ingest.page import Draft

_WRITTEN = re.compile(r"^(original: \{.*), written: ([0-9a-f]{64})\}$", re.MULTILINE)
#: The front matter of a source as `add` writes it, at the beginning of the file.
FRONT_MATTER = re.compile(r"---\n.*?\n---\n", re.DOTALL)
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.+-]*(?: [A-Za-z][A-Za-z0-9_.+-]*)*")
_PLAIN_DATE = re.compile(r"\d{4}-\d\d(?:-\d\d)?")


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """The file that a draft was made from: its name and its SHA-256 in hexadecimal."""

    name: str
    sha256: str


def write_markdown(draft: Draft, original: OriginalFile) -> str:
    """Write a draft as a source: front matter, then the body, paragraphs set apart by blank lines.

    ``original.written`` is the SHA-256 of the file without that entry, so that `was_edited` can tell.
    """
    before = "".join((*_write_front_matter(draft), f"original: {_write_original(original)}\n"))
    evidence = f"evidence: {_write_mapping(draft.evidence)}\n" if draft.evidence else ""
    body = write_body(draft.blocks, str(draft.fields.get("language", "")))
    text = f"---\n{before}{evidence}---\n\n{body}"
    written = digest_as_written(text)
    return text.replace(f"original: {_write_original(original)}", f"original: {_write_original(original, written)}", 1)


def digest_as_written(text: str) -> str:
    """Return the SHA-256 of a source's text with the entry ``written`` of its ``original`` left out."""
    front = FRONT_MATTER.match(text)
    if front:
        text = _WRITTEN.sub(r"\1}", front[0], count=1) + text[front.end() :]
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def was_edited(text: str) -> bool:
    """Tell whether a source is no longer as `add` wrote it, or was never written by `add`."""
    front = FRONT_MATTER.match(text)
    match = _WRITTEN.search(front[0]) if front else None
    return match is None or match[2] != digest_as_written(text)


def _write_front_matter(draft: Draft) -> Iterator[str]:
    yield f"title: {quote_scalar(draft.title)}\n"
    for key, value in draft.fields.items():
        yield f"{key}: {_write_value(value)}\n"


def _write_original(original: OriginalFile, written: str = "") -> str:
    entry = f", written: {written}" if written else ""
    return f"{{name: {_write_value(original.name)}, sha256: {original.sha256}{entry}}}"


def _write_value(value: object) -> str:
    if isinstance(value, Mapping):
        return _write_mapping(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(_write_value(entry) for entry in value)}]"
    return _write_scalar(str(value))


def _write_mapping(value: Mapping[str, object]) -> str:
    return "{" + ", ".join(f"{key}: {_write_value(entry)}" for key, entry in value.items()) + "}"


def _write_scalar(text: str) -> str:
    """Write a scalar plain where every reader of YAML takes it for that text, else in double quotation marks."""
    is_plain = _PLAIN.fullmatch(text) is not None and text.lower() not in YAML_WORDS
    return text if is_plain or _PLAIN_DATE.fullmatch(text) else quote_scalar(text)
