"""`briefgen build --force` of the shipped topics against a bare script that prints the same HTML files.

The bare script imports WeasyPrint and prints ``output/*.html`` one after another, tagged as briefgen does.
Prints both, their ratio (the issue asks for no more than 1.25), and a build that has nothing to do.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from whole_processes import ROOT, briefgen, describe, interleave, measure, median_seconds

_BARE = """
import sys
from pathlib import Path
from weasyprint import HTML
for path in sorted(Path("output").glob("*.html")):
    HTML(str(path)).write_pdf(str(Path(sys.argv[1]) / (path.stem + ".pdf")), pdf_variant="pdf/ua-1")
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--topics", nargs="*", default=[], metavar="TOPIC", help="these alone")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "shipped"
        shutil.copytree(ROOT / "corpus", folder / "corpus")
        (folder / "briefgen.toml").write_text('analyst = "Benchmark"\ndefault_tlp = "TLP:CLEAR"\n', encoding="utf-8")
        (folder / "bare.py").write_text(_BARE, encoding="utf-8")
        (folder / "bare").mkdir()
        measure(briefgen("build", *asked.topics), folder)
        for derived in ("output", ".briefgen"):
            shutil.rmtree(folder / derived)
        cold = measure(briefgen("build", *asked.topics), folder)
        measure([sys.executable, "bare.py", "bare"], folder)
        commands: dict[str, list[str | Path]] = {
            "briefgen build --force": briefgen("build", "--force", *asked.topics),
            "bare WeasyPrint script": [sys.executable, "bare.py", "bare"],
            "briefgen build, nothing to do": briefgen("build", *asked.topics),
        }
        runs = interleave(commands, folder, asked.rounds)
        count = len(list((folder / "output").glob("*.pdf")))
    print(f"topics: {count}")
    print(describe("briefgen build, the first", [cold]))
    for name, each in runs.items():
        print(describe(name, each))
    ours, bare, idle = (median_seconds(each) for each in runs.values())
    print(f"--force : bare                     {ours / bare:8.2f}    (asked: at most 1.25)")
    print(f"nothing to do : --force            {idle / ours:8.2f}")


if __name__ == "__main__":
    main()
