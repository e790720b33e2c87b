"""The language of a page, and of the passages that are in another."""

import pytest

from briefgen.ingest.language import choose_language, find_day_order, mark_languages
from briefgen.ingest.page import Claim, DraftBlock

ENGLISH = "The bridge over the river was opened again to lorries after engineers had replaced the eastern pier."
RUSSIAN = "Мост через реку снова открыли для грузовых машин после того, как инженеры заменили восточную опору."
KAZAKH = "Инженерлер шығыс тірегін ауыстырғаннан кейін өзен үстіндегі көпір жүк көліктеріне қайта ашылды."
UKRAINIAN = (
    "Міст через річку знову відкрили для вантажних машин після того, як інженери замінили східну опору, яку зніс зсув, "
    "і голова району подякував мешканцям."
)
GERMAN = "Die Brücke über den Fluss ist wieder für Lastwagen offen, nachdem Ingenieure den Pfeiler ersetzt haben."


def blocks(*texts: str, kind: str = "paragraph") -> list[DraftBlock]:
    """Make blocks of one kind."""
    return [DraftBlock(kind, text) for text in texts]


@pytest.mark.parametrize(
    ("source", "text", "language"),
    [
        ("en", RUSSIAN, "ru"),
        ("en-GB", KAZAKH, "kk"),
        ("en", GERMAN, "de"),
        ("ru", ENGLISH, "en"),
        ("ru", KAZAKH, "kk"),
        ("ru", UKRAINIAN, "uk"),
        ("en", ENGLISH, ""),
        ("ru", RUSSIAN, ""),
        ("kk", KAZAKH, ""),
        ("en", "НАТО и ОДКБ", ""),
        ("en", "Nursultan Nazarbayev, Kassym-Jomart Tokayev, Emomali Rahmon, Shavkat Mirziyoyev", ""),
        ("", RUSSIAN, ""),
    ],
)
def test_a_passage_clearly_in_another_language_bears_it(source: str, text: str, language: str) -> None:
    """By script or by words; short pieces and lists of names keep the source's."""
    assert [block.language for block in mark_languages(blocks(text), source)] == [language]


def test_headings_keep_the_sources_language() -> None:
    """They are not quoted."""
    assert mark_languages(blocks(RUSSIAN, kind="heading"), "en")[0].language == ""


def test_a_long_quotation_does_not_decide_the_pages_language() -> None:
    """The script that most of the text is in is asked."""
    assert choose_language((), blocks(ENGLISH, ENGLISH, RUSSIAN)).code == "en"


def test_the_claim_that_says_more_is_taken_and_one_that_the_text_belies_is_doubted() -> None:
    """A region counts; a template's wrong language does not."""
    claims = (Claim("en", "html lang"), Claim("en_gb", "meta: og:locale"))
    found = choose_language(claims, blocks(ENGLISH))
    assert (found.code, found.evidence) == ("en-GB", "meta: og:locale")
    belied = choose_language((Claim("ru", "html lang"),), blocks(ENGLISH))
    assert (belied.code, len(belied.doubts)) == ("en", 1)


@pytest.mark.parametrize(
    ("language", "claimed", "order"),
    [("ru", "", True), ("en-GB", "en-GB", True), ("en", "en", None), ("en-US", "en-US", None), ("", "", None)],
)
def test_the_order_of_figures_follows_the_language(language: str, claimed: str, order: bool | None) -> None:
    """English writes both, and en-US is what programs write where nobody chose."""
    assert find_day_order(language, (Claim(claimed, "html lang"),) if claimed else ()) is order
