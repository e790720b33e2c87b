"""Edits of issued editions by hand: altered, removed, set back, put in twice; and a half-made issue's folder."""

import shutil

from project_files import Files

_EDITIONS = "output/editions"


def alter_edition(files: Files, a: int, b: int) -> None:
    """Alter a file of an edition, or the list of sums, with or without its size and time."""
    path = files.pick(files.list_below(_EDITIONS), a)
    if b % 3 == 0:
        files.change(path, lambda text: f"{text}more\n")
    elif b % 3 == 1:
        files.keep_times(path, lambda text: text.replace("bridge", "brydge", 1).replace("1", "2", 1))
    else:
        files.change(path, lambda text: text[: len(text) // 2])


def alter_record(files: Files, a: int, b: int) -> None:
    """Alter the record of an edition, so that it is still one: its date, its number or its topic."""
    path = files.pick(files.list_below(_EDITIONS, "edition.json"), a)
    old, new = (('2026-11-22"', '2026-11-21"'), ('"number":1', '"number":2'), ("bridges", "tolls"), ("the", "teh"))[
        b % 4
    ]
    files.change(path, lambda text: text.replace(old, new, 1 + b % 2))


def delete_edition(files: Files, a: int, b: int) -> None:
    """Remove a file of an edition, a variant, a number, a topic's editions, the sums, or all of them."""
    path = files.pick(files.list_below(_EDITIONS), a)
    parts = path.split("/")
    files.remove(
        (path, "/".join(parts[:5]), "/".join(parts[:4]), "/".join(parts[:3]), f"{_EDITIONS}/SHA256SUMS")[b % 5]
    )


def copy_edition(files: Files, a: int, b: int) -> None:
    """Put a copy of an edition beside it, under another number or another topic's name."""
    path = files.pick(files.list_below(_EDITIONS, "edition.json"), a)
    if path:
        _, _, slug, number, variant, _ = path.split("/")
        to = files.folder / (
            f"{_EDITIONS}/{slug}/{int(number) + 1 + b % 3}/{variant}" if b % 2 else f"{_EDITIONS}/tolls/1/{variant}"
        )
        if to != (files.folder / path).parent:
            shutil.copytree((files.folder / path).parent, to, dirs_exist_ok=True)
