"""Sketches: small, the same everywhere, and telling of a cut as well as of a whole."""

import json
import os
import sqlite3
import subprocess
import sys

from briefgen.grouping.sketch import LEAST_MET, Sketch, are_worth_reading, make_sketch
from briefgen.index.likenesses import Likenesses, SketchRow
from briefgen.index.schema import TABLES
from grouping.story_texts import change_words, make_words


def test_numbers_are_the_same_on_every_machine() -> None:
    """The numbers of runs are fixed, whatever seed Python hashes texts with."""
    script = (
        "from briefgen.grouping.sketch import number_runs; print(number_runs('the secretary general said'.split()))"
    )
    for seed in ("0", "1"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment
        )
        assert json.loads(done.stdout) == [3499010422, 1461021518]


def test_a_short_text_is_kept_whole_and_a_long_one_in_part() -> None:
    """Up to 64 runs are all kept; of many, the eighth that is smallest."""
    short, long = make_sketch(make_words(60, 1)), make_sketch(make_words(4_002, 2))
    assert len(short.numbers) == 58
    assert short.top == 2**32 - 1
    assert 490 <= len(long.numbers) <= 500
    assert max(long.numbers) == long.top < 2**32 / 7
    assert make_sketch(["two", "words"]) == Sketch((), 2**32 - 1)


def test_cuts_and_rewritten_texts_are_worth_reading_and_strangers_are_not() -> None:
    """A cut of forty words, a re-ordered text and one with three words in ten changed come through; a quotation not."""
    words = make_words(800, 3)
    changed = " ".join(change_words([" ".join(words)], 0.3, 4)).split()
    assert are_worth_reading(make_sketch(words), make_sketch(words[:40]))
    assert are_worth_reading(make_sketch(words), make_sketch([*words[400:], *words[:400]]))
    assert are_worth_reading(make_sketch(words), make_sketch(changed))
    assert not are_worth_reading(make_sketch(words), make_sketch(make_words(800, 5)))
    assert not are_worth_reading(
        make_sketch(words), make_sketch([*make_words(300, 6), *words[:50], *make_words(300, 7)])
    )


def test_the_sieve_of_counts_lets_pass_what_the_sketches_do() -> None:
    """What the index sieves by counts alone never loses what a comparison of the sketches would keep."""
    words = make_words(900, 8)
    texts = [words, words[:40], words[:300], words[200:], [*words[:450], *make_words(450, 9)], make_words(900, 10)]
    sketches = [make_sketch(text) for text in texts]
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    likenesses = Likenesses(connection)
    for number, sketch in enumerate(sketches):
        likenesses.add_sketch(number, f"{number}.md", SketchRow(sketch.numbers, sketch.top, len(texts[number])))
    keys = likenesses.take_unsettled()
    kept = {key: sketches[likenesses.load_sketch(key)[2]] for key in keys}
    for key, sketch in kept.items():
        wanted = {other for other in keys if other != key and are_worth_reading(sketch, kept[other])}
        assert wanted <= set(likenesses.list_met(key, sketch.numbers, sketch.top, LEAST_MET))
    connection.close()
