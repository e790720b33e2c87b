"""Blocks that other pages of a site have too, and the phrase lists that a project adds to."""

from collections import Counter

import pytest
from ingest_pages import LONG_SENTENCE, SENTENCE, reasons, texts

from briefgen.ingest.draft import read_page
from briefgen.ingest.page import Draft, PageOptions
from briefgen.ingest.phrases import match_phrase, open_phrases
from briefgen.ingest.repetition import find_repeated, list_keys, make_key, name_site
from briefgen.ingest.site_blocks import REPEATED

NOTICE = "The mill pays for this page, as readers will have guessed long before they came so far."
TOPICS = ("bridge", "harvest", "road", "school", "dam")


def _page(topic: str) -> str:
    return (
        f"Kettle and spoon\n\nA headline about the {topic} by the river\n\n"
        f"The {topic} was discussed for two days by people who had not met before. {SENTENCE}\n\n"
        f"Summary\n\nThe sides will share the cost of the {topic} in equal parts, officials said.\n\n"
        f"The law forbids it.\n\nWorkers at the {topic} had not been asked by anybody. {LONG_SENTENCE}\n\n{NOTICE}\n"
    )


def _read(page: str, options: PageOptions = PageOptions()) -> Draft:  # noqa: B008 - frozen
    read = read_page(page.encode(), "a.txt", options)
    assert isinstance(read, Draft)
    return read


def _learn(pages: list[str]) -> frozenset[str]:
    drafts = [_read(page) for page in pages]
    return find_repeated(Counter(key for draft in drafts for keys in list_keys(draft) for key in keys), len(drafts))


def test_a_notice_at_the_texts_end_goes_when_the_site_has_it_everywhere() -> None:
    """Five pages tell what one cannot: which sentences are the site's."""
    pages = [_page(topic) for topic in TOPICS]
    repeated = _learn(pages)
    alone = _read(pages[0])
    assert NOTICE in texts(alone)
    assert repeated.intersection(list_keys(alone)[0])
    again = _read(pages[0], PageOptions(repeated=repeated))
    assert NOTICE not in texts(again)
    assert reasons(again)[NOTICE] == REPEATED


def test_sentences_and_headings_that_a_series_shares_stay_inside_the_text() -> None:
    """Reports of one series have headings and legal sentences in common: those are their own."""
    pages = [_page(topic) for topic in TOPICS]
    again = _read(pages[1], PageOptions(repeated=_learn(pages)))
    assert {"Summary", "The law forbids it."} <= set(texts(again))


def test_copies_of_one_page_lose_nothing_by_it() -> None:
    """A page that was saved four times stays as it is: where all is repeated, repetition tells nothing."""
    page = _page("bridge")
    repeated = _learn([page] * 4)
    assert texts(_read(page, PageOptions(repeated=repeated))) == texts(_read(page))


def test_counters_do_not_make_lines_differ() -> None:
    """A short line is the same whatever numbers it counts; a sentence's numbers are its own."""
    assert make_key("Views: 1204") == make_key("views 7")
    assert make_key(f"In 2014 {SENTENCE}") != make_key(f"In 2015 {SENTENCE}")
    assert make_key("•") == ""


@pytest.mark.parametrize(
    ("counts", "pages", "found"),
    [({"a": 3, "b": 2}, 3, {"a"}), ({"a": 3, "b": 40}, 1000, {"b"}), ({}, 0, set()), ({"a": 2}, 2, set())],
)
def test_a_sites_block_stands_on_three_pages_at_least(counts: dict[str, int], pages: int, found: set[str]) -> None:
    """Two pages may tell one story; of many pages one in fifty must have it."""
    assert find_repeated(counts, pages) == found


@pytest.mark.parametrize(
    ("fields", "site"),
    [
        ({"URL": "https://www.Courier.example/a/1"}, "courier.example"),
        ({"URL": "http://m.courier.example:8080/a"}, "courier.example"),
        ({"URL": "http://[", "publisher": "The Valley Herald"}, "the valley herald"),
        ({}, ""),
    ],
)
def test_a_site_is_its_host_or_its_publisher(fields: dict[str, object], site: str) -> None:
    """Copies of a site under other prefixes are one site; a page that tells nothing has none."""
    assert name_site(Draft("t", fields, {}, ())) == site


PROJECT = """
[share]
en = ["tell the village*"]
[kettle]
reason = "kettle talk"
en = ["put the kettle on*"]
[keep]
en = ["most read"]
"""


def test_a_projects_phrases_join_the_shipped_ones() -> None:
    """A project adds phrases to a category, a category of its own, and phrases that are never a frame."""
    book = open_phrases(PROJECT)
    assert book.doubts == ()
    for line, category in (("Tell the village!", "share"), ("Put the kettle on, Anna", "kettle"), ("Share", "share")):
        match = match_phrase(line, book)
        assert match is not None
        assert match.category == category
    assert match_phrase("Most read", book) is None
    assert match_phrase("Most read") is not None
    assert match_phrase("Tell the village!") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[share", "cannot be read"),
        ('[tea]\nen = ["x y"]', "gives no reason"),
        ('[tea]\nreason = "\u200b"\nen = ["x y"]', "gives no reason"),
        ('[share]\nen = ["*", 3, "a*b*c*d*e*f*"]', "no phrase that can be matched"),
        ('share = "all"', "no table"),
        ("[share]\nen = 'all'", "no list of phrases"),
        ("x" * 300_000, "at most"),
    ],
)
def test_a_broken_list_is_told_and_harms_nothing(text: str, words: str) -> None:
    """What is wrong in a project's list becomes a doubt of the draft; the shipped phrases still hold."""
    draft = _read(_page("bridge"), PageOptions(phrases=text))
    assert any(words in doubt for doubt in draft.doubts)
    assert match_phrase("Share", open_phrases(text)) is not None


@pytest.mark.parametrize(
    ("line", "category"),
    [
        ("Поділіться цією новиною", "share"),
        ("Shuningdek o‘qing: Toshkentda yangi ko‘prik", "related"),
        ("Башкы бет", "menu"),
        ("Alle Rechte vorbehalten", "rights"),
        ("Abonnez-vous à notre lettre", "subscription"),
        ("Todos los derechos reservados", "rights"),
        ("جميع الحقوق محفوظة", "rights"),
        ("相关阅读", "related"),
        ("Çok okunan haberler", "related"),
        ("Ҷустуҷӯ", "consent"),
    ],
)
def test_phrases_of_many_languages_are_known(line: str, category: str) -> None:
    """Pages in the languages of the region and its neighbours have menus too."""
    match = match_phrase(line)
    assert match is not None
    assert match.category == category
