"""What workers of a preview need is loaded before they are forked."""

import subprocess
import sys
from pathlib import Path

from bridges import write_bridges

#: Makes a page where it stands, in no worker, and tells which modules that still had to load.
_CODE = """
import sys
from pathlib import Path
from briefgen.project.previewing.builder import make_pages  # all that a preview loads
from briefgen.project.previewing.pages import Making
from briefgen.project.previewing.warming import warm_up
from briefgen.project.place import read_project
from briefgen.workers import run
from briefgen.workers.limits import Done

late, real = set(), run.run_jobs

def run_here(function, items, limits, processes):
    for place, item in enumerate(items):
        before = set(sys.modules)
        yield place, Done(function(item))
        late.update(set(sys.modules) - before)

for module in [one for name, one in sys.modules.items() if name.startswith("briefgen.")]:
    if getattr(module, "run_jobs", None) is real:
        module.run_jobs = run_here
warm_up("en")
shown = []
make_pages(read_project(Path(sys.argv[1])), ("bridges",), Making(" ", 1, shown.append))
assert shown[0].message.html, shown
print(*sorted(late))
"""


def test_a_worker_that_reads_a_source_and_makes_a_page_loads_nothing_more(tmp_path: Path) -> None:
    """No library of Markdown, of likeness or of layout is loaded anew at each save."""
    folder = write_bridges(tmp_path)
    ran = subprocess.run([sys.executable, "-c", _CODE, str(folder)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == []
