"""From YAML nodes to typed values: one reader for each shape, mistakes collected and never raised."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from briefgen.grammar.characters import find_hidden, find_mixed_words, strip_controls
from briefgen.grammar.dates import read_date
from briefgen.grammar.ids import describe_bad_id, is_source_id
from briefgen.grammar.languages import is_language
from briefgen.grammar.markings import describe_bad_marking, is_meant_for_marking, read_marking_value, suggest_marking
from briefgen.grammar.phrases import show_bare_value, show_value
from briefgen.grammar.suggestions import ask_whether, suggest
from briefgen.grammar.trailer import is_tag
from briefgen.grammar.yaml_text import YamlNode
from briefgen.model import kinds
from briefgen.model.date import PartialDate
from briefgen.model.marking import Marking
from briefgen.model.problem import Place, Problem, ProblemKind


@dataclass(slots=True)
class Reading:
    """What has been noted while one file is read: its problems, and where each value stands."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)

    def report(self, kind: ProblemKind, message: str, node: YamlNode, hint: str = "") -> None:
        """Note a mistake at `node`."""
        self.problems.append(Problem(kind, message, node.place(self.file), hint))

    def mark(self, key: str, node: YamlNode) -> None:
        """Note where the value of `key` stands."""
        self.places[key] = node.place(self.file)


_SHARE = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,6})?) ?(?P<percent>%)?", re.ASCII)
_YES_OR_NO = {"yes": True, "true": True, "no": False, "false": False}
#: Reads the node under a key (its full name is given for messages); None where it is bad or says nothing.
Reader = Callable[[YamlNode, str, Reading], object]


def read_raw_text(node: YamlNode, key: str, reading: Reading) -> str | None:
    """Read one text; blanks and line breaks run together. A list or mapping is a problem."""
    if node.kind != "scalar":
        hint = f"write `{key.rpartition('.')[2]}: …` on one line"
        reading.report(kinds.YAML_SHAPE, f"`{key}` must be one text, not a {node.kind}.", node, hint)
        return None
    return None if node.is_null else " ".join(node.value.split())


def read_text(node: YamlNode, key: str, reading: Reading) -> str | None:
    """Read one text for readers: warns of deceptive characters and drops control characters."""
    text = read_visible_text(node, key, reading)
    mixed = find_mixed_words(text) if text else ()
    if mixed:
        message = f"`{key}` mixes look-alike letters of two scripts in {', '.join(map(show_value, mixed[:3]))}."
        reading.report(kinds.TEXT_MIXED_SCRIPT, message, node, "type the word again in one alphabet")
    return text


def read_visible_text(node: YamlNode, key: str, reading: Reading) -> str | None:
    """Read one text: warns of invisible characters and drops control characters."""
    text = read_raw_text(node, key, reading)
    if not text or text.isprintable():
        return text or None
    hidden = find_hidden(text)
    if hidden:
        message = f"`{key}` contains invisible or direction characters: {', '.join(hidden)}."
        reading.report(kinds.TEXT_CONTROLS, message, node, "delete them unless the text needs them")
    return strip_controls(text) or None


def read_texts(node: YamlNode, key: str, reading: Reading) -> tuple[str, ...]:
    """Read a list of texts; a single text is a list of one."""
    return tuple(text for item in read_items(node, key, reading) if (text := read_text(item, key, reading)))


def read_items(node: YamlNode, key: str, reading: Reading) -> tuple[YamlNode, ...]:
    """Return the nodes of a list; a single text is a list of one, nothing written an empty list."""
    if node.kind == "mapping":
        reading.report(kinds.YAML_SHAPE, f"`{key}` must be a list, not a mapping.", node, "write [first, second]")
        return ()
    if node.kind == "scalar":
        return () if node.is_null else (node,)
    return node.items


def read_mapping(
    node: YamlNode, key: str, reading: Reading, readers: Mapping[str, Reader], deciding: Collection[str] = ()
) -> dict[str, object]:
    """Read a mapping with one reader for each of its keys; unknown keys are warnings, what is bad is left out.

    One that is nearly one of the `deciding` keys is an error.
    """
    if node.kind != "mapping":
        if not node.is_null:
            message = f"`{key}` must be a mapping with {', '.join(readers)}, not a {_name_shape(node)}."
            reading.report(kinds.YAML_SHAPE, message, node, f"write {{{next(iter(readers))}: …}}")
        return {}
    values: dict[str, object] = {}
    for name, value in node.pairs:
        reader = readers.get(name.value)
        if reader is None:
            if not _report_marking_within(name, value, key, readers, reading):
                report_unknown_key(name, f"{key}.{name.value}", readers, reading, deciding)
            continue
        reading.mark(f"{key}.{name.value}", value)
        found = reader(value, f"{key}.{name.value}", reading)
        if found is not None:
            values[name.value] = found
    return values


def _report_marking_within(
    name: YamlNode, value: YamlNode, key: str, readers: Mapping[str, Reader], reading: Reading
) -> bool:
    """Tell whether an unknown key of the mapping `key` is meant for a marking, and note that it is not read there."""
    is_limit = "tlp" in readers and value.kind == "scalar" and bool(suggest_marking(value.value))
    meant = find_marking_meant(name, value) or ((name, value.value) if is_limit else None)
    if meant is None or name.value.startswith("x-"):
        return False
    shown = show_bare_value(f"{key}.{name.value}")
    if "tlp" in readers:
        message = f"The key `{shown}` is meant for a marking, but only `tlp` is read; it decides what gets there."
        reading.report(kinds.YAML_MISSPELT_KEY, message, name, "write `tlp`; or name it x-… if it is your own")
    else:
        report_marking_too_deep(shown, *meant, reading)
    return True


def find_marking_meant(name: YamlNode, value: YamlNode) -> tuple[YamlNode, str] | None:
    """Find what is meant for a marking in an unknown key, or anywhere below it.

    ``x-…`` keys are the author's own, and a title may speak of labels.
    Returns the node to point at, and what it says; None where there is none.
    """
    waiting = [(name, value)]
    while waiting:
        at, node = waiting.pop()
        if at.kind == "scalar" and (at.value.startswith("x-") or (at.value == "title" and node.kind == "scalar")):
            continue
        if is_meant_for_marking(at.value if at is not node else "", node.value if node.kind == "scalar" else ""):
            return at, node.value if node.kind == "scalar" else ""
        waiting.extend((item, item) for item in reversed(node.items))
        waiting.extend(reversed(node.pairs))
    return None


def report_marking_too_deep(shown: str, node: YamlNode, says: str, reading: Reading) -> None:
    """Note a marking below a key (`shown`) that bears none."""
    message = f"`{shown}` holds what is meant for a marking, and is not read as one; TLP:RED holds until then."
    hint = f"write tlp: {suggest_marking(says) or 'TLP:…'} as a key of its own, not indented; or name it x-…"
    reading.report(kinds.TLP_INVALID, message, node, hint)


def report_unknown_key(
    node: YamlNode, key: str, known: Mapping[str, object], reading: Reading, deciding: Collection[str] = ()
) -> None:
    """Warn of a key that nothing reads, with the closest one that is read; ``x-…`` keys are the author's own.

    Where the closest is one of the `deciding` ones it is an error: without it more would print than was meant.
    """
    if node.value.startswith("x-"):
        return
    meant, own = suggest(node.value, known), "name it x-… if it is your own, or list it under ignore_keys"
    if meant in deciding:
        message = f"The key `{show_bare_value(key)}` is unknown, and nearly `{meant}`, which decides what prints."
        reading.report(kinds.YAML_MISSPELT_KEY, message, node, f"write `{meant}`; {own}")
        return
    hint = ask_whether(node.value, known) or own
    reading.report(kinds.YAML_UNKNOWN_KEY, f"The key `{show_bare_value(key)}` is unknown; it is not read.", node, hint)


def read_edtf(node: YamlNode, key: str, reading: Reading) -> PartialDate | None:
    """Read a date in EDTF."""
    text = read_raw_text(node, key, reading)
    if not text:
        return None
    date = read_date(text)
    if isinstance(date, PartialDate):
        return date
    message = f"`{key}` is not an EDTF date: {show_value(text)}; {date}."
    reading.report(kinds.DATE_INVALID, message, node, "leave it out where the date is unknown")
    return None


def read_tlp(node: YamlNode, _key: str, reading: Reading) -> Marking:
    """Read a marking; whatever is not one, an empty value included, is TLP:RED and refused by policy."""
    if node.kind != "scalar":
        reading.problems.append(describe_bad_marking(f"a {node.kind}", node.place(reading.file)))
        return Marking.RED
    marking, problems = read_marking_value(node.value, node.place(reading.file))
    reading.problems.extend(problems)
    return Marking.RED if marking is None else marking


def read_tags(node: YamlNode, key: str, reading: Reading) -> tuple[str, ...]:
    """Read a list of tags, none twice; notes the place of each as ``#tag``."""
    tags: dict[str, None] = {}
    for item in read_items(node, key, reading):
        tag = read_tag(item, key, reading)
        if tag:
            reading.places.setdefault(f"#{tag}", item.place(reading.file))
            tags[tag] = None
    return tuple(tags)


def read_tag(node: YamlNode, key: str, reading: Reading) -> str | None:
    """Read one tag (grammar G1), which in YAML bears no ``#``."""
    text = read_raw_text(node, key, reading)
    if text is None or is_tag(text):
        return text
    bare = text.removeprefix("#")
    hint = f"write {bare} without the #" if is_tag(bare) else "a tag is words of letters, digits, - and _, joined by /"
    reading.report(kinds.TAG_INVALID, f"`{key}`: {show_value(text)} is not a tag.", node, hint)
    return None


def read_language(node: YamlNode, key: str, reading: Reading) -> str | None:
    """Read a BCP 47 language code."""
    text = read_raw_text(node, key, reading)
    if not text or is_language(text):
        return text or None
    hint = "write a BCP 47 code such as en, ru or kk"
    reading.report(kinds.YAML_VALUE, f"`{key}` cannot be {show_value(text)}.", node, hint)
    return None


def read_ids(node: YamlNode, key: str, reading: Reading) -> tuple[str, ...]:
    """Read a list of source ids."""
    ids = []
    for item in read_items(node, key, reading):
        text = read_raw_text(item, key, reading)
        if text and is_source_id(text):
            ids.append(text)
        elif text is not None:
            message = f"`{key}`: {show_value(text)} is not a source's id: {describe_bad_id(text)}."
            reading.report(kinds.YAML_VALUE, message, item, "write the name of the source's file without .md")
    return tuple(ids)


def read_choice(choices: tuple[str, ...]) -> Reader:
    """Return a reader that takes one of `choices`, exactly as written there."""

    def read(node: YamlNode, key: str, reading: Reading) -> str | None:
        text = read_raw_text(node, key, reading)
        if not text or text in choices:
            return text or None
        hint = ask_whether(text, choices) or f"write one of {', '.join(choices)}"
        reading.report(kinds.YAML_VALUE, f"`{key}` cannot be {show_value(text)}.", node, hint)
        return None

    return read


def read_yes_no(node: YamlNode, key: str, reading: Reading) -> bool | None:
    """Read yes or no; YAML's true and false say the same."""
    text = read_raw_text(node, key, reading)
    found = _YES_OR_NO.get(text.lower()) if text else None
    if text and found is None:
        reading.report(kinds.YAML_VALUE, f"`{key}` cannot be {show_value(text)}.", node, "write yes or no")
    return found


def read_pattern(pattern: str, expected: str) -> Reader:
    """Return a reader that takes a text which `pattern` matches whole; `expected` is the hint where it does not."""
    compiled = re.compile(pattern, re.ASCII)

    def read(node: YamlNode, key: str, reading: Reading) -> str | None:
        text = read_raw_text(node, key, reading)
        if not text or compiled.fullmatch(text):
            return text or None
        reading.report(kinds.YAML_VALUE, f"`{key}` cannot be {show_value(text)}.", node, expected)
        return None

    return read


def read_count(node: YamlNode, key: str, reading: Reading) -> int | None:
    """Read a whole number from 0 to 999,999."""
    text = read_raw_text(node, key, reading)
    if text is None:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 6:
        return int(text)
    reading.report(kinds.YAML_VALUE, f"`{key}` must be a whole number, not {show_value(text)}.", node, "write 120, say")
    return None


def read_share(node: YamlNode, key: str, reading: Reading) -> float | None:
    """Read a share of a whole: 0.25, or 25%."""
    text = read_raw_text(node, key, reading)
    if not text:
        return None
    found = _SHARE.fullmatch(text)
    share = float(found["number"]) / (100 if found["percent"] else 1) if found else -1.0
    if 0 <= share <= 1:
        return share
    reading.report(kinds.YAML_VALUE, f"`{key}` must be a share, not {show_value(text)}.", node, "write 0.25, or 25%")
    return None


def _name_shape(node: YamlNode) -> str:
    return "text" if node.kind == "scalar" else node.kind
