"""Stored form of sources, passages and problems: MessagePack, deflated, each with a digest.

Never pickle: the folder may come from a stranger. Deflate is given a dictionary that holds the field
names, so that a passage costs little more than its words.
"""

import datetime
import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import fields
from typing import TypeVar

import msgspec

from briefgen.model.date import PartialDate
from briefgen.model.evidence import Evidence, Proof, ProofState, TaggedPassage, Tagging
from briefgen.model.kinds import ALL_KINDS
from briefgen.model.marking import Marking
from briefgen.model.problem import Place, Problem
from briefgen.model.source import Original, Passage, Rights, Source, Trailer, Withdrawal

_T = TypeVar("_T")
_Body = tuple[TaggedPassage, Proof, Marking]
_Problem = tuple[str, str, Place, str]

_LARGEST_BODY = 1 << 26  # 64 MiB: no file that is read is as long, so more is not ours
_DIGEST = 16  # bytes
_WINDOW = 13  # 8 KiB: passages are short, and a smaller window starts faster

_STORED = (Source, Rights, Original, Withdrawal, TaggedPassage, Tagging, Passage, Trailer, Proof, PartialDate, Place)

#: The fields of all that is stored, by which an index of another model is told.
LAYOUT = "; ".join(f"{kind.__name__}.{field.name}: {field.type}" for kind in _STORED for field in fields(kind))


class Undecodable(Exception):  # noqa: N818 - the store turns it into IndexDamaged, which is a state
    """Stored bytes are not those that were stored."""


def encode_source(source: Source) -> bytes:
    """Return the stored form of `source`."""
    return _seal(_encoder.encode(source))


def decode_source(content: bytes) -> Source:
    """Return the source that `encode_source` stored. Raises Undecodable."""
    return _decode(_source_decoder, _unseal(content))


def encode_evidence(evidence: Evidence) -> bytes:
    """Return the stored form of `evidence` without its source."""
    return _seal(_encoder.encode((evidence.tagged, evidence.proof, evidence.marking)))


def decode_evidence(content: bytes, source: Source) -> Evidence:
    """Return the evidence of `source` that `encode_evidence` stored. Raises Undecodable."""
    tagged, proof, marking = _decode(_body_decoder, _unseal(content))
    return Evidence(tagged, source, proof, marking)


def encode_problems(problems: Sequence[Problem]) -> bytes:
    """Return the stored form of `problems`; their kinds are stored as codes."""
    rows = [(problem.kind.code, problem.message, problem.place, problem.hint) for problem in problems]
    content = _seal(_encoder.encode(rows))
    return digest_row(0, content) + content


def decode_problems(content: bytes) -> tuple[Problem, ...]:
    """Return the problems that `encode_problems` stored. Raises Undecodable."""
    if digest_row(0, content[_DIGEST:]) != content[:_DIGEST]:
        raise Undecodable("they differ from their digest")
    rows = _decode(_problems_decoder, _unseal(content[_DIGEST:]))
    if unknown := [code for code, *_ in rows if code not in ALL_KINDS]:
        raise Undecodable(f"an unknown problem code {unknown[0]!r}")
    return tuple(Problem(ALL_KINDS[code], message, place, hint) for code, message, place, hint in rows)


def digest_row(row: int, content: bytes) -> bytes:
    """Return 16 bytes of BLAKE2b over a row's number and its content, so that swapped rows show too."""
    return hashlib.blake2b(content, digest_size=_DIGEST, key=row.to_bytes(8, "big")).digest()


def _seal(data: bytes) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, -_WINDOW, 6, zlib.Z_DEFAULT_STRATEGY, _DICTIONARY)
    return packer.compress(data) + packer.flush()


def _unseal(content: bytes) -> bytes:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS, _DICTIONARY)
    try:
        data = unpacker.decompress(content, _LARGEST_BODY)
    except zlib.error as error:
        raise Undecodable(str(error)) from error
    if not unpacker.eof or unpacker.unused_data:
        raise Undecodable("it is cut short or too long")
    return data


def _decode(decoder: "msgspec.msgpack.Decoder[_T]", data: bytes) -> _T:
    try:
        return decoder.decode(data)
    except msgspec.MsgspecError as error:
        raise Undecodable(str(error)) from error


def _build_dictionary() -> bytes:
    """Return stored bytes with every field name and the commonest values; what is likeliest comes last."""
    day = datetime.date(2012, 1, 1)
    when = PartialDate("2012-01-01", day, day, "day")
    place = Place("corpus/sources/", 1, 1)
    source = Source("", "corpus/sources/", "", Marking.CLEAR, issued=when, original=Original(""))
    trailer = Trailer(tags=("org/",), date=when, places=(("#org/", place), ("speaker", place)))
    passage = Passage("", "", "paragraph", "", "", place, 1, 1, trailer=trailer)
    plain = Passage("", "", "paragraph", "", "", place, 1, 1)
    reasons = ("inherited from the source", "implied by place/", "written in the trailer", "matches “")
    taggings = tuple(Tagging(root, True, reason) for root, reason in zip(_ROOTS, reasons, strict=True))
    proof = Proof(ProofState.EXACT, ((0, 100),))
    bodies = [(TaggedPassage(each, taggings), proof, Marking.CLEAR) for each in (passage, plain)]
    return b"".join(_encoder.encode(each) for each in (source, *bodies))


_ROOTS = ("theme/", "region/", "org/", "place/")
_encoder = msgspec.msgpack.Encoder()
_body_decoder = msgspec.msgpack.Decoder(_Body)
_source_decoder = msgspec.msgpack.Decoder(Source)
_problems_decoder = msgspec.msgpack.Decoder(tuple[_Problem, ...])
_DICTIONARY = _build_dictionary()
