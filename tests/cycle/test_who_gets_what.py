from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from commonweal.cycle.who_gets_what import (
    NO_BALLOTS,
    NO_GROUP_SIZE,
    NO_TENTH,
    TOO_FEW_BODIES,
    ballot_parts,
    by_tenth,
    group_parts,
    money_parts,
    plan_parts,
    support_parts,
)
from commonweal.evidence.publishing import TOO_FEW
from commonweal.evidence.who_gets_what import Part
from commonweal.funding.who import AreaMoney, WhoGets
from commonweal.handover.pathways import kept_on, met
from commonweal.terms.sources import Unknown
from tests.handover.tiny import solved

WHY = Unknown("not said")
areas = st.lists(
    st.tuples(st.integers(1, 10), st.integers(1, 900), st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=9
)


def outcome(**spent):
    return WhoGets(
        tuple(AreaMoney(area, WHY, Fraction(0), Fraction(sum_), 0, 0, WHY) for area, sum_ in spent.items()), ()
    )


@given(areas)
def test_all_the_money_of_areas_is_somebodys(table):
    names = [f"A{k}" for k in range(len(table))]
    tenths = {name: row[0] for name, row in zip(names, table, strict=True)}
    people = {name: row[1] for name, row in zip(names, table, strict=True)}
    earlier = outcome(**{name: row[2] for name, row in zip(names, table, strict=True)})
    now = outcome(**{name: row[3] for name, row in zip(names, table, strict=True)})
    parts = money_parts([earlier], now, tenths, people)
    assert sum(part.people for part in parts) == sum(people.values())
    assert sum(part.before * part.people for part in parts) == sum(row[2] for row in table)
    assert sum(part.after * part.people for part in parts) == sum(row[2] + row[3] for row in table)
    assert [part.name for part in parts] == sorted({str(row[0]) for row in table}, key=int)


def test_a_tenth_without_a_project_has_people_all_the_same():
    parts = money_parts([], outcome(N=100), {"N": 1, "S": 9}, {"N": 50, "S": 40, "": 90})
    assert parts == (Part("1", 50, Fraction(0), Fraction(2)), Part("9", 40, Fraction(0), Fraction(0)))


def test_money_of_the_whole_place_is_for_everybody_alike_and_left_out():
    now = WhoGets((AreaMoney("", WHY, Fraction(0), Fraction(900), 1, 0, WHY),), ())
    assert money_parts([], now, {"N": 1}, {"N": 50}) == (Part("1", 50, Fraction(0), Fraction(0)),)


def test_an_area_that_nobody_can_place_is_kept_apart():
    parts = money_parts([], outcome(N=100, X=30), {"N": 1, "X": WHY}, {"N": 50, "X": 10})
    assert parts[-1] == Part("", 10, Fraction(0), Fraction(3))
    parts = money_parts([], outcome(N=100, X=30), {"N": 1}, {"N": 50})
    assert parts[-1] == Part("", NO_TENTH, NO_TENTH, NO_TENTH)


def test_an_unknown_population_makes_its_tenth_unknown():
    assert by_tenth({"N": WHY, "S": 4, "E": 2}, {"N": 1, "S": 1, "E": 2}) == {"1": WHY, "2": 2}
    assert money_parts([], outcome(N=1), {"N": 1}, {"N": WHY})[0].after == WHY


def test_a_group_has_its_money_whether_or_not_anybody_knows_how_many_it_is():
    now, past = {"refugees": Fraction(60), "parents": Fraction(10)}, {"refugees": Fraction(30)}
    parents, refugees = group_parts([past], now, {"refugees": 30})
    assert refugees == Part("refugees", 30, Fraction(1), Fraction(3))
    assert parents.after == NO_GROUP_SIZE


def test_ballots_are_what_passed_the_gate_and_hidden_ones_stay_hidden():
    parts = ballot_parts(NO_BALLOTS, {"1": 20, "9": TOO_FEW}, {"1": 100, "9": 50, "10": 10, "": 3})
    assert [part.name for part in parts] == ["1", "9", "10"]
    assert [part.after for part in parts] == [Fraction(1, 5), TOO_FEW, NO_BALLOTS]
    assert {part.before for part in parts} == {NO_BALLOTS}


def test_support_hours_of_one_or_two_bodies_are_their_own_affair():
    homes = {"a": "N", "b": "N", "c": "N", "d": "S"}
    hours = [("a", Fraction(3)), ("b", Fraction(1)), ("a", Fraction(2)), ("c", Fraction(4)), ("d", Fraction(9))]
    north, south = support_parts(hours, homes, {"N": 1, "S": 9}, {"N": 100, "S": 50})
    assert north.after == Fraction(10, 100)
    assert south.after == TOO_FEW_BODIES
    (nobody,) = support_parts([], homes, {"N": 1}, {"N": 100})
    assert nobody.after == 0


def test_a_plan_is_read_in_its_first_quarter_its_last_and_were_everything_kept():
    problem, plan, _ = solved(7)
    names = [place.name for place in problem.neighbourhoods]
    tenths, people = {names[0]: 1}, dict.fromkeys(names, 100)
    through, against = plan_parts(problem, plan, tenths, people)
    inside = [c for c, cell in enumerate(problem.cells) if cell.neighbourhood == 0]
    last = problem.quarters - 1

    def share(level, t):
        needs = [problem.cells[c].demand[t] for c in inside]
        return sum(n * level(c, t) for n, c in zip(needs, inside, strict=True)) / sum(needs)

    planned = lambda c, t: met(problem, c, plan.decisions.pathways[c], t)  # noqa: E731
    assert (through[0].before, through[0].after) == (share(planned, 0), share(planned, last))
    assert against[0].before == share(lambda c, t: kept_on(problem, c, t), last)
    assert against[0].after == through[0].after
    assert [part.gained for part in through[1:]] == [NO_TENTH] * (len(names) > 1)
