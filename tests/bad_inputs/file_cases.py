"""D01 to D12, C08 and C09: names, links, pipes and modes of files."""

import json
import os
import unicodedata
from pathlib import Path

from bad_project import BAD, Case, Maker

_SOURCE = b"---\ntitle: A bad source\ntext: summary\n---\nThe pier was closed.\n"
_SECRET = {"secret.md": b"---\ntitle: OUTSIDE-SECRET\ntext: summary\n---\nOUTSIDE-SECRET\n"}


def _link(target: str) -> Maker:
    return lambda path: path.symlink_to(target)


def _link_outside(path: Path) -> None:
    path.unlink()
    path.symlink_to("../../secret.md")


def _make_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _make_unreadable(path: Path) -> None:
    path.write_bytes(_SOURCE)
    path.chmod(0)


def _move_outside(path: Path) -> None:
    """Put a folder of the project beside the project, and a link in its place."""
    project = next(folder for folder in path.parents if (folder / "briefgen.toml").exists())
    path.rename(project.parent / "elsewhere")
    path.symlink_to(project.parent / "elsewhere")


def _name_a_path_outside(path: Path) -> None:
    manifest = json.loads(path.read_bytes())
    record = dict(manifest["drafts"]["sound"], slug="../../secret")
    manifest["drafts"]["../../secret"] = record
    path.write_text(json.dumps(manifest))


_LONG = "a" * 200

FILE_CASES = (
    Case(
        "C08",
        "Two spellings of one letter are two names that cannot be ids.",
        {f"corpus/sources/{unicodedata.normalize(form, 'pié')}.md": _SOURCE for form in ("NFC", "NFD")},
        1,
        ("BG-FILE-010 corpus/sources/pié.md | pie.md", "BG-FILE-010 corpus/sources/pie\u0301.md | pie.md"),
    ),
    Case(
        "C09",
        "A name that differs from another in case only cannot be an id.",
        {"corpus/sources/Sound-2011.md": _SOURCE},
        1,
        ("BG-FILE-010 corpus/sources/Sound-2011.md | sound-2011.md",),
    ),
    Case(
        "D01",
        "A topic's name that leads upwards is an unknown topic.",
        {},
        2,
        says=("no topic is called `../../etc/cron.d/x`",),
        words=("build", "--json", "../../etc/cron.d/x"),
        is_report=False,
    ),
    Case(
        "D01 a pin",
        "A pin that leads upwards is no excerpt's name.",
        {"corpus/topics/bad.md": b"---\ntitle: t\nquery: tag:place/pier\npin: [../../secret]\n---\n"},
        1,
        ("BG-CITE-001 corpus/topics/bad.md:4:7 | source^id", "BG-TOPIC-003 corpus/topics/bad.md:3:8"),
        topics=("bad", "sound"),
        outside=_SECRET,
        silent=("OUTSIDE-SECRET",),
    ),
    Case(
        "D01 a template",
        "A topic's template that leads upwards is refused, and nothing of it is read.",
        {"corpus/topics/bad.md": b"---\ntitle: t\nquery: tag:place/pier\ntemplate: ../../secret\n---\n"},
        3,
        ("BG-PRINT-004 corpus/topics/bad.md:4:11 | outside templates/",),
        topics=("bad", "sound"),
        fails=("bad",),
        outside=_SECRET,
        silent=("OUTSIDE-SECRET",),
    ),
    Case(
        "D01 in the manifest",
        "A record that leads upwards is none of ours: nothing is read or deleted there, all is printed again.",
        {"output/manifest.json": _name_a_path_outside},
        0,
        state="printed",
        outside={"secret.html": b"kept", "secret.pdf": b"kept"},
    ),
    Case(
        "D02",
        "An absolute path is an unknown topic.",
        {},
        2,
        says=("no topic is called `/abs`",),
        words=("build", "--json", "/abs"),
        is_report=False,
    ),
    Case(
        "D03",
        "Names that Windows reserves cannot be ids.",
        {"corpus/sources/con.md": _SOURCE, "corpus/topics/nul.md": b"---\ntitle: t\n---\n"},
        1,
        (
            "BG-FILE-010 corpus/sources/con.md | Windows | con-1.md",
            "BG-FILE-010 corpus/topics/nul.md | Windows | nul-1.md",
        ),
        topics=("nul", "sound"),
        fails=("nul",),
    ),
    Case(
        "D04",
        "A name of 200 letters cannot be an id.",
        {f"corpus/sources/{_LONG}.md": _SOURCE},
        1,
        (f"BG-FILE-010 corpus/sources/{_LONG}.md | 200 characters; at most 60",),
    ),
    Case(
        "D05",
        "A name that is an ending alone cannot be an id.",
        {"corpus/sources/.md": _SOURCE},
        1,
        ("BG-FILE-010 corpus/sources/.md",),
    ),
    Case(
        "D06",
        "A linked folder outside the corpus is refused and not followed.",
        {"corpus/sources/etc": _link("/etc")},
        3,
        ("BG-FILE-006 corpus/sources/etc | outside",),
    ),
    Case(
        "D06 a file",
        "A linked file outside the corpus is refused and not read.",
        {BAD: _link("../../../secret.md")},
        3,
        ("BG-FILE-006 bad.md | outside",),
        outside=_SECRET,
        silent=("OUTSIDE-SECRET",),
    ),
    Case(
        "D06 passwords",
        "A topic that is a link to the passwords is refused.",
        {"corpus/topics/bad.md": _link("/etc/passwd")},
        3,
        ("BG-FILE-006 corpus/topics/bad.md | outside",),
        silent=("root:",),
    ),
    Case(
        "D06 the vocabulary",
        "A vocabulary that is a link to a file outside is refused.",
        {"corpus/vocabulary.yaml": _link_outside},
        3,
        ("BG-FILE-006 corpus/vocabulary.yaml | outside",),
        fails=("sound",),
        outside=_SECRET,
        silent=("OUTSIDE-SECRET",),
    ),
    Case(
        "D06 the sources",
        "A folder of sources that is a link out of the project ends the command.",
        {"corpus/sources": _move_outside},
        3,
        says=("corpus/sources", "leads out of the project"),
        is_report=False,
    ),
    Case(
        "D07",
        "A link that leads to itself is passed over with a warning.",
        {BAD: _link("bad.md")},
        0,
        ("BG-FILE-005 bad.md",),
    ),
    Case(
        "D07 a folder",
        "So is one that leads to the folder it lies in.",
        {"corpus/sources/loop": _link(".")},
        0,
        ("BG-FILE-005 corpus/sources/loop | link to a folder",),
    ),
    Case(
        "D07 nothing", "So is one that leads nowhere.", {BAD: _link("gone.md")}, 0, ("BG-FILE-005 bad.md | not there",)
    ),
    Case(
        "D08",
        "A pipe is passed over with a warning, and nobody waits for it.",
        {BAD: os.mkfifo},
        0,
        ("BG-FILE-005 bad.md | not a file",),
    ),
    Case(
        "D08 the vocabulary",
        "A pipe in the vocabulary's place is told, and nobody waits for it.",
        {"corpus/vocabulary.yaml": _make_pipe},
        5,
        ("BG-FILE-001 corpus/vocabulary.yaml | not a file",),
        fails=("sound",),
    ),
    Case(
        "D09", "A link to what never ends is refused.", {BAD: _link("/dev/zero")}, 3, ("BG-FILE-006 bad.md | outside",)
    ),
    Case(
        "D10",
        "A file that may not be read is named with exit code 5.",
        {BAD: _make_unreadable},
        5,
        ("BG-FILE-001 bad.md | ermission",),
        drops_rights=True,
    ),
    Case(
        "D11",
        "A folder with the name of a file is passed over with a warning.",
        {"corpus/sources/folder.md/inner.md": _SOURCE},
        0,
        ("BG-FILE-005 corpus/sources/folder.md | folder",),
    ),
    Case(
        "D12",
        "An output folder that is a link out of the project is refused, and nothing is written there.",
        {"output": _move_outside},
        3,
        says=("output", "leads out of the project"),
        is_report=False,
    ),
    Case(
        "D12 the state",
        "So is the folder of the index.",
        {".briefgen": _move_outside},
        3,
        says=(".briefgen", "leads out of the project"),
        is_report=False,
    ),
    Case(
        "D12 the generations",
        "So is the folder of the prints, whose other end is not swept.",
        {"output/.gen": _move_outside},
        3,
        says=("output/.gen", "leads out of the project"),
        is_report=False,
    ),
    Case(
        "D12 odd things",
        "A file and a link among the prints are swept, what the link leads to is not.",
        {"output/.gen/file": b"x", "output/.gen/link": _link("../../../kept")},
        0,
        outside={"kept/file": b"kept"},
    ),
    Case(
        "a large file",
        "A source over 8 MiB is not read.",
        {BAD: _SOURCE + b"x" * (8 << 20)},
        1,
        ("BG-FILE-002 bad.md | 8,388,608",),
    ),
    Case(
        "a name that is no UTF-8",
        "A name whose bytes are no text is passed over with a warning.",
        {os.fsdecode(b"corpus/sources/ba\xff.md"): _SOURCE},
        0,
        ("BG-FILE-005 corpus/sources/ba\udcff.md | UTF-8",),
    ),
    Case(
        "a name that steers the terminal",
        "Control characters of a name are shown, not sent.",
        {"corpus/sources/\x1b[31mred\u202e.md": _SOURCE},
        1,
        says=("U+001B", "U+202E", "red.md"),
        silent=("\x1b", "\u202e"),
        words=("check",),
        is_report=False,
    ),
    Case(
        "one id in two folders",
        "Two files of one name are told.",
        {"corpus/sources/a/bad.md": _SOURCE, "corpus/sources/b/bad.md": _SOURCE},
        1,
        ("BG-FILE-011 corpus/sources/b/bad.md | a/bad.md",),
    ),
    Case(
        "a damaged manifest",
        "A manifest of a hundred thousand brackets counts as none.",
        {"output/manifest.json": b'{"format":1,"topics":' + b"[" * 100_000},
        0,
        state="printed",
    ),
    Case(
        "a deep manifest",
        "Nor does one that is nested without end where nothing is read.",
        {"output/manifest.json": b'{"format":1,"topics":{},"x":' + b"[" * 100_000},
        0,
        state="printed",
    ),
    Case(
        "a damaged journal",
        "A journal that is none of ours leaves nothing to undo.",
        {".briefgen/last-add.jsonl": b"[" * 100_000 + b"\n"},
        2,
        says=("no addition on record",),
        words=("add", "--undo"),
        is_report=False,
    ),
    Case(
        "a foreign journal",
        "Nor does one of another shape.",
        {".briefgen/last-add.jsonl": b'{"path": 1}\n2\n'},
        2,
        says=("no addition on record",),
        words=("add", "--undo"),
        is_report=False,
    ),
    Case(
        "a journal that leads upwards",
        "Undoing never leaves the project.",
        {".briefgen/last-add.jsonl": b'{"kind": "source", "path": "../secret.md", "before": "x"}\n'},
        3,
        says=("does not lead to a place inside",),
        words=("add", "--undo"),
        outside=_SECRET,
        is_report=False,
    ),
)
