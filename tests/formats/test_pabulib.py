"""Pabulib files: every kind of vote read, every fault named with its line, one canonical form written."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import PollFaults
from commonweal.formats import pabulib
from commonweal.funding.ballots import Ballot
from tests.funding import naive

GOOD = """META
key;value
description;Little poll
budget;100.50
vote_type;approval
currency;PLN
num_projects;3
num_votes;3
max_length;2
PROJECTS
project_id;cost;name;category;target;selected
1;40;"A path; with lamps";b,a;young people;1
2;60.25;Trees;;;0
x-3;0.5;;;;1
VOTES
voter_id;vote;age;sex
7;2,1;44;F
8;1,2;19;M
9;x-3;71;F
"""


def test_projects_budget_and_ballots_are_read_exactly():
    poll = pabulib.read(GOOD.encode())
    assert (poll.budget, poll.currency, poll.vote_type, poll.max_length) == (Fraction("100.5"), "PLN", "approval", 2)
    assert [(p.id, p.name, p.cost) for p in poll.projects] == [
        ("1", "A path; with lamps", 40),
        ("2", "Trees", Fraction("60.25")),
        ("x-3", "x-3", Fraction("0.5")),
    ]
    assert poll.projects[0].categories == ("a", "b")
    assert poll.projects[0].targets == ("young people",)
    assert tuple(poll.ballots) == (Ballot((0, 1), voters=2), Ballot((2,)))
    assert poll.about == (("description", "Little poll"),)


def test_a_byte_order_mark_and_windows_line_ends_change_nothing():
    assert pabulib.read(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()) == pabulib.read(GOOD.encode())


@pytest.mark.parametrize(
    ("kind", "columns", "row", "ballot"),
    [
        ("choose-1", "voter_id;vote", "1;2", Ballot((1,))),
        ("ordinal", "voter_id;vote", "1;2,1", Ballot((1, 0))),
        ("cumulative", "voter_id;vote;points", "1;2,1;3,4", Ballot((0, 1), (4, 3))),
        ("approval", "vote;voter_id", "2, 1;1", Ballot((0, 1))),
    ],
)
def test_each_type_of_vote_is_read(kind, columns, row, ballot):
    text = (
        f"META\nkey;value\nbudget;9\nvote_type;{kind}\nPROJECTS\nproject_id;cost\n1;2\n2;3\nVOTES\n{columns}\n{row}\n"
    )
    assert tuple(pabulib.read(text.encode()).ballots) == (ballot,)


BAD = [
    (
        "vote_type;approval\n",
        "vote_type;approvals\n",
        5,
        "vote_type",
        "no type of vote called approvals; the nearest is approval",
    ),
    ("budget;100.50\n", "", None, "budget", "the key is missing from META"),
    ("budget;100.50\n", "budget;100,50\n", 4, "budget", "100,50 is not a decimal number"),
    ("budget;100.50\n", "budget;-1\n", 4, "budget", "the budget -1 is negative"),
    ("budget;100.50\n", f"budget;{'9' * 5000}\n", 4, "budget", "is not a decimal number"),
    ("max_length;2\n", f"max_length;{'9' * 5000}\n", 9, "max_length", "is not a whole number"),
    ("budget;100.50\n", "budget;1e9\n", 4, "budget", "1e9 is not a decimal number"),
    ("budget;100.50\n", "budget;0.4\n", 4, "budget", "0.4 is below the cost of every project; the least"),
    ("budget;100.50\n", "budget;1;2\n", 4, "META", "the row has 3 cells for 2 columns"),
    ("currency;PLN\n", "budget;100.50\n", 6, "budget", "the key stands already at line 4"),
    ("max_length;2\n", "max_length;two\n", 9, "max_length", "two is not a whole number"),
    ("num_projects;3\n", "num_projects;4\n", 7, "num_projects", "META says 4, but the file holds 3"),
    ("8;1,2;19;M\n", "", 8, "num_votes", "META says 3, but the file holds 2"),
    ("1;40;", "1;-40;", 12, "cost", "the cost -40 is negative"),
    ("1;40;", "1;;", 12, "cost", "the cost is empty"),
    ("1;40;", "1;0;", 12, "cost", "the cost is 0"),
    ("1;40;", "1;forty;", 12, "cost", "forty is not a decimal number"),
    ("2;60.25;", "1;60.25;", 13, "project_id", "the project 1 stands already at line 12"),
    ("2;60.25;", ";60.25;", 13, "project_id", "the cell is blank"),
    ("2;60.25;", '"2,5";60.25;', 13, "project_id", "the project id 2,5 holds a comma"),
    ("2;60.25;Trees;;;0", "2;60.25;Trees", 13, "PROJECTS", "the row has 3 cells for 6 columns"),
    ("project_id;cost;", "id;cost;", 11, "project_id", "the column is missing from PROJECTS"),
    ("project_id;cost;", "project_id;cost;cost;", 11, "cost", "the column stands twice"),
    ("9;x-3;", "9;x-4;", 19, "vote", "the ballot names x-4, which is not a project"),
    ("9;x-3;", "8;x-3;", 19, "voter_id", "the voter 8 stands already at line 18"),
    ("9;x-3;", ";x-3;", 19, "voter_id", "the cell is blank"),
    ("9;x-3;", "9;x-3,x-3;", 19, "vote", "the ballot names the project x-3 more than once"),
    ("9;x-3;", "9;x-3,1,2;", 19, "vote", "the ballot names 3 projects, more than the 2 allowed"),
    ("9;x-3;", "9;;", 19, "vote", "the ballot names 0 projects, fewer than the 1 needed"),
    ("VOTES\nvoter_id;vote;age;sex\n7;2,1;44;F\n8;1,2;19;M\n9;x-3;71;F\n", "", None, "VOTES", "the section is missing"),
    ("voter_id;vote;age;sex\n7;2,1;44;F\n8;1,2;19;M\n9;x-3;71;F\n", "", None, "VOTES", "the section is empty"),
    ("7;2,1;44;F\n8;1,2;19;M\n9;x-3;71;F\n", "", None, "VOTES", "there is no ballot"),
    ("META\n", "\nhello\nMETA\n", 2, "", "the line stands before any section"),
    ("PROJECTS\n", "META\nPROJECTS\n", 10, "META", "the section stands twice"),
]


@pytest.mark.parametrize(("old", "new", "line", "field", "said"), BAD)
def test_each_fault_is_named_with_its_line_and_field(old, new, line, field, said):
    assert old in GOOD
    with pytest.raises(PollFaults) as refused:
        pabulib.read(GOOD.replace(old, new, 1).encode(), "bad.pb")
    told = [(fault.file, fault.line, fault.field, fault.what.format(**fault.figures)) for fault in refused.value.faults]
    assert [fault for fault in told if fault[:3] == ("bad.pb", line, field) and said in fault[3]], told


@pytest.mark.parametrize(
    ("title", "faults"),
    [
        ("VOTSE", [(15, "there is no section called VOTSE; the nearest is VOTES"), (18, "which is not a project")]),
        ("PAPERS", [(None, "the section is missing"), (15, "there is no section called PAPERS")]),
    ],
)
def test_a_misspelt_section_is_one_fault_and_not_one_for_each_of_its_lines(title, faults):
    bad = GOOD.replace("VOTES", title).replace("8;1,2;19;M", "8;x;19;M")
    with pytest.raises(PollFaults) as refused:
        pabulib.read(bad.encode())
    told = [(fault.line, fault.what.format(**fault.figures)) for fault in refused.value.faults]
    assert [line for line, _ in told] == [line for line, _ in faults]
    assert all(said in text for (_, text), (_, said) in zip(told, faults, strict=True))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1;2,1;3", "the ballot gives 1 points for 2 projects"),
        ("1;2;x", "x is not a whole number, 0 or more"),
        ("1;2;-1", "-1 is not a whole number, 0 or more"),
        ("1;2;9", "the ballot gives 9 points, more than the 5 allowed"),
    ],
)
def test_each_fault_of_points_is_named(row, said):
    text = (
        "META\nkey;value\nbudget;9\nvote_type;cumulative\nmax_sum_points;5\nPROJECTS\nproject_id;cost\n1;2\n2;3\n"
        f"VOTES\nvoter_id;vote;points\n{row}\n"
    )
    with pytest.raises(PollFaults, match=said):
        pabulib.read(text.encode())


def test_points_are_needed_where_votes_are_cumulative():
    text = (
        "META\nkey;value\nbudget;9\nvote_type;cumulative\nPROJECTS\nproject_id;cost\n1;2\nVOTES\nvoter_id;vote\n1;1\n"
    )
    with pytest.raises(PollFaults, match="points: the column is missing from VOTES"):
        pabulib.read(text.encode())


def test_a_choose_one_ballot_names_one():
    meta = "META\nkey;value\nbudget;9\nvote_type;choose-1\n"
    text = f"{meta}PROJECTS\nproject_id;cost\n1;2\n2;2\nVOTES\nvoter_id;vote\n1;1,2\n"
    with pytest.raises(PollFaults, match="more than the 1 allowed"):
        pabulib.read(text.encode())


def test_all_faults_are_told_at_once_in_the_order_of_the_file():
    bad = GOOD.replace("1;40;", "1;-40;").replace("9;x-3;", "8;x-4;").replace("max_length;2", "max_length;1")
    with pytest.raises(PollFaults) as refused:
        pabulib.read(bad.encode())
    lines = [fault.line for fault in refused.value.faults]
    assert lines == sorted(lines)
    assert set(lines) == {12, 17, 18, 19}


def test_bytes_that_are_no_text_are_refused_with_their_line():
    with pytest.raises(PollFaults, match="line 13: this is not UTF-8 text"):
        pabulib.read(GOOD.encode().replace(b"Trees", b"Tr\xffes"))


def test_a_quote_that_never_ends_is_refused():
    with pytest.raises(PollFaults):
        pabulib.read(GOOD.replace('"A path; with lamps"', '"A path').encode())


@given(st.integers(0, 10_000))
def test_what_is_written_reads_back_and_is_the_only_form(seed):
    poll = naive.small_poll(seed)
    # A budget below every cost would be refused.
    poll = replace(poll, budget=poll.budget + min(project.cost for project in poll.projects))
    data = pabulib.write(poll)
    assert pabulib.read(data) == poll
    assert pabulib.write(pabulib.read(data)) == data


def test_what_is_written_says_nothing_of_voters():
    written = pabulib.write(pabulib.read(GOOD.encode())).decode()
    assert written.endswith("VOTES\nvoter_id;vote\n1;1,2\n2;1,2\n3;x-3\n")
    other = GOOD.replace("7;2,1;44;F\n8;1,2;19;M\n9;x-3;71;F\n", "70;x-3;1;M\n3;2,1;2;M\n1;1,2;3;M\n")
    assert pabulib.write(pabulib.read(other.encode())).decode() == written


@given(st.binary(max_size=300), st.integers(0, 300), st.integers(0, 60))
def test_any_bytes_are_read_or_refused(noise, at, cut):
    data = GOOD.encode()
    try:
        poll = pabulib.read(data[:at] + noise + data[at + cut :])
    except PollFaults as refused:
        poll = refused
    assert poll.faults if isinstance(poll, PollFaults) else pabulib.read(pabulib.write(poll)) == poll
