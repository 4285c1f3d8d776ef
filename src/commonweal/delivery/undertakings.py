"""Undertakings: trackable promises with a giver, a receiver and a due date."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from commonweal.terms.money import Pence

State = Literal["given", "accepted", "due", "kept", "late", "broken", "released"]


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A promise that anyone can follow.

    Attributes:
        id: stable identifier within the place.
        giver: identifier of the body that promises.
        receiver: name of the body it is promised to.
        promise: what is promised, in the words of the proposal it stems from.
        award: the sum awarded for it.
        due: the day by which it is to be kept.
        state: where it stands.
    """

    id: str
    giver: str
    receiver: str
    promise: str
    award: Pence
    due: date
    state: State = "given"

    def as_json(self) -> dict[str, str | int]:
        """Give the undertaking as canonical JSON holds it; the award in pence, the date as ``YYYY-MM-DD``."""
        return {
            "id": self.id,
            "giver": self.giver,
            "receiver": self.receiver,
            "promise": self.promise,
            "award_pence": self.award,
            "due": self.due.isoformat(),
            "state": self.state,
        }
