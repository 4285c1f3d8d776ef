"""The rules of a round contradict neither themselves nor the calendar."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from commonweal.errors import RoundFaults
from commonweal.funding.rounds import check_rules
from tests.web.procedures.rounds import held_rules


def with_days(**days: Any) -> Any:
    rules = held_rules()
    assert rules.held is not None
    return replace(rules, held=replace(rules.held, days=replace(rules.held.days, **days)))


def test_sound_rules_are_let_through() -> None:
    check_rules(held_rules())


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"appeal_days": 10**12}, "opens"),
        ({"challenge_days": 10**40}, "due"),
        ({"ideas_until": date.max}, "opens"),
        ({"closes": date.max}, "due"),
        ({"due": date.max, "closes": date.max}, "due"),
    ],
)
def test_days_beyond_the_calendar_are_faults_and_no_failure(days: dict[str, Any], field: str) -> None:
    with pytest.raises(RoundFaults) as told:
        check_rules(with_days(**days))
    assert field in {fault.field for fault in told.value.faults}
