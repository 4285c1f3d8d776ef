"""What is said beside a proposal says what its kind must; what is missing is asked for, never made a condition."""

from dataclasses import replace

import pytest

from commonweal.errors import StatementFaults
from commonweal.proposals.statements import MARKS, STATEMENTS, Statement, prompts, require_statement
from commonweal.record.kinds import proposed as recorded

NOTE = Statement("displacement note", "People may move on to the park.", areas=("Moorside",))
NAMED = Statement("specialist statement", "Meeting people where they are works.", "o1")


def test_the_lists_are_those_of_the_record():
    assert STATEMENTS == recorded.STATEMENTS
    assert MARKS == recorded.MARKS


@pytest.mark.parametrize("statement", [NOTE, NAMED, Statement("argument for", "Children asked for it.")])
def test_a_whole_statement_is_let_through(statement):
    require_statement("p1", statement, "Quayside")


@pytest.mark.parametrize(
    ("statement", "field"),
    [
        (replace(NOTE, areas=()), "areas"),
        (replace(NOTE, areas=("Quayside",)), "areas"),
        (replace(NAMED, areas=("Moorside",)), "areas"),
        (replace(NAMED, organisation=""), "organisation"),
        (Statement("support partner", "We would join.", ""), "organisation"),
        (Statement("offer to join", "We would join.", ""), "organisation"),
        (Statement("gossip", "They say.", ""), "of"),
        (replace(NAMED, text=" "), "text"),
        (replace(NAMED, text="w" * 1_501), "text"),
    ],
)
def test_a_statement_that_leaves_out_what_it_must_say_is_refused_at_the_field(statement, field):
    with pytest.raises(StatementFaults) as refused:
        require_statement("p1", statement, "Quayside")
    assert [fault.field for fault in refused.value.faults] == [field]


BOTH_SIDES = ["argument for", "argument against"]


@pytest.mark.parametrize(
    ("marks", "said", "asked"),
    [
        ([], BOTH_SIDES, 0),
        ([], [], 2),
        (["enforcement only"], BOTH_SIDES, 1),
        (["enforcement only"], [*BOTH_SIDES, "support partner"], 0),
        (["may move a problem"], BOTH_SIDES, 1),
        (["may move a problem"], [*BOTH_SIDES, "displacement note"], 0),
        (list(MARKS), [], 4),
    ],
)
def test_what_is_missing_is_asked_for(marks, said, asked):
    assert len(prompts(marks, said)) == asked


def test_enforcement_alone_asks_for_a_support_partner():
    assert "supports the people concerned" in str(prompts(["enforcement only"], BOTH_SIDES)[0])
