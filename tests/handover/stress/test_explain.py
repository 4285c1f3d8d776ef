"""A trial in words: every kind and danger is said, the likeliest places first, and nobody by name but in private."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.formats.prose import prose
from commonweal.handover.plan import keep_everything
from commonweal.handover.stress.case import case
from commonweal.handover.stress.explain import by_name, explain_stress
from commonweal.handover.stress.futures import KINDS, alone, futures
from commonweal.handover.stress.hurts import Hurt, hurts
from commonweal.handover.stress.tally import tally
from commonweal.handover.stress.trial import DANGERS, chance, sum_up
from tests.handover.stress.ranges import OFTEN
from tests.handover.tiny import solved

TEXT = prose().text


@pytest.fixture(scope="module")
def trial():
    problem, plan, _ = solved(1)
    made, ranges = case(problem, plan.decisions), futures(problem, OFTEN)
    kept = tally(case(problem, keep_everything(problem)), ranges, 1, 0, 50)
    kinds = {kind: tally(made, alone(problem, ranges, kind), 1, 0, 50) for kind in KINDS}
    found = sum_up(made, 1, tally(made, ranges, 1, 0, 50), [("other/plan", kept), ("keep", kept)], kinds)
    return problem, ranges, found, hurts(made)


def told(trial, **changes):
    problem, ranges, found, ends = trial
    said = explain_stress(problem, ranges, replace(found, **changes), ends[0] if ends else None)
    return {part: [TEXT(sentence) for sentence in getattr(said, part)] for part in ("wrong", "likely", "fallback")}


def test_every_kind_is_said_with_its_range_and_what_it_does_alone(trial):
    wrong = told(trial)["wrong"]
    assert wrong[0] == "The plan was tried in 50 futures, over 6 quarters. None of them is a forecast."
    assert len(wrong) == 1 + 2 * len(KINDS)
    assert wrong[1] == "A body that runs services ends: 20.0% to 60.0% a year."
    seen = trial[2].kinds["ending"]["floor"].share
    assert wrong[2].startswith("If that alone comes otherwise than planned, a service falls below its floor somewhere ")
    assert f"in {float(seen):.1%} of futures" in wrong[2]
    assert len(told(trial, kinds={})["wrong"]) == 1 + len(KINDS)


def test_every_danger_has_its_chance_and_the_interval_of_it(trial):
    likely = told(trial)["likely"]
    assert len(likely) > len(DANGERS)
    for sentence, danger in zip(likely, DANGERS, strict=False):
        seen = trial[2].dangers[danger]
        assert f"in {seen.times} of 50 futures ({float(seen.share):.1%}; the 95% interval" in sentence


def test_the_likeliest_places_come_first_and_at_most_five(trial):
    cells = tuple(replace(cell, floor=chance(3 * k % 8, 50)) for k, cell in enumerate(trial[2].cells))
    likely = told(trial, cells=cells)["likely"][len(DANGERS) :]
    assert len(cells) == 8
    for times, sentence in zip((7, 6, 5, 4, 3), likely, strict=True):
        assert f"below its floor in {times} of 50 futures" in sentence


def test_where_no_floor_breaks_that_is_said(trial):
    found = trial[2]
    quiet = tuple(replace(cell, floor=replace(cell.floor, times=0)) for cell in found.cells)
    assert told(trial, cells=quiet)["likely"][-1].startswith("No service fell below its floor")


def test_the_fallback_is_stepping_in_then_the_hardest_end_then_other_plans(trial):
    step_in, hardest, other, keep = told(trial)["fallback"]
    assert "after 0 to 2 quarters" in step_in
    assert f"The end of one body, body A, would hurt most: {float(trial[3][0].extra):.1f} weighted" in hardest
    assert other.startswith("The other plan other/plan leaves least unmet in ")
    assert keep.startswith("Keeping everything leaves least unmet in ")
    assert len(told((*trial[:3], ()))["fallback"]) == 3


def test_in_private_every_body_is_named_with_what_its_end_would_mean(trial):
    problem, _, _, ends = trial
    said = [TEXT(sentence) for sentence in by_name(problem, ends)]
    assert [problem.providers[hurt.provider].name in sentence for hurt, sentence in zip(ends, said, strict=True)]
    one = TEXT(by_name(problem, (Hurt(0, 1, Fraction(3, 2), Fraction(2), 3),))[0])
    assert one == (
        "Body 0 runs 1 service. Its end would leave 1.5 weighted units more unmet, the mean over the quarters; at "
        "worst 2.0, ending in 2027-Q4."
    )
