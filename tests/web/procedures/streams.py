"""A fund whose protected money stands set aside, and the tables that it is allocated from, as people zip them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from commonweal.formats.fund_tables import TABLES
from commonweal.formats.stream_upload import read_stream_upload
from commonweal.funding.fund.allocated import Aside
from commonweal.samples.funds import sample_fund
from commonweal.web.rights import Actors
from tests import zips
from tests.funding.fund.funds import TWENTY_MILLION, moved
from tests.web.procedures import boards, rounds

PANEL = ["person with lived experience", "specialist nurse", "housing adviser", "learning disability advocate"]
PROTECTED = {**TWENTY_MILLION["protected"][0], "id": "protected", "panel": PANEL}
GROUP = {"kind": "area", "name": "Harbourside", "share": "1/10"}
HELD = 195_000_00
"""Less than all that is asked for, and more than can be given."""
ASIDE = Aside("protected", "p1", "revenue")


def tables(seed: int = 1, **changed: bytes) -> dict[str, bytes]:
    """Give the three tables of a sample; a changed one is named by its first word, such as ``panel``."""
    found = {name: data for name, data in sample_fund(seed).items() if name in TABLES}
    return found | {next(name for name in TABLES if start in name): data for start, data in changed.items()}


def zipped(files: Mapping[str, bytes] | None = None, folder: str = "") -> bytes:
    """Zip the tables, in a folder where one is named."""
    return zips.zipped(tables() if files is None else files, folder)


def fund_with_money(capital: int = 0, revenue: int = HELD, hour: int = 2) -> None:
    """Constitute a fund, and set money aside for its protected stream."""
    boards.constituted(hour=hour, protected=[PROTECTED], equity_floors=[GROUP])
    boards.move(moved("m1", "received", capital=400_000_000, revenue=300_000_001))
    set_aside("m2", capital, revenue)


def set_aside(name: str, capital: int = 0, revenue: int = 0) -> Any:
    return boards.move(moved(name, "set aside", capital=capital, revenue=revenue, round="protected"))


def asked(files: Mapping[str, bytes] | None = None, aside: Aside = ASIDE, seen: str = "") -> Any:
    """Give what is asked, as it is read from a zip against the fund that stands."""
    from commonweal.web.procedures.allocate_stream import Asked, fund_for

    return Asked(aside, read_stream_upload(zipped(files), fund_for("pride", aside)), seen)


def allocated(one: Any = None, actors: Actors | None = None, hour: int = 3) -> Any:
    from commonweal.web.procedures.allocate_stream import allocate_stream

    return allocate_stream("pride", one or asked(), at=rounds.hour(hour), actors=actors or boards.two())


def renamed(one: Any, names: Mapping[str, str]) -> Any:
    """Give other short names to some proposals."""
    requests = one.requests
    proposals = (replace(each, id=names.get(each.id, each.id)) for each in requests.proposals)
    panel = (replace(each, proposal=names.get(each.proposal, each.proposal)) for each in requests.panel)
    made = replace(requests, proposals=tuple(sorted(proposals, key=lambda each: each.id)), panel=tuple(panel))
    return replace(one, requests=made)
