"""A fund of ten years and twenty million pounds, as many tests need one."""

from typing import Any

from commonweal.funding.fund.constitution import Constitution
from commonweal.funding.fund.ledger import Ledger, Movement
from commonweal.funding.fund.reading import read_constitution
from commonweal.terms.money import Pence

TWENTY_MILLION: dict[str, Any] = {
    "fund": "pride",
    "title": "Harbour Fund",
    "accountable_body": "Harbour Council",
    "from": "2026-04-01",
    "until": "2036-03-31",
    "periods": [
        {
            "period": "p1",
            "from": "2026-04-01",
            "until": "2030-03-31",
            "capital_pence": 400_000_000,
            "revenue_pence": 300_000_001,
        },
        {
            "period": "p2",
            "from": "2030-04-01",
            "until": "2033-03-31",
            "capital_pence": 350_000_000,
            "revenue_pence": 299_999_999,
        },
        {
            "period": "p3",
            "from": "2033-04-01",
            "until": "2036-03-31",
            "capital_pence": 350_000_000,
            "revenue_pence": 300_000_000,
        },
    ],
    "protected": [
        {
            "id": "quiet",
            "name": "Money that is not voted on",
            "for_whom": "people whom a vote would leave out",
            "share": "1/5",
            "figure": "middle",
            "panel": ["nurse", "housing adviser", "person with lived experience"],
        }
    ],
    "equity_floors": [{"kind": "area", "name": "Quayside", "share": "1/10"}],
    "carry_over": "1/1",
    "notice_months": 6,
    "uplift": "Each year by the consumer price index of September before.",
}


def twenty_million(**changed: Any) -> Constitution:
    return read_constitution({**TWENTY_MILLION, **changed})


def moved(name: str, how: Any, period: str = "p1", capital: int = 0, revenue: int = 0, **more: Any) -> Movement:
    return Movement(name, how, period, Pence(capital), Pence(revenue), **more)


def ledger(*movements: Movement, **changed: Any) -> Ledger:
    """Give a ledger into which each movement was let in its turn."""
    made = Ledger(twenty_million(**changed))
    for movement in movements:
        made = made.with_movement(movement)
    return made
