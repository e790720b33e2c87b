"""`tags --suggest`: names of the corpus that match nothing, and passages that read like a tag's but lack it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.errors import UsageError
from briefgen.grammar.suggestions import suggest
from briefgen.model.evidence import Evidence
from briefgen.model.vocabulary import Vocabulary
from briefgen.project.place import Project
from briefgen.project.reading.corpus import Corpus, use_corpus
from briefgen.project.tags.accepting import is_excerpt, list_ignored
from briefgen.suggest.lacking import PassageProposal, PassageWords
from briefgen.suggest.names import NameCounter, TextToRead
from briefgen.suggest.proposals import KnownNames, NameProposal, propose_tags, rank_by_language
from briefgen.tagging.matcher import Hit, Matcher, compile_matcher, find_names

#: Branches whose tags are names: they are sought for lacking passages only where they are asked for.
_NAMED_BRANCHES = frozenset({"org", "person", "place", "region", "name"})
#: More than there ever are.
_ALL = 1 << 30


@dataclass(frozen=True, slots=True)
class LackingPassage:
    """A passage that seems to lack a tag, with its words."""

    proposal: PassageProposal
    text: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Names that match nothing, and passages that lack a tag; the totals count what the limit left out too."""

    names: tuple[NameProposal, ...]
    passages: tuple[LackingPassage, ...]
    total_names: int
    total_passages: int


def suggest_tags(project: Project, tags: tuple[str, ...] = (), limit: int = 30) -> Suggestions:
    """Make suggestions, at most `limit` of each kind, the commonest and likeliest first.

    With `tags`, only passages are sought, and only for these tags and those below them. The same corpus gives
    the same suggestions. UsageError for a tag that the vocabulary does not know.
    """
    return use_corpus(project, lambda corpus: _suggest(corpus, tags, limit))


def propose_tag(project: Project, what: str) -> str:
    """Give the tag that `suggest_tags` proposes for a name or an excerpt; UsageError where it proposes none."""
    made = suggest_tags(project, (), _ALL)
    if is_excerpt(what):
        tags = {one.proposal.tag for one in made.passages if one.proposal.excerpt == what.strip("[]@ ")}
    else:
        tags = {one.tag for one in made.names if " ".join(what.split()).casefold() in _list_forms(one)}
    if len(tags) == 1:
        return tags.pop()
    proposed = f"--suggest proposes several: {', '.join(sorted(tags))}" if tags else "--suggest proposes no tag for it"
    raise UsageError(f"`{what}` needs --as TAG, the tag that it gets: {proposed}")


def _list_forms(one: NameProposal) -> frozenset[str]:
    return frozenset(name.casefold() for name in (one.found.name, *one.found.forms, *one.also))


def _suggest(corpus: Corpus, tags: tuple[str, ...], limit: int) -> Suggestions:
    wanted = _choose_tags(corpus.vocabulary, tags)
    ignored = list_ignored(corpus.project)
    names, words, brackets = _read_passages(corpus, with_names=not tags)
    parts = KnownNames(corpus.vocabulary.terms).parts
    told = {sign: tag for (sign, tag), _ in sorted(brackets.items(), key=lambda pair: (pair[1], pair[0]))}
    proposed = propose_tags(names.list_names(parts), corpus.vocabulary.terms, told)
    proposals = [
        one
        for one in rank_by_language(proposed, names.sources_by_language)
        if not ignored.intersection(map(str.casefold, (one.found.name, *one.found.forms)))
    ]
    lacking = [one for one in words.list_lacking(wanted, parts) if f"{one.excerpt} {one.tag}".casefold() not in ignored]
    return Suggestions(tuple(proposals[:limit]), _add_texts(corpus, lacking[:limit]), len(proposals), len(lacking))


def _read_passages(corpus: Corpus, *, with_names: bool) -> tuple[NameCounter, PassageWords, Counter[tuple[str, str]]]:
    """Read every passage once: its names, its words, and what stands in brackets behind known names."""
    matcher = compile_matcher(corpus.vocabulary)
    names, words = NameCounter(), PassageWords()
    brackets: Counter[tuple[str, str]] = Counter()
    # Copies of one story are one source.
    faces = {name: group.face for group in corpus.index.copies() for name in group.sources}
    taken: set[tuple[str, str]] = set()
    for one in _list_usable(corpus):
        plain, origin = one.passage.plain, faces.get(one.source.id, one.source.id)
        if (origin, plain) in taken:
            continue
        if origin in faces:
            taken.add((origin, plain))
        language = one.passage.trailer.language or one.source.language
        words.take(one.name, plain, one.tagged.tags, language)
        if with_names:
            hits = find_names(matcher, plain)
            brackets.update(_find_brackets(plain, hits, matcher))
            names.take(TextToRead(one.name, origin, plain, language, tuple((hit.start, hit.end) for hit in hits)))
    return names, words, brackets


def _choose_tags(vocabulary: Vocabulary, tags: tuple[str, ...]) -> tuple[str, ...]:
    for tag in tags:
        if tag not in vocabulary.known:
            near = suggest(tag, vocabulary.known)
            raise UsageError(f"the vocabulary has no `{tag}`" + (f"; did you mean `{near}`?" if near else ""))
    if not tags:
        # What is called by a name is found by its name.
        return tuple(tag for tag in vocabulary.terms if tag.partition("/")[0] not in _NAMED_BRANCHES)
    return tuple(tag for tag in vocabulary.terms if any(f"{tag}/".startswith(f"{upper}/") for upper in tags))


def _list_usable(corpus: Corpus) -> Iterator[Evidence]:
    """Yield the passages of all sources that may be used, source by source, so that they need not fit in memory."""
    for source in corpus.index.sources():
        if not source.is_withdrawn:
            yield from corpus.index.evidence_of(source.id)


def _find_brackets(plain: str, hits: tuple[Hit, ...], matcher: Matcher) -> Iterator[tuple[str, str]]:
    """Yield what stands in brackets right behind a known name and is none itself, with the name's tag."""
    for hit in hits:
        if not plain.startswith(" (", hit.end):
            continue
        inside = plain[hit.end + 2 : plain.find(")", hit.end, hit.end + 24)].strip('«»“”"„ ')
        is_acronym = inside.isupper() and inside.isalnum() and len(inside) > 1
        if is_acronym and _fits(plain[hit.start : hit.end], inside) and not find_names(matcher, inside):
            yield inside, hit.tag


def _fits(name: str, acronym: str) -> bool:
    """Tell whether an acronym may be that of the name before it, and not of a longer one that the name only ends.

    Of the same alphabet it begins with the name's first letter; of another one, anything goes.
    """
    if name[0].isascii() != acronym[0].isascii():
        return True
    return not name.isupper() and " " in name and name[0].upper() == acronym[0]


def _add_texts(corpus: Corpus, lacking: list[PassageProposal]) -> tuple[LackingPassage, ...]:
    loaded = corpus.index.load(one.excerpt for one in lacking)
    return tuple(LackingPassage(one, loaded[one.excerpt].passage.plain) for one in lacking if one.excerpt in loaded)
