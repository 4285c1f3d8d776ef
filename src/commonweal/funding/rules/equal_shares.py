"""The Method of Equal Shares: every voter gets the same share, and a project is paid by those who chose it.

Source: Peters, Pierczynski and Skowron, "Proportional Participatory Budgeting with Additive Utilities" (NeurIPS 2021);
completion by raising the share: Wieliczka 2023, and equalshares.net.
"""

from collections.abc import Iterator
from fractions import Fraction
from heapq import heapify, heappop, heappush

from commonweal.funding.certificate import Certificate, Comparison, Stop, Winner
from commonweal.funding.electorate import Electorate, Purses, electorate
from commonweal.funding.poll import Poll
from commonweal.funding.result import Result, result
from commonweal.funding.rules.greedy import fill
from commonweal.funding.spec import RuleSpec


def equal_shares(poll: Poll, spec: RuleSpec) -> Result:
    """Count a poll by the Method of Equal Shares.

    Each voter has an equal share of the budget. In each round the project is funded that costs its supporters least for
    each unit of what it is worth to them, as long as they can pay for it together. Then, by the spec's ``completion``:

    - ``none``: that is the result.
    - ``add1``: everyone's share rises by ``step`` and the rounds begin anew, as long as the result stays within the
      budget; the last such result counts. (Once all projects that anyone supports are funded, it rises no further.)
    - ``add1-exhaustive``: as add1, but it also stops once no further supported project fits into the budget.
    - ``add1u``: as add1, then greedy by votes fills what is left of the budget with projects that anyone supports.

    The share begins at the budget divided by the voters, rounded down to a whole main unit where ``start`` is integral.
    Where ``comparison`` is greedy, the greedy outcome is taken if more voters find it worth more than worth less.

    Args:
        poll: the poll.
        spec: of the rule ``equal_shares``.

    Raises:
        RuleFaults: where the poll's type of vote does not allow the spec's utility.
    """
    voters = electorate(poll, spec)
    certificate = _completed(poll, spec, voters)
    if spec.options["completion"] == "add1u":
        taken = [winner.project for winner in certificate.winners]
        extra = fill(poll, spec, taken=taken, by="completion", least=1)
        certificate = _with(certificate, (*certificate.winners, *extra), None)
    if spec.options["comparison"] == "greedy":
        certificate = _compared(poll, spec, voters, certificate)
    return result(poll, certificate)


def rounds(voters: Electorate, share: Fraction) -> Iterator[tuple[Winner, Purses]]:
    """Give the funded projects in order, each with what voters have left after it.

    Args:
        voters: the electorate.
        share: what each voter has at first, in the currency's main unit.
    """
    purses = Purses.equal(voters, share)
    # A price never falls while purses empty, so a stale one is a lower bound: only the least need be worked out anew.
    heap: list[tuple[Fraction, int, int, int]] = [(Fraction(0), voters.ranks[k], k, -1) for k in voters.supported]
    heapify(heap)
    done = 0
    while heap:
        price, rank, k, seen = heappop(heap)
        if seen == done:
            purses.pay(k, price * voters.factors[k] * purses.parts)
            done += 1
            yield Winner(k, "equal_shares", price), purses
            continue
        payment = purses.payment(k)
        if payment is not None:
            heappush(heap, (payment / (purses.parts * voters.factors[k]), rank, k, done))


def _completed(poll: Poll, spec: RuleSpec, voters: Electorate) -> Certificate:
    """Run the rounds, with a rising share where the spec says so."""
    share = poll.budget / poll.voters
    if spec.options["start"] == "integral":
        share = Fraction(share.numerator // share.denominator)
    winners = tuple(winner for winner, _ in rounds(voters, share))
    if spec.options["completion"] == "none":
        return Certificate(spec, winners, share)
    steps, step, budget = 0, Fraction(spec.options["step"]), poll.budget * voters.scale
    while True:
        stop = _stop(spec, voters, winners, budget)
        if stop:
            return Certificate(spec, winners, share, stop, steps)
        raised = tuple(winner for winner, _ in rounds(voters, share + step))
        cost = sum(voters.costs[winner.project] for winner in raised)
        if cost > budget:
            return Certificate(
                spec, winners, share, "next step overspends", steps, overspent=Fraction(cost, voters.scale)
            )
        winners, share, steps = raised, share + step, steps + 1


def _stop(spec: RuleSpec, voters: Electorate, winners: tuple[Winner, ...], budget: Fraction) -> Stop | None:
    """Say why the share need rise no further, if it need not."""
    rest = voters.supported - {winner.project for winner in winners}
    if not rest:
        return "all supported projects are funded"
    spent = sum(voters.costs[winner.project] for winner in winners)
    fits = any(spent + voters.costs[k] <= budget for k in rest)
    return None if fits or spec.options["completion"] != "add1-exhaustive" else "nothing more fits"


def _compared(poll: Poll, spec: RuleSpec, voters: Electorate, certificate: Certificate) -> Certificate:
    """Put the outcome beside greedy's, voter by voter, and take the one that more find worth more."""
    rival = fill(poll, spec)
    ours = voters.worth([winner.project for winner in certificate.winners])
    theirs = voters.worth([winner.project for winner in rival])
    compared = Comparison(
        sum(size for size, a, b in zip(voters.sizes, ours, theirs, strict=True) if a > b),
        sum(size for size, a, b in zip(voters.sizes, ours, theirs, strict=True) if a < b),
    )
    taken = rival if compared.prefer_greedy > compared.prefer_equal_shares else certificate.winners
    return _with(certificate, taken, compared)


def _with(certificate: Certificate, winners: tuple[Winner, ...], compared: Comparison | None) -> Certificate:
    return Certificate(
        spec=certificate.spec,
        winners=winners,
        share=certificate.share,
        stop=certificate.stop,
        steps=certificate.steps,
        overspent=certificate.overspent,
        comparison=compared,
    )
