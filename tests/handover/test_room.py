"""Room that is left: what fits keeps every row, and what does not breaks one."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from commonweal.handover.check import violations
from commonweal.handover.model import model
from commonweal.handover.pathways import Choice
from commonweal.handover.plan import carried_out, keep_everything
from commonweal.handover.room import Room, stocks
from commonweal.handover.solve import Limits, relaxed, whole
from commonweal.handover.view import view
from commonweal.handover.ways import no_options
from tests.handover.asking import asking, bringing
from tests.handover.loose import loose
from tests.handover.tiny import tiny

SEEDS = range(24)
LOOSE = ("(9)", "(11)", "(3) overload cap")
"""Rows that another step sees to: who is ready, and what that costs."""


def emptied(problem, margin=0.0):
    """The room in which nothing is built, spent or borrowed, with every provider ready at once, in all its options."""
    looked = view(problem)
    options = looked.options()
    rows = model(looked, options)
    still = replace(rows.programme, upper=rows.programme.upper.copy(), cost=np.zeros(len(rows.programme.cost)))
    for columns in (rows.columns.building, rows.columns.spending, rows.columns.loans, rows.columns.starts):
        still.upper[columns] = 0
    still.lower[rows.columns.ready] = 0
    answer = relaxed(still)
    held = stocks(looked, rows, answer.values)
    plan = carried_out(problem, keep_everything(problem))
    ready = np.zeros(held.capacity.shape)
    ready[:] = [[float(value) for value in row] for row in plan.capacity]
    return (
        looked,
        options,
        Room(looked, replace(held, capacity=np.minimum(ready, looked.ceiling)), options, margin=margin),
        plan,
    )


def with_choice(problem, plan, choice):
    """The plan with one hand-over more."""
    pathways = list(plan.decisions.pathways)
    pathways[problem.offers[choice.offer].cell] = choice
    return carried_out(problem, replace(plan.decisions, pathways=tuple(pathways)))


def place(seed):
    """Every other place asks more than the model's rows, and every third reckons with what delivery adds."""
    problem = asking(tiny(seed), seed) if seed % 2 else tiny(seed)
    return bringing(problem, seed) if seed % 3 == 0 else problem


@pytest.mark.parametrize("seed", SEEDS)
def test_one_hand_over_fits_exactly_where_no_row_but_readiness_would_break(seed):
    problem = place(seed)
    _, options, room, plan = emptied(problem)
    for k, (offer, start) in enumerate(zip(options.offer.tolist(), options.start.tolist(), strict=True)):
        broken = violations(problem, with_choice(problem, plan, Choice(offer, start)))
        others = [row.row for row in broken if not row.row.startswith(LOOSE)]
        if room.fits(k):
            assert others == []
        elif not broken:
            over = with_choice(problem, plan, Choice(offer, start)).overload
            assert any(any(row) for row in over), "it does not fit, breaks nothing, and needs no overload"


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_chosen_in_whole_numbers_breaks_no_row_together(seed):
    problem = place(seed)
    _, options, room, plan = emptied(problem)
    answer = whole(room.programme(np.arange(len(options))), Limits(gap=0.0))
    for k in np.flatnonzero(answer.values[: len(options)] > 0.5).tolist():
        plan = with_choice(problem, plan, Choice(int(options.offer[k]), int(options.start[k])))
    broken = violations(problem, plan)
    assert [row for row in broken if not row.row.startswith(LOOSE)] == []


def test_what_is_given_back_leaves_the_room_as_it_was():
    _, options, room, _ = emptied(tiny(3))
    fitting = [k for k in range(len(options)) if room.fits(k)]
    room.take(fitting[0], 0.25)
    room.take(fitting[0], -0.25)
    assert [k for k in range(len(options)) if room.fits(k)] == fitting


@pytest.mark.parametrize("seed", range(1, 24, 2))
def test_a_lot_or_share_is_full_once_it_is_taken_and_free_when_it_is_given_back(seed):
    problem = asking(tiny(seed), seed, ("largest_shares", "lots"))
    _, options, room, plan = emptied(problem)
    fitting = [k for k in range(len(options)) if room.fits(k)]
    for k in fitting[:3]:
        room.take(k)
        taken = with_choice(problem, plan, Choice(int(options.offer[k]), int(options.start[k])))
        for other in fitting:
            cell = problem.offers[options.offer[other]].cell
            if cell != problem.offers[options.offer[k]].cell and room.fits(other):
                both = with_choice(problem, taken, Choice(int(options.offer[other]), int(options.start[other])))
                assert not [row for row in violations(problem, both) if row.row.startswith("(14)")]
        room.take(k, -1.0)
        assert [j for j in range(len(options)) if room.fits(j)] == fitting


def waiting_for_volunteers(effect):
    """A place where those who can come are enough for the hill only with what delivery there brings."""
    problem = loose(volunteers_per_action=Fraction(1), delivery_action=Fraction(effect))
    low, hill = problem.neighbourhoods
    return replace(problem, neighbourhoods=(low, replace(hill, volunteer_units=Fraction("0.6"))))


@pytest.mark.parametrize(("effect", "enough"), [("0.1", True), ("0.05", False), ("0", False)])
def test_what_delivery_brings_counts_once_and_only_for_what_is_taken(effect, enough):
    """What the relaxation takes in part brings volunteers too; they do not come before it is taken."""
    problem = waiting_for_volunteers(effect)
    looked = view(problem)
    options = looked.options()
    rows = model(looked, options)
    answer = relaxed(rows.programme)
    room = Room(looked, stocks(looked, rows, answer.values), options)
    first = [k for k in range(len(options)) if looked.cell[options.offer[k]] == 1 and options.start[k] == 1]
    assert [room.fits(k) for k in first] == [enough]


def test_no_options_leave_nothing_to_choose():
    looked = view(tiny(3))
    assert len(no_options()) == 0
    assert looked.loads(no_options()).shape == (0, looked.quarters)


def test_what_would_leave_a_watched_group_less_than_the_margin_does_not_fit():
    """What is placed must leave the tightened model a solution, or nothing more can be decided after it."""
    told = 0
    for seed in SEEDS:
        problem = tiny(seed)
        looked, options, room, _ = emptied(problem)
        gains = looked.gains(options)
        for k in range(len(options)):
            cell = looked.cell[options.offer[k]]
            left = [
                (group.room + gains[k] * group.share[np.flatnonzero(group.cells == cell)[0]], group.room)
                for group in looked.watched
                if cell in group.cells
            ]
            least = min((after.min() for after, before in left if (after < before).any()), default=0.0)
            if room.fits(k) and 1e-6 < least < min(before.min() for _, before in left) - 1e-6:
                _, _, tighter, _ = emptied(problem, least + 1e-7)
                _, _, looser, _ = emptied(problem, least - 1e-7)
                told += 1
                assert not tighter.fits(k)
                assert looser.fits(k) or least > 0.01
    assert told > 3
