"""The tables of a scored award as one zip, and what may be published of them as text that waits for a second person."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from commonweal.errors import AwardTablesRefused, Fault
from commonweal.formats.award_folder import BIDS, PROMISES, SCHEME, TABLES, needed_tables, read_award_tables
from commonweal.formats.tables import texts_of
from commonweal.formats.zipped_tables import unpacked
from commonweal.funding.scored.bids import Bid, FullCost, Promise
from commonweal.funding.scored.scheme import Scheme
from commonweal.funding.scored.scores import Panel, Score
from commonweal.record.forms import ID, LINE
from commonweal.terms import canon
from commonweal.terms.money import Pence
from commonweal.terms.sentences import key

Tabled = tuple[tuple[Bid, ...], Panel]
"""The bids of an award, and what its assessors declared and gave."""
_BODY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_ELSEWHERE = key("the scheme is taken from the public record, never from a file: leave this out")


def read_award_upload(data: bytes, scheme: Scheme) -> Tabled:
    """Read bids, promises, interests and scores from a zip; the scheme is that of the record.

    Args:
        data: the zip.
        scheme: as it was locked.

    Raises:
        AwardTablesRefused: with every fault at once: of the zip, of each table, and of what the record cannot take.
    """
    faults: list[Fault] = []
    optional = set(TABLES) - set(needed_tables(scheme))
    tables = unpacked(data, TABLES, faults, {SCHEME: _ELSEWHERE}, optional)
    read = read_award_tables(scheme, tables, faults)
    if read is not None:
        faults.extend(_for_the_record(scheme, read[0], tables))
    if read is None or faults:
        raise AwardTablesRefused(*faults, award=scheme.title)
    return read


def tabled_text(bids: Sequence[Bid], panel: Panel) -> str:
    """Write what an award is decided from as canonical JSON: of what a bid costs only the total, as it is published."""
    told = {
        "bids": [bid.value() for bid in bids],
        "interests": [[*pair, kind] for pair, kind in sorted(panel.interests.items())],
        "scores": [[*names, one.points, one.reason] for names, one in sorted(panel.scores.items())],
    }
    return canon.encode(told).decode("utf-8")


def tabled_of(text: str) -> Tabled:
    """Read what :func:`tabled_text` wrote."""
    told = json.loads(text)
    bids = tuple(
        Bid(
            id=one["id"],
            bidder=one["bidder"],
            title=one["title"],
            price=Pence(one["price_pence"]),
            full_cost=FullCost.of_total(None if one["full_cost_pence"] is None else Pence(one["full_cost_pence"])),
            promises=tuple(Promise(each["text"], date.fromisoformat(each["due"])) for each in one["promises"]),
        )
        for one in told["bids"]
    )
    interests = {(assessor, bid): kind for assessor, bid, kind in told["interests"]}
    scores = {
        (assessor, bid, criterion): Score(points, reason) for assessor, bid, criterion, points, reason in told["scores"]
    }
    return bids, Panel(interests, scores)


def _for_the_record(scheme: Scheme, bids: Sequence[Bid], tables: Mapping[str, bytes]) -> Iterator[Fault]:
    """Find what no entry of the record could say: whom money goes to, and what is promised by whom."""
    if not bids:
        yield Fault("no bid stands in it", {}, BIDS)
    lines = {name: line for line, name in enumerate(texts_of(tables[BIDS], "id"), 2)}
    for bid in bids:
        if not _BODY.fullmatch(bid.bidder):
            what = key("name the body that bids by its short name, as the record does: letters, digits and hyphens")
            yield Fault(what, {}, BIDS, lines[bid.id], "bidder")
        if not ID.holds(f"{scheme.id}-{bid.id}-{len(bid.promises)}"):
            what = key("with the name of the award this is too long for the record: give the bid a shorter name")
            yield Fault(what, {}, BIDS, lines[bid.id], "id")
        for promise in bid.promises:
            if not LINE.holds(promise.text):
                figures: dict[str, object] = {"bid": bid.id}
                what = key("a promise of {bid} is no line of at most 200 characters without hidden signs")
                yield Fault(what, figures, PROMISES, None, "promise")
