"""What is left in the corpus of an edition's excerpts that a topic does not find any more."""

from dataclasses import replace

from briefgen.compose.findings import Findings
from briefgen.index.store import Index
from briefgen.model.edition import Edition


def look_back_at(last: Edition | None, findings: Findings, index: Index) -> Findings:
    """Add to a topic's findings the edition to compare with, and where its excerpts and sources are now.

    Only what was not found by itself is looked up, so that it can be said why it is gone, and in a variant with a
    limit, whether it may be named.
    """
    if last is None:
        return replace(findings, previous=None)
    there = findings.list_all()
    missing = sorted(name for name in last.excerpts if name not in there)
    known = findings.list_sources()
    ids = sorted(name for name in last.sources if name not in known)
    return replace(
        findings,
        previous=last,
        former=tuple(one for _, one in sorted(index.load(missing).items())),
        former_sources={name: source for name in ids if (source := index.source(name)) is not None},
    )
