"""Whether a folder holds the files of its kind, and no others."""

from collections.abc import Callable, Collection

from .findings import Finding
from .reading import Folder


def layout(
    folder: Folder, needed: Collection[str], may: Callable[[str], object] = frozenset[str]().__contains__
) -> list[Finding]:
    """Name each file that is missing, and each that has no place.

    Args:
        folder: the folder's files.
        needed: names that must be there.
        may: says of any other name whether it may be there.
    """
    present, must = {*folder.names}, {*needed}
    return [
        *(Finding("V107", name, "this file belongs here, but it is missing") for name in sorted(must - present)),
        *(Finding("V108", name, "this file has no place here") for name in sorted(present - must) if not may(name)),
    ]
