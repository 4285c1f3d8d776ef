"""A lock that processes of one machine share: whoever comes later waits in it, instead of asking over and over."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def only_one(file: Path) -> Iterator[None]:
    """Let one process at a time into the block; it ends with the block, and with the process.

    Args:
        file: the file that is locked, made where it is missing; it stays empty.
    """
    with file.open("ab") as locked:
        if sys.platform == "win32":
            locked.seek(0)
            msvcrt.locking(locked.fileno(), msvcrt.LK_LOCK, 1)
        else:
            fcntl.flock(locked, fcntl.LOCK_EX)
        try:
            yield
        finally:
            if sys.platform == "win32":
                locked.seek(0)
                msvcrt.locking(locked.fileno(), msvcrt.LK_UNLCK, 1)
            else:
                fcntl.flock(locked, fcntl.LOCK_UN)
