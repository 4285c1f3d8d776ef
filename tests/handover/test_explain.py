"""A plan in sentences: true to its figures, for every cell."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.formats.prose import prose
from commonweal.handover.explain import explain
from commonweal.handover.plan import carried_out, keep_everything
from tests.handover.tiny import solved

SEEDS = (0, 2, 6, 7, 13, 22, 26, 32)


def words(sentences):
    return [prose().text(sentence) for sentence in sentences]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_cell_is_told_of_and_every_sentence_can_be_written(seed):
    problem, plan, certificate = solved(seed)
    told = explain(problem, plan, certificate)
    assert len(told.cells) == len(problem.cells)
    for cell, way in zip(told.cells, plan.decisions.pathways, strict=True):
        assert cell.start == (way.start if way else None)
        assert bool(cell.organisation) == (way is not None)
        assert words(cell.sentences)
    assert all("{" not in text for text in words(told.sentences))


def test_the_summary_counts_what_moves_and_what_stays():
    problem, plan, certificate = solved(7)
    moved = sum(way is not None for way in plan.decisions.pathways)
    first, _, stays, *_ = words(explain(problem, plan, certificate).sentences)
    assert first.startswith(
        f"Of 8 services, counted in each neighbourhood, {moved} are handed over: the first begins on 1 "
    )
    assert stays.startswith(f"{8 - moved} stay")


def test_gaps_and_the_weight_of_the_end_are_stated():
    problem, plan, certificate = solved(7)
    text = " ".join(words(explain(problem, plan, certificate).sentences))
    assert f"by more than {float(certificate.gap_objective):.1%}" in text
    assert f"that is {float(certificate.gap_value):.1%} of all" in text
    assert f"counts {float(problem.parameters.terminal_weight):.1f} times as much" in text


def test_less_spending_is_said_to_replace_public_money_and_more_to_be_new():
    problem, plan, certificate = solved(7)
    for price, said in ((Fraction(0), "this replaces public money"), (Fraction(9), "new money exceeds the cut")):
        other = replace(problem, offers=tuple(replace(offer, price=price) for offer in problem.offers))
        told = explain(other, plan, certificate)
        assert any(said in text for text in words(told.sentences))
        goes = [cell for cell in told.cells if cell.organisation]
        assert goes
        assert all(any(said in text for text in words(cell.sentences)) for cell in goes)


REASONS = [
    ("nobody offers", lambda p: replace(p, offers=())),
    (
        "no offer would hold the floor",
        lambda p: replace(p, offers=tuple(replace(o, quality=Fraction(0)) for o in p.offers)),
    ),
    (
        "can begin by 1 January 2028",
        lambda p: replace(p, providers=tuple(replace(b, ready_from=9) for b in p.providers)),
    ),
    (
        "no offer would meet more need",
        lambda p: replace(
            p,
            offers=tuple(replace(o, quality=Fraction("0.6"), volunteer_share=Fraction(0)) for o in p.offers),
            services=tuple(replace(s, level=(Fraction("0.7"),) * 6, floor=Fraction("0.6")) for s in p.services),
            parameters=replace(p.parameters, terminal_weight=Fraction(9)),
        ),
    ),
    ("stand in the way, or do more elsewhere", lambda p: p),
]


@pytest.mark.parametrize(("why", "change"), REASONS, ids=[why for why, _ in REASONS])
def test_what_stays_says_why(why, change):
    problem = change(solved(7)[0])
    plan = carried_out(problem, keep_everything(problem))
    told = explain(problem, plan, solved(7)[2])
    assert any(why in text for cell in told.cells for text in words(cell.sentences))
