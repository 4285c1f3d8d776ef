"""Tiny places whose devolved money is of several funds, each with uses of its own."""

from dataclasses import replace
from fractions import Fraction
from random import Random

from commonweal.handover.devolved import USES, DevolvedFund


def blending(problem, seed):
    """Give a place whose devolved money is split among three funds, so that now and then one of them binds."""
    random = Random(f"blending {seed}")
    shares, scarce = [Fraction(random.randint(1, 6)) for _ in range(3)], Fraction(random.choice([1, 3, 10]), 10)
    rows = [
        tuple(
            (money if f else money + (problem.funds.devolved_start if t == 0 else 0)) * share * scarce / sum(shares)
            for t, money in enumerate(problem.funds.devolved)
        )
        for f, share in enumerate(shares)
    ]
    allowed = [{use for use in USES if random.random() < 0.5} for _ in range(3)]
    for use in USES:
        allowed[random.randrange(3)].add(use)
    borrows = random.randrange(3)
    funds = tuple(
        DevolvedFund(f"Fund {f}", tuple(use for use in USES if use in allowed[f]), f == borrows, rows[f])
        for f in range(3)
    )
    whole = tuple(sum((row[t] for row in rows), Fraction(0)) for t in range(problem.quarters))
    money = replace(problem.funds, devolved_start=Fraction(0), devolved=whole, blended=funds)
    return replace(problem, funds=money)
