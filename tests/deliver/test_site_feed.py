"""What a site tells machines: the feed by RFC 4287, the sitemap, and what hostile titles can do to either: nothing."""

from pathlib import Path

import pytest
from lxml import etree

from briefgen.deliver.site.library import Library
from briefgen.deliver.site.plan import Site, plan_site
from briefgen.deliver.site.sitemap import write_robots
from deliver.site_library import ATOM, check_feed, deliver_all, find_faults, make_parcel, make_site

TITLES = (
    "Bridges & ferries <now>",
    "]]><script>alert(1)</script>",
    "\x00\x0b\x1b[31m\x85\u2028\ufffe controls",
    "\u202egnp.exe",
    "&lt;b&gt; &amp;amp; &#0;",
    "x" * 5000,
)


def read_feed(site: Site) -> etree._Element:
    """Read a site's feed."""
    return etree.fromstring((site.folder / "feed.xml").read_bytes())


def test_a_feed_holds_the_musts_of_the_standard(tmp_path: Path) -> None:
    """With an address or without, with one edition or several, of one topic or two, no must is broken."""
    for address in ("", "https://briefs.example.org/desk/"):
        site = make_site(tmp_path / f"site{len(address)}", address=address, authority="briefs.example.org")
        shelf = tmp_path / f"shelf{len(address)}"
        parcels = [make_parcel(shelf, slug, number) for slug in ("bridges", "ferry") for number in (1, 2)]
        deliver_all(site, *parcels)
        feed = read_feed(site)
        assert check_feed(etree.tostring(feed)) == []
        assert len(feed.findall(f"{ATOM}entry")) == 4
        links = [link.get("href") for link in feed.iter(f"{ATOM}link")]
        assert all(link.startswith(address) and link.isascii() for link in links)


def test_the_check_of_feeds_finds_what_is_wrong() -> None:
    """A feed without ids, moments and authors is told to be none."""
    bare = '<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id><entry><updated>2026-13-01</updated></entry></feed>'
    faults = "\n".join(check_feed(bare.encode()))
    for part in ("feed has not one title", "x is no tag", "2026-13-01 is no moment", "no author", "neither content"):
        assert part in faults


def test_ids_stay_when_the_address_changes(tmp_path: Path) -> None:
    """A site that moves, or gets an address, does not make every edition new to those who read its feed."""
    first = make_site(tmp_path / "site", authority="briefs.example.org")
    deliver_all(first, make_parcel(tmp_path / "shelf"))
    before = [one.text for one in read_feed(first).iter(f"{ATOM}id")]
    moved = make_site(tmp_path / "site", authority="www.example.net", address="https://www.example.net/")
    deliver_all(moved, make_parcel(tmp_path / "shelf", number=2, date="2026-10-01"))
    after = [one.text for one in read_feed(moved).iter(f"{ATOM}id")]
    assert before == [
        "tag:briefs.example.org,2026-11-01:library",
        "tag:briefs.example.org,2026-11-01:bridges/1/brief.en.tlp-clear",
    ]
    assert set(before) <= set(after)


def test_an_entry_says_its_label_first_and_its_day(tmp_path: Path) -> None:
    """The marking stands before the title and before the words, and `updated` is the day of issue."""
    site = make_site(tmp_path / "site")
    deliver_all(site, make_parcel(tmp_path / "shelf", date="2026-11-20", point="Boats < bridges."))
    entry = read_feed(site).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "TLP:CLEAR Bridges"
    assert entry.findtext(f"{ATOM}updated") == "2026-11-20T00:00:00Z"
    assert entry.findtext(f"{ATOM}content").startswith("<p>TLP:CLEAR</p>")
    assert "<li>Boats &lt; bridges.</li>" in entry.findtext(f"{ATOM}content")
    enclosure = next(one for one in entry.iter(f"{ATOM}link") if one.get("rel") == "enclosure")
    size = (site.folder / "bridges/1/brief.en.tlp-clear/bridges.pdf").stat().st_size
    assert (enclosure.get("type"), enclosure.get("length")) == ("application/pdf", str(size))


@pytest.mark.parametrize("title", TITLES)
def test_a_title_stays_a_title(tmp_path: Path, title: str) -> None:
    """No title adds an element, a script or a link to a page or the feed, or keeps either from being read."""
    site = make_site(tmp_path / "site")
    deliver_all(site, make_parcel(tmp_path / "shelf", title=title, point=title))
    assert find_faults(site.folder) == []
    plain = make_site(tmp_path / "plain")
    deliver_all(plain, make_parcel(tmp_path / "shelf", title="Bridges", point="Bridges"))
    assert [one.tag for one in read_feed(site).iter()] == [one.tag for one in read_feed(plain).iter()]
    for name in ("index.html", "bridges/index.html"):
        assert b"<script" not in (site.folder / name).read_bytes()


def test_only_a_site_whose_address_is_known_has_a_sitemap(tmp_path: Path) -> None:
    """Its addresses are absolute, and robots.txt names it."""
    site = make_site(tmp_path / "site")
    deliver_all(site, make_parcel(tmp_path / "shelf"))
    assert not (site.folder / "sitemap.xml").exists()
    assert (site.folder / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"
    known = make_site(tmp_path / "site", address="https://briefs.example.org/")
    deliver_all(known, make_parcel(tmp_path / "shelf", number=2))
    tree = etree.fromstring((known.folder / "sitemap.xml").read_bytes())
    assert [one.text for one in tree.iter("{*}loc")] == [
        "https://briefs.example.org/",
        "https://briefs.example.org/bridges/",
        "https://briefs.example.org/bridges/2/brief.en.tlp-clear/bridges.html",
        "https://briefs.example.org/bridges/1/brief.en.tlp-clear/bridges.html",
    ]
    assert "Sitemap: https://briefs.example.org/sitemap.xml" in (known.folder / "robots.txt").read_text()


def test_an_empty_library_is_planned_as_one() -> None:
    """Nothing on the site is no reason to fail."""
    plan = plan_site(Library())
    assert (plan.topics, plan.editions, plan.marking.label) == ((), (), "TLP:CLEAR")
    assert write_robots(Site(Path("site"), is_restricted=True)) == b"User-agent: *\nDisallow: /\n"
