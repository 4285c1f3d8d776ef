"""The folder of one count: the published ballots counted again, and everything said of the result held against that."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import sha256
from typing import Any

from .equal_shares import Round, Setting, run, setting
from .findings import Finding
from .greedy import greedy
from .manifests import FORMAT, is_canonical
from .poll import FILE, Poll, read_poll
from .reading import Folder

RESULT, CERTIFICATE, EXPLANATION = "result.json", "certificate.json", "explanation.json"
_KIND = "count explanation"
_TOLD = frozenset(["format", "kind", "poll", "voters", "with_nothing", "mean_funded", "greedy", "summary", "projects"])
_TIES = {"lower-cost", "higher-cost", "more-votes", "lot"}
_DECIMAL = re.compile(r"\d{1,18}(\.\d{1,18})?", re.ASCII)
_UTILITIES = {"approval": ("cost", "votes"), "choose-1": ("cost", "votes"), "cumulative": ("points",)}
FEWEST_STEPS, MOST_STEPS, MOST_WORK = 1_000, 50_000, 30_000_000
"""How far a rising share is followed: the work of a step is the choices on all ballots, and a hostile spec asks for
steps without end."""
_OPTIONS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "greedy": {
        "order": ("votes", "votes_per_cost"),
        "overflow": ("skip", "stop"),
        "minimum_support": (),
        "ties": (),
        "seed": (),
    },
    "equal_shares": {
        "utility": ("cost", "votes", "points", "borda"),
        "completion": ("none", "add1", "add1-exhaustive", "add1u"),
        "step": (),
        "start": ("integral", "rational"),
        "comparison": ("none", "greedy"),
        "ties": (),
        "seed": (),
    },
}


@dataclass(frozen=True, slots=True)
class _Count:
    """What a certificate must say, member by member; winners are (id, by, price)."""

    winners: Sequence[tuple[str, str, str | None]]
    share: str | None = None
    stop: str = "no completion"
    steps: int = 0
    overspent: str | None = None
    comparison: dict[str, int] | None = None


def check_count(folder: Folder) -> list[Finding]:
    """Count the ballots of a folder again and hold its certificate, result and explanation against that.

    Raises:
        Unreadable: where a file is missing or is not JSON.
    """
    poll, findings = read_poll(folder)
    certificate, result = folder.read_json(CERTIFICATE), folder.read_json(RESULT)
    findings.extend(_links(folder, certificate, result))
    if not isinstance(certificate, dict) or not isinstance(result, dict):
        return findings
    wrong = _spec_fault(certificate.get("rule"), poll.vote_type if poll else "")
    if wrong:
        return [*findings, Finding("V204", CERTIFICATE, wrong)]
    if poll is None:
        return findings
    rule = certificate["rule"]
    stated = certificate.get("steps")
    steps, most = stated if type(stated) is int else 0, _most_steps(poll)
    if steps > most:
        what = f"{steps} steps are stated; of this poll the check follows {most} at most: a larger step is needed"
        return [*findings, Finding("V204", CERTIFICATE, what)]
    count = _greedy(poll, rule["spec"]) if rule["name"] == "greedy" else _equal_shares(poll, rule["spec"], steps)
    findings.extend(_certificate_findings(count, certificate))
    findings.extend(_result_findings(poll, count, certificate, result))
    findings.extend(_explanation_form(folder, poll))
    findings.extend(_explanation_findings(poll, count, folder.read_json(EXPLANATION)))
    return findings


def _most_steps(poll: Poll) -> int:
    choices = sum(map(len, poll.ballots)) or 1
    return max(FEWEST_STEPS, min(MOST_STEPS, MOST_WORK // choices))


def _links(folder: Folder, certificate: Any, result: Any) -> Iterable[Finding]:
    """Hold the hashes that tie the files together, and each file's form."""
    poll_hash = sha256(folder.read(FILE)).hexdigest()
    own_hash = sha256(folder.read(CERTIFICATE)).hexdigest()
    for name, value, kind in ((CERTIFICATE, certificate, "count certificate"), (RESULT, result, "count result")):
        if not isinstance(value, dict) or value.get("format") != FORMAT or value.get("kind") != kind:
            yield Finding("V202", name, f"this is not a {kind} of the form {FORMAT}")
            continue
        if not is_canonical(value, folder.read(name)):
            yield Finding("V202", name, "it is not written in the one canonical form")
        if value.get("poll") != poll_hash:
            yield Finding("V202", name, "it speaks of other ballots than those in poll.pb")
        if kind == "count result" and value.get("certificate") != own_hash:
            yield Finding("V202", name, "it speaks of another certificate than certificate.json")


def _spec_fault(rule: Any, vote_type: str) -> str:
    """Say what is wrong with a spec, or nothing."""
    if not isinstance(rule, dict) or set(rule) != {"name", "version", "spec"} or not isinstance(rule["spec"], dict):
        return "the rule is not a name, a version and a spec"
    options, known = rule["spec"], _OPTIONS.get(str(rule["name"]))
    if known is None or rule["version"] != 1:
        return f"there is no rule {rule['name']} in version {rule['version']}"
    if set(options) != set(known):
        return "the spec does not state exactly the rule's options"
    for key, value in options.items():
        if not isinstance(value, str) or (known[key] and value not in known[key]) or not _free_value(key, value):
            return f"{value} is no value of {key}"
    utility = options.get("utility")
    if utility and vote_type and utility not in _UTILITIES.get(vote_type, ("borda",)):
        return f"the utility {utility} does not fit {vote_type} ballots"
    return ""


def _free_value(key: str, value: str) -> bool:
    if key == "ties":
        words = value.split(",")
        both = {"lower-cost", "higher-cost"} <= set(words)
        return set(words) <= _TIES and len(set(words)) == len(words) and words[-1] == "lot" and not both
    if key == "step":
        return bool(_DECIMAL.fullmatch(value)) and Fraction(value) > 0
    if key == "minimum_support":
        return value.isascii() and value.isdigit() and len(value) <= 18
    return key != "seed" or bool(re.fullmatch(r"[A-Za-z0-9._-]{1,64}", value))


def _greedy(poll: Poll, options: Mapping[str, str]) -> _Count:
    return _Count([(poll.ids[k], "greedy", None) for k in greedy(poll, options)])


def _equal_shares(poll: Poll, options: Mapping[str, str], most: int) -> _Count:
    """Count by Equal Shares, every raised share anew, up to the number of steps that was stated."""
    given = setting(poll, options)
    funded, rise = _risen(given, options, most)
    winners: list[tuple[str, str, str | None]] = [(poll.ids[k], "equal_shares", _text(p)) for k, p in funded]
    taken = tuple(k for k, _ in funded)
    if options["completion"] == "add1u":
        extra = greedy(poll, options, taken, least=1)
        winners += [(poll.ids[k], "completion", None) for k in extra]
        taken += tuple(extra)
    comparison = None
    if options["comparison"] == "greedy":
        rival = greedy(poll, options)
        comparison = _compare(given, taken, rival)
        if comparison["prefer_greedy"] > comparison["prefer_equal_shares"]:
            winners = [(poll.ids[k], "greedy", None) for k in rival]
    return replace(rise, winners=winners, comparison=comparison)


def _risen(given: Setting, options: Mapping[str, str], most: int) -> tuple[list[Round], _Count]:
    """Give what the last share funds, with what the certificate must say of the share."""
    poll = given.poll
    share = poll.budget / poll.voters
    if options["start"] == "integral":
        share = Fraction(share.numerator // share.denominator)
    funded = list(run(given, share))
    if options["completion"] == "none":
        return funded, _Count([], _text(share))
    steps = 0
    while True:
        stop = _rests(given, [k for k, _ in funded], options)
        if stop:
            return funded, _Count([], _text(share), stop, steps)
        raised = share + Fraction(options["step"])
        attempt = list(run(given, raised))
        cost = sum((poll.costs[k] for k, _ in attempt), Fraction(0))
        if cost > poll.budget:
            return funded, _Count([], _text(share), "next step overspends", steps, _text(cost))
        if steps >= most:
            return funded, _Count([], _text(share), "none: it could rise further", steps)
        share, funded, steps = raised, attempt, steps + 1


def _rests(given: Setting, funded: list[int], options: Mapping[str, str]) -> str:
    """Say why the share rises no further although the next step was not tried, or nothing."""
    rest = [k for k, backers in enumerate(given.backers) if backers and k not in funded]
    if not rest:
        return "all supported projects are funded"
    left = given.poll.budget - sum(given.poll.costs[k] for k in funded)
    if options["completion"] == "add1-exhaustive" and min(given.poll.costs[k] for k in rest) > left:
        return "nothing more fits"
    return ""


def _compare(given: Setting, ours: Iterable[int], theirs: Iterable[int]) -> dict[str, int]:
    mine, other = set(ours), set(theirs)
    more = less = 0
    for choices, voters in given.poll.ballots.items():
        a = sum(points * given.worth[k] for k, points in choices if k in mine)
        b = sum(points * given.worth[k] for k, points in choices if k in other)
        more += voters if a > b else 0
        less += voters if a < b else 0
    return {"prefer_equal_shares": more, "prefer_greedy": less}


def _certificate_findings(count: _Count, certificate: Mapping[str, Any]) -> Iterable[Finding]:
    stated = certificate.get("winners")
    if not isinstance(stated, list) or not all(isinstance(winner, dict) for winner in stated):
        yield Finding("V205", CERTIFICATE, "the winners are not a list")
        return
    told = [(winner.get("project"), winner.get("by"), winner.get("price")) for winner in stated]
    for number in range(1, max(len(told), len(count.winners)) + 1):
        if told[number - 1 : number] != list(count.winners[number - 1 : number]):
            said, found = _round(told, number), _round(count.winners, number)
            yield Finding("V205", CERTIFICATE, f"round {number} is said to fund {said}, but the ballots fund {found}")
            break
    members = {"format", "kind", "poll", "rule", "winners", "share", "stop", "steps", "overspent", "comparison"}
    if set(certificate) != members or any(set(winner) != {"project", "by", "price"} for winner in stated):
        yield Finding("V205", CERTIFICATE, "it has other members than a certificate")
    for name in ("share", "stop", "steps", "overspent", "comparison"):
        given, right = certificate.get(name), getattr(count, name)
        if not _same(given, right):
            yield Finding("V206", CERTIFICATE, f"{name} is said to be {given}, but the ballots give {right}")


def _round(winners: Sequence[Any], number: int) -> str:
    """Say what a round funds, and at what price."""
    if number > len(winners):
        return "nothing"
    project, by, price = winners[number - 1]
    return f"project {project} ({by}{f', at {price}' if price is not None else ''})"


def _result_findings(
    poll: Poll, count: _Count, certificate: Mapping[str, Any], result: Mapping[str, Any]
) -> Iterable[Finding]:
    costs = dict(zip(poll.ids, poll.costs, strict=True))
    right = {
        "rule": certificate["rule"],
        "selected": [id_ for id_, _, _ in count.winners],
        "spent": _amount(sum((costs[id_] for id_, _, _ in count.winners), Fraction(0))),
        "budget": _amount(poll.budget),
        "voters": poll.voters,
        "projects": len(poll.ids),
        "currency": poll.currency,
        "vote_type": poll.vote_type,
    }
    for name, found in right.items():
        said = result.get(name)
        if not _same(said, found):
            yield Finding("V203", RESULT, f"{name} is said to be {said}, but the ballots give {found}")
    if set(result) != {*right, "format", "kind", "poll", "certificate"}:
        yield Finding("V203", RESULT, "it has other members than a result")


def _explanation_form(folder: Folder, poll: Poll) -> Iterable[Finding]:
    told = folder.read_json(EXPLANATION)
    if not isinstance(told, dict) or set(told) != _TOLD or (told["format"], told["kind"]) != (FORMAT, _KIND):
        yield Finding("V207", EXPLANATION, f"this is not a {_KIND} of the form {FORMAT}")
        return
    if not is_canonical(told, folder.read(EXPLANATION)):
        yield Finding("V207", EXPLANATION, "it is not written in the one canonical form")
    if told["poll"] != sha256(folder.read(FILE)).hexdigest() or not _same(told["voters"], poll.voters):
        yield Finding("V207", EXPLANATION, "it speaks of other ballots than those in poll.pb")


def _explanation_findings(poll: Poll, count: _Count, explanation: Any) -> Iterable[Finding]:
    """Hold the explanation's figures of each project against the ballots."""
    funded = {id_: number for number, (id_, _, _) in enumerate(count.winners, start=1)}
    ways = {id_: by for id_, by, _ in count.winners}
    right = [
        {
            "id": id_,
            "cost": _amount(cost),
            "supporters": supporters,
            "score": score,
            "funded": id_ in funded,
            "round": funded.get(id_),
            "by": ways.get(id_),
        }
        for id_, cost, supporters, score in zip(poll.ids, poll.costs, poll.supporters(), poll.scores(), strict=True)
    ]
    stated = explanation.get("projects") if isinstance(explanation, dict) else None
    if not isinstance(stated, list) or len(stated) != len(right):
        yield Finding("V207", EXPLANATION, "it does not speak of each project once")
        return
    for said, found in zip(stated, right, strict=True):
        wrong = [
            name for name, value in found.items() if not isinstance(said, dict) or not _same(said.get(name), value)
        ]
        if wrong:
            yield Finding(
                "V207", EXPLANATION, f"project {found['id']}: {', '.join(wrong)} is not what the ballots give"
            )
    places = {id_: k for k, id_ in enumerate(poll.ids)}
    won = {places[id_] for id_ in funded}
    nothing = sum(n for choices, n in poll.ballots.items() if not any(p and k in won for k, p in choices))
    if explanation.get("with_nothing") != nothing:
        yield Finding("V207", EXPLANATION, f"{nothing} voters are left with nothing, which is not what it says")
    got = sum(n * sum(1 for k, p in choices if p and k in won) for choices, n in poll.ballots.items())
    mean = _text(Fraction(got, poll.voters))
    if explanation.get("mean_funded") != mean:
        yield Finding("V207", EXPLANATION, f"{mean} of a voter's choices are funded, which is not what it says")


def _same(said: object, found: object) -> bool:
    """Say whether two values are the same; true is not 1."""
    return type(said) is type(found) and said == found


def _text(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


def _amount(value: Fraction) -> int | str:
    """Give a sum as whole units, or as a fraction where it is not whole."""
    return value.numerator if value.denominator == 1 else _text(value)
