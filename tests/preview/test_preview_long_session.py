"""The preview left open for a day of work: nothing grows."""

import shutil
import time
from pathlib import Path

import pytest

from briefgen_command import ROOT
from preview.running_preview import count_handles, find_site, list_family, run_preview

pytestmark = pytest.mark.slow


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a copy of the shipped corpus with one of its topics."""
    folder = tmp_path / "desk"
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    for path in (folder / "corpus/topics").glob("*.md"):
        if path.stem != "nato-csto":
            path.unlink()
    (folder / "briefgen.toml").write_text('desk = "Test desk"\ndefault_tlp = "TLP:CLEAR"\n', encoding="utf-8")
    return folder


def test_a_long_session_leaks_nothing(project: Path) -> None:
    """I22: through five hundred rebuilds the open files stay as many, and memory grows by less than a tenth."""
    with run_preview(project) as preview:
        preview.ask("brief/nato-csto")
        preview.wait_for("page/nato-csto.html", lambda one: one.status == 200)
        processes = preview.process.pid, find_site(preview)
        measured = {}
        path = project / "corpus/topics/zz-small.md"
        for number in range(500):
            words = f'---\ntitle: "Small {number:03}"\nquery: |\n  tag:org/csto AND text:summit\ntlp: TLP:CLEAR\n---\n'
            path.write_text(words, encoding="utf-8")
            name = f"Small {number:03}"
            preview.wait_for("page/zz-small.html", lambda one, name=name: name in one.text)  # type: ignore[misc]
            if number in (50, 499):
                time.sleep(3)
                measured[number] = [(count_handles(one), _take_memory(one)) for one in processes]
        for (handles, memory), (handles_then, memory_then) in zip(measured[50], measured[499], strict=True):
            assert abs(handles_then - handles) <= 2
            assert memory_then < 1.1 * memory
        assert len(list_family(preview.process.pid)) <= 6


def _take_memory(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
