"""A message says what it was given to say, and goes to the one it is for, whatever stands in a title."""

import base64
import quopri
import re
from dataclasses import replace
from datetime import UTC, datetime
from email.policy import EmailPolicy
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from mail_parcels import PLAIN, make_file, make_parcel, parse, read_part, title_parcel

from briefgen.deliver.channel import Letter
from briefgen.deliver.headers import clean_header, clean_line, make_subject
from briefgen.deliver.messages import Envelope, Sender, fill_link, make_message, name_message
from briefgen.errors import IntegrityError, PolicyError
from briefgen.grammar.addresses import is_address, to_ascii_domain

SENDER = Sender("Asia desk", "desk@example.org")
MOMENT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ENVELOPE = Envelope(SENDER, "ann@example.org", MOMENT)
HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "Content-Language"]
BODY_HEADERS = {"Content-Type", "MIME-Version"}
#: Text with all that has ever broken a header: breaks, controls, encoded words, quotes, lone surrogates, directions.
_ODD = (
    "\r", "\n", "\r\n", "\r\n ", "\x00", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\u202e", "\u2066",
    "\u200f", "\ud800", "\udcff", "=?utf-8?q?x=0aBcc:=20eve@evil.example?=", "=?utf-8?b?", "?=", "Bcc: e@evil.example",
    '"', "\\", "<eve@evil.example>", ",", ";", ":", "(", ")", "@", ".", "\r\n.\r\n", "é", "Ж", "😀", " ", "\t",
    "a" * 90,
)  # fmt: skip
TEXTS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=()), max_size=60),
    st.lists(st.sampled_from(_ODD) | st.text(max_size=5), max_size=30).map("".join),
)
ADDRESSES = st.sampled_from(
    (
        "ann@example.org",
        "o'neil+briefs@sub.example.org",
        "{ann}@example.org",
        "анна@пример.example",
        "ann@bücher.example",
    )
)


@given(
    texts=st.tuples(TEXTS, TEXTS, TEXTS),
    points=st.lists(TEXTS, max_size=3),
    addresses=st.tuples(ADDRESSES, ADDRESSES, st.just("") | ADDRESSES),
)
@example(("x", 'Bérénice, "eve@evil.example"', ""), [], ("ann@example.org", "ann@example.org", ""))
@example(("a " * 5000, "b" * 300, ""), ["- \n.\n"], ("ann@bücher.example", "o@x.example", "анна@пример.example"))
def test_nothing_that_is_said_changes_whom_a_message_reaches(
    texts: tuple[str, str, str], points: list[str], addresses: tuple[str, str, str]
) -> None:
    """Whatever title, names and points: the headers given and no others, one address in each, the points unchanged."""
    (title, name, contact), (sender, to, reply) = texts, addresses
    letter = Letter(title, "TLP:AMBER+STRICT", "en", "2026-11-22", tuple(points), contact)
    data = make_message(make_parcel(letter, to), Envelope(Sender(name, sender, reply), to, MOMENT))
    found = parse(data)
    names = [one for one, _ in found.items()]
    assert names[: len(HEADERS)] == HEADERS
    assert set(names[len(HEADERS) :]) == BODY_HEADERS | ({"Reply-To"} if reply else set())
    assert len(names) == len(set(names))
    for header, address in (("From", sender), ("To", to), ("Reply-To", reply)):
        told = [one.addr_spec for one in found[header].addresses] if found[header] else []
        local, _, domain = address.rpartition("@")
        assert told == ([f"{local}@{to_ascii_domain(domain)}"] if address else [])
    # Python's reader puts a blank between the encoded words of a name, which RFC 2047 tells it not to.
    assert found["From"].addresses[0].display_name.replace(" ", "") == clean_header(name).replace(" ", "")
    assert found["Subject"] == make_subject("TLP:AMBER+STRICT", title)
    assert [part.defects for part in found.walk()] == [[]] * 3
    lines = read_part(found, "plain").split("\n")
    assert [line[2:] for line in lines[4:] if line.startswith("- ")][: len(points)] == [clean_line(p) for p in points]
    _check_lines(data)


def _check_lines(data: bytes) -> None:
    """RFC 5321 and 5322: lines end with CR LF alone, and none has more than 998 characters."""
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)|\x00", data)
    assert max(map(len, data.split(b"\r\n"))) <= 998


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("=?utf-8?q?x=0aBcc:_eve@evil.example?=", "[TLP:GREEN] = ?utf-8?q?x=0aBcc:_eve@evil.example? ="),
        ("A\r\nBcc: eve@evil.example", "[TLP:GREEN] A Bcc: eve@evil.example"),
        ("A\u2028B\u0085C\x0bD\x00E\u2029F", "[TLP:GREEN] A B C D E F"),
        ("Plans \u202eDER:PLT", "[TLP:GREEN] Plans ⟦U+202E⟧DER:PLT"),
        ("A\ud800B", "[TLP:GREEN] A\ufffdB"),
        ("x" * 400, f"[TLP:GREEN] {'x' * 300}…"),
        ("", "[TLP:GREEN]"),
        ("Коллективная безопасность", "[TLP:GREEN] Коллективная безопасность"),
    ],
)
def test_a_title_is_one_line_of_text(title: str, subject: str) -> None:
    """F01, F02: encoded words are taken apart, breaks and controls are blanks, what steers the eye shows itself."""
    found = parse(make_message(title_parcel(title), ENVELOPE))
    assert found["Subject"] == subject
    assert found.get_all("Bcc") is None
    assert [one.addr_spec for one in found["To"].addresses] == ["ann@example.org"]


def test_the_marking_comes_before_all_else_and_ends_both_texts() -> None:
    """TLP 2.0: legible in the subject as it stands, before the text and at its end, in plain text and in HTML."""
    data = make_message(title_parcel("Безопасность"), ENVELOPE)
    assert b"\r\nSubject: [TLP:GREEN] =?utf-8?b?" in data
    found = parse(data)
    plain, page = read_part(found, "plain"), read_part(found, "html")
    assert plain.startswith("TLP:GREEN\n")
    assert plain.rstrip().endswith("\nTLP:GREEN")
    text = re.sub(r"<title>.*?</title>|<[^>]*>", "", page).strip()
    assert text.startswith("TLP:GREEN\n")
    assert text.endswith("\nTLP:GREEN")


def test_a_label_in_a_title_or_point_stays_within_its_line() -> None:
    """Nobody ends the marked text early by a line break and a label of their own."""
    letter = replace(PLAIN, title="A\n\nTLP:CLEAR\n\nB", points=("x\n\nTLP:CLEAR\n\ny\u2028TLP:CLEAR",))
    lines = read_part(parse(make_message(make_parcel(letter), ENVELOPE)), "plain").split("\n")
    assert "TLP:CLEAR" not in lines
    assert lines.count("TLP:GREEN") == 2


def test_a_letter_tells_its_edition_and_its_label_in_its_colour() -> None:
    """The number stands before the day, in the letter's language; one point is no list; TLP 2.0 has the colours."""
    letter = replace(PLAIN, label="TLP:AMBER+STRICT", language="ru", date="2026-11-22", number=3, points=("x",))
    found = parse(make_message(make_parcel(letter), ENVELOPE))
    plain, page = read_part(found, "plain"), read_part(found, "html")
    assert "Выпуск 3, 22" in plain
    assert "Выпуск 3, 22" in page
    assert "color:#ffc000" in page
    assert "<li" not in page
    page = read_part(parse(make_message(make_parcel(replace(letter, points=("x", "y"), number=0)), ENVELOPE)), "html")
    assert (page.count("<li"), "Выпуск" in page) == (2, False)


def test_markup_in_a_letter_is_text() -> None:
    """What a scraped page calls itself is no HTML in the message."""
    evil = "<script>alert(1)</script><img src=x onerror=y>"
    letter = replace(PLAIN, title=evil, points=(evil,), contact=evil, label="TLP:GREEN")
    page = read_part(
        parse(make_message(make_parcel(letter), replace(ENVELOPE, link='https://x.example/"><b>'))), "html"
    )
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page


def test_a_message_has_the_same_name_at_each_try() -> None:
    """A receiver who got it in spite of a broken connection can tell; another recipient's has another name."""
    tries = [parse(make_message(make_parcel(), replace(ENVELOPE, moment=when))) for when in (MOMENT, datetime.now(UTC))]
    assert tries[0]["Message-ID"] == tries[1]["Message-ID"] == name_message(make_parcel().delivery.key, SENDER.address)
    assert parse(make_message(make_parcel(recipient="bob"), ENVELOPE))["Message-ID"] != tries[0]["Message-ID"]


@pytest.mark.parametrize(
    "name", ["bericht.pdf", "отчёт по ОДКБ.pdf", 'a"; x="b\r\nBcc: eve@evil.example.pdf', "é" * 120]
)
def test_a_file_keeps_its_name_and_bytes(tmp_path: Path, name: str) -> None:
    """Names beyond ASCII are written by RFC 2231, and none adds a header to its part."""
    file = replace(make_file(tmp_path, 5000), name=name)
    data = make_message(make_parcel(files=(file,)), ENVELOPE)
    (part,) = parse(data).iter_attachments()
    assert part.get_filename() == clean_header(name)
    assert part.get_content() == file.path.read_bytes()
    assert {one for one, _ in part.items()} <= {
        "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "MIME-Version",
    }  # fmt: skip
    _check_lines(data)
    if not name.isascii():
        assert b"filename*" in data


def test_a_file_that_was_altered_is_not_attached(tmp_path: Path) -> None:
    """What leaves is what is on record, also where it was changed a moment ago."""
    file = make_file(tmp_path)
    file.path.write_bytes(b"other")
    with pytest.raises(IntegrityError, match="not as it was issued"):
        make_message(make_parcel(files=(file,)), ENVELOPE)


def test_a_link_takes_the_place_of_files(tmp_path: Path) -> None:
    """It stands in both texts, and nothing is attached."""
    found = parse(
        make_message(make_parcel(files=(make_file(tmp_path),)), replace(ENVELOPE, link="https://x.example/2"))
    )
    assert list(found.iter_attachments()) == []
    assert "https://x.example/2" in read_part(found, "plain")
    assert 'href="https://x.example/2"' in read_part(found, "html")


def test_a_link_is_filled_in_and_never_computed() -> None:
    """Three names in braces mean something; what looks like Python does not."""
    delivery = replace(make_parcel().delivery, variant="brief.en.tlp-amber+strict")
    assert fill_link("https://x/{slug}/{number}/{variant}", delivery) == (
        "https://x/nato-csto/2/brief.en.tlp-amber%2Bstrict"
    )
    assert fill_link("https://x/{slug.__class__}{0}{", delivery) == "https://x/{slug.__class__}{0}{"


@pytest.mark.parametrize("field", ["recipient", "sender", "reply_to"])
def test_what_is_not_one_address_is_not_written_to(field: str) -> None:
    """F03: two in one are refused wherever one is asked for, before anything is written."""
    two = "ann@example.org, eve@evil.example"
    envelope = {
        "recipient": replace(ENVELOPE, recipient=two),
        "sender": replace(ENVELOPE, sender=Sender("", two)),
        "reply_to": replace(ENVELOPE, sender=replace(SENDER, reply_to=two)),
    }[field]
    assert not is_address(two)
    with pytest.raises(PolicyError, match="not one address"):
        make_message(make_parcel(), envelope)


def test_lines_of_text_are_as_short_as_the_standard_asks() -> None:
    """RFC 2045: 76 characters in quoted-printable and base64, RFC 2047: 76 in lines with encoded words."""
    letter = replace(PLAIN, title="Ж" * 250, points=("word " * 400, "Ж" * 2000), contact="x" * 900)
    data = make_message(make_parcel(letter), replace(ENVELOPE, sender=replace(SENDER, name="Ж" * 100)))
    assert max(map(len, data.split(b"\r\n"))) <= 76


def test_an_older_python_writes_the_same_headers() -> None:
    """Nothing hangs on `verify_generated_headers`, which Python 3.11.7 has not: the headers are not its writer's."""
    title = "Жé\r\nBcc: eve@evil.example\u0085 =?utf-8?q?=0a?="
    head = make_message(title_parcel(title), ENVELOPE).partition(b"\r\nContent-Type")[0]
    assert head.isascii()
    assert b"Bcc" not in head
    words = re.findall(rb"=\?utf-8\?b\?([A-Za-z0-9+/=]*)\?=", head)
    decoded = b"".join(map(base64.b64decode, words)).decode()
    assert decoded == clean_header(title)


def test_a_text_comes_back_from_quoted_printable_as_it_went_in() -> None:
    """Dots, tabs and blanks at the ends of lines, and letters of every plane."""
    point = ". dot . é Ж 😀 = =3D From me"
    data = make_message(make_parcel(replace(PLAIN, points=(point, f".{point}"))), ENVELOPE)
    part = parse(data).get_body(("plain",))
    assert part is not None
    raw = part.as_bytes(policy=EmailPolicy(linesep="\r\n")).partition(b"\r\n\r\n")[2]
    assert f"- {point}\r\n".encode() in quopri.decodestring(raw)
    assert f"- .{point}" in read_part(parse(data), "plain").split("\n")
