"""Small polls full of ties, as values and in the published form, with specs and whole folders."""

from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from random import Random

from commonweal.verifier.manifests import canonical
from tests.verifier import definition

UTILITIES = {
    "approval": ["cost", "votes"],
    "choose-1": ["cost", "votes"],
    "cumulative": ["points"],
    "ordinal": ["borda"],
}
PLAIN = {"caps": "", "exclusive": "", "floors": "", "minimum_support": "0", "packages": ""}
"""The constraints where there is none."""


@dataclass(frozen=True)
class SmallPoll:
    """A poll, voter by voter; ``ballots`` are what each chose, with the points."""

    ids: list[str]
    costs: list[Fraction]
    categories: list[list[str]]
    areas: list[str]
    budget: Fraction
    kind: str
    longest: int
    ballots: list[tuple[tuple[int, ...], tuple[int, ...]]]

    @property
    def people(self):
        """Each voter's points for each project that they support."""
        return [{k: p for k, p in zip(chosen, points, strict=True) if p} for chosen, points in self.ballots]

    def text(self):
        """The poll in the published form."""
        votes = [sum(k in person for person in self.people) for k in range(len(self.ids))]
        meta = {
            "num_projects": len(self.ids),
            "num_votes": len(self.ballots),
            "budget": amount(self.budget),
            "vote_type": self.kind,
            "currency": "GBP",
            "min_length": 1,
            "max_length": self.longest,
        }
        lines = ["META", "key;value", *(f"{key};{value}" for key, value in meta.items())]
        lines += ["PROJECTS", "project_id;cost;votes;name;category;target;district"]
        for k, id_ in enumerate(self.ids):
            kinds = ",".join(self.categories[k])
            lines.append(f"{id_};{amount(self.costs[k])};{votes[k]};Project {id_};{kinds};;{self.areas[k]}")
        cumulative = self.kind == "cumulative"
        lines += ["VOTES", "voter_id;vote" + (";points" if cumulative else "")]
        for number, (chosen, points) in enumerate(self.ballots, start=1):
            given = ";" + ",".join(map(str, points)) if cumulative else ""
            lines.append(f"{number};{','.join(self.ids[k] for k in chosen)}{given}")
        return "\n".join([*lines, ""]).encode()


def amount(value):
    """An amount of few digits, without superfluous zeros."""
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator / value.denominator:.4f}".rstrip("0")


def small_poll(seed):
    """A poll of few projects, few costs and few voters, often with equal ballots; amounts sometimes not whole."""
    drawn = Random(f"poll {seed}")
    kind = drawn.choice(["approval", "approval", "approval", "choose-1", "cumulative", "ordinal"])
    count, voters = drawn.randint(1, 6), drawn.randint(1, 8)
    unit = drawn.choice([1, 1, 1, 2, 10])
    longest = 1 if kind == "choose-1" else drawn.randint(1, count)
    ballots = []
    for _ in range(voters):
        chosen = drawn.sample(range(count), drawn.randint(1, longest))
        if kind == "ordinal":
            points = [longest - rank for rank in range(len(chosen))]
        else:
            chosen = sorted(chosen)
            points = [drawn.randint(0, 3) if kind == "cumulative" else 1 for _ in chosen]
        ballots.append((tuple(chosen), tuple(points)))
    return SmallPoll(
        [f"p{k}" for k in range(count)],
        [Fraction(drawn.choice([1, 2, 2, 3, 4, 6, 12]), unit) for _ in range(count)],
        [drawn.sample(["a", "b", "c d"], drawn.randint(0, 2)) for _ in range(count)],
        [drawn.choice(["", "North", "South"]) for _ in range(count)],
        Fraction(drawn.randint(1, 30), unit),
        kind,
        longest,
        sorted(ballots),
    )


def wider_poll(seed):
    """A poll whose order of purchases often changes with the share, and sometimes changes back."""
    drawn = Random(f"wider poll {seed}")
    count, kind = drawn.randint(4, 7), drawn.choice(["approval", "cumulative"])
    ballots = []
    for _ in range(drawn.randint(6, 14)):
        chosen = tuple(sorted(drawn.sample(range(count), drawn.randint(1, count))))
        ballots.append((chosen, tuple(drawn.randint(1, 5) if kind == "cumulative" else 1 for _ in chosen)))
    return SmallPoll(
        [f"p{k}" for k in range(count)],
        [Fraction(drawn.randint(3, 40)) for _ in range(count)],
        [[]] * count,
        [""] * count,
        Fraction(drawn.randint(40, 160)),
        kind,
        count,
        sorted(ballots),
    )


def some_spec(seed, poll, *, rule="", constrained=True):
    """The name of a rule and all of its options, of which some do not fit the poll."""
    drawn = Random(f"spec {seed}")
    rule = rule or drawn.choice(["greedy", "equal_shares", "phragmen"])
    options = {
        "ties": drawn.choice(
            ["lower-cost,more-votes,lot", "more-votes,higher-cost,lot", "lot", "more-votes", "lower-cost"]
        ),
        "seed": drawn.choice(["", "x", "2026"]),
        **(_constraints(drawn, poll) if constrained else PLAIN),
    }
    if rule == "greedy":
        options |= {"order": drawn.choice(["votes", "votes_per_cost"])}
    if rule in {"greedy", "phragmen"}:
        options |= {"overflow": drawn.choice(["skip", "stop"])}
    if rule == "equal_shares":
        options |= {
            "utility": drawn.choice(UTILITIES[poll.kind]),
            "completion": drawn.choice(["none", "add1", "add1-exhaustive", "add1u"]),
            "step": drawn.choice(["1", "0.5", "0.3", "0.1"]),
            "start": drawn.choice(["integral", "rational"]),
            "comparison": drawn.choice(["none", "greedy"]),
        }
    return rule, options


def _constraints(drawn, poll):
    """Constraints that a spec may state; a few of them cannot be kept."""

    def often(chance, value):
        return value if drawn.random() < chance else ""

    ids, count = poll.ids, len(poll.ids)
    pairs = [",".join(drawn.sample(ids, drawn.randint(2, min(3, count)))) for _ in range(2)] if count > 1 else [""]
    packed = ",".join(drawn.sample(ids, 2)) if count > 1 else ""
    names = sorted(
        {("category", c) for kinds in poll.categories for c in kinds} | {("area", a) for a in poll.areas if a}
    )
    groups = drawn.sample(names, min(len(names), 2))
    most = {group: drawn.choice([0, 1, 2, 4, 8]) for group in groups}
    least = {group: drawn.choice([1, 2, 3, 4, 6]) * drawn.choice([Fraction(1), Fraction(1, 2)]) for group in groups}
    return {
        "exclusive": often(0.4, ";".join(pairs[: drawn.randint(1, 2)])),
        "packages": often(0.3, packed),
        "caps": often(0.3, ";".join(f"{kind}:{name}={most[kind, name]}" for kind, name in groups)),
        "floors": often(0.35, ";".join(f"{k}:{n}={amount(least[k, n])}" for k, n in groups[: drawn.randint(1, 2)])),
        "minimum_support": drawn.choice(["0", "0", "0", "1", "2"]),
    }


def folder_of(poll, rule, options):
    """The folder of a count as it would be published, counted by the definitions."""
    counted = definition.count(poll, rule, options)
    text = poll.text()
    ballots = sha256(text).hexdigest()
    spec = {"name": rule, "version": 1, "spec": options}
    head = {"format": "commonweal/1", "poll": ballots}
    certificate = canonical({**head, "kind": "count certificate", "rule": spec, **counted})
    won = [winner["project"] for winner in counted["winners"]]
    files = {
        "poll.pb": text,
        "certificate.json": certificate,
        "result.json": canonical(
            {
                **head,
                "kind": "count result",
                "certificate": sha256(certificate).hexdigest(),
                "rule": spec,
                "constraints": sorted(key for key, none in PLAIN.items() if options[key] != none),
                "selected": won,
                "spent": exact(sum((poll.costs[poll.ids.index(id_)] for id_ in won), Fraction(0))),
                "budget": exact(poll.budget),
                "voters": len(poll.ballots),
                "projects": len(poll.ids),
                "currency": "GBP",
                "vote_type": poll.kind,
            }
        ),
        "explanation.json": canonical({**head, "kind": "count explanation", **_explained(poll, counted["winners"])}),
        "explanation.txt": b"As counted.\n",
    }
    listed = {name: sha256(data).hexdigest() for name, data in files.items()}
    return {**files, "manifest.json": canonical({"format": "commonweal/1", "kind": "count", "files": listed})}


def _explained(poll, winners):
    won = [winner["project"] for winner in winners]
    ways = {winner["project"]: winner["by"] for winner in winners}
    got = [sum(poll.ids[k] in won for k in person) for person in poll.people]
    mean = Fraction(sum(got), len(got))
    projects = [
        {
            "id": id_,
            "cost": exact(poll.costs[k]),
            "supporters": sum(k in person for person in poll.people),
            "score": sum(person.get(k, 0) for person in poll.people),
            "funded": id_ in won,
            "round": won.index(id_) + 1 if id_ in won else None,
            "by": ways.get(id_),
        }
        for k, id_ in enumerate(poll.ids)
    ]
    return {
        "voters": len(got),
        "with_nothing": sum(not some for some in got),
        "mean_funded": f"{mean.numerator}/{mean.denominator}",
        "greedy": None,
        "summary": [],
        "projects": projects,
    }


def exact(value):
    """A sum as whole units, or as a fraction where it is not whole."""
    return value.numerator if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
