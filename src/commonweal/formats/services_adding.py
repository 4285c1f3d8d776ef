"""New services and sites joined to the tables of a place folder, with where they come from."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from commonweal.formats.evidence_tables import SERVICES, SITES, write_services, write_sites
from commonweal.formats.oruk_place import NewRows
from commonweal.formats.place_adding import AddedTable, add_table
from commonweal.formats.place_settings import PlaceSettings, SourceSettings
from commonweal.formats.table_appending import Row, appended, rows_of
from commonweal.terms.sources import Source

ROW = "source_row"
"""Column that says on which line of the directory a row begins."""


def add_service_rows(place: Path, settings: PlaceSettings, source: Source, rows: NewRows) -> None:
    """Add rows at the end of ``services.csv`` and ``sites.csv``; the services first, since the sites name them.

    Args:
        place: the place folder.
        settings: its ``place.toml`` before this.
        source: the directory that the rows come from.
        rows: what is new.

    Raises:
        FolderNotWritten: where the disk refuses.
    """
    sites = [{**row, ROW: line} for row, line in zip(rows_of(write_sites(rows.sites)), rows.lines, strict=True)]
    _add(place, SERVICES, settings, source, rows_of(write_services(rows.offers)))
    _add(place, SITES, settings, source, sites)


def _add(place: Path, file: str, settings: PlaceSettings, source: Source, rows: Sequence[Row]) -> None:
    if not rows:
        return
    path = place / file
    before = path.read_bytes() if path.is_file() else b""
    told = joined(settings.sources.get(file), Source(file, sha256(before).hexdigest()) if before else None, source)
    add_table(place, AddedTable(file, appended(before, tuple(rows[0]), rows), told))


def joined(told: SourceSettings | None, before: Source | None, added: Source) -> SourceSettings:
    """Say where a table comes from to which rows of another file were added.

    Args:
        told: what ``place.toml`` said of it.
        before: the table as it stood, or None where there was none.
        added: the file whose rows were added.
    """
    old = told or SourceSettings()
    files = [(old.original, old.original_sha256)] if old.original else [(before.file, before.sha256)] if before else []
    if added.sha256 not in old.original_sha256.split(", "):
        files.append((added.file, added.sha256))
    return SourceSettings(
        publisher=_both(old.publisher, added.publisher),
        licence=_both(old.licence, added.licence),
        date=_both(old.date, added.date),
        original=", ".join(name for name, _ in files),
        original_sha256=", ".join(digest for _, digest in files),
    )


def _both(one: str, other: str) -> str:
    return ", ".join(dict.fromkeys(part for part in (one, other) if part))
