"""Writing the folder of a scored award, as :mod:`award_folder` reads it."""

import json
from collections.abc import Iterator
from fractions import Fraction

from commonweal.formats.award_folder import BIDS, COSTS, INTERESTS_FILE, PROMISES, SCHEME, SCORES, AwardFolder
from commonweal.formats.tables import write_table
from commonweal.funding.scored.scheme import Criterion
from commonweal.terms.money import Pence


def write_award(held: AwardFolder) -> dict[str, bytes]:
    """Write the folder of a scored award; reading it again gives the same values."""
    return {
        SCHEME: ("\n".join(_lines(held)) + "\n").encode(),
        BIDS: write_table(
            ("id", "bidder", "title", "price_pounds", *COSTS),
            (
                (
                    *(bid.id, bid.bidder, bid.title, _pounds(bid.price)),
                    *(_pounds(getattr(bid.full_cost, name.removesuffix("_pounds"))) for name in COSTS),
                )
                for bid in held.bids
            ),
        ),
        PROMISES: write_table(
            ("bid", "promise", "due"),
            ((bid.id, one.text, one.due.isoformat()) for bid in held.bids for one in bid.promises),
        ),
        INTERESTS_FILE: write_table(
            ("assessor", "bid", "interest"), ((*pair, kind) for pair, kind in sorted(held.panel.interests.items()))
        ),
        SCORES: write_table(
            ("assessor", "bid", "criterion", "points", "reason"),
            ((*names, one.points, one.reason) for names, one in sorted(held.panel.scores.items())),
        ),
    }


def _pounds(sum_: Pence | None) -> Fraction | None:
    return None if sum_ is None else Fraction(sum_, 100)


def _lines(held: AwardFolder) -> Iterator[str]:
    scheme = held.scheme
    yield "# What bidders are told before they bid. It is locked: the hash below is published at the opening."
    yield "[scheme]"
    yield f"id = {_text(scheme.id)}"
    yield f"title = {_text(scheme.title)}"
    yield f"body = {_text(scheme.body)}"
    yield f"budget_pounds = {scheme.budget // 100}"
    yield f"most_awards = {scheme.most_awards}"
    yield f"overflow = {_text(scheme.overflow)}"
    yield f"weights_total = {scheme.total}"
    yield f"ties = [{', '.join(map(_text, scheme.ties))}]"
    for criterion in scheme.criteria:
        yield from _criterion(criterion)
    yield from ("", "[opening]", f"on = {scheme.opened.isoformat()}", f"sha256 = {_text(held.locked)}")
    if held.seed:
        yield from ("", "# Drawn in public after the scores.", "[lot]", f"seed = {_text(held.seed)}")


def _criterion(criterion: Criterion) -> Iterator[str]:
    yield from ("", "[[criteria]]", f"id = {_text(criterion.id)}", f"title = {_text(criterion.title)}")
    yield from (f"kind = {_text(criterion.kind)}", f"weight = {criterion.weight}")
    if criterion.minimum is not None:
        yield f"minimum = {criterion.minimum}"
    if criterion.formula:
        yield f"formula = {_text(criterion.formula)}"
    if criterion.levels:
        told = (f"{points} = {_text(means)}" for points, means in sorted(criterion.levels.items()))
        yield f"levels = {{ {', '.join(told)} }}"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
