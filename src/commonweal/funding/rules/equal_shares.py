"""The Method of Equal Shares: every voter gets the same share, and a project is paid by those who chose it.

Source: Peters, Pierczynski and Skowron, "Proportional Participatory Budgeting with Additive Utilities" (NeurIPS 2021);
completion by raising the share: Wieliczka 2023, and equalshares.net.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from commonweal.funding.certificate import Certificate, Comparison, Stop, Winner
from commonweal.funding.electorate import Electorate, electorate
from commonweal.funding.floors import meeting_floors, paid_beforehand
from commonweal.funding.kernel.rising import rise
from commonweal.funding.kernel.rounds import Run, run
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

    Constraints (exclusive sets, packages, caps, floors, a minimum of support) are read as
    :mod:`~commonweal.funding.items`, :mod:`~commonweal.funding.limits` and :mod:`~commonweal.funding.floors` say.

    The share begins at the budget divided by the voters, rounded down to a whole main unit where ``start`` is integral.
    Where ``comparison`` is greedy, the greedy outcome is taken if more voters find it worth more than worth less.

    Args:
        poll: the poll.
        spec: of the rule ``equal_shares``.

    Raises:
        RuleFaults: where the poll's type of vote does not allow the spec's utility, or the spec names what the poll
            does not have.
        FloorsNotMet: where nothing meets the spec's floors.
        TieOpen: where the spec leaves open which of several equally good projects comes first.
    """
    voters = electorate(poll, spec)

    def count(forced: tuple[int, ...]) -> Certificate:
        certificate = _completed(poll, spec, voters, forced)
        paid = paid_beforehand(voters.items, forced)
        certificate = replace(certificate, winners=(*paid, *certificate.winners))
        if spec.options["completion"] == "add1u":
            taken = [winner.project for winner in certificate.winners]
            extra = fill(poll, spec, taken=taken, by="completion", least=1)
            certificate = replace(certificate, winners=(*certificate.winners, *extra))
        if spec.options["comparison"] == "greedy":
            certificate = _compared(poll, spec, voters, certificate, paid)
        return certificate

    return result(poll, meeting_floors(poll, spec, voters.items, count))


def _completed(poll: Poll, spec: RuleSpec, voters: Electorate, forced: tuple[int, ...]) -> Certificate:
    """Run the rounds, with a rising share where the spec says so; what is paid beforehand is not among the winners."""
    budget = poll.budget - _cost(voters, forced)
    share = budget / poll.voters
    if spec.options["start"] == "integral":
        share = Fraction(share.numerator // share.denominator)
    if spec.options["completion"] == "none":
        return Certificate(spec, _winners(voters, run(voters, share, forced)), share)

    def stop(one: Run) -> Stop | None:
        return _stop(spec, voters, [*forced, *one.funded], budget - _cost(voters, one.funded))

    risen = rise(
        voters,
        share,
        Fraction(spec.options["step"]),
        (lambda one: stop(one) is not None, lambda one: _cost(voters, one.funded) > budget),
        forced,
    )
    return Certificate(
        spec,
        _winners(voters, risen.run),
        risen.run.share,
        stop(risen.run) or "next step overspends",
        risen.steps,
        overspent=None if risen.beyond is None else _cost(voters, risen.beyond.funded),
    )


def _winners(voters: Electorate, one: Run) -> tuple[Winner, ...]:
    return tuple(
        Winner(project, "equal_shares", price)
        for item, price in zip(one.funded, one.prices(), strict=True)
        for project in voters.items[item].projects
    )


def _cost(voters: Electorate, items: Sequence[int]) -> Fraction:
    return sum((voters.items[k].cost for k in items), Fraction(0))


def _stop(spec: RuleSpec, voters: Electorate, funded: Sequence[int], left: Fraction) -> Stop | None:
    """Say why the share need rise no further, if it need not."""
    rest = voters.supported - set(funded)
    open_ = rest - voters.limits.ruled_out(funded)
    if not open_:
        return "the rest is ruled out" if rest else "all supported projects are funded"
    exhaustive = spec.options["completion"] == "add1-exhaustive"
    return "nothing more fits" if exhaustive and all(voters.items[k].cost > left for k in open_) else None


def _compared(
    poll: Poll, spec: RuleSpec, voters: Electorate, certificate: Certificate, paid: tuple[Winner, ...]
) -> Certificate:
    """Put the outcome beside greedy's, voter by voter, and take the one that more find worth more."""
    rival = (*paid, *fill(poll, spec, taken=[winner.project for winner in paid]))
    place = {project: k for k, item in enumerate(voters.items) for project in item.projects}
    ours, theirs = (
        voters.worth(sorted({place[winner.project] for winner in winners})) for winners in (certificate.winners, rival)
    )
    compared = Comparison(int(voters.voters[ours > theirs].sum()), int(voters.voters[ours < theirs].sum()))
    taken = rival if compared.prefer_greedy > compared.prefer_equal_shares else certificate.winners
    return replace(certificate, winners=taken, comparison=compared)
