"""Word on a site that a source was withdrawn, which counts again: nobody is told, and only a person takes it away."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.deliver.shares import name_lack
from briefgen.deliver.site.library import name_notice
from briefgen.model.delivery import Entry
from briefgen.project.place import Project
from briefgen.project.reading.corpus import Corpus
from briefgen.project.sending.places.standing import Exposed
from briefgen.project.sending.planning import Rules
from briefgen.project.tracing.impact import find_source

#: So many digits of a key are told.
_KEY = 12
#: Topic, number, variant, and the file.
_PARTS = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A file on a channel's site that tells beside an edition that a source was withdrawn; `about` is the source."""

    channel: str
    path: Path
    about: str


def list_words(project: Project, rules: Rules) -> tuple[Word, ...]:
    """List the words on all sites; a site that cannot be looked at is passed over."""
    begin, end = name_notice("*").split("*")
    found = []
    for one in rules.channels.by_name.values():
        folder = project.locate(one.path)
        if one.kind == "site" and not name_lack(folder, project.locate(one.mount) if one.mount else None):
            for path in sorted(folder.glob(f"*/*/*/{name_notice('*')}")):
                found.append(Word(one.name, path, path.name.removeprefix(begin).removesuffix(end)))
    return tuple(found)


def choose_undone(words: Iterable[Word], corpus: Corpus) -> tuple[Word, ...]:
    """Choose the words of sources that count again; what is gone, or cannot be read whole, may be withdrawn still."""
    there = {one.about: find_source(corpus, one.about) for one in words}
    counts = {name for name, one in there.items() if one and not (one.is_withdrawn or one.is_unsure)}
    return tuple(one for one in words if one.about in counts)


def find_undone(undone: Iterable[Word], entries: Sequence[Entry], rules: Rules) -> Iterator[Exposed]:
    """Say of each word that tells what is true no more how a person settles it; `entries` are the ledger's."""
    for one in undone:
        people = (reader.name for reader in rules.recipients.by_name.values() if reader.channel == one.channel)
        why = f"{one.path} tells that {one.about} was withdrawn, and it counts again"
        key = next((entry.delivery.key[:_KEY] for entry in entries if _is_of(entry, one)), "")
        settle = f"; then `briefgen outbox --resolve {key} --taken-away --because …`" if key else ""
        yield Exposed("", why, f"take it away{settle}", frozenset((one.channel, *people)))


def _is_of(entry: Entry, word: Word) -> bool:
    """Whether it was this delivery that put a word there."""
    one = entry.delivery
    is_same = (one.about, one.slug, str(one.number), one.variant) == (word.about, *word.path.parts[-_PARTS:-1])
    was_there = any(left.note == str(word.path.parent) for left in entry.left)
    return is_same and entry.has_left and (one.channel == word.channel or was_there)
