"""`briefgen templates`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.options import json_option, open_project, project_option

if TYPE_CHECKING:
    from briefgen.render.contract import ValueContract
    from briefgen.render.template_files import TemplateFile


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

    \b
    Example:
      briefgen templates
      briefgen templates Brief Section
      briefgen templates --copy tokens.css
    """
    from briefgen.cli.printing import print_json
    from briefgen.render.contract import list_contract
    from briefgen.render.template_files import copy_template, list_template_files

    project = open_project(start)
    for name in copied:
        click.echo(project.name(copy_template(name, project.templates)))
    if copied:
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
