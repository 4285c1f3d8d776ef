"""The ballots of ``poll.pb``: one look at each line, one reading of each distinct ballot."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from .lines import Row, Wrong

WHOLE = re.compile(r"0|[1-9]\d{0,17}", re.ASCII)
_MISSING = "VOTES has other columns than the published form, or no ballot"


class Ballots(NamedTuple):
    """The ballots, each distinct one once.

    Attributes:
        sizes: how many voters cast each.
        backers: for each project, the ballots that support it, by the points that they give it.
        voters: how many ballots were cast.
    """

    sizes: list[int]
    backers: list[dict[int, list[int]]]
    voters: int


class Limits:
    """What a ballot of a poll may say.

    Args:
        kind: the type of vote.
        ids: the projects' ids.
        meta: what META states, its numbers known to be whole.
    """

    def __init__(self, kind: str, ids: Sequence[str], meta: Mapping[str, str]) -> None:
        self.kind = kind
        self.place = {id_: k for k, id_ in enumerate(ids)}
        self.columns = ["voter_id", "vote", "points"] if kind == "cumulative" else ["voter_id", "vote"]
        self.longest = int(meta.get("max_length") or len(ids))
        self.fewest = int(meta.get("min_length") or 1)
        self.most = 1 if kind == "choose-1" else self.longest
        self.points = int(meta["max_sum_points"]) if "max_sum_points" in meta else None

    def read(self, vote: str, points: str) -> tuple[list[int], list[int]]:
        """Read one ballot: the positions of its projects, and the points of each, or none where it is one for each.

        Raises:
            ValueError: where it is not a ballot of this poll, with what is wrong.
        """
        try:
            chosen = [*map(self.place.__getitem__, vote.split(","))] if vote else []
        except KeyError as bad:
            raise ValueError(f"the ballot names {bad.args[0]}, which is not a project") from None
        if len(set(chosen)) != len(chosen):
            raise ValueError("the ballot names a project twice")
        if not self.fewest <= len(chosen) <= self.most:
            raise ValueError(f"the ballot names {len(chosen)} projects, fewer or more than allowed")
        if self.kind == "ordinal":
            return chosen, [self.longest - rank for rank in range(len(chosen))]
        if self.kind == "cumulative":
            return chosen, self._given(points, len(chosen))
        return chosen, []

    def _given(self, points: str, length: int) -> list[int]:
        texts = points.split(",") if points else []
        if len(texts) != length or not all(map(WHOLE.fullmatch, texts)):
            raise ValueError("the points are not one whole number for each project")
        given = [int(text) for text in texts]
        if self.points is not None and sum(given) > self.points:
            raise ValueError(f"the ballot gives {sum(given)} points, more than allowed")
        return given


def ballots_of(rows: Sequence[Row], limits: Limits) -> Ballots:
    """Read the ballots from rows that are known to be in the published form.

    Raises:
        Wrong: where one is not a ballot of this poll, or they are not sorted.
    """
    if len(rows) < 2 or rows[0][1] != limits.columns:
        raise Wrong(rows[0][0] if rows else 1, _MISSING)
    texts = []
    for number, (line, cells) in enumerate(rows[1:], start=1):
        if len(cells) != len(limits.columns) or cells[0] != str(number):
            raise Wrong(line, f"this is not the ballot of voter {number}")
        texts.append((cells[1], cells[2] if len(cells) == 3 else ""))
    return _grouped(texts, limits, lambda number: rows[number][0])


def plain_ballots(text: str, limits: Limits, first: int) -> Ballots:
    """Read the ballots from lines in which nothing is quoted: each must be its number and its cells, and end.

    Args:
        text: the heading of the columns and the ballots; it holds no mark of quoting and no carriage return.
        limits: what a ballot may say.
        first: the number of the heading's line.

    Raises:
        Wrong: where a line is not a ballot of this poll, or they are not sorted.
    """
    heading, *lines = text.split("\n")
    if heading != ";".join(limits.columns) or not lines or lines == [""]:
        raise Wrong(first, _MISSING)
    if lines.pop():
        raise Wrong(first + len(lines) + 1, "this line is not written in the one published form")
    texts, cumulative = [], len(limits.columns) == 3
    for number, line in enumerate(lines, start=1):
        voter, mark, vote = line.partition(";")
        vote, second, points = vote.partition(";")
        if voter != str(number) or not mark or bool(second) != cumulative or ";" in points:
            raise Wrong(first + number, f"this is not the ballot of voter {number}")
        texts.append((vote, points))
    return _grouped(texts, limits, lambda number: first + number)


def _grouped(texts: Sequence[tuple[str, str]], limits: Limits, line_of: Callable[[int], int]) -> Ballots:
    """Group equal ballots, which stand beside one another since the ballots are sorted."""
    sizes: list[int] = []
    backers: list[dict[int, list[int]]] = [{} for _ in limits.place]
    once: list[list[int]] = [[] for _ in limits.place]
    before: tuple[str, str] | None = None
    last: tuple[list[int], list[int]] = ([], [])
    for number, text in enumerate(texts, start=1):
        if text == before:
            sizes[-1] += 1
            continue
        before = text
        try:
            chosen, given = now = limits.read(*text)
        except ValueError as bad:
            raise Wrong(line_of(number), str(bad)) from None
        if now < last or (limits.kind != "ordinal" and chosen != sorted(chosen)):
            raise Wrong(line_of(number), "the ballots are not sorted, so that their order may say who cast them")
        last = now
        ballot = len(sizes)
        sizes.append(1)
        if given:
            for k, point in zip(chosen, given, strict=True):
                backers[k].setdefault(point, []).append(ballot)
        else:
            for k in chosen:
                once[k].append(ballot)
    return Ballots(sizes, [_by_points(*each) for each in zip(backers, once, strict=True)], len(texts))


def _by_points(given: dict[int, list[int]], once: list[int]) -> dict[int, list[int]]:
    """Give the ballots that support a project: those with points for it, or those that chose it."""
    return {points: ballots for points, ballots in (given or {1: once}).items() if points and ballots}
