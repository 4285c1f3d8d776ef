"""Each row of the model binding by itself in a hand-made place, and what the explanation then says."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.formats.prose import prose
from commonweal.handover.check import violations
from commonweal.handover.conditions import Blackout, Conditions, LargestShare, Lot, PriceFloor
from commonweal.handover.explain import explain
from commonweal.handover.plan import carried_out
from commonweal.handover.problem import Offer
from commonweal.handover.reasons import reasons
from commonweal.handover.search import Effort, find_plan
from tests.handover.loose import QUARTERS, ZERO, each, loose, with_funds

F = Fraction
EXACTLY = Effort(gap=F(1, 10_000))


def planned(problem):
    plan, certificate = find_plan(problem, EXACTLY)
    assert violations(problem, plan) == []
    told = explain(problem, plan, certificate)
    text = [[prose().text(sentence) for sentence in cell.sentences] for cell in told.cells]
    return plan, reasons(problem, plan, certificate.prices), text, told


def broken_by(problem, plan, cell, way):
    """The rows that taking a way to begin would break, the rest of the plan as it is."""
    pathways = list(plan.decisions.pathways)
    pathways[cell] = way
    return {row.row for row in violations(problem, carried_out(problem, replace(plan.decisions, pathways=pathways)))}


def test_where_nothing_is_scarce_all_begins_at_once_and_no_reason_is_needed():
    plan, why, text, _ = planned(loose())
    assert [way.start for way in plan.decisions.pathways] == [1, 1]
    assert why == (None, None)
    assert all(said[-1] == "No other way to begin would meet more need here." for said in text)


def test_a_pathway_that_a_floor_excludes():
    problem = loose()
    problem = replace(problem, offers=(problem.offers[0], replace(problem.offers[1], quality=F("0.4"))))
    plan, why, text, _ = planned(problem)
    assert plan.decisions.pathways[1] is None
    assert why[1] is None
    assert text[1] == [
        "It stays: no offer would hold the floor.",
        "What Friends of Care offers would meet 40.0% of need; the floor is 50.0%.",
    ]


def test_a_pathway_that_a_floor_excludes_without_volunteers():
    problem = loose()
    problem = replace(problem, services=each(problem.services, statutory=True))
    problem = replace(problem, offers=each(problem.offers, volunteer_share=F("0.5")))
    _, _, text, _ = planned(problem)
    assert text[0][-1] == "What Friends of Care offers would meet 45.0% of need without volunteers; the floor is 50.0%."


def few_volunteers():
    problem = loose()
    low, hill = problem.neighbourhoods
    return replace(problem, neighbourhoods=(low, replace(hill, volunteer_units=F("0.3"))))


def little_capacity():
    problem = loose()
    return replace(problem, providers=each(problem.providers, capacity=F(14)))


def thin_reserve():
    return with_funds(loose(step_in=F(4)), statutory_start=F(10), statutory=(F(22), *(F(12),) * (QUARTERS - 1)))


def only_the_better_off():
    problem = loose(tolerance=F("0.1"))
    return replace(problem, offers=problem.offers[1:])


def worse_when_alone():
    """An offer in the middle neighbourhood that meets a little less than the council does, once it runs alone."""
    problem = loose(tolerance=F("0.001"))
    low, hill = problem.neighbourhoods
    return replace(
        problem,
        neighbourhoods=(low, replace(hill, deprivation_rank=3), replace(hill, name="Mill Lane")),
        cells=(*problem.cells, replace(problem.cells[1], neighbourhood=2)),
        offers=(Offer(2, 0, F("0.58"), F("0.6"), F("0.1")),),
        funds=replace(problem.funds, statutory=(F(30),) * QUARTERS),
    )


def worse_for_the_poorest():
    """The same in the most deprived one, while a cut to another service leaves the least deprived worse off anyway."""
    problem = loose(tolerance=F("0.005"))
    care = replace(problem.services[0], protected=False)
    lunch = replace(care, id="lunch", name="Lunch", level=(F("0.9"), *(F("0.5"),) * (QUARTERS - 1)))
    return replace(
        problem,
        services=(care, lunch),
        cells=(*problem.cells, replace(problem.cells[1], service=1)),
        offers=(Offer(0, 0, F("0.58"), F("0.6"), F("0.1")),),
        funds=replace(problem.funds, statutory=(F(30),) * QUARTERS),
    )


def no_devolved_money():
    return with_funds(loose(), devolved_start=F("1.5"))


def no_statutory_money():
    return with_funds(loose(step_in=ZERO), statutory_start=F(4), statutory=(F(12),) * QUARTERS)


def no_more_than_a_part():
    return replace(loose(), conditions=Conditions(largest_shares=(LargestShare(0, F("0.6"), "no dependence"),)))


def hard_to_start():
    """A body that must first be built up to be ready; what it can build in a quarter is little."""
    problem = loose(least_capacity=F(22), build_share=F("0.1"))
    return replace(problem, providers=each(problem.providers, capacity=F(20)))


ROWS = {
    "volunteers": (few_volunteers, 1, ("volunteers", 1), {"(8) volunteers' hours"}, "volunteers in Herring Hill"),
    "capacity": (
        little_capacity,
        1,
        ("capacity", 0),
        {"(3) overload cap", "(9) most load"},
        "capacity of Friends of Care",
    ),
    "reserve": (thin_reserve, 1, ("step in", 0), {"(12) step-in reserve"}, "the reserve for stepping in"),
    "equity": (
        only_the_better_off,
        1,
        ("equity", 0),
        {"(13) equity"},
        "fairness between the most and the least deprived",
    ),
    "protected service": (worse_when_alone, 2, ("detriment", 1), {"(13a) no detriment"}, "protection of Care"),
    "most deprived": (
        worse_for_the_poorest,
        0,
        ("detriment", 0),
        {"(13a) no detriment"},
        "protection of the most deprived fifth",
    ),
    "devolved money": (
        no_devolved_money,
        1,
        ("devolved", 0),
        {"(11) devolved fund not overdrawn"},
        "the devolved money",
    ),
    "statutory money": (
        no_statutory_money,
        1,
        ("statutory", 0),
        {"(10) statutory fund not overdrawn", "(12) step-in reserve"},
        "the council's money",
    ),
    "largest share": (
        no_more_than_a_part,
        1,
        ("largest share", 0),
        {"(14) largest share"},
        "the most of Care that Friends of Care may run",
    ),
}
"""For each row: the place in which it binds, the cell, what is scarce, the rows that would break, what is said."""


@pytest.mark.parametrize("name", ROWS)
def test_the_row_that_binds_is_the_one_that_is_named(name):
    make, cell, scarce, rows, said = ROWS[name]
    problem = make()
    plan, why, text, _ = planned(problem)
    reason, choice = why[cell], plan.decisions.pathways[cell]
    assert choice is None or choice.start > reason.way.start
    assert reason.shares[0][0] == scarce
    assert sum(share for _, share in reason.shares) == 1
    assert broken_by(problem, plan, cell, reason.way) == rows
    assert any(f"because: {said} (" in sentence for sentence in text[cell])


def test_a_largest_share_says_how_much_it_would_be():
    _, why, text, _ = planned(no_more_than_a_part())
    assert why[1].shares == ((("largest share", 0), 1),)
    said = "With it Friends of Care would run 100.0% of Care; one organisation may run 60.0% at most: no dependence."
    assert text[1][-1] == said


def test_a_quarter_in_which_nothing_begins():
    problem = replace(loose(), conditions=Conditions(blackouts=(Blackout(1, None, "an election"),)))
    plan, why, _, told = planned(problem)
    assert [way.start for way in plan.decisions.pathways] == [2, 2]
    assert why == (None, None)
    first = replace(plan.decisions.pathways[0], start=1)
    assert broken_by(problem, plan, 0, first) == {"(14) blackout quarter"}
    moves = [prose().text(sentence) for sentence in told.moves]
    assert moves[-1] == "No hand-over begins in the quarter from 1 April 2027: an election."


def test_quarters_that_are_all_closed():
    closed = tuple(Blackout(t, 0, "no staff") for t in range(1, QUARTERS))
    plan, _, text, told = planned(replace(loose(), conditions=Conditions(blackouts=closed)))
    assert plan.decisions.pathways == (None, None)
    assert text[0] == ["It stays: no hand-over of it begins in any quarter in which somebody who offers could begin."]
    moves = [prose().text(sentence) for sentence in told.moves]
    assert moves[-1] == "No hand-over of Care begins in the quarter from 1 April 2028: no staff."


def test_a_price_that_no_living_wage_can_be_paid_from():
    floor = PriceFloor(0, F("0.65"), "the wage survey of 2026")
    problem = replace(loose(), conditions=Conditions(price_floors=(floor,)))
    problem = replace(problem, offers=(problem.offers[0], replace(problem.offers[1], price=F("0.65"))))
    plan, why, text, _ = planned(problem)
    assert [way and way.start for way in plan.decisions.pathways] == [None, 1]
    assert why[0] is None
    assert text[0][0] == (
        "It stays: no offer that would hold the floor has a price from which the living wage can be paid."
    )
    offered = "Friends of Care offers it at 0.600 of the council's own cost"
    assert text[0][1:] == [f"{offered}; with the living wage it costs 0.650 or more (the wage survey of 2026)."]


def test_lots_of_which_one_body_takes_one():
    lots = (Lot("the areas", "the moor", (0,)), Lot("the areas", "the hill", (1,)))
    problem = replace(loose(), conditions=Conditions(lots=lots))
    plan, why, text, _ = planned(problem)
    assert [way and way.start for way in plan.decisions.pathways] == [1, None]
    assert broken_by(problem, plan, 1, why[1].way) == {"(14) exclusive lots"}
    assert text[1][-2:] == [
        "Friends of Care could meet more need here from 1 April 2027.",
        "In this plan Friends of Care takes the moor, and one organisation takes only one lot of the areas.",
    ]


def few_volunteers_at_first(effect):
    """A place where those who can come are enough only once delivery has brought more."""
    problem = loose(volunteers_per_action=F(1), delivery_action=effect)
    low, hill = problem.neighbourhoods
    return replace(problem, neighbourhoods=(low, replace(hill, volunteer_units=F("0.6"))))


def test_delivery_that_brings_the_volunteers_that_it_needs():
    with_it, _, _, _ = planned(few_volunteers_at_first(F("0.1")))
    assert [way.start for way in with_it.decisions.pathways] == [1, 1]
    without, why, *_ = planned(few_volunteers_at_first(ZERO))
    assert without.decisions.pathways[1] is None
    assert why[1].shares[0][0] == ("volunteers", 1)
    problem = few_volunteers_at_first(F("0.1"))
    less = replace(problem, parameters=replace(problem.parameters, delivery_action=F("0.01")))
    assert broken_by(less, with_it, 1, with_it.decisions.pathways[1]) == {"(8) volunteers' hours"}


LATER = (
    "In this plan Friends of Care has the capacity for services worth £22,000 a quarter that it takes to be ready"
    " from 1 July 2027 on."
)


def test_a_body_that_is_not_ready_yet():
    problem = hard_to_start()
    plan, why, text, _ = planned(problem)
    assert [way.start for way in plan.decisions.pathways] == [2, 2]
    assert broken_by(problem, plan, 1, why[1].way) == {"(9) capacity to be ready"}
    assert text[1][-2:] == [
        "Friends of Care could meet more need here from 1 April 2027, but is not ready then.",
        LATER,
    ]


def test_a_deferral_says_what_it_waits_for():
    problem = loose(build_share=F("0.1"))
    problem = replace(problem, providers=each(problem.providers, capacity=F(14)))
    plan, why, text, _ = planned(problem)
    later = max(range(2), key=lambda c: plan.decisions.pathways[c].start)
    start = plan.decisions.pathways[later].start
    assert start > why[later].way.start
    assert why[later].shares[0] == (("capacity", 0), 1)
    assert text[later][-1] == "Not before 1 October 2027, because: capacity of Friends of Care (100%)."


def waits_for_a_loan(**funds):
    return with_funds(
        loose(step_in=ZERO, loan_limit=F(5)),
        **{"statutory_start": ZERO, "statutory": (F(12), F(18), *(F(12),) * (QUARTERS - 2)), "devolved_start": ZERO}
        | funds,
    )


def test_a_loan_that_cannot_be_repaid():
    problem = waits_for_a_loan()
    plan, why, _, told = planned(problem)
    kept = [c for c, way in enumerate(plan.decisions.pathways) if way is None]
    assert kept
    assert {scarce for scarce, _ in why[kept[0]].shares} == {("devolved", 0), ("statutory", 0)}
    money = [prose().text(sentence) for sentence in told.money]
    assert any(sentence.startswith("More is not borrowed") for sentence in money)
    freed, reasons_then, _, said = planned(waits_for_a_loan(statutory_start=F(5)))
    assert all(freed.decisions.pathways)
    assert reasons_then == (None, None)
    assert any(freed.decisions.loans)
    assert not any("More is not borrowed" in prose().text(sentence) for sentence in said.money)
