"""Several things in one sentence, as a language joins them: "a, b and c", "a, b и c" (CLDR)."""

from collections.abc import Sequence

from briefgen.wording.locales import find_locale, find_primary
from briefgen.wording.words import choose_language

#: CLDR 47 joins three things in Kazakh with commas only, two with "және"; a Kazakh sentence has "және" in both.
_KAZAKH_END = " және "


def join_list(words: Sequence[str], language: str, longest: int = 0) -> str:
    """Join words; of more than `longest` (0: no limit) the first are named and the others counted: "a, b … (+5)"."""
    if longest and len(words) > longest:
        return f"{', '.join(words[:longest])} … (+{len(words) - longest})"
    spoken = choose_language(language)
    if len(words) > 2 and find_primary(spoken) == "kk":
        return _KAZAKH_END.join((", ".join(words[:-1]), words[-1]))
    from babel.lists import format_list

    return format_list(list(words), locale=find_locale(spoken))
