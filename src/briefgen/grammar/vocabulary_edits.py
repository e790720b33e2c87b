"""Changes to the text of a vocabulary that leave its comments, its order and its spelling as they are.

Each function returns the new text and checks nothing else of it: whoever writes the file reads the result
first and compares (`project.tags.editing`). Raises CannotEdit where the text is laid out in a way that cannot be
changed in place.
"""

from collections.abc import Iterable, Mapping

from briefgen.grammar.edits import Edit, apply_edits, choose_break, find_line_end, find_line_start
from briefgen.grammar.yaml_spans import Span, read_spans
from briefgen.grammar.yaml_writing import write_date, write_list, write_mapping, write_scalar
from briefgen.model.vocabulary import NO_LANGUAGE, Speaking, Term

_WIDEST = 120


class CannotEdit(Exception):  # noqa: N818 - the command says what to do by hand
    """The text cannot be changed in place; the message says where and why."""


def append_terms(text: str, terms: Iterable[Term]) -> str:
    """Return a vocabulary's text with entries added at its end, in order; an empty text becomes a vocabulary.

    An entry stands on one line where it fits, else in block style. The tags must not be there yet.
    """
    added = list(terms)
    root = _read_root(text)
    if not added:
        return text
    if root is not None and root.is_flow:
        written = ", ".join(f"{write_scalar(term.tag)}: {write_mapping(_list_fields(term))}" for term in added)
        return apply_edits(text, [_add_to_flow(root, written)])
    ending = choose_break(text)
    indent = " " * (root.start - find_line_start(text, root.start)) if root else ""
    lines = [indent + line for term in added for line in _write_term(term)]
    at = _find_document_end(text)
    before = ending if text[:at].strip("\ufeff") and not text[:at].endswith(("\n", "\r")) else ""
    return f"{text[:at]}{before}{ending.join(lines)}{ending}{text[at:]}"


def add_aliases(text: str, tag: str, names: Iterable[str]) -> str:
    """Return a vocabulary's text with names added to the aliases of `tag`, which has an entry."""
    return _extend_list(text, tag, "aliases", list(names))


def add_implied(text: str, tag: str, implied: Iterable[str]) -> str:
    """Return a vocabulary's text with tags added to those that `tag`, which has an entry, implies."""
    return _extend_list(text, tag, "implies", list(implied))


def remove_term(text: str, tag: str) -> str:
    """Return a vocabulary's text without the entry of `tag`; comments above it stay."""
    key, value = _find_entry(_read_root(text), tag)
    start = find_line_start(text, key.start)
    if text[start : key.start].strip():
        raise CannotEdit(f"the entry of {tag} does not begin a line")
    end = find_line_end(text, max(key.end, value.end))
    return text[:start] + text[end:].removeprefix("\r\n" if text.startswith("\r\n", end) else text[end : end + 1])


def _read_root(text: str) -> Span | None:
    try:
        root = read_spans(text)
    except ValueError as error:
        raise CannotEdit(f"it cannot be read as YAML: {error}") from error
    if root is None or root.is_empty:
        return None
    if root.kind != "mapping":
        raise CannotEdit("it is not a mapping of tags")
    return root


def _find_entry(root: Span | None, tag: str) -> tuple[Span, Span]:
    entry = root.find(tag) if root else None
    if entry is None:
        raise CannotEdit(f"it has no entry of {tag}")
    return entry


def _extend_list(text: str, tag: str, field: str, items: list[str]) -> str:
    """Add items to a list of an entry, whichever way entry and list are written."""
    if not items:
        return text
    root = _read_root(text)
    key, entry = _find_entry(root, tag)
    there = entry.get(field)
    if entry.kind == "scalar":
        return apply_edits(text, [_fill_empty(text, key, entry, write_mapping({field: write_list(items)}))])
    if entry.kind != "mapping":
        raise CannotEdit(f"the entry of {tag} is a list")
    if there is None:
        return apply_edits(text, [_add_field(text, entry, f"{field}: {write_list(items)}")])
    if there.kind == "sequence":
        return apply_edits(text, [_extend_sequence(text, there, items)])
    found = entry.find(field)
    if there.kind == "scalar" and found and _is_null(text, there):
        return apply_edits(text, [_fill_empty(text, found[0], there, write_list(items))])
    if there.kind == "scalar" and there.style not in ("|", ">"):
        written = text[there.start : there.end]
        return apply_edits(text, [Edit(there.start, there.end, f"[{written}, {write_list(items)[1:]}")])
    raise CannotEdit(f"the {field} of {tag} are written in a way that cannot be added to")


def _is_null(text: str, span: Span) -> bool:
    return not span.style and text[span.start : span.end] in ("", "~", "null", "Null", "NULL")


def _fill_empty(text: str, key: Span, value: Span, written: str) -> Edit:
    """Write a value where nothing, or ``~``, stands behind a key."""
    if not _is_null(text, value):
        raise CannotEdit(f"the value of {key.value} is a text")
    if not value.is_empty:
        return Edit(value.start, value.end, written)
    colon = text.index(":", key.end) + 1
    return Edit(colon, colon, f" {written}")


def _add_field(text: str, entry: Span, written: str) -> Edit:
    """Add a field to an entry: behind its label, so that names stand together, else at its end."""
    if entry.is_flow:
        return _add_to_flow(entry, written)
    key, value = entry.find("label") or next(entry.pairs)
    start = find_line_start(text, key.start)
    at = find_line_end(text, max(key.end, value.end))
    return Edit(at, at, f"{choose_break(text)}{' ' * (key.start - start)}{written}")


def _add_to_flow(span: Span, written: str) -> Edit:
    """Add to ``[…]`` or ``{…}``, behind the last thing in it."""
    if not span.children:
        return Edit(span.start + 1, span.start + 1, written)
    at = max(child.end for child in span.children)
    return Edit(at, at, f", {written}")


def _extend_sequence(text: str, sequence: Span, items: list[str]) -> Edit:
    if sequence.is_flow:
        return _add_to_flow(sequence, write_list(items)[1:-1])
    last = sequence.children[-1]
    indent = text[find_line_start(text, last.start) : last.start]
    if indent.strip() != "-":
        raise CannotEdit("a list has an item that does not begin on its own line")
    at = find_line_end(text, last.end)
    ending = choose_break(text)
    return Edit(at, at, "".join(f"{ending}{indent}{write_scalar(item)}" for item in items))


def _find_document_end(text: str) -> int:
    """Return where a vocabulary's last line ends: before a closing ``...``, else at the end."""
    at = len(text)
    for sign in ("\n...", "\r..."):
        found = text.rfind(sign)
        if found >= 0 and not text[found + 4 :].strip():
            at = found + 1
    return at


def _write_term(term: Term) -> list[str]:
    """Write an entry: on one line where it fits, else its fields below its tag."""
    fields = _list_fields(term)
    tag = write_scalar(term.tag)
    line = f"{tag}: {write_mapping(fields)}" if fields else f"{tag}:"
    if len(line) <= _WIDEST:
        return [line]
    return [f"{tag}:", *(f"  {name}: {value}" for name, value in fields.items())]


def _list_fields(term: Term) -> dict[str, str]:
    labels = dict(term.labels)
    alone = labels.get(NO_LANGUAGE) if len(labels) == 1 else None
    label = write_scalar(alone) if alone else write_mapping({key: write_scalar(name) for key, name in labels.items()})
    fields = {
        "label": label if labels else "",
        "aliases": write_list(term.aliases) if term.aliases else "",
        "implies": write_list(term.implies) if term.implies else "",
        "not": write_list(term.excluded) if term.excluded else "",
        "forms": write_list(term.forms) if term.forms else "",
        "inflect": "" if term.inflected else "no",
        "speaks_for": f"[{', '.join(map(_write_speaking, term.speaks_for))}]" if term.speaks_for else "",
    }
    return {name: value for name, value in fields.items() if value}


def _write_speaking(speaking: Speaking) -> str:
    times: Mapping[str, object] = {"from": speaking.start, "to": speaking.end}
    given = {name: write_date(str(value)) for name, value in times.items() if value}
    return write_mapping({"actor": write_scalar(speaking.actor), **given}) if given else write_scalar(speaking.actor)
