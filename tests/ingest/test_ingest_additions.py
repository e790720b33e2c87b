"""Where a page goes: which source is its own, and what becomes of that."""

import hashlib

import pytest
from ingest_pages import ENGLISH, draft_of

from briefgen.grammar.ids import is_source_id
from briefgen.ingest.add import Addition, Changes, NewPage, compare_paragraphs, plan_addition
from briefgen.ingest.catalogue import Catalogue, ExistingSource
from briefgen.ingest.identity import canonicalise_address, is_telling_name
from briefgen.ingest.write import OriginalFile, write_markdown

TITLE = "Border talks resume in river town after pause"
OLD = "2" * 64


def page(
    text: str = ENGLISH, name: str = "talks.txt", url: str = "", title: str = "", fetched: bool = False
) -> NewPage:
    """Read a page as `add` does."""
    draft = draft_of(text)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return NewPage(
        name=name,
        sha256=sha256,
        title=title or draft.title,
        url=url or draft.url,
        publisher=str(draft.fields.get("publisher", "")),
        issued=str(draft.fields.get("issued", "")),
        text=write_markdown(draft, OriginalFile(name, sha256)),
        is_fetched=fetched,
    )


def source(name: str = "talks.txt", url: str = "", title: str = "", sha256: str = OLD) -> ExistingSource:
    """Give a source that is there."""
    return ExistingSource("corpus/sources/one.md", sha256, name, url, title or page().title)


def plan(
    new: NewPage, *sources: ExistingSource, text: str = "", versions: tuple[tuple[str, str], ...] = ()
) -> Addition:
    """Decide what becomes of a page beside sources of the given text."""
    return plan_addition(new, Catalogue(sources, versions), lambda _: text)


def as_written(text: str = ENGLISH) -> str:
    """Give a source's text as `add` wrote it."""
    return write_markdown(draft_of(text), OriginalFile("talks.txt", OLD))


def test_a_new_page_is_named_publisher_year_words() -> None:
    """The id is transliterated, short enough, and unlike those that are taken."""
    first = plan(page())
    assert first.outcome == "added"
    assert first.id == "valley-herald-2013-border-talks-resume-river-town-pause"
    assert first.path == f"corpus/sources/{first.id}.md"
    assert first.original_path == f"corpus/originals/{page().sha256}.txt"
    taken = ExistingSource(f"corpus/sources/{first.id}.md", OLD, "other.txt", "", "Another")
    second = plan(page(), taken)
    assert second.id == f"{first.id}-2"
    assert is_source_id(second.id)


def test_a_hundred_pages_of_one_name_get_a_hundred_ids() -> None:
    """Numbers are given in order, each once, and stay ids."""
    catalogue = Catalogue(())
    ids = [catalogue.taken.take("a-page") for _ in range(100)]
    assert ids[:3] == ["a-page", "a-page-2", "a-page-3"]
    assert len(set(ids)) == 100
    assert Catalogue([ExistingSource("corpus/sources/x/a-page-2.md")]).taken.take("a-page") == "a-page"


def test_the_same_file_twice_changes_nothing() -> None:
    """Its original is there already, edited source or not."""
    done = plan(page(), source("b.txt", sha256=page().sha256), text="edited")
    assert (done.outcome, done.id, done.text) == ("unchanged", "one", "")


def test_a_new_version_replaces_only_what_add_wrote() -> None:
    """A source that a person edited stays; the new original is kept and a note says so."""
    changed = page(ENGLISH.replace("six members", "seven members"))
    updated = plan(changed, source(), text=as_written())
    assert (updated.outcome, updated.id, updated.path) == ("updated", "one", "corpus/sources/one.md")
    assert "seven members" in updated.text
    assert updated.follows == OLD
    assert updated.changes is not None
    assert (updated.changes.new, updated.changes.gone) == (1, 1)
    kept = plan(changed, source(), text=as_written() + "\nMine.\n")
    assert (kept.outcome, kept.text, kept.follows) == ("kept", "", OLD)
    assert "edited by a person" in kept.note


def test_a_version_that_is_on_record_is_not_new_again() -> None:
    """A page that was kept beside an edited source, or came before, changes nothing, unless it was fetched just now."""
    changed = page(ENGLISH.replace("six members", "seven members"))
    versions = (("one", OLD), ("one", changed.sha256))
    known = plan(changed, source(), text=as_written() + "\nMine.\n", versions=versions)
    assert (known.outcome, known.id) == ("unchanged", "one")
    assert "kept already" in known.note
    fetched = page(ENGLISH.replace("six members", "seven members"), fetched=True)
    assert plan(fetched, source(), text=as_written(), versions=versions).outcome == "updated"


def test_versions_follow_each_other() -> None:
    """The third version of a page whose source was edited follows the second, not the first."""
    versions = (("one", OLD), ("one", "3" * 64))
    third = plan(page(ENGLISH.replace("six", "nine")), source(), text="edited", versions=versions)
    assert (third.outcome, third.follows) == ("kept", "3" * 64)


def test_an_everyday_file_name_does_not_make_two_pages_one() -> None:
    """index.html is another page unless its title is the same; an address decides before any name."""
    new = page(name="index.html", url="https://a.example/1", title="Another story of the same site")
    assert plan(new, source("index.html")).outcome == "added"
    assert plan(new, source("other.html", url="https://a.example/1"), text=as_written()).outcome == "updated"
    assert plan(new, source("talks.html", url="https://a.example/2")).outcome == "added"
    assert plan(page(name="index.html"), source("index.html"), text=as_written()).outcome == "updated"


def test_files_of_one_name_with_other_words_are_two_pages() -> None:
    """Report.txt of another folder, with another title and text, does not replace the first one."""
    other = page(name="report.txt", title="Flood service agreed")
    stranger = source("report.txt", title="Budget of the harbour")
    assert plan(other, stranger, text="---\ntitle: x\n---\n\nNothing alike.\n").outcome == "added"
    assert plan(other, stranger, text=as_written()).outcome == "updated"


def test_an_address_alone_replaces_nothing() -> None:
    """A site that gives all its pages one address does not have one replace another; the new one says so."""
    new = page(url="https://a.example/news/", title="Another story of the same site")
    other = plan(new, source(url="https://a.example/news", title="The first story"), text="---\n---\n\nNot alike.\n")
    assert other.outcome == "added"
    assert "its address is that of corpus/sources/one.md too" in other.note
    assert plan(page(url="https://a.example/news"), source(url="https://a.example/news")).outcome == "kept"


def test_a_page_of_this_run_is_not_replaced_by_a_namesake() -> None:
    """Two files of one name in two folders become two sources; two of one address and title are one page."""
    catalogue = Catalogue([source(url="https://a.example/1")])
    catalogue.claim("one")
    assert plan_addition(page(), catalogue, lambda _: as_written()).outcome == "added"
    same = page(url="http://a.example/1/?utm_source=x")
    assert plan_addition(same, catalogue, lambda _: as_written()).outcome == "updated"
    other = page(url="https://a.example/1", title="Quite another story")
    assert plan_addition(other, catalogue, lambda _: as_written()).outcome == "added"


def test_a_source_that_cannot_be_read_is_not_overwritten() -> None:
    """A page that would get its id is passed over with what to do."""
    broken = ExistingSource(f"corpus/sources/{plan(page()).id}.md", is_readable=False)
    skipped = plan(page(), broken)
    assert (skipped.outcome, skipped.text) == ("skipped", "")
    assert "mend it first" in skipped.note


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.example/x", "https://a.example/x"),
        ("https://a.example/x/", "https://A.example:443/x#top"),
        ("https://a.example/x?utm_source=f&id=3&fbclid=1", "https://a.example/x?id=3"),
        (" https://a.example/x ", "https://a.example/x"),
    ],
)
def test_addresses_of_one_page_are_one(one: str, other: str) -> None:
    """Scheme, fragment, default port, closing slash and tracking parameters make no other page."""
    assert canonicalise_address(one) == canonicalise_address(other) != ""


@pytest.mark.parametrize("url", ["", "https://a.example/", "https://a.example", "mailto:a@b.c", "https://[x", "x"])
def test_what_names_no_page_is_no_identity(url: str) -> None:
    """A site's front page, which careless sites give as the address of each page, tells nothing."""
    assert canonicalise_address(url) == ""


def test_parameters_that_matter_tell_pages_apart() -> None:
    """What is not tracking stays, and so does a path's case."""
    addresses = {"https://a.example/?id=1", "https://a.example/?id=2", "https://a.example/A", "https://a.example/a"}
    assert len({canonicalise_address(url) for url in addresses}) == 4


@pytest.mark.parametrize(
    ("name", "is_telling"),
    [
        ("index.html", False),
        ("page (2).html", False),
        ("talks.html", True),
        ("a.eml/part.pdf", False),
        ("3.txt", False),
    ],
)
def test_names_that_many_pages_have_tell_nothing(name: str, is_telling: bool) -> None:
    """A number behind such a name does not make it telling."""
    assert is_telling_name(name) is is_telling


def test_changes_count_each_paragraph_once() -> None:
    """A paragraph that stands twice counts twice; front matter and blanks do not."""
    old = "---\ntitle: a\n---\n\nOne.\n\nTwo.\n\nTwo.\n"
    new = "---\ntitle: b\n---\n\nOne.\n\nTwo.\n\n\nThree\nand four.\n"
    assert compare_paragraphs(old, new) == Changes(new=1, gone=1, same=2)
