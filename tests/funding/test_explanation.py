"""Explanations: an account is found by its project."""

import pytest

from commonweal.funding.explain import explain
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from commonweal.samples.polls import sample_poll


def test_each_project_has_its_account_and_no_other_has_one():
    poll = sample_poll(2, 5, 30)
    told = explain(poll, RULES["greedy"](poll, read_spec("greedy")))
    assert [told.account(project.id).name for project in poll.projects] == [project.name for project in poll.projects]
    with pytest.raises(KeyError):
        told.account("99")
