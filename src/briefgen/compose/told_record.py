"""What a brief tells of the last edition, written down: what may be marked otherwise later is known by it."""

from collections.abc import Collection, Iterable, Iterator

from briefgen.compose.reader_view import Since
from briefgen.model.comparison import NEW, Change
from briefgen.model.edition import Edition, IssuedChanges, IssuedExcerpt, IssuedJudgement


def write_down_told(since: Since | None) -> IssuedChanges:
    """Write down what "What changed" quotes or names of the last edition, and what that rested on there.

    All changes count, also those that are counted in the brief and not named.
    """
    if since is None or since.comparison is None:
        return IssuedChanges()
    last = since.edition
    changes = [one for one in since.comparison.changes if one.manner != NEW]
    judgements = tuple(_find_judgements(changes, last))
    texts = [one for one in changes if one.kind in {"summary", "text", "head"}]
    names = {
        *(name for one in changes for name in _name_change(one)),
        *(name for one in judgements for name in (*one.evidence, *one.beside)),
        *_list_grounds(last, {one.kind for one in changes}),
    }
    printed = {name: one for name, one in last.excerpts.items() if name not in since.untold}
    excerpts = {name: printed.get(name) or _name_unprinted(name) for name in sorted(names) if "^" in name}
    sources = {one.source for one in excerpts.values()} | {name for name in names if "^" not in name}
    return IssuedChanges(
        excerpts=excerpts,
        sources={name: last.sources.get(name, "") for name in sorted(sources)},
        judgements=judgements,
        texts=tuple(one.old or one.words for one in texts if one.old or one.words),
    )


def _find_judgements(changes: Iterable[Change], last: Edition) -> Iterator[IssuedJudgement]:
    keys = {key for one in changes if one.kind == "judgement" for key in (one.name, one.former)}
    yield from (one for one in last.judgements if one.key in keys)


def _name_change(one: Change) -> Iterator[str]:
    """Name what a change is of, by what it was called then and is called now."""
    if one.kind in {"excerpt", "source"}:
        yield from filter(None, (one.former or one.name, one.name, one.source))
    elif one.kind == "judgement":
        yield from (*one.lost, *one.touched)


def _list_grounds(last: Edition, kinds: Collection[str]) -> Iterator[str]:
    """List what the analyst's own words rested on, of those kinds that changed: of a text nobody knows which block."""
    if "summary" in kinds:
        yield from last.summary_evidence
    if "text" in kinds:
        yield from (name for section in last.sections for block in section.blocks for name in block.evidence)


def _name_unprinted(name: str) -> IssuedExcerpt:
    """Name an excerpt of which no words are told: the last edition printed none, or they may not be quoted again."""
    return IssuedExcerpt("", name.partition("^")[0])
