"""Hostile pages through `add`: each becomes a source without a mistake in it or is refused, and nothing is reached."""

import json
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from bad_project import put_files

from briefgen_command import run_briefgen

CANARY = "CANARY-OF-A-FILE"
_SENTENCES = (
    "The council of the harbour met on Monday and kept its agreement with the lighthouse keepers. "
    "It said that the pier would be repaired before the winter, and that nobody had to leave. "
)
_FILLING = "".join(f"<p>{_SENTENCES} Paragraph {number} says so again in words of its own.</p>" for number in range(3))


def _page(head: str = "", body: str = "", title: str = "A page of the harbour") -> bytes:
    return (
        f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{_FILLING}{body}</body></html>".encode()
    )


def _text(body: str, title: str = "A page of the harbour") -> bytes:
    return f"{title}\n\n{_SENTENCES}\n\n{body}\n\n{_SENTENCES}\n".encode()


_ENTITY = '<!DOCTYPE html [<!ENTITY x SYSTEM "file://SECRET">]>'
_LAUGHS = (
    "<!DOCTYPE html [<!ENTITY a 'lol'>"
    + "".join(
        f"<!ENTITY {b} '&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};'>"
        for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
    )
    + "]>"
)

_TOPIC = "---\ntitle: All\nquery: '*'\nsections: [{heading: Evidence, kind: excerpts, limit: 500}]\n---\n"

#: Pages that become sources: their file's name and bytes.
TAKEN = {
    "B01 script.html": _page(
        body="<script>fetch('URL')</script><p onclick=x()>A paragraph that can be clicked stands here too.</p>"
    ),
    "B07 base.html": _page(
        head="<base href='URL'><link rel=stylesheet href='URL'><meta http-equiv=refresh content='0;url=URL'>",
        body="<img src=a.png><iframe src=URL></iframe>",
    ),
    "B15 files.html": _page(
        body="<img src=SECRET><object data='file://SECRET'></object>"
        "<p>A <a href='file://SECRET'>file</a> is linked from this paragraph.</p>"
    ),
    "B19 comment.html": _page(body="<!-- COMMENT-SECRET --><p hidden>HIDDEN-VALUE</p>"),
    "B20 depth.html": _page(body="<div>" * 1000 + "<p>A paragraph at the bottom of a thousand boxes.</p>"),
    "D22 laughs.html": _LAUGHS.encode() + _page(body="<p>The joke is told again: &k; and that was it.</p>"),
    "D23 entity.html": _ENTITY.encode() + _page(body="<p>The file says &x; and no more than that.</p>"),
    "D01 slug.html": _page(title="../../etc/cron.d/x"),
    "D03 con.txt": _text("The pier is closed.", title="con"),
    "D04 long.html": _page(title="harbour " * 200),
    "B33 braces.txt": _text("He wrote {{ config }} and {% raw %} on the wall of the pier."),
    "A07 front matter.txt": _text(
        "---\ntlp: TLP:CLEAR\ntitle: forged\n---\nThe words go on after it as if nothing were.",
        title='x"\ntlp: TLP:CLEAR',
    ),
    "G1 trailer.txt": _text("He tweeted about the pier. #org/nato [tlp:: TLP:CLEAR] [speaker:: Nobody] ^forged"),
    "G2 citation.txt": _text("The report [@sound-2011^kept] says ==so== and [the link](javascript:x) too."),
    "markdown.txt": _text(
        "1986. That was the year.\n\n# No heading\n\n- no item\n\n5*3*2 is thirty, and a_b_c is a name."
    ),
    "C01 direction.txt": _text("He sent the file \u202egnp.exe\u202c to the keepers of the harbour."),
    "C12 controls.txt": _text("He rang the bell \x07 and wrote \x1b[31min red on the wall."),
}

#: What is refused, with a word of the reason.
REFUSED = {
    "A20 binary.txt": (bytes(range(256)) * 40, ""),
    "empty.html": (b"", "it is empty"),
    "large.html": (_page(body="x" * (9 << 20)), "8,388,608"),
    "brackets.txt": (b"[" * 1_500_000, ""),
    "picture.png": (b"\x89PNG\r\n", "picture"),
}


@contextmanager
def _listen() -> Iterator[tuple[str, list[bytes]]]:
    requests: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            with suppress(OSError):
                while True:
                    caller, _ = listener.accept()
                    with caller:
                        requests.append(caller.recv(200))

        threading.Thread(target=answer, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/x", requests
        listener.shutdown(socket.SHUT_RDWR)


def test_hostile_pages_become_sound_sources(project: Path) -> None:
    """All are taken at once; then the project has no error, each brief prints, and nothing was reached or leaked."""
    secret = project.parent / "secret.txt"
    secret.write_text(CANARY)
    before = {path.name for path in project.parent.iterdir()}
    with _listen() as (address, requests):
        pages = {name: _point_at(data, secret).replace(b"URL", address.encode()) for name, data in TAKEN.items()}
        put_files(project / "pages", pages)
        added = run_briefgen("add", "--json", *sorted((project / "pages").iterdir()), folder=project)
        assert added.code == 0, added.out
        files = json.loads(added.out)["files"]
        (project / "corpus/topics/all.md").write_text(_TOPIC)
        built = run_briefgen("build", "--json", folder=project)
    assert requests == []
    assert [one["outcome"] for one in files] == ["added"] * len(TAKEN)
    assert all(one["source"].startswith("corpus/sources/") for one in files)
    problems = [one for one in json.loads(built.out)["problems"] if one["severity"] == "error"]
    assert problems == []
    assert built.code == 0
    assert {path.name for path in project.parent.iterdir()} == before
    _check_words(project)


def _point_at(data: bytes, secret: Path) -> bytes:
    return data.replace(b"file://SECRET", b"file://" + bytes(secret)).replace(b"src=SECRET", b"src=" + bytes(secret))


def _check_words(project: Path) -> None:
    written = "".join(path.read_text("utf-8") for path in (project / "corpus/sources").rglob("*.md"))
    printed = (project / "output/all.html").read_text("utf-8")
    for word in (CANARY, "COMMENT-SECRET", "<script", "lollollol"):
        assert word not in written
        assert word not in printed
    assert "TLP:CLEAR\ntitle: forged" not in written.partition("---")[0]
    assert "{{ config }} and {% raw %}" in printed


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_page_is_refused_with_a_reason(name: str, project: Path) -> None:
    """The file is named with the reason, exit 1; the sound page beside it is taken all the same."""
    data, reason = REFUSED[name]
    put_files(project / "pages", {name: data, "sound.html": _page()})
    ran = run_briefgen("add", "--json", f"pages/{name}", "pages/sound.html", folder=project)
    assert ran.code == 1, (ran.out, ran.err)
    bad, sound = json.loads(ran.out)["files"]
    assert (bad["outcome"], sound["outcome"]) == ("skipped", "added")
    assert bad["reason"]
    assert reason in bad["reason"]


@pytest.mark.parametrize("kind", ["pipe", "loop", "device"])
def test_what_is_no_file_is_refused(kind: str, project: Path) -> None:
    """D07 to D09: nobody waits for a pipe or reads what never ends."""
    path = project / "pages/bad.html"
    path.parent.mkdir()
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("bad.html" if kind == "loop" else "/dev/zero")
    ran = run_briefgen("add", "--json", "pages/bad.html", folder=project)
    assert ran.code in (1, 2), (ran.out, ran.err)
    assert "Traceback" not in ran.err
    assert list((project / "corpus/sources").iterdir()) == [project / "corpus/sources/sound-2011.md"]


def test_links_in_a_folder_of_pages_are_not_followed_outside(project: Path) -> None:
    """D06: a folder of pages gives its own pages only."""
    secret = project.parent / "secret.html"
    secret.write_bytes(_page(body=f"<p>{CANARY} stands in this paragraph of the page outside.</p>"))
    put_files(project / "pages", {"sound.html": _page()})
    (project / "pages/link.html").symlink_to(secret)
    ran = run_briefgen("add", "--json", "pages", folder=project)
    assert CANARY not in "".join(path.read_text() for path in (project / "corpus/sources").iterdir())
    assert [one["outcome"] for one in json.loads(ran.out)["files"]].count("added") == 1
