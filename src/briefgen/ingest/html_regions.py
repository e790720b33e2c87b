"""What an element's tag, role and class names say of the text inside."""

import re

from briefgen.formats.xml_tree import Element

_TAGS = {"nav": "menu", "aside": "sidebar", "footer": "page footer", "form": "form", "menu": "menu"}
_ROLES = {
    "navigation": "menu",
    "complementary": "sidebar",
    "contentinfo": "page footer",
    "search": "form",
    "dialog": "dialogue",
    "alertdialog": "dialogue",
}
_NAMES = {
    "share list": "share sharing social socials soc addthis addtoany ya-share2 likely",
    "subscription box": "newsletter subscribe subscription subscriptions paywall signup donate donation regwall",
    "cookie or privacy notice": "cookie cookies consent gdpr",
    "list of other stories": "related recommend recommended recommendations popular trending teaser teasers readmore "
    "similar outbrain taboola latest mostread morenews readalso",
    "comments": "comment comments disqus",
    "menu": "nav navbar navigation menu submenu breadcrumb breadcrumbs pagination pager toc toolbar topbar skip",
    "sidebar": "sidebar aside promo banner banners popup modal overlay",
    "advertisement": "ad ads advert advertisement advertising adv adsbygoogle sponsor sponsored reklama",
    "page footer": "footer colophon",
    "tags": "tags taglist keywords",
    "photo caption": "caption",
}
_REASONS = {name: reason for reason, names in _NAMES.items() for name in names.split()}
#: Names that are a widget's only as a whole class: builders name every piece of a page "…-widget".
_WHOLE_NAMES = {"widget": "sidebar", "tag": "tags", "wp-caption-text": "photo caption"}
#: An element that holds more of the page's text than this is no widget, whatever it is called.
_WIDGET_SHARE = 0.4
_PARTS = re.compile(r"[a-zа-яё]+\d?")
_CAMEL = re.compile(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LONGEST_NAME = 400


def name_region(element: Element, share: float) -> str:
    """Return why text inside `element` is not the page's own ("menu", "share list", …), or "".

    `share` is the part of the page's letters that stand below the element.
    """
    if share > _WIDGET_SHARE or element.tag in {"body", "html", "main", "article"}:
        return ""
    by_tag = _TAGS.get(element.tag) or _ROLES.get(str(element.get("role", "")).strip().lower())
    return by_tag or _name_by_class(element)


def _name_by_class(element: Element) -> str:
    names = f"{element.get('class', '')} {element.get('id', '')}"[:_LONGEST_NAME]
    for name in names.split():
        whole = _WHOLE_NAMES.get(name.lower())
        if whole:
            return whole
        for part in _PARTS.findall(_CAMEL.sub("-", name).lower()):
            if part in _REASONS:
                return _REASONS[part]
    return ""


def name_area(element: Element) -> str:
    """Return "main" for what a page calls its own text, "article" for an article, else ""."""
    if element.tag == "main" or str(element.get("role", "")).strip().lower() == "main":
        return "main"
    if "articleBody" in str(element.get("itemprop", "")).split():
        return "main"
    return "article" if element.tag == "article" else ""


def is_tool(element: Element) -> bool:
    """Tell whether an element inside a line is a wiki's own tool ("[edit]"), not a word of the line."""
    return "mw-editsection" in str(element.get("class", "")).split()


def is_hidden(element: Element) -> bool:
    """Tell whether the page itself keeps the element out of sight."""
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None
