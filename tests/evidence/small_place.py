"""A place small enough that everything which is published of it can be subtracted from everything else."""

from datetime import date
from fractions import Fraction

from commonweal.evidence.inputs import Evidence, Need, Offer, Site
from commonweal.evidence.points import Point
from commonweal.terms.places import Area
from commonweal.terms.services import Service
from commonweal.terms.sources import Source, Unknown

CLUB = Service("club", "Lunch club", "meals", Fraction(1), Fraction(1, 2))
ADVICE = Service("advice", "Debt advice", "hours", Fraction(1), Fraction(1, 2))
REFUGE = Service("refuge", "Refuge", "beds", Fraction(1), Fraction(1, 2), sensitive=True)
WHERE = (("Hill", 1, 0.0), ("Hill", 1, 900.0), ("Dale", 1, 2500.0), ("Dale", 9, 27_000.0), ("Quay", 2, 41_000.0))
AREAS = tuple(
    Area(f"a{k}", f"Area {k}", home, 1000, k + 1, tenth, 60.0 - k, x, 0.0) for k, (home, tenth, x) in enumerate(WHERE)
)
HIDDEN = Unknown("the location of a sensitive service is never written down")
FIRST = {"club": (40, 34, 21, 3, 12), "advice": (5, 9, 0, 2, 8), "refuge": (1, 0, 2, 0, 1)}
LATER = {"club": (41, 36, 21, 5, 12), "advice": (6, 9, 0, 2, 11), "refuge": (1, 0, 3, 0, 1)}


def small_place(people=None, digest="first", **changes):
    """Make the place.

    Args:
        people: in need of each service, by area.
        digest: stands for the hash of the tables that they are counted from.
        changes: other fields of its evidence.
    """
    needs = [
        Need(area.code, service, "all", n, max(0, n - n // 4), n + n // 5, "survey")
        for service, counts in (people or FIRST).items()
        for area, n in zip(AREAS, counts, strict=True)
    ]
    sites = [
        Site(f"s{k}", "Hall", service, "", Point(x, 0.0), Point(x + 2000.0, 0.0), Fraction(units))
        for k, (service, x, units) in enumerate((("club", 0.0, 30), ("club", 2500.0, 10), ("advice", 900.0, 6)))
    ]
    sites.append(Site("door", "Rosewood House", "refuge", "", HIDDEN, HIDDEN, Fraction(2)))
    offers = tuple(Offer(service, Fraction(1)) for service in (CLUB, ADVICE, REFUGE))
    tables = ("areas.csv", "needs.csv", "services.csv", "sites.csv")
    sources = {name: Source(name, f"{digest}-{name}") for name in tables}
    return Evidence(
        "Saltmarsh", date(2026, 1, 1), AREAS, offers, tuple(needs), tuple(sites), **{"sources": sources, **changes}
    )
