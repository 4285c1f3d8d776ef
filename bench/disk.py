"""The disk: how many syncs a second it gives, and a slower or more forgetful one in its place."""

import os
import shutil
import subprocess
import time
from pathlib import Path

_RECORD = 4_096 + 24
"""Bytes of a frame of SQLite's write-ahead log."""
_SOURCE = Path(__file__).with_name("slow_disk.c")


def syncs_per_second(folder: Path, seconds: float = 2.0, slowed: float = 0.0) -> float:
    """Give how many records one after another can be written and synced, by one thread that does nothing else.

    Args:
        folder: on the disk that is asked.
        seconds: how long it is asked for.
        slowed: seconds that are added to each sync.
    """
    done, data = 0, os.urandom(_RECORD)
    file = os.open(folder / "floor", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        began = time.perf_counter()
        while (took := time.perf_counter() - began) < seconds:
            os.write(file, data)
            time.sleep(slowed) if slowed else None
            os.fdatasync(file)
            done += 1
    finally:
        os.close(file)
        (folder / "floor").unlink()
    return done / took


def shim(folder: Path) -> Path | None:
    """Compile what is loaded before the C library; None where there is no compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    made = folder / "slow_disk.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", made, _SOURCE, "-ldl"], check=True, timeout=60)
    return made
