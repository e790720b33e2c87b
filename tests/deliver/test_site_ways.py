"""A site as a project's channel: what the settings say of it, and what a run that was cut short left to do."""

import logging
from pathlib import Path

import pytest

from briefgen.deliver.site.library import find_library
from briefgen.model.channel import Channel
from briefgen.model.delivery import State
from briefgen.model.marking import Marking
from briefgen.model.settings import Settings
from briefgen.project.place import Project
from briefgen.project.sending.ways import list_ends, open_exit
from deliver.site_library import find_faults, make_parcel


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Give a project with the folder of a site."""
    (tmp_path / "www").mkdir()
    settings = Settings(desk="Asia desk", organisation="Ministry", address="https://briefs.example.org/{slug}")
    return Project(tmp_path, settings)


def test_a_site_takes_its_words_from_the_settings(project: Project, tmp_path: Path) -> None:
    """Its title is the desk, its author the organisation, its ids are made in the name of the briefs' address."""
    channel = Channel("library", "site", path="www")
    assert list_ends(channel) == (".pdf", ".html", "edition.json.sig", "SHA256SUMS")
    with open_exit(project, channel, print).open() as way:
        assert way.deliver(make_parcel(tmp_path / "shelf")).state is State.SENT
    feed = (tmp_path / "www/feed.xml").read_text("utf-8")
    for words in ("TLP:CLEAR Asia desk", "<name>Ministry</name>", "tag:briefs.example.org,2026-11-01:library"):
        assert words in feed
    assert find_faults(tmp_path / "www") == []


def test_a_public_site_is_for_clear_whatever_its_tlp_says(project: Project, tmp_path: Path) -> None:
    """`tlp` counts on a site only with `access: restricted`."""
    amber = make_parcel(tmp_path / "shelf", variant="brief.en.tlp-amber", marking=Marking.AMBER)
    with open_exit(project, Channel("library", "site", Marking.RED, path="www"), print).open() as way:
        assert way.deliver(amber).state is State.REFUSED
    with open_exit(
        project, Channel("library", "site", Marking.AMBER, is_restricted=True, path="www"), print
    ).open() as way:
        assert way.deliver(amber).state is State.SENT


def test_a_run_that_was_cut_short_is_ended_by_the_next_one(project: Project, tmp_path: Path) -> None:
    """Pages are made as soon as the channel is made ready, though nothing is to be delivered by then."""
    channel = Channel("library", "site", path="www")
    with pytest.raises(KeyboardInterrupt), open_exit(project, channel, print).open() as way:
        way.deliver(make_parcel(tmp_path / "shelf"))
        raise KeyboardInterrupt
    assert not (tmp_path / "www/index.html").exists()
    open_exit(project, channel, print)
    assert find_library(tmp_path / "www").is_finished
    assert find_faults(tmp_path / "www") == []


def test_what_is_no_outcome_is_told_on_stderr(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A site without a search says so as a warning of ours, and names nothing that is on it."""
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "nowhere"))
    # Whoever sets up logging in this process may have switched off what was there.
    monkeypatch.setattr(logging.getLogger(open_exit.__module__), "disabled", False)
    with (
        caplog.at_level(logging.WARNING),
        open_exit(project, Channel("library", "site", path="www"), print).open() as way,
    ):
        way.deliver(make_parcel(tmp_path / "shelf"))
    assert ["briefgen[site]" in one for one in caplog.messages] == [True]
    assert "bridges" not in caplog.text
