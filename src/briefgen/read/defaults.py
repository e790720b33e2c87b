"""What a folder says of all its sources: ``_defaults.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from itertools import accumulate
from typing import Any

from briefgen.grammar.front_matter import decode_source, normalise_breaks
from briefgen.grammar.yaml_text import read_yaml
from briefgen.model.marking import Marking
from briefgen.model.problem import Place, Problem
from briefgen.model.settings import Settings
from briefgen.model.source import Rights
from briefgen.read.fields import DEFAULT_FIELDS, read_fields
from briefgen.read.values import Reading

DEFAULTS_NAME = "_defaults.yaml"
#: Names, in small letters, by which a folder's defaults are not read, though they are meant.
MISNAMED_DEFAULTS = tuple(
    f"{stem}{end}"
    for stem in ("_defaults", "_default", "defaults")
    for end in (".yaml", ".yml", ".json", ".yaml.txt", ".yml.txt")
)


@dataclass(frozen=True, slots=True)
class FolderDefaults:
    """Values for the sources of a folder, by the attribute of `Source` they fill, and where each stands.

    A nearer value replaces a farther one: a source's own its folder's, a folder's its parent's. Tags add
    up, and `rights` are joined entry by entry.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)

    def merge(self, child: "FolderDefaults") -> "FolderDefaults":
        """Return these defaults with those of a folder within."""
        return FolderDefaults(self.fill(child.values), {**self.places, **child.places})

    def fill(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return `values` with what they lack."""
        filled = {**self.values, **values}
        if "tags" in self.values and "tags" in values:
            filled["tags"] = tuple(dict.fromkeys((*self.values["tags"], *values["tags"])))
        if "rights" in self.values and "rights" in values:
            filled["rights"] = _join_rights(values["rights"], self.values["rights"])
        return filled


#: Stands for defaults that are there and could not be read.
UNKNOWN_DEFAULTS = FolderDefaults({"marking": Marking.RED, "is_unsure": True})


def read_defaults(data: bytes, path: str, settings: Settings) -> tuple[FolderDefaults, tuple[Problem, ...]]:
    """Read a ``_defaults.yaml``, given its bytes and its path from the project's folder.

    Where it cannot be read, its sources are TLP:RED unless they say otherwise themselves: what it said of
    their marking is not known.
    """
    text, problems = decode_source(data, path)
    if text is None:
        return UNKNOWN_DEFAULTS, problems
    root, problems = read_yaml(normalise_breaks(text), path, 1)
    if root is None:
        return UNKNOWN_DEFAULTS if problems else FolderDefaults(), problems
    reading = Reading(path, list(problems))
    values = read_fields(root, DEFAULT_FIELDS, reading, settings.ignore_keys)
    if any(one.is_error for one in reading.problems):
        values["is_unsure"] = True
    return FolderDefaults(values, reading.places), tuple(reading.problems)


def find_defaults(path: str, by_folder: Mapping[str, FolderDefaults]) -> FolderDefaults:
    """Return the defaults of the source at `path`: those of every folder above it, the nearest last.

    `by_folder` has a folder's path from the project's folder (``corpus/sources/press``) as its key.
    """
    found = FolderDefaults()
    if not by_folder:
        return found
    for folder in accumulate(path.split("/")[:-1], "{}/{}".format):
        child = by_folder.get(folder)
        if child:
            found = found.merge(child)
    return found


def _join_rights(near: Rights, far: Rights) -> Rights:
    said = {one.name: getattr(near, one.name) for one in fields(Rights)}
    return replace(far, **{name: value for name, value in said.items() if value not in {None, ""}})
