"""Streams of a PDF that no reader can misjudge the length of.

A stream's bytes are followed by a line end and ``endstream``. Where the last byte is a carriage return, it and the
line feed look like one line end, and validators count a byte too few (ISO 19005-3, 6.1.7.1). The last byte of what is
compressed is the lowest of its checksum, so that happens to one stream in 256, about one brief in eight.
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_RETURN = 0x0D


def ends_in_return(data: bytes) -> bool:
    """Whether `data`, compressed as PDF compresses it (zlib), would end in a carriage return."""
    return zlib.adler32(data) & 0xFF == _RETURN


@contextmanager
def settle_streams() -> Iterator[None]:
    """Let no stream that pydyf writes end in a carriage return.

    An enclosed file sees to it itself, its size being told elsewhere; a colour profile is always the same one.
    """
    import pydyf

    own = pydyf.Stream.data

    def write_settled(stream: Any) -> bytes:  # noqa: ANN401 - pydyf has no types
        if stream.compress and "Params" not in stream.extra:
            _settle(stream)
        written: bytes = own.fget(stream)
        return written

    pydyf.Stream.data = property(write_settled)
    try:
        yield
    finally:
        pydyf.Stream.data = own


def _settle(stream: Any) -> None:  # noqa: ANN401 - pydyf has no types
    from pydyf import _to_bytes

    if not ends_in_return(b"\n".join(_to_bytes(item) for item in stream.stream)):
        return
    if stream.extra.get("Type") == "/XRef":
        stream.compress = False  # its length is fixed by what it lists
        return
    stream.stream.append(b"")  # a line feed more, which drawings, character maps and fonts pass over
    if "Length1" in stream.extra:
        stream.extra["Length1"] += 1
