"""The one gate for archives from strangers."""

import stat
import tracemalloc
from collections.abc import Callable

import pytest
from made_archives import Member, deflate, write_archive
from made_documents import zip_parts

from briefgen.formats.archive import MOST_MEMBERS, Archive
from briefgen.formats.document import DocumentRefusedError

_FINE = Member(b"a.txt", b"words")


def _make_bomb() -> bytes:
    return write_archive([Member(b"bomb.xml", bytes(64 << 20))])


def _make_lying_bomb() -> bytes:
    """A member that claims ten bytes and unpacks to 64 MiB."""
    return write_archive([Member(b"bomb.xml", b"0123456789", packed=deflate(bytes(64 << 20)))])


def _make_overlapping() -> bytes:
    """Two hundred members that all lie over the same packed bytes."""
    content = bytes(90_000)
    others = [Member(b"a%d" % n, content, at=0) for n in range(1, 200)]
    return write_archive([Member(b"a0", content), *others])


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (_make_bomb, "bomb"),
    "overlap": (_make_overlapping, "overlaps"),
    "many members that claim much": (
        lambda: write_archive([Member(b"m%d" % n, b"x", claimed=1_000_000) for n in range(300)]),
        "bomb",
    ),
    "leads out": (lambda: write_archive([_FINE, Member(b"../evil.xml", b"x")]), "leads out"),
    "leads out within": (lambda: write_archive([Member(b"a/../../evil.xml", b"x")]), "leads out"),
    "absolute": (lambda: write_archive([Member(b"/etc/passwd", b"x")]), "leads out"),
    "drive": (lambda: write_archive([Member(b"C:\\x.xml", b"x")]), "leads out"),
    "backslash": (lambda: write_archive([Member(b"a\\b.xml", b"x")]), "leads out"),
    "NUL": (lambda: write_archive([Member(b"a.xml\0.txt", b"x")]), "leads out"),
    "symbolic link": (
        lambda: write_archive([Member(b"a", b"/etc/passwd", mode=stat.S_IFLNK | 0o777)]),
        "symbolic link",
    ),
    "twice": (lambda: write_archive([Member(b"a.xml", b"x"), Member(b"a.xml", b"y")]), "twice"),
    "twice but for capitals": (lambda: write_archive([Member(b"A.xml", b"x"), Member(b"a.XML", b"y")]), "twice"),
    "encrypted": (lambda: write_archive([Member(b"a.xml", b"x", flags=1)]), "encrypted"),
    "packed strangely": (lambda: write_archive([Member(b"a.xml", b"x", method=99)]), "not read here"),
    "cut off": (lambda: write_archive([Member(b"a.xml", b"words " * 999)])[:-30], "cut-off"),
    "20,000 members": (lambda: write_archive([Member(b"m%d" % n, method=0) for n in range(20_000)]), "20,000"),
    "nothing but its first bytes": (lambda: b"PK\x03\x04", "damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_is_refused_by_what_is_wrong(name: str) -> None:
    """Each is refused before anything of it is unpacked, with a sentence that says why."""
    make, reason = HOSTILE[name]
    data = make()
    tracemalloc.start()
    with pytest.raises(DocumentRefusedError, match=reason):
        Archive(data)
    assert tracemalloc.get_traced_memory()[1] < 64 << 20
    tracemalloc.stop()


def test_a_member_that_lies_of_its_size_never_gives_more() -> None:
    """What the directory claims is not believed: the reading of a member ends long before 64 MiB."""
    with pytest.raises(DocumentRefusedError, match=r"damaged|bomb"):
        Archive(_make_lying_bomb()).read("bomb.xml")


def test_a_damaged_member_is_named() -> None:
    """A member whose bytes are not what its sum says is refused by its name; the others are still read."""
    archive = Archive(write_archive([Member(b"a.xml", b"x", packed=b"\xff\xfe\xfd"), Member(b"b.xml", b"fine")]))
    with pytest.raises(DocumentRefusedError, match=r"a\.xml"):
        archive.read("a.xml")
    assert archive.read("b.xml") == b"fine"


def test_an_honest_archive_is_read() -> None:
    """Members are found by name, upper and lower case alike, and one that is not there is named."""
    archive = Archive(zip_parts({"Word/Document.xml": "words", "leer/": b""}))
    assert archive.names == ("Word/Document.xml",)
    assert archive.read("word/document.xml") == b"words"
    with pytest.raises(DocumentRefusedError, match=r"other\.xml"):
        archive.read("other.xml")


def test_as_many_members_as_are_allowed() -> None:
    """The limit is the last number that is still read."""
    assert (
        len(Archive(write_archive([Member(b"m%d" % n, method=0) for n in range(MOST_MEMBERS)])).names) == MOST_MEMBERS
    )
