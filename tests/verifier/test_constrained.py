"""Folders of counts under constraints and of the rule phragmen: every mutation is refused, with every hash repaired."""

import json
from fractions import Fraction

import pytest

from commonweal.verifier.counts import check_count
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder
from tests.verifier.count_folders import change, repair
from tests.verifier.small_polls import PLAIN, SmallPoll, folder_of

VOTES = [
    *[("b", "e")] * 5,
    *[("b", "c", "d")] * 4,
    *[("a", "b", "f")] * 4,
    *[("a", "e", "g")] * 3,
    *[("c", "d")] * 3,
    *[("c", "d", "g")] * 2,
    *[("g", "h")] * 2,
    ("h",),
]
PROJECTS = {  # cost, category, area
    "a": (20, "green", "North"),
    "b": (30, "green", "South"),
    "c": (12, "play", "North"),
    "d": (15, "play", "South"),
    "e": (18, "green", "North"),
    "f": (9, "paths", ""),
    "g": (16, "paths", "South"),
    "h": (7, "care", "East"),
}
TELLING = {  # a budget with which the constraint changes what the rule funds
    "greedy": {
        "exclusive": (80, "b,e"),
        "packages": (55, "b,d"),
        "caps": (80, "category:green=40"),
        "floors": (85, "category:care=5"),
        "minimum_support": (85, "5"),
    },
    "phragmen": {
        "exclusive": (70, "c,e"),
        "packages": (70, "c,d"),
        "caps": (70, "area:North=20"),
        "floors": (70, "category:green=38;area:South=15"),
        "minimum_support": (70, "5"),
    },
    "equal_shares": {
        "exclusive": (85, "b,e"),
        "packages": (90, "c,d"),
        "caps": (85, "category:green=40"),
        "floors": (55, "category:care=5"),
        "minimum_support": (65, "5"),
    },
}
OPTIONS = {
    "greedy": {"order": "votes", "overflow": "skip"},
    "phragmen": {"overflow": "skip"},
    "equal_shares": {"utility": "cost", "completion": "add1", "step": "0.5", "start": "rational", "comparison": "none"},
}
RULES = list(OPTIONS)


def poll(budget=90):
    ids = sorted(PROJECTS)
    ballots = sorted((tuple(ids.index(id_) for id_ in vote), (1,) * len(vote)) for vote in VOTES)
    costs, kinds, areas = zip(*(PROJECTS[id_] for id_ in ids), strict=True)
    kinds = [[kind] for kind in kinds]
    return SmallPoll(ids, [*map(Fraction, costs)], kinds, [*areas], Fraction(budget), "approval", 3, ballots)


def folder(rule, budget=90, **options):
    spec = {"ties": "lower-cost,more-votes,lot", "seed": "x", **PLAIN, **OPTIONS[rule], **options}
    return folder_of(poll(budget), rule, spec)


def telling(rule, key):
    """A count in which one constraint tells."""
    budget, text = TELLING[rule][key]
    return folder(rule, budget, **{key: text})


def won(files):
    return [(each["project"], each["by"]) for each in json.loads(files["certificate.json"])["winners"]]


def refused(files):
    """What the count's own check finds once every hash is right again."""
    repair(files)
    return [finding for finding in check_published(Folder(files)) if finding.code != "V202"]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("key", PLAIN)
def test_a_count_that_a_constraint_changes_is_accepted_with_it_only(rule, key):
    files, free = telling(rule, key), folder(rule, TELLING[rule][key][0])
    assert won(files) != won(free)
    assert check_published(Folder(files)) == check_published(Folder(free)) == []
    for name, text in ((files, ""), (free, TELLING[rule][key][1])):
        _spec(**{key: text or PLAIN[key]})(name)
        assert {"V205"} <= {finding.code for finding in refused(name)}


def _winners(how):
    """Change the winners, and what follows from them elsewhere."""

    def mutate(files):
        change(files, "certificate.json", lambda value: how(value["winners"]))
        ids = [winner["project"] for winner in json.loads(files["certificate.json"])["winners"]]
        costs = [PROJECTS[id_][0] for id_ in ids]
        change(files, "result.json", lambda value: value.update(selected=ids, spent=sum(costs)))

    return mutate


def _drop(id_):
    return _winners(lambda winners: winners.remove(next(each for each in winners if each["project"] == id_)))


def _add(id_):
    return _winners(lambda winners: winners.append({**winners[-1], "project": id_}))


def _swapped(winners):
    at = next(k for k, each in enumerate(winners) if each["project"] == "d") - 1
    winners[at : at + 2] = winners[at + 1], winners[at]


def _priced(winners):
    next(each for each in winners if each["project"] == "d")["price"] = "1/3"


def _spec(**options):
    def mutate(files):
        for name in ("certificate.json", "result.json"):
            change(files, name, lambda told: told["rule"]["spec"].update(options))
        spec = json.loads(files["result.json"])["rule"]["spec"]
        named = sorted(key for key, none in PLAIN.items() if spec[key] != none)
        change(files, "result.json", lambda told: told.update(constraints=named))

    return mutate


def _constraints(*named):
    return lambda files: change(files, "result.json", lambda value: value.update(constraints=list(named)))


MUTATIONS = {
    "a member of a package dropped": ("packages", _drop("d")),
    "the members of a package swapped": ("packages", _winners(_swapped)),
    "a member of a package at a price of its own": ("packages", _winners(_priced)),
    "an excluded project added": ("exclusive", _add("e")),
    "a project above the cap added": ("caps", _add("e")),
    "a project without the least support added": ("minimum_support", _add("f")),
    "a forced project removed": ("floors", _winners(lambda winners: winners.pop(0))),
    "a forced project moved to the end": ("floors", _winners(lambda winners: winners.append(winners.pop(0)))),
    "a forced project funded by the rule": ("floors", _winners(lambda w: w[0].update(by=w[-1]["by"]))),
    "a forced project at a price": ("floors", _winners(lambda winners: winners[0].update(price="1/3"))),
    "a funded project said to be forced": ("floors", _winners(lambda w: w[1].update(by="floor", price=None))),
    "a constraint kept quiet": ("caps", _constraints()),
    "a constraint that is none": ("caps", _constraints("caps", "exclusive")),
    "a constraint named twice": ("caps", _constraints("caps", "caps")),
    "the constraints not stated": (
        "caps",
        lambda files: change(files, "result.json", lambda value: value.pop("constraints")),
    ),
    "an option not stated": (
        "caps",
        lambda files: change(files, "certificate.json", lambda told: told["rule"]["spec"].pop("packages")),
    ),
}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("name", MUTATIONS)
def test_each_mutation_of_a_count_under_constraints_is_refused(rule, name):
    key, mutate = MUTATIONS[name]
    files = telling(rule, key)
    mutate(files)
    assert refused(files), name


def test_a_project_of_another_category_serves_another_floor():
    files = telling("greedy", "floors")
    files["poll.pb"] = files["poll.pb"].replace(b"Project h;care;", b"Project h;play,care;")
    repair(files)
    assert check_count(Folder(files)) == []
    files["poll.pb"] = files["poll.pb"].replace(b"Project h;play,care;", b"Project h;play;")
    assert [finding.code for finding in refused(files)] == ["V204"]


@pytest.mark.parametrize("rule", RULES)
def test_a_floor_may_take_the_whole_budget_and_a_cap_all_that_its_group_needs(rule):
    files = folder(rule, 20, floors="category:green=20", caps="category:green=20")
    assert won(files) == [("a", "floor")]
    assert check_published(Folder(files)) == []


def test_the_constraints_are_named_in_their_order():
    both = {"exclusive": "a,b", "caps": "category:green=40"}
    files = folder("greedy", **both)
    assert check_published(Folder(files)) == []
    _constraints("exclusive", "caps")(files)
    assert [finding.code for finding in refused(files)] == ["V203"]


SENSELESS = {
    "a project that is not there": {"exclusive": "a,z"},
    "a project twice in a set": {"exclusive": "b,b"},
    "a set of one": {"exclusive": "b"},
    "an empty set": {"exclusive": "a,b;"},
    "an exclusive set within a package": {"exclusive": "c,d", "packages": "c,d"},
    "a project in two packages": {"packages": "a,b;b,c"},
    "a category that is not there": {"caps": "category:blue=40"},
    "an area that is not there": {"floors": "area:West=1"},
    "an area named as a category": {"caps": "category:North=40"},
    "another kind of group": {"caps": "target:green=40"},
    "no amount": {"caps": "category:green="},
    "an amount below nothing": {"caps": "category:green=-1"},
    "an amount with a superfluous zero": {"caps": "category:green=40.0"},
    "an amount with a blank": {"caps": "category:green= 40"},
    "an endless amount": {"caps": "category:green=" + "4" * 5000},
    "a group twice": {"caps": "category:green=40;category:green=40"},
    "a floor of nothing": {"floors": "category:care=0"},
    "a floor above the cap of the same group": {"caps": "category:green=40", "floors": "category:green=41"},
    "a floor out of reach": {"floors": "category:care=8"},
    "floors out of reach together": {"floors": "category:green=50;category:play=27;area:South=60"},
    "a least support that is no number": {"minimum_support": "many"},
    "a least support with a superfluous zero": {"minimum_support": "03"},
    "a lot that does not stand last": {"ties": "lot,lower-cost"},
    "no word at all": {"ties": ""},
    "cheap and dear first": {"ties": "lower-cost,higher-cost"},
    "a seed with a blank": {"seed": "a b"},
}


@pytest.mark.parametrize("name", SENSELESS)
@pytest.mark.parametrize("rule", RULES)
def test_a_spec_that_means_nothing_on_the_poll_is_a_finding(rule, name):
    files = folder(rule)
    _spec(**SENSELESS[name])(files)
    repair(files)
    assert [(f.code, f.where) for f in check_count(Folder(files))] == [("V204", "certificate.json")]


@pytest.mark.parametrize("rule", RULES)
def test_an_open_tie_is_a_finding_that_names_both_projects(rule):
    files = folder(rule, ties="lower-cost")
    again = poll()
    again.costs[again.ids.index("c")] = again.costs[again.ids.index("d")]
    files["poll.pb"] = again.text()
    repair(files)
    told = [str(f) for f in check_count(Folder(files))]
    assert told == [
        "V208 certificate.json: nothing tells project c and project d apart, and the count comes to choose one of them"
    ]


PHRAGMEN = {
    "a price changed": _winners(lambda winners: winners[1].update(price="1/7")),
    "a price taken away": _winners(lambda winners: winners[1].update(price=None)),
    "two winners swapped": _winners(lambda winners: winners.insert(0, winners.pop(1))),
    "the last dropped": _winners(lambda winners: winners.pop()),
    "one added": _winners(lambda winners: winners.append({**winners[0], "project": "a"})),
    "another rule named": _winners(lambda winners: winners[0].update(by="equal_shares")),
    "another stop": lambda files: change(files, "certificate.json", lambda told: told.update(stop="no completion")),
    "a share made up": lambda files: change(files, "certificate.json", lambda told: told.update(share="1/1")),
    "steps made up": lambda files: change(files, "certificate.json", lambda told: told.update(steps=1)),
    "the overflow changed": _spec(overflow="skip"),
    "an option of another rule": _spec(order="votes"),
    "another version": lambda files: change(files, "certificate.json", lambda told: told["rule"].update(version=2)),
}


@pytest.mark.parametrize("name", PHRAGMEN)
def test_each_mutation_of_a_phragmen_count_is_refused(name):
    files = folder("phragmen", overflow="stop")
    assert check_published(Folder(files)) == []
    PHRAGMEN[name](files)
    assert refused(files), name


STOPS = [
    ("phragmen", {"overflow": "stop"}, "next project does not fit"),
    ("phragmen", {}, "nothing more fits"),
    ("phragmen", {"caps": ";".join(f"area:{name}=0" for name in ("North", "South", "East"))}, "the rest is ruled out"),
    ("phragmen", {"minimum_support": "8"}, "all supported projects are funded"),
    ("equal_shares", {"caps": "category:green=0;category:play=0;area:South=0"}, "the rest is ruled out"),
    ("equal_shares", {"minimum_support": "8"}, "all supported projects are funded"),
    ("equal_shares", {}, "next step overspends"),
]


@pytest.mark.parametrize(("rule", "options", "stop"), STOPS)
def test_each_reason_to_stop_is_told_and_no_other_is_accepted(rule, options, stop):
    files = folder(rule, **options)
    assert json.loads(files["certificate.json"])["stop"] == stop
    assert check_published(Folder(files)) == []
    for _, _, other in STOPS:
        change(files, "certificate.json", lambda value, other=other: value.update(stop=other))
        assert bool(refused(files)) == (other != stop)
