"""Recording that a body withdrew from a hand-over plan, which it may do without blame."""

from datetime import datetime
from secrets import token_bytes

from commonweal.errors import Fault
from commonweal.formats.place_settings import Withdrawal
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.tickets import require_own_body
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import keep, read


def withdraw_organisation(
    withdrawal: Withdrawal,
    *,
    statement: str = "",
    at: datetime,
    actors: Actors,
    salts: keep.Salts = token_bytes,
) -> Entry:
    """Record that a body starts nothing more under the plan that holds. A new plan is an act of its own.

    Args:
        withdrawal: which body, from which quarter, when it said so, and the reason that it agreed to publish.
        statement: what it says itself, in its own words: kept apart, never published, erasable.
        at: when.
        actors: who.
        salts: where the statement's salt comes from.

    Returns:
        The entry ``organisation_withdrew``.

    Raises:
        NotAllowed: where the role may not.
        NotYourBody: where an organisation's member acts for another organisation.
        NotNow: where no plan was adopted.
    """
    check_right("withdraw_organisation", actors)
    with one_act():
        require_own_body(withdrawal.organisation, actors)
        adopted = read.plans()
        if not adopted:
            raise not_now("withdraw_organisation", withdrawal.organisation, Fault("no plan was adopted"))
        payload = {
            "organisation": withdrawal.organisation,
            "from_quarter": str(withdrawal.from_quarter),
            "on": withdrawal.on.isoformat(),
            "reason": withdrawal.reason,
            "plan": f"plans/{adopted[-1].name}",
        }
        personal = {"statement": statement} if statement else {}
        return keep.keep_entry(draft("organisation_withdrew", at, actors, payload, personal), salts)
