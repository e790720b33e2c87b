"""Places that would mix what is kept apart: refused before anything leaves."""

from pathlib import Path

import pytest

from briefgen.check.channels import (
    every_folder_is_one_recipients_own,
    every_name_is_a_channels_or_a_recipients,
    no_channel_lies_in_another,
)
from briefgen.model.channel import Channel, Channels
from briefgen.model.marking import Marking
from briefgen.model.recipient import Recipient, Recipients
from briefgen.read.channels import read_channels

SHARE = Channels({"share": Channel("share", "folder", path="/mnt/briefs")})


def read_codes(*addresses: str) -> list[str]:
    """Give the codes of what is wrong with recipients at some addresses in one folder."""
    people = {
        f"r{number}": Recipient(f"r{number}", channel="share", address=one) for number, one in enumerate(addresses)
    }
    return [one.kind.code for one in every_folder_is_one_recipients_own(Recipients(people), SHARE)]


@pytest.mark.parametrize("address", ["..", "../x", "/etc", ".", "./in", "in/", "in/../out", "a//b", ".hidden", "a\\b"])
def test_an_address_in_a_folder_is_a_plain_path_below_it(address: str) -> None:
    """Dots, slashes at an end and absolute paths are errors."""
    assert read_codes(address) == ["BG-RECV-004"]


@pytest.mark.parametrize("addresses", [("in", "in"), ("In", "in"), ("in", "in/deep"), ("", "r0")])
def test_no_two_recipients_have_one_folder(addresses: tuple[str, str]) -> None:
    """Nor does one's lie in another's; an address that is somebody's name is that one's folder."""
    assert read_codes(*addresses) == ["BG-RECV-008"]


def test_folders_of_their_own_are_fine() -> None:
    """Names that begin alike are different places."""
    assert read_codes("in", "inbox", "", "desk/asia", "desk/europe") == []


@pytest.mark.parametrize(("one", "other"), [("site", "site"), ("site", "site/in"), ("./site", "a/../site/x")])
def test_no_channel_puts_files_where_another_shows_them(one: str, other: str) -> None:
    """A folder inside a public site would be on the web."""
    channels = Channels({"a": Channel("a", "site", path=one), "b": Channel("b", "folder", path=other)})
    assert [one.kind.code for one in no_channel_lies_in_another(channels, Path("/project"))] == ["BG-RECV-008"]


def test_a_name_is_a_channels_or_a_recipients() -> None:
    """Else `--to` would reach more than was meant."""
    people = Recipients({"share": Recipient("share", Marking.GREEN)})
    assert [one.kind.code for one in every_name_is_a_channels_or_a_recipients(people, SHARE)] == ["BG-RECV-008"]


@pytest.mark.parametrize("line", ["tpl: TLP:GREEN", "acces: restricted"])
def test_a_slip_of_the_pen_in_what_decides_is_an_error(line: str) -> None:
    """A channel whose label is misspelt is not one without a label."""
    channels, problems = read_channels(f"share: {{kind: folder, path: x, {line}}}\n".encode(), "channels.yaml")
    assert [one.kind.code for one in problems] == ["BG-YAML-013"]
    assert not channels.is_sound
