"""How many words a text has, in every script."""

import pytest

from briefgen.grammar.letters import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("The north bridge carries carts.", 5),
        ("Он сказал — «нет», и co-operation — тоже.", 8),
        ("대한민국 정부는 발표했다", 3),
    ],
)
def test_words_are_what_stands_between_blanks(text: str, words: int) -> None:
    """Where a script has blanks, they are asked and nothing else: a dash that stands alone counts, as before."""
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("哈萨克斯坦总统宣布,新桥将于二〇二六年建成。", 20),
        ("アスタナで会談", 7),
        ("ｱｽﾀﾅ", 4),
        ("ไปที่นั่น", 5),
        ("ລາວ", 3),
        ("ខ្មែរ", 3),
        ("မြန်မာ", 3),
        ("北约(NATO)在2026年的co-operation 计划", 10),
    ],
)
def test_of_a_script_without_blanks_each_letter_counts(text: str, words: int) -> None:
    """Signs above and below a letter are part of it, stops count for nothing, and other words in it for one each."""
    assert count_words(text) == words
