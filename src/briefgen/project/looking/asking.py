"""What `find` adds to a query: an order that spreads over the sources, and what to ask where nothing was found."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from briefgen.compose.scores import list_wanted, rank_evidence
from briefgen.model.evidence import Evidence
from briefgen.model.query import And, Query, Value, Words
from briefgen.project.reading.corpus import Corpus
from briefgen.tagging.matcher import compile_matcher, find_names

_FIELD = re.compile(r'\b\w+:(?:"[^"]*"|\([^)]*\)|\[[^\]]*\]|\S+)')


def spread_sources(found: Iterable[Evidence], wanted: tuple[Value | Words, ...]) -> list[Evidence]:
    """Order what a query found: the best score first; of equal scores each source's best, then each one's second.

    Within a turn the newest comes first, then the source's id: the same corpus gives the same order.
    """
    ranked = sorted((rank_evidence(one, wanted), at, one) for at, one in enumerate(found))
    turns: Counter[tuple[int, str]] = Counter()
    keyed = []
    for rank, at, one in ranked:
        points = rank[0]
        keyed.append(((points, turns[points, one.source.id], *rank[1:], at), one))
        turns[points, one.source.id] += 1
    return [one for _, one in sorted(keyed, key=lambda pair: pair[0])]


def suggest_queries(corpus: Corpus, query: Query, text: str) -> tuple[str, ...]:
    """Say what to ask instead of a query that found nothing; there is always a next step."""
    if not any(True for _ in corpus.index.sources()):
        return ("the corpus holds no sources yet; `briefgen add` takes pages and documents in",)
    told = (*_name_languages(query), *_name_tags(corpus, text))
    if told:
        return told
    if isinstance(query, And):
        return ("all of it must match at once: leave a part out, or write OR between the parts",)
    if any(isinstance(term, Value) for term in list_wanted(query)):
        return ("`briefgen tags` lists the tags with how many passages have them",)
    return ("end a word with * to find its other endings; `briefgen tags` lists what the vocabulary names",)


def _name_languages(query: Query) -> Iterator[str]:
    """Yield the code of each language that is asked for by its name."""
    for term in list_wanted(query):
        if isinstance(term, Value) and term.field == "language" and (code := _find_language(term.value)):
            yield f"did you mean `language:{code}`?"


def _find_language(name: str) -> str:
    """Return the code (BCP 47) of a language by its name in English, Russian or that language itself, or ""."""
    from babel import Locale

    tables: list[dict[str, str]] = [dict(Locale.parse(code).languages) for code in ("en", "ru", "kk")]
    named = {called.casefold(): code for table in reversed(tables) for code, called in table.items()}
    return named.get(name.casefold(), "")


def _name_tags(corpus: Corpus, text: str) -> Iterator[str]:
    """Yield a query for each tag that the words of a query name, if any passage has it."""
    counts = corpus.index.count_tags(below=True)
    bare = _FIELD.sub(" ", text).replace('"', " ")
    for tag in dict.fromkeys(hit.tag for hit in find_names(compile_matcher(corpus.vocabulary), bare)):
        if counts.get(tag):
            yield f"`tag:{tag}` finds {counts[tag]}, under whichever of its names"
