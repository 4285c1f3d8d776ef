"""Fund balances: what is there, and what stepping in would need."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

from commonweal.charts.balances import balances, balances_chart
from commonweal.charts.equity import equity_chart
from commonweal.charts.gantt import gantt
from commonweal.charts.quarters import quarter_name
from commonweal.cycle import planning
from commonweal.cycle.demand import demand
from commonweal.evidence.inputs import Evidence
from commonweal.handover.pathways import Choice
from commonweal.handover.pictures import equity_curve, gantt_rows
from commonweal.handover.plan import Plan, carried_out, keep_everything
from commonweal.handover.problem import Problem
from commonweal.samples.handovers import sample_handover
from commonweal.samples.places import sample_place
from commonweal.terms.places import neighbourhoods
from commonweal.terms.sentences import say
from tests.charts.examples import BALANCES, TEXT, cells, picture
from tests.handover.blending import blending
from tests.handover.tiny import tiny


def test_what_is_needed_is_dashed_and_the_funds_are_not():
    assert picture("balances").wide.count('stroke-dasharray="5,4"') == 1


def test_the_title_says_how_much_is_to_spare_at_the_tightest():
    said = "In every quarter there is enough to step in; at the tightest £27,000 to spare."
    assert TEXT(picture("balances").title) == said


def test_the_title_says_where_it_is_too_little():
    short = replace(BALANCES, needed=(*BALANCES.needed[:6], Fraction(61_000), Fraction(61_000)))
    said = "The reserve is too small to step in in 2 quarters, first in Q3 2028."
    assert TEXT(balances_chart(short, TEXT).title) == said


def test_a_fund_that_is_owed_shows_below_nothing():
    [(name, sums)] = BALANCES.devolved
    owed = replace(BALANCES, devolved=((name, (Fraction(-20_000), *sums[1:])),))
    shown = balances_chart(owed, TEXT)
    assert ">-£25,000</text>" in shown.wide
    assert cells(shown)[0] == ["Q1 2027", "£90,000", "-£20,000", "£0", "£90,000"]


def test_the_table_has_every_quarter():
    assert cells(picture("balances"))[-1] == ["Q4 2028", "£55,000", "£17,000", "£28,000", "£27,000"]
    assert len(cells(picture("balances"))) == 8


def test_several_devolved_funds_are_lines_with_signs_of_their_own():
    few = tuple((say("{name}", name=f"fund {k}"), tuple(Fraction(1000 * (k + t)) for t in range(8))) for k in range(3))
    shown = balances_chart(replace(BALANCES, devolved=few), TEXT)
    assert all(f"fund {k}" in shown.wide and f"fund {k}" in shown.narrow for k in range(3))
    assert len({path for path in re.findall(r'd="([^"]+)" fill="var\(--ochre\)"', shown.wide) if "A" not in path}) >= 2
    assert cells(shown)[-1][2:5] == ["£7,000", "£8,000", "£9,000"]
    assert "fund 0 at £7,000, fund 1 at £8,000, fund 2 at £9,000" in TEXT(shown.description)


def test_the_funds_that_a_devolved_grant_is_made_of_are_lines_by_name():
    problem = blending(tiny(1, quarters=6, places=4), 1)
    plan = carried_out(problem, keep_everything(problem))
    shown = balances(problem, plan)
    assert [TEXT(name) for name, _ in shown.devolved] == ["Fund 0", "Fund 1", "Fund 2"]
    assert [sums for _, sums in shown.devolved] == [
        tuple(problem.unit_gbp * balance for balance in row) for row in plan.fund_balances
    ]


def test_what_stepping_in_needs_is_the_greatest_load_of_one_body_at_its_price():
    problem, plan = small_plan()
    shown = balances(problem, plan)
    price = problem.unit_gbp * problem.parameters.step_in
    assert shown.quarters[0] == problem.first_quarter
    assert shown.needed == tuple(price * max(loads[t] for loads in plan.load) for t in range(problem.quarters))
    assert max(shown.needed) > 0
    assert shown.statutory == tuple(problem.unit_gbp * balance for balance in plan.statutory_balance)
    [(_, devolved)] = shown.devolved
    assert devolved == tuple(problem.unit_gbp * balance for balance in plan.devolved_balance)
    assert len(cells(balances_chart(shown, TEXT))) == problem.quarters


def test_the_pictures_of_one_small_plan_tell_of_the_same_hand_over():
    problem, plan = small_plan()
    moved = [row for row in cells(gantt(gantt_rows(problem, plan), TEXT)) if row[2] != "stays with the council"]
    assert len(moved) == 1
    assert moved[0][4] == TEXT(quarter_name(str(problem.quarter(2))))
    assert len(cells(equity_chart(equity_curve(problem, plan), TEXT))) == problem.quarters


def small_plan() -> tuple[Problem, Plan]:
    """One service of one neighbourhood of a small synthetic place handed over in the third quarter."""
    place = sample_place(1, areas=12, neighbourhoods=4, people=12_000, organisations=18)
    evidence = Evidence(place.name, date(2024, 9, 30), place.areas, place.offers, place.needs, place.sites)
    services = [offer.service for offer in place.offers if offer.up_for_transfer]
    tables = sample_handover(
        1, services, neighbourhoods(place.areas), place.organisations, demand(evidence), quarters=8
    )
    problem = planning.problem(evidence, tables, place.organisations)
    kept = keep_everything(problem)
    cell = problem.offers[0].cell
    chosen = tuple(Choice(0, 2) if c == cell else None for c in range(len(problem.cells)))
    return problem, carried_out(problem, replace(kept, pathways=chosen))
