"""What was cut in the sample place and what came new: one cut replaced, one more than made good, one still to come."""

from datetime import date

from commonweal.evidence.cuts import Cut, NewMoney
from commonweal.samples.places import FAILING_UNTIL, SamplePlace
from commonweal.terms.money import Pence


def sample_cuts(place: SamplePlace) -> tuple[Cut, ...]:
    """Make the cuts log of a synthetic place.

    Args:
        place: with the services of the sample; cuts of those that it has not are left out.
    """
    council = f"{place.name} Council"
    made = (
        Cut(
            date(2021, 4, 1),
            "youth",
            "",
            Pence(18_000_000),
            council,
            "Budget for 2021 to 2022, table 7 (invented)",
            Pence(54_000_000),
        ),
        Cut(
            date(2022, 4, 1),
            "library",
            "",
            Pence(30_000_000),
            council,
            "Budget for 2022 to 2023, table 4 (invented)",
            Pence(145_000_000),
        ),
        Cut(
            date(2023, 4, 1),
            "debt-advice",
            place.troubled,
            Pence(4_550_050),
            council,
            "Minutes of 21 February 2023, item 9 (invented)",
        ),
        Cut(
            date(FAILING_UNTIL.year, FAILING_UNTIL.month + 1, 1),
            "after-school",
            place.affluent,
            Pence(6_200_000),
            council,
            "Minutes of 14 November 2023, item 6 (invented)",
        ),
    )
    return tuple(cut for cut in made if cut.service in _services(place))


def sample_new_money(place: SamplePlace) -> tuple[NewMoney, ...]:
    """Make the new money of a synthetic place, as :func:`sample_cuts` makes its cuts."""
    fund = f"{place.name} Fund"
    made = (
        NewMoney(
            date(2023, 4, 1), None, "youth", "", Pence(20_000_000), "Seamark Trust", "Award letter of 2023 (invented)"
        ),
        NewMoney(
            date(2023, 7, 1),
            date(2026, 6, 30),
            "library",
            "",
            Pence(12_000_000),
            fund,
            "Terms of the fund, section 3 (invented)",
        ),
    )
    return tuple(one for one in made if one.service in _services(place))


def _services(place: SamplePlace) -> set[str]:
    return {offer.service.id for offer in place.offers}
