"""The site channel: what was delivered stands there, nothing else does, and a site is whole at every moment."""

import gzip
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.deliver.channel import Arrival
from briefgen.deliver.site import way as way_module
from briefgen.deliver.site.way import Ears, end_left_work, open_site
from briefgen.model.delivery import State
from briefgen.model.marking import Marking
from deliver.site_library import correct, deliver_all, find_canaries, find_faults, make_parcel, make_site, read_all

EARS = Ears(print, print)
MADE_ONCE = ("site.css", "robots.txt", "search.js", "search.html")


class StoppedError(BaseException):
    """Stands for a kill: nothing catches it."""


def test_an_edition_stands_under_its_own_address_and_every_page_leads_to_it(tmp_path: Path) -> None:
    """The page and the PDF of record lie under topic, number and variant, byte for byte; all links lead somewhere."""
    site = make_site(tmp_path / "site")
    parcel = make_parcel(tmp_path / "shelf")
    assert [one.state for one in deliver_all(site, parcel)] == [State.SENT]
    for file in parcel.files:
        assert (site.folder / "bridges/1/brief.en.tlp-clear" / file.name).read_bytes() == file.path.read_bytes()
    assert find_faults(site.folder) == []
    page = (site.folder / "bridges/index.html").read_text("utf-8")
    assert 'href="1/brief.en.tlp-clear/bridges.html"' in page
    assert 'href="1/brief.en.tlp-clear/bridges.pdf"' in page
    assert "1 Nov 2026" in page


def test_what_is_delivered_twice_stands_there_once(tmp_path: Path) -> None:
    """A second recipient of the same edition changes no byte."""
    site = make_site(tmp_path / "site")
    parcel = make_parcel(tmp_path / "shelf")
    deliver_all(site, parcel)
    before = read_all(site.folder)
    other = replace(parcel, delivery=replace(parcel.delivery, recipient="another"))
    assert deliver_all(site, other, parcel)[0].state is State.SENT
    assert read_all(site.folder) == before
    assert b"another" not in b"".join(before.values())


def test_a_file_of_other_bytes_is_never_replaced(tmp_path: Path) -> None:
    """Where another file has an edition's name, the edition is refused and nothing of it is written."""
    site = make_site(tmp_path / "site")
    theirs = site.folder / "bridges/1/brief.en.tlp-clear/bridges.pdf"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"somebody's own")
    (outcome,) = deliver_all(site, make_parcel(tmp_path / "shelf"))
    assert outcome.state is State.REFUSED
    assert "is another file" in outcome.note
    assert read_all(site.folder) == {"bridges/1/brief.en.tlp-clear/bridges.pdf": b"somebody's own"}


def test_a_file_that_is_not_as_it_was_issued_does_not_leave(tmp_path: Path) -> None:
    """A byte that changed on the shelf after packing is noticed."""
    site = make_site(tmp_path / "site")
    parcel = make_parcel(tmp_path / "shelf")
    parcel.files[0].path.write_bytes(b"%PDF-1.7 changed")
    (outcome,) = deliver_all(site, parcel)
    assert (outcome.state, read_all(site.folder)) == (State.REFUSED, {})


@pytest.mark.parametrize("marking", [Marking.GREEN, Marking.AMBER, Marking.AMBER_STRICT, Marking.RED])
def test_a_public_site_takes_nothing_above_clear(tmp_path: Path, marking: Marking) -> None:
    """Whatever planning said, an edition above the channel's highest marking is refused at the door."""
    site = make_site(tmp_path / "site")
    parcel = make_parcel(tmp_path / "shelf", variant="brief.en", marking=marking)
    assert deliver_all(site, parcel)[0].state is State.REFUSED
    lying = replace(parcel, delivery=replace(parcel.delivery, marking=Marking.CLEAR))
    assert deliver_all(site, lying)[0].state is State.REFUSED
    assert read_all(site.folder) == {}


def test_a_site_that_is_restricted_no_more_is_not_added_to(tmp_path: Path) -> None:
    """With an AMBER edition on it, a site that is declared public takes nothing and no page is made."""
    restricted = make_site(tmp_path / "site", highest=Marking.AMBER, is_restricted=True)
    deliver_all(restricted, make_parcel(tmp_path / "shelf", variant="brief.en.tlp-amber", marking=Marking.AMBER))
    before = read_all(restricted.folder)
    public = make_site(tmp_path / "site")
    (outcome,) = deliver_all(public, make_parcel(tmp_path / "shelf", slug="ferry"))
    assert (outcome.state, outcome.is_down) == (State.DEFERRED, True)
    assert "TLP:AMBER" in outcome.note
    assert read_all(public.folder) == before


def test_variants_stand_side_by_side_on_a_restricted_site(tmp_path: Path) -> None:
    """Each has its own label, the page that lists both has the higher one, and search engines are kept out."""
    site = make_site(tmp_path / "site", highest=Marking.AMBER, is_restricted=True)
    green = make_parcel(tmp_path / "shelf", variant="note.en.tlp-green", marking=Marking.GREEN)
    amber = make_parcel(tmp_path / "shelf", variant="brief.en.tlp-amber", marking=Marking.AMBER)
    assert {one.state for one in deliver_all(site, green, amber)} == {State.SENT}
    page = (site.folder / "index.html").read_text("utf-8")
    assert page.count('<span class="tlp">TLP:GREEN</span>') == 1
    assert page.count('<span class="tlp">TLP:AMBER</span>') == 1
    assert '<p class="tlp">TLP:AMBER</p>' in page
    assert 'content="noindex, nofollow"' in page
    assert (site.folder / "robots.txt").read_text() == "User-agent: *\nDisallow: /\n"


def test_a_folder_that_is_not_there_is_tried_again_later(tmp_path: Path) -> None:
    """A share that is not mounted is no reason to make a folder of its name."""
    site = replace(make_site(tmp_path / "site"), folder=tmp_path / "share")
    (outcome,) = deliver_all(site, make_parcel(tmp_path / "shelf"))
    assert (outcome.state, outcome.is_down) == (State.DEFERRED, True)
    assert not site.folder.exists()


def test_all_editions_of_a_run_cost_one_rebuild(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are made when the way is closed, and not at all where nothing came."""
    made = []
    build = way_module.rebuild_pages
    monkeypatch.setattr(way_module, "rebuild_pages", lambda *values: made.append(build(*values)))
    site = make_site(tmp_path / "site")
    deliver_all(site, *(make_parcel(tmp_path / "shelf", number=number) for number in range(1, 6)))
    assert len(made) == 1
    deliver_all(site, make_parcel(tmp_path / "shelf", number=5))
    end_left_work(site, EARS)
    assert len(made) == 1


def test_one_more_edition_writes_only_what_changed(tmp_path: Path) -> None:
    """The page of another topic, the styles and the editions that are there are not written again."""
    site = make_site(tmp_path / "site", address="https://briefs.example.org/")
    shelf = tmp_path / "shelf"
    deliver_all(site, make_parcel(shelf), make_parcel(shelf, slug="ferry"))
    before = {name: (site.folder / name).stat().st_ino for name in read_all(site.folder)}
    deliver_all(site, make_parcel(shelf, slug="ferry", number=2))
    after = {name: (site.folder / name).stat().st_ino for name in read_all(site.folder)}
    written = {name for name in after if after[name] != before.get(name) and not name.startswith("site.search/")}
    files = {f"ferry/2/brief.en.tlp-clear/{name}" for name in ("entry.json", "ferry.html", "ferry.pdf")}
    assert written == files | {"ferry/index.html", "index.html", "feed.xml", "sitemap.xml", "library.json"}


def test_a_site_is_whole_wherever_a_run_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped after each name that it gives or takes: every link leads somewhere, every page is the old one or the new.

    The next run, which has nothing to deliver, ends the work: its site is the one of a run that was not stopped.
    """
    shelf = tmp_path / "shelf"
    old = make_site(tmp_path / "old")
    deliver_all(old, make_parcel(shelf), make_parcel(shelf, slug="ferry"))
    new = make_site(tmp_path / "new")
    shutil.copytree(old.folder, new.folder, dirs_exist_ok=True)
    more = make_parcel(shelf, slug="ferry", number=2, words="A second pier.")
    deliver_all(new, more)
    before, after = read_all(old.folder), read_all(new.folder)
    for steps in range(1, 100):
        site = make_site(tmp_path / f"stopped-{steps}")
        shutil.copytree(old.folder, site.folder, dirs_exist_ok=True)
        with monkeypatch.context() as patch:
            stop_after(patch, steps)
            try:
                deliver_all(site, more)
            except StoppedError:
                pass
            else:
                break
        found = {name: data for name, data in read_all(site.folder).items() if not name.endswith(".tmp")}
        assert find_faults(site.folder) == []
        assert all(data in (before.get(name), after.get(name)) for name, data in found.items())
        assert set(before) - set(found) <= set(before) - set(after)
        deliver_all(site, *([more] if "ferry/2/brief.en.tlp-clear/entry.json" not in found else []))
        end_left_work(site, EARS)
        assert read_all(site.folder) == after
    assert 8 < steps < 99


def stop_after(patch: pytest.MonkeyPatch, steps: int) -> None:
    """Stop the run when so many files have taken their names or lost them."""
    done = [0]

    def count(act: object) -> object:
        def step(path: Path, *words: object, **more: object) -> object:
            if done[0] >= steps:
                raise StoppedError
            done[0] += not path.name.endswith(".tmp") or bool(words)
            return act(path, *words, **more)  # type: ignore[operator]

        return step

    for name in ("replace", "unlink"):
        patch.setattr(Path, name, count(getattr(Path, name)))


def test_a_killed_run_is_found_out_by_what_stands_there(tmp_path: Path) -> None:
    """`look_for` finds an edition that is whole on the site, nothing of one that is not or was altered."""
    site = make_site(tmp_path / "site")
    parcel, other = make_parcel(tmp_path / "shelf"), make_parcel(tmp_path / "shelf", number=2)
    deliver_all(site, parcel)
    with open_site(site, EARS) as way:
        assert (way.look_for(parcel), way.look_for(other)) == (Arrival.WHOLE, Arrival.NOTHING)
        (site.folder / "bridges/1/brief.en.tlp-clear/bridges.html").write_bytes(b"altered")
        assert way.look_for(parcel) is Arrival.NOTHING


def test_a_correction_is_shown_beside_its_edition(tmp_path: Path) -> None:
    """The edition is marked, with why; it is not on the sitemap any more, and the feed says that it changed."""
    site = make_site(tmp_path / "site", address="https://briefs.example.org/")
    first = make_parcel(tmp_path / "shelf", words="The bridge stands.")
    deliver_all(site, first, make_parcel(tmp_path / "shelf", number=2, words="The bridge fell."))
    correction = correct(first, "A source of it was withdrawn: <b>Log</b>", "Edition 2 replaces it.")
    assert [one.state for one in deliver_all(site, correction)] == [State.SENT]
    page = (site.folder / "bridges/index.html").read_text("utf-8")
    assert page.count('<strong class="pill unchecked">withdrawn</strong>') == 1
    assert "was withdrawn: &lt;b&gt;Log&lt;/b&gt;" in page
    assert "bridges/1/" not in (site.folder / "sitemap.xml").read_text("utf-8")
    assert "bridges/2/" in (site.folder / "sitemap.xml").read_text("utf-8")
    feed = (site.folder / "feed.xml").read_text("utf-8")
    assert feed.count("<updated>2026-11-21T00:00:00Z</updated>") == 2
    assert find_faults(site.folder) == []
    with open_site(site, EARS) as way:
        assert way.look_for(correction) is Arrival.WHOLE


def test_what_was_withdrawn_is_found_by_why(tmp_path: Path) -> None:
    """The search goes on where no edition counts any more: it has the title and the reason, and no word of the page."""
    site = make_site(tmp_path / "site")
    parcel = make_parcel(tmp_path / "shelf", words="The zebrawood stands.")
    deliver_all(site, parcel, correct(parcel, "A source of it was withdrawn: the logbook."))
    assert (site.folder / "search.html").is_file()
    (fragment,) = site.folder.rglob("*.pf_fragment")
    told = gzip.decompress(fragment.read_bytes()).decode("utf-8", "replace")
    assert ("the logbook" in told, "zebrawood" in told) == (True, False)


def test_a_correction_of_what_is_not_there_is_refused(tmp_path: Path) -> None:
    """Nothing is put where no edition stands."""
    site = make_site(tmp_path / "site")
    deliver_all(site, make_parcel(tmp_path / "shelf"))
    (outcome,) = deliver_all(site, correct(make_parcel(tmp_path / "shelf", number=2), "It was withdrawn."))
    assert (outcome.state, "is not on the site" in outcome.note) == (State.REFUSED, True)
    assert not (site.folder / "bridges/2").exists()


def test_an_edition_that_was_taken_away_is_gone_from_every_page(tmp_path: Path) -> None:
    """Whoever deletes an edition's folder by hand finds it named nowhere after the next run."""
    site = make_site(tmp_path / "site", address="https://briefs.example.org/")
    deliver_all(site, make_parcel(tmp_path / "shelf"), make_parcel(tmp_path / "shelf", slug="ferry"))
    shutil.rmtree(site.folder / "bridges/1")
    end_left_work(site, EARS)
    assert find_canaries(site.folder, "bridges") == []
    assert find_faults(site.folder) == []


def test_without_pagefind_the_site_has_no_search_page_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No page links to a search that is not there, and the user is told what would give one."""
    monkeypatch.setattr(way_module, "find_pagefind", lambda: None)
    site = make_site(tmp_path / "site")
    told: list[str] = []
    deliver_all(site, make_parcel(tmp_path / "shelf"), told=told)
    assert [one for one in told if "briefgen[site]" in one] == told
    assert len(told) == 1
    assert not (site.folder / "search.html").exists()
    assert b"search.html" not in (site.folder / "index.html").read_bytes()
    assert find_faults(site.folder) == []


def test_pages_that_cannot_be_made_do_not_lose_the_edition(tmp_path: Path) -> None:
    """A template with a mistake is told; the edition is in its place, and the next run makes the pages."""
    own = tmp_path / "templates"
    (own / "site").mkdir(parents=True)
    (own / "site/index.html.j2").write_text("{{ nothing }}", encoding="utf-8")
    site = make_site(tmp_path / "site", templates=(own,))
    told: list[str] = []
    assert deliver_all(site, make_parcel(tmp_path / "shelf"), told=told)[0].state is State.SENT
    assert "site/index.html.j2:1" in told[-1]
    (own / "site/index.html.j2").unlink()
    end_left_work(site, Ears(told.append, told.append))
    assert find_faults(site.folder) == []
    assert (site.folder / "index.html").exists()


def test_the_pages_speak_the_sites_language(tmp_path: Path) -> None:
    """Words and dates are Russian on a Russian site, and an English edition keeps its own language."""
    site = make_site(tmp_path / "site", language="ru")
    deliver_all(site, make_parcel(tmp_path / "shelf", date="2026-11-20"))
    page = (site.folder / "bridges/index.html").read_text("utf-8")
    assert '<html lang="ru"' in page
    assert "20 нояб. 2026" in page
    assert '<h1 lang="en">' in page
    assert "английский" in page


def test_a_link_does_not_lead_out_of_the_site(tmp_path: Path) -> None:
    """A link that stands where a topic's folder belongs is not followed; the edition is refused."""
    site = make_site(tmp_path / "site")
    outside = tmp_path / "outside"
    outside.mkdir()
    (site.folder / "bridges").symlink_to(outside)
    (outcome,) = deliver_all(site, make_parcel(tmp_path / "shelf"))
    assert outcome.state is State.REFUSED
    assert list(outside.iterdir()) == []
