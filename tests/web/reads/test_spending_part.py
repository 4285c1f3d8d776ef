"""Where public money goes: who is paid most in one picture, each supplier with its source, people without names."""

from commonweal.evidence.spending import A_PERSON
from commonweal.web.reads.spending_part import spending
from tests.web.reads.shown_parts import bars, cells, holding, words


def supplier(name, pounds, share, unknown=0):
    return {"supplier": name, "pounds": pounds, "count": 3, "unknown": unknown, "share": share}


PAID = [supplier(A_PERSON, 60.1, 0.5), supplier("Acme", 40.07, 0.4), supplier("Refunder", -3.0, -0.1)]
YEAR = {
    "year": 2025,
    "pounds": 100.0,
    "pounds_in_the_place": 25.0,
    "pounds_voluntary": 5.0,
    "pounds_small_or_medium": 0.0,
    "unknown_contracts": 2,
}


def told(**more):
    return {"sentences": ["The council paid £97.17."], "figures": {}, "years": [], "paid": [], "awarded": [], **more}


def test_those_who_were_paid_most_are_drawn_and_named_but_for_people_and_what_came_back():
    (section,) = spending(holding("1", spending=told(paid=PAID)))
    (picture,) = section.pictures
    assert words(section.said[0]) == "The council paid £97.17."
    assert words(picture.title) == "Acme was paid most: £40.07"
    assert bars(picture) == [["people, whose names are left out", "50.0%"], ["Acme", "40.0%"]]


def test_each_supplier_opens_to_what_the_council_paid():
    (section,) = spending(holding("2", spending=told(paid=PAID)))
    assert cells(section.folded[0])[1] == ["Acme", "£40.07", "40.0%", "3"]
    assert section.folded[0].rows[1].cells[1].href == "/sources/#figure-spending-paid"


def test_contracts_of_no_known_value_are_told_beside_each_sum_and_years_by_what_stays_near():
    awards = [supplier("Bold", 100.0, 1.0, 1), supplier("Quiet", 0.0, None, 3)]
    (section,) = spending(holding("3", spending=told(awarded=awards, years=[YEAR])))
    suppliers, years = section.folded
    assert section.pictures == ()  # one bar compares nothing
    assert cells(suppliers) == [["Bold", "£100", "100.0%", "3", "1"], ["Quiet", "£0", "not known", "3", "3"]]
    assert cells(years) == [["2025", "£100", "£25", "£5", "£0", "2"]]


def test_a_place_without_payments_and_contracts_has_no_such_section():
    assert spending(holding("4")) == ()
