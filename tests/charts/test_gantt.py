"""The Gantt chart: each way a service stands has a sign of its own, and the table says who and when."""

import re
from dataclasses import replace

import pytest

from commonweal.charts.gantt import gantt
from commonweal.handover.pictures import GanttPhase
from commonweal.terms.sentences import say
from tests.charts.examples import MOVED, QUARTERS, STAY, TEXT, cells, picture

LATE = replace(
    MOVED,
    neighbourhood="Hill",
    organisation="The Hill Community Benefit Society",
    phases=(
        GanttPhase("statutory", 0, 3),
        GanttPhase("preparing", 4, 4),
        GanttPhase("double running", 5, 6),
        GanttPhase("handed over", 7, 7),
    ),
)


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_double_running_is_hatched_and_what_is_handed_over_full(form):
    svg = getattr(picture("gantt"), form)
    assert svg.count(f'fill="url(#hand-overs-{form}-hatch-green)"') == 1
    assert svg.count('fill="var(--green)" stroke="var(--green)"') == 1
    assert "<title>double running: both run it, both are paid</title>" in svg


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_a_cut_is_marked_at_its_quarter_and_labelled(form):
    svg = getattr(picture("gantt"), form)
    assert svg.count('stroke="var(--brick)"') == 1
    assert ">budget cut</text>" in svg


def test_a_cut_outside_the_plan_is_not_drawn():
    assert "--brick" not in gantt([STAY, MOVED], TEXT, {"2040-Q1": say("budget cut")}).wide


def test_two_cuts_near_one_another_can_both_be_read():
    cuts = {"2028-Q1": say("the first budget cut"), "2028-Q2": say("another cut")}
    svg = gantt([STAY, MOVED], TEXT, cuts).wide
    heights = re.findall(r'transform="translate\([\d.]+,([\d.]+)\)"[^>]*>(?:the first budget cut|another cut)<', svg)
    assert sorted(heights) == ["17", "39"]


def test_a_plan_without_cuts_leaves_no_room_for_them():
    with_cut, without = picture("gantt").wide, gantt([STAY, MOVED], TEXT).wide
    tall = [int(re.search(r'viewBox="0 0 960 (\d+)"', svg)[1]) for svg in (with_cut, without)]
    assert tall[0] - tall[1] == 22


def test_those_handed_over_first_stand_first_and_the_table_names_all():
    shown = gantt([STAY, LATE, MOVED], TEXT)
    assert cells(shown) == [
        ["Libraries", "Harbour", "Harbour Trust", "Q3 2027", "Q4 2027", "Q2 2028"],
        ["Libraries", "Hill", "The Hill Community Benefit Society", "Q1 2028", "Q2 2028", "Q4 2028"],
        ["Libraries", "Old Town", "stays with the council", "–", "–", "–"],
    ]


def test_neighbourhoods_that_stay_share_one_line():
    others = [replace(STAY, neighbourhood=name) for name in ("Old Town", "Quay", "Weir")]
    svg = gantt([MOVED, *others], TEXT).wide
    assert ">the 3 other neighbourhoods</text>" in svg
    assert ">Quay</text>" not in svg
    assert ">all 3 neighbourhoods</text>" in gantt(others, TEXT).wide
    assert ">Old Town</text>" in picture("gantt").wide


def test_who_takes_over_is_named_on_the_bar_or_before_it():
    assert ">Harbour Trust</text>" in picture("gantt").wide
    assert ">The Hill Community Benefit Society</text>" in gantt([LATE], TEXT).wide
    assert ">Harbour · Harbour Trust</text>" in picture("gantt").narrow


def test_the_title_counts_and_says_when_it_begins():
    assert (
        TEXT(picture("gantt").title) == "1 of 2 services by neighbourhood is handed over, beginning on 1 October 2027."
    )
    two = TEXT(gantt([MOVED, LATE, STAY], TEXT).title)
    assert two == "2 of 3 services by neighbourhood are handed over, the first beginning on 1 October 2027."
    assert TEXT(gantt([STAY], TEXT).title) == "Everything stays with the council."


def test_a_hand_over_that_is_still_doubled_at_the_end_is_drawn():
    half = replace(MOVED, phases=(GanttPhase("statutory", 0, 5), GanttPhase("double running", 6, 7)))
    svg = gantt([half], TEXT).wide
    assert 'fill="var(--green)" stroke="var(--green)"' not in svg
    assert ">Harbour Trust</text>" in svg


def test_quarters_are_numbered_where_there_is_room_and_years_named():
    assert picture("gantt").wide.count(">Q1</text>") == 2
    assert ">Q1</text>" not in picture("gantt").narrow
    for form in ("wide", "narrow"):
        assert getattr(picture("gantt"), form).count(">2028</text>") == 1
    assert QUARTERS[4] == "2028-Q1"
