"""Places that would mix what is kept apart: refused before anything leaves."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from counting_post import Post
from ferry_project import call, deliver_to, shelve
from site_library import find_canaries, read_all

from briefgen.check.channels import (
    every_folder_is_one_recipients_own,
    every_name_is_a_channels_or_a_recipients,
)
from briefgen.deliver.site.library import find_library
from briefgen.model.channel import Channel, Channels
from briefgen.model.delivery import Entry, State
from briefgen.model.marking import Marking
from briefgen.model.recipient import Recipient, Recipients
from briefgen.model.settings import Settings
from briefgen.project.place import Project
from briefgen.project.reading.channels import read_ways
from briefgen.project.sending.places.standing import find_exposed
from briefgen.project.sending.planning import Rules
from briefgen.project.sending.settling import Finding
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


def open_site(folder: Path) -> Path:
    """Make the share a restricted site, with what bob may have on it, and give its folder."""
    site = folder.parent / "www"
    site.mkdir()
    way = "share: {kind: site, path: ../www, tlp: TLP:AMBER, access: restricted}"
    edit_text(folder / "corpus/channels.yaml", "share: {kind: folder, path: ../share}", way)
    edit_text(folder / "corpus/recipients.yaml", "channel: post, address: bob@example.net", "channel: share")
    edit_text(folder / "corpus/topics/ferry.md", "[ann, bob, shelf]", "[bob]")
    edit_text(folder / "corpus/recipients.yaml", "shelf: {tlp: TLP:CLEAR", "shelf: {tlp: TLP:GREEN")
    assert call(folder, "send").exit_code == 0
    assert (site / "ferry/1/brief.en.tlp-green/ferry.html").is_file()
    return site


def add_boats(folder: Path) -> None:
    """Issue a second topic, for the shelf alone."""
    text = (folder / "corpus/topics/ferry.md").read_text("utf-8").replace("[bob]", "[shelf]")
    (folder / "corpus/topics/boats.md").write_text(text.replace("The ferry", "The boats"), encoding="utf-8")
    shelve(folder, 1, slug="boats")


def test_a_new_reader_of_a_site_gets_nothing_beside_what_it_may_not_have(sending: Path) -> None:
    """It is held, what stands there is named, and exit 6 calls somebody: the site shows it to them as it is."""
    site = open_site(sending)
    add_boats(sending)
    edit_text(sending / "corpus/recipients.yaml", "shelf: {tlp: TLP:GREEN", "shelf: {tlp: TLP:CLEAR")
    place = site / "ferry/1/brief.en.tlp-green"
    why = "/ferry/1/brief.en.tlp-green stands in its place: it is TLP:GREEN, and shelf may see up to TLP:CLEAR"
    for words in ((), ("--dry-run",), ("--to", "shelf")):
        ran = call(sending, "send", "--json", *words)
        told = json.loads(ran.stdout)
        held = {(one["topic"], one["recipient"]): (one["reason"], one["cause"]) for one in told["held"]}
        assert (ran.exit_code, told["planned"], held["boats", "shelf"][1]) == (6, [], "marking")
        assert held["boats", "shelf"][0].endswith(why)
        assert [one.startswith("shelf: ") and why in one for one in told["faults"]] == [True]
    shutil.rmtree(place)
    ran = call(sending, "send")
    assert (ran.exit_code, (site / "boats/1/brief.en.tlp-clear/ferry.html").is_file()) == (0, True), ran.output
    assert "tlp-green" not in (site / "index.html").read_text("utf-8")


def test_a_site_that_is_restricted_no_more_is_told_with_nothing_to_send(sending: Path) -> None:
    """What stands there openly needs a person, exit 6, also in a trial; not where another channel is asked for."""
    site = open_site(sending)
    edit_text(sending / "corpus/channels.yaml", ", access: restricted", "")
    edit_text(sending / "corpus/topics/ferry.md", "[bob]", "[ann]")
    told = "brief.en.tlp-green is TLP:GREEN, and no more than TLP:CLEAR may stand on this site; take it away, or"
    for words in (("--dry-run",), (), ("--to", "ann", "--to", "share")):
        ran = call(sending, "send", *words)
        assert (ran.exit_code, ran.stderr.count(told)) == (6, 1), ran.output
    assert call(sending, "send", "--to", "ann").exit_code == 0
    ran = call(sending, "doctor")
    assert (ran.exit_code, ran.stdout.count(told)) == (1, 1), ran.output
    shutil.rmtree(site / "ferry")
    assert call(sending, "send").exit_code == 0
    ran = call(sending, "doctor", "--json")
    found = {one["name"]: (one["state"], one["value"]) for one in json.loads(ran.stdout)}
    assert found["places"] == ("ok", "nothing stands where it may not")
    edit_text(sending / "corpus/channels.yaml", "kind: site", "kind: sight")
    assert "error    project      places: nobody can tell" in call(sending, "doctor").stdout


def test_what_was_taken_away_from_a_site_is_told_of_no_more(sending: Path) -> None:
    """Also where nothing is to come there: one run makes its pages anew, and a trial says that it has to."""
    site = open_site(sending)
    assert find_canaries(site, "says brief.en.tlp-green")
    edit_text(sending / "corpus/channels.yaml", ", access: restricted", "")
    edit_text(sending / "corpus/topics/ferry.md", "[bob]", "[ann, bob]")
    assert call(sending, "send").exit_code == 6
    shutil.rmtree(site / "ferry/1/brief.en.tlp-green")
    before = read_all(site)
    ran = call(sending, "send", "--dry-run")
    assert (ran.exit_code, ran.stderr.count("do not tell of what is on it; `briefgen send` makes them")) == (6, 1)
    assert call(sending, "send", "--to", "post").exit_code == 0
    assert read_all(site) == before
    ran = call(sending, "send")
    assert ran.exit_code == 0, ran.output
    assert find_canaries(site, "says brief.en.tlp-green", "1/brief.en.tlp-green") == []
    assert find_library(site).is_finished
    assert call(sending, "verify", site).exit_code == 0
    assert call(sending, "send", "--dry-run").exit_code == 0


@pytest.mark.parametrize("address", ["bob", "bob/ferry"])
def test_a_folder_that_was_anothers_is_judged_by_what_stands_in_it(sending: Path, address: str) -> None:
    """Its new reader gets nothing beside it until it was taken away; what cannot be told apart is all the same."""
    edit_text(sending / "corpus/recipients.yaml", "channel: post, address: bob@example.net", "channel: share")
    assert call(sending, "send").exit_code == 0
    before = "bob: {tlp: TLP:GREEN, organisation: Partner, channel: share"
    edit_text(
        sending / "corpus/recipients.yaml", before, f"guest: {{tlp: TLP:CLEAR, channel: share, address: {address}"
    )
    edit_text(sending / "corpus/topics/ferry.md", "[ann, bob, shelf]", "[ann, guest, shelf]")
    ran = call(sending, "send")
    assert ran.exit_code == 6
    assert "held     ferry   guest: " in ran.stdout
    assert "it is TLP:GREEN, and guest may see up to TLP:CLEAR; take it away, or give it an address" in ran.stderr
    folder = sending.parent / "share" / address
    assert not list(folder.rglob("brief.en.tlp-clear"))
    shutil.rmtree(folder)
    assert call(sending, "send").exit_code == 0
    assert list(folder.rglob("brief.en.tlp-clear"))


def test_who_may_see_less_today_has_what_it_was_given(sending: Path) -> None:
    """What stands in somebody's own folder was theirs when it came: what they may have now goes on coming."""
    edit_text(sending / "corpus/recipients.yaml", "channel: post, address: ann@example.org", "channel: share")
    assert call(sending, "send").exit_code == 0
    edit_text(sending / "corpus/recipients.yaml", "ann: {tlp: TLP:AMBER", "ann: {tlp: TLP:GREEN")
    ran = call(sending, "send")
    assert ran.exit_code == 0, ran.output
    assert (sending.parent / "share/ann/ferry/1/brief.en.tlp-green/ferry.pdf").is_file()


def test_a_place_on_a_store_is_judged_by_the_ledger(sending: Path) -> None:
    """Nobody looks at a store while planning: an address that another had is told, and a new one is free."""
    rules = Rules(
        Recipients({"guest": Recipient("guest", Marking.CLEAR, channel="far", address="desk")}),
        Channels({name: Channel(name, "store", url=f"s3://{name}-briefs") for name in ("far", "near")}),
    )
    project = Project(sending, Settings())
    sent = deliver_to("ann", channel="far", address="desk", marking=Marking.AMBER)
    found = find_exposed(project, rules, [Entry(sent, State.UNKNOWN, "")])
    assert [(one.recipient, "far/desk/ferry/1/brief.en.tlp-green" in one.why) for one in found] == [("guest", True)]
    for other in (
        Entry(sent, State.REFUSED, ""),
        Entry(replace(sent, address="elsewhere"), State.SENT, ""),
        Entry(replace(sent, marking=Marking.CLEAR), State.SENT, ""),
        Entry(replace(sent, channel="near"), State.SENT, ""),
        Entry(sent, State.SENT, "", note=f"{Finding.TAKEN}: the desk is another's now"),
    ):
        assert find_exposed(project, rules, [other]) == ()


@pytest.mark.parametrize("harm", ["broken", "broken entry", "gone", "empty", "not mounted"])
def test_a_site_that_cannot_be_read_is_told_with_nothing_to_send(sending: Path, harm: str) -> None:
    """Editions were put there: exit 6 calls somebody, by a trial, a correction and `doctor` too; once it is back, 0."""
    site, named = open_site(sending), f"{sending}/../www"
    edit_text(sending / "corpus/topics/ferry.md", "[bob]", "[ann, bob]")
    assert call(sending, "send").exit_code == 0
    away = Path(shutil.copytree(site, site.with_name("away")))
    why = f"what was put on the site `share` cannot be looked at: {named}"
    if harm.startswith("broken"):
        name = "library.json" if harm == "broken" else "ferry/1/brief.en.tlp-green/entry.json"
        (site / name).write_text("{", encoding="utf-8")
    elif harm == "not mounted":
        edit_text(sending / "corpus/channels.yaml", "kind: site", f"kind: site, mount: {site.parent}/nowhere")
        why = "cannot be looked at: nothing is mounted at"
    else:
        shutil.rmtree(site)
        why = f"the folder {named} is {'not there' if harm == 'gone' else 'empty'}; is the share mounted?"
        if harm == "empty":
            site.mkdir()
    for words in ((), ("--dry-run",), ("--to", "share"), ("--correction",)):
        ran = call(sending, "send", *words)
        assert (ran.exit_code, ran.stderr.count(why)) == (6, 1), (words, ran.output)
    assert call(sending, "send", "--to", "ann").exit_code == 0
    ran = call(sending, "doctor")
    assert (ran.exit_code, ran.stdout.count(why)) == (1, 1), ran.output
    if harm == "not mounted":
        edit_text(sending / "corpus/channels.yaml", f", mount: {site.parent}/nowhere", "")
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(away, site)
    assert call(sending, "send").exit_code == 0


@pytest.mark.parametrize("way", ["never sent to", "another folder now", "all taken away"])
def test_a_site_that_has_nothing_is_no_fault(sending: Path, way: str) -> None:
    """Nothing was put there, or it is gone as somebody said: nobody misses the folder."""
    if way == "never sent to":
        with (sending / "corpus/channels.yaml").open("a", encoding="utf-8") as file:
            file.write("library: {kind: site, path: ../www}\n")
        assert call(sending, "send").exit_code == 0
    else:
        site = open_site(sending)
    if way == "another folder now":
        edit_text(sending / "corpus/channels.yaml", "path: ../www", "path: ../new")
    if way == "all taken away":
        shutil.rmtree(site)
        key = json.loads(call(sending, "outbox", "--json").stdout)[0]["key"]
        assert call(sending, "outbox", "--resolve", key, "--taken-away", "--because", "closed").exit_code == 0
    ran = call(sending, "send")
    assert ran.exit_code == 0, ran.output
    assert "cannot be looked at" not in ran.output
