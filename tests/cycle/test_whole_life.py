"""Public money before and after a transfer, told by the rule that funds have."""

from dataclasses import replace

import pytest

from commonweal.cycle.whole_life import additionality
from commonweal.terms.money import Pence
from tests.delivery.comparisons import KEEP, TRANSFER


@pytest.mark.parametrize(
    ("new", "verdict"),
    [(300_000, "replaces public money"), (400_000, "replaces public money"), (400_001, "more than the cut")],
)
def test_a_transfer_replaces_public_money_unless_new_money_exceeds_the_cut(new, verdict):
    option = replace(TRANSFER, money=replace(TRANSFER.money, new=Pence(new)))
    assert additionality(option).verdict == verdict
    assert additionality(option).cut == 400_000


def test_an_option_that_states_no_public_money_has_no_verdict():
    assert additionality(KEEP) is None
