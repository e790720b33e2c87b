"""What is wrong with the tags, speakers and actors that a person wrote."""

from collections.abc import Iterator

from briefgen.grammar.suggestions import ask_whether
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.model.source import Passage, Source
from briefgen.model.vocabulary import Vocabulary
from briefgen.tagging.matcher import Matcher, compile_matcher
from briefgen.tagging.tags import find_named_tag, find_speaker, list_actors


def check_tags(
    source: Source, passages: tuple[Passage, ...], vocabulary: Vocabulary, matcher: Matcher | None = None
) -> tuple[Problem, ...]:
    """Return the problems of a source's tags, speakers and actors, in order of place.

    Give the vocabulary's `matcher` where it is at hand: without one it is compiled anew. A tag that
    a folder's defaults give is reported at its place there, in the same words for each source.
    """
    ready = matcher or compile_matcher(vocabulary)
    problems = [*_check_source(source, vocabulary)]
    for passage in passages:
        problems.extend(_check_trailer_tags(passage, vocabulary))
        problems.extend(_check_strays(passage, vocabulary))
        problems.extend(_check_people(source, passage, vocabulary, ready))
    return tuple(problems)


def _check_source(source: Source, vocabulary: Vocabulary) -> Iterator[Problem]:
    places = dict(source.places)
    for tag in source.tags:
        if tag not in vocabulary.known:
            place = places.get(f"#{tag}") or places.get("tags") or Place(source.path)
            yield _report_unknown(tag, place, vocabulary, "or add it to corpus/vocabulary.yaml")


def _check_trailer_tags(passage: Passage, vocabulary: Vocabulary) -> Iterator[Problem]:
    for tag in passage.trailer.tags:
        if tag not in vocabulary.known:
            remedy = f"or write \\#{tag} if the source says so"
            yield _report_unknown(tag, _find_place(passage, f"#{tag}"), vocabulary, remedy)
    towards = passage.trailer.stance_towards
    if towards and towards not in vocabulary.known:
        yield _report_unknown(towards, _find_place(passage, "stance"), vocabulary, "a stance is towards a known tag")


def _check_strays(passage: Passage, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Warn of a known tag inside the text: it reads as words, and may have been meant as a tag."""
    for token, place in passage.strays:
        if token.removeprefix("#") in vocabulary.known:
            message = f"`{token}` stands inside the text, so it is part of the words and no tag."
            yield Problem(kinds.TRAILER_STRAY, message, place, f"move it to the end, or write \\{token} if it is text")


def _check_people(source: Source, passage: Passage, vocabulary: Vocabulary, matcher: Matcher) -> Iterator[Problem]:
    trailer = passage.trailer
    speaker = find_speaker(passage, vocabulary, matcher)
    if trailer.speaker and not speaker:
        hint = _suggest_name(trailer.speaker, vocabulary) or "add the name to corpus/vocabulary.yaml"
        message = f"The vocabulary has no speaker called “{trailer.speaker}”."
        yield Problem(kinds.TAG_UNKNOWN_SPEAKER, message, _find_place(passage, "speaker"), hint)
    if trailer.actor and not find_named_tag(trailer.actor, vocabulary, matcher):
        hint = _suggest_name(trailer.actor, vocabulary) or "name a tag of corpus/vocabulary.yaml"
        message = f"The vocabulary has no actor called “{trailer.actor}”."
        yield Problem(kinds.TAG_UNKNOWN, message, _find_place(passage, "actor"), hint)
    actors = () if trailer.actor else list_actors(source, passage, speaker, vocabulary)
    if len(actors) > 1:
        message = f"`{speaker}` may speak for {' or '.join(actors)} here, so no actor is given."
        hint = f"write {' or '.join(f'[actor:: {actor}]' for actor in actors)}"
        yield Problem(kinds.TAG_ACTOR_UNCLEAR, message, _find_place(passage, "speaker"), hint)


def _report_unknown(tag: str, place: Place, vocabulary: Vocabulary, remedy: str) -> Problem:
    question = ask_whether(tag, vocabulary.known)
    hint = f"{question} {remedy}" if question else remedy.removeprefix("or ")
    return Problem(kinds.TAG_UNKNOWN, f"The tag `{tag}` is unknown.", place, hint)


def _suggest_name(written: str, vocabulary: Vocabulary) -> str:
    names = {name for term in vocabulary.terms.values() for name in term.names if "*" not in name}
    return ask_whether(written, names | vocabulary.known)


def _find_place(passage: Passage, key: str) -> Place:
    return dict(passage.trailer.places).get(key, passage.place)
