"""Small polls with categories, areas and every kind of constraint, by seed."""

from dataclasses import replace
from random import Random

from commonweal.errors import FloorsNotMet, TieOpen
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from tests.funding import naive

TIES = ["lower-cost,more-votes,lot", "more-votes,higher-cost,lot", "lot", "more-votes", "lower-cost,more-votes"]


def placed(seed):
    """A small poll full of ties, whose projects have categories and areas."""
    poll, drawn = naive.small_poll(seed), Random(f"placed {seed}")
    projects = tuple(
        replace(project, categories=tuple(c for c in ("art", "play") if drawn.random() < 0.5), area=drawn.choice("NS"))
        for project in poll.projects
    )
    return replace(poll, projects=projects)


def constraints_for(seed, poll):
    """Some constraints that a poll can be counted under, or at least a spec can state."""
    drawn = Random(f"constraints {seed}")
    ids = [project.id for project in poll.projects]
    settings = [f"minimum_support={drawn.choice([0, 0, 1, 2])}"]
    packages = []
    if len(ids) > 2 and drawn.random() < 0.5:
        mixed = drawn.sample(ids, len(ids))
        packages = [mixed[:2], *([mixed[2:5]] if len(ids) > 3 and drawn.random() < 0.4 else [])]
        settings.append("packages=" + ";".join(",".join(package) for package in packages))
    if len(ids) > 1 and drawn.random() < 0.5:
        sets = [drawn.sample(ids, drawn.randint(2, min(3, len(ids)))) for _ in range(drawn.randint(1, 2))]
        sets = [set_ for set_ in sets if all(len({*set_} & {*package}) < 2 for package in packages)]
        settings.append("exclusive=" + ";".join(",".join(set_) for set_ in sets))
    named = {f"category:{name}" for project in poll.projects for name in project.categories}
    groups = sorted(named | {f"area:{project.area}" for project in poll.projects})
    unit = poll.projects[0].cost.denominator
    caps = {group: drawn.randint(0, 14) / unit for group in groups if drawn.random() < 0.2}
    floors = {group: drawn.randint(1, 5) / unit for group in groups if drawn.random() < 0.25}
    for option, sums in (("caps", caps), ("floors", floors)):
        told = [f"{group}={sum_}" for group, sum_ in sums.items() if option == "caps" or sum_ <= caps.get(group, sum_)]
        settings.append(f"{option}={';'.join(told)}")
    return settings


def ties_for(seed):
    """Some tie order, and a seed that has been drawn or not."""
    drawn = Random(f"ties {seed}")
    return [f"ties={drawn.choice(TIES)}", f"seed={drawn.choice([seed, seed, ''])}"]


def settings_for(seed, poll, rule):
    """Some settings of a rule, its constraints left aside."""
    drawn = Random(f"rule {seed}")
    own = {
        "greedy": [f"order={drawn.choice(['votes', 'votes_per_cost'])}", f"overflow={drawn.choice(['skip', 'stop'])}"],
        "phragmen": [f"overflow={drawn.choice(['stop', 'skip'])}"],
        "equal_shares": [set_ for set_ in naive.settings_for(seed, poll) if not set_.startswith(("ties", "seed"))],
    }
    return [*own[rule], *ties_for(seed)]


def counted(poll, rule, settings):
    """What a rule gives as plain values, or the name of its refusal."""
    try:
        told = RULES[rule](poll, read_spec(rule, settings)).certificate
    except TieOpen:
        return "open"
    except FloorsNotMet:
        return "unmet"
    compared = told.comparison and (told.comparison.prefer_equal_shares, told.comparison.prefer_greedy)
    winners = [(winner.project, winner.by, winner.price) for winner in told.winners]
    return naive.Counted(winners, told.stop, told.share, told.steps, told.overspent, compared)


def expected(poll, rule, settings):
    """What the definition gives, in the same words."""
    try:
        return naive.count(poll, read_spec(rule, settings))
    except naive.Open:
        return "open"
    except naive.Unmet:
        return "unmet"
