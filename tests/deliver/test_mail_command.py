"""`send` by mail: one mistake in the files and nobody is called; one refused recipient and the others have theirs."""

from pathlib import Path

import pytest
from ferry_project import write_project
from mail_parcels import parse
from scripted_smtp import Fault, run_scripted

from briefgen_command import run_briefgen


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Change a file of a project in one place."""
    path = folder / "corpus" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("recipients.yaml", "TLP:GREEN", "TLP:GREEM", (3, "recipients.yaml:2:12")),
        ("channels.yaml", "kind: mail,", "kind: mail, tlp: AMBER,", (3, "channels.yaml:1:25")),
        ("recipients.yaml", "bob@example.net", "'bob@example.net, eve@x.example'", (1, "recipients.yaml:2:1")),
        ("channels.yaml", "127.0.0.1:", "mail.example.org:", (1, "channels.yaml:1:1")),
    ],
)
def test_a_mistake_in_the_files_stops_the_run_before_anything_leaves(
    tmp_path: Path, name: str, old: str, new: str, told: tuple[int, str]
) -> None:
    """F03, F09: no connection, no file, no ledger, and the line of the mistake; exit 3 for a marking."""
    with run_scripted() as server:
        folder = write_project(tmp_path / "project", server.port)
        change(folder, name, old, new)
        ran = run_briefgen("send", folder=folder)
    assert (ran.code, server.connections) == (told[0], 0), ran.err
    assert told[1] in ran.err
    assert list((tmp_path / "share").iterdir()) == []
    assert not (folder / "output/outbox.sqlite").exists()


def test_each_gets_one_message_of_its_own(tmp_path: Path) -> None:
    """With the variant that was frozen for it, and the label of that."""
    with run_scripted() as server:
        folder = write_project(tmp_path / "project", server.port)
        ran = run_briefgen("send", folder=folder)
    assert ran.code == 0, ran.err
    assert [to for to, _ in server.accepted] == [("ann@example.org",), ("bob@example.net",)]
    for (_, data), label in zip(server.accepted, ("amber", "green"), strict=True):
        message = parse(data)
        assert message["Subject"] == f"[TLP:{label.upper()}] The ferry"
        (part,) = message.iter_attachments()
        assert f"brief.en.tlp-{label}".encode() in part.get_content()


def test_one_refused_recipient_leaves_the_others_theirs(tmp_path: Path) -> None:
    """F22: 550 for one of three: the other two have theirs, exit 6, and the answer stands in the report."""
    with run_scripted(Fault("rcpt", text="550 no such user", only="ann")) as server:
        folder = write_project(tmp_path / "project", server.port)
        ran = run_briefgen("send", folder=folder)
    assert ran.code == 6, ran.err
    assert "550 no such user" in ran.out
    assert [to for to, _ in server.accepted] == [("bob@example.net",)]
    assert len(list((tmp_path / "share").rglob("ferry.pdf"))) == 1


def test_a_server_without_tls_gets_nothing_and_nothing_is_lost(tmp_path: Path) -> None:
    """F21: exit 6 and the reason; with a server that has what the channel asks for, all of it leaves."""
    with run_scripted(extensions=("here",)) as server:
        folder = write_project(tmp_path / "project", server.port)
        change(folder, "channels.yaml", "security: none", "security: starttls")
        ran = run_briefgen("send", folder=folder)
    assert ran.code == 6, ran.err
    assert "offers no TLS" in ran.out
    assert server.accepted == []
    assert not any(one.startswith("MAIL") for one in server.commands)


def test_a_password_is_named_and_never_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes from the environment, and neither the report nor the ledger has it."""
    secret = "s3cret-pässwörd"  # noqa: S105 - a made-up one
    with run_scripted(Fault("auth", text="535 no"), extensions=("here", "AUTH PLAIN")) as server:
        folder = write_project(tmp_path / "project", server.port)
        change(folder, "channels.yaml", "kind: mail,", "kind: mail, user: desk, password: 'env:BG_TEST_MAIL',")
        monkeypatch.setenv("BG_TEST_MAIL", secret)
        ran = run_briefgen("send", folder=folder, starts_anew=True)
    assert ran.code == 6, ran.err
    assert server.accepted == []
    assert sum(one.startswith("AUTH") for one in server.commands) == 1
    assert secret not in ran.out + ran.err
    assert secret.encode() not in (folder / "output/outbox.sqlite").read_bytes()
