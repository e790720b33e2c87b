"""Edits of files as such: times, originals, what was printed, what is kept in .briefgen; and back again."""

from project_files import Files
from small_project import NEWER, SHA


def alter_output(files: Files, a: int, b: int) -> None:
    """Alter a printed file by hand, with or without its size and time."""
    path = files.pick([one for one in files.list_below("output") if "/editions/" not in one], a)
    if b % 3 == 0:
        files.change(path, lambda text: text[:-1] + ("x" if text[-1:] != "x" else "y"))
    elif b % 3 == 1:
        files.keep_times(path, lambda text: text[:-1] + ("x" if text[-1:] != "x" else "y"))
    else:
        files.change(path, lambda text: text + "more")


def delete_output(files: Files, a: int, b: int) -> None:
    """Remove a printed file by hand, or a folder of them."""
    paths = [one for one in files.list_below("output") if "/editions/" not in one]
    files.remove(files.pick(paths, a) if b % 4 else ("output/.gen", "output/manifest.json")[a % 2])


def touch_output(files: Files, a: int, b: int) -> None:
    """Move the time of a printed file."""
    files.set_time(files.pick(files.list_below("output"), a), (5, -5000)[b % 2])


def take_variant(files: Files, a: int, b: int) -> None:
    """Take both files of a variant away: it is wanted no more."""
    names = sorted({one.rpartition(".")[0] for one in files.list_below("output", ".html") if one.count(".") > 1})
    name = files.pick([one for one in names if "/.gen/" not in one and "/editions/" not in one], a)
    for end in (".html", ".pdf") if name else ():
        files.remove(name + end)


def delete_state(files: Files, a: int, b: int) -> None:
    """Delete .briefgen, or one file of it."""
    files.remove(".briefgen" if b % 2 else files.pick(files.list_below(".briefgen"), a))


def damage_state(files: Files, a: int, b: int) -> None:
    """Flip a byte of a file in .briefgen, cut it short or empty it; its time stays or moves."""
    path = files.pick([one for one in files.list_below(".briefgen") if not one.endswith("lock")], a)
    if not path:
        return
    data = bytearray((files.folder / path).read_bytes())
    if not data:
        return
    place = (b * 7919) % len(data)
    if b % 4 == 3:
        data = data[:place]
    else:
        data[place] ^= 1 << (b % 8)
    (files.folder / path).write_bytes(data)


def touch(files: Files, a: int, b: int) -> None:
    """Move the time of a file, to the past or the future; nothing in it changes."""
    paths = [path for part in ("corpus", "templates", "styles") for path in files.list_below(part)]
    files.set_time(files.pick([*paths, "briefgen.toml"], a), (1, -86400, 86400 * 400, -86400 * 9000, 0.000001)[b % 5])


def restore(files: Files, a: int, b: int) -> None:
    """Put a file back as it was first."""
    paths = {path for part in ("corpus", "templates", "styles") for path in files.list_below(part)}
    files.restore(files.pick(sorted({*paths, "briefgen.toml"}), a))


def restore_all(files: Files, a: int, b: int) -> None:
    """Put all back as it was first."""
    files.restore_all()


def alter_original(files: Files, a: int, b: int) -> None:
    """Alter an original, by a word or so that it is another page."""
    path = files.pick(files.list_below("corpus/originals", ".html"), a)
    files.change(path, lambda text: text.replace("planks", "boards" if b % 2 else "stones"))


def delete_original(files: Files, a: int, b: int) -> None:
    """Take an original away."""
    files.remove(files.pick(files.list_below("corpus/originals"), a))


def keep_version(files: Files, a: int, b: int) -> None:
    """Record that one original is a later version of another."""
    line = f'{{"source": "toll-story", "follows": "{SHA}", "sha256": "{NEWER}", "name": "page.html", '
    files.write("corpus/originals/versions.jsonl", line + f'"added": "2026-0{1 + b % 9}-02"}}\n')


def edit_other_unseen(files: Files, a: int, b: int) -> None:
    """Change a letter of the vocabulary, defaults, a template, an original or the settings; keep size and time."""
    paths = [
        *files.list_below("corpus", ".yaml"),
        *files.list_below("templates"),
        *files.list_below("styles"),
        *files.list_below("corpus/originals", ".html"),
    ]
    place = files.pick([*paths, "briefgen.toml"], a)
    old, new = (("toll", "tull"), ("Ferry", "Forry"), ("C", "B"), ("port", "pork"), ("brief", "brieg"))[b % 5]
    files.keep_times(place, lambda text: text.replace(old, new, 1))
