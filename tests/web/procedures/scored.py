"""A fund with money for an award by scores, its scheme as people write it, and the tables that it is decided from."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from commonweal.formats.award_folder import TABLES, AwardFolder, read_opening
from commonweal.formats.award_writing import write_award
from commonweal.funding.scored.scores import Panel, Score
from commonweal.samples.awards import sample_award, sample_scheme
from commonweal.terms.money import Pence
from commonweal.web.rights import Actors
from tests.funding.fund.funds import moved
from tests.web.procedures import boards, rounds, streams

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


def tables(held: AwardFolder | None = None, **changed: bytes) -> dict[str, bytes]:
    """Give the tables of a sample; a changed one is named by its first word, such as ``bids``."""
    found = {name: data for name, data in write_award(held or named()).items() if name in TABLES}
    return found | {f"{start}.csv": data for start, data in changed.items()}


def named(seed: int = 1, bids: int = 5) -> AwardFolder:
    """Give a sample whose bidders stand under their short names, as the record has them."""
    held = folder(seed, bids)
    return replace(held, bids=tuple(replace(one, bidder=f"body-{one.id}") for one in held.bids))


def zipped(files: Mapping[str, bytes] | None = None, inside: str = "") -> bytes:
    """Zip the tables, in a folder where one is named."""
    return streams.zipped(tables() if files is None else files, inside)


def scores(held: AwardFolder | None = None, seed: str = "", seen: str = "") -> Any:
    """Give what an award is decided from."""
    from commonweal.web.procedures.decide_scored_award import Scored

    one = held or named()
    return Scored(one.bids, one.panel, seed, seen)


def decided(one: Any = None, actors: Actors | None = None, hour: int = 4, name: str = AWARD) -> Any:
    from commonweal.web.procedures.decide_scored_award import decide_scored_award

    return decide_scored_award(name, one or scores(), at=rounds.hour(hour), actors=actors or boards.two())


def tied() -> AwardFolder:
    """Give a sample in which two bids are equal in all that decides."""
    held = named(bids=2)
    first, second = held.bids
    twin = replace(first, id=second.id, bidder=second.bidder)
    interests = dict.fromkeys(held.panel.interests, "none")
    points = {
        (assessor, bid, criterion.id): Score(3, "It is shown.")
        for assessor, bid in interests
        for criterion in held.scheme.assessed
    }
    return replace(held, bids=(first, twin), panel=Panel(interests, points))
