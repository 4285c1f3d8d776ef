"""Names and private links: how somebody without an account finds what they put forward, and shows that it is theirs."""

from base64 import b32encode
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest

from commonweal.errors import Fault, NotYourBody, NotYours, StatementFaults
from commonweal.web.rights import Actors
from commonweal.web.store import keep, people, proposed

OWN = ("proposer", "resident")
"""Roles of people who act for themselves, and may have no account."""
FOR_OTHERS = ("board secretary", "council officer", "CVS worker")
"""Roles of people who write down what another body says."""
_TOKEN_BYTES = 20


@dataclass(frozen=True, slots=True)
class Ticket:
    """What somebody is given who put something forward.

    Attributes:
        id: the identifier of what they put forward.
        token: the secret part of their private link: shown once, and kept here only as its hash.
    """

    id: str
    token: str


def new_token(random: keep.Salts) -> str:
    """Make the secret part of a private link: 160 random bits in small letters and digits."""
    return b32encode(random(_TOKEN_BYTES)).decode("ascii").lower()


def digest(token: str) -> str:
    """Give the hash of a private link. It is too long to be guessed, and so needs no salt."""
    return sha256(token.strip().lower().encode("utf-8")).hexdigest()


def new_name(letter: str, random: keep.Salts) -> str:
    """Make a name that no idea or urgent concern has, and that tells nobody how many there are."""
    while True:
        name = f"{letter}-{b32encode(random(5)).decode('ascii').lower()}"
        if not proposed.taken(name):
            return name


def require_own(name: str, token: str, actors: Actors) -> None:
    """Let somebody who acts for themselves through only with the private link of what they act on.

    Args:
        name: the idea or proposal.
        token: the secret part of the link; not asked of those who act by their role.
        actors: who acts.

    Raises:
        NotYours: where it is not the link of this one.
        UnknownName: where there is no such idea or proposal.
    """
    known = proposed.token_of(name)
    if actors.role in OWN and not (token and compare_digest(known, digest(token))):
        raise NotYours(name=name)


def require_own_body(organisation: str, actors: Actors) -> None:
    """Let an organisation's member through only where that organisation is concerned.

    Args:
        organisation: the body that the act is done for.
        actors: who acts.

    Raises:
        NotYourBody: where they are a member of another one.
    """
    if actors.role == "organisation member" and organisation not in people.organisations_of(actors.person):
        raise NotYourBody(organisation=organisation)


def require_own_voice(proposal_id: str, organisation: str, actors: Actors) -> None:
    """Let words stand in a body's name only where its member says them, or somebody who writes down for others.

    A body's member speaks in its name, and never without it: voters see whose words they read.

    Args:
        proposal_id: the proposal that is spoken of, to say in a refusal.
        organisation: the body in whose name it is said, or "".
        actors: who says it.

    Raises:
        NotYourBody: where it is said in the name of a body that is not theirs.
        StatementFaults: where a body's member says it in nobody's name.
    """
    if actors.role in FOR_OTHERS:
        return
    if actors.role == "organisation member" and not organisation:
        fault = Fault("a body's member speaks in its name", field="organisation")
        raise StatementFaults(fault, proposal=proposal_id)
    if organisation and organisation not in people.organisations_of(actors.person):
        raise NotYourBody(organisation=organisation)
