"""Paper ballots, entered twice by two people: where they differ, what was decided, and what is still missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from commonweal.errors import Fault, PaperUnfinished
from commonweal.funding.box.choices import Choices

SPOILT = ("blank", "too many", "too few", "unclear", "identifies the voter")
"""Why a paper ballot cannot be counted: a closed list."""

READ_AGAIN = ("the first entry is right", "the second entry is right", "both entries were wrong")
"""Why a clash was decided in favour of a ballot that counts: a closed list."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What one person read on a paper ballot: choices, or why it is spoilt.

    Attributes:
        choices: what was chosen, or None where the ballot is spoilt.
        spoilt: one of :data:`SPOILT`, or "" where it is not.
    """

    choices: Choices | None = None
    spoilt: str = ""

    def __post_init__(self) -> None:
        if (self.choices is None) == (self.spoilt == "") or self.spoilt not in {"", *SPOILT}:
            message = "a paper holds choices, or a reason of the closed list why it is spoilt"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class PaperAt:
    """Which paper ballot is meant.

    Attributes:
        batch: the batch.
        number: its place in the shuffled pile, from 1 to the number of codes checked in.
    """

    batch: str
    number: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper ballot in its batch.

    Attributes:
        number: its place in the pile, from 1; the pile is shuffled before it is numbered.
        first: what the first person read, or None.
        second: what the second person read, or None.
        decided: what was decided where the two differ, or None.
    """

    number: int
    first: Entered | None = None
    second: Entered | None = None
    decided: Entered | None = None

    @property
    def clash(self) -> bool:
        """Whether two people read different things."""
        return self.first is not None and self.second is not None and self.first != self.second

    @property
    def final(self) -> Entered | None:
        """What is counted: what both read, or what was decided; None while that is open."""
        if self.decided is not None:
            return self.decided
        return self.first if self.second is not None and not self.clash else None


@dataclass(frozen=True, slots=True)
class Batch:
    """Paper ballots that were taken from their envelopes together.

    Attributes:
        name: as the count officers call it.
        checked_in: how many codes were marked as used for it.
        papers: those of which anything was entered.
    """

    name: str
    checked_in: int
    papers: tuple[Paper, ...] = ()


def missing(batches: Iterable[Batch]) -> tuple[Fault, ...]:
    """Say what must still be done before the ballots may be opened: nothing is left out of a count in silence."""
    return tuple(fault for batch in batches for fault in _missing(batch))


def finished(batches: Iterable[Batch], round_id: str) -> tuple[Entered, ...]:
    """Give what every paper ballot says.

    Raises:
        PaperUnfinished: with everything that is missing.
    """
    batches = tuple(batches)
    faults = missing(batches)
    if faults:
        raise PaperUnfinished(*faults, round=round_id)
    return tuple(paper.final for batch in batches for paper in batch.papers if paper.final is not None)


def _missing(batch: Batch) -> Iterator[Fault]:
    by_number = {paper.number: paper for paper in batch.papers}
    for number in range(1, batch.checked_in + 1):
        paper = by_number.get(number)
        if paper is None or paper.first is None:
            yield Fault("paper {number} is not entered", {"number": number}, field=batch.name)
        elif paper.second is None and paper.decided is None:
            yield Fault("paper {number} is entered by one person alone", {"number": number}, field=batch.name)
        elif paper.final is None:
            yield Fault("paper {number} is read in two ways; decide which", {"number": number}, field=batch.name)
    for number in sorted(by_number):
        if not 1 <= number <= batch.checked_in:
            figures = {"number": number, "checked_in": batch.checked_in}
            yield Fault("paper {number} is entered, and {checked_in} code(s) are checked in", figures, field=batch.name)
