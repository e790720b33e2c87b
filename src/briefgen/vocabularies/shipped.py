"""The vocabularies that come with the program, by name."""

from importlib.resources import files

from briefgen.model.vocabulary import Term

#: What `tags --add` takes, in the order in which `all` adds them, each with what it holds.
SHIPPED = {
    "organisations": "the United Nations and its system, regional and security organisations, courts, armed groups",
    "countries": "countries and territories in six languages, their capitals, and regions",
    "persons": "heads of state and government, foreign ministers, heads of organisations, with their years",
    "themes": "themes of foreign and security policy, the narrow ones first",
}
_FILES = {
    "organisations": "organisations.yaml",
    "countries": "regions.yaml",
    "persons": "persons.yaml",
    "themes": "themes.yaml",
}


def read_shipped_file(name: str) -> tuple[str, bytes]:
    """Give the path, from the package, and the bytes of a shipped vocabulary's YAML file."""
    file = _FILES[name]
    return f"vocabularies/{file}", (files("briefgen.vocabularies") / file).read_bytes()


def list_generated(name: str) -> tuple[Term, ...]:
    """Give the terms of a shipped vocabulary that stand in no YAML file: the countries and their capitals."""
    if name != "countries":
        return ()
    from briefgen.vocabularies.countries import list_countries

    return list_countries()
