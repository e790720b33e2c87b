"""The tables of README, made from the code: `python tests/readme_tables.py` writes them anew."""

import re
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path

import click

from briefgen.cli import COMMANDS
from briefgen.grammar.query_values import FIELDS
from briefgen.model.kinds import ALL_KINDS
from briefgen.read.channels import CHANNEL_KEYS
from briefgen.read.fields import SOURCE_FIELDS
from briefgen.read.recipients import RECIPIENT_KEYS
from briefgen.read.sections import SECTION_KEYS
from briefgen.read.settings import SETTINGS_FIELDS
from briefgen.read.topic import TOPIC_KEYS
from briefgen.read.trailer import ANALYST_KEYS, PASSAGE_KEYS
from briefgen.read.vocabulary import TERM_FIELDS
from briefgen.render.templating.callables import list_filters, list_functions
from briefgen.render.templating.contract import list_contract
from briefgen.render.templating.files import list_template_files

README = Path(__file__).resolve().parents[1] / "README.md"


def write_table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Write a Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def _keys(keys: Mapping[str, str]) -> str:
    return write_table(("key", "means"), [(f"`{name}`", meaning) for name, meaning in keys.items()])


def _channel_keys() -> str:
    rows = [(f"`{name}`", kind or "all", meaning) for name, (kind, meaning) in CHANNEL_KEYS.items()]
    return write_table(("key", "of", "means"), rows)


def _commands() -> str:
    rows = []
    for name, sentence in COMMANDS.items():
        command: click.Command = import_module(f"briefgen.cli.{name}").command
        options = [one for one in command.params if isinstance(one, click.Option)]
        words = " ".join(f"`{'/'.join(one.opts)}`" for one in options)
        rows.append((f"`{name}`", sentence, words))
    return write_table(("command", "does", "options"), rows)


def _kinds() -> str:
    rows = [(f"`{k.code}`", k.severity.value, str(k.exit_code), k.meaning) for k in ALL_KINDS.values()]
    return write_table(("code", "is", "exit", "means"), rows)


def _template_fields() -> str:
    rows = []
    for value in list_contract():
        rows.append((f"**`{value.name}`**", "", value.purpose.replace("``", "`")))
        rows += [(f"`{field.name}`", field.type, field.meaning) for field in value.fields]
    return write_table(("field", "type", "means"), rows)


def _template_files() -> str:
    rows = [(f"`{one.name}`", one.purpose) for one in list_template_files(None)]
    return write_table(("file", "is for"), rows)


def _template_filters() -> str:
    filters = [(f"`…|{name}`", sentence) for name, sentence in list_filters().items()]
    functions = [(f"`{name}`", sentence) for name, sentence in list_functions().items()]
    return write_table(("filter or function", "does"), [*filters, *functions])


def make_tables() -> dict[str, str]:
    """Make all tables by name."""
    return {
        "commands": _commands(),
        "settings": _keys({spec.name: spec.meaning for spec in SETTINGS_FIELDS}),
        "source keys": _keys({spec.name: spec.meaning for spec in SOURCE_FIELDS}),
        "trailer fields": _keys(PASSAGE_KEYS),
        "vocabulary keys": _keys(TERM_FIELDS),
        "topic keys": _keys(TOPIC_KEYS),
        "section keys": _keys(SECTION_KEYS),
        "judgement fields": _keys(ANALYST_KEYS),
        "recipient keys": _keys(RECIPIENT_KEYS),
        "channel keys": _channel_keys(),
        "query fields": ", ".join(f"`{name}`" for name in FIELDS) + "\n",
        "template files": _template_files(),
        "template fields": _template_fields(),
        "template filters": _template_filters(),
        "problems": _kinds(),
    }


def fill_tables(text: str) -> str:
    """Put the tables between their marks."""
    for name, table in make_tables().items():
        start, end = f"<!-- table: {name} -->\n", "<!-- end -->"
        pattern = re.compile(re.escape(start) + ".*?" + re.escape(end), re.DOTALL)
        if not pattern.search(text):
            raise ValueError(f"README has no place for the table of {name}")
        text = pattern.sub(lambda _, whole=start + table + end: whole, text)  # type: ignore[misc]
    return text


if __name__ == "__main__":
    README.write_text(fill_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
