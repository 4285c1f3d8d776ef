"""Paper ballots: two people, every difference decided, and nothing left out of a count in silence."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import PaperUnfinished
from commonweal.funding.box.choices import Choices
from commonweal.funding.box.paper import SPOILT, Batch, Entered, Paper, finished, missing
from tests.funding.box.boxes import ballots

A, B, BLANK = Entered(Choices(("a",))), Entered(Choices(("b",))), Entered(spoilt="blank")
entries = ballots.map(Entered) | st.sampled_from(SPOILT).map(lambda code: Entered(spoilt=code))


def told(*papers, checked_in=1):
    return [str(fault) for fault in missing([Batch("hall", checked_in, papers)])]


def test_what_two_people_read_alike_is_final():
    assert finished([Batch("hall", 2, (Paper(1, A, A), Paper(2, BLANK, BLANK)))], "r1") == (A, BLANK)


@given(entries, entries)
def test_a_difference_is_a_clash_and_open_until_it_is_decided(first, second):
    paper = Paper(1, first, second)
    assert paper.clash is (first != second)
    assert paper.final == (first if first == second else None)
    assert replace(paper, decided=BLANK).final == BLANK


@pytest.mark.parametrize(
    ("paper", "what"),
    [
        (Paper(1), "paper 1 is not entered"),
        (Paper(1, A), "paper 1 is entered by one person alone"),
        (Paper(1, A, B), "paper 1 is read in two ways; decide which"),
        (Paper(1, A, BLANK), "paper 1 is read in two ways; decide which"),
    ],
)
def test_what_is_missing_is_said(paper, what):
    assert told(paper) == [f"hall: {what}"]
    with pytest.raises(PaperUnfinished, match=what):
        finished([Batch("hall", 1, (paper,))], "r1")


def test_as_many_papers_as_codes_no_fewer_and_no_more():
    assert told(Paper(1, A, A), checked_in=2) == ["hall: paper 2 is not entered"]
    assert told(Paper(1, A, A), Paper(2, A, A)) == ["hall: paper 2 is entered, and 1 code(s) are checked in"]
    assert told(Paper(0, A, A), checked_in=0) == ["hall: paper 0 is entered, and 0 code(s) are checked in"]
    assert told(checked_in=0) == []


def test_every_batch_is_looked_at():
    batches = [Batch("hall", 1, (Paper(1, A, A),)), Batch("library", 2, ())]
    with pytest.raises(PaperUnfinished) as refused:
        finished(batches, "r1")
    assert [fault.field for fault in refused.value.faults] == ["library", "library"]


@pytest.mark.parametrize(("choices", "spoilt"), [(None, ""), (Choices(("a",)), "blank"), (None, "torn")])
def test_a_paper_holds_choices_or_a_reason_of_the_list(choices, spoilt):
    with pytest.raises(ValueError, match="closed list"):
        Entered(choices, spoilt)
