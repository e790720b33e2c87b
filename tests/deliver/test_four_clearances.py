"""The whole way as README tells it: the shipped brief for eight readers of four clearances, killed twice on the way."""

import json
import re
import subprocess
import sys
from email.message import Message
from pathlib import Path

import pytest
from counting_post import Post

from briefgen_command import run_briefgen
from edited_files import edit_text
from readable_texts import read_texts, squeeze

pytestmark = pytest.mark.slow

_SETTINGS = 'analyst = "Desk"\norganisation = "House"\ndefault_tlp = "TLP:CLEAR"\n'
_LEVELS = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT")
#: What each level's passage says, and nothing else does.
_SAID = ("wharf", "lantern", "gable", "thistle")
_NAMES = [f"{word}-{which}" for word in ("clear", "green", "amber", "strict") for which in ("one", "two")]


@pytest.fixture
def desk(shipped: Path, post: Post) -> Path:
    """Give the shipped project with a source of four levels, eight recipients, and one edition for each level."""
    passages = "\n\n".join(
        f"An envoy met both NATO and the CSTO in the {word}.\n#org/nato #org/csto [tlp:: {level}] ^{word}"
        for word, level in zip(_SAID, _LEVELS, strict=True)
    )
    head = "title: Log of visits\npublisher: House\nissued: 2025\nreliability: B\ntext: summary\n"
    (shipped / "corpus/sources/visits.md").write_text(f"---\n{head}---\n\n{passages}\n", encoding="utf-8")
    entries = (
        f"{name}: {{tlp: {_LEVELS[at // 2]}, organisation: House, channel: desk-mail, address: {name}@example.org}}\n"
        for at, name in enumerate(_NAMES)
    )
    (shipped / "corpus/recipients.yaml").write_text("".join(entries), encoding="utf-8")
    (shipped / "corpus/channels.yaml").write_text(
        f'desk-mail: {{kind: mail, server: "127.0.0.1:{post.port}", security: none, from: desk@example.org}}\n',
        encoding="utf-8",
    )
    (shipped / "briefgen.toml").write_text(_SETTINGS, encoding="utf-8")
    topic = shipped / "corpus/topics/nato-csto.md"
    edit_text(topic, "exclude: []\n", f"exclude: []\nrecipients: [{', '.join(_NAMES)}]\n")
    pins = ", ".join(f"visits^{word}" for word in _SAID)
    edit_text(topic, "pin: [", f"pin: [{pins}, ")
    ran = run_briefgen("issue", "nato-csto", folder=shipped, seconds=300)
    assert ran.code == 0, ran.err
    return shipped


def send_and_be_killed(folder: Path, post: Post, after: int) -> None:
    """Begin to send; kill it with SIGKILL as soon as the server has so many messages."""
    words = (sys.executable, "-m", "briefgen", "send", "--jobs", "1")
    process = subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None and len(post.accepted) < after:
            pass
    finally:
        process.kill()
        process.wait()
    assert process.returncode == -9, "it was killed on the way"


def settle(folder: Path, post: Post) -> None:
    """Settle what nobody knows of as a person does: whether a message arrived stands in the server's log."""
    ran = run_briefgen("outbox", "--state", "unknown", "--json", folder=folder)
    arrived = post.count()
    for one in json.loads(ran.out):
        answer = "--assume-sent" if arrived[one["key"][:40]] else "--resend"
        done = run_briefgen(
            "outbox", "--resolve", one["key"], answer, "--because", "the server's log says so", folder=folder
        )
        assert done.code == 0, done.err


def read_pdf(message: Message) -> bytes:
    """Read the PDF that a message bears."""
    found = [part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "application/pdf"]
    assert len(found) == 1
    assert isinstance(found[0], bytes)
    return found[0]


def test_each_gets_exactly_what_it_may_see_once(desk: Path, post: Post, tmp_path: Path) -> None:
    """Killed after the first and the fourth message, run again: eight messages, each with its reader's own variant."""
    send_and_be_killed(desk, post, 1)
    ran = run_briefgen("send", "--dry-run", folder=desk)
    assert ran.code in (0, 6), ran.err
    send_and_be_killed(desk, post, 4)
    while (ran := run_briefgen("send", folder=desk)).code == 6:
        settle(desk, post)
    assert ran.code == 0, ran.err
    assert sorted(to.partition("@")[0] for to, _ in post.accepted) == sorted(_NAMES)
    assert set(post.count().values()) == {1}
    for to, message in post.accepted:
        at = _NAMES.index(to.partition("@")[0]) // 2
        suffix = _LEVELS[at].removeprefix("TLP:").lower().replace("+", "-")
        pdf = read_pdf(message)
        assert pdf == (desk / f"output/editions/nato-csto/1/brief.en.tlp-{suffix}/nato-csto.pdf").read_bytes()
        assert str(message["Subject"]).startswith(f"[{_LEVELS[at]}]")
        (tmp_path / "one.pdf").write_bytes(pdf)
        text = " ".join(map(squeeze, (*read_texts(tmp_path / "one.pdf"), message.as_string())))
        assert [word for word in _SAID if re.search(word, text)] == list(_SAID[: at + 1]), to
    again = run_briefgen("send", folder=desk)
    assert (again.code, len(post.accepted)) == (0, len(_NAMES))
