"""Ballots in columns: equal ballots stand once, with their number, in an order that says nothing of who cast them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args, overload

import numpy as np
from numpy.typing import NDArray

VoteType = Literal["approval", "choose-1", "cumulative", "ordinal"]
VOTE_TYPES: tuple[VoteType, ...] = get_args(VoteType)

Whole = NDArray[np.int64]
_WORD = 64
_DIGIT = 16


@dataclass(frozen=True, slots=True, order=True)
class Ballot:
    """What one or more voters chose: identical ballots stand once, with their number.

    Attributes:
        choices: positions of the chosen projects in :attr:`Poll.projects`; in order of preference where the vote is
            ordinal, in the projects' order otherwise.
        points: the points given to each choice, where the vote is cumulative; otherwise empty.
        voters: how many voters cast this ballot, at least 1.
    """

    choices: tuple[int, ...]
    points: tuple[int, ...] = ()
    voters: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Ballots(Sequence[Ballot]):
    """Distinct ballots, sorted; read as a sequence of :class:`Ballot`, or by column, each a read-only array.

    Attributes:
        starts: where the entries of each ballot begin in ``choices``, and last where they end; one more than ballots.
        choices: the chosen projects, ballot after ballot.
        points: the points of each entry of ``choices`` where the vote is cumulative; otherwise empty.
        voters: how many voters cast each ballot.
        by_project: the entries once more, as positions in ``choices``, sorted by project and then by ballot.
        backers: the ballot of each entry in that order.
    """

    starts: Whole
    choices: Whole
    points: Whole
    voters: Whole
    by_project: Whole
    backers: Whole

    def __len__(self) -> int:
        """Give how many distinct ballots there are."""
        return len(self.voters)

    @overload
    def __getitem__(self, at: int) -> Ballot: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Ballot, ...]: ...
    def __getitem__(self, at: int | slice) -> Ballot | tuple[Ballot, ...]:
        """Give one ballot, or some."""
        if isinstance(at, slice):
            return tuple(self)[at]
        place = range(len(self))[at]
        entries = slice(int(self.starts[place]), int(self.starts[place + 1]))
        return Ballot(
            tuple(self.choices[entries].tolist()), tuple(self.points[entries].tolist()), int(self.voters[place])
        )

    def __iter__(self) -> Iterator[Ballot]:
        """Give each ballot."""
        starts, choices, points = self.starts.tolist(), self.choices.tolist(), self.points.tolist()
        for place, voters in enumerate(self.voters.tolist()):
            entries = slice(starts[place], starts[place + 1])
            yield Ballot(tuple(choices[entries]), tuple(points[entries]), voters)

    def __eq__(self, other: object) -> bool:
        """Say whether the same ballots were cast the same number of times."""
        return isinstance(other, Ballots) and all(
            np.array_equal(mine, its) for mine, its in zip(self._columns(), other._columns(), strict=True)
        )

    def __hash__(self) -> int:
        """Give equal ballots equal hashes."""
        return hash(tuple(column.tobytes() for column in self._columns()))

    def _columns(self) -> tuple[Whole, Whole, Whole, Whole]:
        return self.starts, self.choices, self.points, self.voters

    @property
    def rows(self) -> Whole:
        """The ballot of each entry of ``choices``."""
        return np.repeat(np.arange(len(self.voters)), np.diff(self.starts))


def grouped(ballots: Iterable[Ballot], vote_type: VoteType) -> Ballots:
    """Give the distinct ballots with their numbers, sorted, so that their order says nothing.

    Args:
        ballots: ballots in any order; the choices of one are put in the projects' order unless the vote is ordinal.
        vote_type: how voters could choose.

    Examples:
        >>> list(grouped([Ballot((2, 0)), Ballot((0, 2)), Ballot((1,))], "approval"))
        [Ballot(choices=(0, 2), points=(), voters=2), Ballot(choices=(1,), points=(), voters=1)]
    """
    cast = list(ballots)
    lengths = np.array([len(ballot.choices) for ballot in cast], np.int64)
    return from_columns(
        starts=np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)]),
        choices=np.array([choice for ballot in cast for choice in ballot.choices], np.int64),
        points=np.array([given for ballot in cast for given in ballot.points], np.int64)
        if vote_type == "cumulative"
        else np.empty(0, np.int64),
        voters=np.array([ballot.voters for ballot in cast], np.int64),
        vote_type=vote_type,
    )


def from_columns(*, starts: Whole, choices: Whole, points: Whole, voters: Whole, vote_type: VoteType) -> Ballots:
    """Group ballots that are given by column.

    Args:
        starts: where each ballot's entries begin, and the end of the last.
        choices: the positions of the chosen projects, each at most once in a ballot, in any order.
        points: of each entry, where the vote is cumulative; otherwise empty.
        voters: how many voters cast each.
        vote_type: how voters could choose.
    """
    lengths = np.diff(starts)
    rows = np.repeat(np.arange(len(lengths)), lengths)
    if vote_type != "ordinal" and len(choices):
        order = _in_order(choices, rows)
        choices, points = choices[order], points[order] if len(points) else points
    words = [*_packed(starts, lengths, choices), *(_packed(starts, lengths, points) if len(points) else ())]
    order = np.lexsort(words[::-1]) if words else np.arange(len(lengths))
    new = np.ones(len(order), bool)
    if len(order) > 1:
        new[1:] = False
        for word in words:
            drawn = word[order]
            new[1:] |= drawn[1:] != drawn[:-1]
    first = np.flatnonzero(new)
    kept = order[first]
    entries = spans(starts[kept], lengths[kept])
    return frozen(
        starts=np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths[kept])]),
        choices=choices[entries],
        points=points[entries] if len(points) else points,
        voters=np.add.reduceat(voters[order], first) if len(first) else voters,
    )


def spans(starts: Whole, lengths: Whole) -> Whole:
    """Give the whole numbers of several spans, one span after another.

    Examples:
        >>> spans(np.array([10, 3]), np.array([2, 3])).tolist()
        [10, 11, 3, 4, 5]
    """
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    places: Whole = np.arange(total) + np.repeat(starts - (ends - lengths), lengths)
    return places


def _in_order(*columns: Whole) -> Whole:
    """Give the order in which rows of whole numbers, 0 or more, are sorted: by the last column, then the one before."""
    order = np.arange(len(columns[0]))
    for column in columns:
        # NumPy sorts sixteen bits in one pass over them.
        for shift in range(0, max(int(column.max(initial=0)).bit_length(), 1), _DIGIT):
            digits = (column >> shift).astype(np.uint16)
            order = order[np.argsort(digits[order], kind="stable")]
    return order


def _packed(starts: Whole, lengths: Whole, values: Whole) -> Iterator[NDArray[np.uint64]]:
    """Pack each row's values into words that compare as the rows do: a shorter row comes before what continues it."""
    if not len(values):
        return
    bits = max((int(values.max()) + 1).bit_length(), 1)
    each = max(_WORD // bits, 1)
    for begin in range(0, int(lengths.max()), each):
        word = np.zeros(len(lengths), np.uint64)
        for place in range(begin, begin + each):
            has = np.flatnonzero(lengths > place)
            shift = np.uint64((each - 1 - (place - begin)) * bits)
            word[has] |= (values[starts[has] + place] + 1).astype(np.uint64) << shift
        yield word


def frozen(*, starts: Whole, choices: Whole, points: Whole, voters: Whole) -> Ballots:
    """Give ballots by columns that are distinct and sorted already, as those of :func:`from_columns` are."""
    by_project = _in_order(choices)
    rows = np.repeat(np.arange(len(voters)), np.diff(starts))
    columns = (starts, choices, points, voters, by_project, rows[by_project])
    for column in columns:
        column.flags.writeable = False
    return Ballots(*columns)
