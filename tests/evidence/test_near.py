"""What is near a neighbourhood: the nearest site, how far, and how many are within reach."""

from datetime import date
from fractions import Fraction

from commonweal.evidence.inputs import Evidence, Offer, Site
from commonweal.evidence.libraries import Library
from commonweal.evidence.near import REGISTER, near
from commonweal.evidence.points import Point
from commonweal.terms.places import Area
from commonweal.terms.services import Service
from commonweal.terms.sources import Unknown

CLUB = Service("club", "Lunch club", "meals", Fraction(1), Fraction(1, 2))
REFUGE = Service("refuge", "Refuge", "places", Fraction(1), Fraction(1, 2), sensitive=True)
HILL = (
    Area("a", "A", "Hill", 3000, 1, 1, 60.0, 0.0, 0.0),
    Area("b", "B", "Hill", 1000, 2, 1, 50.0, 4000.0, 0.0),
)
DALE = Area("c", "C", "Dale", 500, 3, 5, 10.0, 30_000.0, 0.0)


def site(name, at, body="body", **days):
    return Site(name, name.title(), "club", body, at, Unknown("not asked"), Fraction(1), **days)


def seen(sites, areas=(*HILL, DALE), offers=(CLUB,)):
    evidence = Evidence("Saltmarsh", date(2026, 10, 1), areas, tuple(Offer(s, Unknown("-")) for s in offers), (), sites)
    return near(evidence)


def test_the_nearest_is_measured_from_the_middle_of_the_people():
    # 3,000 people at nought and 1,000 at 4 km: their middle is at 1 km.
    hill, dale = seen((site("one", Point(1000.0, 240.0)), site("two", Point(1000.0, 2000.0))))
    assert (hill.neighbourhood, hill.site, hill.distance_m, hill.within_reach) == ("Hill", "One", 200, 2)
    assert (dale.site, dale.distance_m, dale.within_reach) == ("One", 29_000, 0)


def test_where_nobody_delivers_it_that_is_said_and_where_nobody_knows_that():
    assert seen(())[0].site == Unknown("nobody in the place delivers it")
    hidden = seen((site("one", Unknown("not asked")),))[0]
    assert (hidden.site, hidden.unplaced) == (Unknown("where it is delivered is not known"), 1)


def test_a_site_that_has_closed_is_not_near():
    assert seen((site("one", Point(0.0, 0.0), delivered_to=date(2026, 9, 30)),))[0].within_reach == 0


def test_of_a_sensitive_service_nothing_is_told():
    assert {one.service for one in seen((site("one", Point(0.0, 0.0)),), offers=(CLUB, REFUGE))} == {"club"}


def test_where_nobody_lives_the_middle_is_that_of_the_areas():
    empty = tuple(Area(one.code, one.name, "Hill", 0, 1, 1, 1.0, one.easting, 0.0) for one in HILL)
    assert seen((site("one", Point(2000.0, 0.0)),), areas=empty)[0].distance_m == 0


def test_of_the_register_the_nearest_open_static_library_is_told():
    libraries = (
        Library("Old", "Static Library", Point(1000.0, 0.0), {}, None, 2019, "", 2),
        Library("Van", "Mobile Library", Point(1000.0, 0.0), {}, None, None, "", 3),
        Library("Central", "Static Library", Point(1000.0, 500.0), {}, None, None, "", 4),
        Library("Far", "Static Library", Point(9000.0, 0.0), {}, None, None, "", 5),
    )
    found = near(Evidence("Saltmarsh", date(2026, 10, 1), HILL, libraries=libraries))
    assert [(one.service, one.site, one.distance_m, one.within_reach) for one in found] == [
        (REGISTER, "Central", 500, 1)
    ]
