"""recipients.yaml read: who may see what, and every mistake with its place."""

import pytest

from briefgen.model.marking import Marking
from briefgen.model.variant import Variant
from briefgen.read.channels import read_channels
from briefgen.read.recipients import RECIPIENT_KEYS, read_recipients

PATH = "corpus/recipients.yaml"


def test_an_entry_says_who_may_see_what() -> None:
    """Every key, and the marking that keys are read with."""
    recipients, problems = read_recipients(
        b"""
asia-desk:
  label: Central Asia desk
  organisation: Foreign Office
  tlp: TLP:AMBER
  named_for: [nato-csto]
  form: note
  language: ru
  channel: mail
  address: desk@example.org
  note: in summer the deputy
""",
        PATH,
    )
    assert problems == ()
    assert recipients.is_sound
    one = recipients.by_name["asia-desk"]
    assert (one.marking, one.form, one.language, one.named_for) == (Marking.AMBER, "note", "ru", ("nato-csto",))
    assert (one.label, one.organisation, one.channel) == ("Central Asia desk", "Foreign Office", "mail")
    assert (one.address, one.note) == ("desk@example.org", "in summer the deputy")
    assert one.choose_variant("x") == Variant("note", "ru", Marking.AMBER)


def test_red_reaches_only_who_is_named_for_the_topic() -> None:
    """TLP 2.0: for named persons only. For any other topic the highest is TLP:AMBER+STRICT."""
    recipients, _ = read_recipients(b"minister: {tlp: TLP:RED, named_for: nato-csto}", PATH)
    minister = recipients.by_name["minister"]
    assert minister.choose_limit("nato-csto") is None
    assert minister.choose_limit("astana-hub") is Marking.AMBER_STRICT


@pytest.mark.parametrize(
    ("text", "code", "place", "words"),
    [
        ("a: {tlp: TLP:PURPLE}", "BG-TLP-001", (1, 10), "only TLP:CLEAR gets there"),
        ("a: {tlp: TLP:GREN}", "BG-TLP-001", (1, 10), "did you mean `TLP:GREEN`?"),
        ("a: {tlp: tlp:green}", "BG-TLP-001", (1, 10), "did you mean `TLP:GREEN`?"),
        ("a: {tlp: [TLP:GREEN]}", "BG-TLP-001", (1, 10), "not a TLP 2.0 label"),
        ("a: {tlp: TLP:GREEN, tlp: TLP:RED}", "BG-YAML-012", (1, 21), "twice"),
        ("a: {label: A}", "BG-YAML-011", (1, 1), "has no tlp"),
        ("a: {tlp: TLP:RED, langauge: ru}", "BG-YAML-010", (1, 19), "did you mean `language`?"),
        ("a: {tlp: TLP:RED, language: russian!}", "BG-YAML-009", (1, 29), "BCP 47"),
        ("a: {tlp: TLP:RED, form: ../note}", "BG-YAML-009", (1, 25), "without its end"),
        ("Asia Desk: {tlp: TLP:RED}", "BG-YAML-009", (1, 1), "is no name of a recipient"),
        ("a: TLP:RED", "BG-YAML-008", (1, 4), "must be a mapping"),
        ("- a", "BG-YAML-008", (1, 1), "mapping of names"),
        ("all: {members: [bo, al]}\nbob: {tlp: TLP:RED}", "BG-RECV-001", (1, 1), "did you mean `bob`?"),
        ("all: {members: [bob], tlp: TLP:RED}\nbob: {tlp: TLP:RED}", "BG-YAML-008", (1, 1), "each member's own"),
        ("a: {named_for: 'NATO CSTO', tlp: TLP:RED}", "BG-YAML-009", (1, 16), "cannot be one of its names"),
        ("a: [", "BG-YAML-001", (2, 1), ""),
    ],
)
def test_each_mistake_has_its_place_and_a_next_step(text: str, code: str, place: tuple[int, int], words: str) -> None:
    """Line and column from 1, what is wrong and what is meant; an error makes the file unsound."""
    recipients, problems = read_recipients(text.encode(), PATH)
    told = [one for one in problems if one.kind.code == code]
    assert told, problems
    assert (told[0].place.line, told[0].place.column) == place
    assert words in f"{told[0].message} {told[0].hint}"
    assert recipients.is_sound != any(one.is_error for one in problems)


def test_who_has_a_bad_marking_may_see_the_least() -> None:
    """For a source TLP:RED is the safe reading; for a reader it is TLP:CLEAR, and the exit code is 3."""
    recipients, problems = read_recipients(b"a: {tlp: TLP:PURPLE}", PATH)
    assert recipients.by_name["a"].marking is Marking.CLEAR
    assert [one.kind.exit_code for one in problems] == [3]


def test_a_list_stands_for_its_members() -> None:
    """Lists in lists too, each person once; a list that contains itself ends; unknown names are nobody."""
    recipients, _ = read_recipients(
        b"""
ann: {tlp: TLP:RED}
bob: {tlp: TLP:GREEN}
north: {members: [ann, bob]}
all: {members: [north, bob, all]}
""",
        PATH,
    )
    assert [one.name for one in recipients.resolve(("all", "ann", "nobody"))] == ["ann", "bob"]


@pytest.mark.parametrize("data", [b"", b"# nobody yet\n", b"~\n"])
def test_an_empty_file_names_nobody(data: bytes) -> None:
    """And is sound."""
    recipients, problems = read_recipients(data, PATH)
    assert (recipients.by_name, problems, recipients.is_sound) == ({}, (), True)


def test_every_key_has_a_meaning() -> None:
    """For README: what is read is explained."""
    assert all(RECIPIENT_KEYS.values())
    assert len(RECIPIENT_KEYS) == 11


@pytest.mark.parametrize("key", ["marking: TLP:GREEN", "max_tlp: GREEN", "limit: GREEN", "limit: TLP:GREEN"])
def test_a_limit_under_another_key_stops_the_run(key: str) -> None:
    """Of a recipient and of a channel: unread, it would let more out than was meant."""
    recipients, _ = read_recipients(f"desk: {{tlp: TLP:RED, {key}}}\n".encode(), "recipients.yaml")
    channels, problems = read_channels(f"share: {{kind: folder, path: x, {key}}}\n".encode(), "channels.yaml")
    assert (recipients.is_sound, channels.is_sound) == (False, False)
    assert "write `tlp`" in problems[0].hint


def test_a_key_of_ones_own_is_no_limit() -> None:
    """What begins with x- is the author's own."""
    channels, problems = read_channels(b"share: {kind: folder, path: x, x-tlp: TLP:RED}\n", "channels.yaml")
    assert (channels.is_sound, problems) == (True, ())
