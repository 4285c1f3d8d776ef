"""Places, parties, services and sources are plain values: equal by what they hold, and fixed once made."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from fractions import Fraction
from typing import Any

import pytest

from commonweal.terms.parties import Organisation
from commonweal.terms.places import Area, Neighbourhood
from commonweal.terms.services import Service
from commonweal.terms.sources import Source, Unknown

LEAST_SERVICE = Service("advice", "Advice", "hours a week", Fraction(2), Fraction(3, 5))
VALUES: list[Callable[[], Any]] = [
    lambda: Organisation("o1", "Quayside Trust", "charity"),
    lambda: Area("E01", "Quayside 001A", "Quayside", 1500, 12, 1, 60.5, 334000.0, 390000.0),
    lambda: Neighbourhood("Quayside", 9000, 1),
    lambda: replace(LEAST_SERVICE, sensitive=True),
    lambda: Source("areas.csv", "0" * 64),
    lambda: Unknown("nobody has counted it"),
]


@pytest.mark.parametrize("make", VALUES)
def test_equal_by_what_they_hold(make):
    assert make() == make()
    assert len({make(), make()}) == 1


@pytest.mark.parametrize("make", VALUES)
def test_fixed_once_made(make):
    value = make()
    first = next(iter(value.__dataclass_fields__))
    with pytest.raises(FrozenInstanceError):
        setattr(value, first, "other")


def test_a_service_is_open_and_optional_unless_it_says_otherwise():
    assert (LEAST_SERVICE.statutory, LEAST_SERVICE.sensitive) == (False, False)
