"""Who receives what: ``recipients.yaml``, a mapping of names to what each may have."""

from collections.abc import Mapping

from briefgen.grammar.ids import describe_bad_id, is_source_id
from briefgen.grammar.phrases import show_value
from briefgen.grammar.suggestions import ask_whether
from briefgen.grammar.yaml_text import YamlNode
from briefgen.model import kinds
from briefgen.model.problem import Problem
from briefgen.model.recipient import Recipient, Recipients
from briefgen.read.markings import read_limit
from briefgen.read.named_entries import Naming, read_entries
from briefgen.read.values import (
    Reader,
    Reading,
    read_items,
    read_language,
    read_mapping,
    read_pattern,
    read_raw_text,
    read_text,
    read_yes_no,
)

_NAMING = Naming("recipient", "asia-desk", "name: {tlp: TLP:GREEN}")


def _read_names(node: YamlNode, key: str, reading: Reading) -> tuple[str, ...]:
    """Read a list of names of topics or of recipients."""
    names = []
    for item in read_items(node, key, reading):
        text = read_raw_text(item, key, reading)
        if text and is_source_id(text):
            names.append(text)
        elif text is not None:
            message = f"`{key}`: {show_value(text)} cannot be one of its names: {describe_bad_id(text)}."
            reading.report(kinds.YAML_VALUE, message, item, "write [first-name, second-name]")
    return tuple(dict.fromkeys(names))


def _read_address(node: YamlNode, key: str, reading: Reading) -> str | None:
    """Read where somebody is reached; a character that nobody sees leads elsewhere than the eye."""
    text = read_raw_text(node, key, reading)
    if not text or node.value.strip().isprintable():
        return text or None
    hidden = ", ".join(f"U+{ord(one):04X}" for one in sorted(set(node.value.strip())) if not one.isprintable())
    message = f"`{key}`: {show_value(text)} has invisible characters or line breaks: {hidden}."
    reading.report(kinds.RECIPIENT_ADDRESS, message, node, "type the address again, on one line")
    return None


_FORM = read_pattern(r"[A-Za-z0-9][A-Za-z0-9_-]*", "write a template's name without its end, such as note")
_READERS: Mapping[str, Reader] = {
    "label": read_text,
    "organisation": read_text,
    "tlp": read_limit,
    "named_for": _read_names,
    "form": _FORM,
    "language": read_language,
    "members": _read_names,
    "channel": read_text,
    "address": _read_address,
    "note": read_text,
    "numbered": read_yes_no,
}
#: The keys of a recipient, with what each means, for README.
RECIPIENT_KEYS: Mapping[str, str] = {
    "label": "the name as people know it",
    "organisation": "whom the person or list belongs to",
    "tlp": "the highest marking that may get there, a TLP 2.0 label; required but for a list with members",
    "named_for": "topics for which the person is named, by slug: TLP:RED gets there for these alone",
    "form": "the form: brief, note, dossier or your own template; without it the topic's",
    "language": "the language, a BCP 47 code; without it the topic's",
    "members": "of a list: the names of others in this file, for whom it stands",
    "channel": "the way by which it is sent, a name of channels.yaml",
    "address": "where to, on that way: of mail one address and nothing else, name@example.org",
    "note": "for the desk alone",
    "numbered": "yes: a copy of its own, whose number and name stand on each page of the PDF",
}


def read_recipients(data: bytes, path: str) -> tuple[Recipients, tuple[Problem, ...]]:
    """Read the recipients, given the file's bytes and its path from the project's folder.

    Whoever's marking cannot be read may have TLP:CLEAR alone until that is mended; then, and wherever else an error
    stands, `is_sound` is False.
    """
    by_name, reading = read_entries(data, path, _NAMING, _read_entry)
    for one in by_name.values():
        _check_members(one, by_name, reading)
        _check_circle(one, by_name, reading)
    is_sound = not any(problem.is_error for problem in reading.problems)
    return Recipients(by_name, is_sound), tuple(reading.problems)


def _read_entry(key: YamlNode, node: YamlNode, reading: Reading) -> Recipient | None:
    if node.kind != "mapping":
        message = f"The entry of `{key.value}` must be a mapping, not a {node.kind}."
        reading.report(kinds.YAML_SHAPE, message, node, f"write {key.value}: {{tlp: TLP:GREEN}}")
        return Recipient(key.value, place=key.place(reading.file))
    values = read_mapping(node, key.value, reading, _READERS)
    if ("members" in values) == ("tlp" in values):
        _report_marking(key, reading, is_list="members" in values)
    if values.get("members") == ():
        message = f"The list `{key.value}` has no members, so that nobody would get what it is to receive."
        reading.report(kinds.RECIPIENT_NOBODY, message, key, "write members: [first-name, second-name]")
    if "tlp" in values:
        values["marking"] = values.pop("tlp")
    values["is_numbered"] = values.pop("numbered", False)
    return Recipient(name=key.value, place=key.place(reading.file), **values)  # type: ignore[arg-type]  # by the table


def _report_marking(key: YamlNode, reading: Reading, *, is_list: bool) -> None:
    if is_list:
        message = f"`{key.value}` has members and a tlp; each member's own tlp counts."
        reading.report(kinds.YAML_SHAPE, message, key, "take the tlp out, or the members")
    else:
        message = f"`{key.value}` has no tlp, so that only TLP:CLEAR may reach it."
        reading.report(kinds.YAML_MISSING_KEY, message, key, "write the highest marking that may: tlp: TLP:GREEN")


def _check_members(one: Recipient, by_name: Mapping[str, Recipient], reading: Reading) -> None:
    for name in one.members:
        if name not in by_name:
            hint = ask_whether(name, by_name) or "name the others of this file"
            message = f"`{one.name}` has the member `{name}`, who is not in this file."
            reading.problems.append(Problem(kinds.RECIPIENT_UNKNOWN, message, one.place, hint))


def _check_circle(one: Recipient, by_name: dict[str, Recipient], reading: Reading) -> None:
    is_whole = all(name in by_name for name in one.members)
    if one.members and is_whole and not Recipients(by_name).resolve((one.name,)):
        message = f"The list `{one.name}` leads back to itself alone, so that it names nobody."
        reading.problems.append(Problem(kinds.RECIPIENT_NOBODY, message, one.place, "name somebody who has a tlp"))
