"""What stands beside the data of a profile in its folder: the shapes of areas, and what the place keeps to publish."""

from collections.abc import Mapping

from commonweal.formats import boundaries, equality_table, siting_reading
from commonweal.formats.folders import MANIFEST, with_manifest
from commonweal.formats.place_folder import PlaceFolder


def with_beside(place: PlaceFolder, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Add to the files of a profile what its maps are drawn from, and what its pages show besides.

    Args:
        place: the place folder that the profile was made from.
        files: the profile's files.

    Returns:
        The same files with ``boundaries.geojson``, ``equality.csv`` and ``siting/``, as far as the place has them, and
        a manifest of it all.
    """
    beside = {f"{siting_reading.FOLDER}/{name}": data for name, data in place.siting.items()}
    if place.boundaries:
        names = {area.code: area.name for area in place.areas}
        beside[boundaries.FILE] = boundaries.write_boundaries(place.boundaries, names)
    if place.equality:
        beside[equality_table.FILE] = equality_table.write_equality(place.equality)
    return with_manifest("profile", {**{name: data for name, data in files.items() if name != MANIFEST}, **beside})
