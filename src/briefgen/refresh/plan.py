"""What is stale, and why. Pure: two values in, reasons out."""

from collections.abc import Mapping

from briefgen.grammar.phrases import count_things
from briefgen.model.inputs import Inputs, Reason
from briefgen.model.record import Record

_WHOLES = (
    ("topic", "the topic file was edited"),
    ("vocabulary", "the vocabulary was edited"),
    ("templates", "a template or style sheet was edited"),
    ("settings", "the settings were edited"),
    ("tools", "other versions of the libraries or fonts print it"),
)


def explain_staleness(record: Record | None, page: str, inputs: Inputs, *, is_whole: bool) -> tuple[Reason, ...]:
    """Say why a topic must be printed again; nothing where it is up to date.

    `page` is the digest of the page as it would be printed now. That digest and the versions of what
    prints it decide; the other inputs only explain.
    """
    if record is None:
        return (Reason("+", "never printed"),)
    if not is_whole:
        return (Reason("~", "a printed file is missing or was altered"),)
    if record.page == page and record.inputs.tools == inputs.tools:
        return ()
    return compare_inputs(record.inputs, inputs) or (Reason("~", "the page came out different"),)


def compare_inputs(before: Inputs, now: Inputs) -> tuple[Reason, ...]:
    """Compare what went into a page then and now, excerpt by excerpt."""
    reasons = [*_compare("excerpt", before.excerpts, now.excerpts), *_compare_sources(before, now)]
    reasons += [Reason("~", phrase) for part, phrase in _WHOLES if getattr(before, part) != getattr(now, part)]
    return tuple(reasons)


def _compare(word: str, before: Mapping[str, str], now: Mapping[str, str]) -> list[Reason]:
    new = sorted(now.keys() - before.keys())
    gone = sorted(before.keys() - now.keys())
    changed = sorted(name for name in before.keys() & now.keys() if before[name] != now[name])
    counted = (("+", "new", new), ("~", "changed", changed), ("-", "gone", gone))
    return [
        Reason(sign, f"{count_things(len(names), word)} {how}", tuple(names)) for sign, how, names in counted if names
    ]


def _compare_sources(before: Inputs, now: Inputs) -> list[Reason]:
    """Name sources whose own entry changed; that they are new or gone their excerpts say."""
    both = before.sources.keys() & now.sources.keys()
    changed = sorted(source for source in both if before.sources[source] != now.sources[source])
    return (
        [Reason("~", f"{count_things(len(changed), 'source')} changed in its description", tuple(changed))]
        if changed
        else []
    )
