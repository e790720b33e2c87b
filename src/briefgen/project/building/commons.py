"""What drafts are made of besides the corpus and their topic: one digest each, to tell that nothing of it changed."""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from briefgen.compose.origins import name_owners
from briefgen.files.digest import digest_bytes, digest_text
from briefgen.model.inputs import Inputs
from briefgen.model.variant import Variant
from briefgen.model.vocabulary import Vocabulary
from briefgen.project.building.installed import list_installed_first
from briefgen.project.place import Project
from briefgen.wording.words import digest_words


@cache
def digest_code() -> str:
    """Digest briefgen's own code, the libraries that are installed, and the fonts of this machine by their files."""
    package = Path(__file__).parents[2]
    files = sorted(path for path in package.rglob("*") if path.suffix in {".py", ".po", ".toml", ".json", ".yaml"})
    own = "".join(f"{path.relative_to(package).as_posix()} {digest_bytes(path.read_bytes())}\n" for path in files)
    return digest_text(f"{own}{list_installed_first()}")


@dataclass(frozen=True, slots=True)
class Commons:
    """All that is the same for the drafts of a project, as digests.

    `whole` is without aliases: those of the tags that a draft's excerpts bear are digested with it, and so is which
    organisation its publishers belong to, which an alias decides too (`terms` has both, publishers by `key_publisher`).
    `editions` digests each topic's shelf of editions, "" those of no topic.
    """

    inputs: Inputs
    whole: str
    terms: Mapping[str, tuple[str, ...]]
    editions: Mapping[str, str]

    def make_key(self, path: str, sha256: str, slug: str, variant: Variant) -> str:
        """Make the key under which a draft is known, given its topic's file and its digest."""
        shelved = (self.editions.get("", ""), self.editions.get(slug, ""))
        return digest_text(repr((self.whole, path, sha256, variant.suffix, shelved)))

    def digest_names(self, tags: Iterable[str]) -> str:
        """Digest what the vocabulary says of some of the names in `terms`."""
        return digest_text(repr([(tag, self.terms[tag]) for tag in tags if tag in self.terms]))


def key_publisher(name: str) -> str:
    """Give the key under which `Commons.terms` has a publisher's name; no tag is called so."""
    return f"publisher {name}"


def survey_commons(project: Project, vocabulary: Vocabulary, inputs: Inputs) -> Commons:
    """Digest what the drafts of a project have in common; `inputs` are the digests that explain a change of it."""
    bare = [
        (one.tag, one.labels, one.implies, one.excluded, repr(one.speaks_for), one.forms, one.inflected)
        for one in vocabulary.terms.values()
    ]
    fixed = replace(inputs, vocabulary="", topic="")
    whole = repr((fixed, bare, sorted(vocabulary.known), project.settings_file, digest_words(), digest_code()))
    terms = {tag: term.aliases for tag, term in vocabulary.terms.items() if term.aliases}
    terms |= {key_publisher(name): (owner,) for name, owner in name_owners(vocabulary).items()}
    return Commons(inputs, digest_text(whole), terms, _digest_editions(project.editions))


def _digest_editions(shelf: Path) -> dict[str, str]:
    """Digest each topic's editions by their files' sizes and times: they are written once."""
    found: defaultdict[str, list[object]] = defaultdict(list)
    for folder, folders, names in os.walk(shelf):
        folders.sort()
        below = Path(folder).relative_to(shelf).parts
        slug = below[0] if below and not below[0].startswith(".") else ""
        for name in sorted(names):
            status = os.stat(os.path.join(folder, name), follow_symlinks=False)  # noqa: PTH116, PTH118
            found[slug].append((below, name, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns))
    return {slug: digest_text(repr(files)) for slug, files in found.items()}
