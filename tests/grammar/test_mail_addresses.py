"""Addresses of e-mail: one and nothing else, and the same to us as to a server."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.grammar.addresses import fold_address, is_address, needs_utf8, split_named, to_ascii_domain, to_wire


@pytest.mark.parametrize(
    "text",
    [
        "ann@example.org",
        "o'neil+briefs@sub.example.org",
        "a.b.c@x.example",
        "root@localhost",
        "{a}|b@x.example",
        "анна@пример.example",
        "ann@bücher.example",
        "ann@xn--bcher-kva.example",
        f"{'a' * 64}@x.example",
        "1@2.example",
    ],
)
def test_one_address_is_one(text: str) -> None:
    """All that RFC 5321 and 6531 have without quotation marks."""
    assert is_address(text)
    assert split_named(text) == ("", text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ann",
        "@example.org",
        "ann@",
        "a@x, b@y",
        "a@x b@y",
        "a@x;b@y",
        "a@x\nb@y",
        "a@x\r\nBcc: b@y",
        " a@x",
        "a@x ",
        "alice@example.org)bob@example.com",
        "a(c)@x.example",
        '"a@x" <b@evil.example>',
        "<a@x.example>",
        "a@b@c.example",
        '"a b"@x.example',
        "a..b@x.example",
        ".a@x.example",
        "a.@x.example",
        "a@-x.example",
        "a@x..example",
        "a@x.example.",
        "a@[127.0.0.1]",
        "a\u200b@x.example",
        "a@x\u202e.example",
        "a\x00@x.example",
        "a@x\u2028.example",
        "a\ud800@x.example",
        f"{'a' * 65}@x.example",
        f"a@{'x' * 64}.example",
        f"a@{'x.' * 130}example",
        "a@x_y.example",
        "a\\b@x.example",
        "a@b＠c.example",
        "a@b＞c.example",
        "a@b¨c.example",
        "a@straße.example",
        "a@ς.example",
        "a@b／c.example",
    ],
)
def test_what_is_not_one_address_is_none(text: str) -> None:
    """F03, F04: two, a name, a comment, blanks, what nobody sees, and what IDNA would make an @ of."""
    assert not is_address(text)


@given(st.text(max_size=30) | st.builds("{}@{}".format, st.text(max_size=12), st.text(max_size=12)))
def test_what_a_server_is_told_is_one_address_again(text: str) -> None:
    """No letter turns into an @, a bracket or a blank on its way to the server."""
    if is_address(text):
        wire = to_wire(text)
        assert is_address(wire)
        assert wire.count("@") == 1
        assert wire.rpartition("@")[2].isascii()
        assert wire.isprintable()
        assert not set(wire) & set(' <>,;:"()[]\\')


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Asia desk <desk@example.org>", ("Asia desk", "desk@example.org")),
        ("Отдел Азии <desk@example.org>", ("Отдел Азии", "desk@example.org")),
        ("a@x.example <b@evil.example>", None),
        ('"a@x.example" <b@evil.example>', None),
        ("Desk\nBcc: x <a@x.example>", None),
        ("Desk\u2028x <a@x.example>", None),
        ("A <a@x.example>, B <b@x.example>", None),
        ("A <a@x.example> <b@x.example>", None),
        ("<a@x.example>", None),
    ],
)
def test_a_name_may_stand_before_an_address(text: str, parts: tuple[str, str] | None) -> None:
    """F04, F05: a name that is an address itself, or has a line break, is none."""
    assert split_named(text) == parts


def test_a_mailbox_is_the_same_in_capitals_and_in_idna() -> None:
    """F06: so that it is written to once."""
    same = {"ann@xn--bcher-kva.example", "Ann@BÜCHER.example", "ANN@Bücher.Example", "ann@bu\u0308cher.example"}
    assert {fold_address(one) for one in same} == {"ann@xn--bcher-kva.example"}
    assert fold_address("jose\u0301@x.example") == fold_address("José@X.example")
    assert fold_address("bob@bücher.example") not in {fold_address(one) for one in same}


def test_a_domain_that_two_standards_read_differently_is_none() -> None:
    """Python's IDNA of 2003 would send what is for `faß.example` to `fass.example`."""
    assert to_ascii_domain("faß.example") == ""
    assert to_ascii_domain("xn--fa-hia.example") == "xn--fa-hia.example"


def test_smtputf8_is_for_the_part_before_the_at_alone() -> None:
    """A domain is written in ASCII instead."""
    assert needs_utf8("анна@x.example")
    assert not needs_utf8("anna@пример.example")
