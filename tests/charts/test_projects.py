"""Projects by cost and supporters: the title counts, the signs differ, the table has all."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.charts.projects import projects_chart
from commonweal.formats import pabulib
from commonweal.funding.ballots import grouped
from commonweal.funding.poll import Project
from tests.charts.examples import FUNDED, POLL, TEXT, cells, picture


def title(selected, poll=POLL) -> str:
    return TEXT(projects_chart("x", poll, selected, TEXT).title)


@pytest.mark.parametrize(
    ("selected", "said"),
    [
        (("p0", "p4"), "Cheaper projects were funded more often: 2 of the 2 cheapest, 0 of the 3 dearest."),
        (("p2", "p3"), "Dearer projects were funded more often: 2 of the 3 dearest, 0 of the 2 cheapest."),
        ((), "0 of 5 projects are funded."),
        (("p0", "p1", "p2", "p3", "p4"), "5 of 5 projects are funded."),
    ],
)
def test_the_title_says_what_was_found(selected, said):
    assert title(selected) == said


def test_halves_that_fare_alike_are_said_to():
    four = replace(POLL, projects=POLL.projects[:4], ballots=grouped((), "approval"))
    said = "Dear and cheap projects were funded alike: 1 of the 2 cheapest, 1 of the 2 dearest."
    assert title(("p0", "p3"), four) == said


def test_a_poll_of_one_project_is_counted_only():
    one = replace(POLL, projects=POLL.projects[:1], ballots=grouped((), "approval"))
    assert title(("p0",), one) == "1 of 1 project is funded."


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_funded_projects_are_full_and_the_others_hollow(form):
    svg = getattr(picture("projects"), form)
    assert svg.count('fill="var(--green)" stroke="var(--card)"') == 3
    assert svg.count('stroke="var(--ochre)" stroke-width="2.5"') == 2
    assert svg.count('fill="var(--ochre)"') == 0


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_those_people_ask_about_first_are_labelled(form):
    svg = getattr(picture("projects"), form)
    assert ">40 supporters, not funded</text>" in svg
    assert ">25 supporters, funded</text>" in svg


def test_each_circle_says_its_project_when_pointed_at():
    assert "<title>Bus: 40 supporters, £50,000, not funded</title>" in picture("projects").wide


def test_the_table_has_every_project_the_most_supported_first():
    assert cells(picture("projects")) == [
        ["Bench", "funded", "55", "£400"],
        ["Bus", "not funded", "40", "£50,000"],
        ["Pond", "funded", "30", "£900"],
        ["Hall roof", "funded", "25", "£20,000"],
        ["Bins", "not funded", "5", "£700"],
    ]


def test_a_cost_in_pence_is_written_exactly():
    poll = replace(POLL, projects=(Project("p0", "Bench", Fraction(1999, 100)), *POLL.projects[1:]))
    assert ["Bench", "funded", "55", "£19.99"] in cells(projects_chart("x", poll, FUNDED, TEXT))


@pytest.mark.real_data
def test_a_real_poll_of_64_projects(data_folder):
    file = data_folder / "elections" / "Poland_Wieliczka_2023_Green_Budget.pb"
    poll = pabulib.read(file.read_bytes(), file.name)
    cheap = [project.id for project in sorted(poll.projects, key=lambda project: project.cost)[:30]]
    shown = projects_chart("wieliczka", poll, cheap, TEXT)
    assert len(shown.table.rows) == 64
    assert shown.wide.count("<title>") == 64
    assert TEXT(shown.title).startswith("Cheaper projects were funded more often: 30 of the 32 cheapest")
