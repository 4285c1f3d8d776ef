"""The verifier's own reader: the published form of a poll and no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.formats import pabulib
from commonweal.funding.tally import scores, supporters
from commonweal.verifier import poll as poll_module
from commonweal.verifier.poll import read_poll
from commonweal.verifier.reading import Folder
from tests.funding import naive
from tests.verifier import small_polls


@given(st.integers(0, 10_000))
def test_it_reads_what_is_published_as_the_writer_meant_it(seed):
    poll = naive.small_poll(seed)
    read, findings = read_poll(Folder({"poll.pb": pabulib.write(poll)}))
    assert findings == []
    assert (read.voters, read.budget, read.vote_type) == (poll.voters, poll.budget, poll.vote_type)
    assert read.costs == tuple(project.cost for project in poll.projects)
    assert read.scores() == list(scores(poll))
    assert read.supporters() == list(supporters(poll))


GOOD = """META
key;value
num_projects;2
num_votes;2
budget;10
vote_type;approval
currency;GBP
min_length;1
max_length;2
PROJECTS
project_id;cost;votes;name;category;target;district
a;4;1;A;;;
b;5;1;B;;;
VOTES
voter_id;vote
1;a
2;b
"""
BAD = [
    ("num_votes;2\n", "num_votes;3\n", "META states other numbers"),
    ("num_votes;2\n", "num_votes;2\nnum_votes;2\n", "the key stands twice"),
    ("key;value\n", "", "META does not begin with key;value"),
    ("budget;10\n", "budget;0\n", "0 is not an amount above 0"),
    ("vote_type;approval\n", "vote_type;guess\n", "no type of vote called guess"),
    ("a;4;", "a;-4;", "-4 is not an amount above 0"),
    ("a;4;1;", "a;4;2;", "project a has 1 supporters, but the file says 2"),
    ("b;5;", "a;5;", "its id stands twice"),
    ("project_id;cost;votes;", "project_id;votes;cost;", "other columns than the published form"),
    ("voter_id;vote\n", "voter_id;vote;sex\n", "other columns than the published form"),
    ("2;b\n", "7;b\n", "this is not the ballot of voter 2"),
    ("1;a\n2;b\n", "1;b\n2;a\n", "the ballots are not sorted"),
    ("2;b\n", "2;c\n", "names c, which is not a project"),
    ("1;a\n", "1;\n", "names 0 projects, fewer or more than allowed"),
    ("2;b\n", "2;b,b\n", "names a project twice"),
    ("VOTES\n", "", "the sections are not META, PROJECTS and VOTES"),
    ("META\n", "\nMETA\n", "the sections are not META, PROJECTS and VOTES"),
    ("1;a\n2;b\n", "", "no ballot"),
    ("2;b\n", '"2";b\n', "not written in the one published form"),
    ("2;b\n", "2;b", "not written in the one published form"),
    ("2;b\n", "2;b\r\n", "not written in the one published form"),
    ("a;4;", "a;4.0;", "4.0 is not an amount above 0"),
    ("a;4;", f"a;{'4' * 4000};", "is not an amount above 0"),
    ("max_length;2", "max_length;0_2", "max_length is not a whole number"),
    ("max_length;2", f"max_length;{'2' * 4000}", "max_length is not a whole number"),
]


def slowly(text):
    return text, None


@pytest.mark.parametrize("way", [poll_module._parted, slowly], ids=["quick", "slow"])
@pytest.mark.parametrize(("old", "new", "said"), BAD)
def test_any_other_form_is_a_finding_with_its_line(old, new, said, way, monkeypatch):
    monkeypatch.setattr(poll_module, "_parted", way)
    assert old in GOOD
    poll, findings = read_poll(Folder({"poll.pb": GOOD.replace(old, new, 1).encode()}))
    assert poll is None
    assert [finding.code for finding in findings] == ["V201"]
    assert said in findings[0].what


def test_the_good_one_is_good_and_bytes_that_are_no_text_are_not():
    assert read_poll(Folder({"poll.pb": GOOD.encode()}))[1] == []
    assert read_poll(Folder({"poll.pb": b"\xff"}))[1][0].what == "this is not UTF-8 text"
    assert "quoting" in read_poll(Folder({"poll.pb": GOOD.replace("A;", '"A"x;').encode()}))[1][0].what


@pytest.mark.parametrize("number", range(100))
def test_the_quick_way_reads_what_the_slow_way_reads(number, monkeypatch):
    folder = Folder({"poll.pb": small_polls.small_poll(number).text()})
    quick = read_poll(folder)
    assert quick[1] == []
    monkeypatch.setattr(poll_module, "_parted", slowly)
    assert read_poll(folder) == quick


def test_a_line_is_named_by_its_number_whatever_is_quoted_before_it():
    text = GOOD.replace("a;4;1;A;", 'a;4;1;"A\nand\nB";').replace("2;b\n", "3;b\n")
    assert read_poll(Folder({"poll.pb": text.encode()}))[1][0].where == "poll.pb line 19"


def test_a_heading_of_the_ballots_within_quotes_is_no_heading():
    name = '"A\nVOTES\nvoter_id;vote\n1;a\n"'
    read, findings = read_poll(Folder({"poll.pb": GOOD.replace("a;4;1;A;", f"a;4;1;{name};").encode()}))
    assert findings == []
    assert read.voters == 2


def test_ids_that_must_be_quoted_are_read():
    text = GOOD.replace("b;5;", '"b;""x""";5;').replace("2;b\n", '2;"b;""x"""\n')
    read, findings = read_poll(Folder({"poll.pb": text.encode()}))
    assert findings == []
    assert read.ids == ("a", 'b;"x"')
    assert read.supporters() == [1, 1]
    assert [f.code for f in read_poll(Folder({"poll.pb": text.replace("1;a", '1;"a"').encode()}))[1]] == ["V201"]
