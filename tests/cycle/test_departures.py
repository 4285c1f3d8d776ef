"""A board does otherwise than an advisory result, with a reason for each project, and never than a binding one."""

from dataclasses import replace

import pytest

from commonweal.cycle.departures import LONGEST_REASON, Counsel, Departure, as_rows, awarded
from commonweal.errors import DepartureRefused
from commonweal.terms.money import Pence

COUNSEL = Counsel("r1", True, ("a", "b"), {"a": Pence(200), "b": Pence(100), "c": Pence(150)}, Pence(350))
OUT, IN = Departure("b", "The site was sold."), Departure("c", " It comes next. ")


def test_a_result_is_awarded_as_it_is_where_nothing_is_done_otherwise():
    assert awarded(COUNSEL, []) == ("a", "b")
    assert awarded(replace(COUNSEL, advisory=False, costs={}, budget=Pence(0)), []) == ("a", "b")


def test_what_is_left_out_and_taken_in_is_awarded_and_written_down():
    assert awarded(COUNSEL, [OUT, IN]) == ("a", "c")
    assert as_rows(COUNSEL, [OUT, IN]) == [
        {"project": "b", "board": "left out", "reason": "The site was sold."},
        {"project": "c", "board": "awarded", "reason": "It comes next."},
    ]


@pytest.mark.parametrize(
    ("counsel", "departures", "says"),
    [
        (replace(COUNSEL, advisory=False), [OUT], ["its rules bind the board to the result"]),
        (COUNSEL, [Departure("z", "Why not?")], ["z did not stand on the ballot, or was withdrawn"]),
        (COUNSEL, [OUT, OUT], ["b is named twice"]),
        (COUNSEL, [Departure("b", "  ")], ["b has no reason"]),
        (COUNSEL, [Departure("b", "w" * (LONGEST_REASON + 1))], ["has 201 characters; 200 on one line is the most"]),
        (COUNSEL, [Departure("b", "one\ntwo")], ["has 7 characters; 200 on one line is the most"]),
        (COUNSEL, [IN], ["the awards would come to"]),
        (replace(COUNSEL, advisory=False), [Departure("z", "")], ["bind the board", "z did not stand", "no reason"]),
    ],
)
def test_a_departure_that_cannot_be_is_refused_with_every_fault(counsel, departures, says):
    with pytest.raises(DepartureRefused) as refused:
        awarded(counsel, departures)
    assert len(refused.value.faults) == len(says)
    for fault, words in zip(refused.value.faults, says, strict=True):
        assert words in str(fault)
