"""Stating what public money went to a fund's purpose before, and goes to it now."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_bytes

from commonweal.errors import Fault, NotOnRecord, nearest
from commonweal.funding.fund.additionality import Additionality
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import funds, keep


@dataclass(frozen=True, slots=True)
class Statement:
    """What is stated of a fund's additionality.

    Attributes:
        figures: public money before and now, and the new money, in pence a year.
        source: where the figures stand, in words of one line.
        year: the year that they speak of.
        words: what there is to say beside them, or "".
    """

    figures: Additionality
    source: str
    year: str
    words: str = ""


def state_additionality(
    fund: str, stated: Statement, *, at: datetime, actors: Actors, salts: keep.Salts = token_bytes
) -> Entry:
    """State the figures; a later statement stands before an earlier one, which stays in the record.

    Args:
        fund: the fund.
        stated: the figures, with where they come from.
        at: when.
        actors: who.
        salts: where the salt of the statement comes from.

    Returns:
        The entry ``additionality_stated``.

    Raises:
        NotAllowed: where the role may not.
        NotOnRecord: where there is no such fund.
        NotNow: where a sum is below nothing.
        EntryRefused: where a field has another form than it may.
    """
    check_right("state_additionality", actors)
    figures = stated.figures
    if min(figures.before, figures.now, figures.new) < 0:
        raise not_now("state_additionality", fund, Fault("a sum is below nothing"))
    with one_act():
        if funds.constitution(fund) is None:
            raise NotOnRecord(thing="fund", name=fund, nearest=nearest(fund, funds.fund_ids()))
        payload = {
            "fund": fund,
            "before_pence": int(figures.before),
            "now_pence": int(figures.now),
            "new_pence": int(figures.new),
            "source": stated.source,
            "year": stated.year,
        }
        personal = {"statement": stated.words} if stated.words.strip() else {}
        return keep.keep_entry(draft("additionality_stated", at, actors, payload, personal), salts)
