"""Voters whose server dies under them: what they were told, and whether it still holds afterwards."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.client import posts, send, token
from bench.polling import ADDRESS
from bench.serving import Served, act

CONNECTIONS = 16
NO_FORMS: Mapping[str, str] = {}


def often(small: int, full: int) -> int:
    """Give how often something is tried: little where every change is tested, in full where it is asked for."""
    return full if os.environ.get("COMMONWEAL_CRASHES") == "all" else small


@dataclass(slots=True)
class Voters:
    """Voters of one place, each with a form.

    Attributes:
        place: the place folder.
        environ: where its database is.
        forms: one for each voter.
        told: the receipt that each voter was shown, by the voter's number.
    """

    place: Path
    environ: Mapping[str, str]
    forms: Sequence[str]
    told: dict[int, str] = field(default_factory=dict)

    def vote(self, server: Served, numbers: Sequence[int], then: Callable[[int], None] = lambda _: None) -> list[int]:
        """Let some voters vote; give those who were shown no receipt. ``then`` is told how many were answered."""
        if not numbers:
            return []
        held = [token(server.port, ADDRESS)]
        sent = posts(ADDRESS, [self.forms[number] for number in numbers], held)
        run = send(server.port, sent, connections=CONNECTIONS, watch=then)
        without = []
        for at, number in enumerate(numbers):
            receipt = run.answers[at].receipt if at in run.answers else ""
            if receipt:
                assert self.told.setdefault(number, receipt) == receipt, "the same form gave another receipt"
            else:
                without.append(number)
        return without

    def lost(self) -> set[str]:
        """Close voting and give the receipts that voters were shown and that are not in the list."""
        return set(self.told.values()) - set(act(self.place, "close", environ=self.environ))


def voters(place: Path, number: int, environ: Mapping[str, str] = NO_FORMS) -> Voters:
    """Make a place in which people vote, and forms for so many."""
    place.mkdir(exist_ok=True)
    return Voters(place, environ, act(place, "prepare", "--codes", str(number), environ=environ))
