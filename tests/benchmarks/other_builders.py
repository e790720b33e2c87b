"""What briefgen is measured against, given the same text: Sphinx and Hugo on Markdown, WeasyPrint on the same HTML."""

import argparse
import html
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

_BLOCK = re.compile(r"<(h[1-4]|p|li|td)\b[^>]*>(.*?)</\1>", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")
_MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
_LAYOUT = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main><h1>{{ .Title }}</h1>{{ .Content }}</main></body></html>
"""
_LIST = '<!DOCTYPE html><ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>'


def write_markdown(pages: Sequence[Path], folder: Path) -> int:
    """Write the text of HTML pages as Markdown, a file each; gives the bytes."""
    folder.mkdir(parents=True)
    size = 0
    for page in pages:
        blocks = "\n\n".join(_list_blocks(page.read_text(encoding="utf-8")))
        size += (folder / f"{page.stem}.md").write_bytes(f"---\ntitle: {page.stem}\n---\n\n{blocks}\n".encode())
    return size


def _list_blocks(page: str) -> Iterator[str]:
    main = _MAIN.search(page)
    for tag, inner in _BLOCK.findall(main[0] if main else page):
        text = " ".join(html.unescape(_MARKUP.sub(" ", inner)).split())
        if text:
            plain = re.sub(r"([\\`*_{}\[\]<>#|@!~$])", r"\\\1", text)
            yield (
                f"{'#' * (int(tag[1]) + 1)} {plain}"
                if tag.startswith("h")
                else re.sub(r"^(\d+)([.)])", r"\1\\\2", plain)
            )


def prepare_sphinx(pages: Sequence[Path], folder: Path) -> list[str | Path] | str:
    """Install Sphinx and MyST into an environment of their own under `folder`, and write the pages for them.

    Gives the command that builds them, or a sentence why there is none.
    """
    python = folder / "sphinx" / "bin" / "python"
    made = _try([sys.executable, "-m", "venv", folder / "sphinx"])
    made = made or _try([python, "-m", "pip", "install", "--quiet", "sphinx", "myst-parser"])
    if made:
        return f"Sphinx is left out: pip could not install it ({made})"
    source = folder / "sphinx-pages"
    write_markdown(pages, source)
    names = "\n".join(page.stem for page in pages)
    (source / "index.md").write_text(f"# Pages\n\n```{{toctree}}\n{names}\n```\n", encoding="utf-8")
    (source / "conf.py").write_text(
        'extensions = ["myst_parser"]\nhtml_theme = "basic"\nsuppress_warnings = ["myst.header"]\n', encoding="utf-8"
    )
    return [python, "-m", "sphinx", "-q", "-b", "html", source, folder / "sphinx-out"]


def prepare_hugo(pages: Sequence[Path], folder: Path) -> list[str | Path] | str:
    """Write the pages for Hugo; gives the command that builds them all, or a sentence why there is none."""
    program = shutil.which("hugo")
    if program is None:
        return "Hugo is left out: the program `hugo` is not here (Debian: apt install hugo)"
    site = folder / "hugo"
    write_markdown(pages, site / "content")
    (site / "config.toml").write_text(
        'baseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n', encoding="utf-8"
    )
    layouts = site / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (layouts / "single.html").write_text(_LAYOUT, encoding="utf-8")
    (layouts / "list.html").write_text(_LIST, encoding="utf-8")
    return [program, "--quiet", "--source", site, "--destination", folder / "hugo-out", "--ignoreCache"]


def _try(words: Sequence[str | Path]) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=600)
    return "" if done.returncode == 0 else (done.stderr.strip().splitlines() or ["no word why"])[-1]


# --- Raw WeasyPrint, warm, on as many cores -------------------------------------------------------------------------


def print_one(words: tuple[Path, Path, str]) -> int:
    """Print one file as a bare script does; gives the sheets."""
    from weasyprint import HTML

    page, into, variant = words
    document = HTML(string=page.read_text(encoding="utf-8"), base_url="about:blank").render(pdf_variant=variant or None)
    document.write_pdf(into / f"{page.stem}.pdf", pdf_variant=variant or None)
    return len(document.pages)


def main() -> None:
    """Print HTML files in warm workers; writes the seconds of wall and processor time, and the sheets."""
    parser = argparse.ArgumentParser(description="Print HTML files with raw WeasyPrint in warm workers.")
    parser.add_argument("pages", type=Path, help="a file with one path a line")
    parser.add_argument("into", type=Path)
    parser.add_argument("--variant", default="pdf/ua-1")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    asked.into.mkdir(parents=True, exist_ok=True)
    pages = [Path(line) for line in asked.pages.read_text(encoding="utf-8").splitlines()]
    import weasyprint  # noqa: F401 - the workers are forked from a process that has it

    works = [(page, asked.into, asked.variant) for page in pages]
    print_one(works[0])
    with ProcessPoolExecutor(asked.jobs, mp_context=multiprocessing.get_context("fork")) as pool:
        began, spent = time.perf_counter(), os.times()
        sheets = sum(pool.map(print_one, works))
        seconds = time.perf_counter() - began
    after = os.times()
    cpu = after.children_user + after.children_system - spent.children_user - spent.children_system
    print(f"{seconds:.3f} {cpu:.3f} {sheets}")


if __name__ == "__main__":
    main()
