"""A project with one edition on its shelf and four recipients, made without printing anything."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from briefgen.cli import command
from briefgen.editions.placing import Frozen, Sign, place_editions
from briefgen.editions.record import MadeWith
from briefgen.errors import BriefgenError
from briefgen.model.delivery import Delivery, Matter
from briefgen.model.edition import Edition, IssuedExcerpt, IssuedJudgement
from briefgen.model.marking import Marking

_SETTINGS = 'analyst = "Tests"\norganisation = "House"\ndefault_tlp = "TLP:GREEN"\n'
_TOPIC = """\
---
title: The ferry
query: tag:org/ferry
tlp: TLP:CLEAR
recipients: [ann, bob, shelf]
sections:
  - heading: All of it
    kind: excerpts
---
"""
_VOCABULARY = "org/ferry:\n  label: {en: Ferry}\n"
_RECIPIENTS = """\
ann: {tlp: TLP:AMBER, organisation: House, channel: post, address: ann@example.org}
bob: {tlp: TLP:GREEN, organisation: Partner, channel: post, address: bob@example.net}
shelf: {tlp: TLP:CLEAR, channel: share}
"""
_CHANNELS = """\
post: {{kind: mail, server: "127.0.0.1:{port}", security: none, from: "Desk <desk@example.org>"}}
share: {{kind: folder, path: ../share}}
"""
_WITHDRAWN = """\
---
title: {title}
type: report
issued: 2026-10-01
tlp: {marking}
status: withdrawn
withdrawn: {{date: 2026-11-21, reason: "{reason}"}}
---

Two boats run. ^boats
"""
VARIANTS = {"brief.en.tlp-amber": "TLP:AMBER", "brief.en.tlp-green": "TLP:GREEN", "brief.en.tlp-clear": "TLP:CLEAR"}


def write_project(folder: Path, port: int = 9) -> Path:
    """Write the project into a new folder, with its share beside it, and give it."""
    files = {
        "briefgen.toml": _SETTINGS,
        "corpus/vocabulary.yaml": _VOCABULARY,
        "corpus/topics/ferry.md": _TOPIC,
        "corpus/recipients.yaml": _RECIPIENTS,
        "corpus/channels.yaml": _CHANNELS.format(port=port),
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "corpus/sources").mkdir()
    (folder / "output/editions").mkdir(parents=True)
    (folder.parent / "share").mkdir(exist_ok=True)
    shelve(folder, 1)
    return folder


def shelve(
    folder: Path,
    number: int,
    *sources: str,
    pdf: bytes = b"",
    variants: Mapping[str, str] = VARIANTS,
    sign: Sign | None = None,
    **more: Any,  # noqa: ANN401 - the record's fields
) -> None:
    """Put an edition of the project's topic on its shelf, in the variants that its recipients need.

    Its one judgement rests on an excerpt of each of the sources, without any on the quay's log. `more` is what its
    record says otherwise.
    """
    named = sources or ("quay-log",)
    frozen = [_freeze(number, *pair, named, pdf) for pair in variants.items()]
    given = [replace(one, edition=replace(one.edition, **more)) for one in frozen]
    place_editions(folder / "output/editions", given, sign)


def withdraw(folder: Path, reason: str = "the boats were painted on", marking: str = "TLP:CLEAR") -> None:
    """Put the withdrawn source into the corpus."""
    text = _WITHDRAWN.format(title="Log of the quay, as it is called now", marking=marking, reason=reason)
    (folder / "corpus/sources/quay-log.md").write_text(text, encoding="utf-8")


def _freeze(number: int, variant: str, marking: str, sources: tuple[str, ...], pdf: bytes) -> Frozen:
    names = tuple(f"{source}^boats" for source in sources)
    judgements = (IssuedJudgement("j1", f"The ferry runs, says {variant}.", evidence=names),)
    # Each in its own words: what stands in a source of today is that source's, whoever printed it.
    texts = {source: "Two boats run." if source == "quay-log" else f"Boats run by the {source}." for source in sources}
    excerpts = {f"{source}^boats": IssuedExcerpt(text, source) for source, text in texts.items()}
    titles = {source: f"Title of {source}" for source in sources}
    edition = Edition(
        "ferry", number, "2026-11-20", "The ferry", marking, judgements=judgements, excerpts=excerpts, sources=titles
    )
    files = {
        "ferry.html": f"<title>The ferry {number} {variant}</title>".encode(),
        "ferry.pdf": pdf or b"%PDF-1.7 " + f"{number} {variant} ".encode() * 400,
    }
    return Frozen(edition, variant, files, MadeWith({"briefgen": "0"}))


def deliver_to(name: str, **more: object) -> Delivery:
    """Give a delivery to somebody, without any project."""
    values = {
        "matter": Matter.EDITION,
        "slug": "ferry",
        "number": 1,
        "variant": "brief.en.tlp-green",
        "edition": "ab" * 32,
        "marking": Marking.GREEN,
        "recipient": name,
        "organisation": "House",
        "channel": "post",
        "address": f"{name}@example.org",
        **more,
    }
    return Delivery(**values)  # type: ignore[arg-type]  # by name


def call(folder: Path, word: str, *words: str | Path) -> Result:
    """Call a command in this process, which saves most of its time; its exit code is what `main` makes of it."""
    jobs = ("--jobs", "1") if word == "send" else ()
    done = CliRunner().invoke(command, [word, "--project", str(folder), *jobs, *map(str, words)])
    if isinstance(done.exception, BriefgenError):
        done.exit_code, done.stderr_bytes = done.exception.exit_code, str(done.exception).encode()
    elif done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done
