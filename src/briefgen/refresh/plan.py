"""What is stale, and why. Pure: values in, reasons out."""

from collections.abc import Iterator

from briefgen.model.inputs import Inputs, Reason
from briefgen.model.record import Record
from briefgen.refresh.excerpt_reasons import Scene, compare_excerpts
from briefgen.refresh.other_reasons import (
    compare_files,
    compare_judgements,
    compare_settings,
    compare_sources,
    compare_terms,
    compare_topic,
    compare_versions,
)

_UNKNOWN = Scene()


def explain_staleness(
    record: Record | None, page: str, inputs: Inputs, *, is_whole: bool, scene: Scene = _UNKNOWN
) -> tuple[Reason, ...]:
    """Say why a topic must be printed again; nothing where it is up to date.

    `page` is the digest of the page as it would be printed now. That digest and the versions of what
    prints it decide; the other inputs only explain, and `scene` says where excerpts went that are gone.
    """
    if record is None:
        return (Reason("+", "never printed", about="record"),)
    lost = () if is_whole else (Reason("~", "a printed file is missing or was altered", about="print"),)
    if record.page != page:
        unknown = Reason("~", "the page came out different, and nothing on record says why", about="page")
        return (*lost, *(compare_inputs(record.inputs, inputs, scene) or (unknown,)))
    behind = () if record.pdf_page == page else (Reason("~", "its PDF shows an earlier page", about="print"),)
    return (*lost, *compare_versions(record.inputs, inputs), *behind)


def compare_inputs(before: Inputs, now: Inputs, scene: Scene = _UNKNOWN) -> tuple[Reason, ...]:
    """Compare what went into a page then and now, thing by thing."""
    return tuple(_list_reasons(before, now, scene))


def _list_reasons(before: Inputs, now: Inputs, scene: Scene) -> Iterator[Reason]:
    yield from compare_excerpts(before, now, scene)
    yield from compare_sources(before, now, scene)
    yield from compare_judgements(before, now)
    yield from compare_topic(before, now)
    yield from compare_terms(before, now, scene)
    yield from compare_files(before, now)
    yield from compare_settings(before, now)
    yield from compare_versions(before, now)
    if now.edition > before.edition:
        yield Reason("+", f"edition {now.edition} was issued since", about="edition")
    elif now.edition < before.edition:
        yield Reason("-", f"edition {before.edition} is no more on its shelf", about="edition")
