"""The one way from rendered Markdown to trusted markup: an allow-list (nh3, which is ammonia).

Nothing else in briefgen turns text into `Markup`, but for the style sheets, which are the templates' own.
"""

import re

import nh3
from markupsafe import Markup

#: Headings are not among them: a block of the analyst's that is a heading is laid out by our template, so that
#: no level is ever skipped. There are no images.
TAGS = frozenset(
    {
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "dd",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "hr",
        "i",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
    }
)
_ATTRIBUTES = {
    "a": {"href"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
#: Tags that go together with all that stands in them.
_DROPPED_WHOLE = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "form",
        "select",
        "textarea",
        "title",
        "noembed",
        "noframes",
        "xmp",
        "audio",
        "video",
        "canvas",
        "head",
    }
)
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)
_DEAD_LINK = re.compile(r'<a rel="noopener noreferrer">(.*?)</a>', re.DOTALL)
#: Private-use characters: our own placeholders, which belong into nobody's text.
PRIVATE = re.compile("[\ue000-\uf8ff]")
_WIDEST = {"colspan": 100, "rowspan": 100, "start": 9999}
_SCOPES = frozenset({"col", "row", "colgroup", "rowgroup"})


def sanitise(html: str) -> Markup:
    """Keep what is on the list of `html` and drop the rest: tags, attributes, addresses, comments."""
    clean = nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=set(_DROPPED_WHOLE),
        attributes=_ATTRIBUTES,
        attribute_filter=_filter_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    )
    return Markup(_DEAD_LINK.sub(r"\1", clean))  # noqa: S704 - this is the sanitiser


def _filter_attribute(tag: str, attribute: str, value: str) -> str | None:
    """Return the value to keep, or None. Private-use characters are our own placeholders and never belong here."""
    value = PRIVATE.sub("", value)
    if attribute == "href":
        return value if _ADDRESS.fullmatch(value.strip()) else None
    if attribute in _WIDEST:
        return str(min(int(value), _WIDEST[attribute])) if re.fullmatch(r"[0-9]{1,9}", value) else None
    if attribute == "scope":
        return value if value in _SCOPES else None
    return value
