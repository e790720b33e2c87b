"""Notes and dossiers as printed: how many sheets, that every number leads somewhere, that HTML and PDF say the same."""

import io
import re
from dataclasses import replace
from pathlib import Path

import page as page_validation
import pikepdf
import pytest
from laid_out import lay_out

from briefgen.compose.assembly import assemble_brief
from briefgen.compose.findings import AssemblyOptions, Findings
from briefgen.model.brief import Brief
from briefgen.model.evidence import Evidence
from briefgen.model.settings import Settings
from briefgen.model.source import Trailer
from briefgen.model.topic import AnalystBlock, Topic
from briefgen.model.variant import Variant
from briefgen.render.html import LayoutOptions
from briefgen.render.pdf.printing import print_pdf
from samples import VOCABULARY, date, make_block, make_evidence, make_plan, make_source, make_topic

pytestmark = pytest.mark.slow

SENTENCE = "The council met the forum in the old town and told nobody of it for a whole year."
RUSSIAN = "Генеральный секретарь рассказал о переговорах, которые стороны вели в старом городе почти целый год."


def make_found(number: int, text: str = SENTENCE, *, language: str = "en", url: str = "") -> tuple[Evidence, ...]:
    """Make so many excerpts of half as many sources; every third has an actor, every fourth a day and an event."""
    return tuple(
        make_evidence(
            f"source-{place // 2}^part-{place}",
            f"{place * 7919} {text} {place * 104729}",
            "org/nato" if place % 2 else "org/csto",
            "theme/transit" if place % 5 else "theme/peacekeeping",
            source=make_source(
                f"source-{place // 2}",
                str(1990 + place % 30),
                language=language,
                title=f"Report {place // 2} on the talks in the old town and what came of them",
                publisher="Institute of Made-up Studies",
                url=url,
            ),
            actor=("org/nato", "", "", "org/csto", "", "")[place % 6],
            trailer=Trailer(date=date(f"{1990 + place % 30}-0{1 + place % 9}")) if place % 4 == 0 else None,
            ordinal=place,
        )
        for place in range(number)
    )


def make_judgements(number: int, sentences: int, cited: int = 3, text: str = SENTENCE) -> tuple[AnalystBlock, ...]:
    """Make judgements of so many sentences that cite so many excerpts each."""
    return tuple(
        replace(
            make_block(
                " ".join([f"Judgement {place}."] + [text] * sentences),
                *(f"source-{(place + step) // 2}^part-{place + step}" for step in range(cited)),
                kind="item",
            ),
            likelihood="unlikely",
            confidence="moderate, three independent sources, two of them older than ten years",
        )
        for place in range(number)
    )


def assemble(topic: Topic, form: str, found: tuple[Evidence, ...], **settings: object) -> Brief:
    """Assemble a topic whose query finds these excerpts and which may cite them."""
    cited: dict[str, tuple[Evidence, ...]] = {}
    for evidence in found:
        cited[evidence.source.id] = (*cited.get(evidence.source.id, ()), evidence)
    sources = {there[0].source.id: there[0].source for there in cited.values()}
    findings = Findings(found=found, cited=cited, sources=sources, source_ids=tuple(sources))
    options = AssemblyOptions(VOCABULARY, Settings(**settings), "2026-11-22")  # type: ignore[arg-type]
    return assemble_brief(topic, findings, options, Variant(form)).brief


def lay_out_form(brief: Brief) -> str:
    """Lay out a brief with the template of its form."""
    page = lay_out(brief, LayoutOptions(template=brief.form))
    assert page.html, page.problems
    return page.html


def make_written_topic(judgements: tuple[AnalystBlock, ...], paragraphs: int, **fields: object) -> Topic:
    """Make a topic with judgements, background, items of a timeline and gaps written by the analyst."""
    return make_topic(
        make_plan("judgements", text=judgements),
        make_plan("background", "Why", text=tuple(make_block(" ".join([SENTENCE] * 6)) for _ in range(paragraphs))),
        make_plan("positions", actors=("org/nato", "org/csto")),
        make_plan("timeline"),
        make_plan("excerpts"),
        make_plan("gaps", text=tuple(make_block(SENTENCE, kind="item") for _ in range(paragraphs))),
        make_plan("sources"),
        **fields,
    )


LONG_TITLE = " ".join(["Relations between the Northern Council and the Southern Forum"] * 3)
NOTES = {
    "none": (make_topic(make_plan("excerpts")), ()),
    "one": (make_topic(make_plan("excerpts")), make_found(1)),
    "two hundred": (make_topic(make_plan("excerpts")), make_found(200)),
    "long sentences": (make_topic(make_plan("excerpts")), make_found(60, " ".join(["and then they met again"] * 90))),
    "no blanks": (make_topic(make_plan("excerpts")), make_found(20, "X" * 900)),
    "Russian": (
        make_topic(make_plan("excerpts"), language="ru"),
        make_found(60, " ".join([RUSSIAN] * 3), language="ru"),
    ),
    "long addresses": (make_topic(make_plan("excerpts")), make_found(60, url="https://example.org/" + "a" * 2000)),
    "written": (make_written_topic(make_judgements(4, 3), 2, summary=(make_block(SENTENCE),)), make_found(60)),
    "long judgements": (
        make_written_topic(make_judgements(9, 30, 20), 9, summary=(make_block(" ".join([SENTENCE] * 30)),)),
        make_found(200),
    ),
    "long title": (
        make_written_topic(make_judgements(5, 8, 9), 9, title=LONG_TITLE, deck=" ".join([SENTENCE] * 3)),
        make_found(200),
    ),
    "Russian judgements": (
        make_written_topic(make_judgements(6, 9, 9, RUSSIAN), 9, title="Отношения", language="ru"),
        make_found(90, RUSSIAN, language="ru"),
    ),
}


@pytest.mark.parametrize(
    ("name", "paper"),
    [(name, "a4") for name in NOTES] + [pytest.param(name, "letter", marks=pytest.mark.slow) for name in NOTES],
)
def test_every_note_has_one_or_two_sheets(name: str, paper: str) -> None:
    """However much is written and found, a note is printed on two sheets at most, without a complaint."""
    topic, found = NOTES[name]
    brief = assemble(topic, "note", found, paper=paper, analyst="A. Analyst", desk="The desk")
    printed = print_pdf(lay_out(brief, LayoutOptions(template="note")), "note")
    assert printed.problems == ()
    assert 1 <= printed.pages <= 2


@pytest.mark.parametrize(("form", "number"), [("note", 40), ("dossier", 40)])
def test_every_link_of_a_form_leads_somewhere(form: str, number: int) -> None:
    """Each anchor stands once, and each link inside the page has its anchor."""
    topic = make_written_topic(make_judgements(4, 3), 2, summary=(make_block(SENTENCE),))
    html = lay_out_form(assemble(topic, form, make_found(number)))
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


@pytest.mark.parametrize("form", ["note", "dossier"])
def test_forms_are_ua_1_and_without_complaint(form: str) -> None:
    """An independent validator finds both forms to be PDF/UA-1, and the PDF library has nothing to say."""
    topic = make_written_topic(make_judgements(4, 3), 2, summary=(make_block(SENTENCE),))
    brief = assemble(topic, form, make_found(30))
    printed = print_pdf(lay_out(brief, LayoutOptions(template=form)), form)
    assert printed.problems == ()
    report = page_validation.validate_pdf_bytes(printed.pdf, profile=page_validation.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, str(report)


def test_dossiers_name_the_pages_of_their_excerpts() -> None:
    """The outline has the back matter, and the number in the table is the page on which the excerpt begins."""
    brief = assemble(make_topic(make_plan("excerpts")), "dossier", make_found(60))
    printed = print_pdf(lay_out(brief, LayoutOptions(template="dossier")), "dossier")
    with pikepdf.open(io.BytesIO(printed.pdf)) as pdf, pdf.open_outline() as outline:
        titles = [str(item.title) for top in outline.root for item in (top, *top.children)]
    assert {"Table of excerpts", "Index", "Glossary of tags", "Sources"} <= set(titles)
    assert brief.indexes is not None
    html = lay_out_form(brief)
    assert all(f'href="#{row.reference.anchor}"' in html for row in brief.indexes.rows)


def test_a_template_of_ones_own_has_its_style_sheet(tmp_path: Path) -> None:
    """`mine.html.j2` gets the data of a brief, and `mine.css` beside it is read after the others."""
    (tmp_path / "mine.html.j2").write_text(
        '<!DOCTYPE html>\n<html lang="{{ brief.language }}">\n{% include "parts/head.html.j2" %}\n'
        "<body><p>{{ brief.marking.label }}</p><h1>{{ brief.title }}</h1>"
        "{% for section in brief.sections %}<h2>{{ section.heading }}</h2>{% endfor %}"
        "</body></html>\n",
        encoding="utf-8",
    )
    (tmp_path / "mine.css").write_text("h1 { color: #801650 }", encoding="utf-8")
    brief = assemble(make_topic(make_plan("excerpts", "What was found")), "mine", make_found(3))
    page = lay_out(brief, LayoutOptions((tmp_path,), "mine"))
    assert page.problems == ()
    assert "<h2>What was found</h2>" in page.html
    assert page.html.rindex("h1 { color: #801650 }") > page.html.rindex("@page")


def test_a_dossier_of_nothing_says_so_and_has_no_contents_list() -> None:
    """A heading "Contents" above an empty list tells a reader nothing."""
    html = lay_out_form(assemble(make_topic(), "dossier", ()))
    assert "Nothing in the corpus answers" in html
    assert "contents full" not in html.partition("<body>")[2]
