"""Writes the facts of how long English libraries last, from Arts Council England's file: ``FILE YYYY-MM-DD``."""

import sys
from datetime import date
from pathlib import Path

from commonweal.formats.libraries import read_placed_libraries
from commonweal.formats.library_survival import FILE, write_survival
from tools.writing import ROOT

FACTS = ROOT / "src" / "commonweal" / "formats" / "facts" / FILE


def main(path: str, read_on: str) -> None:
    """Count, and write the table that travels with the product."""
    libraries, source = read_placed_libraries(Path(path))
    FACTS.write_bytes(write_survival(libraries, source, date.fromisoformat(read_on)))
    print(f"{FACTS.relative_to(ROOT)}: counted from {source.file}, {source.sha256}")


if __name__ == "__main__":
    main(*sys.argv[1:])
