"""A page's Content Security Policy: its own style sheets by their digests, and nothing else (CSP Level 3, 8.2)."""

import re
from base64 import b64encode
from hashlib import sha256

_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
_ANY_STYLE = "style-src 'unsafe-inline'"
_STYLED = re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE)


def allow_own_styles(html: str) -> str:
    """Write the digests of a page's style sheets into its policy in place of 'unsafe-inline'.

    A page of the user's template in which an element has a style attribute keeps 'unsafe-inline': a digest cannot
    allow those, and the page would lose what its writer sees in the PDF.
    """
    if _STYLED.search(_STYLE.sub("", html)):
        return html
    digests = dict.fromkeys(f"'sha256-{_digest(text)}'" for text in _STYLE.findall(html))
    return html.replace(_ANY_STYLE, " ".join(("style-src", *(digests or ("'none'",)))), 1)


def _digest(sheet: str) -> str:
    """Give the digest of a sheet as a browser reads it, whose lines end in one way only."""
    return b64encode(sha256(re.sub("\r\n?", "\n", sheet).encode()).digest()).decode()
