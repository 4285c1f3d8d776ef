"""The rules with their constraints, from their definitions alone: voter by voter, in fractions, every set tried."""

from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from itertools import combinations

MAIN = Fraction(1)


class Refused(Exception):
    """A count that cannot be made: an open tie, floors out of reach, or a spec that contradicts itself."""


@dataclass(frozen=True, eq=False)
class Item:
    """A package, or a project on its own."""

    members: tuple[int, ...]
    cost: Fraction
    score: Fraction
    per_cost: Fraction
    tie: tuple


class Ground:
    """A poll under a spec: items, and what rules them out."""

    def __init__(self, poll, rule, options):
        self.poll, self.rule, self.o = poll, rule, options
        self.people = poll.people
        at = poll.ids.index
        self.exclusive = [{at(id_) for id_ in text.split(",")} for text in options["exclusive"].split(";") if text]
        packages = [sorted(at(id_) for id_ in text.split(",")) for text in options["packages"].split(";") if text]
        self.caps, self.floors = self._amounts("caps"), self._amounts("floors")
        if any(len(one & set(package)) > 1 for one in self.exclusive for package in packages):
            raise Refused("an exclusive set within a package")
        if any(group in self.caps and floor > self.caps[group] for group, floor in self.floors.items()):
            raise Refused("a floor above a cap")
        self.items = []
        for k in range(len(poll.ids)):
            package = next((package for package in packages if k in package), [k])
            if package[0] == k and all(self.points(m) >= int(options["minimum_support"]) for m in package):
                self.items.append(self._item(tuple(package)))

    def _amounts(self, key):
        parts = [text.rpartition("=") for text in self.o[key].split(";") if text]
        return {tuple(name.split(":", 1)): Fraction(amount) for name, _, amount in parts}

    def points(self, k):
        return sum(person.get(k, 0) for person in self.people)

    def _item(self, members):
        scores, costs = [self.points(k) for k in members], [self.poll.costs[k] for k in members]
        score, cost = Fraction(sum(scores), len(members)), sum(costs)
        words = {"lower-cost": cost, "higher-cost": -cost, "more-votes": -score}
        words["lot"] = sha256(f"{self.o['seed']}\n{self.poll.ids[members[0]]}".encode()).hexdigest()
        tie = tuple(words[word] for word in self.o["ties"].split(",") if word != "lot" or self.o["seed"])
        return Item(members, cost, score, Fraction(sum(scores)) / cost, tie)

    def within(self, item, group):
        kind, name = group
        of = self.poll.categories if kind == "category" else [[area] for area in self.poll.areas]
        return sum(self.poll.costs[k] for k in item.members if name in of[k])

    def spent(self, items, group):
        return sum(self.within(item, group) for item in items)

    def ruled_out(self, item, funded):
        if any(set(item.members) & one and set(other.members) & one for one in self.exclusive for other in funded):
            return True
        return any(
            self.within(item, group) > 0 and self.spent(funded, group) + self.within(item, group) > cap
            for group, cap in self.caps.items()
        )

    def open_(self, funded):
        return [item for item in self.items if item not in funded and not self.ruled_out(item, funded)]

    def supporters(self, item):
        return [i for i, person in enumerate(self.people) if any(k in person for k in item.members)]

    def utility(self, person, item):
        by_cost = self.o.get("utility") == "cost"
        return sum(person.get(k, 0) * (self.poll.costs[k] if by_cost else MAIN) for k in item.members)

    def possible(self, items):
        one_each = all(sum(bool(set(item.members) & one) for item in items) <= 1 for one in self.exclusive)
        capped = all(self.spent(items, group) <= cap for group, cap in self.caps.items())
        return one_each and capped and sum(item.cost for item in items) <= self.poll.budget

    def met(self, items):
        return all(self.spent(items, group) >= floor for group, floor in self.floors.items())

    def can_be_completed(self, forced):
        rest = [item for item in self.items if item not in forced]
        sets = (forced + list(more) for size in range(len(rest) + 1) for more in combinations(rest, size))
        return any(self.possible(one) and self.met(one) for one in sets)


def first(candidates, key):
    """The best candidate, unless another is as good in every word of the tie order."""
    best = min(candidates, key=key)
    if any(key(other) == key(best) for other in candidates if other is not best):
        raise Refused("an open tie")
    return best


def greedy(ground, forced, taken, *, order="votes", overflow="skip", least=0):
    """What greedy funds after what is taken; ``forced`` is part of that."""
    funded, passed, ours = list(taken), [], []
    while True:
        line = [item for item in ground.open_(funded) if item not in passed and item.score >= least]
        if not line:
            return ours
        item = first(line, lambda one: (-(one.per_cost if order == "votes_per_cost" else one.score), one.tie))
        if sum(other.cost for other in [*funded, item]) <= ground.poll.budget:
            funded.append(item)
            ours.append(item)
        elif overflow == "stop":
            return ours
        else:
            passed.append(item)


def one_run(ground, share, forced):
    """The items and prices of one run of Equal Shares."""
    money, funded = [share] * len(ground.people), []
    while True:
        prices = {}
        for item in ground.open_([*forced, *(one for one, _ in funded)]):
            backers = [(money[i], ground.utility(ground.people[i], item)) for i in ground.supporters(item)]
            if backers and sum(held for held, _ in backers) >= item.cost:
                prices[item] = least_price(item.cost, backers)
        if not prices:
            return funded
        item = first(list(prices), lambda one, at=prices: (at[one], one.tie))
        for i in ground.supporters(item):
            money[i] -= min(money[i], prices[item] * ground.utility(ground.people[i], item))
        funded.append((item, prices[item]))


def least_price(cost, backers):
    """The least price at which the backers, each paying at most all they have, pay the cost: every breakpoint tried."""
    found = []
    for most in sorted({held / utility for held, utility in backers}):
        spent = sum(held for held, utility in backers if held / utility < most)
        weight = sum(utility for held, utility in backers if held / utility >= most)
        found.append((cost - spent) / weight)
    return min(p for p in found if sum(min(held, p * utility) for held, utility in backers) == cost)


def risen(ground, forced, money):
    """The last run of a rising share, and what the certificate says of the share."""
    o, share, steps = ground.o, money / len(ground.people), 0
    if o["start"] == "integral":
        share = Fraction(int(share))
    run, stop, overspent = one_run(ground, share, forced), "no completion", None
    while o["completion"] != "none":
        spent = sum(item.cost for item, _ in run)
        stop = rests(ground, [*forced, *(item for item, _ in run)], money - spent)
        if stop:
            break
        raised = one_run(ground, share + Fraction(o["step"]), forced)
        cost = sum(item.cost for item, _ in raised)
        if cost > money:
            stop, overspent = "next step overspends", text(cost)
            break
        share, run, steps = share + Fraction(o["step"]), raised, steps + 1
    return run, {"share": text(share), "stop": stop, "steps": steps, "overspent": overspent}


def rests(ground, funded, left):
    """Why a share rises no further before the next step is tried."""
    supported = [item for item in ground.items if ground.supporters(item)]
    rest = [item for item in ground.open_(funded) if item in supported]
    if not rest:
        all_ = all(item in funded for item in supported)
        return "all supported projects are funded" if all_ else "the rest is ruled out"
    exhaustive = ground.o["completion"] == "add1-exhaustive"
    return "nothing more fits" if exhaustive and all(item.cost > left for item in rest) else ""


def equal_shares(ground, forced):
    """What Equal Shares funds besides what is forced, and what its certificate says."""
    o, money = ground.o, ground.poll.budget - sum(item.cost for item in forced)
    run, said = risen(ground, forced, money)
    winners = [(item, "equal_shares", price) for item, price in run]
    if o["completion"] == "add1u":
        taken = [*forced, *(item for item, _ in run)]
        more = greedy(ground, forced, taken, least=max(1, int(o["minimum_support"])))
        winners += [(item, "completion", None) for item in more]
    comparison = None
    if o["comparison"] == "greedy":
        rival = greedy(ground, forced, forced)
        ours = [*forced, *(item for item, _, _ in winners)]
        gain = [
            sum(ground.utility(person, item) for item in [*forced, *rival])
            - sum(ground.utility(person, item) for item in ours)
            for person in ground.people
        ]
        comparison = {"prefer_equal_shares": sum(g < 0 for g in gain), "prefer_greedy": sum(g > 0 for g in gain)}
        if comparison["prefer_greedy"] > comparison["prefer_equal_shares"]:
            winners = [(item, "greedy", None) for item in rival]
    return winners, {**said, "comparison": comparison}


def phragmen(ground, forced):
    """What Phragmén's rule funds besides what is forced, and why it ends."""
    left = ground.poll.budget - sum(item.cost for item in forced)
    last, winners = [Fraction(0)] * len(ground.people), []
    supported = [item for item in ground.items if ground.supporters(item)]
    dropped = [item for item in ground.items if item.cost > left]
    while True:
        funded = [*forced, *(item for item, _, _ in winners)]
        times = {}
        for item in ground.open_(funded):
            backers = ground.supporters(item)
            if backers and item not in dropped:
                times[item] = (item.cost + sum(last[i] for i in backers)) / len(backers)
        if not times:
            break
        item = first(list(times), lambda one, at=times: (at[one], one.tie))
        if item.cost > left:
            if ground.o["overflow"] == "stop":
                return winners, {**NO_SHARE, "stop": "next project does not fit"}
            dropped.append(item)
            continue
        left -= item.cost
        for i in ground.supporters(item):
            last[i] = times[item]
        winners.append((item, "phragmen", times[item]))
    rest = [item for item in supported if item not in funded]
    stop = "nothing more fits" if any(item in ground.open_(funded) for item in rest) else "the rest is ruled out"
    return winners, {**NO_SHARE, "stop": stop if rest else "all supported projects are funded"}


NO_SHARE = {"share": None, "steps": 0, "overspent": None, "comparison": None}


def counted(ground, forced):
    """One count with some items forced."""
    if ground.rule == "phragmen":
        return phragmen(ground, forced)
    if ground.rule == "equal_shares":
        return equal_shares(ground, forced)
    funded = greedy(ground, forced, forced, order=ground.o["order"], overflow=ground.o["overflow"])
    return [(item, "greedy", None) for item in funded], {**NO_SHARE, "stop": "no completion"}


def count(poll, rule, options):
    """What the certificate of a count says of winners, share and stop.

    Raises:
        Refused: where there is no such count.
    """
    ground = Ground(poll, rule, options)
    forced = []
    if not ground.can_be_completed(forced):
        raise Refused("floors out of reach")
    while True:
        winners, said = counted(ground, forced)
        funded = [*forced, *(item for item, _, _ in winners)]
        unmet = [group for group, floor in ground.floors.items() if ground.spent(funded, group) < floor]
        if not unmet:
            break
        candidates = [
            item
            for item in ground.items
            if item not in funded
            and any(ground.within(item, group) > 0 for group in unmet)
            and ground.can_be_completed([*forced, item])
        ]
        forced.append(first(candidates, lambda one: (-one.score, one.tie)))
    winners = [*((item, "floor", None) for item in forced), *winners]
    told = [
        {"project": poll.ids[k], "by": by, "price": None if price is None else text(price)}
        for item, by, price in winners
        for k in item.members
    ]
    return {"winners": told, **said}


def text(value):
    """An exact number as it is published."""
    return f"{value.numerator}/{value.denominator}"
