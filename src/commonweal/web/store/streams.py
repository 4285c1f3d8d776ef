"""Allocations of protected money: each as its entry tells of it, with the folder that was published."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.funding.fund.allocated import Aside, for_allocation
from commonweal.funding.streams.constitution import Fund
from commonweal.record.entries import Entry
from commonweal.web.store import read
from commonweal.web.store.funds import StoredFund
from commonweal.web.store.read import Stored

FOLDERS = "streams/"
_LONGEST = 80
"""Of a fund's short name so much goes into the name of an allocation, which has to fit into an entry."""


@dataclass(frozen=True, slots=True)
class StoredAllocation:
    """An allocation as it is kept.

    Attributes:
        entry: the entry ``stream_allocated``.
        folder: what was published.
    """

    entry: Entry
    folder: Stored

    def value(self, file: str) -> Mapping[str, Any]:
        """Give the value of one of its JSON files."""
        return dict(json.loads(self.folder.files[file]))


def allocations(fund: str = "") -> tuple[StoredAllocation, ...]:
    """Give every allocation of protected money, oldest first: of one fund, or of all."""
    return tuple(
        StoredAllocation(entry, read.published("stream", entry))
        for entry in read.entries_of("stream_allocated")
        if fund in {"", entry.payload["fund"]}
    )


def next_name(fund: str) -> str:
    """Give the name of the next allocation: the fund's and a number that no allocation of the place has."""
    return f"{fund[:_LONGEST]}-{len(read.entries_of('stream_allocated')) + 1}"


def fund_for(standing: StoredFund, aside: Aside) -> Fund | None:
    """Give a fund as it is for the next allocation, or None where it has no such stream."""
    made = standing.constitution
    constituted = date.fromisoformat(read.entry(standing.entry).at[:10])
    return for_allocation(
        made,
        aside.stream,
        aside.held(standing.ledger),
        name=next_name(made.id),
        constituted=constituted,
        entry=standing.entry,
    )
