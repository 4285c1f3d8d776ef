"""The step-in folder of the sample place: the same for the same seed, and allowed on every day of the year."""

from datetime import timedelta

import pytest

from commonweal.handover.step_in.cover import calendar
from commonweal.handover.step_in.standing import state
from commonweal.samples.step_ins import ASKED, ASKING, CLOSING, FIRED, HANDED_ON, SIGNED, STEPPED_IN, sample_step_in
from commonweal.terms.parties import Organisation

BODIES = [Organisation(f"b{k}", f"Body {k}", "charity", "Quay") for k in range(6)]


def sample(seed=1):
    return sample_step_in(seed, (BODIES[0], "Hill"), (BODIES[1], "Quay"), BODIES)


def test_the_same_seed_gives_the_same_tables_and_another_seed_others():
    assert sample() == sample()
    assert sample().cover != sample(2).cover


@pytest.mark.parametrize("days", range(0, 560, 14))
def test_it_can_be_told_on_any_day(days):
    tables, today = sample(), SIGNED + timedelta(days=days)
    for agreement in tables.agreements:
        reports, acts, cover = tables.told(agreement)
        assert calendar(agreement, state(tables.case(agreement), reports, acts, today), cover) is not None


def standing(id_, today):
    tables = sample()
    [agreement] = [one for one in tables.agreements if one.id == id_]
    return state(tables.case(agreement), *tables.told(agreement)[:2], today)


def test_the_library_goes_from_the_watch_to_another_body():
    found = [standing(CLOSING, day).state for day in (FIRED - timedelta(days=1), FIRED, STEPPED_IN, HANDED_ON)]
    assert found == ["watch", "triggered", "step-in", "hand-on"]
    assert standing(CLOSING, HANDED_ON).course.moves[-1].successor == "b2"


def test_the_day_support_is_handed_back_without_a_trigger():
    found = standing(ASKING, ASKED)
    assert (found.state, found.course.fired, found.course.asked) == ("triggered", (), ASKED)
