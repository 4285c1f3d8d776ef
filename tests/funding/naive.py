"""Naive counts, voter by voter in fractions: slow, short, and written from the rules' definitions alone."""

from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from itertools import combinations
from random import Random
from typing import Any, NamedTuple

from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.poll import Poll, Project


class Counted(NamedTuple):
    """What a count gives: winners as (project, by, price), and the rest as in the certificate."""

    winners: list[tuple[int, str, Fraction | None]]
    stop: str
    share: Fraction | None = None
    steps: int = 0
    overspent: Fraction | None = None
    comparison: tuple[int, int] | None = None


class Run(NamedTuple):
    """One run of a rule: items by position, and what each was bought at."""

    funded: list[int]
    prices: list[Any]


class Open(Exception):
    """A tie that nothing decides."""


class Unmet(Exception):
    """Floors that nothing meets."""


def voters_of(poll):
    """Each voter's points for each project."""
    longest = poll.max_length or len(poll.projects)
    people = []
    for ballot in poll.ballots:
        points = {
            "cumulative": lambda b=ballot: b.points,
            "ordinal": lambda b=ballot: [longest - rank for rank in range(len(b.choices))],
        }.get(poll.vote_type, lambda b=ballot: [1] * len(b.choices))()
        people += [{k: p for k, p in zip(ballot.choices, points, strict=True) if p}] * ballot.voters
    return people


def sums_of(text):
    """The groups and amounts of a spec's caps or floors."""
    told = []
    for part in text.split(";") if text else []:
        group, amount = part.rsplit("=", 1)
        told.append((tuple(group.split(":", 1)), Fraction(amount)))
    return told


class Naive:
    """A poll and a spec, read naively."""

    def __init__(self, poll, spec):
        self.poll, self.spec, self.people = poll, spec, voters_of(poll)
        ids = {project.id: k for k, project in enumerate(poll.projects)}
        sets = {
            option: [{ids[id_] for id_ in part.split(",")} for part in text.split(";")] if text else []
            for option in ("exclusive", "packages")
            for text in [spec.options[option]]
        }
        self.votes = [sum(person.get(k, 0) for person in self.people) for k in range(len(poll.projects))]
        alone = [{k} for k in ids.values() if not any(k in package for package in sets["packages"])]
        least = int(spec.options["minimum_support"])
        every = sorted([sorted(package) for package in sets["packages"]] + [sorted(one) for one in alone])
        self.items = [item for item in every if all(self.votes[k] >= least for k in item)]
        self.all = range(len(self.items))
        self.cost = [sum(poll.projects[k].cost for k in item) for item in self.items]
        self.score = [Fraction(sum(self.votes[k] for k in item), len(item)) for item in self.items]
        self.sets = [{i for i in self.all if set(self.items[i]) & set_} for set_ in sets["exclusive"]]
        self.caps, self.floors = sums_of(spec.options["caps"]), sums_of(spec.options["floors"])
        factor = [p.cost if spec.options.get("utility") == "cost" else Fraction(1) for p in poll.projects]
        self.worth = [
            [sum(person.get(k, 0) * factor[k] for k in item) for item in self.items] for person in self.people
        ]
        self.backers = [[n for n, person in enumerate(self.people) if set(item) & set(person)] for item in self.items]

    def within(self, item, group):
        """What an item costs within a category or area."""
        kind, name = group
        of = [self.poll.projects[k] for k in self.items[item]]
        return sum(p.cost for p in of if (name in p.categories if kind == "category" else p.area == name))

    def out(self, funded):
        """What funded items rule out."""
        ruled = {i for set_ in self.sets if set_ & set(funded) for i in set_}
        for group, most in self.caps:
            spent = sum(self.within(i, group) for i in funded)
            ruled |= {i for i in self.all if self.within(i, group) and spent + self.within(i, group) > most}
        return ruled - set(funded)

    def key(self, item):
        """What to compare equally good items by."""
        seed, first = self.spec.options["seed"], self.poll.projects[self.items[item][0]].id
        told = {
            "lower-cost": self.cost[item],
            "higher-cost": -self.cost[item],
            "more-votes": -self.score[item],
            "lot": sha256(f"{seed}\n{first}".encode()).hexdigest() if seed else "",
        }
        return [told[word] for word in self.spec.options["ties"].split(",")]

    def first(self, good):
        """The best of some items, good being what to compare them by: the smallest first."""
        best = min(good, key=lambda i: (good[i], self.key(i)))
        if any(good[i] == good[best] and self.key(i) == self.key(best) for i in good if i != best):
            raise Open
        return best

    def greedy(self, taken, least=0):
        """The items that greedy adds to those taken."""
        own = self.spec.options if self.spec.name == "greedy" else {}
        merit = list(self.score)
        if own.get("order") == "votes_per_cost":
            merit = [
                score * len(item) / cost for score, item, cost in zip(self.score, self.items, self.cost, strict=True)
            ]
        funded, passed = list(taken), set()
        while True:
            able = {i for i in self.all if self.score[i] >= least} - set(funded) - passed - self.out(funded)
            if not able:
                break
            i = self.first({i: -merit[i] for i in able})
            if sum(self.cost[j] for j in funded) + self.cost[i] <= self.poll.budget:
                funded.append(i)
            elif own.get("overflow") == "stop":
                break
            else:
                passed.add(i)
        return Run(funded[len(taken) :], [None] * (len(funded) - len(taken)))

    def shares(self, share, forced):
        """One run of Equal Shares."""
        money = [share] * len(self.people)
        funded, prices = [], []
        while True:
            done = [*forced, *funded]
            price = {}
            for i in set(self.all) - set(done) - self.out(done):
                backers = [(money[n], self.worth[n][i]) for n in self.backers[i]]
                if backers and sum(has for has, _ in backers) >= self.cost[i]:
                    price[i] = least_price(self.cost[i], backers)
            if not price:
                return Run(funded, prices)
            i = self.first(price)
            for n in self.backers[i]:
                money[n] -= min(money[n], price[i] * self.worth[n][i])
            funded.append(i)
            prices.append(price[i])

    def phragmen(self, forced):
        """Phragmén's rule: everybody's purse is filled evenly, and emptied when an item is bought."""
        left = self.poll.budget - sum(self.cost[i] for i in forced)
        money, now = [Fraction(0)] * len(self.people), Fraction(0)
        funded, times, stop = [], [], ""
        dropped = {i for i in self.all if self.cost[i] > left}
        while not stop:
            done = [*forced, *funded]
            able = {i for i in self.all if self.backers[i]} - set(done) - self.out(done) - dropped
            if not able:
                break
            wait = {i: (self.cost[i] - sum(money[n] for n in self.backers[i])) / len(self.backers[i]) for i in able}
            i = self.first(wait)
            if self.cost[i] > left:
                dropped.add(i)
                stop = "next project does not fit" if self.spec.options["overflow"] == "stop" else ""
                continue
            money = [has + wait[i] for has in money]
            now += wait[i]
            assert min(money) >= 0
            for n in self.backers[i]:
                money[n] = Fraction(0)
            funded.append(i)
            times.append(now)
            left -= self.cost[i]
        rest = {i for i in self.all if self.backers[i]} - set(forced) - set(funded)
        if rest - self.out([*forced, *funded]):
            return Run(funded, times), stop or "nothing more fits"
        return Run(funded, times), "the rest is ruled out" if rest else "all supported projects are funded"

    def completed(self, forced):
        """Equal Shares with its completion and comparison."""
        options = self.spec.options
        budget = self.poll.budget - sum(self.cost[i] for i in forced)
        step, share = Fraction(options["step"]), budget / len(self.people)
        share = Fraction(int(share)) if options["start"] == "integral" else share
        run, stop, steps, overspent = self.shares(share, forced), "no completion", 0, None
        while options["completion"] != "none":
            spent, done = sum(self.cost[i] for i in run.funded), [*forced, *run.funded]
            backed = {i for i in self.all if self.backers[i]} - set(done)
            able = backed - self.out(done)
            if not able:
                stop = "the rest is ruled out" if backed else "all supported projects are funded"
                break
            if options["completion"] == "add1-exhaustive" and all(spent + self.cost[i] > budget for i in able):
                stop = "nothing more fits"
                break
            raised = self.shares(share + step, forced)
            if sum(self.cost[i] for i in raised.funded) > budget:
                stop, overspent = "next step overspends", sum(self.cost[i] for i in raised.funded)
                break
            run, share, steps = raised, share + step, steps + 1
        winners = self.winners(run, "equal_shares")
        funded = [*forced, *run.funded]
        if options["completion"] == "add1u":
            extra = self.greedy(funded, 1)
            winners += self.winners(extra, "completion")
            funded += extra.funded
        compared = None
        if options["comparison"] == "greedy":
            rival = self.greedy(forced)
            gain = [
                sum(worth[i] for i in [*forced, *rival.funded]) - sum(worth[i] for i in funded) for worth in self.worth
            ]
            compared = (sum(g < 0 for g in gain), sum(g > 0 for g in gain))
            if compared[1] > compared[0]:
                winners = self.winners(rival, "greedy")
        return Counted(
            self.winners(Run(forced, [None] * len(forced)), "floor") + winners, stop, share, steps, overspent, compared
        )

    def winners(self, run, by):
        """What a run funds, project by project."""
        return [(k, by, price) for i, price in zip(run.funded, run.prices, strict=True) for k in self.items[i]]

    def counted(self, forced):
        """The rule, with some items paid for beforehand."""
        if self.spec.name == "equal_shares":
            return self.completed(forced)
        paid = self.winners(Run(forced, [None] * len(forced)), "floor")
        if self.spec.name == "greedy":
            return Counted(paid + self.winners(self.greedy(forced), "greedy"), "no completion")
        run, stop = self.phragmen(forced)
        return Counted(paid + self.winners(run, "phragmen"), stop)

    def holds(self, chosen):
        """Whether a set of items keeps to the budget and to every limit and floor."""
        return (
            sum(self.cost[i] for i in chosen) <= self.poll.budget
            and all(len(set_ & set(chosen)) <= 1 for set_ in self.sets)
            and all(sum(self.within(i, group) for i in chosen) <= most for group, most in self.caps)
            and not self.unmet(chosen)
        )

    def unmet(self, chosen):
        """The groups on which a set of items spends less than their floor."""
        return [group for group, least in self.floors if sum(self.within(i, group) for i in chosen) < least]

    def completable(self, forced):
        """Whether some set of items that contains the forced ones holds: every set is tried."""
        rest = sorted(set(self.all) - set(forced))
        return any(self.holds([*forced, *more]) for size in range(len(rest) + 1) for more in combinations(rest, size))

    def every_set(self):
        """Every set of items."""
        return [chosen for size in range(len(self.items) + 1) for chosen in combinations(self.all, size)]

    def most_within(self, group):
        """The most that can be spent on a group beside the other floors, or None where these cannot be met."""
        floors = self.floors
        self.floors = [floor for floor in floors if floor[0] != group]
        sums = [sum(self.within(i, group) for i in chosen) for chosen in self.every_set() if self.holds(chosen)]
        self.floors = floors
        return max(sums, default=None)

    def rise(self):
        """By how much the budget must rise for all floors to be met, or None where no budget is enough."""
        budget, costs = self.poll.budget, []
        for chosen in self.every_set():
            self.poll = replace(self.poll, budget=sum(self.cost[i] for i in chosen))
            costs += [self.poll.budget] if self.holds(chosen) else []
        self.poll = replace(self.poll, budget=budget)
        return min(costs) - budget if costs else None

    def count(self):
        """The whole count."""
        if self.floors and not self.completable([]):
            raise Unmet
        forced = []
        while True:
            counted = self.counted(forced)
            won = {k for k, _, _ in counted.winners}
            funded = {i for i in self.all if set(self.items[i]) <= won}
            unmet = self.unmet(funded)
            if not unmet:
                return counted
            able = [
                i
                for i in set(self.all) - funded
                if any(self.within(i, group) for group in unmet) and self.completable([*forced, i])
            ]
            forced = [*forced, self.first({i: -self.score[i] for i in able})]


def count(poll, spec):
    """What any rule gives."""
    return Naive(poll, spec).count()


def equal_shares(poll, spec):
    """The positions of the projects that Equal Shares funds, in order, and the final share."""
    counted = count(poll, spec)
    return [k for k, _, _ in counted.winners], counted.share


def one_run(poll, spec, share):
    """The projects and prices of one run of Equal Shares."""
    naive = Naive(poll, spec)
    return [(k, price) for k, _, price in naive.winners(naive.shares(share, []), "equal_shares")]


def greedy(poll, spec):
    """The positions of the projects that greedy funds, in order."""
    return [k for k, _, _ in count(poll, spec).winners]


def least_price(cost, backers):
    """The least price at which the backers, each paying at most all they have, pay the cost: every breakpoint tried."""
    candidates = []
    for most in sorted({money / utility for money, utility in backers}):
        spent = sum(money for money, utility in backers if money / utility < most)
        weight = sum(utility for money, utility in backers if money / utility >= most)
        candidates.append((cost - spent) / weight)
    return min(p for p in candidates if sum(min(money, p * utility) for money, utility in backers) == cost)


UTILITY = {"approval": ["cost", "votes"], "choose-1": ["cost", "votes"], "cumulative": ["points"], "ordinal": ["borda"]}


def small_poll(seed):
    """A small poll full of ties: few costs, few voters, often equal ballots; amounts sometimes not whole."""
    drawn = Random(seed)
    kind = drawn.choice(["approval", "approval", "approval", "choose-1", "cumulative", "ordinal"])
    count, voters = drawn.randint(1, 6), drawn.randint(1, 7)
    unit = drawn.choice([1, 1, 1, 2, 10])
    costs = [Fraction(drawn.choice([1, 2, 2, 3, 4, 6, 12]), unit) for _ in range(count)]
    longest = 1 if kind == "choose-1" else drawn.randint(1, count)
    ballots = []
    for _ in range(voters):
        choices = tuple(drawn.sample(range(count), drawn.randint(1, longest)))
        points = tuple(drawn.randint(0, 3) for _ in choices) if kind == "cumulative" else ()
        ballots.append(Ballot(choices, points))
    return Poll(
        projects=tuple(Project(f"p{k}", f"Project {k}", cost) for k, cost in enumerate(costs)),
        budget=Fraction(drawn.randint(1, 24), unit),
        vote_type=kind,
        ballots=grouped(ballots, kind),
        max_length=longest,
    )


def settings_for(seed, poll):
    """Some setting of Equal Shares that fits a poll's ballots."""
    drawn = Random(f"settings {seed}")
    completion = drawn.choice(["none", "add1", "add1-exhaustive", "add1u"])
    settings = [
        f"utility={drawn.choice(UTILITY[poll.vote_type])}",
        f"completion={completion}",
        f"comparison={drawn.choice(['none', 'greedy'])}",
        f"start={drawn.choice(['integral', 'rational'])}",
        f"ties={drawn.choice(['lower-cost,more-votes,lot', 'more-votes,higher-cost,lot', 'lot'])}",
        f"seed={seed}",
    ]
    return settings if completion == "none" else [*settings, f"step={drawn.choice(['1', '0.5', '0.3'])}"]
