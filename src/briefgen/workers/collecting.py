"""Python's search for circles of garbage, made seldom while much is made that lives on.

*Measured:* at its usual pace it takes a tenth of a print, for a page's boxes are many and all in use; seldom, it
takes next to nothing, and a worker's memory grows by some 60 MiB.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: So many more things made than ended, before the youngest are looked through (Python: 700).
_YOUNGEST = 50_000


@contextmanager
def collect_seldom() -> Iterator[None]:
    """Let the search wait for more to look through, until the body ends."""
    before = gc.get_threshold()
    gc.set_threshold(_YOUNGEST, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
