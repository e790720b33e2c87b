"""A tag added to the trailer of a passage, wherever G1 has it stand."""

from briefgen.grammar.edits import Edit, Lines, choose_break, find_line_end
from briefgen.model.source import Passage


def add_tag_to_passage(text: str, passage: Passage, tag: str) -> Edit:
    """Return the edit of a source's `text` that adds ``#tag`` to a passage: before its id, behind its other tokens.

    A passage without a trailer gets one on a line of its own.
    """
    lines = Lines(text)
    places = dict(passage.trailer.places)
    own_id = places.get("^id")
    if own_id:
        start = lines.locate(own_id.line, own_id.column)
        return Edit(start, start, f"#{tag} ")
    if places:
        last = max(places.values())
        at = find_line_end(text, lines.locate(last.line, last.column))
        written = text[:at].rstrip(" \t")
        return Edit(len(written), at, f" #{tag}")
    at = find_line_end(text, lines.locate(passage.last_line, 1))
    ending = choose_break(text)
    # Below a list item it is indented; a table would take it for a row.
    joint = ending + {"item": "  ", "table": ending}.get(passage.kind, "")
    return Edit(at, at, f"{joint}#{tag}")
