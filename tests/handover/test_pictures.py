"""What the pictures show: no quarter without somebody, and unmet need by fifth."""

from fractions import Fraction

from commonweal.handover.limits import permitted_gap
from commonweal.handover.pictures import equity_curve, gantt_rows
from commonweal.handover.plan import carried_out, keep_everything
from tests.handover.tiny import solved


def test_every_row_of_the_timetable_runs_from_first_to_last_without_a_gap():
    problem, plan, _ = solved(7)
    rows = gantt_rows(problem, plan)
    assert len(rows) == len(problem.cells)
    for row in rows:
        covered = [t for phase in row.phases for t in range(phase.first, phase.last + 1)]
        assert covered == list(range(6))
        assert row.quarters[0] == "2027-Q1"
    assert {bool(row.organisation) for row in rows} == {True, False}


def test_a_handed_over_row_prepares_then_runs_twice_then_alone():
    problem, plan, _ = solved(7)
    for row, way in zip(gantt_rows(problem, plan), plan.decisions.pathways, strict=True):
        stages = [phase.stage for phase in row.phases]
        if way is None:
            assert stages == ["statutory"]
        else:
            assert stages[-3:] == ["preparing", "double running", "handed over"]
            assert next(phase.first for phase in row.phases if phase.stage == "double running") == way.start
            assert row.organisation == problem.providers[problem.offers[way.offer].provider].name


def test_the_curve_of_keeping_everything_is_what_is_kept():
    problem, _, _ = solved(7)
    curve = equity_curve(problem, carried_out(problem, keep_everything(problem)))
    assert curve.gap == curve.kept_gap
    assert all(line.unmet == line.kept for line in curve.lines)
    assert curve.permitted == permitted_gap(problem)


def test_the_curve_stays_in_its_band_and_adds_up_to_all_unmet_need():
    problem, plan, _ = solved(7)
    curve = equity_curve(problem, plan)
    assert all(gap <= most for gap, most in zip(curve.gap, curve.permitted, strict=True))
    names = [name for line in curve.lines for name in line.neighbourhoods]
    assert sorted(names) == sorted(place.name for place in problem.neighbourhoods)
    first, last = curve.lines[0], curve.lines[-1]
    assert (first.group, last.group) == (1, 5)
    assert curve.gap[3] == first.unmet[3] - last.unmet[3]
    assert all(isinstance(share, Fraction) and 0 <= share <= 1 for line in curve.lines for share in line.unmet)
