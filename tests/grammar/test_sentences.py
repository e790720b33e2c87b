"""Sentences: where they end, and how a long text is cut into runs that can be read and proven."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.grammar.sentences import cut_into_runs, keep_first_sentences, split_sentences
from shared_data import SHARED, needs_shared


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Mr. J. Smith met the U.N. envoy.", "No. 5 was cited, pp. 3-4.", "The U.N. Security Council met."]),
        ("en", ["He left the U.N.", "The council met."]),
        ("en", ["Prices rose 3.5 per cent etc. and fell.", "On Jan. 31 he came.", "Dr. Who asked?!", "He left."]),
        ("en", ["He said: “We met. We left.”", "Then he went."]),
        ("en", ["See para. 4 of res. 1973 (2011).", "Gen. Petraeus said so."]),
        ("en", ["1. First item.", "2. Second item."]),
        ("en", ["It waited... and came back.", "It went on."]),
        ("ru", ["«Да», т.е. так.", "И вот."]),
        ("ru", ["А. С. Пушкин и др.", "Это было давно.", "Потом он ушёл."]),
        ("ru", ["В 2012 г. он сказал, что платформа нужна.", "См. стр. 5 и рис. 3."]),
        ("kk", ["2009 ж. 25 маусымда өтті.", "Қазақстан Президенті Н.Ә. Назарбаев сөйледі."]),
        ("xx", ["One thing.", "Another thing."]),
        ("en", ["A title without an end"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(language: str, sentences: list[str]) -> None:
    """Initials, abbreviations, numbers and quotations do not end a sentence."""
    text = " ".join(sentences)
    assert [text[start:end] for start, end in split_sentences(text, language)] == sentences


@given(st.text(st.sampled_from('ab .!?…"“”«»()1AБ\n'), max_size=80))
def test_sentences_hold_all_words(text: str) -> None:
    """The spans are in order, apart, and leave out nothing but blanks."""
    spans = split_sentences(text, "en")
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(one[1] <= two[0] for one, two in pairwise(spans))


@given(
    st.lists(
        st.sampled_from(["Short one.", "“Open here.", "Closed here.”", "A sentence of quite a few words."]), max_size=80
    )
)
def test_runs_hold_all_words(sentences: list[str]) -> None:
    """Whatever the quotations, the runs together are the text, cut at sentence ends only."""
    text = " ".join(sentences)
    runs = cut_into_runs(text, "en", longest_words=30, fewest_words=8)
    assert " ".join(runs) == text
    assert all(run.endswith((".", "”")) for run in runs)


def test_runs_are_no_longer_than_asked() -> None:
    """Ordinary sentences give runs of at most the longest, none too short to stand alone."""
    runs = cut_into_runs("This sentence has exactly six words. " * 60, "en", longest_words=50, fewest_words=20)
    assert {len(run.split()) <= 50 for run in runs} == {True}
    assert min(len(run.split()) for run in runs) >= 20


def test_quotation_stays_whole() -> None:
    """No cut falls inside a quotation that is open."""
    text = "Some words before it stand here. “One thing is so. Another is not. A third may be.” And after."
    runs = cut_into_runs(text, "en", longest_words=12, fewest_words=2)
    assert "“One thing is so. Another is not. A third may be.”" in runs


def test_forgotten_quotation_mark_does_not_hold_the_text_together() -> None:
    """A quotation that never closes is cut like any other text."""
    runs = cut_into_runs("He said: “This goes on. " + "A sentence of six words here. " * 60, "en", longest_words=50)
    assert max(len(run.split()) for run in runs) <= 75


def test_short_text_is_one_run() -> None:
    """What is short enough stays as it is; what is empty gives nothing."""
    assert cut_into_runs("One. Two.", "en") == ("One. Two.",)
    assert cut_into_runs(" ", "en") == ()


@needs_shared
def test_page_of_one_paragraph_is_cut_into_readable_runs() -> None:
    """A real page that is one paragraph gives runs a reader can take in, with every word."""
    text = (SHARED / "seeds" / "000_e8d5a9dea2d01503.txt").read_text(encoding="utf-8")
    paragraph = max(text.split("\n"), key=len)
    runs = cut_into_runs(paragraph, "en")
    assert [word for run in runs for word in run.split()] == paragraph.split()
    assert len(runs) > 3
    assert all(25 <= len(run.split()) <= 110 for run in runs)
    assert all(run.endswith((".", "”")) for run in runs)


@pytest.mark.parametrize(
    ("text", "words", "short"),
    [
        ("One two three. Four five. Six.", 5, "One two three. Four five."),
        ("One two three. Four five. Six.", 2, "One two three."),
        ("No end here", 1, "No end here"),
        ("", 5, ""),
    ],
)
def test_text_is_shortened_at_a_sentence_end(text: str, words: int, short: str) -> None:
    """Whole sentences stay, at least one, at most as many words as asked for."""
    assert keep_first_sentences(text, "en", words) == short


def test_runs_are_stretches_of_the_text() -> None:
    """No blank is put in where two sentences stand without one, as flattened pages have them."""
    text = "He sent them to Kampala in May.When asked he said nothing at all. " * 40
    runs = cut_into_runs(text.strip(), "en", longest_words=30, fewest_words=8)
    assert len(runs) > 5
    assert " ".join(runs) == text.strip()
