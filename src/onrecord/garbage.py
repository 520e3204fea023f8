"""How often Python looks through memory for what nobody holds any more."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Python's own are 700 new objects, ten such searches, and ten of those.
_SELDOM = (100_000, 20, 1_000)


@contextmanager
def search_seldom() -> Iterator[None]:
    """Let what a run makes and holds to its end be looked through hardly ever.

    A build of many documents holds millions of objects, and next to none of them holds itself. To look through all of
    them again whenever there are a quarter more, as Python does, is work for nothing.
    """
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
