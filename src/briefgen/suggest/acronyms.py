"""Acronyms and the long names that they follow in brackets: Joint Coordination and Monitoring Board (JCMB)."""

import re

_SMALL = frozenset({"and", "of", "for", "the", "on", "in", "to", "и", "по", "в", "о", "об", "на", "с", "за", "және"})
_SHORTEST = 2
_LONGEST = 12


def may_be_acronym(name: str) -> bool:
    """Tell whether a name may be an acronym: one word of capitals and digits."""
    return name.isupper() and name.isalnum() and _SHORTEST <= len(name) <= _LONGEST


def find_long_name(plain: str, acronym: str) -> str:
    """Return the words before an acronym in brackets whose first letters it is made of, or "" where there are none.

    Small words (of, and, the) may be passed over, and count where the acronym has a letter for them.
    """
    for match in re.finditer(rf"\s\(\W?{re.escape(acronym)}\W?\)", plain):
        words = re.findall(r"[^\s-]+|-", plain[: match.start()].replace("\u2011", "-"))[-3 * len(acronym) :]
        if found := _match_letters(words, acronym):
            return found
    return ""


def _match_letters(words: list[str], acronym: str) -> str:
    """Match an acronym's letters from the last one on with the first letters of words, from the last one on."""
    left = list(acronym.casefold())
    taken: list[str] = []
    for word in reversed(words):
        bare = word.strip("«»“”\"'")
        if left and bare[:1].casefold() == left[-1]:
            left.pop()
        elif bare.casefold() not in _SMALL and bare != "-":
            return ""
        taken.append(bare)
        if not left:
            break
    is_whole = not left and taken[-1][:1].isupper() and not re.search(r"[,;:.!?()]", " ".join(taken))
    return " ".join(reversed(taken)).replace(" - ", "-") if is_whole else ""
