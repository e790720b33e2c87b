"""HTML that does something: it never reaches a page, and a reader of the report learns that it stood there."""

import re

#: Elements that load, run, hide, send or restyle.
_ACTIVE = frozenset(
    """applet audio base button canvas embed form frame frameset iframe img input link math meta noscript object
    picture script select source style svg template textarea track video""".split()  # noqa: SIM905 - as in limits
)
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_ELEMENT = re.compile(r"(?<!\\)<([A-Za-z][A-Za-z0-9-]*)")


def find_active_html(text: str) -> tuple[str, ...]:
    """Return the names of the active elements that a block of Markdown opens, each once, in order; code is text."""
    if "<" not in text:
        return ()
    names = (match[1].lower() for match in _ELEMENT.finditer(_CODE.sub("", text)))
    return tuple(dict.fromkeys(name for name in names if name in _ACTIVE))
