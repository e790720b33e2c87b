"""`briefgen tags`."""

from pathlib import Path

import click

from briefgen.cli.options import json_option, open_project, project_option, wait_option
from briefgen.project.place import Project


@click.command("tags")
@project_option
@wait_option
@click.option("--explain", metavar="EXCERPT", help="Say why an excerpt has its tags.")
@click.option("--unused", is_flag=True, help="List only the tags that no passage has.")
@click.option("--suggest", is_flag=True, help="Propose names that match nothing, and passages that lack a tag.")
@click.option("--limit", type=click.IntRange(1), default=30, metavar="N", help="At most N suggestions of each kind.")
@click.option("--accept", metavar="NAME|EXCERPT", help="Take up a suggestion, as the tag of --as or the proposed one.")
@click.option("--ignore", metavar="NAME|EXCERPT", help="Do not suggest it again.")
@click.option("--as", "tag", metavar="TAG", help="The tag of --accept, or of an excerpt with --ignore.")
@click.option("--rename", nargs=2, metavar="OLD NEW", help="Rename a tag, and those below it, in all files at once.")
@click.option("--merge", is_flag=True, help="Let --rename join a tag with one that is there.")
@click.option("--add", multiple=True, metavar="NAME", help="Add a shipped vocabulary: countries, themes, …, all.")
@click.option("--dry-run", is_flag=True, help="Only show what --rename or --add would change.")
@json_option
@click.argument("tags", nargs=-1, metavar="[TAG]...")
def command(
    start: Path,
    patience: float,
    explain: str | None,
    unused: bool,
    suggest: bool,
    limit: int,
    accept: str | None,
    ignore: str | None,
    tag: str | None,
    rename: tuple[str, str] | None,
    merge: bool,
    add: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
    tags: tuple[str, ...],
) -> None:
    """List the vocabulary's tags with their counts; suggest, accept and rename tags; say why an excerpt has its tags.

    TAG narrows the list, or the suggestions for passages, to these tags and those below them.

    \b
    Example:
      briefgen tags --unused
      briefgen tags --explain example-2011^no-contacts
      briefgen tags --suggest theme/mediation
      briefgen tags --accept "Contact Group" --as org/contact-group
      briefgen tags --rename theme/talks theme/mediation --merge
      briefgen tags --add countries --add themes --dry-run
    """
    wishes = (explain, suggest, accept, ignore, rename, add)
    if sum(map(bool, wishes)) > 1:
        raise click.UsageError("--explain, --suggest, --accept, --ignore, --rename and --add exclude each other")
    if tags and any((explain, accept, ignore, rename, add)):
        told = f"`{tags[0]}` is a word too many: TAG narrows the list, or --suggest"
        raise click.UsageError(told + _tell_order(ignore))
    project = open_project(start, patience)
    if suggest:
        _suggest(project, tags, limit, as_json=as_json)
    elif accept or ignore:
        _take_up(project, accept, ignore, tag or "", as_json=as_json)
    elif rename:
        _rename(project, rename, merge=merge, is_trial=dry_run, as_json=as_json)
    elif add:
        _add(project, add, is_trial=dry_run, as_json=as_json)
    elif explain:
        _explain(project, explain, as_json=as_json)
    else:
        _count(project, tags, unused=unused, as_json=as_json)


def _tell_order(ignore: str | None) -> str:
    return "; a passage is ignored with --ignore EXCERPT --as TAG" if ignore else ""


def _suggest(project: Project, tags: tuple[str, ...], limit: int, *, as_json: bool) -> None:
    from briefgen.cli.suggestions import print_suggestions
    from briefgen.project.tags.suggesting import suggest_tags

    print_suggestions(suggest_tags(project, tags, limit), as_json=as_json)


def _take_up(project: Project, accept: str | None, ignore: str | None, tag: str, *, as_json: bool) -> None:
    from briefgen.cli.suggestions import print_accepted
    from briefgen.project.tags.accepting import accept_suggestion, ignore_suggestion

    if accept and not tag:
        from briefgen.project.tags.suggesting import propose_tag

        tag = propose_tag(project, accept)
    done = accept_suggestion(project, accept, tag) if accept else ignore_suggestion(project, ignore or "", tag)
    print_accepted(done, as_json=as_json)


def _rename(project: Project, names: tuple[str, str], *, merge: bool, is_trial: bool, as_json: bool) -> None:
    from briefgen.cli.suggestions import print_renamed
    from briefgen.project.tags.renaming import RenameOptions, rename_tag

    done = rename_tag(project, *names, RenameOptions(merge=merge, is_trial=is_trial))
    print_renamed(done, is_trial=is_trial, as_json=as_json)


def _add(project: Project, names: tuple[str, ...], *, is_trial: bool, as_json: bool) -> None:
    from briefgen.cli.stocking import print_stocked
    from briefgen.project.tags.stocking import add_shipped

    print_stocked(add_shipped(project, names, is_trial=is_trial), is_trial=is_trial, as_json=as_json)


def _explain(project: Project, name: str, *, as_json: bool) -> None:
    from briefgen.cli.excerpts import print_tags
    from briefgen.project.looking.looking import explain_tags

    print_tags(explain_tags(project, name), as_json=as_json)


def _count(project: Project, tags: tuple[str, ...], *, unused: bool, as_json: bool) -> None:
    from briefgen.cli.excerpts import print_counts
    from briefgen.project.looking.looking import count_tags

    counts = [one for one in count_tags(project) if not unused or not one.below]
    kept = [one for one in counts if not tags or any(f"{one.tag}/".startswith(f"{tag}/") for tag in tags)]
    print_counts(kept, as_json=as_json)
