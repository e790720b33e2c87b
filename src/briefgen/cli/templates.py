"""`briefgen templates`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.options import json_option, open_project, project_option

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.render.templating.contract import ValueContract
    from briefgen.render.templating.files import TemplateFile


@click.command("templates")
@click.argument("values", nargs=-1, metavar="[VALUE]...")
@project_option
@click.option(
    "--copy", "copied", multiple=True, metavar="FILE", help="Copy a shipped file into templates/, to change it."
)
@json_option
def command(values: tuple[str, ...], start: Path, copied: tuple[str, ...], as_json: bool) -> None:
    """List the templates, or the fields that a template sees; copy one to change it.

    Without VALUE the files are listed; with one (Brief, Section, ...; `all`) its fields, their types and meanings.
    `filters` lists the filters and functions that a template can call, `words [TEXT]` the words of the brief by key.

    \b
    Example:
      briefgen templates
      briefgen templates Brief Section
      briefgen templates filters
      briefgen templates words judgement
      briefgen templates --copy tokens.css
    """
    from briefgen.cli.printing import print_json
    from briefgen.render.templating.contract import list_contract
    from briefgen.render.templating.files import copy_template, list_template_files

    project = open_project(start)
    for name in copied:
        click.echo(project.name(copy_template(name, project.templates)))
    if copied:
        return
    if values and values[0] in _LISTED:
        _LISTED[values[0]](" ".join(values[1:]), as_json=as_json)
        return
    contract = list_contract(values)
    files = list_template_files(project.templates)
    if as_json:
        print_json(
            {"files": [_describe_file(one) for one in files], "values": [_describe_value(one) for one in contract]}
        )
    elif values:
        _print_values(contract)
    else:
        _print_files(files)


def _print_callables(text: str, *, as_json: bool) -> None:
    from briefgen.cli.printing import print_json
    from briefgen.render.templating.callables import list_filters, list_functions

    groups = {"filters": list_filters(), "functions": list_functions()}
    if as_json:
        print_json(groups)
        return
    for title, named in groups.items():
        click.echo(f"{title}:")
        for name, sentence in named.items():
            if text.casefold() in f"{name} {sentence}".casefold():
                click.echo(f"  {name:<{max(map(len, named))}}  {sentence}")


def _print_words(text: str, *, as_json: bool) -> None:
    from briefgen.cli.printing import print_json
    from briefgen.wording.words import search_words

    found = search_words(text)
    if as_json:
        print_json({key: dict(said) for key, said in found})
        return
    for key, said in found:
        click.echo(key)
        for language, words in said.items():
            click.echo(f"  {language}  {words}")
    if not found:
        click.echo(f"no word and no key holds `{text}`", err=True)


_LISTED: "dict[str, Callable[..., None]]" = {"filters": _print_callables, "words": _print_words}


def _print_files(files: "tuple[TemplateFile, ...]") -> None:
    width = max(len(one.name) for one in files)
    for one in files:
        sign = "*" if one.is_own else " "
        click.echo(f"{sign} {one.name:<{width}}  {one.purpose}".rstrip())
    click.echo("* yours, in templates/")


def _print_values(contract: "tuple[ValueContract, ...]") -> None:
    for value in contract:
        click.echo(f"{value.name}: {value.purpose}")
        width = max(len(one.name) for one in value.fields)
        kind = max(len(one.type) for one in value.fields)
        for one in value.fields:
            click.echo(f"  {one.name:<{width}}  {one.type:<{kind}}  {one.meaning}")
        click.echo()


def _describe_file(one: "TemplateFile") -> dict[str, object]:
    return {"name": one.name, "purpose": one.purpose, "shipped": one.is_shipped, "own": one.is_own}


def _describe_value(one: "ValueContract") -> dict[str, object]:
    fields = [{"name": field.name, "type": field.type, "meaning": field.meaning} for field in one.fields]
    return {"value": one.name, "purpose": one.purpose, "fields": fields}
