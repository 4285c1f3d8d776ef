"""Scored awards: each as its entries tell of it, with the scheme that was locked and the folder that was published."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.record.entries import Entry
from commonweal.web.store import read
from commonweal.web.store.read import Stored

SCHEMES, AWARDS = "schemes/", "awards/"


@dataclass(frozen=True, slots=True)
class StoredAward:
    """An award as it is kept.

    Attributes:
        opened: the entry ``award_opened``.
        scheme: the scheme as it was locked.
        decided: the entry ``scored_award_decided``; None before that.
        folder: what was published of the decision; None before that.
    """

    opened: Entry
    scheme: Stored
    decided: Entry | None = None
    folder: Stored | None = None

    @property
    def id(self) -> str:
        """Its short name."""
        return str(self.opened.payload["award"])

    @property
    def title(self) -> str:
        """What people call it."""
        return str(self.opened.payload["title"])

    def scheme_value(self) -> Mapping[str, Any]:
        """Give the scheme as it was published."""
        return dict(json.loads(self.scheme.files["scheme.json"]))


def awards(fund: str = "") -> tuple[StoredAward, ...]:
    """Give every scored award, in the order in which they were opened: of one fund, or of all."""
    decided = {entry.payload["award"]: entry for entry in read.entries_of("scored_award_decided")}
    return tuple(
        _award(entry, decided.get(entry.payload["award"]))
        for entry in read.entries_of("award_opened")
        if fund in {"", entry.payload["fund"]}
    )


def names() -> frozenset[str]:
    """Give the short name of every scored award that was opened."""
    return frozenset(str(entry.payload["award"]) for entry in read.entries_of("award_opened"))


def award_of(name: str) -> StoredAward | None:
    """Give a scored award by its short name, or None where none of this name was opened."""
    return next((one for one in awards() if one.id == name), None)


def _award(opened: Entry, decided: Entry | None) -> StoredAward:
    folder = read.published("award", decided) if decided else None
    return StoredAward(opened, read.published("scheme", opened), decided, folder)
