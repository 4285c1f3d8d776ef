"""The ballots of a Pabulib file: each row held to what a ballot may say, all rows at once, and grouped."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.formats.columns import Cells, Table, listed, positions, repeated, whole_numbers
from commonweal.formats.pabulib_sections import Reading
from commonweal.funding.ballots import Ballots, VoteType, Whole, from_columns
from commonweal.terms.sentences import key

_DIGITS = 15
_WHOLE = re.compile(rf"\d{{1,{_DIGITS}}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a ballot may say.

    Attributes:
        vote_type: how voters could choose.
        min_length: fewest projects.
        max_length: most projects, or None.
        max_points: most points in all, or None.
    """

    vote_type: VoteType
    min_length: int
    max_length: int | None
    max_points: int | None

    @property
    def most(self) -> int | None:
        """The most projects that a ballot may name, or None."""
        return 1 if self.vote_type == "choose-1" else self.max_length


def read_ballots(reading: Reading, limits: Limits, ids: Sequence[str]) -> Ballots:
    """Give the ballots of a file, grouped; every ballot that says what it may not is a fault.

    Args:
        reading: the file.
        limits: what a ballot may say.
        ids: the projects' ids, each once.
    """
    cumulative = limits.vote_type == "cumulative"
    header, votes = reading.header.get("VOTES", []), reading.votes
    if header and not reading.count("VOTES"):
        reading.fault(key("there is no ballot"), None, "VOTES")
    if cumulative and header and "points" not in header:
        reading.fault(key("the column is missing from {section}"), None, "points", section="VOTES")
    if votes is None or not len(votes.lines):
        return _none()
    for line, cells in votes.odd:
        reading.odd_row("VOTES", line, cells)
    if "voter_id" in header:
        _check_voters(reading, votes, votes.columns[header.index("voter_id")])
    if "vote" not in header or not ids or (cumulative and "points" not in header):
        return _none()
    vote = votes.columns[header.index("vote")]
    given = votes.columns[header.index("points")] if cumulative else None
    return _grouped(reading, limits, ids, vote, given)


def _none() -> Ballots:
    empty: Whole = np.empty(0, np.int64)
    return from_columns(starts=np.zeros(1, np.int64), choices=empty, points=empty, voters=empty, vote_type="approval")


def _check_voters(reading: Reading, votes: Table, voters: Cells) -> None:
    for at in np.flatnonzero(voters.lengths == 0).tolist():
        reading.fault(key("the cell is blank"), int(votes.lines[at]), "voter_id")
    for at, first in repeated(voters):
        what = key("the voter {id} stands already at line {first}")
        line = int(votes.lines[at])
        if voters.text(at):
            reading.fault(what, line, "voter_id", id=voters.text(at), first=int(votes.lines[first]))


def _grouped(reading: Reading, limits: Limits, ids: Sequence[str], vote: Cells, given: Cells | None) -> Ballots:
    """Group the ballots, or note what is wrong with them."""
    named, starts = listed(vote)
    choices = positions(named, ids)
    lengths = np.diff(starts)
    wrong = np.zeros(len(vote), bool)
    wrong[np.repeat(np.arange(len(vote)), lengths)[choices < 0]] = True
    wrong |= lengths < limits.min_length
    if limits.most is not None:
        wrong |= lengths > limits.most
    points: Whole = np.empty(0, np.int64)
    if given is not None:
        points, bad = _points(given, starts, limits)
        wrong |= bad
    if not wrong.any():
        voters = np.ones(len(vote), np.int64)
        ballots = from_columns(starts=starts, choices=choices, points=points, voters=voters, vote_type=limits.vote_type)
        if not _any_twice(ballots, limits.vote_type):
            return ballots
    wrong |= _twice(choices, lengths)
    known = frozenset(ids)
    for row in np.flatnonzero(wrong).tolist():
        _tell(reading, limits, known, row, (vote.text(row), None if given is None else given.text(row)))
    return _none()


def _any_twice(ballots: Ballots, vote_type: VoteType) -> bool:
    """Say whether a ballot names a project more than once."""
    if vote_type == "ordinal":
        return bool(_twice(ballots.choices, np.diff(ballots.starts)).any())
    again = ballots.choices[1:] == ballots.choices[:-1]
    begins = ballots.starts[1:-1]
    again[begins[(begins > 0) & (begins < len(ballots.choices))] - 1] = False
    return bool(again.any())


def _twice(choices: Whole, lengths: Whole) -> NDArray[np.bool_]:
    """Say which ballots name a project more than once."""
    span = int(choices.max(initial=0)) + 2
    keys = np.sort(np.repeat(np.arange(len(lengths)), lengths) * span + choices + 1)
    twice = np.zeros(len(lengths), bool)
    twice[keys[1:][keys[1:] == keys[:-1]] // span] = True
    return twice


def _points(given: Cells, starts: Whole, limits: Limits) -> tuple[Whole, NDArray[np.bool_]]:
    """Read the points, and say which ballots do not give one whole number for each project, or too many in all."""
    texts, begins = listed(given)
    wrong: NDArray[np.bool_] = np.diff(begins) != np.diff(starts)
    numbers, good = whole_numbers(texts, _DIGITS)
    of = np.repeat(np.arange(len(given)), np.diff(begins))
    wrong[of[~good]] = True
    if limits.max_points is not None:
        totals = np.zeros(len(given), np.int64)
        np.add.at(totals, of, np.minimum(numbers, limits.max_points + 1))
        wrong |= totals > limits.max_points
    return numbers, wrong


def _tell(reading: Reading, limits: Limits, known: Collection[str], row: int, texts: tuple[str, str | None]) -> None:
    """Note everything that is wrong with one ballot: its choices and, where there are any, its points."""
    chosen = _parts(texts[0])
    seen = [*_choice_faults(chosen, limits, known)]
    if texts[1] is not None:
        seen += _point_faults(chosen, _parts(texts[1]), limits)
    line = int(reading.votes.lines[row]) if reading.votes is not None else None
    for what, name, figures in seen:
        reading.fault(what, line, name, **figures)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")] if text.strip() else []


_Seen = tuple[str, str, dict[str, object]]
"""What is wrong, in which column, and its figures."""


def _choice_faults(ids: Sequence[str], limits: Limits, known: Collection[str]) -> Iterator[_Seen]:
    for id_ in dict.fromkeys(ids):
        if id_ not in known:
            yield key("the ballot names {id}, which is not a project"), "vote", {"id": id_}
        elif ids.count(id_) > 1:
            yield key("the ballot names the project {id} more than once"), "vote", {"id": id_}
    most = limits.most
    if most is not None and len(ids) > most:
        yield key("the ballot names {n} projects, more than the {most} allowed"), "vote", {"n": len(ids), "most": most}
    if len(ids) < limits.min_length:
        what = key("the ballot names {n} projects, fewer than the {least} needed")
        yield what, "vote", {"n": len(ids), "least": limits.min_length}


def _point_faults(ids: Sequence[str], given: Sequence[str], limits: Limits) -> Iterator[_Seen]:
    if len(given) != len(ids):
        yield key("the ballot gives {n} points for {ids} projects"), "points", {"n": len(given), "ids": len(ids)}
    wrong = [text for text in given if not _WHOLE.fullmatch(text)]
    for text in wrong:
        yield key("{text} is not a whole number, 0 or more"), "points", {"text": text}
    total = 0 if wrong else sum(map(int, given))
    if limits.max_points is not None and total > limits.max_points:
        yield (
            "the ballot gives {n} points, more than the {most} allowed",
            "points",
            {"n": total, "most": limits.max_points},
        )
