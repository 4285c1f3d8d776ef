"""The need that a plan is made of, beside the profile that stands on the same page."""

from datetime import date
from fractions import Fraction

from commonweal.evidence.disclosure_rules import RULES
from commonweal.evidence.inputs import Evidence, Need, Offer
from commonweal.evidence.needs_shown import shown_needs
from commonweal.evidence.profile import profile
from commonweal.evidence.publishing import TOO_FEW
from commonweal.terms.places import Area
from commonweal.terms.services import Service

YOUTH = Service("youth", "Youth clubs", "places", Fraction(1), Fraction(1, 2))
WHERE = (("a", "Hill"), ("b", "Dale"), ("c", "Quay"), ("d", "Quay"))
AREAS = tuple(Area(code, code, home, 100, 5, 1, 30.0, 0.0, 0.0) for code, home in WHERE)


def evidence(**people):
    needs = tuple(Need(area, "youth", "all", n, n, n) for area, n in people.items())
    offers = (Offer(YOUTH, Fraction(1), up_for_transfer=True),)
    return Evidence("Saltmarsh", date(2026, 10, 1), AREAS, offers, needs, disclosure=RULES["below-10"])


def test_where_an_area_has_no_row_a_plan_hides_what_the_profile_would_give_away():
    """The profile knows nothing of all of Quay, and shows that 12 in Dale need it: so a plan cannot hide those."""
    place = evidence(a=3, b=12, c=20)
    (service,) = profile(place).services
    shown = {here.name: here.need.value for here in service.local}
    assert (shown["Hill"], shown["Dale"]) == (TOO_FEW, 12)
    need = shown_needs(place)
    assert need["youth", "Dale"] == 12
    assert need["youth", "Hill"] == need["youth", "Quay"] != 3
    # Else it would hide Dale beside Hill: 35 less 20 is 15, and less the 12 of the profile 3.
    whole = shown_needs(evidence(a=3, b=12, c=20, d=0))
    assert whole["youth", "Hill"] == whole["youth", "Dale"] == Fraction(15, 2)
