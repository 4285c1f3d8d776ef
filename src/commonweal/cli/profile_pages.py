"""The pages of a profile beside its data: what ``commonweal profile`` writes for people to read."""

from collections.abc import Mapping

from commonweal.formats.place_folder import PlaceFolder


def with_pages(place: PlaceFolder, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Add to the files of a profile its pages, and the shapes of its areas that their maps are drawn from.

    Args:
        place: the place folder that the profile was made from.
        files: the profile's files.

    Returns:
        The same files, the pages among them, and a manifest of it all.
    """
    from commonweal.formats.folders import MANIFEST, with_manifest
    from commonweal.formats.profile_beside import with_beside
    from commonweal.web.opening import begin_without_database

    begin_without_database()
    from commonweal.web.procedures.plain import place_value
    from commonweal.web.profile_site import profile_site

    beside = with_beside(place, files)
    pages = profile_site(place_value(place), beside)
    return with_manifest("profile", {**{name: data for name, data in beside.items() if name != MANIFEST}, **pages})
