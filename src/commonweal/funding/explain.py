"""Telling people what a count did, per project and for the poll: each figure from the ballots and the certificate."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from commonweal.errors import TieOpen
from commonweal.funding.certificate import Certificate, Winner
from commonweal.funding.electorate import Electorate, electorate
from commonweal.funding.explanation import Explanation, ProjectAccount, Reach
from commonweal.funding.kernel.rounds import run
from commonweal.funding.poll import Poll
from commonweal.funding.result import Result
from commonweal.funding.rules.greedy import Passed, fill, passed
from commonweal.funding.settlement import Account, Settlement, settle
from commonweal.funding.standing import Standing, weakened
from commonweal.funding.tally import scores, supporters, weights
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say

_BRIEF = 70
"""Letters of a title within a sentence."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What every account is drawn from."""

    poll: Poll
    result: Result
    score: tuple[int, ...]
    backers: tuple[int, ...]
    winners: dict[int, tuple[int, Winner]]
    electorate: Electorate | None
    items: dict[int, int]
    settlement: Settlement | None
    passed: dict[int, Passed]
    standing: Standing

    def money(self, sum_: Fraction) -> Amount:
        """Give a sum as people read it, to the hundredth; the exact one stands beside it as a figure."""
        return Amount(Fraction(round(sum_ * 100), 100), self.poll.currency)


def explain(poll: Poll, result: Result) -> Explanation:
    """Explain a result: each project, and the poll as a whole.

    Args:
        poll: the poll that was counted.
        result: what the count gave.
    """
    by_shares = result.spec.name == "equal_shares" and not _greedy_taken(result)
    by_budget = result.spec.name == "greedy" or _greedy_taken(result)
    shares = by_shares and any(winner.price is not None for winner in result.certificate.winners)
    voters = electorate(poll, result.spec) if by_shares else None
    forced = [winner.project for winner in result.certificate.winners if winner.by == "floor"]
    told = _Told(
        poll=poll,
        result=result,
        score=scores(poll),
        backers=supporters(poll),
        winners={winner.project: (n, winner) for n, winner in enumerate(result.certificate.winners, start=1)},
        electorate=voters,
        items={k: place for place, item in enumerate(voters.items) for k in item.projects} if voters else {},
        settlement=None if voters is None else _settled(voters, result.certificate),
        passed={item.project: item for item in passed(poll, result.spec, taken=forced)} if by_budget else {},
        standing=Standing.of(poll, result),
    )
    reached = reach(poll, [winner.project for winner in result.certificate.winners])
    votes = by_votes(poll, result)
    rival = None if votes is None else reach(poll, votes)
    return Explanation(
        voters=result.voters,
        reach=reached,
        greedy=rival,
        sentences=tuple(_summary(told, reached, rival, shares=shares)),
        projects=tuple(_account(told, k) for k in range(len(poll.projects))),
    )


def by_votes(poll: Poll, result: Result) -> tuple[int, ...] | None:
    """Give what most votes alone would have funded under the same constraints, as positions in order.

    Args:
        poll: the poll that was counted.
        result: what the count gave.

    Returns:
        None where votes decided it (the rule is greedy, or took greedy's outcome), or where they leave a tie open.
    """
    if result.spec.name == "greedy" or _greedy_taken(result):
        return None
    forced = [winner.project for winner in result.certificate.winners if winner.by == "floor"]
    try:
        return (*forced, *(winner.project for winner in fill(poll, result.spec, taken=forced)))
    except TieOpen:
        return None


def _settled(voters: Electorate, certificate: Certificate) -> Settlement:
    forced = {winner.project for winner in certificate.winners if winner.by == "floor"}
    paid = [place for place, item in enumerate(voters.items) if item.projects[0] in forced]
    return settle(voters, run(voters, certificate.share or Fraction(0), paid))


def reach(poll: Poll, funded: Sequence[int]) -> Reach:
    """Say how far an outcome reaches among the voters of a poll.

    Args:
        poll: the poll.
        funded: positions of the funded projects.
    """
    ballots = poll.ballots
    won = np.zeros(len(poll.projects), bool)
    won[list(funded)] = True
    hits = ballots.rows[won[ballots.choices] & (weights(poll) > 0)]
    got = np.bincount(hits, minlength=len(ballots))
    nothing, total = int(ballots.voters[got == 0].sum()), int((got * ballots.voters).sum())
    return Reach(
        selected=tuple(poll.projects[k].id for k in funded),
        spent=sum((poll.projects[k].cost for k in funded), Fraction(0)),
        with_nothing=nothing,
        mean_funded=Fraction(total, poll.voters),
    )


def _greedy_taken(result: Result) -> bool:
    compared = result.certificate.comparison
    return compared is not None and compared.prefer_greedy > compared.prefer_equal_shares


def _summary(told: _Told, reached: Reach, rival: Reach | None, *, shares: bool) -> Iterator[Sentence]:
    """Say what happened and why, in at most 100 words."""
    poll, result = told.poll, told.result
    yield say(
        "{voters} people voted on {projects} projects, with {budget} to spend.",
        voters=result.voters,
        projects=len(poll.projects),
        budget=told.money(poll.budget),
    )
    if shares and result.certificate.share is not None:
        yield say("Every voter was given the same share, and a share paid only for projects that its voter had chosen.")
        if result.certificate.steps:
            yield _raised(told, result.certificate.share)
        if any(winner.by == "completion" for winner in result.certificate.winners):
            yield say("What was left went to the most supported projects that still fitted.")
    elif _greedy_taken(result):
        yield say("More voters prefer what most votes alone would fund, so that is funded.")
    elif result.spec.name == "greedy":
        yield say("The most supported projects were funded first, as long as the budget lasted.")
    elif result.spec.name == "phragmen":
        yield say(
            "Every voter earned money at the same pace; a project was funded once its supporters could pay for it."
        )
    yield say(
        "{n} project is funded, for {spent}.",
        plural="{n} projects are funded, for {spent}.",
        by="n",
        n=len(result.selected),
        spent=told.money(result.spent),
    )
    nothing = Fraction(reached.with_nothing, result.voters)
    if rival is None:
        yield say("{nothing:percent1} of voters see none of their choices funded.", nothing=nothing)
    else:
        yield say(
            "{nothing:percent1} of voters see none of their choices funded; by most votes alone it would be "
            "{greedy:percent1}.",
            nothing=nothing,
            greedy=Fraction(rival.with_nothing, result.voters),
        )
    yield say("On average {mean:decimal2} of a voter's choices are funded.", mean=reached.mean_funded)
    yield from weakened(result.spec)


def _raised(told: _Told, share: Fraction) -> Sentence:
    if told.result.certificate.stop == "next step overspends":
        return say(
            "The share rose in steps to {share}; one step more would have overspent the budget.",
            share=told.money(share),
        )
    return say("The share rose in steps to {share}; then nothing more could be funded.", share=told.money(share))


def _account(told: _Told, k: int) -> ProjectAccount:
    project = told.poll.projects[k]
    number, winner = told.winners.get(k, (None, None))
    each = left = None
    elsewhere: tuple[tuple[int, Fraction], ...] = ()
    if winner is not None and winner.price is not None and told.electorate is not None:
        # Of a package, each project's own cost says what its supporters pay for it.
        each = winner.price * (project.cost if told.result.spec.options["utility"] == "cost" else 1)
    elif winner is None and told.settlement is not None and k in told.items:
        account = told.settlement.accounts[told.items[k]]
        left, elsewhere = account.left, _elsewhere(told, account)
    elif winner is None and k in told.passed:
        left = told.passed[k].left
    elif winner is None and told.result.spec.name == "phragmen":
        left = told.poll.budget - told.result.spent
    short = told.settlement.short.get(told.items.get(k, -1), 0) if told.settlement is not None else 0
    return ProjectAccount(
        id=project.id,
        name=project.name,
        cost=project.cost,
        supporters=told.backers[k],
        score=told.score[k],
        funded=winner is not None,
        round=number,
        by=winner.by if winner is not None else None,
        each=each,
        short=short,
        left=left,
        elsewhere=tuple((told.poll.projects[j].id, sum_) for j, sum_ in elsewhere),
        sentences=tuple(_lost(told, k, left, elsewhere) if winner is None else _won(told, k, winner, each, short)),
    )


def _elsewhere(told: _Told, account: Account) -> tuple[tuple[int, Fraction], ...]:
    """Give what an item's supporters paid for each other one, by its first project, the largest sums first."""
    if told.electorate is None:
        return ()
    paid = {told.electorate.items[place].projects[0]: money for place, money in account.paid.items()}
    return tuple((k, paid[k]) for k in sorted(paid, key=lambda k: (-paid[k], k)))


def _won(told: _Told, k: int, winner: Winner, each: Fraction | None, short: int) -> Iterator[Sentence]:
    """Say how a project came to be funded."""
    if each is None:
        yield from _won_whole(told, k, winner)
        yield _backed(told.backers[k])
    else:
        yield from _won_by_shares(told, k, told.money(each), short)
    yield from told.standing.package(k)


def _won_whole(told: _Told, k: int, winner: Winner) -> Iterator[Sentence]:
    """Say how a project came to be funded that no share paid for."""
    number = told.winners[k][0]
    if winner.by == "floor":
        yield from told.standing.beforehand(k)
    elif winner.by == "completion":
        yield say("Funded with what was left at the end, as one of the most supported that still fitted.")
    elif winner.by == "phragmen" and winner.price is not None:
        yield say(
            "Funded as number {round}: its supporters could pay for it once everyone had earned {time}.",
            round=number,
            time=told.money(winner.price),
        )
    else:
        yield say("Funded as number {round} in order of support; its cost still fitted.", round=number)


def _won_by_shares(told: _Told, k: int, each: Amount, short: int) -> Iterator[Sentence]:
    """Say what the supporters of a project paid for it."""
    number = told.winners[k][0]
    figures: dict[str, int | Amount] = {"round": number, "supporters": told.backers[k], "each": each}
    if told.poll.vote_type in {"cumulative", "ordinal"}:
        yield say(
            "Funded in round {round}: its {supporters} supporter paid {each} for each point given to it.",
            plural="Funded in round {round}: its {supporters} supporters paid {each} for each point given to it.",
            by="supporters",
            **figures,
        )
    else:
        yield say(
            "Funded in round {round}: its {supporters} supporter paid {each}.",
            plural="Funded in round {round}: its {supporters} supporters paid {each} each.",
            by="supporters",
            **figures,
        )
    if short:
        yield say("{n} of them had less than that left, and paid all of it.", n=short)


def _backed(n: int) -> Sentence:
    if not n:
        return say("Nobody supported it.")
    return say("{n} person supported it.", plural="{n} people supported it.", by="n", n=n)


def _lost(told: _Told, k: int, left: Fraction | None, elsewhere: Sequence[tuple[int, Fraction]]) -> Iterator[Sentence]:
    """Say why a project is not funded."""
    yield _backed(told.backers[k])
    yield from told.standing.package(k)
    limit, met, item = told.standing.why_not(k), told.passed.get(k), told.standing.item(k)
    if limit is not None and (met is None or met.why in {"support", "ruled out"}):
        yield limit
    elif met is not None and met.why == "ended":
        yield _ended()
    elif left is not None and item is not None:
        cost, sum_ = told.money(item.cost), told.money(left)
        if met is not None:
            yield say("Not funded: it needs {cost}, and {left} was left when its turn came.", cost=cost, left=sum_)
        elif told.settlement is not None:
            yield from _unpaid(told, k, (cost, sum_), elsewhere)
        elif item.cost > left:
            yield say("Not funded: it needs {cost}, and {left} was left at the end.", cost=cost, left=sum_)
        elif told.backers[k]:
            yield _ended()


def _unpaid(
    told: _Told, k: int, sums: tuple[Amount, Amount], elsewhere: Sequence[tuple[int, Fraction]]
) -> Iterator[Sentence]:
    """Say what the supporters of a project had left, of what it needs, and where their money went."""
    cost, left = sums
    missing = cost.units - left.units
    if told.backers[k] and missing > 0:
        yield say(
            "Not funded: it needs {cost}, and its supporters had {left} left between them, {missing} too little.",
            cost=cost,
            left=left,
            missing=Amount(missing, cost.currency),
        )
    elif told.backers[k]:
        yield say("Not funded: it needs {cost}, and its supporters had {left} left.", cost=cost, left=left)
    if elsewhere:
        yield _went(told, elsewhere)


def _went(told: _Told, elsewhere: Sequence[tuple[int, Fraction]]) -> Sentence:
    """Say where supporters' money went: the one, two or three projects that took most of it."""
    figures: dict[str, Any] = {}
    for place, (other, sum_) in zip("abc", elsewhere, strict=False):
        item = told.standing.item(other)
        members = [told.poll.projects[member] for member in (item.projects if item else (other,))]
        figures[place] = told.money(sum_)
        figures[f"to_{place}"] = ", ".join(_brief(project.name or project.id) for project in members)
    if len(elsewhere) == 1:
        return say("They had paid {a} for another project that they chose, “{to_a}”.", **figures)
    if len(elsewhere) == 2:
        return say("They had paid {a} for “{to_a}” and {b} for “{to_b}”, which they chose as well.", **figures)
    return say(
        "The largest sums they had paid went to other projects that they chose: {a} to “{to_a}”, {b} to “{to_b}” and "
        "{c} to “{to_c}”.",
        **figures,
    )


def _brief(name: str) -> str:
    """Cut a long title at a word, so that a sentence of three of them can be read; the table beside it has it whole."""
    return name if len(name) <= _BRIEF else name[:_BRIEF].rpartition(" ")[0].rstrip(" ,;:-") + "…"


def _ended() -> Sentence:
    return say("Not funded: the count had ended, at the first project that no longer fitted.")
