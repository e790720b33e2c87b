"""Evidence, positions and changes as laid out: what a reader sees beside each quotation, in HTML and on paper."""

import re
from dataclasses import replace
from html import unescape

import pytest

from briefgen.model.brief import ChangeEntry, Changes, GapEntry, JudgementEntry, Section
from briefgen.model.printed_excerpt import ActorPositions, ExcerptEntry, ExcerptGroup, PositionCell, Statement, Version
from briefs.made_up import RUSSIAN, day, make_brief, make_entry, mark, prose
from render.laid_out import lay_out

STANCES = {"for": "▲", "against": "▼", "mixed": "◆", "sceptical": "▽", "neutral": "●"}


def lay_out_section(section: Section, **changes: object) -> str:
    """Lay out a brief of one section and the sources; give the section's markup."""
    sources = next(one for one in make_brief().sections if one.kind == "sources")
    html = lay_out(make_brief(sections=(section, sources), **changes)).html
    found = re.search(rf'<section class="{section.kind}.*?</section>', html, re.DOTALL)
    assert found is not None
    return found[0]


def read_text(markup: str) -> str:
    """Read what a reader reads: no tags, no signs that are not seen, single blanks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).replace("\u2060", "").split())


def show(entry: ExcerptEntry, **changes: object) -> str:
    """Lay out one excerpt and give its article as running text, without markup."""
    section = Section("excerpts", "Evidence", "part-1", groups=(ExcerptGroup("", "g1", (entry,)),))
    article = re.search(r"<article.*?</article>", lay_out_section(section, **changes), re.DOTALL)
    assert article is not None
    without = re.sub(r"<details.*?</details>", "", article[0], flags=re.DOTALL)
    return read_text(without)


def test_each_quotation_names_speaker_date_document_and_grade() -> None:
    """Who said it for whom and when, in which document of which publisher and date, and how good it is."""
    text = show(make_entry(1, "a", "We will talk.", "en", stance="for", page="3", is_key=True))
    assert text == (
        "1a key Nina Exampleva , Northern Council 25 Jun 2009 ▲ for “We will talk.”"
        " Example Daily, What the papers said, part 1 , July 2009, p. 3 · B2"
    )


def test_the_language_of_the_original_is_told_where_it_is_not_the_briefs() -> None:
    """Without a translation the source line names the language, with one the translation does, and by whom."""
    entry = make_entry(1, "a", RUSSIAN, "ru", has_other_language=True)
    assert ", in Russian · B2" in show(entry)
    translated = show(replace(entry, translation="The number grew.", translator="A. Analyst"))
    assert "Translation from Russian (A. Analyst): The number grew." in translated
    assert translated.count("Russian") == 1
    assert "in English" not in show(make_entry(1, "a", "Words.", "en"))


def test_versions_and_copies_are_named_and_linked() -> None:
    """The same passage in another language is a link to its source, near-copies are counted."""
    entry = make_entry(1, "a", "Words.", "en", versions=(Version("ru", mark(2)),), copies=("x^1", "y^2"))
    assert "· also in Russian [ 2 ] · Near-copies held back: 2" in show(entry)


@pytest.mark.parametrize(("change", "word"), [("new", "new"), ("changed", "changed"), ("", "")])
def test_changed_excerpts_have_a_bar_and_a_word(change: str, word: str) -> None:
    """Colour alone tells nothing on a grey print: the word stands first, and the block has a bar."""
    entry = make_entry(1, "a", "Words.", "en", change=change)
    section = Section("excerpts", "Evidence", "part-1", groups=(ExcerptGroup("", "g1", (entry,)),))
    html = lay_out_section(section)
    assert ("altered" in html) is bool(word)
    assert (f'<p class="change">{word}</p>' in html) is bool(word)


def say(text: str, letter: str, stance: str = "", **changes: object) -> Statement:
    """Make a statement of 2012 in a daily."""
    statement = Statement(
        text, "quotation", mark(1, letter), stance=stance, date=day("2012-09-18"), language="en", publisher="A Daily"
    )
    return replace(statement, **changes)  # type: ignore[arg-type]


def make_row(actor: str, *statements: Statement, cell: PositionCell | None = None) -> ActorPositions:
    """Make an actor's row with one column."""
    newest = statements[0] if statements else None
    return ActorPositions(actor, actor.lower(), statements, 0, (cell,), newest, cell is not None)


def lay_out_positions(*rows: ActorPositions) -> str:
    """Lay out positions with the one column for the topic."""
    return lay_out_section(Section("positions", "Positions", "part-1", positions=rows, questions=("",)))


def test_the_matrix_tells_sign_word_year_and_mark() -> None:
    """An old position has its year, a recent one has not; what was said before follows with its years."""
    old = PositionCell("sceptical", mark(1, "a"), day("2012-09-18"), is_stale=True)
    said = (say("No.", "a", "sceptical"), say("Yes.", "b", "for", date=day("2004")), say("So.", "c", "for", date=None))
    html = lay_out_positions(make_row("North", *said, cell=old), make_row("South", cell=None))
    text = read_text(html)
    assert "North ▽ sceptical, 2012 [ 1a ] ▲ for, 2004; ▲ for, undated 18 Sept 2012 [ 1a ]" in text
    assert "South – no statement found in this corpus" in text


def test_no_column_holds_nothing_but_dashes() -> None:
    """Where nobody said anything before the latest, there is no column for it."""
    cell = PositionCell("for", mark(1, "a"))
    once, twice = (say("Words.", "a", "for"),), (say("Words.", "a", "for"), say("Others.", "b", "against"))
    heads = [lay_out_positions(make_row("North", *said, cell=cell)) for said in (once, twice)]
    assert ["Earlier, or undated" in html for html in heads] == [False, True]


def test_what_a_section_has_no_room_for_is_told() -> None:
    """A reader learns how many actors more there are, and where."""
    row = make_row("North", say("Words.", "a", "for"), cell=PositionCell("for", mark(1, "a")))
    html = lay_out_section(Section("positions", "Positions", "part-1", positions=(row,), questions=("",), further=28))
    assert "28 more actors spoke of this; the dossier has what they said." in html


@pytest.mark.parametrize("stance", STANCES)
def test_every_stance_has_a_sign_and_a_word(stance: str) -> None:
    """A sign alone is not read by everybody, and the signs are such as the sans serif holds."""
    row = make_row("North", say("Words.", "a", stance), cell=PositionCell(stance, mark(1, "a")))
    assert re.search(rf'<span class="sign"[^>]*>{STANCES[stance]}</span> {stance}', lay_out_positions(row))


def test_many_silent_and_unassessed_actors_share_a_row() -> None:
    """Forty actors stay readable: those of whom nothing is known stand in one line, not in forty."""
    cell = PositionCell("for", mark(1, "a"))
    heard = [make_row(f"Heard {n}", say("Words.", "b")) for n in range(5)]
    silent = [make_row(f"Silent {n}") for n in range(30)]
    html = lay_out_positions(make_row("North", say("Words.", "a", "for"), cell=cell), *heard, *silent)
    matrix = html.partition('class="position-table')[0]
    assert matrix.count("<tr>") == 1 + 1 + 1 + 1
    assert "Silent 0, Silent 1" in matrix


def test_without_any_stance_no_matrix_is_drawn() -> None:
    """A table of nothing but dashes is left out; what was said stands alone."""
    html = lay_out_positions(make_row("North", say("Words.", "a")), make_row("South"))
    assert 'class="matrix' not in html
    assert "No statement found in this corpus: South." in html
    assert "“Words.”" in html


def test_what_changed_is_a_table_of_then_and_now() -> None:
    """Each row says what changed, how it was and is, and why; a withdrawn excerpt has an empty place, not none."""
    changes = Changes(
        number=3,
        issued=day("2026-03-03"),
        entries=(
            ChangeEntry("judgement", "changed", "It is likely.", "It is unlikely.", "new evidence", None, "J 1", "j1"),
            ChangeEntry("excerpt", "withdrawn", "Old words.", subject="Excerpt", old_manner="quotation", language="en"),
        ),
        summary="Excerpts: 1 withdrawn.",
        further=4,
    )
    html = lay_out_section(Section("changes", "What changed", "part-1", changes=changes))
    text = read_text(html)
    assert "Since edition 3 of 3 Mar 2026" in text
    assert "J 1 changed It is likely. It is unlikely. new evidence" in text
    assert "Excerpt withdrawn “Old words.” –" in text
    assert "Excerpts: 1 withdrawn. 4 more are not listed here;" in text
    nothing = replace(changes, entries=(), further=0, summary="")
    assert "no change to report" in lay_out_section(Section("changes", "What changed", "part-1", changes=nothing))


def test_a_column_without_words_is_left_out() -> None:
    """Where all is new, no column of dashes takes the room of what is there."""
    entry = ChangeEntry("excerpt", "new", new="New words.", mark=mark(1), subject="Excerpt", new_manner="summary")
    changes = Changes(1, day("2026-03-03"), (entry,), summary="Excerpts: 1 new.")
    text = read_text(lay_out_section(Section("changes", "What changed", "part-1", changes=changes)))
    assert "What Now Why Excerpt [ 1 ] new New words. Excerpts: 1 new." in text


def test_changed_judgements_say_so_in_their_box() -> None:
    """The word stands beside the badge: a bar would pull the number out of the box."""
    judgement = JudgementEntry(1, "j1", prose("A link is unlikely.", "item"), change="changed")
    html = lay_out_section(Section("judgements", "Key judgements", "part-1", judgements=(judgement,)))
    assert '<span class="pill changed">changed</span>' in html


def test_gaps_count_the_marks_they_do_not_list() -> None:
    """Six marks and a number are read; sixty marks are not."""
    gap = GapEntry("date", "Undated sources: 9 of 12.", (mark(1),), further=8)
    assert "+8" in lay_out_section(Section("gaps", "Gaps", "part-1", gaps=(gap,)))
