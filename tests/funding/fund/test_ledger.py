"""Ledgers: double entry to the penny, capital apart from revenue, and nothing that was not there."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import MovementRefused
from commonweal.funding.fund.constitution import MONEY
from commonweal.funding.fund.ledger import HOW, Ledger, Pot
from tests.funding.fund.funds import ledger, moved, twenty_million

RECEIVED = moved("m1", "received", capital=1000, revenue=501)
ASIDE = moved("m2", "set aside", capital=600, revenue=400, round="r1")
AWARDED = moved("m3", "awarded", capital=500, revenue=400, round="r1", organisation="o1")
PAID = moved("m4", "paid", capital=300, round="r1", organisation="o1")

movements = st.builds(
    moved,
    st.integers(0, 10**6).map(str),
    st.sampled_from(HOW),
    st.sampled_from(["p1", "p2", "p3"]),
    st.integers(0, 500),
    st.integers(0, 500),
    to_period=st.sampled_from(["", "p2", "p3"]),
    round=st.sampled_from(["", "r1", "quiet"]),
    organisation=st.sampled_from(["", "o1", "o2"]),
)
"""Movements, most of which have to be refused."""


def let_in(made, wanted):
    """Give the ledger with every movement that it lets in, in turn."""
    for movement in wanted:
        try:
            made = made.with_movement(movement)
        except MovementRefused:
            continue
    return made


@st.composite
def ledgers(draw):
    funded = [moved(f"in-{name}", "received", name, 2000, 2000) for name in ("p1", "p2")]
    return let_in(Ledger(twenty_million()), [*funded, *draw(st.lists(movements, max_size=40))])


@given(ledgers())
def test_what_was_given_is_what_it_became_to_the_penny(made):
    for line in made.reconciled():
        assert line.difference == 0
        became = line.set_aside + line.awarded + line.paid + line.carried_out + line.left
        assert line.received + line.carried_in == became
        assert min(line.left, line.set_aside, line.awarded, line.paid) >= 0
    assert made.findings() == ()


@given(ledgers())
def test_no_money_is_made_or_lost_and_the_two_kinds_are_never_mixed(made):
    held = made.balances()
    for money in MONEY:
        promised = sum(period.promised(money) for period in made.constitution.periods)
        assert sum(sum_ for pot, sum_ in held.items() if pot.money == money) == promised
    assert all(sum_ >= 0 for sum_ in held.values())


@given(ledgers(), st.randoms(use_true_random=False))
def test_the_order_of_movements_changes_no_balance(made, chance):
    shuffled = list(made.movements)
    chance.shuffle(shuffled)
    other = replace(made, movements=tuple(shuffled))
    assert other.balances() == made.balances()
    assert other.reconciled() == made.reconciled()


@given(ledgers())
def test_protected_money_is_never_put_to_the_vote(made):
    used = 0
    for one in made.movements:
        if one.round == "quiet":
            continue
        sum_ = one.capital + one.revenue
        if one.how == "set aside" or (one.how == "awarded" and not one.round):
            used += sum_
    free = sum(period.whole - made.constitution.least_protected(period) for period in made.constitution.periods)
    assert used <= free + sum(
        one.capital + one.revenue for one in made.movements if one.how in {"released", "returned"}
    )


def test_a_sum_goes_its_way_and_each_pot_is_exact():
    made = ledger(RECEIVED, ASIDE, AWARDED, PAID)
    held = made.balances()
    assert held[Pot("left", "p1", "capital")] == 400
    assert held[Pot("left", "p1", "revenue")] == 101
    assert held[Pot("set aside", "p1", "capital", "r1")] == 100
    assert held[Pot("awarded", "p1", "capital", "r1", "o1")] == 200
    assert held[Pot("paid", "p1", "capital", "r1", "o1")] == 300
    capital = made.reconciled()[0]
    assert (capital.given, capital.set_aside, capital.awarded, capital.paid, capital.left) == (1000, 100, 200, 300, 400)


def test_what_comes_back_is_left_and_what_is_not_paid_goes_back_to_its_round():
    made = ledger(
        RECEIVED,
        ASIDE,
        AWARDED,
        PAID,
        moved("m5", "returned", capital=50, round="r1", organisation="o1"),
        moved("m6", "released", capital=200, round="r1", organisation="o1"),
        moved("m7", "released", capital=300, round="r1"),
    )
    capital = made.reconciled()[0]
    assert (capital.left, capital.set_aside, capital.awarded, capital.paid) == (750, 0, 0, 250)


@pytest.mark.parametrize(
    ("movement", "said"),
    [
        (moved("m9", "set aside", capital=1001, round="r1"), "of capital there is £10.00 and not £10.01"),
        (
            moved("m9", "set aside", revenue=900, round="r1"),
            "of revenue there is £5.01 and not £9.00; capital is there, and the two are never mixed",
        ),
        (moved("m9", "paid", capital=1, organisation="o1"), "of capital there is £0.00"),
        (moved("m9", "received", capital=400_000_000), "there is £3,999,990.00 and not £4,000,000.00"),
        (moved("m1", "received", capital=1), "recorded before"),
        (moved("", "received", capital=1), "has no name"),
        (moved("m9", "received", "p9", 1), "no period p9"),
        (moved("m9", "received"), "no money moves"),
        (moved("m9", "received", capital=-1, revenue=2), "a sum is 0 or more"),
        (moved("m9", "lent", capital=1), "money moves in one of these ways"),
        (moved("m9", "set aside", capital=1), "round: this has to be named"),
        (moved("m9", "awarded", capital=1), "organisation: this has to be named"),
        (moved("m9", "received", capital=1, round="r1"), "round: this is not named"),
        (moved("m9", "released", capital=1), "say what it is released from"),
        (moved("m9", "carried over", capital=1, to_period="p3"), "into the period that follows, and nowhere else (p2)"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(movement, said):
    made = ledger(RECEIVED)
    with pytest.raises(MovementRefused) as refused:
        made.with_movement(movement)
    assert any(said in str(fault) for fault in refused.value.faults), str(refused.value)


def test_carrying_over_is_tracked_and_keeps_to_the_constitution():
    money = [moved("a", "received", capital=400_000_000)]
    carried = [moved("b", "carried over", capital=100_000_000, to_period="p2")]
    made = ledger(*money, *carried, carry_over="1/4")
    assert [(line.carried_out, line.carried_in) for line in made.reconciled()[::2]] == [
        (100_000_000, 0),
        (0, 100_000_000),
        (0, 0),
    ]
    with pytest.raises(
        MovementRefused, match=r"£1,000,000.01 of capital would be carried over; the most is £1,000,000.00"
    ):
        made.with_movement(moved("c", "carried over", capital=1, to_period="p2"))
    with pytest.raises(MovementRefused, match=r"the most is £0\.00"):
        ledger(*money, *carried, carry_over="0/1")
    with pytest.raises(MovementRefused, match="nowhere else"):
        ledger(moved("a", "received", "p3", 5), moved("b", "carried over", "p3", 5, to_period="p1"))


def test_what_is_protected_is_not_put_to_the_vote_in_any_period():
    whole = [moved("a", "received", capital=400_000_000, revenue=300_000_001)]
    vote = moved("b", "set aside", capital=400_000_000, revenue=160_000_000, round="r1")
    made = ledger(*whole, vote)
    with pytest.raises(MovementRefused, match="outside the protected streams"):
        made.with_movement(moved("c", "set aside", revenue=1, round="r2"))
    with pytest.raises(MovementRefused, match="outside the protected streams"):
        made.with_movement(moved("c", "awarded", revenue=1, organisation="o1"))
    kept = made.with_movement(moved("c", "set aside", revenue=140_000_001, round="quiet"))
    assert kept.reconciled()[1].left == 0


def test_protected_money_that_was_carried_over_stays_protected():
    second = [moved("b", "received", "p2", 350_000_000, 299_999_999)]
    made = ledger(
        moved("a", "received", capital=400_000_000, revenue=300_000_001),
        moved("v", "set aside", capital=400_000_000, revenue=160_000_000, round="r1"),
        moved("c", "carried over", revenue=140_000_001, to_period="p2"),
        *second,
        moved("w", "set aside", "p2", 350_000_000, 169_999_999, round="r2"),
    )
    with pytest.raises(MovementRefused, match="up to p2 would be used outside"):
        made.with_movement(moved("x", "set aside", "p2", revenue=2, round="r3"))


def test_a_period_keeps_its_own_protected_money_even_where_earlier_ones_used_little():
    made = ledger(moved("a", "received", "p2", 350_000_000, 299_999_999))
    with pytest.raises(MovementRefused, match="of p2 would be used outside the protected streams; the most is"):
        made.with_movement(moved("b", "set aside", "p2", 350_000_000, 170_000_000, round="r1"))


def test_what_is_carried_in_may_be_voted_on_beside_what_a_period_has():
    made = ledger(
        moved("a", "received", capital=100_000_000),
        moved("b", "carried over", capital=100_000_000, to_period="p2"),
        moved("c", "received", "p2", 350_000_000, 299_999_999),
    )
    made.with_movement(moved("d", "set aside", "p2", 450_000_000, 160_000_000, round="r1"))


def test_an_award_that_is_not_paid_frees_nothing_for_another_vote():
    made = ledger(
        moved("a", "received", capital=400_000_000, revenue=300_000_001),
        moved("b", "set aside", capital=400_000_000, revenue=160_000_000, round="r1"),
        moved("c", "awarded", capital=5, round="r1", organisation="o1"),
        moved("d", "released", capital=5, round="r1", organisation="o1"),
    )
    again = moved("e", "set aside", revenue=5, round="r2")
    with pytest.raises(MovementRefused, match="outside the protected streams"):
        made.with_movement(again)
    made.with_movement(moved("f", "released", capital=5, round="r1")).with_movement(again)


def test_a_ledger_that_was_written_around_the_rules_is_found_out():
    made = replace(ledger(RECEIVED), movements=(RECEIVED, moved("m2", "paid", capital=5, organisation="o1")))
    assert [str(fault) for fault in made.findings()] == ["capital: of capital there is £0.00 and not £0.05"]
    out_of_turn = replace(made, movements=(ASIDE, RECEIVED))
    assert len(out_of_turn.findings()) == 2


def test_a_seeded_decade_reconciles_to_the_penny():
    chance, made = random.Random(7), Ledger(twenty_million())
    for number in range(400):
        how = chance.choice(HOW)
        made = let_in(
            made,
            [
                moved(
                    f"m{number}",
                    how,
                    chance.choice(["p1", "p2"]),
                    chance.randrange(40_000_000),
                    chance.randrange(40_000_000),
                    round=chance.choice(["r1", "quiet"]) if how not in {"received", "carried over"} else "",
                    organisation="o1" if how in {"awarded", "paid", "returned"} else "",
                    to_period=chance.choice(["p2", "p3"]) if how == "carried over" else "",
                )
            ],
        )
    assert len(made.movements) > 60
    assert {one.how for one in made.movements} == set(HOW)
    assert [line.difference for line in made.reconciled()] == [0] * 6
    assert made.findings() == ()


@given(ledgers(), st.sampled_from(["r1", "quiet"]), st.sampled_from(["p1", "p2"]), st.sampled_from(MONEY), st.data())
def test_a_round_may_spend_what_could_be_set_aside_for_it_once_all_that_is_promised_came(
    made, round_, period, money, data
):
    held = made.balances()
    aside = held.get(Pot("set aside", period, money, round_), 0)
    to_come = held[Pot("to come", period, money)]
    free = to_come + held.get(Pot("left", period, money), 0)
    lacking = data.draw(st.integers(1, free + 2) | st.integers(max(1, free - 2), free + 2))
    after = made.with_movement(moved("all", "received", period, **{money: to_come})) if to_come else made
    wanted = moved("aside", "set aside", period, **{money: lacking}, round=round_)
    found = made.out_of_reach(round_, period, money, aside + lacking)
    assert (found == ()) == (let_in(after, [wanted]) is not after)
    assert {fault.field for fault in found} <= {"budget"}
    assert made.out_of_reach(round_, period, money, aside) == ()


def test_a_round_cannot_spend_what_its_fund_will_never_have():
    made = Ledger(twenty_million())
    period = made.constitution.periods[0]
    (fault,) = made.out_of_reach("r1", period.id, "capital", period.capital + 1)
    assert (fault.field, fault.figures["wanted"]) == ("budget", "£4,000,000.01")
    (fault,) = made.out_of_reach("r1", "p99", "capital", 1)
    assert (fault.field, fault.figures) == ("period", {"period": "p99"})


def test_a_round_cannot_spend_what_is_protected_even_before_it_came():
    aside = [moved("in", "received", revenue=300_000_000), moved("r2", "set aside", revenue=300_000_000, round="r2")]
    made = let_in(Ledger(twenty_million()), aside)
    assert made.out_of_reach("r1", "p1", "capital", 260_000_000) == ()
    (fault,) = made.out_of_reach("r1", "p1", "capital", 260_000_001)
    assert (fault.field, fault.figures["most"]) == ("budget", "£5,600,000.00")
