"""Changes of a text: a key of its front matter, a block, a word, a letter."""

import re
from collections.abc import Callable

from edit_values import WORDS


def pick(options: tuple[str, ...], number: int) -> str:
    """Pick one of some options."""
    return options[number % len(options)]


def set_key(text: str, key: str, value: str | None) -> str:
    """Set a key of the front matter, or take it out; what stands indented below it goes with it."""
    if not text.startswith("---\n"):
        return text
    head, end, body = text[4:].partition("\n---\n")
    kept = re.sub(rf"(?m)^{re.escape(key)}:.*(?:\n[ ]+.*)*\n?", "", f"{head}\n")
    line = f"{key}: {value}\n" if value is not None else ""
    return f"---\n{kept}{line}---\n{body}" if end else text


def edit_block(text: str, number: int, edit: Callable[[str], str]) -> str:
    """Edit one of the blocks behind the front matter."""
    head, end, body = text.partition("\n---\n")
    blocks = body.strip("\n").split("\n\n")
    blocks[number % len(blocks)] = edit(blocks[number % len(blocks)])
    return head + end + "\n\n".join(block for block in blocks if block) + "\n"


def add_token(block: str, token: str) -> str:
    """Add a token to a block's trailer, before its id."""
    found = re.search(r" ?\^[a-z0-9-]+$", block)
    if not found:
        return f"{block}\n{token}" if block else ""
    return f"{block[: found.start()]} {token}{found[0] if found[0].startswith(' ') else ' ' + found[0]}"


def swap_word(block: str, one: int, other: int) -> str:
    """Put a word of ours in place of one of a block."""
    words = list(re.finditer(r"[a-zа-я]{4,}", block.partition("\n#")[0]))
    if not words:
        return block
    found = words[one % len(words)]
    return block[: found.start()] + pick(WORDS, other) + block[found.end() :]


def swap_letter(text: str, number: int) -> str:
    """Change one letter of the body, by one of the same length."""
    start = text.find("\n---\n") + 5
    places = [found.start() for found in re.finditer(r"[a-y](?=[a-z ]*[,.])", text[start:])]
    if not places:
        return text
    place = start + places[number % len(places)]
    return text[:place] + chr(ord(text[place]) + 1) + text[place + 1 :]
