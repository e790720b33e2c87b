"""What a site tells search engines: ``robots.txt`` (RFC 9309) and, where its address is known, ``sitemap.xml``.

A sitemap has absolute addresses alone (sitemaps.org), so a site whose address is not known has none. A restricted one
asks not to be gathered at all.
"""

from collections.abc import Iterator
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from briefgen.deliver.site.feed import encode_xml
from briefgen.deliver.site.plan import Site, SitePlan

SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
#: The protocol's own limit.
_MOST_PAGES = 50_000


def write_sitemap(plan: SitePlan, site: Site) -> bytes:
    """Write the sitemap: the list of topics, their pages, and every edition's page, the newest first."""
    root = Element("urlset", {"xmlns": _SPACE})
    pages = list(_list_pages(plan))
    for address, day in pages[:_MOST_PAGES]:
        page = SubElement(root, "url")
        SubElement(page, "loc").text = site.address + address
        SubElement(page, "lastmod").text = day
    return encode_xml(root)


def _list_pages(plan: SitePlan) -> Iterator[tuple[str, str]]:
    yield "", plan.editions[0].date if plan.editions else plan.library.began
    for topic in plan.topics:
        yield f"{topic.slug}/", topic.editions[0].date
    for edition in plan.editions:
        file = edition.find_file("text/html")
        if file is not None and not edition.notices:
            yield f"{edition.place}/{quote(file.name)}", edition.date


def write_robots(site: Site) -> bytes:
    """Write ``robots.txt``; it counts where the site stands at its host's root."""
    if site.is_restricted:
        return b"User-agent: *\nDisallow: /\n"
    sitemap = f"\nSitemap: {site.address}{SITEMAP}\n" if site.address else ""
    return f"User-agent: *\nAllow: /\n{sitemap}".encode()
