"""The vocabulary: the known tags, what they are called, and what they imply."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.files.digest import digest_bytes
from briefgen.grammar.front_matter import decode_source, normalise_breaks
from briefgen.grammar.languages import is_language
from briefgen.grammar.letters import HYPHENS
from briefgen.grammar.phrases import show_value
from briefgen.grammar.suggestions import ask_whether
from briefgen.grammar.tag_names import fold_name, holds_name
from briefgen.grammar.yaml_text import VOCABULARY_LIMIT, YamlNode, read_yaml
from briefgen.model import kinds
from briefgen.model.date import PartialDate
from briefgen.model.problem import Place, Problem
from briefgen.model.vocabulary import NO_LANGUAGE, Speaking, Term, Vocabulary
from briefgen.read.implications import find_circles, list_ancestors
from briefgen.read.values import (
    Reading,
    read_edtf,
    read_items,
    read_mapping,
    read_tag,
    read_tags,
    read_text,
    report_unknown_key,
)

#: The keys of a tag's entry, with their meanings.
TERM_FIELDS: Mapping[str, str] = {
    "label": "its name, or its names by language (BCP 47); they match in texts like aliases",
    "aliases": "other names that match in texts; in capitals only: exactly; * ends a stem of two letters or more",
    "forms": "further spellings, which match exactly as written: for a form that inflection does not make",
    "inflect": "no: the names match as written only, without Russian cases or Kazakh suffixes",
    "not": "contexts, such as Georgia Tech for Georgia, within which a name of this tag is none",
    "implies": "tags that whatever has this tag has too",
    "speaks_for": "for which actor a person speaks, as a tag or as {actor, from, to} with EDTF dates",
}
_SPEAKING = {"actor": read_tag, "from": read_edtf, "to": read_edtf}
_YES_OR_NO = {"yes": True, "true": True, "no": False, "false": False}
_BETWEEN_WORDS = re.compile(rf"[\s{HYPHENS}]+")


@dataclass(slots=True)
class _Terms:
    """The terms read so far; `names` and `references` keep where each stands, for checks across terms."""

    reading: Reading
    terms: dict[str, Term] = field(default_factory=dict)
    names: list[tuple[str, str, Place]] = field(default_factory=list)  # (name, tag, place)
    references: list[tuple[str, Place]] = field(default_factory=list)  # tags that an entry speaks of


def read_vocabulary(data: bytes, path: str) -> tuple[Vocabulary, tuple[Problem, ...]]:
    """Read the vocabulary, given its bytes and its path from the project's folder.

    Entries that are wrong in part keep what is right. `implies` stays as written, circles included (each is a
    problem); `known` holds every tag that has an entry, and its ancestors.
    """
    digest = digest_bytes(data)
    text, problems = decode_source(data, path)
    if text is None:
        return Vocabulary(digest=digest), problems
    root, problems = read_yaml(normalise_breaks(text), path, 1, VOCABULARY_LIMIT)
    read = _Terms(Reading(path, list(problems)))
    if root is not None:
        _read_terms(root, read)
    known = frozenset(ancestor for tag in read.terms for ancestor in list_ancestors(tag))
    _check_references(read, known)
    _check_names(read)
    read.reading.problems.extend(find_circles(read.terms))
    return Vocabulary(read.terms, known, digest), tuple(read.reading.problems)


def _read_terms(root: YamlNode, read: _Terms) -> None:
    if root.kind != "mapping":
        read.reading.report(kinds.YAML_SHAPE, "The vocabulary must be a mapping of tags.", root, "write org/nato: {…}")
        return
    folded: dict[str, str] = {}
    for key, node in root.pairs:
        tag = read_tag(key, "vocabulary", read.reading)
        twin = folded.setdefault(fold_name(tag), tag) if tag else ""
        if tag and twin == tag:
            read.terms[tag] = _read_term(tag, key, node, read)
        elif tag:
            message = f"The tag `{tag}` differs from `{twin}` only in capitals or accents' encoding."
            read.reading.report(kinds.TAG_INVALID, message, key, "join the two entries")


def _read_term(tag: str, key: YamlNode, node: YamlNode, read: _Terms) -> Term:
    place = key.place(read.reading.file)
    if node.kind != "mapping":
        if not node.is_null:
            message = f"The entry of `{tag}` must be a mapping, not a {'text' if node.kind == 'scalar' else 'list'}."
            read.reading.report(kinds.YAML_SHAPE, message, node, f"write {tag}: {{label: …}}")
        return Term(tag, place=place)
    parts = {name.value: value for name, value in node.pairs}
    for name, _ in node.pairs:
        if name.value not in TERM_FIELDS:
            report_unknown_key(name, f"{tag}: {name.value}", TERM_FIELDS, read.reading)
    labels = _read_labels(parts.get("label"), tag, read)
    aliases = _read_aliases(parts.get("aliases"), tag, read)
    return Term(
        tag,
        labels=labels,
        aliases=aliases,
        forms=_read_forms(parts.get("forms"), f"{tag}: forms", read),
        inflected=_read_inflect(parts.get("inflect"), f"{tag}: inflect", read),
        excluded=_read_contexts(parts.get("not"), tag, (*aliases, *(label for _, label in labels)), read),
        implies=_read_implied(parts.get("implies"), tag, read),
        speaks_for=_read_speaking(parts.get("speaks_for"), tag, read),
        place=place,
    )


def _read_labels(node: YamlNode | None, tag: str, read: _Terms) -> tuple[tuple[str, str], ...]:
    if node is None or node.is_null:
        return ()
    if node.kind == "sequence":
        read.reading.report(kinds.YAML_SHAPE, f"The label of `{tag}` must be one name, or one for each language.", node)
        return ()
    pairs = node.pairs if node.kind == "mapping" else ((YamlNode("scalar", 0, 0, NO_LANGUAGE), node),)
    for language, _ in pairs:
        if not is_language(language.value):
            message = f"The label of `{tag}` cannot be in the language {show_value(language.value)}."
            read.reading.report(kinds.YAML_VALUE, message, language, "write a BCP 47 code such as en, ru or kk")
    labels = ((language.value, _read_name(value, tag, read)) for language, value in pairs)
    return tuple((language, name) for language, name in labels if name)


def _read_aliases(node: YamlNode | None, tag: str, read: _Terms) -> tuple[str, ...]:
    if node is None:
        return ()
    names = (_read_name(item, tag, read) for item in read_items(node, f"{tag}: aliases", read.reading))
    return tuple(dict.fromkeys(name for name in names if name))


def _read_name(node: YamlNode, tag: str, read: _Terms) -> str | None:
    """Read a label or an alias: a text with a letter or digit, ``*`` only at a word's end, after two letters."""
    name = read_text(node, f"{tag}: names", read.reading)
    if name is None:
        return None
    wrong = _judge_name(name)
    if wrong:
        read.reading.report(kinds.TAG_ALIAS_INVALID, f"The name {show_value(name)} of `{tag}` {wrong}.", node)
        return None
    read.names.append((name, tag, node.place(read.reading.file)))
    return name


def _judge_name(name: str) -> str:
    """Say what is wrong with a name; "" where it can match."""
    for word in _BETWEEN_WORDS.split(name):
        stem = word.removesuffix("*")
        if "*" in stem:
            return "has a * elsewhere than at a word's end"
        if stem != word and sum(map(str.isalnum, stem)) < 2:
            return "has a * after fewer than two letters"
    return "" if any(map(str.isalnum, name)) else "has no letter or digit"


def _read_forms(node: YamlNode | None, key: str, read: _Terms) -> tuple[str, ...]:
    """Read the forms that match exactly as written; a ``*`` in one would be a letter of it."""
    if node is None:
        return ()
    forms: dict[str, None] = {}
    for item in read_items(node, key, read.reading):
        form = read_text(item, key, read.reading)
        if form and ("*" in form or not any(map(str.isalnum, form))):
            message = f"`{key}`: {show_value(form)} cannot match as written."
            read.reading.report(kinds.TAG_ALIAS_INVALID, message, item, "write it out, or make it an alias")
        elif form:
            forms[form] = None
    return tuple(forms)


def _read_inflect(node: YamlNode | None, key: str, read: _Terms) -> bool:
    """Read whether the names are inflected: yes unless the author says no."""
    if node is None or node.is_null:
        return True
    word = node.value.lower() if node.kind == "scalar" else ""
    if word not in _YES_OR_NO:
        read.reading.report(
            kinds.YAML_VALUE, f"`{key}` must be yes or no.", node, "write `inflect: no`, or leave it out"
        )
    return _YES_OR_NO.get(word, True)


def _read_contexts(node: YamlNode | None, tag: str, names: Sequence[str], read: _Terms) -> tuple[str, ...]:
    """Read the contexts in which the tag's names are none; one without any of the names is a warning."""
    if node is None:
        return ()
    contexts: dict[str, None] = {}
    for item in read_items(node, f"{tag}: not", read.reading):
        context = read_text(item, f"{tag}: not", read.reading)
        if not context:
            continue
        wrong = _judge_name(context)
        if wrong:
            read.reading.report(kinds.TAG_ALIAS_INVALID, f"The context {show_value(context)} of `{tag}` {wrong}.", item)
            continue
        contexts[context] = None
        if not any(holds_name(context, name) for name in names):
            message = f"The context {show_value(context)} holds no name of `{tag}`, so that it excludes nothing."
            read.reading.report(kinds.TAG_CONTEXT_IDLE, message, item, "write the name with the words around it")
    return tuple(contexts)


def _read_implied(node: YamlNode | None, tag: str, read: _Terms) -> tuple[str, ...]:
    if node is None:
        return ()
    inner = Reading(read.reading.file, read.reading.problems)
    implied = read_tags(node, f"{tag}: implies", inner)
    read.references.extend((other, inner.places[f"#{other}"]) for other in implied)
    return implied


def _read_speaking(node: YamlNode | None, tag: str, read: _Terms) -> tuple[Speaking, ...]:
    if node is None:
        return ()
    items = (node,) if node.kind == "mapping" else read_items(node, f"{tag}: speaks_for", read.reading)
    found = (_read_speaking_entry(item, f"{tag}: speaks_for", read) for item in items)
    return tuple(speaking for speaking in found if speaking)


def _read_speaking_entry(node: YamlNode, key: str, read: _Terms) -> Speaking | None:
    if node.kind == "scalar":
        return _make_speaking(read_tag(node, key, read.reading), node, read)
    values = read_mapping(node, key, read.reading, _SPEAKING)
    spot = node.get("actor")
    if spot is None:
        if node.kind == "mapping":
            read.reading.report(kinds.YAML_MISSING_KEY, f"`{key}` names no actor.", node, "write {actor: org/…}")
        return None
    start, end = (value if isinstance(value, PartialDate) else None for value in (values.get("from"), values.get("to")))
    if start and end and start.earliest > end.latest:
        read.reading.report(kinds.DATE_CONTRADICTION, f"`{key}` ends ({end}) before it begins ({start}).", node)
    return _make_speaking(values.get("actor"), spot, read, start, end)


def _make_speaking(
    actor: object, spot: YamlNode, read: _Terms, start: PartialDate | None = None, end: PartialDate | None = None
) -> Speaking | None:
    if not isinstance(actor, str):
        return None
    read.references.append((actor, spot.place(read.reading.file)))
    return Speaking(actor, start, end)


def _check_references(read: _Terms, known: frozenset[str]) -> None:
    for tag, place in read.references:
        if tag not in known:
            hint = ask_whether(tag, known) or f"add an entry for {tag}"
            read.reading.problems.append(Problem(kinds.TAG_UNKNOWN, f"The tag `{tag}` is unknown.", place, hint))


def _check_names(read: _Terms) -> None:
    """Report a name that two tags have. One in capitals only counts too: any other form of it matches it as well."""
    owners: dict[str, tuple[str, Place]] = {}
    for name, tag, place in read.names:
        owner, first = owners.setdefault(fold_name(name), (tag, place))
        if owner != tag:
            message = f"{show_value(name)} names both `{owner}` ({first}) and `{tag}` ({place})."
            read.reading.problems.append(
                Problem(kinds.TAG_ALIAS_TWICE, message, place, f"delete it from `{owner}` or from `{tag}`")
            )
