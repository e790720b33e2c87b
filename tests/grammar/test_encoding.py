"""A scraped page's text comes out right, whatever the page says of its encoding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.grammar.encoding import decode_page, find_double_decoding, find_encoding

RUSSIAN = "Генеральный секретарь заявил: «Контактов нет». Он добавил, что всё решено."
KAZAKH = "Қазақстан бейбіт келіссөздерге үй болды."
FRENCH = "Le secrétaire général a déclaré que l’alliance n’avait pas été « informée »."
ENGLISH = "No contacts, he said."


@pytest.mark.parametrize("text", [RUSSIAN, KAZAKH, FRENCH, ENGLISH])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_told_without_a_label(text: str, encoding: str) -> None:
    """UTF-8 and UTF-16, with a byte order mark or without, need no declaration."""
    assert decode_page(text.encode(encoding)) == text


@pytest.mark.parametrize(("text", "encoding"), [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (FRENCH, "cp1252")])
def test_old_encodings_are_told_by_the_looks_of_words(text: str, encoding: str) -> None:
    """Without a declaration, Russian in windows-1251 or KOI8-R and French in windows-1252 are read."""
    assert decode_page(text.encode(encoding, "ignore")) == text.encode(encoding, "ignore").decode(encoding)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ("<META http-equiv=Content-Type content='text/html; charset=koi8-r'>", "koi8-r"),
        ('<?xml version="1.0" encoding="ibm866"?>', "cp866"),
        ("<meta charset=iso-8859-5>", "iso-8859-5"),
    ],
)
def test_a_declared_encoding_is_used(head: str, encoding: str) -> None:
    """What the page names in its head holds, where the bytes are not UTF-8."""
    text = head + "Генеральный секретарь заявил"
    assert decode_page(text.encode(encoding)) == text


@pytest.mark.parametrize("label", ["windows-1252", "iso-8859-1", "utf-8", "nonsense", "hex", "utf-7", "unicode_escape"])
def test_a_wrong_or_dangerous_declaration_does_no_harm(label: str) -> None:
    """Russian under a Western or impossible label is still Russian, and no codec that rewrites text is used."""
    text = f'<meta charset="{label}">{RUSSIAN} +ADw-script+AD4- \\x41'
    assert decode_page(text.encode("cp1251")) == text
    assert decode_page(text.encode()) == text


def test_one_broken_byte_does_not_turn_utf8_into_nonsense() -> None:
    """A page cut in the middle of a letter loses that letter only."""
    assert decode_page((RUSSIAN * 5).encode()[:-2]) == RUSSIAN * 4 + RUSSIAN[:-2] + RUSSIAN[-2:-1].replace(
        "о", "\ufffd"
    )


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_raise(data: bytes) -> None:
    """Whatever the bytes, a text comes back, and the same one each time."""
    assert decode_page(data) == decode_page(data)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "iso8859-5"])
@pytest.mark.parametrize("label", ["", "windows-1251", "koi8-r", "ibm866", "utf-8", "iso-8859-1"])
def test_a_lie_about_the_cyrillic_set_is_seen_by_its_letters(encoding: str, label: str) -> None:
    """Whatever set the page names, its Russian is read in the set that makes it Russian."""
    text = f'<meta charset="{label}"><p>{RUSSIAN.replace("«", chr(34)).replace("»", chr(34)) * 2}</p>'
    assert decode_page(text.encode(encoding)) == text


def test_a_declared_set_holds_where_nothing_speaks_against_it() -> None:
    """A few letters are no evidence against what the page says."""
    text = '<meta charset="koi8-r"><p>ОДКБ</p>'
    assert decode_page(text.encode("koi8-r")) == text
    found = find_encoding(text.encode("koi8-r"))
    assert (found.name, found.declared) == ("koi8-r", "koi8-r")


def test_a_byte_order_mark_is_believed_before_the_page() -> None:
    """The mark at the start of the file decides, and what the page says is kept for the report."""
    text = f'<meta charset="windows-1251"><p>{RUSSIAN}</p>'
    found = find_encoding(text.encode("utf-8-sig"))
    assert (found.name, found.declared, found.mark) == ("utf-8", "cp1251", 3)
    assert decode_page(text.encode("utf-16")) == text


@pytest.mark.parametrize("encoding", ["cp1251", "latin-1", "cp1252"])
def test_text_that_was_decoded_twice_is_told(encoding: str) -> None:
    """UTF-8 that was read as something else and saved so is recognised, and sound text never is."""
    broken = RUSSIAN.encode().decode(encoding, "replace")
    assert find_double_decoding(broken)
    assert find_double_decoding("It’s “fine” – he said. It’s so.".encode().decode("cp1252", "replace"))
    for sound in (RUSSIAN, KAZAKH, FRENCH, ENGLISH, "СССР и РСФСР, ГРУ и ФСБ РФ", "Ð Ñ â€ alone"):
        assert not find_double_decoding(sound * 3 if sound.isascii() else sound)
