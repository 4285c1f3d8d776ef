"""Groups in neighbourhoods on the page of a service: each with its source, or why they are not told."""

from commonweal.web.reads.gaps_part import NOT_CROSSED, neighbourhoods
from commonweal.web.reads.profiled import Profiled
from commonweal.web.store.read import Stored
from tests.web.reads.shown_parts import cells, words

AREAS = b"code,name,neighbourhood,population,deprivation_decile\na,A,Hill,100,1\nb,B,Dale,100,2\n"
FOUND = Profiled(Stored("profile", "f" * 64, {"tables/areas.csv": AREAS}, 0), {"services": []})


def part(name, need, gap, *groups):
    told = {"name": name, "need": {"value": need, "unit": "people"}, "gap": {"value": gap, "unit": "people"}}
    return {**told, "groups": list(groups)} if groups else told


def section(groups, *places):
    (made,) = neighbourhoods(FOUND, {"id": "club", "name": "Club", "groups": groups, "neighbourhoods": list(places)})
    return made


OLD, YOUNG = part("old", 60, 10), part("young", 70, None)


def test_each_group_stands_in_each_neighbourhood_and_opens_to_its_source():
    made = section([OLD, YOUNG], part("Hill", 130, 20, OLD, YOUNG), part("Dale", 50, 5, OLD))
    (table,) = made.folded
    assert [row[:3] for row in cells(table)] == [["Hill", "old", "60"], ["Hill", "young", "70"], ["Dale", "old", "60"]]
    assert table.rows[0].cells[3].href == "/sources/#figure-club-gap"
    assert NOT_CROSSED not in made.said


def test_where_they_are_not_told_the_reason_is_said_but_not_of_one_group_alone():
    made = section([OLD, YOUNG], part("Hill", 130, 20), part("Dale", 50, 5))
    assert made.folded == ()
    assert "at least 50 people in need for each neighbourhood" in words(made.said[-1])
    assert NOT_CROSSED not in section([], part("Hill", 130, 20)).said
