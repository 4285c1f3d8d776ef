"""A folder in memory for what tests write and throw away: no test then waits for a disk."""

import os
import shutil
from pathlib import Path

_ROOM = 8_000_000_000
"""Bytes that have to be free there."""


def in_memory() -> str | None:
    """Give the folder, or None where there is none with room."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM
    return str(memory) if roomy else None
