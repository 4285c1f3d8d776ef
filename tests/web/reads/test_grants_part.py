"""What funders gave: the tenths that are known, with what each could have had at most, under both answers of where."""

import pytest

from commonweal.web.reads.grants_part import grants
from tests.web.reads.shown_parts import bars, cells, holding, words


def total(decile, each, most, year=None, residents=100):
    return {
        "year": year,
        "decile": decile,
        "residents": residents,
        "grants": 2,
        "pounds": 50.5,
        "pounds_per_head": each,
        "at_most": most,
    }


def year(name):
    sums = {"pounds": 60.5, "pounds_here": 50.5, "pounds_elsewhere": 0.0, "pounds_unknown": 10.0}
    return {"year": name, **sums, "unknown_share": 0.2}


@pytest.fixture
def told():
    known = [total(None, 0.5, 0.6), total(1, 0.5, 0.6), total(2, None, None, residents=0), total(9, 0.0, 0.1)]
    known += [total(1, 0.25, 0.35, year=2024)]
    truths = {
        "delivered": {"years": [year(None), year(2024)], "sums": known, "sentence": "In tenth 1 it is £0.50."},
        "based": {"years": [year(None)], "sums": [total(1, None, 0.6)], "sentence": "Nobody says where."},
    }
    sentences = ["2 grants.", "By where it worked.", "In tenth 1 it is £0.50.", "By base.", "Nobody says where."]
    return {"sentences": sentences, "figures": {}, "truths": truths}


def test_the_first_answer_that_is_known_is_drawn_with_what_each_tenth_could_have_had(told):
    (section,) = grants(holding("5", grants=told))
    (picture,) = section.pictures
    assert words(picture.title) == "In tenth 1 it is £0.50."
    assert words(picture.table.columns[2].title) == "Between, with all that nobody can place"
    assert bars(picture) == [["1", "0.50", "0.50 and 0.60"], ["9", "0.00", "0.00 and 0.10"]]


def test_what_the_picture_says_is_not_said_twice(told):
    (section,) = grants(holding("5", grants=told))
    assert [words(one) for one in section.said][:3] == ["2 grants.", "By where it worked.", "By base."]


def test_tenths_and_years_stand_beneath_with_their_source(told):
    (section,) = grants(holding("5", grants=told))
    tenths, years = section.folded  # of the other answer nothing is known
    assert cells(tenths)[0] == ["Tenth 1", "100", "2", "£50.50", "£0.50", "£0.60"]
    assert tenths.rows[0].cells[3].href == "/sources/#figure-grants-pounds-per-head-delivered"
    assert cells(years) == [["All years", *(row := ["£60.50", "£50.50", "£0", "£10"])], ["2024", *row]]


def test_a_place_without_grants_has_no_such_section():
    assert grants(holding("6")) == ()
