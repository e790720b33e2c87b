"""A file that is a mapping of names to entries, as those of recipients and of channels are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from briefgen.grammar.front_matter import decode_source, normalise_breaks
from briefgen.grammar.ids import describe_bad_id, is_source_id
from briefgen.grammar.phrases import show_value
from briefgen.grammar.yaml_text import VOCABULARY_LIMIT, YamlNode, read_yaml
from briefgen.model import kinds
from briefgen.read.values import Reading

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Naming:
    """What messages say of such a file: what it lists (`kind`, "channel"), a name and an entry as they may be."""

    kind: str
    name: str
    entry: str


def read_entries(
    data: bytes, path: str, naming: Naming, read_entry: Callable[[YamlNode, YamlNode, Reading], Entry | None]
) -> tuple[dict[str, Entry], Reading]:
    """Read the entries by name, given the file's bytes and its path from the project's folder; with what was noted.

    `read_entry` is given an entry's key and value; None leaves it out. So is left out what has a bad name.
    """
    text, problems = decode_source(data, path)
    root, found = read_yaml(normalise_breaks(text), path, 1, VOCABULARY_LIMIT) if text is not None else (None, ())
    reading = Reading(path, [*problems, *found])
    if root is None or root.is_null:
        return {}, reading
    if root.kind != "mapping":
        message = f"The {naming.kind}s must be a mapping of names."
        reading.report(kinds.YAML_SHAPE, message, root, f"write {naming.entry}")
        return {}, reading
    named = [(key, node) for key, node in root.pairs if _check_name(key, naming, reading)]
    entries = ((key.value, read_entry(key, node, reading)) for key, node in named)
    return {name: one for name, one in entries if one is not None}, reading


def _check_name(key: YamlNode, naming: Naming, reading: Reading) -> bool:
    if is_source_id(key.value):
        return True
    message = f"{show_value(key.value)} is no name of a {naming.kind}: {describe_bad_id(key.value)}."
    hint = f"write small letters, digits and hyphens, such as {naming.name}"
    reading.report(kinds.YAML_VALUE, message, key, hint)
    return False
