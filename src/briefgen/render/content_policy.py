"""A page's Content Security Policy: its own style sheets by their digests, and nothing else (CSP Level 3, 8.2)."""

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256

_STYLE = re.compile(r"<style\b[^>]*>([^<]*(?:<(?!/style>)[^<]*)*)</style>", re.IGNORECASE)
_ANY_STYLE = "style-src 'unsafe-inline'"
_STYLED = re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE)


def allow_own_styles(html: str) -> str:
    """Write the digests of a page's style sheets into its policy in place of 'unsafe-inline'.

    A page of the user's template in which an element has a style attribute keeps 'unsafe-inline': a digest cannot
    allow those, and the page would lose what its writer sees in the PDF.
    """
    pieces = _STYLE.split(html)  # by turns what stands outside the sheets and inside
    if _STYLED.search("".join(pieces[::2])):
        return html
    digests = dict.fromkeys(f"'sha256-{_digest(text)}'" for text in pieces[1::2])
    return html.replace(_ANY_STYLE, " ".join(("style-src", *(digests or ("'none'",)))), 1)


@lru_cache(maxsize=32)
def _digest(sheet: str) -> str:
    """Give the digest of a sheet as a browser reads it, whose lines end in one way only."""
    return b64encode(sha256(re.sub("\r\n?", "\n", sheet).encode()).digest()).decode()
