"""Hostile text that prints: B01 to B19, B28, B30 to B37 and C01 to C12 in one build, each asserted on its own.

Each vector stands in four places: inside a paragraph and as a block of its own, in a source in the analyst's words
and in one that is quoted. A listener on this machine counts what is fetched, and a file beside the project holds a
secret that some vectors ask for.
"""

import json
import re
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from bad_project import SOUND_FILES, list_problems, put_files
from briefgen_command import Ran, run_briefgen

SECRET = "CANARY-OF-A-FILE"
HERE = "http://127.0.0.1:PORT"


@dataclass(frozen=True, slots=True)
class Vector:
    """One hostile text: `bad` are words (case-blind) that may stand in no page and no PDF, `good` ones that must."""

    number: str
    text: str
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


VECTORS = (
    Vector("B01", "<script>alert(1)</script>", ("<script",)),
    Vector("B02", "<img src=x onerror=alert(1)>", ("onerror", "<img")),
    Vector("B03", "[the link](javascript:alert(1))", ('href="javascript',), ("the link",)),
    Vector("B03 a file", "[the file link](file:///etc/passwd) [the data link](data:text/html,x)", ('href="file', 'href="data'), ("the file link",)),
    Vector("B04", "a word {: onclick=1 }", (" onclick=1>", 'onclick="'), ("a word",)),
    Vector("B05", f"[the attachment]({HERE}/b05){{: rel=attachment }}", ('rel="attachment', "rel=attachment>"), ("the attachment",)),
    Vector("B06", "<link rel=attachment href=file:///etc/passwd>", ("<link rel=attach", "root:x")),
    Vector("B06 an address", f"<a rel=attachment href={HERE}/b06>the attached</a>", ('rel="attachment',), ("the attached",)),
    Vector("B07", f'<base href="{HERE}/b07/">', ("<base",)),
    Vector("B08", f'<meta http-equiv=refresh content="0;url={HERE}/b08">', ("http-equiv=refresh",)),
    Vector("B09", f"<style>@import url({HERE}/b09.css);</style>", ("@import",)),
    Vector("B10", f'<span style="background:url({HERE}/b10.png)">styled words</span>', ("background:url(http",), ("styled words",)),
    Vector("B11", f"<svg><script>1</script><foreignObject/><use href={HERE}/b11 /><image href={HERE}/b11.png /></svg>", ("foreignobject", "<use")),
    Vector("B12", "<math><annotation-xml encoding=text/html><script>1</script></annotation-xml></math>", ("<math", "annotation-xml")),
    Vector("B13", "<noscript><p title='</noscript><img src=x onerror=alert(13)>'></noscript>", ("alert(13)>", "<noscript")),
    Vector("B14", "![picture](data:image/svg+xml;base64,AAAA)", ("data:image",)),
    Vector("B15", "<img src=../../secret.txt> ![x](../../secret.txt)", ("secret.txt", SECRET)),
    Vector("B16", "![x](//127.0.0.1:PORT/b16.png)", ("b16.png",)),
    Vector("B17", f"<iframe src={HERE}/b17></iframe><object data={HERE}/b17></object><embed src={HERE}/b17><video poster={HERE}/b17></video>", ("<iframe", "<object", "<embed", "<video")),
    Vector("B18", "<form action=x><input type=hidden value=HIDDEN-VALUE></form>", ("hidden-value", "<form", "<input")),
    Vector("B19", "<!-- COMMENT-SECRET -->", ("comment-secret",)),
    Vector("B30", "<ol start=99999999999><li>an item</li></ol>", ("99999999999",)),
    Vector("B31", "<b>" * 50 + "unclosed", (), ("unclosed",)),
    Vector("B32", "&" * 150, (), ("&" * 100,)),
    Vector("B33", "{{ config }} {% raw %} {# note #}", (), ("{{ config }} {% raw %} {# note #}",)),
    Vector("B36", "<b id=toc>an anchor</b>", ('id="toc"', "id=toc"), ("an anchor",)),
    Vector("C01", "before \u202egnp.exe after", ("\u202e",), ("U+202E",), ("BG-TEXT-009",)),
)


@dataclass(frozen=True, slots=True)
class Build:
    """The one build: what the command said, the page, its PDF's text, and how many requests came."""

    ran: Ran
    page: str
    text: str
    problems: tuple[str, ...]
    pdf: Path
    project: Path
    requests: tuple[str, ...]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    """Build a project whose sources are the vectors."""
    project = tmp_path_factory.mktemp("hostile") / "project"
    with _listen() as (port, requests):
        put_files(project, {**SOUND_FILES, **_write_sources(port)})
        (project.parent / "secret.txt").write_text(SECRET)
        ran = run_briefgen("build", "--json", folder=project)
    page, pdf = ((project / f"output/hostile{end}") for end in (".html", ".pdf"))
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    yield Build(ran, page.read_text("utf-8"), text, tuple(list_problems(ran)), pdf, project, tuple(requests))
