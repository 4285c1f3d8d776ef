"""Every act, by its name."""

from collections.abc import Mapping
from types import MappingProxyType

from commonweal.web.pages.work import (
    award_acts,
    ballot_acts,
    board_acts,
    fund_acts,
    idea_acts,
    people_acts,
    proposed_acts,
    record_acts,
    round_acts,
    step_in_acts,
    stream_acts,
)
from commonweal.web.pages.work.acts import Act

_PARTS = (
    idea_acts,
    proposed_acts,
    people_acts,
    round_acts,
    ballot_acts,
    board_acts,
    fund_acts,
    stream_acts,
    award_acts,
    step_in_acts,
    record_acts,
)
ACTS: Mapping[str, Act] = MappingProxyType({act.name: act for part in _PARTS for act in part.ACTS})
