"""The house keeps its own rules: imports go down only, start-up is light, no kind of problem is idle."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from briefgen.model.kinds import ALL_KINDS

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "briefgen"
HEAVY = (
    "weasyprint",
    "jinja2",
    "yaml",
    "markdown",
    "sqlite3",
    "pydantic",
    "luqum",
    "trafilatura",
    "msgspec",
    "lxml",
    "citeproc",
)


def test_imports_go_down_only(capsys: pytest.CaptureFixture[str]) -> None:
    """No module imports from a floor above its own, and siblings do not know each other."""
    exit_status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    report = capsys.readouterr().out
    assert "1 kept, 0 broken" in report, report
    assert exit_status == 0


def test_help_imports_nothing_heavy() -> None:
    """`briefgen --help` answers without loading any of the libraries that only the work needs."""
    script = (
        "import sys, json\n"
        "sys.argv = ['briefgen', '--help']\n"
        "from briefgen.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = json.loads(done.stdout.splitlines()[-1])
    assert "click" in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_every_problem_kind_is_raised_somewhere() -> None:
    """No entry of the table of problems is idle: each is named by code that can report it."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if path.name != "kinds.py")
    names = {
        target.id
        for node in ast.parse((PACKAGE / "model" / "kinds.py").read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id.isupper() and not target.id.startswith("_")
    }
    assert len(names) == len(ALL_KINDS)
    assert sorted(name for name in names if f"kinds.{name}" not in code) == []


def test_functions_are_small() -> None:
    """The median function is under ten lines and none is over fifty; no module is over 350."""
    lengths = []
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 350, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                lengths.append(node.end_lineno - node.lineno + 1)  # type: ignore[operator]
    lengths.sort()
    assert lengths[-1] <= 50
    assert lengths[len(lengths) // 2] < 10


def test_package_markers_are_empty() -> None:
    """`__init__.py` files hold nothing, but for the package's version and the command line's front."""
    allowed = {PACKAGE / "__init__.py", PACKAGE / "cli" / "__init__.py"}
    assert [path for path in PACKAGE.rglob("__init__.py") if path not in allowed and path.read_text()] == []
