"""Items: what a rule funds or does not, a package of projects being one, and who supports each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from commonweal.errors import Fault, PollFaults, RuleFaults, nearest
from commonweal.funding.ballots import Whole
from commonweal.funding.options import Group
from commonweal.funding.poll import Poll
from commonweal.funding.spec import RuleSpec
from commonweal.funding.tally import scores, weights


@dataclass(frozen=True, slots=True)
class Item:
    """A project, or the projects of a package, which stand or fall together.

    Attributes:
        projects: positions in :attr:`~commonweal.funding.poll.Poll.projects`, in the poll's order.
        cost: what they need together, in the currency's main unit.
        score: the mean of their scores.
    """

    projects: tuple[int, ...]
    cost: Fraction
    score: Fraction

    @property
    def per_cost(self) -> Fraction:
        """The sum of the scores for each main unit of cost."""
        return self.score * len(self.projects) / self.cost


@dataclass(frozen=True, slots=True, eq=False)
class Support:
    """The entries of the ballots that give points to members of items, by column: by item, then ballot, then project.

    Attributes:
        starts: where the entries of each item begin, and last where they end; one more than items.
        rows: the ballot of each entry.
        projects: the project of each entry.
        points: the points that it gives, above 0.
    """

    starts: Whole
    rows: Whole
    projects: Whole
    points: Whole

    def ballots(self, item: int) -> Whole:
        """Give the ballots that support an item, each once, sorted."""
        rows = self.rows[self.starts[item] : self.starts[item + 1]]
        return rows[np.flatnonzero(np.diff(rows, prepend=-1))]


def items(poll: Poll, spec: RuleSpec) -> tuple[Item, ...]:
    """Give the items of a poll that can be funded, ordered by their first project.

    An item of which any project's score is below the spec's ``minimum_support`` does not exist for the count.

    Args:
        poll: the poll.
        spec: of any rule.

    Raises:
        PollFaults: where nobody voted.
        RuleFaults: where the spec names projects, categories or areas that the poll does not have.
    """
    if not len(poll.ballots):
        raise PollFaults(Fault("there is no ballot"), file="The poll")
    faults = list(_faults(poll, spec))
    if faults:
        raise RuleFaults(*faults, rule=spec.name)
    place = {project.id: k for k, project in enumerate(poll.projects)}
    packaged = [tuple(sorted(place[id_] for id_ in ids)) for ids in spec.packages]
    members = {k for package in packaged for k in package}
    score, least = scores(poll), spec.minimum_support
    return tuple(
        Item(
            projects,
            sum((poll.projects[k].cost for k in projects[1:]), poll.projects[projects[0]].cost),
            Fraction(score[projects[0]] if len(projects) == 1 else sum(score[k] for k in projects), len(projects)),
        )
        for projects in sorted([*packaged, *((k,) for k in range(len(poll.projects)) if k not in members)])
        if all(score[k] >= least for k in projects)
    )


def places(poll: Poll, of: Sequence[Item]) -> Whole:
    """Give the item of each project of the poll, as a position, and -1 where it has none."""
    place = np.full(len(poll.projects), -1)
    for position, item in enumerate(of):
        place[list(item.projects)] = position
    return place


def support(poll: Poll, of: Sequence[Item]) -> Support:
    """Give who supports each item; no points is no support.

    Args:
        poll: the poll.
        of: its items.
    """
    entries = poll.ballots.by_project
    points, projects = weights(poll)[entries], poll.ballots.choices[entries]
    place = places(poll, of)[projects]
    rows = poll.ballots.rows[entries]
    kept = np.flatnonzero((place >= 0) & (points > 0))
    if any(len(item.projects) > 1 for item in of):
        # Within a project the entries are in the ballots' order already; a package's must be brought into it.
        kept = kept[np.lexsort((projects[kept], rows[kept], place[kept]))]
    return Support(
        starts=np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(place[kept], minlength=len(of)))]),
        rows=rows[kept],
        projects=projects[kept],
        points=points[kept],
    )


def cost_within(poll: Poll, item: Item, group: Group) -> Fraction:
    """Give what an item costs within a category or area, in the currency's main unit."""
    return sum((poll.projects[k].cost for k in item.projects if group.holds(poll.projects[k])), Fraction(0))


def _faults(poll: Poll, spec: RuleSpec) -> Iterator[Fault]:
    """Name what the spec speaks of and the poll does not have."""
    if not (spec.exclusive or spec.packages or spec.caps or spec.floors):
        return
    ids = [project.id for project in poll.projects]
    for field, sets in (("exclusive", spec.exclusive), ("packages", spec.packages)):
        for id_ in dict.fromkeys(id_ for part in sets for id_ in part if id_ not in ids):
            what = "the poll has no project with the id {id}{nearest}"
            yield Fault(what, {"id": id_, "nearest": nearest(id_, ids)}, field=field)
    names = {
        "category": list(dict.fromkeys(name for project in poll.projects for name in project.categories)),
        "area": list(dict.fromkeys(project.area for project in poll.projects if project.area)),
    }
    for field, sums in (("caps", spec.caps), ("floors", spec.floors)):
        for group, _ in sums:
            if group.name not in names[group.kind]:
                figures = {"kind": group.kind, "name": group.name, "nearest": nearest(group.name, names[group.kind])}
                yield Fault("no project of the poll is of the {kind} {name}{nearest}", figures, field=field)
