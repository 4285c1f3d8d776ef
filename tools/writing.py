"""Writes a made file, or with ``--check`` says whether it is up to date."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def write_or_check(path: Path, text: str, recipe: str) -> int:
    """Write the file, or compare it where ``--check`` was given; exit status 1 where it is out of date.

    Args:
        path: the file.
        text: what should stand in it.
        recipe: the ``just`` recipe that writes it.
    """
    if "--check" not in sys.argv:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        return 0
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return 0
    print(f"{path.relative_to(ROOT)} is out of date: run `just {recipe}`", file=sys.stderr)
    return 1
