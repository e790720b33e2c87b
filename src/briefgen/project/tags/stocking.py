"""`tags --add`: entries of the shipped vocabularies for the project's own.

What the project has already is its author's: no entry of it is changed, and a name that one of its tags has is left
out of the new entries. Where that name is an entry's own (its first label), the whole entry is left out, and what
refers to it refers to the project's tag.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.errors import UsageError
from briefgen.grammar.suggestions import ask_whether
from briefgen.grammar.tag_names import fold_name, holds_name
from briefgen.model.vocabulary import Speaking, Term, Vocabulary
from briefgen.project.holding import hold_project
from briefgen.project.place import Project
from briefgen.project.tags.editing import add_terms, read_vocabulary_text
from briefgen.read.vocabulary import read_vocabulary
from briefgen.vocabularies.shipped import SHIPPED, list_generated, read_shipped_file

#: Stands for all shipped vocabularies.
ALL = "all"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A name that a project's tag has already, so that the new entry of `tag` is without it, or is not made at all."""

    tag: str
    name: str
    owner: str
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Stocked:
    """What was added: the terms, those of them that only others refer to, how many tags were there, what was left."""

    added: tuple[Term, ...]
    needed: frozenset[str]
    there: int
    left_out: tuple[LeftOut, ...]


def add_shipped(project: Project, names: Sequence[str], *, is_trial: bool = False) -> Stocked:
    """Add the missing entries of shipped vocabularies, by name or ``all``, at the end of the project's.

    Entries that the added ones imply or speak for come along. With `is_trial` nothing is written. Raises
    UsageError for an unknown name, BriefgenError where the file cannot be changed safely.
    """
    chosen = choose_names(names)
    with hold_project(project, for_corpus=True):
        text = read_vocabulary_text(project)
        own, _ = read_vocabulary(text.encode(), project.name(project.vocabulary))
        stocked = plan_stock(own, chosen)
        if stocked.added and not is_trial:
            add_terms(project, stocked.added)
    return stocked


def choose_names(names: Sequence[str]) -> tuple[str, ...]:
    """Give the shipped vocabularies that are meant, in their order. UsageError for a name that none has."""
    for name in names:
        if name not in SHIPPED and name != ALL:
            known = (*SHIPPED, ALL)
            raise UsageError(
                f"no vocabulary called `{name}` is shipped; {ask_whether(name, known) or ', '.join(known)}"
            )
    return tuple(name for name in SHIPPED if name in names or ALL in names)


def plan_stock(own: Vocabulary, names: Sequence[str]) -> Stocked:
    """Work out which entries a project's vocabulary lacks, and in what form they can be added."""
    shipped = {name: list_shipped(name) for name in SHIPPED}
    every = {term.tag: term for terms in shipped.values() for term in terms}
    chosen = {term.tag: term for name in names for term in shipped[name]}
    missing = {tag: term for tag, term in chosen.items() if tag not in own.terms}
    owners = _list_owners(own)
    taken = {tag: owner for tag, term in every.items() if tag not in own.terms and (owner := _find_owner(term, owners))}
    wanted = [tag for tag in missing if tag not in taken]
    needed = _find_needed(wanted, every, own, taken)
    fitted = [_fit_term(every[tag], owners, taken) for tag in every if tag in needed or tag in set(wanted)]
    whole = [LeftOut(tag, every[tag].names[0], taken[tag], is_whole=True) for tag in missing if tag in taken]
    return Stocked(
        added=tuple(term for term, _ in fitted),
        needed=frozenset(needed),
        there=len(chosen) - len(missing),
        left_out=(*whole, *(one for _, left in fitted for one in left)),
    )


def list_shipped(name: str) -> tuple[Term, ...]:
    """Give the terms of one shipped vocabulary, in its order."""
    path, data = read_shipped_file(name)
    return (*list_generated(name), *read_vocabulary(data, path)[0].terms.values())


def list_shipped_names() -> dict[str, frozenset[str]]:
    """Give every tag of the shipped vocabularies with its names."""
    terms = (term for name in SHIPPED for term in list_shipped(name))
    return {term.tag: frozenset((*term.names, *term.forms)) for term in terms}


def _list_owners(own: Vocabulary) -> dict[str, str]:
    """Give the project's tag for each name that it has, stems without their sign."""
    owners: dict[str, str] = {}
    for tag, term in own.terms.items():
        for name in (*term.names, *term.forms):
            owners.setdefault(_fold(name), tag)
    return owners


def _find_owner(term: Term, owners: Mapping[str, str]) -> str:
    """Return the project's tag that has an entry's first name, or ""."""
    return owners.get(_fold(term.names[0]), "") if term.names else ""


def _find_needed(
    wanted: Iterable[str], every: Mapping[str, Term], own: Vocabulary, taken: Mapping[str, str]
) -> set[str]:
    """Find the tags that the wanted entries refer to, however indirectly, and that are neither there nor wanted."""
    seen, queue = set(wanted), list(wanted)
    first = set(seen)
    for tag in queue:
        for other in _list_references(every[tag]):
            if other not in seen and other in every and other not in own.known and other not in taken:
                seen.add(other)
                queue.append(other)
    return seen - first


def _list_references(term: Term) -> Iterator[str]:
    yield from term.implies
    yield from (speaking.actor for speaking in term.speaks_for)


def _fit_term(term: Term, owners: Mapping[str, str], taken: Mapping[str, str]) -> tuple[Term, list[LeftOut]]:
    """Take out of an entry the names that the project's tags have, and turn its references to those tags."""
    names = [name for name in (*term.names, *term.forms) if _fold(name) in owners]
    left = [LeftOut(term.tag, name, owners[_fold(name)]) for name in names]
    fitted = replace(
        term,
        labels=tuple((language, name) for language, name in term.labels if name not in names),
        aliases=tuple(name for name in term.aliases if name not in names),
        forms=tuple(name for name in term.forms if name not in names),
        implies=_turn_references(term.implies, taken),
        speaks_for=tuple(_turn_speaking(one, taken) for one in term.speaks_for),
    )
    return replace(fitted, excluded=tuple(_keep_contexts(fitted))), left


def _keep_contexts(term: Term) -> Iterator[str]:
    """Keep the contexts that hold a name which the entry still has: others would exclude nothing."""
    return (context for context in term.excluded if any(holds_name(context, name) for name in term.names))


def _turn_references(tags: Iterable[str], taken: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(taken.get(tag, tag) for tag in tags))


def _turn_speaking(speaking: Speaking, taken: Mapping[str, str]) -> Speaking:
    return replace(speaking, actor=taken.get(speaking.actor, speaking.actor))


def _fold(name: str) -> str:
    return fold_name(name).removesuffix("*")
