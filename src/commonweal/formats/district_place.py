"""A place folder of one district of England, from the published files of the whole country."""

from datetime import date
from pathlib import Path

from commonweal.errors import UnknownName, nearest
from commonweal.evidence.districts import Country, District
from commonweal.formats.boundaries import read_boundaries, write_boundaries
from commonweal.formats.england import read_england
from commonweal.formats.evidence_tables import write_areas
from commonweal.formats.libraries import write_libraries
from commonweal.formats.national_grid import Grid
from commonweal.formats.official_areas import PUBLISHED, new_settings
from commonweal.formats.place_settings import SourceSettings
from commonweal.formats.place_writing import settings_text
from commonweal.terms.sources import Source


def district_place(
    name: str, as_at: date, data: Path, district: str, boundaries: Path | None = None, *, grid: Grid = "degrees"
) -> dict[str, bytes]:
    """Make the files of a place folder of one district, each with its provenance in ``place.toml``.

    Args:
        name: the place's name.
        as_at: the day its figures speak of.
        data: the folder of published files, as :func:`commonweal.formats.england.read_england` takes it.
        district: the district's name or official code.
        boundaries: shapes of its areas, a GeoJSON whose features name the same codes.
        grid: what the coordinates of ``boundaries`` are.

    Raises:
        FileMissing: where a file is not there.
        TableFaults: with every fault of a table at once.
        VintagesMixed: where the Indices are of areas of 2011.
        AreasUnmatched: where the files do not have the same areas.
        UnknownName: where there is no such district, with the nearest.
        BoundaryFaults: with every fault of the boundaries at once.
    """
    whole = read_england(data, as_at)
    evidence = _district(whole, district).evidence
    files = {"areas.csv": write_areas(evidence.areas)}
    if boundaries is not None:
        shapes, source = read_boundaries(boundaries, [area.code for area in evidence.areas], grid)
        files["boundaries.geojson"] = write_boundaries(shapes, {area.code: area.name for area in evidence.areas})
        publisher, licence, day = PUBLISHED["boundaries.geojson"]
        shapes_from = Source(source.file, source.sha256, publisher, licence, day)
    if evidence.libraries is not None:
        files["libraries.csv"] = write_libraries(evidence.libraries)
    told = {file: shapes_from if file == "boundaries.geojson" else whole.sources[file] for file in files}
    settings = new_settings(name, as_at, {file: _settings(source) for file, source in told.items()})
    return {"place.toml": settings_text(settings).encode(), **files}


def _district(whole: Country, wanted: str) -> District:
    names = {one.name.casefold(): one for one in whole.districts} | {
        one.code.casefold(): one for one in whole.districts
    }
    found = names.get(wanted.strip().casefold())
    if found is None:
        near = nearest(wanted, [one.name for one in whole.districts])
        raise UnknownName(kind="district of England", name=wanted, nearest=near)
    return found


def _settings(source: Source) -> SourceSettings:
    return SourceSettings(source.publisher, source.licence, source.date, source.file, source.sha256)
