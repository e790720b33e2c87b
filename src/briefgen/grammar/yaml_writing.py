"""Values written as YAML, so that every reader of YAML takes them for the same texts."""

import json
import re
from collections.abc import Iterable, Mapping

# Letters and digits of any script; between them also signs that no place of YAML gives a meaning.
_PLAIN = re.compile(r"[^\W_](?:[\w./+()’'–-]|[ ](?![ -])|&(?=\w))*(?<=[\w.)+’'])")
#: Words that a reader of YAML takes for something else than a text.
YAML_WORDS = frozenset(["y", "n", "yes", "no", "true", "false", "on", "off", "null", "nan", "inf"])
_NUMBER = re.compile(r"[\d.,:+eExXoO_-]+")
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def write_scalar(text: str) -> str:
    """Write a text plain where it is surely that text in block and in flow style, else in double quotation marks."""
    is_plain = _PLAIN.fullmatch(text) and text.casefold() not in YAML_WORDS and not _NUMBER.fullmatch(text)
    return text if is_plain else quote_scalar(text)


def quote_scalar(text: str) -> str:
    """Write a text in double quotation marks, on one line."""
    # JSON's strings are YAML's; only these characters YAML wants escaped, or takes for line ends.
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def write_date(date: str) -> str:
    """Write an EDTF date: plain where it is a year, a month or a day."""
    return date if _DATE.fullmatch(date) else write_scalar(date)


def write_list(texts: Iterable[str]) -> str:
    """Write texts as a list in flow style."""
    return f"[{', '.join(write_scalar(text) for text in texts)}]"


def write_mapping(values: Mapping[str, str]) -> str:
    """Write keys and values, these as YAML already, as a mapping in flow style."""
    return f"{{{', '.join(f'{key}: {value}' for key, value in values.items())}}}"
