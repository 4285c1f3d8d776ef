"""A round from its proposals to its ballot, and the people who return and count it, signed in."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.test import Client

from commonweal.funding.spec import read_spec
from tests.web.pages.signed import client, person
from tests.web.procedures import proposing, rounds, voting

RULES: dict[str, Any] = {
    "spec": dict(read_spec("greedy", ()).options),
    "budget_pence": 500_000,
    "currency": "GBP",
    "money": "revenue",
    "ballot": "approval",
    "fewest": 1,
    "most": 2,
    "due": "2027-06-30",
    "challenge_days": 7,
    "who": "Everybody who lives here",
    "lot": "A die is thrown in public",
    "binding": "binding",
}
BEFORE = proposing.LAST
OPEN = datetime(2026, 12, 12, 12, tzinfo=UTC)
CLOSED = datetime(2026, 12, 21, 0, 0, tzinfo=UTC)
STANDS = datetime(2026, 12, 30, 12, tzinfo=UTC)
REGISTER = b"number,name,address,area\n" + b"".join(
    f"{n},Voter {n},{n} High Street,{'Quayside' if n < 9 else 'Hilltop'}\n".encode() for n in range(1, 13)
)
PASSWORD = "a long and odd password"


@dataclass
class Officers:
    """Clients that are signed in, each with a role."""

    secretary: Client
    council: Client
    returning: Client
    counter: Client
    counter_seat: str


def signed() -> Officers:
    seats = {
        role: person(role, at=rounds.hour(2))
        for role in ("board secretary", "council officer", "returning officer", "count officer")
    }
    secretary, council, returning, counter = (client(seat) for seat in seats.values())
    return Officers(secretary, council, returning, counter, seats["count officer"])


def reviewed(*titles: str, **rules: Any) -> Officers:
    """Open a round, put proposals forward with statements beside them, and have them reviewed; no try was counted."""
    from django.core.cache import cache

    from commonweal.proposals.statements import Statement
    from commonweal.web.procedures.add_statement import add_statement

    cache.clear()
    proposing.begun(**{**RULES, **rules})
    officers = signed()
    called = titles or ("Tea on Tuesdays", "A bench by the stop")
    for title, name in [(title, proposing.proposed(title).id) for title in called]:
        proposing.reviewed(name, *proposing.FOR_IT)
        for of, text in (("argument for", f"Good: {title}"), ("argument against", f"Dear: {title}")):
            add_statement("r1", name, Statement(of, text), at=proposing.FIFTH, actors=proposing.SECRETARY)
    return officers


def confirmed(first: Client, second: Client, act: str, given: dict[str, Any] | None = None) -> Any:
    """Begin an act, and have a second person confirm it."""
    begun = first.post(f"/work/{act}/r1/", given or {})
    assert begun.status_code == 302, begun.content.decode()
    done = second.post(begun["Location"], {"confirm": "yes"})
    assert done.status_code == 302, done.content.decode()
    return done


def with_ballot(officers: Officers) -> None:
    """Register the key, take in the register and publish the ballot, in the browser."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    confirmed(officers.returning, officers.counter, "register-key", {"public": voting.KEY})
    sent = {"file": SimpleUploadedFile("register.csv", REGISTER)}
    assert officers.returning.post("/work/take-register/r1/", sent).status_code == 302
    confirmed(officers.secretary, officers.council, "publish-ballot")


def device(seat: str, *, ahead: int = 0) -> str:
    """Give what somebody's device shows, or will show."""
    from allauth.mfa.adapter import get_adapter
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    secret = get_adapter().decrypt(Authenticator.objects.get(user__seat=seat, type="totp").data["secret"])
    now = sorted(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, now[len(now) // 2] + ahead)))


def second(seat: str, *, ahead: int = 0) -> dict[str, str]:
    """Give what a second person writes on the screen of the first."""
    from django.contrib.auth import get_user_model

    email = get_user_model().objects.get(seat=seat).email
    return {"second-email": email, "second-password": PASSWORD, "second-code": device(seat, ahead=ahead)}
