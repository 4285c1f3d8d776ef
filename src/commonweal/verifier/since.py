"""What an earlier bundle or checkpoint, kept by somebody, says of the record now."""

import os
import re
from pathlib import Path

from .chain import CHECKPOINT, ENTRIES, Earlier, agrees, check_record, read_entries
from .findings import Finding
from .guard import guarded
from .reading import Folder, Unreadable, open_folder

_CHECKPOINT = re.compile(r"(?:(\d{1,15}):)?([0-9a-f]{64})", re.ASCII)


class NotEarlier(ValueError):
    """What was named as earlier is neither a bundle nor a checkpoint: wrong usage."""


def parse_since(since: str) -> Earlier | list[Finding]:
    """Read what somebody kept: a bundle (folder or zip), ``COUNT:HEAD`` or a bare head of 64 hexadecimal digits.

    Returns:
        It, or what is wrong with the bundle that was named.

    Raises:
        NotEarlier: where the text is none of these.
    """
    found = _CHECKPOINT.fullmatch(since.strip().lower())
    if found:
        return Earlier(found[2], int(found[1]) if found[1] else None)
    if not os.path.exists(since):  # noqa: PTH110 - unlike Path, it takes a name of any length
        raise NotEarlier(f"{since} is neither a bundle nor a checkpoint (64 hexadecimal digits, or COUNT:HEAD)")
    try:
        folder = open_folder(Path(since))
        entries, _ = read_entries(folder.read(ENTRIES))
    except Unreadable as bad:
        return [Finding("V123", since, f"the earlier bundle cannot be read: {bad}")]
    broken = guarded(check_record, folder)
    if broken:
        return [Finding("V123", since, f"the earlier bundle is itself unsound: {finding}") for finding in broken]
    return Earlier(folder.read_json(CHECKPOINT)["head"], len(entries), tuple(entries))


def check_since(folder: Folder, since: str) -> list[Finding]:
    """Hold the record of a bundle against what somebody kept.

    Raises:
        NotEarlier: where ``since`` is neither a bundle nor a checkpoint.
    """
    earlier = parse_since(since)
    if isinstance(earlier, list):
        return earlier
    if ENTRIES not in folder:
        return [Finding("V123", since, "only a bundle has a record to hold against an earlier one")]
    entries, _ = read_entries(folder.read(ENTRIES))
    return agrees(entries, earlier)
