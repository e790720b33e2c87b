"""What the files say of mail, read strictly: one address each, and TLS or this machine."""

import pytest

from briefgen.check.recipients import (
    every_mail_address_is_one,
    every_mail_domain_is_what_it_seems,
    every_mailbox_stands_once,
    find_shared_mailboxes,
)
from briefgen.model.channel import Channel, Channels
from briefgen.model.problem import Problem
from briefgen.model.recipient import Recipients
from briefgen.read.channels import read_channels
from briefgen.read.recipients import read_recipients
from briefgen.read.settings import Settings
from briefgen.read.topic import read_topic

CHANNELS = Channels(
    {name: Channel(name, kind) for name, kind in (("post", "mail"), ("two", "mail"), ("share", "folder"))}
)
PATH = "corpus/recipients.yaml"


def read(text: str) -> Recipients:
    """Read recipients without a mistake of form."""
    recipients, problems = read_recipients(text.encode(), PATH)
    assert problems == ()
    return recipients


@pytest.mark.parametrize(
    "address",
    [
        "a@x.example, b@y.example",
        "'\"a@x.example\" <b@evil.example>'",
        "Ann <ann@x.example>",
        "ann",
        "a@x b@y",
        "a@faß.example",
    ],
)
def test_whoever_is_reached_by_mail_has_one_address(address: str) -> None:
    """F03, F04: two in one, a name before it, or none: an error with its line, which stops the run."""
    honest = "ok: {tlp: TLP:GREEN, channel: post, address: ok@x.example}"
    recipients = read(f"{honest}\na:\n  tlp: TLP:GREEN\n  channel: post\n  address: {address}\n")
    (problem,) = every_mail_address_is_one(recipients, CHANNELS)
    assert (problem.kind.code, problem.is_error) == ("BG-RECV-004", True)
    assert (problem.place.file, problem.place.line) == (PATH, 2)
    assert "not one address" in problem.message


def test_an_address_of_another_channel_is_its_own_affair() -> None:
    """A folder's address is a folder."""
    assert every_mail_address_is_one(read("a: {tlp: TLP:GREEN, channel: share, address: asia/desk}"), CHANNELS) == ()


@pytest.mark.parametrize(
    "address", [r"a@x.example\nBcc: b@y.example", r"a\u200b@x.example", r"a@x.example\u202e", r"a\0@x.example"]
)
def test_an_address_with_what_nobody_sees_is_an_error(address: str) -> None:
    """F05: a line break or an invisible letter is not taken out in silence: the address would be another."""
    recipients, problems = read_recipients(f'a: {{tlp: TLP:GREEN, channel: post, address: "{address}"}}'.encode(), PATH)
    assert [(one.kind.code, one.place.line) for one in problems] == [("BG-RECV-004", 1)]
    assert not recipients.is_sound
    assert recipients.by_name["a"].address == ""


def test_one_mailbox_under_two_names_is_told_and_counts_once() -> None:
    """F06: capitals and IDNA; it counts for the name that may see least, by whichever channel."""
    recipients = read(
        "a: {tlp: TLP:AMBER, channel: post, address: Ann@BÜCHER.example}\n"
        "b: {tlp: TLP:GREEN, channel: post, address: ann@xn--bcher-kva.example}\n"
        "c: {tlp: TLP:GREEN, channel: post, address: ann@bücher.example}\n"
        "d: {tlp: TLP:GREEN, channel: two, address: ann@bücher.example}\n"
        "e: {tlp: TLP:GREEN, channel: share, address: ann@bücher.example}\n"
    )
    assert find_shared_mailboxes(recipients.by_name.values(), CHANNELS) == {"a": "b", "c": "b", "d": "b"}
    problems = every_mailbox_stands_once(recipients, CHANNELS)
    assert [(one.kind.code, one.is_error, one.place.line) for one in problems] == [
        ("BG-RECV-006", False, 1),
        ("BG-RECV-006", False, 3),
        ("BG-RECV-006", False, 4),
    ]


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("ann@exаmple.org", "xn--exmple-4nf.org"),
        ("ann@сосо.com", "xn--n1adc.com"),
        ("ann@пример.рф", ""),
        ("ann@bücher.example", ""),
        ("ann@example.org", ""),
    ],
)
def test_a_domain_that_looks_like_another_is_told(address: str, known: str) -> None:
    """F07: letters of two alphabets, or look-alikes below a Latin end; honest Cyrillic ones are no matter."""
    recipients = read(f"a: {{tlp: TLP:GREEN, channel: post, address: {address}}}")
    problems = every_mail_domain_is_what_it_seems(recipients, CHANNELS)
    assert [(one.kind.code, one.is_error) for one in problems] == ([("BG-RECV-007", False)] if known else [])
    assert all("goes to xn--" in one.message for one in problems)


@pytest.mark.parametrize(
    "text", ["a: {members: []}", "a: {members: }", "a: {members: [b]}\nb: {members: [a]}", "a: {members: [a]}"]
)
def test_a_list_of_nobody_is_an_error(text: str) -> None:
    """F08: empty, or leading back to itself."""
    recipients, problems = read_recipients(text.encode(), PATH)
    assert {one.kind.code for one in problems} == {"BG-RECV-005"}
    assert not recipients.is_sound


def test_a_topic_for_an_empty_list_is_an_error() -> None:
    """F08: an empty list was meant to name somebody; a topic without the key is for nobody yet."""
    path = "corpus/topics/x.md"
    _, problems = read_topic(b"---\ntitle: X\nquery: x\nrecipients: []\n---\n", path, Settings())
    assert [(one.kind.code, one.place.line) for one in problems if one.is_error] == [("BG-RECV-005", 4)]
    _, problems = read_topic(b"---\ntitle: X\nquery: x\n---\n", path, Settings())
    assert not any(one.is_error for one in problems)


def read_mail(keys: str) -> tuple[Channels, tuple[Problem, ...]]:
    """Read one channel of mail with some keys."""
    return read_channels(f"post: {{kind: mail, {keys}}}".encode(), "corpus/channels.yaml")


@pytest.mark.parametrize(
    "keys",
    [
        "server: smtp.example.org, from: desk@example.org",
        "server: '[::1]:25', from: 'Desk <desk@example.org>', security: none",
        "server: localhost, from: desk@example.org, security: none",
        "server: 'smtp.example.org:465', from: desk@example.org, security: tls, user: desk, password: 'env:MAIL'",
        "server: smtp.example.org, from: desk@example.org, link: 'https://x.example/{slug}/{number}?v={variant}'",
        "server: smtp.example.org, from: 'Отдел <отдел@пример.example>', reply_to: answers@example.org",
    ],
)
def test_a_channel_of_mail_is_read(keys: str) -> None:
    """All forms that README names."""
    channels, problems = read_mail(keys)
    assert problems == ()
    assert channels.is_sound
    assert list(channels.by_name) == ["post"]


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("server: smtp.example.org, from: desk@example.org, security: none", "without TLS"),
        ("server: '127.0.0.1.example.org', from: desk@example.org, security: none", "without TLS"),
        ("server: 'smtp.example.org:99999', from: desk@example.org", "smtp.example.org:587"),
        ("server: '::1', from: desk@example.org", "smtp.example.org:587"),
        ("server: smtp.example.org, from: 'a@x.example, b@y.example'", "one address"),
        ("server: smtp.example.org, from: '\"a@x.example\" <b@evil.example>'", "one address"),
        (r'server: smtp.example.org, from: "Desk\nBcc: b@y.example <a@x.example>"', "one address"),
        (r'server: smtp.example.org, from: "Desk\nX <a@x.example>"', "one address"),
        (r'server: smtp.example.org, from: a@x.example, reply_to: "a@x.example\r\nb@y.example"', "one address"),
        ("server: smtp.example.org, from: a@x.example, user: desk", "a user and no password"),
        ("server: smtp.example.org, from: a@x.example, password: 'env:X'", "a password and no user"),
        ("server: smtp.example.org, from: a@x.example, user: desk, password: hunter2", "never stands in a file"),
        ("server: smtp.example.org, from: a@x.example, link: 'https://x.example/{slug.__class__}'", "https address"),
        ("server: smtp.example.org, from: a@x.example, link: 'https://x.example/{0}'", "https address"),
        ("server: smtp.example.org, from: a@x.example, link: 'http://x.example/'", "https address"),
        ("server: smtp.example.org, from: a@x.example, tlp: TLP:GREEM", "TLP:GREEN"),
    ],
)
def test_a_mistake_in_a_channel_of_mail_stops_everything(keys: str, words: str) -> None:
    """Each has its line, what is meant, and makes the file unsound."""
    channels, problems = read_mail(keys)
    told = [one for one in problems if one.is_error and words in f"{one.message} {one.hint}"]
    assert told, problems
    assert told[0].place.line == 1
    assert not channels.is_sound
