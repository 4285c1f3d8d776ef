"""Where each project stands under the constraints of a count: ruled out, paid for beforehand, or in a package."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from commonweal.funding.items import Item, cost_within, items, places
from commonweal.funding.limits import Limits, RuledOut
from commonweal.funding.options import Group
from commonweal.funding.poll import Poll
from commonweal.funding.result import Result
from commonweal.funding.spec import RuleSpec
from commonweal.funding.tally import scores
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say


@dataclass(frozen=True, slots=True)
class Standing:
    """What the constraints of a count mean for its projects, in sentences.

    Attributes:
        poll: the poll that was counted.
        spec: the rule as it was set.
        items: what could be funded.
        place: the item of each project, -1 where it could not be funded.
        funded: the items that are funded.
        out: why each item that others rule out is.
    """

    poll: Poll
    spec: RuleSpec
    items: tuple[Item, ...]
    place: tuple[int, ...]
    funded: frozenset[int]
    out: Mapping[int, RuledOut]

    @classmethod
    def of(cls, poll: Poll, result: Result) -> "Standing":
        """Give where the projects of a poll stand after its count."""
        of = items(poll, result.spec)
        place = tuple(places(poll, of).tolist())
        funded = frozenset(place[winner.project] for winner in result.certificate.winners)
        return cls(poll, result.spec, of, place, funded, Limits.of(poll, result.spec, of).reasons(funded))

    def item(self, project: int) -> Item | None:
        """Give the item of a project, if it could be funded."""
        return self.items[self.place[project]] if self.place[project] >= 0 else None

    def package(self, project: int) -> Iterator[Sentence]:
        """Say with which others a project stands or falls, if it does."""
        others = [k for k in self._partners(project) if k != project]
        if others:
            names = ", ".join(self.poll.projects[k].name for k in others)
            yield say("It stands or falls together with {projects}.", projects=names)

    def beforehand(self, project: int) -> Iterator[Sentence]:
        """Say which floors a project that was paid for beforehand counts towards: those unmet without it, if any."""
        item = self.item(project)
        if item is None:
            return
        counts = [(group, least) for group, least in self.spec.floors if cost_within(self.poll, item, group)]
        needed = [(group, least) for group, least in counts if self._spent(group, without=item) < least]
        for group, least in needed or counts:
            yield say(
                "Funded because at least {least} must go to {group}.",
                least=self._money(least),
                group=group_words(group),
            )

    def why_not(self, project: int) -> Sentence | None:
        """Say which constraint keeps a project from being funded, if one does."""
        if self.place[project] < 0:
            return self._too_little(project)
        why = self.out.get(self.place[project])
        if why is None:
            return None
        if why.by is not None:
            names = ", ".join(self.poll.projects[k].name for k in self.items[why.by].projects)
            return say("Ruled out: {project} of the same exclusive set is funded.", project=names)
        if why.cap is not None:
            cap, group = self._money(why.cap.most), group_words(why.cap.group)
            return say("Ruled out: the cap of {cap} for {group} would be exceeded.", cap=cap, group=group)
        return None

    def _too_little(self, project: int) -> Sentence:
        """Say that a project, or one of its package, has too little support."""
        score, minimum = scores(self.poll), self.spec.minimum_support
        if score[project] < minimum:
            return say("Not funded: it has {score}, and {minimum} are needed.", score=score[project], minimum=minimum)
        short = next(k for k in self._partners(project) if score[k] < minimum)
        return say(
            "Not funded: {project}, with which it stands or falls, has {score}, and {minimum} are needed.",
            project=self.poll.projects[short].name,
            score=score[short],
            minimum=minimum,
        )

    def _partners(self, project: int) -> tuple[int, ...]:
        ids = next((ids for ids in self.spec.packages if self.poll.projects[project].id in ids), ())
        return tuple(k for k, other in enumerate(self.poll.projects) if other.id in ids)

    def _spent(self, group: Group, *, without: Item) -> Fraction:
        spent = (cost_within(self.poll, self.items[k], group) for k in self.funded if self.items[k] != without)
        return sum(spent, Fraction(0))

    def _money(self, sum_: Fraction) -> Amount:
        return Amount(sum_, self.poll.currency)


def group_words(group: Group) -> Sentence:
    """Write a category or an area for people."""
    if group.kind == "category":
        return say("the category {name}", name=group.name)
    return say("the area {name}", name=group.name)


def weakened(spec: RuleSpec) -> Iterator[Sentence]:
    """Say what the constraints of a spec take from what its rule guarantees; greedy guarantees nothing to groups."""
    if spec.constraints and spec.name != "greedy":
        said = ", ".join(spec.constraints)
        yield say("Constraints ({options}) weaken what this rule guarantees to groups of voters.", options=said)
