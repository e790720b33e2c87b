"""The project's settings: ``briefgen.toml``, or the table ``[tool.briefgen]`` of ``pyproject.toml``."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from briefgen.errors import UsageError
from briefgen.grammar.languages import is_language
from briefgen.grammar.markings import LABELS, is_old_label, read_marking, suggest_marking
from briefgen.grammar.passwords import KEPT, KEPT_HINT
from briefgen.grammar.phrases import show_value
from briefgen.grammar.suggestions import ask_whether
from briefgen.model.marking import Marking
from briefgen.model.settings import Settings

_PYPROJECT = "pyproject.toml"
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class _Bad(Exception):  # noqa: N818 - a setting's mistake, told in a fragment and collected
    """What is wrong with one value."""


def _read_text(value: object) -> str:
    if not isinstance(value, str):
        raise _Bad("it must be a text in quotation marks")
    return value


def _read_language(value: object) -> str:
    text = _read_text(value)
    if not is_language(text):
        raise _Bad("it must be a BCP 47 code such as en, ru or kk")
    return text


def _read_texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _Bad('it must be a list of texts, such as ["aliases"]')
    return tuple(value)


def _read_tlp(value: object) -> Marking:
    text = _read_text(value)
    marking = read_marking(text)
    if isinstance(marking, str) or is_old_label(text):
        meant = suggest_marking(text)
        raise _Bad(
            f"it is not a TLP 2.0 label; {f'did you mean {meant}?' if meant else f'write one of {_list(LABELS)}'}"
        )
    return marking


def _read_secret(value: object) -> str:
    text = _read_text(value)
    if text and not re.fullmatch(KEPT, text):
        raise _Bad(f"name where it is kept: {KEPT_HINT}")
    return text


def _read_share(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise _Bad("it must be a number from 0 to 1, such as 0.25")
    return float(value)


def _read_flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Bad("it must be true or false")
    return value


def _read_style_path(value: object) -> str:
    """Read the path of a citation style: inside the project, with slashes; whether it is there is not asked here."""
    text = _read_text(value)
    if not re.fullmatch(r"(?!\.{1,2}/)[^/\\:\0]+(?:/(?!\.{1,2}/)[^/\\:\0]+)*\.csl", text):
        raise _Bad("it must be the path of a .csl file inside the project, such as styles/chicago.csl")
    return text


def _read_yaml_path(value: object) -> str:
    """Read the path of a YAML file inside the project; whether it is there is not asked here."""
    text = _read_text(value)
    if not re.fullmatch(r"(?!\.{1,2}/)[^/\\:\0]+(?:/(?!\.{1,2}/)[^/\\:\0]+)*\.ya?ml", text):
        raise _Bad("it must be the path of a .yaml file inside the project, such as desk/recipients.yaml")
    return text


def _choose(*choices: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        text = _read_text(value)
        if text not in choices:
            raise _Bad(ask_whether(text, choices) or f"write one of {_list(choices)}")
        return text

    return read


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(words)


@dataclass(frozen=True, slots=True)
class SettingSpec:
    """One setting: its name, how its value is read, and what it means."""

    name: str
    read: Callable[[object], object]
    meaning: str


SETTINGS_FIELDS: tuple[SettingSpec, ...] = (
    SettingSpec("analyst", _read_text, "the analyst's name, as briefs print it"),
    SettingSpec("desk", _read_text, "the desk or unit"),
    SettingSpec("contact", _read_text, "an address for questions about a brief"),
    SettingSpec("address", _read_text, "where briefs stand for good; `{slug}` in it becomes the topic's name"),
    SettingSpec("language", _read_language, "the language of briefs, a BCP 47 code"),
    SettingSpec("default_tlp", _read_tlp, "the marking of what bears none; without it TLP:RED"),
    SettingSpec(
        "quotes",
        _choose("marked", "proven"),
        "marked: quotations without a kept original print with a mark; proven: not at all",
    ),
    SettingSpec("ignore_keys", _read_texts, "keys of front matter that are not for briefgen"),
    SettingSpec("paper", _choose("a4", "letter"), "the paper of PDFs"),
    SettingSpec("csl", _read_style_path, "a citation style (CSL 1.0): the path of its file inside the project"),
    SettingSpec("recipients", _read_yaml_path, "who receives what: the path of its file inside the project"),
    SettingSpec("channels", _read_yaml_path, "the ways out: the path of their file inside the project"),
    SettingSpec("organisation", _read_text, "whose briefs these are: TLP:AMBER+STRICT stays within it"),
    SettingSpec(
        "signing_key", _read_text, "the SSH key that signs editions: the path of its file, from the project's or ~"
    ),
    SettingSpec("pdf_key", _read_text, "the key that signs PDFs within themselves (PAdES): the path of a PKCS#12 file"),
    SettingSpec(
        "pdf_key_password", _read_secret, "where its password is kept: env:VARIABLE or keyring:SERVICE, never in a file"
    ),
    SettingSpec("allowed_signers", _read_text, "whose signatures count: the path of a file as ssh-keygen reads it"),
    SettingSpec(
        "max_quote_share",
        _read_share,
        "how much of the analyst's text may be others' words, six or more in a row, from 0 to 1 (1: no limit)",
    ),
    SettingSpec(
        "tell_withheld",
        _read_flag,
        "true: a releasable variant says that parts are held back; else only the analyst is told",
    ),
)
_BY_NAME = {spec.name: spec for spec in SETTINGS_FIELDS}


def read_settings(text: str, file: str) -> Settings:
    """Read the settings from a file's text; `file` is its name for messages.

    In a ``pyproject.toml`` they stand in ``[tool.briefgen]``, anywhere else at the top. What is not said keeps
    its default. Raises UsageError with every mistake, each with its file and line.
    """
    table = _find_table(_parse(text, file), file)
    values: dict[str, Any] = {}
    mistakes: list[str] = []
    for name, value in table.items():
        spec = _BY_NAME.get(name)
        try:
            if spec is None:
                raise _Bad(ask_whether(name, _BY_NAME) or f"known are {_list(tuple(_BY_NAME))}")
            values[name] = spec.read(value)
        except _Bad as bad:
            wrong = f"`{name}` cannot be {_show(value)}" if spec else f"the setting {show_value(name)} is unknown"
            mistakes.append(f"{file}:{_find_place(text, name, file)}: {wrong}: {bad}")
    if mistakes:
        raise UsageError("\n".join(mistakes))
    return Settings(**values)


def _parse(text: str, file: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        found = _TOML_PLACE.search(str(error))
        spot = f"{found[1]}:{found[2]}" if found and found[1] else f"{text.rstrip().count(chr(10)) + 1}:1"
        wrong = _TOML_PLACE.sub("", str(error))
        raise UsageError(f"{file}:{spot}: the settings are not valid TOML: {wrong}.") from error
    except RecursionError as error:
        raise UsageError(f"{file}: the settings are nested too deeply.") from error


def _find_table(document: Mapping[str, object], file: str) -> Mapping[str, object]:
    if file.rpartition("/")[2] != _PYPROJECT:
        return document
    tool = document.get("tool", {})
    table = tool.get("briefgen", {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        raise UsageError(f"{file}: tool.briefgen must be a table: write [tool.briefgen] on a line of its own.")
    return table


def _find_place(text: str, name: str, file: str) -> str:
    """Find where a key stands; the parser keeps no places, so this is the first line that begins with it."""
    start = text.find("[tool.briefgen]") if file.rpartition("/")[2] == _PYPROJECT else 0
    key = re.compile(rf"^[ \t]*(?:tool\.briefgen\.)?[\"'\[]*({re.escape(name)})\b", re.MULTILINE)
    found = key.search(text, max(start, 0))
    if not found:
        return "1:1"
    line = text.count("\n", 0, found.start(1)) + 1
    return f"{line}:{found.start(1) - text.rfind(chr(10), 0, found.start(1))}"


def _show(value: object) -> str:
    return show_value(value) if isinstance(value, str) else show_value(repr(value))[1:-1]
