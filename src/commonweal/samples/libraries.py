"""An invented register of libraries: some kept, some handed over, some closed, as such registers are."""

from random import Random

from commonweal.evidence.libraries import STATIC, SURVEYS, Library, Operation
from commonweal.evidence.points import Point
from commonweal.evidence.survival import PlacedLibrary
from commonweal.samples.place_words import NEIGHBOURHOODS, ORIGIN_M, PLACE
from commonweal.terms.sources import Unknown

_COURSES: tuple[tuple[tuple[Operation | None, ...], int | None, int | None], ...] = (
    (("LA", "LA", "LA", "LA", "LA"), None, None),
    (("LA", "CR", "CR", "CR", "CR"), None, None),
    (("CR", "CR", "CR", "CR", "CR"), None, None),
    (("LA", "LA", "ICL", "ICL", "ICL"), None, None),
    ((None, None, None, None, None), None, 2012),
    (("LA", "CR", None, None, None), None, 2020),
    (("CR", "CR", "CR", "LA", "LA"), None, None),
    (("LA", "LA", "LA", "LA", "LA"), 2013, None),
    (("C", "C", "C", "C", "C"), None, None),
    (("CR", "CR", None, None, None), None, None),
)
"""Who ran a library in each survey, the year it opened and the year it closed: one of each kind of course."""


def sample_libraries(seed: int) -> tuple[PlacedLibrary, ...]:
    """Make a register with a library in each neighbourhood of the sample place, and one that drives.

    Args:
        seed: the same seed gives the same register.
    """
    drawn = Random(f"libraries {seed}")  # noqa: S311 - a sample, not a secret
    courses = list(_COURSES)
    drawn.shuffle(courses)
    rows = []
    for k, (name, (ran, opened, closed)) in enumerate(zip(NEIGHBOURHOODS, courses, strict=True)):
        east, north = (round(middle + drawn.uniform(-4000, 4000)) for middle in ORIGIN_M)
        operation = {year: code for year, code in zip(SURVEYS, ran, strict=True) if code}
        body = f"Friends of {name} library" if {"CR", "ICL"} & set(operation.values()) else ""
        library = Library(name, STATIC, Point(float(east), float(north)), operation, opened, closed, body, k + 2)
        rows.append(PlacedLibrary(library, f"{PLACE} Council", PLACE, k + 1))
    van = Library(
        "Library van",
        "Mobile Library",
        Unknown("the register gives no coordinates"),
        dict.fromkeys(SURVEYS, "LA"),
        None,
        None,
        "",
        len(rows) + 2,
    )
    return *rows, PlacedLibrary(van, f"{PLACE} Council", PLACE, Unknown("the register gives no tenth of deprivation"))
