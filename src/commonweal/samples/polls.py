"""Synthetic polls: of any size and type of vote, and the hard case in which greedy leaves minorities with nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

import numpy as np

from commonweal.funding.ballots import Ballot, VoteType, Whole, from_columns, grouped, spans
from commonweal.funding.poll import Poll, Project
from commonweal.funding.tally import scores

_LONGEST = 10
_MOST_POPULAR, _LEAST_POPULAR = 0.45, 0.03
_HEARD = 0.02
"""Chance that a voter of the majority also chooses a given project of a minority."""
_LOYAL = 0.75
"""Chance that a voter of a minority chooses a given project of that minority."""


@dataclass(frozen=True, slots=True)
class Minority:
    """Voters who agree among themselves and are outvoted by everyone else.

    Attributes:
        name: as the place calls them.
        projects: ids of the projects that they, and hardly anyone else, support.
        voters: how many they are.
    """

    name: str
    projects: tuple[str, ...]
    voters: int


@dataclass(frozen=True, slots=True)
class HardPoll:
    """A poll in which greedy leaves every minority with nothing.

    Attributes:
        poll: the poll.
        minorities: who would be left out.
    """

    poll: Poll
    minorities: tuple[Minority, ...]


def sample_poll(seed: int, projects: int, voters: int, vote_type: VoteType = "approval") -> Poll:
    """Make a poll of any size: few popular projects and many others, costs over two orders of magnitude.

    Args:
        seed: same seed, same poll.
        projects: how many projects, at least 1.
        voters: how many ballots, at least 1.
        vote_type: how voters choose; up to ten projects each, or one where it is choose-1.
    """
    drawn = np.random.Generator(np.random.PCG64(seed))
    costs = [round(500 * 100 ** float(level)) for level in drawn.random(projects)]
    longest = 1 if vote_type == "choose-1" else min(_LONGEST, projects)
    appeal = np.cumsum(1 / (np.arange(projects) + 3))
    lengths = 1 + (drawn.random(voters) * longest).astype(np.int64)
    picks = np.searchsorted(appeal, drawn.random(int(lengths.sum())) * appeal[-1])
    points = (1 + drawn.random(len(picks)) * 5).astype(np.int64)
    firsts = _first_picks(picks, lengths, projects)
    kept = np.bincount(np.repeat(np.arange(voters), lengths)[firsts], minlength=voters)
    begin = np.cumsum(lengths) - lengths
    ballots = from_columns(
        starts=np.concatenate([np.zeros(1, np.int64), np.cumsum(kept)]),
        choices=picks[firsts],
        points=points[spans(begin, kept)] if vote_type == "cumulative" else points[:0],
        voters=np.ones(voters, np.int64),
        vote_type=vote_type,
    )
    return Poll(
        projects=tuple(Project(str(k), f"Project {k}", Fraction(cost)) for k, cost in enumerate(costs, start=1)),
        budget=Fraction(max(sum(costs) * 3 // 10, 1)),
        vote_type=vote_type,
        ballots=ballots,
        max_length=longest,
        about=(("description", f"Synthetic poll {seed}"),),
    )


def _first_picks(picks: Whole, lengths: Whole, projects: int) -> Whole:
    """Give the places of the picks to keep: a project that a voter picks twice stands once, at its first place."""
    keys = np.repeat(np.arange(len(lengths)) * projects, lengths) + picks
    order = np.argsort(keys, kind="stable")
    new = np.ones(len(order), bool)
    new[1:] = np.diff(keys[order]) > 0
    return np.sort(order[new])


def hard_poll(
    seed: int,
    projects: Sequence[Project],
    minorities: Mapping[str, Sequence[str]],
    *,
    voters: int = 5_000,
    share: Fraction = Fraction(18, 100),
    description: str = "",
) -> HardPoll:
    """Make an approval poll in which greedy funds nothing that any minority supports.

    The majority chooses among all other projects, its own neighbourhood's sooner; each minority chooses its own. The
    budget is what the most popular two fifths of the majority's projects cost, up to a whole thousand, so that greedy
    spends it on them.

    Args:
        seed: same seed, same poll.
        projects: what stands on the ballot; ``area`` is the neighbourhood, or "" for the whole place. The cheapest
            costs at least 1,000.
        minorities: for each minority, the ids of the projects it supports; no project belongs to two.
        voters: how many ballots in all.
        share: what part of the voters the minorities are together; each has voters in proportion to its projects.
        description: what the poll is of.

    Raises:
        ValueError: where a minority supports an unknown project, or a minority's project would outdo the majority's:
            the share is too large for the number of projects.
    """
    drawn = Random(f"hard poll {seed}")  # noqa: S311 - a sample, not a secret
    place = {project.id: k for k, project in enumerate(projects)}
    theirs = {name: [place[id_] for id_ in ids] for name, ids in minorities.items() if set(ids) <= set(place)}
    if len(theirs) != len(minorities):
        message = "a minority supports a project that is not on the ballot"
        raise ValueError(message)
    of_minorities = [k for own in theirs.values() for k in own]
    shared = [k for k in range(len(projects)) if k not in set(of_minorities)]
    groups = tuple(
        Minority(name, tuple(minorities[name]), int(voters * share * len(own) / len(of_minorities)))
        for name, own in theirs.items()
    )
    ballots = [Ballot(_loyal(drawn, theirs[group.name])) for group in groups for _ in range(group.voters)]
    chances = _chances(drawn, shared)
    areas = sorted({project.area for project in projects if project.area})
    ballots.extend(
        Ballot(_usual(drawn, projects, chances, of_minorities, drawn.choice(areas or [""])))
        for _ in range(voters - len(ballots))
    )
    poll = Poll(
        projects=tuple(projects),
        budget=Fraction(1),
        vote_type="approval",
        ballots=grouped(ballots, "approval"),
        max_length=_LONGEST,
        about=(("description", description),) if description else (),
    )
    return HardPoll(_tight(poll, set(of_minorities)), groups)


def _loyal(drawn: Random, own: Sequence[int]) -> tuple[int, ...]:
    chosen = [k for k in own if drawn.random() < _LOYAL]
    return tuple(sorted((chosen or [drawn.choice(own)])[:_LONGEST]))


def _chances(drawn: Random, shared: Sequence[int]) -> dict[int, float]:
    """Give each of the majority's projects its popularity, falling evenly from the first to the last."""
    order = list(shared)
    drawn.shuffle(order)
    fall = (_MOST_POPULAR - _LEAST_POPULAR) / max(len(order) - 1, 1)
    return {k: _MOST_POPULAR - fall * rank for rank, k in enumerate(order)}


def _usual(
    drawn: Random, projects: Sequence[Project], chances: Mapping[int, float], others: Sequence[int], home: str
) -> tuple[int, ...]:
    """Draw a ballot of the majority: never blank, never over the limit."""
    chosen = [k for k, chance in chances.items() if drawn.random() < chance * (1.5 if projects[k].area == home else 1)]
    chosen += [k for k in others if drawn.random() < _HEARD]
    drawn.shuffle(chosen)
    return tuple(sorted((chosen or [max(chances, key=lambda k: chances[k])])[:_LONGEST]))


def _tight(poll: Poll, of_minorities: set[int]) -> Poll:
    """Set the budget so that greedy spends it all on the majority's most popular projects."""
    score = scores(poll)
    order = sorted(range(len(score)), key=lambda k: (-score[k], poll.projects[k].cost))
    first = order[: (len(order) - len(of_minorities)) * 2 // 5]
    cost = sum(poll.projects[k].cost for k in first)
    budget = Fraction(-(-cost // 1_000) * 1_000)
    cheapest = min(project.cost for project in poll.projects)
    if not first or of_minorities & set(first) or budget - cost >= cheapest:
        message = "the minorities are too large, or the projects too few or too cheap, for greedy to leave them out"
        raise ValueError(message)
    return Poll(
        projects=poll.projects,
        budget=budget,
        vote_type=poll.vote_type,
        ballots=poll.ballots,
        max_length=poll.max_length,
        about=poll.about,
    )
