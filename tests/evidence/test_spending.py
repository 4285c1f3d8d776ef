from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from commonweal.evidence.spending import NearSpend, Payment, PublicContract, near_spend, same_name, spend_by_supplier
from commonweal.terms.money import Pence
from commonweal.terms.sources import Unknown

DAY = date(2025, 4, 1)
NO = Unknown("no value is published")


def paid(supplier, pence):
    return Payment(DAY, "", supplier, "", Pence(pence))


def awarded(pence, area, year=2025, **told):
    return PublicContract("c", date(year, 1, 1), "Council", "Kelp", "", "Repairs", pence, area, **told)


def test_spellings_of_one_name_are_one_supplier_and_money_back_is_taken_off():
    found = spend_by_supplier([paid("Kelp Ltd", 300), paid("KELP LTD.", -100), paid("Gull", 600)])
    assert [(one.supplier, one.pence, one.count, one.share) for one in found] == [
        ("Gull", 600, 1, Fraction(3, 4)),
        ("Kelp Ltd", 200, 2, Fraction(1, 4)),
    ]


def test_a_contract_without_a_value_is_counted_and_adds_nothing():
    [one] = spend_by_supplier([awarded(Pence(10), "E1"), awarded(NO, "E1")])
    assert (one.pence, one.count, one.unknown, one.share) == (10, 2, 1, 1)


def test_of_nothing_there_is_no_share():
    [one] = spend_by_supplier([awarded(NO, "E1")])
    assert one.share == Unknown("what is known adds up to nothing")
    assert spend_by_supplier([]) == ()


@given(st.lists(st.tuples(st.sampled_from(["a", "A ", "b", "c"]), st.integers(-100, 1000))))
def test_nothing_is_lost_and_the_order_of_rows_does_not_matter(rows):
    found = spend_by_supplier([paid(*row) for row in rows])
    assert sum(one.pence for one in found) == sum(pence for _, pence in rows)
    assert sum(one.count for one in found) == len(rows)
    again = spend_by_supplier([paid(*row) for row in reversed(rows)])
    assert [(same_name(one.supplier), one.pence) for one in again] == [
        (same_name(one.supplier), one.pence) for one in found
    ]


def test_what_stays_near_is_told_by_year_of_what_is_known():
    contracts = [
        awarded(Pence(100), "E1", small=True),
        awarded(Pence(300), "E9", voluntary=True),
        awarded(NO, "E1"),
        awarded(Pence(50), Unknown("no postcode")),
        awarded(Pence(7), "E1", 2024),
        PublicContract("c", Unknown("no day"), "Council", "Kelp", "", "", Pence(5), "E1"),
    ]
    assert near_spend(contracts, {"E1": None}) == (
        NearSpend(2024, Pence(7), Pence(7), Pence(0), Pence(0), 0),
        NearSpend(2025, Pence(400), Pence(100), Pence(300), Pence(100), 2),
    )
