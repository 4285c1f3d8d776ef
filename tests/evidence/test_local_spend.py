from datetime import date

from commonweal.evidence.inputs import Evidence
from commonweal.evidence.local_spend import MOST, local_spend
from commonweal.evidence.spending import A_PERSON, Payment, PublicContract
from commonweal.formats.profile_spending import spending_section, spending_tables
from commonweal.formats.prose import prose
from commonweal.terms.money import Pence
from commonweal.terms.places import Area
from commonweal.terms.sources import Unknown

AREA = Area("E1", "Quay 1", "Quay", 1500, 1, 1, 50.0, 384_000, 398_000)
NO = Unknown("no value is published")


def awarded(pence, area="E1", year=2025, supplier="Kelp", **told):
    return PublicContract("c", date(year, 1, 1), "Council", supplier, "", "Repairs", pence, area, **told)


def paid(supplier, pence):
    return Payment(date(2025, 1, 1), "", supplier, "", Pence(pence))


def spend(contracts=None, payments=None):
    evidence = Evidence("Harbour", date(2026, 1, 1), (AREA,), contracts=contracts, spending=payments)
    return local_spend(evidence)


def said(found):
    return [prose().text(sentence) for sentence in found.sentences]


def test_a_place_without_such_files_says_nothing():
    assert spend() is None


def test_shares_are_of_the_newest_year_of_which_something_is_known():
    contracts = (
        awarded(Pence(100_00), voluntary=True),
        awarded(Pence(300_00), "elsewhere", small=True),
        awarded(Pence(50_00), year=2024),
        awarded(NO, year=2026),
        awarded(Pence(7_00), Unknown("no postcode")),
    )
    found = spend(contracts)
    assert {name: figure.value for name, figure in found.figures.items()} == {
        "near": 0.25,
        "voluntary": 0.25,
        "small": 0.75,
        "awarded": 457.0,
        "unknown_contracts": 2,
    }
    [shares, untold] = said(found)
    assert shares.startswith(
        "Of contracts for £400 awarded in 2025, 25.0% went to suppliers in the place, 25.0% to voluntary"
    )
    assert shares.endswith("and 75.0% to small and medium firms.")
    assert untold.startswith("Of 5 contracts, 2 have no known value or no known postcode")
    assert [year.year for year in found.years] == [2024, 2025, 2026]


def test_of_nothing_known_no_share_is_told():
    found = spend((awarded(NO),))
    assert found.figures["near"].value == Unknown("of no contract are value and postcode known")
    assert len(found.sentences) == 1


def test_payments_are_told_by_supplier_and_people_are_not_named():
    found = spend(payments=(paid("Kelp", 300_00), paid("Gull", 100_00), paid(A_PERSON, 600_00)))
    assert found.figures["paid"].value == 1000
    assert found.figures["largest_supplier"].value == 0.3
    assert said(found)[1] == "Kelp had most of it, 30.0%."
    only = spend(payments=(paid(A_PERSON, 600_00),))
    assert (len(only.sentences), only.figures["largest_supplier"].value) == (1, Unknown("only people were paid"))


def test_only_those_who_had_most_are_named():
    found = spend(payments=tuple(paid(f"S{n}", 100 + n) for n in range(30)))
    assert [one.supplier for one in found.paid] == [f"S{29 - n}" for n in range(MOST)]


def test_the_files_of_the_profile_hold_it():
    found = spend((awarded(Pence(100_50)),), (paid("Kelp", 300_00),))
    section = spending_section(found, {})
    assert section["years"][0]["pounds_in_the_place"] == 100.5
    assert section["paid"] == [{"supplier": "Kelp", "pounds": 300.0, "count": 1, "unknown": 0, "share": 1.0}]
    tables = dict(spending_tables(found))
    assert tables["spend_by_supplier"].decode().splitlines()[1:] == ["paid,Kelp,300,1,0", "awarded,Kelp,100.5,1,0"]
    assert tables["spend_by_year"].decode().splitlines()[1] == "2025,100.5,100.5,0,0,0"
