"""A plan is adopted only once it keeps the floor of no detriment, or says who answers for each breach and why."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import DetrimentUnanswered, TableFaults
from commonweal.formats.equality_table import FILE, write_equality
from commonweal.formats.plans import plan_files
from commonweal.samples.equality import sample_equality
from commonweal.web.rights import actors_of
from tests.handover.tiny import solved
from tests.web.procedures import rounds

WORSE = {"effect": "worse"}
ANSWERED = {**WORSE, "overridden_by": "board", "override_reason": "no other body can run it"}


def assessed(data: bytes | None):
    problem, plan, certificate = solved(1)
    return plan_files(problem, plan, certificate, others={} if data is None else {FILE: data})


def changed(**how: Any):
    first, *rest = sample_equality()
    return write_equality((replace(first, **how), *rest))


def adopt(data: bytes | None, name: str = "plan-1"):
    from commonweal.terms.periods import Quarter
    from commonweal.web.procedures.adopt_plan import adopt_plan

    problem = solved(1)[0]
    return adopt_plan(
        name,
        assessed(data),
        first_quarter=Quarter.read(problem.first_quarter),
        quarters=problem.quarters,
        at=rounds.hour(1),
        actors=actors_of("adopt_plan"),
    )


def test_a_plan_that_leaves_people_worse_off_is_not_adopted_without_an_answer(stored_place: Path) -> None:
    rounds.opened()
    with pytest.raises(DetrimentUnanswered) as refused:
        adopt(changed(**WORSE))
    assert [fault.figures for fault in refused.value.faults] == [{"name": "age"}]
    entry = adopt(changed(**ANSWERED))
    assert entry.payload["overridden"] == ["age"]


def test_every_breach_and_everything_left_out_is_named_at_once(stored_place: Path) -> None:
    rounds.opened()
    first, second, *rest = sample_equality()
    rows = (replace(first, effect="worse"), replace(second, effect="worse"), *rest[1:])
    with pytest.raises(DetrimentUnanswered) as refused:
        adopt(write_equality(rows))
    assert [fault.figures["name"] for fault in refused.value.faults] == ["age", "disability", "gender reassignment"]


def test_an_assessment_that_cannot_be_read_is_refused(stored_place: Path) -> None:
    rounds.opened()
    with pytest.raises(TableFaults):
        adopt(b"characteristic\n")


def test_a_plan_that_nobody_assessed_or_that_harms_nobody_is_adopted_as_before(stored_place: Path) -> None:
    rounds.opened()
    assert "overridden" not in adopt(None).payload
    assert "overridden" not in adopt(write_equality(sample_equality()), "plan-2").payload
