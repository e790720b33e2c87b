"""Links that open a page at given words: text fragments (WICG "URL Fragment Text Directives").

``https://example.org/a#:~:text=first%20words,last%20words`` makes a browser scroll to the passage and mark it; one that
does not know them opens the page as ever.
"""

import re
from collections.abc import Sequence
from urllib.parse import quote

_MOST_PARTS = 3
_LONGEST_WHOLE = 80
_EDGE_WORDS = 6
_LEAST_WORDS = 2 * _EDGE_WORDS + 1
_LONGEST_EDGE = 120
#: Quotation marks and dashes at the edges: the page may have others than the words as we keep them.
_EDGES = re.compile(r"^[^\w]+|[^\w]+$")
_WEB = re.compile(r"https?://[^\s<>\"\\^`{}|\x00-\x1f]+", re.IGNORECASE)
#: What a browser shows in a viewer of its own, without looking for words.
_VIEWED = re.compile(r"\.(?:pdf|docx?|odt|epub|txt)(?:[?#]|$)", re.IGNORECASE)


def is_web_address(url: str) -> bool:
    """Whether a page may link there: http or https, and nobody's name and password in it."""
    return _WEB.fullmatch(url) is not None and "@" not in re.split(r"[/?#]", url.partition("://")[2], maxsplit=1)[0]


def link_to_words(url: str, parts: Sequence[str]) -> str:
    """Make the link that opens `url` at the words of `parts`; "" where there is no page or nothing to look for."""
    if not is_web_address(url) or _VIEWED.search(url):
        return ""
    directives = [directive for part in parts[:_MOST_PARTS] if (directive := _direct(part))]
    if not directives:
        return ""
    return url + ("" if "#" in url else "#") + ":~:" + "&".join(f"text={directive}" for directive in directives)


def _direct(part: str) -> str:
    """Name a passage: whole where it is short, else by its first and last words."""
    text = _EDGES.sub("", " ".join(part.split()))
    words = text.split(" ")
    if len(text) <= _LONGEST_WHOLE:
        return _encode(text)
    if len(words) < _LEAST_WORDS:
        return _encode(text) if len(text) <= 2 * _LONGEST_EDGE else ""
    first, last = (_EDGES.sub("", " ".join(edge)) for edge in (words[:_EDGE_WORDS], words[-_EDGE_WORDS:]))
    is_usable = first and last and max(len(first), len(last)) <= 2 * _LONGEST_EDGE
    return f"{_encode(first)},{_encode(last)}" if is_usable else ""


def _encode(text: str) -> str:
    """Percent-encode, with the three characters that mean something in a directive: comma, ampersand and dash."""
    return quote(text, safe="").replace("-", "%2D")
