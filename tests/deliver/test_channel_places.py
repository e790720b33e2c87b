"""Places that would mix what is kept apart: refused before anything leaves."""

from pathlib import Path

import pytest
from counting_post import Post
from ferry_project import call

from briefgen.check.channels import (
    every_folder_is_one_recipients_own,
    every_name_is_a_channels_or_a_recipients,
)
from briefgen.model.channel import Channel, Channels
from briefgen.model.marking import Marking
from briefgen.model.recipient import Recipient, Recipients
from briefgen.model.settings import Settings
from briefgen.project.place import Project
from briefgen.project.reading.channels import read_ways
from briefgen.read.channels import read_channels
from edited_files import edit_text

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


def read_ways_by(folder: Path, *ways: str) -> list[str]:
    """Give the codes of what is wrong with channels of these ways out, in a project."""
    (folder / "corpus").mkdir(parents=True)
    lines = "".join(f"w{number}: {{{way}}}\n" for number, way in enumerate(ways))
    (folder / "corpus/channels.yaml").write_text(lines, encoding="utf-8")
    return [one.kind.code for one in read_ways(Project(folder, Settings())).problems]


@pytest.mark.parametrize(("one", "other"), [("site", "site"), ("site", "site/in"), ("./site", "a/../site/x")])
def test_no_channel_puts_files_where_another_shows_them(tmp_path: Path, one: str, other: str) -> None:
    """A folder inside a public site would be on the web."""
    codes = read_ways_by(tmp_path / "project", f"kind: site, path: ../{one}", f"kind: folder, path: ../{other}")
    assert codes == ["BG-RECV-008"]


def test_a_link_to_another_channels_folder_is_that_folder(tmp_path: Path) -> None:
    """Two names on the disk for one place do not make two places of it."""
    (tmp_path / "site/in").mkdir(parents=True)
    (tmp_path / "link").symlink_to("site/in")
    codes = read_ways_by(tmp_path / "project", "kind: site, path: ../site", "kind: folder, path: ../link")
    assert codes == ["BG-RECV-008"]


@pytest.mark.parametrize(
    "path",
    [".", "..", "corpus", "corpus/topics", "templates/site", "output", "output/editions", ".briefgen", "Output", "in"],
)
@pytest.mark.parametrize("kind", ["site", "folder"])
def test_no_channel_shows_the_project_itself(tmp_path: Path, kind: str, path: str) -> None:
    """A public site among the drafts and editions would show all of every marking; a link there is no way round."""
    (tmp_path / "project").mkdir()
    (tmp_path / "project/in").symlink_to("output")
    assert read_ways_by(tmp_path / "project", f"kind: {kind}, path: {path}") == ["BG-RECV-008"]


@pytest.mark.parametrize("path", ["www", "../www", "outputs", "corpus-site", "~nobody-at-all/www"])
def test_a_channel_may_lie_beside_the_projects_folders(tmp_path: Path, path: str) -> None:
    """Names that begin alike are different places."""
    assert read_ways_by(tmp_path / "project", f"kind: site, path: {path}") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sftp://files.example.org/briefs", "sftp://files.example.org:22/briefs"),
        ("sftp://Files.Example.org/briefs", "sftp://files.example.org/briefs/in/"),
        ("sftp://[::1]/briefs", "sftp://[0:0::1]:22/briefs"),
        ("s3://bucket/briefs", "s3://bucket/briefs/in"),
    ],
)
def test_a_store_is_one_place_however_it_is_written(tmp_path: Path, one: str, other: str) -> None:
    """The usual port, large letters and other ways to write a number lead to the same machine."""
    codes = read_ways_by(tmp_path / "project", f"kind: store, url: '{one}'", f"kind: store, url: '{other}'")
    assert codes == ["BG-RECV-008"]


@pytest.mark.parametrize(
    "endpoint", ["https://S3.example.org", "https://s3.example.org:443/", "https://cdn.example.org"]
)
def test_a_bucket_is_one_place_by_whatever_endpoint(tmp_path: Path, endpoint: str) -> None:
    """Many endpoints lead to one bucket, and nobody can tell from their names which."""
    ways = (
        f"kind: store, url: 's3://bucket/briefs', endpoint: '{one}'" for one in (endpoint, "https://s3.example.org")
    )
    assert read_ways_by(tmp_path / "project", *ways) == ["BG-RECV-008"]


def test_other_stores_are_other_places(tmp_path: Path) -> None:
    """Another port, another machine or another folder is another place."""
    urls = (
        "sftp://a.example/in",
        "sftp://a.example:2222/in",
        "sftp://b.example/in",
        "sftp://a.example/inbox",
        "s3://a.example/in",
    )
    assert read_ways_by(tmp_path / "project", *(f"kind: store, url: '{one}'" for one in urls)) == []


def test_nothing_leaves_while_a_channel_shows_the_project(sending: Path, post: Post) -> None:
    """Also by the other channels: nobody knows then what was meant."""
    edit_text(sending / "corpus/channels.yaml", "{kind: folder, path: ../share}", "{kind: site, path: output}")
    ran = call(sending, "send")
    assert (ran.exit_code, post.count()) == (1, {})
    assert "the folder of `share` is the project's own output, holds it or lies in it" in ran.stderr
    assert not (sending / "output/index.html").exists()


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
