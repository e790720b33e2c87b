"""Edits of sources: their words, tags, trailers, front matter, names and places."""

import re

from edit_values import FIELDS, FRONT, TAGS, WORDS
from project_files import Files
from text_changes import add_token, edit_block, pick, set_key, swap_letter, swap_word


def change_word(files: Files, a: int, b: int) -> None:
    """Put one word of a passage in place of another."""
    files.change(files.pick(files.list_sources(), a), lambda text: edit_block(text, b, lambda x: swap_word(x, a, b)))


def replace_file(files: Files, a: int, b: int) -> None:
    """Change a word, and put the new file into the place of the old one."""
    path = files.pick(files.list_sources(), a)
    if path:
        files.replace(path, edit_block(files.read(path), b, lambda x: swap_word(x, b, a)))


def add_passage(files: Files, a: int, b: int) -> None:
    """Add a passage at the end of a source."""
    line = f"\nThe {pick(WORDS, b)} was seen at the {pick(WORDS, a + b)} again.\n#{pick(TAGS, b)} ^add-{b % 3}\n"
    files.change(files.pick(files.list_sources(), a), lambda text: text + line)


def drop_passage(files: Files, a: int, b: int) -> None:
    """Take a passage out of a source."""
    files.change(files.pick(files.list_sources(), a), lambda text: edit_block(text, b, lambda _: ""))


def turn_passages(files: Files, a: int, b: int) -> None:
    """Turn the order of a source's passages."""

    def turn(text: str) -> str:
        head, end, body = text.partition("\n---\n")
        return head + end + "\n\n".join(reversed(body.strip("\n").split("\n\n"))) + "\n"

    files.change(files.pick(files.list_sources(), a), turn)


def add_lines(files: Files, a: int, b: int) -> None:
    """Move all of a source down by blank lines: only line numbers change."""
    files.change(files.pick(files.list_sources(), a), lambda text: text.replace("\n---\n", "\n---\n\n\n", 1))


def tag(files: Files, a: int, b: int) -> None:
    """Give a passage one tag more."""
    token = f"#{pick(TAGS, a + b)}"
    files.change(files.pick(files.list_sources(), a), lambda text: edit_block(text, b, lambda x: add_token(x, token)))


def untag(files: Files, a: int, b: int) -> None:
    """Take the tags from a passage."""
    files.change(
        files.pick(files.list_sources(), a),
        lambda text: edit_block(text, b, lambda x: re.sub(r"#[a-z]+(/[a-z]+)+ ?", "", x)),
    )


def set_field(files: Files, a: int, b: int) -> None:
    """Give a passage a field."""
    token = pick(FIELDS, b)
    files.change(
        files.pick(files.list_sources(), a), lambda text: edit_block(text, a + b, lambda x: add_token(x, token))
    )


def set_front(files: Files, a: int, b: int) -> None:
    """Set or take out a key of a source's front matter."""
    key, value = FRONT[b % len(FRONT)]
    files.change(files.pick(files.list_sources(), a), lambda text: set_key(text, key, value))


def add_source(files: Files, a: int, b: int) -> None:
    """Add a source, whose id a judgement may have waited for."""
    name = ("new-1", "missing-paper", "gone", "new-2")[a % 4]
    files.write(
        f"corpus/sources/{('', 'press/', 'notes/')[b % 3]}{name}.md",
        f"---\ntitle: A new paper {b}\nissued: {2008 + b % 9}\n---\n"
        f"The {pick(WORDS, a)} and the {pick(WORDS, b)} were told of.\n#{pick(TAGS, b)} ^one\n",
    )


def copy_story(files: Files, a: int, b: int) -> None:
    """Add a source with the words of another under an id of its own: a copy."""
    path = files.pick(files.list_sources(), a)
    if path:
        text = set_key(files.read(path), "publisher", f"House {b}")
        files.write(f"corpus/sources/copy-{b % 3}.md", set_key(text, "original", None))


def delete_source(files: Files, a: int, b: int) -> None:
    """Delete a source."""
    files.remove(files.pick(files.list_sources(), a))


def rename_source(files: Files, a: int, b: int) -> None:
    """Rename a source's file, and with it its id; sometimes it says what it was called."""
    path = files.pick(files.list_sources(), a)
    if path:
        old = path.rpartition("/")[2].removesuffix(".md")
        if b % 2:
            files.change(path, lambda text: set_key(text, "formerly", f"[{old}]"))
        files.move(path, f"{path.rpartition('/')[0]}/{('renamed', 'aaa', 'zzz')[b % 3]}.md")


def move_source(files: Files, a: int, b: int) -> None:
    """Move a source to another folder: its id stays, its defaults do not."""
    path = files.pick(files.list_sources(), a)
    if path:
        name = path.rpartition("/")[2]
        files.move(path, f"corpus/sources/{('', 'press/', 'notes/', 'aside/')[b % 4]}{name}")


def twin(files: Files, a: int, b: int) -> None:
    """Put a second file with the id of another, before or behind it."""
    path = files.pick(files.list_sources(), a)
    if path:
        text = edit_block(files.read(path), b, lambda x: swap_word(x, b, a))
        files.write(f"corpus/sources/{('aaa', 'zzz')[b % 2]}/{path.rpartition('/')[2]}", text)


def take_id(files: Files, a: int, b: int) -> None:
    """Delete one source and give its id to another: the id moves to another file."""
    paths = files.list_sources()
    if len(paths) > 1:
        gone, heir = paths[a % len(paths)], paths[(a + 1 + b % (len(paths) - 1)) % len(paths)]
        files.remove(gone)
        files.move(heir, f"{heir.rpartition('/')[0]}/{gone.rpartition('/')[2]}")


def swap_ids(files: Files, a: int, b: int) -> None:
    """Let two sources change names."""
    paths = files.list_sources()
    if len(paths) > 1:
        one, other = paths[a % len(paths)], paths[(a + 1 + b % (len(paths) - 1)) % len(paths)]
        texts = files.read(one), files.read(other)
        files.write(one, texts[1])
        files.write(other, texts[0])


def edit_unseen(files: Files, a: int, b: int) -> None:
    """Change a letter of a source and keep its size and its time."""
    files.keep_times(files.pick(files.list_sources(), a), lambda text: swap_letter(text, b))


def edit_and_date(files: Files, a: int, b: int) -> None:
    """Change a source's word and set its time to long ago, as a file from an archive has it."""
    change_word(files, a, b)
    files.set_time(files.pick(files.list_sources(), a), (-86400 * 900, 86400 * 900)[b % 2])
