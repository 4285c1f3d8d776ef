"""A fund with money for an award by scores, its scheme as people write it, and the tables that it is decided from."""

from dataclasses import replace
from typing import Any

from commonweal.formats.award_folder import AwardFolder, read_opening
from commonweal.formats.award_writing import write_award
from commonweal.samples.awards import sample_award, sample_scheme
from commonweal.terms.money import Pence
from commonweal.web.rights import Actors
from tests.funding.fund.funds import moved
from tests.web.procedures import boards, rounds

AWARD = "ferry-2027"
BUDGET = 90_000_00


def fund_with_money(hour: int = 2) -> None:
    """Constitute a fund, and receive money of both kinds."""
    boards.constituted(hour=hour)
    boards.move(moved("m1", "received", capital=400_000_000, revenue=300_000_001))


def folder(seed: int = 1, bids: int = 5) -> AwardFolder:
    scheme, offered, panel = sample_award(seed, bids)
    return AwardFolder(scheme, scheme.sha256(), "", offered, panel)


def written(**changed: Any) -> str:
    """Give the sample's scheme as people write it before it is opened; some of it changed."""
    made = replace(folder(), scheme=replace(sample_scheme(), **changed))
    return write_award(made)["scheme.toml"].decode().partition("\n[opening]")[0]


def opening(period: str = "p1", money: Any = "revenue", **changed: Any) -> Any:
    from commonweal.web.procedures.open_award import Opening

    return Opening(read_opening(written(**changed).encode(), rounds.hour(3).date()), period, money)


def opened(one: Any = None, actors: Actors | None = None, hour: int = 3, fund: str = "pride") -> Any:
    from commonweal.web.procedures.open_award import open_award

    return open_award(fund, one or opening(), at=rounds.hour(hour), actors=actors or boards.two())


def pence(sum_: int) -> Pence:
    return Pence(sum_)
