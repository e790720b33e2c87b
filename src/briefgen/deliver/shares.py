"""Whether a channel's folder is there: one on a share that is not mounted is another folder, or none."""

import os
from pathlib import Path


def name_lack(folder: Path, mount: Path | None = None) -> str:
    """Say why nothing may be put into a folder; "" where it is there, and its share is mounted at `mount`.

    Without `mount` an empty folder that a share left behind cannot be told from the share. Raises nothing, whatever is
    wrong with either.
    """
    if mount is not None and not os.path.ismount(mount):  # noqa: PTH111, RUF100 - Path.is_mount raises where it may not look
        return f"nothing is mounted at {mount}"
    if not os.path.isdir(folder):  # noqa: PTH112 - it raises nothing, whatever is wrong
        return f"the folder {folder} is not there; is the share mounted?"
    return ""
