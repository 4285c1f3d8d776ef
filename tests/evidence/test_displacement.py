from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.evidence.counted import Counted
from commonweal.evidence.displacement import (
    NOT_SURE,
    NOTHING_GAINED,
    buffer_areas,
    displacements,
    quotient,
)
from commonweal.evidence.publishing import TOO_FEW, shown
from commonweal.terms.places import Area
from commonweal.terms.sources import Unknown

counts = st.tuples(st.integers(1, 500), st.integers(1, 500))
GATES = (
    Counted("gates", "T1", "target", 200, 90),
    Counted("gates", "T2", "target", 200, 110),
    Counted("gates", "B1", "buffer", 160, 210),
    Counted("gates", "C1", "control", 400, 400),
)


def one(rows, seed=0):
    (found,) = displacements(rows, seed)
    return found


def changed(role, **how):
    return [replace(row, **how) if row.role == role else row for row in GATES]


@given(counts, counts, counts, st.integers(2, 9))
def test_it_does_not_depend_on_how_long_both_times_were(target, buffer, control, times):
    longer = [(before * times, after * times) for before, after in (target, buffer, control)]
    first, second = quotient(target, buffer, control), quotient(*longer)
    assert first == second if isinstance(first, Unknown) else second == pytest.approx(first)


@given(counts, counts)
def test_a_buffer_that_goes_as_the_target_did_has_a_quotient_of_one_by_their_sizes(target, control):
    found = quotient(target, target, control)
    assert found == NOTHING_GAINED if isinstance(found, Unknown) else found == pytest.approx(1)


@given(counts, counts)
def test_a_buffer_that_goes_as_the_control_did_has_a_quotient_of_nought(target, control):
    found = quotient(target, control, control)
    assert found == NOTHING_GAINED if isinstance(found, Unknown) else found == pytest.approx(0, abs=1e-9)


def test_by_hand():
    found = one(GATES)
    # The target's share of the control went from 1 to 1/2, the buffer's from 0.4 to 0.525.
    assert found.figures["quotient"].value == pytest.approx(-0.25)
    assert found.figures["quotient"].low < -0.25 < found.figures["quotient"].high < 0
    assert found.figures["gained"].value == 200
    assert found.figures["near"].value == -50
    assert found.buffers == ("B1",)
    assert "some of it moved" in found.sentence.message
    assert found.figures["target:before"].value == 400


def test_the_interval_is_what_drawing_poisson_counts_gives_by_the_delta_method():
    found = one([replace(row, before=row.before * 100, after=row.after * 100) for row in GATES]).figures["quotient"]
    # Of q = (b1/c1 - b0/c0) / (t1/c1 - t0/c0), every count varying by its own size.
    t0, t1, b0, b1, c0, c1 = 40_000, 20_000, 16_000, 21_000, 40_000, 40_000
    gained = t1 / c1 - t0 / c0
    q = (b1 / c1 - b0 / c0) / gained
    slopes = {
        b1: 1 / c1 / gained,
        b0: -1 / c0 / gained,
        t1: -q / c1 / gained,
        t0: q / c0 / gained,
    }
    variance = sum(count * slope**2 for count, slope in slopes.items())
    variance += c1 * ((-b1 + q * t1) / c1**2 / gained) ** 2 + c0 * ((b0 - q * t0) / c0**2 / gained) ** 2
    assert found.high - found.low == pytest.approx(2 * 1.96 * variance**0.5, rel=0.05)


def test_a_gain_that_spreads_is_said_to_spread():
    found = one(changed("buffer", after=60))
    assert found.figures["quotient"].value > 0
    assert "around as well" in found.sentence.message


def test_more_moved_than_was_gained_is_said():
    assert "at least as much" in one(changed("buffer", after=600)).sentence.message


def test_what_chance_could_have_done_is_not_called_displacement():
    found = one(changed("buffer", after=168))
    assert found.figures["quotient"].low < 0 < found.figures["quotient"].high
    assert "cannot be said" in found.sentence.message


def test_a_gain_that_is_not_sure_has_no_interval():
    found = one(changed("target", after=192))
    assert isinstance(found.figures["quotient"].value, float)
    assert found.figures["quotient"].low == found.figures["quotient"].high == NOT_SURE
    assert "cannot be said" in found.sentence.message


def test_where_nothing_was_gained_nothing_can_have_moved():
    found = one(changed("target", after=210))
    assert found.figures["quotient"].value == NOTHING_GAINED
    assert found.figures["gained"].value < 0
    assert "none of it can have been moved" in found.sentence.message


@pytest.mark.parametrize("role", ["target", "buffer", "control"])
def test_a_role_that_no_area_has_makes_it_unknown(role):
    found = one([row for row in GATES if row.role != role])
    assert found.figures["quotient"].value == Unknown(f"no {role} area was named")
    assert found.figures[f"{role}:before"].value == Unknown(f"no {role} area was named")
    assert "not known" in found.sentence.message


@pytest.mark.parametrize("role", ["target", "buffer", "control"])
def test_a_count_that_nobody_has_travels_and_is_never_nought(role):
    why = Unknown("the police have not said")
    found = one(changed(role, after=why))
    assert found.figures["quotient"].value == found.figures["gained"].value == why
    assert found.figures[f"{role}:after"].value == why
    assert isinstance(found.figures[f"{role}:before"].value, int)


def test_a_control_without_cases_measures_nothing():
    assert isinstance(one(changed("control", after=0)).figures["quotient"].value, Unknown)
    assert isinstance(one(changed("control", before=0)).figures["quotient"].value, Unknown)


@given(st.lists(st.integers(0, 30), min_size=6, max_size=6))
def test_every_count_passes_the_gate_and_what_rests_on_a_hidden_one_is_hidden(numbers):
    t0, t1, b0, b1, c0, c1 = numbers
    rows = [
        Counted("m", "t", "target", t0, t1),
        Counted("m", "b", "buffer", b0, b1),
        Counted("m", "c", "control", c0, c1),
    ]
    figures = one(rows).figures
    told = [figures[f"{role}:{when}"].value for role in ("target", "buffer", "control") for when in ("before", "after")]
    assert told == [shown(number) for number in numbers]
    if TOO_FEW in told:
        assert {figures[name].value for name in ("quotient", "gained", "near")} == {TOO_FEW}
        assert figures["quotient"].low == figures["quotient"].high == TOO_FEW


def test_the_same_seed_gives_the_same_interval_and_measures_stand_apart():
    other = [replace(row, measure="lights") for row in GATES]
    both = displacements([*GATES, *other])
    assert [found.measure for found in both] == ["gates", "lights"]
    assert both[0].figures == both[1].figures == one(GATES).figures
    assert one(GATES, seed=1).figures["quotient"].low != one(GATES).figures["quotient"].low
    assert displacements(()) is None


def place(code, east):
    return Area(code, code, "N", 100, 1, 1, 1.0, float(east), 0.0)


def test_the_buffer_is_what_lies_within_a_distance_and_is_no_target():
    areas = [place("A", 0), place("B", 400), place("C", 900), place("D", 1500)]
    assert [area.code for area in buffer_areas(areas, {"A"}, 900)] == ["B", "C"]
    assert [area.code for area in buffer_areas(areas, {"A", "C"}, 600)] == ["B", "D"]
    with pytest.raises(ValueError, match="no such areas: Z"):
        buffer_areas(areas, {"Z"}, 600)
