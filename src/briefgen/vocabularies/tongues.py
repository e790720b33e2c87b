"""In which languages a country speaks officially: what a corpus about it should hold sources in (CLDR, by Babel)."""

from functools import cache

from briefgen.vocabularies.countries import list_codes


def list_tongues(tag: str) -> tuple[str, ...]:
    """List the official languages (BCP 47) of the country that a shipped tag names; none for any other tag."""
    return _list_of_territory(list_codes().get(tag, ""))


@cache
def _list_of_territory(code: str) -> tuple[str, ...]:
    from babel.languages import get_official_languages

    if not code:
        return ()
    return tuple(dict.fromkeys(one.split("_", 1)[0] for one in get_official_languages(code, de_facto=True)))
