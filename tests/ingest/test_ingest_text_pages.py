"""Flattened text pages in three languages: the text stays, the page's frame goes with a reason."""

import pytest
from ingest_pages import ENGLISH, KAZAKH, LONG_SENTENCE, RUSSIAN, SENTENCE, draft_of, reasons, texts


def test_an_english_page_keeps_its_text_and_nothing_else() -> None:
    """Wrapped lines are joined, an inner heading stays, menus, lists of stories and teasers go."""
    draft = draft_of(ENGLISH)
    assert draft.title == "Border talks resume in river town after two-year pause"
    assert texts(draft, "heading") == ["What happens next"]
    paragraphs = texts(draft, "paragraph")
    assert len(paragraphs) == 5
    assert paragraphs[0].endswith("and that a second round would follow before winter.")
    assert "reopen a footbridge" in paragraphs[0]
    assert reasons(draft)["Landslide blocks valley road"] == "list of other stories"
    assert reasons(draft)["Storm closes mountain road"] == "list of other stories"
    assert reasons(draft)["ADVERTISEMENT"] == "advertisement"


def test_front_matter_of_an_english_page_comes_with_its_evidence() -> None:
    """Publisher, authors and date are found in words, and the words are quoted."""
    draft = draft_of(ENGLISH)
    assert draft.fields == {
        "publisher": "The Valley Herald",
        "author": ["Anna Petrov", "John Smith"],
        "issued": "2013-05-07",
        "language": "en",
        "rights": {"holder": "The Valley Herald"},
    }
    assert draft.evidence["issued"] == "text: 'Published: Tuesday, 7 May 2013 16:05 BST'"
    assert draft.evidence["publisher"] == "text: '© 2013 The Valley Herald. All rights reserved.'"
    assert draft.evidence["author"] == "text: 'By Anna Petrov and John Smith in Khorog'"


def test_a_russian_page_keeps_its_list_and_loses_comments() -> None:
    """A list that the text leads into stays, what readers wrote under the text does not."""
    draft = draft_of(RUSSIAN)
    assert draft.title == "В Бишкеке обсудили охрану границ и учения следующего года"
    assert draft.fields["issued"] == "2019-03-14"
    assert draft.fields["author"] == ["Гульнара Асанова"]
    assert draft.fields["publisher"] == "Вестник долины"
    assert draft.fields["language"] == "ru"
    assert texts(draft, "item") == ["отработка связи между отрядами;", "эвакуация раненых;", "охрана мостов."]
    assert texts(draft, "heading") == ["Что известно об учениях"]
    body = " ".join(texts(draft))
    for gone in ("Хорошая новость", "Читайте", "Telegram", "Фото", "Ctrl", "Просмотров", "Теги", "Душанбе", "+996"):
        assert gone not in body
    assert "обошлись без происшествий" in body


def test_a_kazakh_page_is_read_like_the_others() -> None:
    """Kazakh dates, share lists and lists of stories are known."""
    draft = draft_of(KAZAKH)
    assert draft.title == "Астанада су қауіпсіздігі жөнінде келіссөз басталды"
    assert draft.fields == {"issued": "2021-10-05", "language": "kk"}
    assert len(texts(draft)) == 3
    assert texts(draft)[-1].startswith("Келіссөздердің келесі кезеңі")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Share this article on Facebook", "share list"),
        ("Facebook Twitter WhatsApp 12", "share list"),
        ("Расскажите друзьям об этой новости", "share list"),
        ("Subscribe now for full access!", "subscription box"),
        ("By continuing to use this site you agree to our use of cookies.", "cookie or privacy notice"),
        ("icon mail icon phone iconsearch icondown iconup iconleft iconright iconshare iconplay iconclose iconmenu",
         "list of keywords or icon names"),
        ("река, мост, граница, переговоры, вода, отряды, два берега, снег", "list of keywords or icon names"),
        ("Все права защищены", "copyright notice"),
        ("Photo: Valley Herald archive", "photo caption"),
        ("The bridge in spring. ©REUTERS The bridge in spring. ©REUTERS", "photo caption"),
        ("Read also: Museum finds lost map", "list of other stories"),
    ],
)  # fmt: skip
def test_widgets_between_paragraphs_go_with_a_reason(line: str, reason: str) -> None:
    """A widget's line in the midst of a text is dropped, and the report says what it was."""
    draft = draft_of(f"A headline about the river bridge\n\n{SENTENCE * 2}\n\n{line}\n\n{LONG_SENTENCE * 2}\n")
    assert len(texts(draft)) == 2
    assert reasons(draft)[line] == reason


@pytest.mark.parametrize(
    "sentence",
    [
        "Recent clashes near the upper bridge have left three people injured.",
        "Related developments in the valley were discussed by the committee on Friday.",
        "Tel Aviv was named as a possible place for 3 further rounds of talks.",
        "Expanding the garrison is not on the agenda, the spokesman told reporters.",
        "“We are mostly funded by the two districts,” the chairman of the commission said.",
        "Мы в Казахстане считаем, что договор должен быть подписан до конца года.",
        "Последние столкновения у моста унесли жизни двух человек, сообщила полиция.",
        "Жоғары сот бұл шешімді келесі аптада қайта қарайды деп күтілуде.",
        "She voted for it.",
    ],
)
def test_sentences_that_begin_like_a_widget_stay(sentence: str) -> None:
    """Running text is not dropped because a widget's words begin it."""
    draft = draft_of(f"A headline about the river bridge\n\n{SENTENCE * 2}\n\n{sentence}\n\n{LONG_SENTENCE * 2}\n")
    assert sentence in texts(draft)


def test_a_lead_that_the_text_repeats_is_dropped_and_another_stays() -> None:
    """Only a lead whose words follow again is left out."""
    lead = "The two sides will reopen the old footbridge over the river"
    page = "A headline about talks\n\n{}.\n\n" + f"{lead}, officials said. {SENTENCE}\n"
    assert reasons(draft_of(page.format(lead)))[f"{lead}."] == "lead, repeated by the text that follows"
    other = "Nothing about the mill was settled in the second round of talks"
    assert f"{other}." in texts(draft_of(page.format(other)))


def test_a_title_without_its_first_letter_is_reported_not_mended() -> None:
    """The title stays as printed, and a doubt names the word."""
    draft = draft_of(f"RIVER TALKS: OOPERATION ON WATER\n\nThe sides praised their cooperation on water. {SENTENCE}\n")
    assert draft.title == "RIVER TALKS: OOPERATION ON WATER"
    assert any("OOPERATION" in doubt for doubt in draft.doubts)


def test_a_page_without_a_title_says_so() -> None:
    """The text's first words stand in, and a doubt tells it."""
    draft = draft_of(SENTENCE * 3)
    assert draft.title.startswith("The two delegations agreed on Monday")
    assert any("no title" in doubt for doubt in draft.doubts)


def test_clauses_of_a_resolution_are_text() -> None:
    """Paragraphs that end in commas and semicolons are kept, numbered items too."""
    draft = draft_of(
        "RESOLUTION 9999 (2010)\n\nAdopted on 3 June 2010\n\nThe Council,\n\n"
        "Recalling its previous statements on the matter and those of its President on the same,\n\n"
        "1. Decides to extend the mandate of the mission until 30 June 2011;\n\n2. Decides to remain seized of it.\n"
    )
    assert draft.fields["issued"] == "2010-06-03"
    assert [block.kind for block in draft.blocks] == ["paragraph", "paragraph", "item", "item"]
    assert all(block.ordered for block in draft.blocks[2:])


def test_running_text_left_out_for_its_place_is_named() -> None:
    """What is dropped only because it stands outside the article raises a doubt."""
    menu = "\n".join(f"Section {name}" for name in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    far = "A reader from the upper valley wrote to us about the old mill that nobody has repaired since the flood."
    draft = draft_of(f"A headline about the bridge\n\n{SENTENCE * 4}\n\n{menu}\n\n{far}\n")
    assert far not in texts(draft)
    assert any("running text outside the article" in doubt for doubt in draft.doubts)
