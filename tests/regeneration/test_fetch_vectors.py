"""Nothing is fetched (BAD_INPUTS 1.3): our fetcher alone refuses every vector, and so does the system's cage alone.

Each vector is shown to be live first: with WeasyPrint's own fetcher and no cage the listener hears it, or the file of
this machine stands in the PDF.
"""

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fetch_vectors import VECTORS, Listener, find_canaries, listen, write_canaries, write_page, write_vector

from briefgen.render.pdf.complaints import Complaints, gather_complaints, make_denying_fetcher
from briefgen.render.pdf.printing import warm_up
from briefgen.workers.confinement import library_folders
from briefgen.workers.limits import Done, Limits
from briefgen.workers.run import describe_confinement, run_job
from briefgen_command import run_briefgen
from own_pages import MARKED

pytestmark = pytest.mark.slow

_CAGED = Limits(seconds=120, confine=True)
_FREE = Limits(seconds=120)


@pytest.fixture
def listener() -> Iterator[Listener]:
    """Listen on this machine."""
    with listen() as found:
        yield found


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """Give a folder with the two files that nobody may read."""
    folder = tmp_path / "secrets"
    folder.mkdir()
    write_canaries(folder)
    return folder


@functools.cache
def _warm() -> tuple[Path, Any]:
    """Load WeasyPrint in the parent, as `build` does: a worker in its cage can write no fonts."""
    from weasyprint.text.fonts import FontConfiguration

    return warm_up(), FontConfiguration()


def print_page(html: str, place: Path, *, denies: bool) -> bytes:
    """Print a page in this process, with our fetcher or with WeasyPrint's own."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    fetcher = make_denying_fetcher(Complaints(), "") if denies else URLFetcher(timeout=5)
    with gather_complaints():
        document = HTML(string=html, url_fetcher=fetcher, base_url=place.as_uri())
        printed: bytes = document.write_pdf(font_config=_warm()[1])
    return printed


def try_vector(name: str, listener: Listener, secrets: Path, limits: Limits, *, denies: bool) -> tuple[bytes, str]:
    """Print the page of a vector in a worker; gives the PDF and how a worker that gave none ended."""
    folder, _ = _warm()
    html = write_page(name, listener.host, secrets)
    place = secrets.parent / "pages" / "page.html"
    readable = (*library_folders(), str(folder)) if limits.confine else ()
    given = Limits(seconds=limits.seconds, confine=limits.confine, readable=readable)
    outcome = run_job(lambda page: print_page(page, place, denies=denies), html, given)
    return (outcome.value, "") if isinstance(outcome, Done) else (b"", outcome.detail)


@pytest.mark.parametrize("name", VECTORS)
def test_each_vector_is_live(name: str, listener: Listener, secrets: Path) -> None:
    """Without fetcher and cage it is heard, or its file is taken: else the tests below would prove nothing."""
    pdf, _ = try_vector(name, listener, secrets, _FREE, denies=False)
    assert listener.requests or find_canaries(pdf)


@pytest.mark.parametrize("name", VECTORS)
def test_our_fetcher_alone_refuses(name: str, listener: Listener, secrets: Path) -> None:
    """Without any cage nothing is asked for and nothing of this machine stands in the PDF."""
    pdf, _ = try_vector(name, listener, secrets, _FREE, denies=True)
    assert listener.requests == []
    assert find_canaries(pdf) == []


@pytest.mark.parametrize("name", VECTORS)
def test_the_cage_alone_refuses(name: str, listener: Listener, secrets: Path) -> None:
    """With WeasyPrint's own fetcher, which refuses nothing, a confined worker reaches neither listener nor file."""
    if not all(active for layer, active, _ in describe_confinement() if "Landlock" in layer or "network" in layer):
        pytest.skip("this kernel does not confine files and network")
    pdf, end = try_vector(name, listener, secrets, _CAGED, denies=False)
    assert listener.requests == []
    assert find_canaries(pdf) == []
    assert pdf or end


def test_the_cage_prints_what_is_harmless(secrets: Path) -> None:
    """A page without any address is printed in the cage: it is not only that nothing comes out."""
    folder, _ = _warm()
    given = Limits(seconds=120, confine=True, readable=(*library_folders(), str(folder)))
    html = "<!DOCTYPE html><html lang=en><title>a</title><p>Harmless."
    outcome = run_job(lambda page: print_page(page, secrets / "page.html", denies=False), html, given)
    assert isinstance(outcome, Done)
    assert outcome.value.startswith(b"%PDF")


def write_hostile_project(folder: Path, listener: Listener, secrets: Path) -> None:
    """Put each vector into a source's words, a title, the analyst's text, a template and a style sheet of one's own."""
    parts = {name: write_vector(name, listener.host, secrets) for name in VECTORS}
    files = {"briefgen.toml": 'default_tlp = "TLP:CLEAR"\n'}
    for number, (name, (head, body)) in enumerate(parts.items()):
        title = f"{name}: {head}{body}".replace("'", "''")
        words = f"The wire told of a {name}. {body or head}"
        files[f"corpus/sources/paper-{number}.md"] = (
            f"---\ntitle: '{title}'\nauthor: ['{title}']\nURL: {listener.host}page-{number}\ntext: summary\n---\n"
            f"{words}\n^told\n"
        )
    written = "\n\n".join(f"{head}{body}" for head, body in parts.values())
    files["corpus/topics/matter.md"] = f"---\ntitle: The matter\nquery: wire\n---\n{written}\n"
    heads, bodies = ("".join(one[at] for one in parts.values()) for at in (0, 1))
    heads = heads.replace(parts["colour profile"][0], "")
    page = f'<!DOCTYPE html><html lang="en"><head><title>a</title>{heads}</head><body><h1>a</h1>{bodies}</body></html>'
    page = page.replace("<h1>", f"{{% endraw %}}{MARKED}{{% raw %}}<h1>", 1)
    files["templates/card.html.j2"] = f"{{% raw %}}{page}{{% endraw %}}"
    files["corpus/topics/carded.md"] = "---\ntitle: Carded\nquery: wire\ntemplate: card\n---\n"
    # A colour profile makes WeasyPrint give up the whole page: it has a test of its own.
    sheets = [head for name, (head, _) in parts.items() if head.startswith("<style>") and name != "colour profile"]
    files["templates/print.css"] = "".join(one.removeprefix("<style>").removesuffix("</style>") for one in sheets)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_nothing_is_fetched_by_the_whole_program(listener: Listener, secrets: Path, tmp_path: Path) -> None:
    """All vectors in sources, titles, the analyst's words, a template and a style sheet of one's own."""
    project = tmp_path / "project"
    write_hostile_project(project, listener, secrets)
    ran = run_briefgen("build", "--date", "2026-11-22", folder=project, seconds=300)
    assert "Traceback" not in ran.err
    for name in ("matter", "carded"):
        assert (project / "output" / f"{name}.pdf").is_file(), ran.err
    assert listener.requests == []
    for path in (project / "output").rglob("*"):
        if path.is_file():
            assert find_canaries(path.read_bytes()) == [], path


def test_a_colour_profile_of_ones_own_style_sheet_fails_its_briefs_and_says_where(
    listener: Listener, tmp_path: Path
) -> None:
    """WeasyPrint 70 gives up where a profile is refused: nothing is fetched, the address and its file are named."""
    head, _ = write_vector("colour profile", listener.host, tmp_path)
    sheet = head.removeprefix("<style>").removesuffix("</style>")
    files = {
        "briefgen.toml": 'default_tlp = "TLP:CLEAR"\n',
        "corpus/sources/paper.md": "---\ntitle: Paper\ntext: summary\n---\nThe wire told. ^told\n",
        "corpus/topics/matter.md": "---\ntitle: The matter\nquery: wire\n---\n",
        "templates/print.css": sheet,
    }
    for name, text in files.items():
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    ran = run_briefgen("build", folder=tmp_path / "project", seconds=300)
    assert ran.code == 1
    assert "templates/print.css:1" in ran.err
    assert "colour-profile.css” was asked for and denied" in ran.err
    assert "please report" not in ran.err
    assert listener.requests == []
