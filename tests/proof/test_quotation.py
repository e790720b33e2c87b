"""A quotation is exact only where its original has the very words."""

import random
import re
import time

import pytest

from briefgen.model.evidence import ProofState
from briefgen.proof.quotation import OriginalText, prepare_original, prove, prove_versions
from shared_data import SHARED, needs_shared

EXACT, CHANGED, AMBIGUOUS, MISSING = ProofState.EXACT, ProofState.CHANGED, ProofState.AMBIGUOUS, ProofState.MISSING


def judge(part: str, original: str) -> ProofState:
    """Return what becomes of a quotation of one part."""
    return prove((part,), prepare_original(original), "verbatim").state


def find_texts(parts: tuple[str, ...], original: str) -> list[str]:
    """Return what the spans of a proof hold."""
    prepared = prepare_original(original)
    return [prepared.text[start:end] for start, end in prove(parts, prepared, "verbatim").spans]


@pytest.mark.parametrize(
    ("part", "original"),
    [
        ("the two  bodies", "and the\r\n  two\u00a0bodies met"),
        ("“No prospects”, he said", 'So: "No prospects", he said.'),
        ("the alliance’s ‘aims’", "of the alliance's 'aims'."),
        ("« да », сказал", "И \u201e да \u201c, сказал он"),
        ("2003-2016", "in 2003–2016, then"),
        ("a step – forward", "it was a step—forward and"),
        ("a step -- forward", "it was a step — forward and"),
        ("in Astana today", "in Asta\u00adna to\u200bday"),
        ("in Astana today", "in Asta-\nna to\u2010\r\n  day"),
        ("a long-term plan", "this is a long-\nterm plan"),
        ("Nur-Sultan and long-term co-operation", "Nur-\nSultan and long-term co-opera-\ntion"),
        ("й и ё", "ё, и\u0306 и е\u0308, й"),
        ("the office ... and", "at the oﬃce … and so"),
        ("\u202bשלום לכם\u202c", "הוא אמר שלום לכם היום"),
        ("قال الأمين العام", "وأمس قال\u00a0الأمين العام للمنظمة"),
        ("Ұйым Қазақстанда", "Бұл Ұйым\nҚазақстанда құрылды"),
        ("合作组织", "上海合作组织成立"),
        ("CSTO relations", "on NATO–CSTO relations"),
        ("he said", "no.” he said, no"),
        ("of the policy.", "the end of the policy.3 Then"),
        ("in 2012", "in 2012 300 people"),
        ("5 states", "- 5 states"),
    ],
)
def test_typesetting_may_differ(part: str, original: str) -> None:
    """Blanks, line breaks, quotation marks, dashes, soft hyphens, ligatures and Unicode form make no difference."""
    assert judge(part, original) is EXACT


@pytest.mark.parametrize(
    ("part", "original"),
    [
        ("they did agree", "they did not agree"),
        ("they did not agree", "they did agree"),
        ("of 4 August 2008", "of 4 August 2009"),
        ("10² tonnes", "102 tonnes"),
        ("102 tonnes", "10² tonnes"),
        ("Mr Smith said", "Mr Smyth said"),
        ("with us now", "with US now"),
        ("the nowhere man", "the now here man"),
        ("we re-sign it", "we resign it"),
        ("we resign it", "we re-sign it"),
        ("every one came", "every, one came"),
        ("a length of 5'", 'a length of 5"'),
        ("все свои", "всё свои"),
        ("NATO аnd", "NATO and"),
        ("A, B", "B, A"),
        ("and CSTO and NATO", "and NATO and CSTO"),
        ("he said yes", "he said: yes"),
        ("it is so", "it is, so"),
    ],
)
def test_words_may_not_differ(part: str, original: str) -> None:
    """A changed digit, word, letter, capital, comma or hyphen within a line is never exact."""
    assert judge(part, original) is not EXACT


@pytest.mark.parametrize(
    ("part", "original"),
    [
        ("agree to it", "they disagree to it"),
        ("the organ", "the organs met"),
        ("compliance is vital", "non-compliance is vital"),
        ("a vote of self", "a vote of self-defence"),
        ("we back NATO", "we back NATO’s foes"),
        ("5 per cent", "1.5 per cent"),
        ("5 per cent", "rose .5 per cent"),
        ("rose by 1", "rose by 1.5 per cent"),
        ("000 troops", "10 000 troops"),
        ("000 troops", "10,000 troops"),
        ("up to 10", "up to 10\u00a0000 troops"),
        ("5 degrees", "at -5 degrees"),
        ("5 degrees", "at −5 degrees"),
        ("5 million", "about $5 million"),
        ("rose by 5", "rose by 5 %"),
        ("rose by 5", "rose by 5% then"),
        ("258 of", "73/258 of"),
        ("na today", "Asta-\nna today"),
        ("министр сказал", "премьер-министр сказал"),
        ("и", "й"),
        ("कम", "कमी"),
    ],
)
def test_words_are_whole_at_both_ends(part: str, original: str) -> None:
    """A quotation that cuts a word, compound, number, sum or measure says something else and is not exact."""
    assert judge(part, original) is not EXACT
    assert judge(part, f"{original}. {part}.") is EXACT


def test_spans_lead_back_to_the_original() -> None:
    """Each part's span holds its words as the original has them, the first place for words that stand twice."""
    original = "A pre\u00adface.\n— The  “two”\nbodies met. The “two” bodies"
    assert find_texts(('The "two" bodies',), original) == ["The  “two”\nbodies"]
    assert find_texts(("preface", "bodies met"), original) == ["pre\u00adface", "bodies met"]
    assert find_texts(("— The",), original) == ["— The"]


def test_parts_stand_in_order() -> None:
    """Marked parts must follow one another; the same words in another order are not exact."""
    original = prepare_original("One came first. Then two came. At last three came.")
    assert prove(("One came", "three came"), original, "verbatim").state is EXACT
    backwards = prove(("three came", "One came"), original, "verbatim")
    assert (backwards.state, backwards.nearest) == (CHANGED, "One came […] three came")
    assert prove(("two came", "two came"), original, "verbatim").state is CHANGED
    assert prove(("One came", "nobody ever was there"), original, "verbatim").state is MISSING


def test_nearest_wording_is_the_originals() -> None:
    """Where words differ, the original's own are shown, whole words, with its quotation marks."""
    original = prepare_original(
        "In June the “alliance” had\nno official contacts with the bloc (and wanted none). More."
    )
    found = prove(('the "alliance" had official contacts with the bloc',), original, "verbatim")
    assert (found.state, found.nearest) == (CHANGED, "the “alliance” had no official contacts with the bloc")
    cut = prove(("compliance is vital here",), prepare_original("Their non-compliance is vital here."), "verbatim")
    assert cut.nearest == "non-compliance is vital here"


def test_several_near_places_are_ambiguous() -> None:
    """Two places that are about equally near and say different things leave the meaning open."""
    original = "The council met in May 2011 in Minsk. Later the council met in May 2013 in Minsk."
    assert judge("council met in May 2012 in Minsk", original) is AMBIGUOUS
    same = "The council met in May 2011 in Minsk. Later the council met in May 2011 in Minsk."
    assert judge("council met in May 2012 in Minsk", same) is CHANGED


@pytest.mark.parametrize(
    "parts", [(), ("",), ("\u00ad \u200b",), ("entirely other words stand here",), ("x" * 30_000,)]
)
def test_words_that_are_nowhere_are_missing(parts: tuple[str, ...]) -> None:
    """Nothing, invisible characters, other words and endless ones are never exact."""
    assert prove(parts, prepare_original("The council met in Minsk."), "verbatim").state is MISSING
    assert prove(parts, prepare_original(""), "verbatim").state is MISSING


def test_misspelt_name_finds_its_place() -> None:
    """Also words of which none stands in the original are compared with it, letter by letter."""
    found = prove(("Nikolai Bordyusha",), prepare_original("So said Nikolay Bordyuzha in Moscow."), "verbatim")
    assert (found.state, found.nearest) == (CHANGED, "Nikolay Bordyuzha")


def test_summaries_and_lost_originals() -> None:
    """A summary is never proven, whatever the original says; without an original nothing is."""
    original = prepare_original("The very words.")
    assert prove(("The very words.",), original, "summary").state is ProofState.SUMMARY
    assert prove(("The very words.",), None, "summary").state is ProofState.SUMMARY
    assert prove(("The very words.",), None, "verbatim").state is ProofState.UNPROVEN
    assert prove_versions(("The very words.",), None, {}, "verbatim").state is ProofState.UNPROVEN


def test_words_may_have_moved_to_a_later_version() -> None:
    """Words gone from the version on record but exact in a later one have moved; else the first version judges."""
    first, second = prepare_original("The council met in Minsk."), prepare_original("News. The council met in Brest.")
    later = {"b2": second}
    moved = prove_versions(("met in Brest",), first, later, "verbatim")
    assert (moved.state, moved.spans, moved.version) == (ProofState.MOVED, ((18, 30),), "b2")
    assert prove_versions(("met in Minsk",), first, later, "verbatim").state is EXACT
    nearest = prove_versions(("The council sat in Minsk.",), first, later, "verbatim")
    assert (nearest.state, nearest.nearest, nearest.version) == (CHANGED, "The council met in Minsk.", "")
    assert prove_versions(("Brest",), first, later, "summary").state is ProofState.SUMMARY
    third = prepare_original("Late news. The council met in Brest.")
    latest = prove_versions(("met in Brest",), first, {"b2": second, "c3": third}, "verbatim")
    assert (latest.version, latest.spans) == ("c3", ((23, 35),))


def test_hostile_originals_are_bounded() -> None:
    """Runs of blanks, dashes, marks and one repeated word are worked through in little time."""
    begun = time.process_time()
    for text in (
        " " * 300_000,
        "- " * 150_000,
        "a\u0301" * 100_000,
        "no " * 100_000,
        "\u200b" * 300_000,
        "a-\n" * 80_000,
    ):
        prove(("no no yes no no no",), prepare_original(text), "verbatim")
        prove(("a-" * 40 + "a b",), prepare_original(text), "verbatim")
    assert time.process_time() - begun < 10


def read_paragraphs() -> list[tuple[OriginalText, list[str]]]:
    """Return real originals, each with its paragraphs: English, Russian, and the scraped pages."""
    data = SHARED / "data" / "un"
    paths = [*sorted((data / "en").glob("*.txt"))[:60], *sorted((data / "ru").glob("*.txt"))[:30]]
    documents = []
    for path in (*paths, *sorted((SHARED / "seeds").glob("*.txt"))):
        text = path.read_text(encoding="utf-8")
        documents.append((prepare_original(text), [line for line in text.splitlines() if len(line.split()) > 8]))
    return [document for document in documents if document[1]]


@needs_shared
def test_real_paragraphs_and_sentences_are_exact() -> None:
    """Each paragraph of real texts, and each sentence in it, is proven, and its span is that paragraph."""
    for original, paragraphs in read_paragraphs():
        for paragraph in paragraphs:
            proof = prove((paragraph,), original, "verbatim")
            assert proof.state is EXACT, paragraph
            assert original.text[slice(*proof.spans[0])] == paragraph.strip()
            sentences = tuple(re.split(r"(?<=[a-zа-я][.!?])\s+(?=[A-ZА-Я])", paragraph))
            assert prove(sentences, original, "verbatim").state is EXACT, sentences


def change_word(words: list[str], chance: random.Random, vocabulary: list[str]) -> list[str]:
    """Return the words with one inner word dropped, doubled, swapped, replaced, denied or changed in a letter."""
    at = chance.randrange(1, len(words) - 1)
    before, word, after = words[:at], words[at], words[at + 1 :]
    letter = chance.randrange(len(word))
    digits = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), " ".join(words), count=1).split(" ")
    changed = [
        [*before, *after],
        [*before, word, word, *after],
        [*before, after[0], word, *after[1:]],
        [*before, chance.choice(vocabulary), *after],
        [*before, chance.choice(["not", "не", "емес"]), word, *after],
        [*before, word[:letter] + chance.choice("aeiouаеио") + word[letter + 1 :], *after],
        [*before, word.swapcase(), *after],
        digits,
    ]
    return chance.choice(changed)


@needs_shared
def test_one_changed_word_is_never_exact() -> None:
    """Of 2,000 real paragraphs with one word changed none is exact, and nearly all find the original's wording."""
    chance = random.Random(20261122)
    documents = read_paragraphs()
    vocabulary = [word for _, paragraphs in documents for paragraph in paragraphs for word in paragraph.split()]
    tried = near = 0
    originals = (document for document in documents * 100 for _ in range(30))
    while tried < 2000:
        original, paragraphs = next(originals)
        words = chance.choice(paragraphs).split()
        changed = " ".join(change_word(words, chance, vocabulary))
        if changed in " ".join(original.text.split()):
            continue  # the change has hit on words that do stand there
        proof = prove((changed,), original, "verbatim")
        assert proof.state is not EXACT, changed
        tried += 1
        near += proof.nearest == " ".join(words)
    assert near > 1900


@needs_shared
def test_proof_is_quick() -> None:
    """On 100 kB: 2,000 exact passages a second (here 700, for slow machines), and at most 50 ms for one that is not."""
    documents = read_paragraphs()
    text = "\n".join(original.text for original, _ in documents)[:100_000]
    original = prepare_original(text)
    paragraphs = [line for line in text.splitlines()[:-1] if len(line.split()) > 8]
    begun = time.process_time()
    assert all(prove((paragraph,), original, "verbatim").state is EXACT for paragraph in paragraphs)
    assert len(paragraphs) / (time.process_time() - begun) > 700
    slow = [paragraph.replace(" the ", " an ", 1) for paragraph in paragraphs[:40]]
    begun = time.process_time()
    for paragraph in slow:
        prove((paragraph,), original, "verbatim")
    assert (time.process_time() - begun) / len(slow) < 0.05
