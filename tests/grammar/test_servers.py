"""Servers as files name them, and which of them this machine is."""

import pytest

from briefgen.grammar.servers import is_loopback, split_server, to_ascii_address


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("smtp.example.org", ("smtp.example.org", 0)),
        ("smtp.example.org:587", ("smtp.example.org", 587)),
        ("127.0.0.1:25", ("127.0.0.1", 25)),
        ("[::1]", ("::1", 0)),
        ("[2001:db8::1]:465", ("2001:db8::1", 465)),
        ("smtp.example.org:0", None),
        ("smtp.example.org:65536", None),
        ("smtp.example.org:", None),
        ("::1", None),
        ("[::g]", None),
        ("[1::2::3]", None),
        ("smtp.example.org/x", None),
        ("smtp.exаmple.org", None),
        ("-x.example", None),
        ("", None),
    ],
)
def test_a_server_is_a_host_and_perhaps_a_port(text: str, parts: tuple[str, int] | None) -> None:
    """Nothing is guessed of one that is written otherwise."""
    assert split_server(text) == parts


@pytest.mark.parametrize("host", ["localhost", "LocalHost", "127.0.0.1", "127.8.8.8", "::1"])
def test_this_machine_is_itself(host: str) -> None:
    """By its name and all its numbers."""
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["127.0.0.1.example.org", "127.example.org", "localhost.example.org", "10.0.0.1", "2001:db8::1", ""]
)
def test_another_machine_is_another(host: str) -> None:
    """However its name begins."""
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("https://briefs.example.org/asia/", "https://briefs.example.org/asia/"),
        ("https://сводки.рф/папка/", "https://xn--b1aemhsq.xn--p1ai/%D0%BF%D0%B0%D0%BF%D0%BA%D0%B0/"),
        ("https://сводки.рф:8443/a%20b/", "https://xn--b1aemhsq.xn--p1ai:8443/a%20b/"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
        ("https://faß.example/", ""),
        ("https:///a/", ""),
        ("https://[::1/", ""),
        ("https://a:99999999/", ""),
    ],
)
def test_a_web_address_is_written_in_ascii(address: str, known: str) -> None:
    """RFC 3986: as feeds, sitemaps and tags (RFC 4151) ask for it."""
    assert to_ascii_address(address) == known
