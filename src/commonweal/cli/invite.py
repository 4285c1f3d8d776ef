"""``commonweal invite``: the first invitations, before anybody can sign in and make others."""

from pathlib import Path
from typing import Annotated, Any

import typer

from commonweal.cli.output import Json, answer, refusals
from commonweal.terms.sentences import Sentence, say

_Place = Annotated[Path, typer.Argument(metavar="PLACE", help="The place folder.", show_default=False)]
_Role = Annotated[str, typer.Option("--role", metavar="ROLE", help="The role.")]
_Name = Annotated[str, typer.Option("--name", metavar="NAME", help="What they are called.", show_default=False)]
_Email = Annotated[str, typer.Option("--email", metavar="ADDRESS", help="Their email address.", show_default=False)]
_At = Annotated[str, typer.Option("--at", metavar="ADDRESS", help="Where the place is served.")]


def invite(
    place: _Place,
    name: _Name,
    email: _Email,
    role: _Role = "board secretary",
    at: _At = "http://127.0.0.1:8000",
    *,
    as_json: Json = False,
) -> None:
    """Invite somebody to take a role, and print the link to pass on.

    A place that was just opened has nobody who could invite: this makes the first invitation.
    """
    with refusals(as_json=as_json):
        lines, machine = _invited(place, name, email, role, at.rstrip("/"))
    answer(lines, machine, as_json=as_json)


def _invited(place: Path, name: str, email: str, role: str, address: str) -> tuple[list[Sentence], dict[str, Any]]:
    from datetime import UTC, datetime
    from secrets import token_urlsafe

    from commonweal.web import setup_served

    setup_served(place)
    from commonweal.web.procedures.invite_person import DAYS, invite_person
    from commonweal.web.reads.who import Appointment
    from commonweal.web.rights import Actors

    token = token_urlsafe(32)
    invite_person(email, name, Appointment(role), token=token, at=datetime.now(UTC), actors=Actors("steward"))
    link = f"{address}/invitation/{token}/"
    lines = [
        say("Pass this link to {name}, and to nobody else:", name=name),
        say("{link}", link=link),
        say("It works once, for {days} days.", days=DAYS),
    ]
    return lines, {"link": link, "role": role}
