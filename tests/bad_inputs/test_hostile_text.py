"""Hostile text that prints: B01 to B19, B28 to B37 and C01 to C12 in one build, each asserted on its own.

Each vector stands in four places: inside a paragraph and as a block of its own, in a source in the analyst's words
and in one that is quoted; and in a topic's own text. A listener on this machine counts what is fetched, and a file
beside the project holds a secret that some vectors ask for.
"""

import hashlib
import json
import re
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from bad_project import SOUND_FILES, list_problems, put_files

from briefgen_command import Ran, run_briefgen

CANARY = "CANARY-OF-A-FILE"
HERE = "http://127.0.0.1:PORT"


@dataclass(frozen=True, slots=True)
class Vector:
    """One hostile text: `bad` may stand in no page and no PDF's text, whatever the case; `good` stands in both.

    `codes` are warnings that its source gets. `is_block` where the text is a block of its own anyway.
    """

    number: str
    text: str
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """The name of its files."""
        return re.sub("[^a-z0-9]+", "-", self.number.lower())


_USES = f"<svg><script>1</script><foreignObject/><use href={HERE}/b11 /><image href={HERE}/b11.png /></svg>"
_FRAMES = (
    f"<iframe src={HERE}/b17></iframe><object data={HERE}/b17></object><embed src={HERE}/b17><video poster={HERE}/b17>"
)

VECTORS = (
    Vector("B01", "<script>alert(1)</script>", ("<script>alert(1)",), (), ("BG-TEXT-008",)),
    Vector("B02", "<img src=x onerror=alert(1)>", ("<img",), (), ("BG-TEXT-008",)),
    Vector("B03", "[the link](javascript:alert(1))", ('href="javascript',), ("the link",)),
    Vector(
        "B03 files",
        "[the file](file:///etc/passwd) [the data](data:text/html,x)",
        ('href="file', 'href="data'),
        ("the file",),
    ),
    Vector("B04", "a word {: onclick=1 }", ("<p onclick",), ("a word",)),
    Vector("B05", f"[the attachment]({HERE}/b05){{: rel=attachment }}", ('rel="attachment',), ("the attachment",)),
    Vector("B06", "<link rel=attachment href=file:///etc/passwd>", ("<link", "root:x"), (), ("BG-TEXT-008",)),
    Vector("B06 an address", f"<a rel=attachment href={HERE}/b06>attached</a>", ('rel="attachment',), ("attached",)),
    Vector("B07", f'<base href="{HERE}/b07/">', ("<base",), (), ("BG-TEXT-008",)),
    Vector(
        "B08",
        f'<meta http-equiv=refresh content="0;url={HERE}/b08">',
        ("<meta http-equiv=refresh", '"refresh"'),
        (),
        ("BG-TEXT-008",),
    ),
    Vector("B09", f"<style>@import url({HERE}/b09.css);</style>", ("<style>@import",), (), ("BG-TEXT-008",)),
    Vector("B10", f'<span style="background:url({HERE}/b10.png)">styled</span>', ('style="background',), ("styled",)),
    Vector("B11", _USES, ("<svg", "<use", "<foreignobject"), (), ("BG-TEXT-008",)),
    Vector(
        "B12",
        "<math><annotation-xml encoding=text/html><script>1</script></annotation-xml></math>",
        ("<math",),
        (),
        ("BG-TEXT-008",),
    ),
    Vector(
        "B13",
        "<noscript><p title='</noscript><img src=x onerror=alert(13)>'></noscript>",
        ("<noscript", "<img"),
        (),
        ("BG-TEXT-008",),
    ),
    Vector("B14", "![picture](data:image/svg+xml;base64,AAAA)", ("data:image",), (), ("BG-TEXT-011",)),
    Vector("B15", "<img src=../../../secret.txt> ![x](../../../secret.txt)", (CANARY,), (), ("BG-TEXT-011",)),
    Vector("B16", "![x](//127.0.0.1:PORT/b16.png)", ("b16.png",), (), ("BG-TEXT-011",)),
    Vector("B17", _FRAMES, ("<iframe", "<object", "<embed", "<video"), (), ("BG-TEXT-008",)),
    Vector(
        "B18",
        "<form action=x><input type=hidden value=HIDDEN-VALUE></form>",
        ("hidden-value", "<form", "<input"),
        (),
        ("BG-TEXT-008",),
    ),
    Vector("B19", "<!-- COMMENT-SECRET -->", ("comment-secret",)),
    Vector("B28", "<table><tr><td colspan=1000000>a cell</td></tr></table>", ("1000000",)),
    Vector("B30", "<ol start=99999999999><li>an item</li></ol>", ("99999999999",)),
    Vector("B31", "<b>" * 50 + "unclosed", (), ("unclosed",)),
    Vector("B32", "& " * 100, (), ("& & & &",)),
    Vector("B33", "{{ config }} {% raw %} {# note #}", (), ("{{ config }} {% raw %} {# note #}",)),
    Vector("B35", "words\n\n# A heading of the first level\n\nmore", ("<h1>a heading",)),
    Vector("B36", "<b id=toc>an anchor</b>", ('id="toc"',), ("an anchor",)),
    Vector("B37", "```\nthe rest is code", (), (), ("BG-TEXT-006",)),
    Vector("C01", "before \u202egnp.exe\u202c after", ("\u202e",), ("⟦U+202E⟧gnp.exe⟦U+202C⟧",), ("BG-TEXT-009",)),
    Vector("C02", "an \u2067unbalanced isolate", ("\u2067",), ("⟦U+2067⟧unbalanced",), ("BG-TEXT-009",)),
    Vector("C03", "the qu\u200bay", (), (), ("BG-TEXT-009",)),
    Vector("C05", "a tag\U000e0041 character", ("\U000e0041",), ("tag⟦U+E0041⟧",), ("BG-TEXT-009",)),
    Vector("C06", "a half &#xD800; pair", ("\ud800", "d800")),
    Vector("C07", "marks a" + "\u0301" * 2000 + " end"),
    Vector("C10", "a sign of Linear A \U00010600 that few fonts have, and \u2fe0, which is none"),
    Vector("C11", "Arabic مركز دراسات", (), ("مركز", "دراسات")),
    Vector("C11 Hebrew", "Hebrew שלום עולם", (), ("שלום", "עולם")),
    Vector("C12", "a bell\x08 and\x1b[31m red", ("\x08", "\x1b"), ("a bell and[31m red",), ("BG-TEXT-009",)),
)


@dataclass(frozen=True, slots=True)
class Build:
    """The one build: what the command said, the pages, the PDFs' text, and which requests came."""

    ran: Ran
    page: str
    text: str
    problems: tuple[str, ...]
    output: Path
    requests: tuple[str, ...]
    seconds: float


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build a project whose sources are the vectors."""
    project = tmp_path_factory.mktemp("hostile") / "project"
    (project.parent / "project").mkdir()
    (project.parent / "secret.txt").write_text(CANARY)
    with _listen() as (port, requests):
        put_files(project, {**SOUND_FILES, **_write_project(port)})
        began = time.monotonic()
        ran = run_briefgen("build", "--json", folder=project)
        seconds = time.monotonic() - began
    output = project / "output"
    pages = "".join(path.read_text("utf-8") for path in sorted(output.glob("*.html")))
    texts = "".join(_read_pdf(path) for path in sorted(output.glob("*.pdf")))
    return Build(ran, pages, texts, tuple(list_problems(ran)), output, tuple(requests), seconds)


@contextmanager
def _listen() -> Iterator[tuple[int, list[str]]]:
    """Listen on this machine; the list holds the first line of each request."""
    requests: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            with suppress(OSError):
                while True:
                    caller, _ = listener.accept()
                    with caller:
                        requests.append(caller.recv(200).decode("latin-1").partition("\r")[0])

        threading.Thread(target=answer, daemon=True).start()
        yield listener.getsockname()[1], requests
        listener.shutdown(socket.SHUT_RDWR)


def _write_project(port: int) -> dict[str, bytes]:
    files = {f"corpus/topics/{name}.md": text.encode("utf-8") for name, text in _write_topics(port).items()}
    for vector in VECTORS:
        text = vector.text.replace("PORT", str(port))
        for wording in ("summary", "verbatim"):
            name = f"corpus/sources/{vector.slug}-{wording}.md"
            files[name] = _write_source(vector, text, wording).encode("utf-8")
    return files


def _write_source(vector: Vector, text: str, wording: str) -> str:
    number = vector.number
    return (
        f"---\ntitle: A source of {vector.slug} {{{{7*7}}}}\nauthor: '{{{{7*7}}}} Doe'\n"
        f"URL: https://example.org/{{{{7*7}}}}\ntext: {wording}\ntags: [place/pier]\n---\n"
        f"Alpha {number} {wording}. {_spell(number + wording)} In it {text} omega.\n\n{text}\n\n"
        f"Gamma {number} {wording}. {_spell(wording + number)}\n"
    )


def _spell(seed: str) -> str:
    """Make words of a text's own, so that no two passages are near-copies."""
    digest = hashlib.sha256(seed.encode()).hexdigest().translate(str.maketrans("0123456789", "ghijklmnop"))
    return " ".join(digest[start : start + 6] for start in range(0, 60, 6))


def _write_topics(port: int) -> dict[str, str]:
    front = "---\ntitle: '{{7*7}} <script>alert(2)</script>'\nquery: tag:place/pier\nsections:\n"
    kinds = "  - {heading: Background, kind: background}\n  - {heading: Evidence, kind: excerpts, limit: 500}\n---\n"
    own = "".join(f"Delta {v.number} {v.text}\n\n" for v in VECTORS if v.number not in {"B35", "B37"})
    return {"hostile": front + kinds, "own": f"{front}{kinds}# Background\n{own}".replace("PORT", str(port))}


def _read_pdf(path: Path) -> str:
    return subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout


def test_the_build_goes_through(build: Build) -> None:
    """All briefs are printed within a minute, with warnings and no error, and nothing else fails."""
    assert build.ran.code == 0, [one for one in build.problems if "error" in one]
    report = json.loads(build.ran.out)
    assert report["failed"] == []
    assert {topic["topic"]: topic["state"] for topic in report["topics"]} == dict.fromkeys(
        ("hostile", "own", "sound"), "printed"
    )
    assert "a mistake in briefgen" not in build.ran.out + build.ran.err
    assert build.seconds < 60


@pytest.mark.parametrize("vector", VECTORS, ids=[vector.number for vector in VECTORS])
def test_what_is_hostile_is_gone_and_the_words_stay(build: Build, vector: Vector) -> None:
    """The vector leaves nothing live and nothing secret in page and PDF; the sound words round it stand in both."""
    page, text = build.page.lower(), build.text.lower()
    for word in vector.bad:
        assert word.lower() not in page, word
        assert word.lower() not in text, word
    squeezed = re.sub(r"\s+", "", build.text)
    for word in (*vector.good, *(f"Alpha {vector.number} {wording}." for wording in ("summary", "verbatim"))):
        assert re.sub(r"\s+", "", word) in squeezed, word
    if vector.number != "B37":
        assert f"Gamma{vector.number}verbatim.".replace(" ", "") in squeezed


@pytest.mark.parametrize("vector", [vector for vector in VECTORS if vector.codes], ids=lambda vector: vector.number)
def test_what_is_left_out_or_deceives_is_told(build: Build, vector: Vector) -> None:
    """The vector's source gets its warning, with line and column."""
    for code in vector.codes:
        assert any(one.startswith(f"{code} corpus/sources/{vector.slug}-summary.md:") for one in build.problems), code


def test_a_character_without_a_glyph_is_told(build: Build) -> None:
    """C10: the brief's topic gets a warning that names the character."""
    assert any("U+2FE0" in one and one.startswith("BG-PRINT-001 corpus/topics/") for one in build.problems)


def test_direction_stays_inside_its_excerpt(build: Build) -> None:
    """C02: each quotation is isolated, so that one that is not closed does not turn what follows."""
    assert re.search(r"<bdi>[^<]*Alpha C02 verbatim", build.page)


def test_nothing_is_fetched(build: Build) -> None:
    """Not one request reached the listener."""
    assert build.requests == ()


@pytest.mark.parametrize("name", ["hostile", "own"])
def test_pdfs_hold_no_file_and_no_action(build: Build, name: str) -> None:
    """A PDF has no attachment but our manifest, no script, and links to web addresses only."""
    with pikepdf.open(build.output / f"{name}.pdf") as pdf:
        assert list(pdf.attachments) == ["manifest.json"]
        actions = [thing.get("/S") for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/S" in thing]
        addresses = [
            str(thing["/URI"]) for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/URI" in thing
        ]
    assert not {"/JavaScript", "/Launch", "/GoToR", "/SubmitForm"} & {str(action) for action in actions}
    assert all(re.match("https?://|mailto:", address) for address in addresses), addresses


def test_no_secret_stands_in_any_output(build: Build) -> None:
    """B06, B15, B18, B19: every byte that the build wrote is free of the secrets."""
    everything = b"".join(path.read_bytes() for path in build.output.rglob("*") if path.is_file())
    for secret in (CANARY, "HIDDEN-VALUE", "COMMENT-SECRET", "root:x"):
        assert secret.encode() not in everything


def test_a_page_holds_no_live_markup(build: Build) -> None:
    """Whatever the sources hold, the page has none but our elements: no script, no handler, no address but links."""
    from lxml import html

    for path in build.output.glob("*.html"):
        document = html.fromstring(path.read_text("utf-8"))
        for element in document.iter(html.etree.Element):
            assert element.tag not in {
                "script",
                "img",
                "iframe",
                "object",
                "embed",
                "form",
                "input",
                "base",
                "svg",
                "math",
            }
            assert not [
                name for name in element.attrib if str(name).startswith("on") or name in {"style", "src", "srcset"}
            ]
            address = element.get("href", "#")
            assert re.match(r"https?://|mailto:|#|data:font", address), address
        assert len(document.findall(".//h1")) == 1


def test_braces_stay_braces(build: Build) -> None:
    """B34: what looks like a template in a title, an author or an address is printed as it stands."""
    assert build.text.count("{{7*7}}") > 20
    assert "<script>alert(2)" in build.text
    assert "A source of b01 {{7*7}}" in build.page
    assert re.search(r"\b49\b", build.text) is None
