"""What a page costs: briefgen's printer beside raw WeasyPrint on the same HTML, in one process, turn by turn.

Prints the pages a second of both and their ratio; what the tags, the two profiles, the enclosed manifest and the fonts
cost in time and bytes; the HTML's milliseconds for briefs of several lengths; and the peak memory of a dossier.
Seconds are of processor time, the least of several rounds.
"""

import argparse
import io
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "src"), str(HERE.parent)]

import pikepdf  # noqa: E402 - the paths above come first
from weasyprint import HTML  # noqa: E402

from briefgen.model.brief import Brief, Section  # noqa: E402
from briefgen.model.manifest import Manifest, ManifestExcerpt  # noqa: E402
from briefgen.model.page import Page  # noqa: E402
from briefgen.model.printed_excerpt import ExcerptGroup  # noqa: E402
from briefgen.render.html import LayoutOptions, cut_fonts, finish_page, lay_out_bare  # noqa: E402
from briefgen.render.pdf import printing as printer  # noqa: E402
from briefgen.render.pdf.enclosures import enclose  # noqa: E402
from briefs.made_up import ENGLISH, RUSSIAN, make_brief, make_entry  # noqa: E402


def make_long_brief(excerpts: int) -> Brief:
    """Make a brief of so many excerpts, in groups of twenty, with the made-up one's other parts."""
    entries = [
        make_entry(1 + number % 14, f"x{number}", f"{number}. {(RUSSIAN if number % 4 == 3 else ENGLISH)}", "en")
        for number in range(excerpts)
    ]
    groups = tuple(
        ExcerptGroup(f"Theme {start // 20 + 1}", f"g{start}", tuple(entries[start : start + 20]))
        for start in range(0, excerpts, 20)
    )
    brief = make_brief()
    others = [section for section in brief.sections if section.kind != "excerpts"]
    evidence = Section("excerpts", "Evidence", "part-5", groups=groups)
    return replace(brief, sections=(*others[:4], evidence, *others[4:]))


def lay_out(brief: Brief, template: str = "brief") -> Page:
    """Lay out a brief with a manifest as long as it is."""
    excerpts = tuple(
        ManifestExcerpt(f"made-up-{n}^part", f"{n}a", n, f"{n:064x}", "exact", brief.marking)
        for n in range(brief.statistics.excerpts)
    )
    manifest = Manifest(brief.slug, brief.title, brief.marking, template, "en", "Draft", "2026-11-20", (), (), excerpts)
    page = finish_page(lay_out_bare(brief, LayoutOptions(template=template)), brief.printed, brief.language)
    return enclose(page, manifest)


def print_raw(html: str, variant: str | None = "pdf/ua-1") -> bytes:
    """Print as a bare script does, with the same fonts known beforehand."""
    document = HTML(string=html, base_url="about:blank").render(font_config=printer._warm["fonts"], pdf_variant=variant)
    written: bytes = document.write_pdf(pdf_variant=variant)
    return written


def measure(rounds: int, **works: Callable[[], object]) -> dict[str, float]:
    """Time several works turn by turn; gives the least seconds of each."""
    best = dict.fromkeys(works, float("inf"))
    for _ in range(rounds):
        for name, work in works.items():
            began = time.process_time()
            work()
            best[name] = min(best[name], time.process_time() - began)
    return best


def compare_with_weasyprint(excerpts: int, rounds: int) -> None:
    """Print the same brief both ways, and by steps."""
    page = lay_out(make_long_brief(excerpts))
    html = cut_fonts(page.html)
    sheets = printer.print_pdf(page, "made-up").pages
    best = measure(
        rounds,
        ours=lambda: printer.print_pdf(page, "made-up"),
        raw=lambda: print_raw(html),
        untagged=lambda: print_raw(html, None),
        bare=lambda: printer.print_pdf(replace(page, manifest=None), "made-up"),
    )
    print(f"brief of {excerpts} excerpts, {sheets} sheets")
    print(f"briefgen, UA-1 and A-3a, manifest   {sheets / best['ours']:7.1f} sheets/s")
    print(f"raw WeasyPrint, UA-1                {sheets / best['raw']:7.1f} sheets/s")
    print(f"briefgen : raw                      {best['ours'] / best['raw']:7.2f} (seconds)")
    sizes = {
        "raw, untagged": len(print_raw(html, None)),
        "raw, WeasyPrint's UA-1": len(print_raw(html)),
        "raw, WeasyPrint's A-3a": len(print_raw(html, "pdf/a-3a")),
        "briefgen without manifest": len(printer.print_pdf(replace(page, manifest=None), "made-up").pdf),
        "briefgen": len(printer.print_pdf(page, "made-up").pdf),
    }
    for name, size in sizes.items():
        print(f"{name:<35} {size / 1000:7.1f} kB")
    print(f"fonts in it                         {_weigh_fonts(printer.print_pdf(page, 'made-up').pdf) / 1000:7.1f} kB")
    print(f"WeasyPrint's tags                   {best['raw'] - best['untagged']:7.3f} s")
    print(f"the manifest                        {best['ours'] - best['bare']:7.3f} s")


def _weigh_fonts(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        fonts = [thing for thing in file.objects if isinstance(thing, pikepdf.Stream) and "/Length1" in thing]
        return sum(int(font.Length) for font in fonts)


def measure_html(counts: list[int], rounds: int) -> None:
    """Time the HTML of briefs of several lengths."""
    for count in counts:
        brief = make_long_brief(count)
        seconds = measure(rounds, html=lambda brief=brief: lay_out(brief))["html"]  # type: ignore[misc]
        print(f"HTML of {count:>4} excerpts               {seconds * 1000:7.0f} ms")


def print_dossier(excerpts: int) -> None:
    """Print a dossier in this process, and tell its sheets, seconds and peak memory."""
    began = time.process_time()
    printed = printer.print_pdf(lay_out(make_long_brief(excerpts), "dossier"), "made-up")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = time.process_time() - began
    print(f"dossier of {excerpts} excerpts: {printed.pages} sheets, {seconds:.1f} s, peak {peak:.0f} MiB")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--excerpts", type=int, default=50, help="of the brief that is printed both ways")
    parser.add_argument("--html", type=int, nargs="*", default=[10, 100, 500])
    parser.add_argument("--dossier", type=int, default=200)
    parser.add_argument("--only-dossier", action="store_true", help="print the dossier in this process and end")
    asked = parser.parse_args()
    if asked.only_dossier:
        print_dossier(asked.dossier)
        return
    printer.warm_up()
    compare_with_weasyprint(asked.excerpts, asked.rounds)
    measure_html(asked.html, asked.rounds)
    command = [sys.executable, __file__, "--only-dossier", "--dossier", str(asked.dossier)]
    print(subprocess.run(command, check=True, capture_output=True, text=True).stdout, end="")


if __name__ == "__main__":
    main()
