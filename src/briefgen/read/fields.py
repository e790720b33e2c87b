"""The front matter of a source: each key with its meaning and its reader, in one table.

The names are those of CSL (title, publisher, issued, DOI, …) where CSL has one, in its spelling.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from briefgen.grammar.characters import find_deceptive_host, says_something
from briefgen.grammar.markings import is_meant_for_marking, is_written_label, suggest_marking
from briefgen.grammar.phrases import show_bare_value, show_value
from briefgen.grammar.yaml_text import YamlNode
from briefgen.model import kinds
from briefgen.model.date import PartialDate
from briefgen.model.marking import Marking
from briefgen.model.problem import Problem
from briefgen.model.source import Original, Rights, Withdrawal
from briefgen.read.values import (
    Reader,
    Reading,
    find_marking_meant,
    read_choice,
    read_count,
    read_edtf,
    read_ids,
    read_language,
    read_mapping,
    read_pattern,
    read_raw_text,
    read_share,
    read_tags,
    read_text,
    read_texts,
    read_tlp,
    read_visible_text,
    read_yes_no,
    report_marking_too_deep,
    report_unknown_key,
)

#: CSL 1.0.2's types of item, those of a desk's day first.
CSL_TYPES = tuple(
    """article-newspaper article-journal article-magazine webpage report document speech interview book chapter
    legislation treaty article bill broadcast classic collection dataset entry entry-dictionary entry-encyclopedia
    event figure graphic hearing legal_case manuscript map motion_picture musical_score pamphlet paper-conference
    patent performance periodical personal_communication post post-weblog regulation review review-book software song
    standard thesis""".split()  # noqa: SIM905 - one to a line would fill a screen and say no more
)

# What people write for a key that has another name here.
_OTHER_NAMES = {
    "date": "issued",
    "published": "issued",
    "lang": "language",
    "link": "URL",
    "source": "publisher",
    "site": "publisher",
    "newspaper": "publisher",
    "journal": "publisher",
    "publisher-place": "place",
    "license": "rights",
    "licence": "rights",
    "keywords": "tags",
}
# Keys that can only be meant for the marking: what they say must not be passed over.
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"\x00-\x1f]+", re.IGNORECASE)
_SHA256 = read_pattern(r"[0-9a-f]{64}", "a SHA-256 is 64 hexadecimal digits in lower case")


def _read_doi(node: YamlNode, key: str, reading: Reading) -> str | None:
    text = read_raw_text(node, key, reading)
    match = _DOI.fullmatch(text or "")
    if text and not match:
        reading.report(kinds.YAML_VALUE, f"`{key}` cannot be {show_value(text)}.", node, "a DOI is like 10.1000/182")
    return match[1] if match else None


def _read_url(node: YamlNode, key: str, reading: Reading) -> str | None:
    text = read_visible_text(node, key, reading)
    if text is None:
        return None
    try:
        deceptive = find_deceptive_host(text)
        is_address = _URL.fullmatch(text) is not None
    except ValueError:  # a host that no address can have, such as http://[x
        deceptive, is_address = None, False
    if not is_address:
        hint = "write an address that begins with https:// or http://, without blanks"
        reading.report(kinds.YAML_VALUE, f"`{key}` cannot be {show_value(text)}.", node, hint)
        return None
    if deceptive:
        message = f"`{key}` leads to a host of look-alike letters: {deceptive[0]} is {deceptive[1]}."
        reading.report(kinds.TEXT_MIXED_SCRIPT, message, node, "check where the address really leads")
    return text


def _read_issued(node: YamlNode, key: str, reading: Reading) -> PartialDate | None:
    """Read a day of publication: with an open end it is one day all the same, of which only a bound is known."""
    date = read_edtf(node, key, reading)
    return replace(date, is_bound=True) if date is not None and date.is_open else date


#: A slip in the name of one of these would let more be quoted, or go further, than its owner allows.
_RIGHTS_THAT_DECIDE = ("max_quote_words", "max_quote_share", "expires", "may_distribute")


def _read_rights(node: YamlNode, key: str, reading: Reading) -> Rights | None:
    readers: dict[str, Reader] = {
        "licence": read_text,
        "holder": read_text,
        "max_quote_words": read_count,
        "max_quote_share": read_share,
        "expires": read_edtf,
        "may_distribute": read_yes_no,
    }
    values = read_mapping(node, key, reading, readers, deciding=_RIGHTS_THAT_DECIDE)
    return Rights(**values) if values else None  # type: ignore[arg-type]  # each reader gives what its field holds


def _read_withdrawn(node: YamlNode, key: str, reading: Reading) -> Withdrawal | None:
    if node.is_null:
        return None
    values = read_mapping(node, key, reading, {"date": read_edtf, "reason": read_text})
    date, reason = values.get("date"), str(values.get("reason", ""))
    return Withdrawal(date if isinstance(date, PartialDate) else None, reason if says_something(reason) else "")


def _read_original(node: YamlNode, key: str, reading: Reading) -> Original | None:
    if node.is_null:
        return None
    name = read_pattern(r"[^/\\]+", "a file's name bears no folder")
    values = read_mapping(node, key, reading, {"sha256": _SHA256, "name": read_text, "written": _SHA256})
    if "name" in values and not name(node.get("name") or node, f"{key}.name", reading):
        values.pop("name")
    if "sha256" in values:
        return Original(str(values["sha256"]), str(values.get("name", "")), str(values.get("written", "")))
    if node.kind == "mapping" and node.get("sha256") is None:
        reading.report(kinds.YAML_MISSING_KEY, f"`{key}` has no sha256.", node, "`briefgen add` writes it")
    return None


def _read_evidence(node: YamlNode, key: str, reading: Reading) -> dict[str, str]:
    if node.kind != "mapping":
        read_mapping(node, key, reading, {"issued": read_text})
        return {}
    found = {name.value: read_text(value, f"{key}.{name.value}", reading) for name, value in node.pairs}
    return {name: text for name, text in found.items() if text}


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One key of the front matter: what it means, how it is read, and which field of `Source` it fills.

    `in_defaults` tells that a folder's ``_defaults.yaml`` may give it too; `decides` that what prints or who may see it
    depends on it, so that a key which is nearly so called must not be passed over with a warning.
    """

    name: str
    attribute: str
    read: Reader
    meaning: str
    in_defaults: bool = False
    decides: bool = False


SOURCE_FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec("title", "title", read_text, "the title as printed; required"),
    FieldSpec("translated_title", "translated_title", read_text, "the title in the desk's own language"),
    FieldSpec("type", "type", read_choice(CSL_TYPES), "the kind of document, a CSL type", in_defaults=True),
    FieldSpec("publisher", "publisher", read_text, "who published it: newspaper, agency, body", in_defaults=True),
    FieldSpec(
        "owner",
        "owner",
        read_text,
        "who owns the publisher: a name or tag; what has one owner is one origin",
        in_defaults=True,
    ),
    FieldSpec("author", "author", read_texts, "one author or a list", in_defaults=True),
    FieldSpec("editor", "editor", read_texts, "one editor or a list", in_defaults=True),
    FieldSpec("place", "publisher_place", read_text, "where it was published", in_defaults=True),
    FieldSpec("volume", "volume", read_text, "the volume of a journal", in_defaults=True),
    FieldSpec("issue", "issue", read_text, "the issue of a journal", in_defaults=True),
    FieldSpec("page", "page", read_text, "the pages it stands on"),
    FieldSpec("DOI", "doi", _read_doi, "the digital object identifier, such as 10.1000/182"),
    FieldSpec(
        "ISSN",
        "issn",
        read_pattern(r"\d{4}-\d{3}[\dX]", "an ISSN is like 1234-567X"),
        "the journal's ISSN",
        in_defaults=True,
    ),
    FieldSpec("URL", "url", _read_url, "the address it was taken from"),
    FieldSpec(
        "issued",
        "issued",
        _read_issued,
        "when it was published, in EDTF; 2009-09-10/..: not before that day; absent: undated",
        in_defaults=True,
    ),
    FieldSpec("accessed", "accessed", read_edtf, "when it was taken, in EDTF", in_defaults=True),
    FieldSpec("section", "section", read_text, "the section of the newspaper or site", in_defaults=True),
    FieldSpec(
        "language",
        "language",
        read_language,
        "the language of its text, a BCP 47 code",
        in_defaults=True,
    ),
    FieldSpec(
        "reliability",
        "reliability",
        read_choice(tuple("ABCDEF")),
        "how reliable the source is, Admiralty A to F; F: cannot be judged",
        in_defaults=True,
    ),
    FieldSpec("descriptor", "descriptor", read_text, "what a reader should know of its quality", in_defaults=True),
    FieldSpec("tlp", "marking", read_tlp, "its marking, a TLP 2.0 label", in_defaults=True),
    FieldSpec(
        "rights",
        "rights",
        _read_rights,
        "licence, holder, max_quote_words, max_quote_share, expires, may_distribute",
        in_defaults=True,
    ),
    FieldSpec("tags", "tags", read_tags, "tags that each of its excerpts inherits", in_defaults=True),
    FieldSpec(
        "text",
        "wording",
        read_choice(("verbatim", "summary")),
        "verbatim: the source's words; summary: the analyst's",
        in_defaults=True,
    ),
    FieldSpec("status", "status", read_choice(("withdrawn",)), "withdrawn: it may no longer be used", decides=True),
    FieldSpec("withdrawn", "withdrawn", _read_withdrawn, "date and reason of the withdrawal", decides=True),
    FieldSpec("original", "original", _read_original, "name, sha256, written: the kept original, as `add` wrote it"),
    FieldSpec("evidence", "evidence", _read_evidence, "where each value was read, by key"),
    FieldSpec("formerly", "formerly", read_ids, "ids it had before"),
    FieldSpec("same_as", "same_as", read_ids, "ids of sources that a person holds for copies of it"),
    FieldSpec("not_same_as", "not_same_as", read_ids, "ids of sources that a person holds for different"),
    FieldSpec("checked_by", "checked_by", read_text, "who checked it"),
)

#: The keys of a source, and those of them that a folder's defaults may give.
FIELDS: Mapping[str, FieldSpec] = {spec.name: spec for spec in SOURCE_FIELDS}
DEFAULT_FIELDS: Mapping[str, FieldSpec] = {spec.name: spec for spec in SOURCE_FIELDS if spec.in_defaults}

#: A document about markings may be called after one, and be asked for by it; so may its file and recipients.
_MAY_NAME_LABELS = frozenset(
    {"tlp", "title", "translated_title", "query", "sections", "evidence", "original", "template"}
    | {"recipients", "pin", "exclude", "formerly", "same_as", "not_same_as"}
)
_BAD_MARKING = frozenset({kinds.TLP_INVALID.code, kinds.YAML_DUPLICATE_MARKING.code})


def has_bad_marking(problems: Iterable[Problem]) -> bool:
    """Tell whether a marking could not be read, so that TLP:RED holds for the whole file."""
    return any(problem.kind.code in _BAD_MARKING for problem in problems)


def read_fields(
    root: YamlNode | None, specs: Mapping[str, FieldSpec], reading: Reading, ignored: Collection[str] = ()
) -> dict[str, object]:
    """Read a mapping by the table `specs`; return the values by attribute, notes go to `reading`.

    What is absent, says nothing or is bad is left out; a bad marking, one that stands twice and one under a
    misspelt key become TLP:RED. Keys in `ignored` and ``x-…`` pass without a word.
    """
    if root is None:
        return {}
    if root.kind != "mapping":
        message = f"Keys and values are expected here, not a {'text' if root.kind == 'scalar' else 'list'}."
        reading.report(kinds.YAML_SHAPE, message, root, "write lines such as `title: …`")
        return {"marking": Marking.RED}
    values: dict[str, object] = {}
    for key, node in root.pairs:
        spec = specs.get(key.value)
        if spec:
            reading.mark(spec.name, node)
            found = spec.read(node, spec.name, reading)
            if found is not None:
                values[spec.attribute] = found
            _report_label(spec.name, node, reading)
        elif key.value not in ignored and not key.value.startswith("x-"):
            _report_unknown(key, node, specs, reading)
    if has_bad_marking(reading.problems):
        values["marking"] = Marking.RED
    return values


def _report_label(key: str, node: YamlNode, reading: Reading) -> None:
    """Note a marking that is the whole value of a key, or of an item of it, that says something else."""
    waiting = [] if key in _MAY_NAME_LABELS else [node]
    while waiting:
        one = waiting.pop()
        if one.kind == "scalar" and is_written_label(one.value):
            message = f"`{key}` holds {show_value(one.value)}, meant for a marking; TLP:RED holds until then."
            reading.report(kinds.TLP_INVALID, message, one, f"write tlp: {suggest_marking(one.value)}")
        waiting.extend((*one.items, *(value for _, value in one.pairs)))


def _report_unknown(key: YamlNode, node: YamlNode, specs: Mapping[str, FieldSpec], reading: Reading) -> None:
    name = key.value
    if is_meant_for_marking(name, node.value if node.kind == "scalar" else ""):
        # What a misspelt key says of the marking must not be passed over.
        shown = show_bare_value(name)
        message = f"The key `{shown}` is meant for a marking, but only `tlp` is read; TLP:RED holds until then."
        reading.report(kinds.TLP_INVALID, message, key, f"write tlp: {suggest_marking(node.value) or 'TLP:…'}")
    elif meant := find_marking_meant(key, node):
        report_marking_too_deep(show_bare_value(name), *meant, reading)
    elif name in FIELDS and specs is DEFAULT_FIELDS:
        message = f"The key `{name}` belongs to one source; in a folder's defaults it is not read."
        reading.report(kinds.YAML_UNKNOWN_KEY, message, key, "move it to the front matter of the source")
    elif name.casefold() in _OTHER_NAMES:
        message = f"The key `{show_bare_value(name)}` is unknown; it is not read."
        reading.report(kinds.YAML_UNKNOWN_KEY, message, key, f"did you mean `{_OTHER_NAMES[name.casefold()]}`?")
    else:
        deciding = [spec.name for spec in specs.values() if spec.decides]
        report_unknown_key(key, name, specs, reading, deciding)
