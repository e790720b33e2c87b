"""What a found name is: a new tag, by the words around it, or another name of a tag that is there."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from briefgen.grammar.ids import make_slug
from briefgen.model.vocabulary import Term
from briefgen.suggest.cues import list_cues, list_territories
from briefgen.suggest.names import NameFound
from briefgen.suggest.stems import cut_ending

_LIKE = 0.86
_SHORTEST_LIKE = 6
_SHORTEST_SURNAME = 4
_LONGEST_SLUG = 40
_VOWEL_Y = re.compile(r"(?<=[aeiou])y|y(?=[aeiou])")


@dataclass(frozen=True, slots=True)
class NameProposal:
    """A name that matches nothing, with the tag that is proposed for it.

    `alias_of` is the tag that it seems to be another name of, or ""; `why` says by what it was judged.
    `also` are names of the same thing (an acronym in brackets, a surname alone).
    """

    found: NameFound
    tag: str
    alias_of: str = ""
    why: str = ""
    also: tuple[str, ...] = ()


class KnownNames:
    """The vocabulary's names, made ready for comparison."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self._names: dict[str, str] = {}
        # Under the last name: the first letter of the first one, and the tag.
        self._surnames: dict[str, set[tuple[str, str]]] = {}
        self.parts: frozenset[str] = frozenset(
            cut_ending(word) for term in terms.values() for name in term.names for word in name.rstrip("*").split()
        )
        for tag, term in terms.items():
            for name in term.names:
                self._names.setdefault(transliterate(name), tag)
                if tag.startswith("person/") and " " in name:
                    owner = (transliterate(name)[:1], tag)
                    self._surnames.setdefault(transliterate(name.split()[-1]), set()).add(owner)
        self._spellings = list(self._names)

    def find_like(self, found: NameFound) -> tuple[str, str]:
        """Return the tag that a name is another spelling of, with the reason; two empty texts where there is none."""
        spelled = transliterate(found.name)
        if spelled in self._names:
            return self._names[spelled], "the same, transliterated"
        # A last name alone would take everybody of that name.
        if len(found.words) == 2 and len(found.words[-1]) >= _SHORTEST_SURNAME:
            bearers = self._surnames.get(transliterate(found.words[-1]), set())
            owners = {tag for first, tag in bearers if first == spelled[:1]}
            if len(owners) == 1:
                owner = next(iter(owners))
                return owner, f"the last name of {owner}"
        return self._find_close(spelled)

    def _find_close(self, spelled: str) -> tuple[str, str]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        if len(spelled) < _SHORTEST_LIKE:
            return "", ""
        close = process.extractOne(spelled, self._spellings, scorer=OSA.normalized_similarity, score_cutoff=_LIKE)
        best = close[0] if close and len(close[0]) >= _SHORTEST_LIKE else ""
        return (self._names[best], "spelled almost alike") if best else ("", "")


@lru_cache(maxsize=65_536)
def transliterate(name: str) -> str:
    """Return a name in Latin letters, with what transliterations differ in made equal (Nazarbayev, Назарбаев)."""
    from anyascii import anyascii

    plain = re.sub(r"[^a-z0-9 ]", "", anyascii(name).lower()).strip()
    for long, short in (("kh", "h"), ("ts", "c"), ("yu", "u"), ("iu", "u"), ("ya", "a"), ("ia", "a"), ("iy", "y")):
        plain = plain.replace(long, short)
    return _VOWEL_Y.sub("", plain).replace("j", "y").replace("w", "v").replace("q", "k")


def propose_tags(
    names: Iterable[NameFound], terms: Mapping[str, Term], brackets: Mapping[str, str]
) -> list[NameProposal]:
    """Propose a tag for each name, the commonest first; `brackets` maps what stood in brackets to the tag before it.

    An acronym in brackets joins the name before it, and a surname alone the whole name.
    """
    known = KnownNames(terms)
    listed = list(names)
    owners = _join_names(listed)
    parts: dict[str, list[NameFound]] = {}
    for one in listed:
        parts.setdefault(owners.get(one.name, one.name), []).append(one)
    proposals = [
        _propose(
            _add_up(one, parts[one.name]),
            tuple(part.name for part in parts[one.name] if part is not one),
            known,
            brackets,
        )
        for one in listed
        if one.name not in owners
    ]
    kept = (one for one in proposals if not _is_bare_surname(one))
    return sorted(kept, key=lambda one: (-one.found.sources, -one.found.passages, one.found.name))


def rank_by_language(proposals: Iterable[NameProposal], sources: Mapping[str, int]) -> list[NameProposal]:
    """Let the languages take turns, each as often as its share of the sources has it (Sainte-Laguë's method).

    Within a language the order stays. What is rare in a corpus of English is not crowded out for being Russian.
    """
    queues: dict[str, list[NameProposal]] = {}
    for one in proposals:
        queues.setdefault(one.found.language, []).append(one)
    turns = [
        (-sources.get(language, 1) / (2 * place + 1), language, place)
        for language, queue in queues.items()
        for place in range(len(queue))
    ]
    return [queues[language][place] for _, language, place in sorted(turns)]


def _is_bare_surname(one: NameProposal) -> bool:
    """Tell a last name alone, of a person whose first name is not known: it would take others of that name too."""
    return len(one.found.words) == 1 and not one.alias_of and one.tag.startswith("person/")


def _add_up(one: NameFound, parts: list[NameFound]) -> NameFound:
    """Count what goes by several names as one; a passage with two of them counts twice."""
    return replace(
        one,
        passages=sum(part.passages for part in parts),
        source_ids=frozenset().union(*(part.source_ids for part in parts)),
    )


def _join_names(names: list[NameFound]) -> dict[str, str]:
    """Map an acronym to the one name that it follows in brackets, and a surname to the one person who bears it."""
    by_name = {one.name: one for one in names}
    owners: dict[str, str] = {}
    for one in names:
        for sign in one.brackets:
            if sign in by_name and sign != one.name:
                owners.setdefault(sign, one.name)
    bearers: dict[str, list[str]] = {}
    for one in names:
        if len(one.words) in (2, 3) and guess_branch(one)[0] == "person":
            bearers.setdefault(cut_ending(one.words[-1]), []).append(one.name)
    for one in names:
        persons = bearers.get(cut_ending(one.words[0]), []) if len(one.words) == 1 else []
        if len(persons) == 1:
            owners.setdefault(one.name, persons[0])
    # What owns another is not owned itself: no chains.
    return {name: owner for name, owner in owners.items() if owner not in owners}


def _propose(one: NameFound, also: tuple[str, ...], known: KnownNames, brackets: Mapping[str, str]) -> NameProposal:
    for name in (one.name, *also, *one.brackets):
        if name in brackets:
            return NameProposal(one, brackets[name], brackets[name], "in brackets behind its name", also)
    tag, why = known.find_like(one)
    if tag:
        return NameProposal(one, tag, tag, why, also)
    country = list_territories().get(" ".join(cut_ending(word) for word in one.words), "")
    if country:
        return NameProposal(one, f"place/{_make_segment(country)}", "", "a country’s or territory’s name", also)
    branch, why = guess_branch(one)
    short = next((name for name in (*also, *one.brackets) if name.isupper()), "")
    if short and branch in ("person", "name"):
        branch, why = "org", "an acronym in brackets behind it"
    word = short or (one.words[-1] if branch == "person" else one.name)
    return NameProposal(one, f"{branch}/{_make_segment(word)}", "", why, also)


def _make_segment(name: str) -> str:
    """Return a name as a tag's last part: transliterated, without the apostrophes of soft signs."""
    from anyascii import anyascii

    return make_slug(anyascii(name).replace("'", ""), _LONGEST_SLUG)


def guess_branch(one: NameFound) -> tuple[str, str]:
    """Return the branch of the vocabulary that a name belongs to, and why: org, person, place, event or name."""
    small = [word.casefold() for word in one.words]
    head = next((word for word in small if list_cues("organisation").has(word)), "")
    if head:
        return "org", f"“{head}” in it"
    for branch in ("event", "place"):
        part = next((word for word in small if list_cues(branch).has(word)), "")
        if part:
            return branch, f"“{part}” in it"
    if len(one.words) == 1 and one.words[0].isupper():
        return "org", "in capitals"
    return _judge_surroundings(one)


def _judge_surroundings(one: NameFound) -> tuple[str, str]:
    titles, places = (_count(one.before, name) for name in ("person", "place_before"))
    speaks = _count(one.after, "person_after")
    if titles + speaks and titles + speaks >= places / 2:
        return "person", "a title or “said” beside it"
    if places * 4 >= one.passages:
        return "place", "“in” or the like before it"
    is_plain = not any(word.islower() or word.isupper() for word in one.words)
    if len(one.words) in (2, 3) and is_plain and not one.is_ordinary:
        return "person", "two or three capitalised words"
    return "name", "nothing tells what it is"


def _count(words: Counter[str], cues: str) -> int:
    return sum(number for word, number in words.items() if word and list_cues(cues).has(word.casefold()))
