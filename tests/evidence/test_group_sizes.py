from dataclasses import replace
from datetime import date

from commonweal.evidence.group_sizes import group_sizes
from commonweal.evidence.inputs import Evidence, Need
from commonweal.evidence.publishing import TOO_FEW
from commonweal.terms.sources import Unknown

NEEDS = (
    Need("a", "bus", "parents", 30, 30, 30),
    Need("b", "bus", "parents", 31, 31, 31),
    Need("a", "hub", "parents", 99, 99, 99),
    Need("a", "hub", "refugees", 5, 5, 5),
)


def sizes(needs):
    found = group_sizes(Evidence("Saltmarsh", date(2026, 10, 1), (), needs=needs))
    return {name: figure.value for name, figure in found.items()}


def test_a_group_is_as_large_as_the_service_that_most_of_it_needs_and_few_are_not_shown():
    assert sizes(NEEDS) == {"parents": 100, "refugees": TOO_FEW}


def test_an_unknown_need_makes_the_size_of_its_group_unknown():
    why = Unknown("not asked")
    assert sizes((replace(NEEDS[0], people=why), *NEEDS[1:])) == {"parents": why, "refugees": TOO_FEW}


def test_where_no_need_is_on_file_nothing_is_said():
    assert group_sizes(Evidence("Saltmarsh", date(2026, 10, 1), ())) is None
