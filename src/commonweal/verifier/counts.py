"""The folder of one count: the published ballots counted again, and everything said of the result held against that."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from typing import Any

from .findings import Finding
from .items import OpenTie
from .manifests import FORMAT, amount, is_canonical, ratio
from .poll import FILE, Poll, read_poll
from .reading import Folder
from .recount import Recount, Said, recount
from .rising import Endless
from .specs import CONSTRAINTS, NoSpec, spec_fault

RESULT, CERTIFICATE, EXPLANATION = "result.json", "certificate.json", "explanation.json"
_KIND = "count explanation"
_TOLD = frozenset(["format", "kind", "poll", "voters", "with_nothing", "mean_funded", "greedy", "summary", "projects"])


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
    wrong = spec_fault(certificate.get("rule"), poll.vote_type if poll else "")
    if wrong:
        return [*findings, Finding("V204", CERTIFICATE, wrong)]
    if poll is None:
        return findings
    rule = certificate["rule"]
    try:
        count = recount(poll, rule["name"], rule["spec"], _said(certificate))
    except OpenTie as tie:
        return [*findings, Finding("V208", CERTIFICATE, str(tie))]
    except (NoSpec, Endless) as bad:
        return [*findings, Finding("V204", CERTIFICATE, str(bad))]
    findings.extend(_certificate_findings(count, certificate))
    findings.extend(_result_findings(poll, count, certificate, result))
    findings.extend(_explanation_form(folder, poll))
    findings.extend(_explanation_findings(poll, count, folder.read_json(EXPLANATION)))
    return findings


def _said(certificate: Mapping[str, Any]) -> Said:
    """Read what a certificate says that can save work, whatever else it is."""
    steps, winners = certificate.get("steps"), certificate.get("winners")
    forced = [
        str(winner.get("project"))
        for winner in (winners if isinstance(winners, list) else [])
        if isinstance(winner, dict) and winner.get("by") == "floor"
    ]
    return Said(forced, steps if type(steps) is int else 0)


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


def _certificate_findings(count: Recount, certificate: Mapping[str, Any]) -> Iterable[Finding]:
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
    poll: Poll, count: Recount, certificate: Mapping[str, Any], result: Mapping[str, Any]
) -> Iterable[Finding]:
    costs = dict(zip(poll.ids, poll.costs, strict=True))
    right = {
        "rule": certificate["rule"],
        "constraints": [key for key, none in CONSTRAINTS.items() if certificate["rule"]["spec"][key] != none],
        "selected": [id_ for id_, _, _ in count.winners],
        "spent": amount(sum((costs[id_] for id_, _, _ in count.winners), Fraction(0))),
        "budget": amount(poll.budget),
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


def _explanation_findings(poll: Poll, count: Recount, explanation: Any) -> Iterable[Finding]:
    """Hold the explanation's figures of each project against the ballots."""
    funded = {id_: number for number, (id_, _, _) in enumerate(count.winners, start=1)}
    ways = {id_: by for id_, by, _ in count.winners}
    right = [
        {
            "id": id_,
            "cost": amount(cost),
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
    won = [given for id_, given in zip(poll.ids, poll.backers, strict=True) if id_ in funded]
    reached = {ballot for given in won for ballots in given.values() for ballot in ballots}
    nothing = poll.voters - sum(map(poll.sizes.__getitem__, reached))
    if explanation.get("with_nothing") != nothing:
        yield Finding("V207", EXPLANATION, f"{nothing} voters are left with nothing, which is not what it says")
    got = sum(voters for id_, voters in zip(poll.ids, poll.supporters(), strict=True) if id_ in funded)
    mean = ratio(Fraction(got, poll.voters))
    if explanation.get("mean_funded") != mean:
        yield Finding("V207", EXPLANATION, f"{mean} of a voter's choices are funded, which is not what it says")


def _same(said: object, found: object) -> bool:
    """Say whether two values are the same; true is not 1."""
    return type(said) is type(found) and said == found
