"""Writers that do it wrong, each in one way: the ladder must catch them, or it would catch nothing."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path


def write_carelessly(folder: Path, manner: str) -> None:
    """Bring ``output/`` to the state that lies ready in a folder beside the project, in a careless manner."""
    WRITERS[manner](folder.parent / "ready", folder / "output")


def _list_files(ready: Path) -> list[Path]:
    """List the files to bring; the manifest last."""
    names = [path.relative_to(ready) for path in sorted(ready.rglob("*")) if path.is_file()]
    return sorted(names, key=lambda name: name.name == "manifest.json")


def _write_in_place(ready: Path, output: Path) -> None:
    """Open the very file and write to it: killed in the midst, half of it stands there."""
    for name in _list_files(ready):
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_bytes((ready / name).read_bytes())


def _write_manifest_first(ready: Path, output: Path) -> None:
    """Write each file whole, but the manifest before what it names."""
    _replace_each(reversed(_list_files(ready)), ready, output)


def _leave_temps(ready: Path, output: Path) -> None:
    """Write each file whole, beside a temporary one of a name that nobody sweeps away."""
    for name in _list_files(ready):
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        temp = output / f"{name.name}.{os.urandom(4).hex()}~"
        temp.write_bytes((ready / name).read_bytes())
        temp.replace(output / name)


def _remove_first(ready: Path, output: Path) -> None:
    """Clear the folder of generations before the manifest names the new ones."""
    shutil.rmtree(output / ".gen", ignore_errors=True)
    _replace_each(_list_files(ready), ready, output)


def _replace_each(names: Iterable[Path], ready: Path, output: Path) -> None:
    for name in names:
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        temp = output / f".{name.name}.1.00000000.tmp"
        temp.write_bytes((ready / name).read_bytes())
        temp.replace(output / name)


def _swallow_errors(ready: Path, output: Path) -> None:
    """Take a failed write for a written file, and claim success."""
    for name in _list_files(ready):
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        temp = output / f".{name.name}.1.00000000.tmp"
        try:
            temp.write_bytes((ready / name).read_bytes())
            temp.replace(output / name)
        except OSError:
            continue


WRITERS = {
    "in place": _write_in_place,
    "manifest first": _write_manifest_first,
    "strange temps": _leave_temps,
    "remove first": _remove_first,
    "swallow errors": _swallow_errors,
}
