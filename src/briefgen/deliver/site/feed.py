"""The site's feed: Atom (RFC 4287), the newest editions first.

Every id is a tag: address (RFC 4151) made of what never changes: the host that the library began with, the day of
issue, and the edition's place. Addresses are absolute where the site's own is known, else relative to the feed (4.2.7).
"""

import re
from collections.abc import Iterable
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from markupsafe import escape

from briefgen.deliver.site.library import SiteEntry
from briefgen.deliver.site.plan import Site, SitePlan
from briefgen.wording.labels import say

FEED = "feed.xml"
_ATOM = "http://www.w3.org/2005/Atom"
#: A feed tells of what is new; the pages tell of everything.
_MOST_ENTRIES = 100
#: What no document of XML 1.0 may hold (2.2), and what steers a text's direction.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def write_feed(plan: SitePlan, site: Site) -> bytes:
    """Write the feed of a site."""
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": site.language})
    _add(feed, "id", name_tag(plan.library.authority, plan.library.began, "library"))
    _add(feed, "title", f"{plan.marking.label} {name_site(site)}")
    _add(feed, "updated", _write_moment(max((one.updated for one in plan.editions), default=plan.library.began)))
    _add(SubElement(feed, "author"), "name", site.author or name_site(site))
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{site.address}{FEED}"})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": f"{site.address}index.html"})
    for edition in plan.editions[:_MOST_ENTRIES]:
        _add_edition(feed, edition, plan.library.authority, site)
    return encode_xml(feed)


def encode_xml(root: Element) -> bytes:
    """Write a tree as a document of XML, indented, in UTF-8."""
    indent(root, " ")
    body: bytes = tostring(root, "utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"


def name_site(site: Site) -> str:
    """Name a site: by its title, else by what it is."""
    return site.title or say("site.library", site.language)


def name_tag(authority: str, day: str, specific: str) -> str:
    """Write a tag: address (RFC 4151) of what `authority` named on a day (ISO)."""
    return f"tag:{authority},{day}:{quote(specific, safe='/-._~')}"


def _add_edition(feed: Element, edition: SiteEntry, authority: str, site: Site) -> None:
    entry = SubElement(feed, "entry", {"xml:lang": edition.language})
    _add(entry, "id", name_tag(authority, edition.date, edition.place))
    _add(entry, "title", f"{edition.label} {edition.title}")
    _add(entry, "updated", _write_moment(edition.updated))
    SubElement(entry, "category", {"term": edition.label})
    for kind, relation in (("text/html", "alternate"), ("application/pdf", "enclosure")):
        file = edition.find_file(kind)
        if file is not None:
            href = f"{site.address}{edition.place}/{quote(file.name)}"
            link = SubElement(entry, "link", {"rel": relation, "type": kind, "href": href})
            if relation == "enclosure":
                link.set("length", str(file.size))
    _add(entry, "content", _write_content(edition, site.language)).set("type", "html")


def _write_content(edition: SiteEntry, language: str) -> str:
    """Write an entry's content as the text of HTML (3.1.1.2): the label first, then the bottom line."""
    number = say("edition_number", language, number=edition.number)
    withdrawn = f" · {say('site.withdrawn', language)}" if edition.notices else ""
    told = "".join(_write_points(one.points) for one in edition.notices)
    return f"<p>{escape(edition.label)}</p><p>{escape(number + withdrawn)}</p>{told}{_write_points(edition.points)}"


def _write_points(points: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(point)}</li>" for point in points)
    return f"<ul>{items}</ul>" if items else ""


def _add(parent: Element, name: str, text: str) -> Element:
    child = SubElement(parent, name)
    child.text = _NOT_TEXT.sub("", text)
    return child


def _write_moment(day: str) -> str:
    """Write a day as the moment that RFC 3339 wants: its beginning, UTC."""
    return f"{day}T00:00:00Z"
