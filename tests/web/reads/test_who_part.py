"""Who gets what on the page of a result: from what was published alone, and nothing that nobody knows."""

import json
from dataclasses import replace

import pytest

from commonweal.formats.counts import count_files
from commonweal.formats.prose import prose
from commonweal.funding.ballots import Ballot
from commonweal.funding.measures import measures
from commonweal.terms.canon import encode
from commonweal.web.reads.counted import counted as read_back
from commonweal.web.reads.profiled import Profiled
from commonweal.web.reads.stored import Stored
from commonweal.web.reads.who_part import who_gets
from tests.funding.polls import counted, poll_of

POLL = poll_of(
    [60, 40, 40, 10],
    [Ballot((0, 2, 3), voters=6), Ballot((1,), voters=4)],
    110,
    areas=["Hill", "Quay", "Hill", ""],
)
AREAS = b"""code,name,neighbourhood,population,deprivation_decile
a,A,Hill,100,9
b,B,Hill,20,1
c,C,Quay,80,2
"""


def files_of(poll=POLL, *rule):
    result = counted(poll, *(rule or ("equal_shares", "utility=cost")))
    return count_files(poll, result, made=measures(poll, result, draws=2, recounts=4))


def shown(files, areas=AREAS):
    profile = None if areas is None else Profiled(Stored("p", areas.decode(), {"tables/areas.csv": areas}, 2), {})
    return who_gets(read_back(Stored("r", "r", files, 1)), profile)


def words(said):
    return said if isinstance(said, str) else prose().text(said)


def table(shown_):
    return [words(column.head) for column in shown_.columns], [
        [words(cell.text) for cell in row.cells] for row in shown_.rows
    ]


def test_each_area_has_its_money_its_votes_and_its_tenth_beside_most_votes_alone():
    (section,) = shown(files_of())
    assert words(section.said[0]) == (
        "Against most votes alone, Quay gains most (£40 more) and Hill loses most (£60 less)."
    )
    _, rows = table(section.tables[0])
    assert rows == [
        ["Quay", "£40", "£0.50", "£0", "£40 more", "4", "5.0", "2"],
        ["Hill", "£40", "£0.33", "£100", "£60 less", "12", "10.0", "9"],
        ["The whole place", "£10", "£0.05", "£10", "the same", "6", "3.0", "none"],
    ]
    _, tenths = table(section.folded[0])
    assert [row[0] for row in tenths] == ["Tenth 2", "Tenth 9", "The whole place"]
    assert [row[1] for row in tenths] == ["£40", "£40", "£10"]


def test_every_figure_opens_to_its_source():
    (section,) = shown(files_of())
    leads = {cell.href for row in section.tables[0].rows for cell in row.cells[1:] if words(cell.text) != "none"}
    assert leads == {"/bundle/counts/r/measures.json", "/bundle/profile/tables/areas.csv"}


def test_without_a_profile_nothing_is_said_of_people_or_tenths():
    (section,) = shown(files_of(), None)
    heads, rows = table(section.tables[0])
    assert heads == ["Area", "Money", "By most votes alone", "More or less than that", "Votes for its projects"]
    assert rows[0] == ["Hill", "£40", "£100", "£60 less", "12"]
    assert section.folded == ()


def test_an_area_that_the_profile_does_not_know_is_kept_with_the_reason():
    poll = replace(POLL, projects=(*POLL.projects[:1], replace(POLL.projects[1], area="Elsewhere"), *POLL.projects[2:]))
    (section,) = shown(files_of(poll))
    _, rows = table(section.tables[0])
    assert rows[1][0:3] == ["Elsewhere", "£40", "not known"]
    assert rows[1][-1] == "not known: the place's profile has no neighbourhood of this name"


def test_where_votes_decided_nothing_stands_beside():
    (section,) = shown(files_of(POLL, "greedy", "seed=1"))
    heads, _ = table(section.tables[0])
    assert "By most votes alone" not in heads
    assert "Against" not in " ".join(map(words, section.said))


def test_the_figures_are_those_of_the_file_and_no_other():
    files = files_of()
    told = json.loads(files["measures.json"])
    told["who"][1]["spent"] = 99
    (section,) = shown({**files, "measures.json": encode(told)})
    assert ["Hill", "£99"] in [row[:2] for row in table(section.tables[0])[1]]


@pytest.mark.parametrize("what", ["no areas", "no measures"])
def test_where_there_is_nothing_to_show_there_is_no_section(what):
    poll = replace(POLL, projects=tuple(replace(one, area="") for one in POLL.projects))
    files = dict(files_of(poll if what == "no areas" else POLL))
    if what == "no measures":
        files.pop("measures.json")
    assert shown(files) == ()
