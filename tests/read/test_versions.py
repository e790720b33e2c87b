"""The list of kept versions is read line by line; what is wrong in it is named and hides nothing else."""

import json

from briefgen.model.source import NewerOriginal
from briefgen.read.versions import list_later, read_versions

A, B, C, D = ("a" * 64, "b" * 64, "c" * 64, "d" * 64)


def write(*lines: object) -> bytes:
    """Write a line for each object, as JSON; text stands as it is."""
    return "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines).encode()


def test_later_versions_are_followed_through() -> None:
    """What follows a version, and what follows that, is later; another source's versions are not."""
    data = write(
        {"source": "x", "follows": A, "sha256": B, "name": "x.html", "added": "2026-03-01"},
        {"source": "y", "follows": D, "sha256": A, "added": "2026-03-02"},
        {"source": "x", "follows": B, "sha256": C, "name": "x.html", "added": "2026-04-01"},
    )
    followers, problems = read_versions(data, "corpus/originals/versions.jsonl")
    assert problems == ()
    assert list_later(A, followers) == (
        NewerOriginal(B, "x.html", "2026-03-01"),
        NewerOriginal(C, "x.html", "2026-04-01"),
    )
    assert list_later(C, followers) == ()


def test_circles_end() -> None:
    """A page that came back to an earlier content makes no endless chain."""
    followers, _ = read_versions(write({"follows": A, "sha256": B}, {"follows": B, "sha256": A}), "v")
    assert [one.sha256 for one in list_later(A, followers)] == [B]


def test_bad_lines_are_named_and_the_rest_is_read() -> None:
    """Each line that is no version is a problem at its place; an unfinished last line is none."""
    data = write("{", {"follows": A}, {"follows": A, "sha256": "B" * 64}, "[" * 90_000, {"follows": A, "sha256": B})
    followers, problems = read_versions(data + b'{"follows": "', "v.jsonl")
    assert [str(problem.place) for problem in problems] == ["v.jsonl:1:1", "v.jsonl:2:1", "v.jsonl:3:1", "v.jsonl:4:1"]
    assert [one.sha256 for one in list_later(A, followers)] == [B]
