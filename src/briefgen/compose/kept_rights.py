"""Rights as an edition keeps them: its sources may be gone when it is to leave, or is told of."""

import datetime
from collections.abc import Iterable, Mapping

from briefgen.model.date import PartialDate
from briefgen.model.edition import IssuedChanges, IssuedRights
from briefgen.model.source import Rights, Source


def keep_rights(sources: Iterable[Source]) -> dict[str, IssuedRights]:
    """Give what is kept of the rights of sources, by id; nothing of those that limit nothing."""
    kept = {source.id: _keep(source.rights) for source in sources}
    return {name: kept[name] for name in sorted(kept) if kept[name] != IssuedRights()}


def _keep(rights: Rights) -> IssuedRights:
    end = rights.expires.latest if rights.expires else datetime.date.max
    return IssuedRights(
        rights.max_quote_words,
        rights.max_quote_share,
        end if end < datetime.date.max else None,
        rights.may_distribute,
    )


def keep_told_rights(
    told: IssuedChanges, sources: Mapping[str, Source], last: Mapping[str, IssuedRights]
) -> dict[str, IssuedRights]:
    """Give what is kept of the rights of what is told; of a source that is gone, what the last edition kept of it."""
    names = {one.source for one in told.excerpts.values()}
    there = keep_rights(sources[name] for name in names & sources.keys())
    return {**{name: last[name] for name in sorted(names - sources.keys()) if name in last}, **there}


def read_rights(name: str, source: Source | None, kept: Mapping[str, IssuedRights]) -> Rights:
    """Give the rights of a source as they are today; where it is gone (None), those that an edition keeps of it."""
    if source is not None:
        return source.rights
    one = kept.get(name, IssuedRights())
    end = one.expires
    return Rights(
        max_quote_words=one.max_quote_words,
        max_quote_share=one.max_quote_share,
        expires=PartialDate(end.isoformat(), end, end, "day") if end else None,
        may_distribute=one.may_distribute,
    )
