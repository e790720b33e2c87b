"""Addresses: fetched only when asked, from public addresses only, within limits of size, time and redirects."""

import os
import signal
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from add_runs import TODAY, add, kill_self, list_originals, list_sources, make_desk, outcomes, run_killed
from page_server import serve_pages

from briefgen.project.adding import fetching, shelving
from briefgen.project.adding.web import Fetched, NotFetched, fetch_page, is_public, name_file
from briefgen.project.place import Project

PRIVATE = replace(TODAY, fetch=True, allow_private=True)
PUBLIC = replace(TODAY, fetch=True)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Give the address of a server on loopback."""
    with serve_pages() as address:
        yield address


@pytest.fixture
def desk(tmp_path: Path) -> Project:
    """Give a new project."""
    return make_desk(tmp_path / "desk")


def test_a_fetched_page_becomes_a_source_with_its_address(desk: Project, server: str) -> None:
    """The final address is its URL, the day its accessed, and both say that they were fetched."""
    (told,) = add(desk, f"{server}/moved", options=PRIVATE)
    assert (told.outcome, told.file) == ("added", f"{server}/moved")
    text = (desk.folder / told.path).read_text("utf-8")
    assert f'URL: "{server}/harbour"' in text
    assert "accessed: 2026-11-22" in text
    assert "fetched" in text.partition("evidence:")[2].partition("\n")[0]
    assert "original: {name: harbour.html" in text.replace('"', "")
    assert outcomes(add(desk, f"{server}/moved", options=PRIVATE)) == ["unchanged"]


@pytest.mark.parametrize("path", ["packed", "notes", "five"])
def test_packed_plain_and_redirected_pages_are_read(path: str, desk: Project, server: str) -> None:
    """What is kept is the page unpacked, with an ending that fits its type."""
    (told,) = add(desk, f"{server}/{path}", options=PRIVATE)
    assert told.outcome == "added"
    ((name, data),) = list_originals(desk).items()
    assert name.endswith(".txt" if path == "notes" else ".html")
    assert b"ministers met" in data


@pytest.mark.parametrize(
    ("path", "reason", "code"),
    [
        ("loop", "redirected more than 5 times", 5),
        ("six", "redirected more than 5 times", 5),
        ("flood", "longer than the 33,554,432 bytes", 5),
        ("long", "longer than the 33,554,432 bytes", 5),
        ("lies", "of 5,000 bytes", 5),
        ("bomb", "longer than the 33,554,432 bytes", 5),
        ("torn", "not packed as the server says", 5),
        ("brotli", "packed as br", 5),
        ("nothing", "404", 5),
        ("to-file", "only http and https", 3),
    ],
)
def test_a_bad_server_gives_a_reason(path: str, reason: str, code: int, server: str) -> None:
    """Loops, floods, lies and bombs end within the limits."""
    answer = fetch_page(f"{server}/{path}", allow_private=True)
    assert isinstance(answer, NotFetched)
    assert reason in answer.reason
    assert answer.code == code


def test_a_slow_drip_ends_with_its_time(desk: Project, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that sends a byte now and then is left after the deadline, and the next page is fetched."""
    monkeypatch.setattr(fetching, "FETCHING", replace(fetching.FETCHING, seconds=3))
    dripping, harbour = add(desk, f"{server}/drip", f"{server}/harbour", options=PRIVATE)
    assert (dripping.outcome, dripping.code) == ("skipped", 5)
    assert "3 s" in dripping.reason
    assert harbour.outcome == "added"


def test_the_promised_time_is_twenty_seconds() -> None:
    """All of it: looking up the name, redirects, the page."""
    assert fetching.FETCHING.seconds == 20


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254", "0.0.0.0", "2130706433"],  # noqa: S104 - to be refused
)
def test_private_addresses_are_refused(host: str, desk: Project) -> None:
    """Loopback, private and link-local addresses, however they are written, are not asked: exit code 3."""
    (told,) = add(desk, f"http://{host}:1/x", options=PUBLIC)
    assert (told.outcome, told.code) == ("skipped", 3)
    assert "--allow-private" in told.reason
    assert list_sources(desk) == {}


def test_a_redirect_to_a_private_address_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each hop is checked anew: a public page cannot lead inside."""
    home = urlsplit(server).port

    def connect_home(*_: object, **__: object) -> socket.socket:
        handle = socket.socket()
        handle.connect(("127.0.0.1", home))
        return handle

    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *_, **__: _entry(host))
    monkeypatch.setattr(socket, "create_connection", connect_home)
    assert isinstance(fetch_page("http://93.184.215.14/moved", allow_private=False), Fetched)
    answer = fetch_page("http://93.184.215.14/to-private", allow_private=False)
    assert isinstance(answer, NotFetched)
    assert (answer.code, "169.254.169.254" in answer.reason) == (3, True)


def test_the_address_that_was_checked_is_the_one_that_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is public at the first look and private at the second is looked up once (DNS rebinding)."""
    looks = iter(["93.184.215.14", "127.0.0.1", "127.0.0.1"])
    asked: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: _entry(next(looks)))

    def connect(address: object, **_: object) -> socket.socket:
        asked.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    fetch_page("http://rebinding.example/x", allow_private=False)
    assert asked == [("93.184.215.14", 80)]


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not tried by its public one either."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: _entry("93.184.215.14") + _entry("10.1.2.3"))
    answer = fetch_page("http://mixed.example/", allow_private=False)
    assert isinstance(answer, NotFetched)
    assert "10.1.2.3" in answer.reason


def _entry(address: str) -> list[tuple[object, ...]]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        *((private, False) for private in ("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1")),
        *(
            (private, False)
            for private in ("169.254.169.254", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1")
        ),
        *((private, False) for private in ("::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1")),
        *((private, False) for private in ("64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1")),
        ("64:ff9b::5db8:d70e", True),
    ],
)
def test_public_addresses_are_told_from_others(address: str, public: bool) -> None:
    """IPv6 addresses that stand for one of IPv4 count as that."""
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("url", "kind", "name"),
    [
        ("https://a.example/news/talks", "text/html; charset=utf-8", "talks.html"),
        ("https://a.example/talks.htm", "text/html", "talks.htm"),
        ("https://a.example/", "text/html", "a.example.html"),
        ("https://a.example/get.php", "application/pdf", "get.php.pdf"),
        ("https://a.example/%2e%2e%2fetc%2Fpasswd", "text/plain", "-etc-passwd.txt"),
        ("https://a.example/%D0%B2%D0%B5%D1%81%D1%82%D0%B8", "text/html", "вести.html"),
        ("https://a.example/report.pdf", "application/octet-stream", "report.pdf"),
        ("https://a.example/" + "x" * 300, "text/html", "x" * 100 + ".html"),
    ],
)
def test_a_fetched_file_has_a_name_that_fits(url: str, kind: str, name: str) -> None:
    """The last part of the address, without what a name may not hold, with the media type's ending."""
    assert name_file(urlsplit(url), kind) == name


@pytest.mark.parametrize("url", ["http://user:secret@a.example/", "http://[::1/", "http:///x", "http://a..b.ё/"])
def test_what_is_no_plain_address_is_refused(url: str) -> None:
    """Names with passwords, and what cannot be taken apart, are not asked for."""
    answer = fetch_page(url, allow_private=True)
    assert isinstance(answer, NotFetched)
    assert "secret" not in answer.reason


def test_what_was_fetched_is_not_fetched_again_by_the_run_that_goes_on(
    desk: Project, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after fetching, the next run on the same day takes what lies there."""
    with monkeypatch.context() as patch:
        patch.setattr(shelving, "write_together", lambda *_: kill_self())
        assert run_killed(lambda: add(desk, f"{server}/harbour", options=PRIVATE)) == signal.SIGKILL
    monkeypatch.setattr(fetching, "fetch_page", lambda *_: os.abort())
    assert outcomes(add(desk, f"{server}/harbour", options=PRIVATE)) == ["added"]
