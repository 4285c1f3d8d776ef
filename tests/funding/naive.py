"""Naive counts, voter by voter in fractions: slow, short, and written from the rules' definitions alone."""

from fractions import Fraction
from hashlib import sha256
from random import Random

from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.poll import Poll, Project


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


def tie(poll, spec):
    """What to compare equal projects by."""
    people = voters_of(poll)

    def key(k):
        project = poll.projects[k]
        told = {
            "lower-cost": project.cost,
            "higher-cost": -project.cost,
            "more-votes": -sum(person.get(k, 0) for person in people),
            "lot": sha256(f"{spec.options['seed']}\n{project.id}".encode()).hexdigest(),
        }
        return [told[word] for word in spec.options["ties"].split(",")]

    return key


def one_run(poll, spec, share):
    """The funded projects and prices of one run."""
    people = voters_of(poll)
    key = tie(poll, spec)
    money = [share] * len(people)
    funded = []
    while True:
        best = None
        for k, project in enumerate(poll.projects):
            worth = project.cost if spec.options["utility"] == "cost" else Fraction(1)
            backers = [(i, person[k] * worth) for i, person in enumerate(people) if k in person]
            if k in dict(funded) or not backers or sum(money[i] for i, _ in backers) < project.cost:
                continue
            price = least_price(project.cost, [(money[i], utility) for i, utility in backers])
            if best is None or (price, key(k)) < best[:2]:
                best = (price, key(k), k, backers)
        if best is None:
            return funded
        price, _, k, backers = best
        for i, utility in backers:
            money[i] -= min(money[i], price * utility)
        funded.append((k, price))


def least_price(cost, backers):
    """The least price at which the backers, each paying at most all they have, pay the cost: every breakpoint tried."""
    candidates = []
    for most in sorted({money / utility for money, utility in backers}):
        spent = sum(money for money, utility in backers if money / utility < most)
        weight = sum(utility for money, utility in backers if money / utility >= most)
        candidates.append((cost - spent) / weight)
    return min(p for p in candidates if sum(min(money, p * utility) for money, utility in backers) == cost)


def greedy(poll, spec, taken=(), least=0):
    """The projects that greedy funds after those taken."""
    people, key = voters_of(poll), tie(poll, spec)
    score = [sum(person.get(k, 0) for person in people) for k in range(len(poll.projects))]
    per_cost = spec.options.get("order") == "votes_per_cost"
    order = sorted(
        range(len(score)),
        key=lambda k: (-Fraction(score[k]) / (poll.projects[k].cost if per_cost else 1), key(k)),
    )
    funded = []
    for k in order:
        if k in taken or score[k] < max(least, int(spec.options.get("minimum_support", 0))):
            continue
        spent = sum(poll.projects[j].cost for j in [*taken, *funded])
        if spent + poll.projects[k].cost <= poll.budget:
            funded.append(k)
        elif spec.options.get("overflow") == "stop":
            break
    return funded


def equal_shares(poll, spec):
    """The positions of the funded projects in order, and the final share."""
    people = voters_of(poll)
    supported = {k for person in people for k in person}
    share = poll.budget / len(people)
    if spec.options["start"] == "integral":
        share = Fraction(int(share))
    funded = [k for k, _ in one_run(poll, spec, share)]
    completion = spec.options["completion"]
    while completion != "none":
        cost = sum(poll.projects[k].cost for k in funded)
        fits = any(cost + poll.projects[k].cost <= poll.budget for k in supported - set(funded))
        if supported == set(funded) or (completion == "add1-exhaustive" and not fits):
            break
        raised = [k for k, _ in one_run(poll, spec, share + Fraction(spec.options["step"]))]
        if sum(poll.projects[k].cost for k in raised) > poll.budget:
            break
        share, funded = share + Fraction(spec.options["step"]), raised
    if completion == "add1u":
        funded += greedy(poll, spec, funded, least=1)
    if spec.options["comparison"] == "greedy":
        rival = greedy(poll, spec)
        worth = [p.cost if spec.options["utility"] == "cost" else Fraction(1) for p in poll.projects]
        gain = [
            sum(p * worth[k] for k, p in person.items() if k in rival)
            - sum(p * worth[k] for k, p in person.items() if k in funded)
            for person in people
        ]
        if sum(g > 0 for g in gain) > sum(g < 0 for g in gain):
            funded = rival
    return funded, share


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
