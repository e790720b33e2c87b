"""Which later versions of a page are kept: `corpus/originals/versions.jsonl`, written by `add`, a line each.

Each line is a JSON object: `source`, `follows` (the SHA-256 of the version before), `sha256`, `name`
and `added` (ISO 8601).
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.model.source import NewerOriginal

_LONGEST_NAME = 500

#: For the SHA-256 of an original, those that came directly after it.
Followers = Mapping[str, Sequence[NewerOriginal]]


def read_versions(data: bytes, path: str) -> tuple[Followers, tuple[Problem, ...]]:
    """Read the versions, given the file's bytes and its path from the project's folder; bad lines are problems.

    A last line without its end was being written when the machine stopped: it is passed over.
    """
    followers: defaultdict[str, list[NewerOriginal]] = defaultdict(list)
    problems: list[Problem] = []
    for number, line in enumerate(data.split(b"\n")[:-1], 1):
        read = _read_line(line)
        if read:
            followers[read[0]].append(read[1])
        elif line.strip():
            message = "this line does not name two versions of an original"
            problems.append(
                Problem(kinds.PROOF_VERSIONS, message, Place(path, number), "restore the line, or delete it")
            )
    return dict(followers), tuple(problems)


def _read_line(line: bytes) -> tuple[str, NewerOriginal] | None:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(entry, dict):
        return None
    follows, sha256 = entry.get("follows"), entry.get("sha256")
    if not (_is_digest(follows) and _is_digest(sha256)):
        return None
    return str(follows), NewerOriginal(
        str(sha256), str(entry.get("name", ""))[:_LONGEST_NAME], str(entry.get("added", ""))[:10]
    )


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef")


def list_later(sha256: str, followers: Followers) -> tuple[NewerOriginal, ...]:
    """List all versions after one, in the order in which they came, each once."""
    later: dict[str, NewerOriginal] = {}
    queue = [sha256]
    for before in queue:
        for one in followers.get(before, ()):
            if one.sha256 not in later and one.sha256 != sha256:
                later[one.sha256] = one
                queue.append(one.sha256)
    return tuple(sorted(later.values(), key=lambda one: one.added))
