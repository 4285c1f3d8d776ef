"""Registering the public key to which the ballots of a round are sealed, before its ballot is published."""

from datetime import datetime

from commonweal.errors import Fault, NoBox
from commonweal.funding.box.keys import read_public_key
from commonweal.web.procedures.acting import one_act
from commonweal.web.procedures.phases import phase_of
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import balloting


def register_key(round_id: str, public: str, *, at: datetime, actors: Actors) -> str:
    """Keep the public key of a round; the entry ``ballot_published`` makes it known with the ballot.

    Until then another may take its place, for a share that was lost; afterwards it stays for good.

    Args:
        round_id: the round.
        public: 64 hexadecimal digits, as ``commonweal keys make`` printed them.
        at: when.
        actors: who: two people.

    Returns:
        The key.

    Raises:
        NotAllowed: where the roles may not.
        NotNow: where the rules are not published, or voting has begun.
        KeyUnusable: where it is no key that can be sealed to.
        NoBox: where the ballot was published with another.
    """
    read_public_key(public)
    with one_act():
        check_right("register_key", actors, phase=phase_of(round_id, at), subject=round_id)
        if balloting.payload_of(round_id, "ballot_published") is not None:
            raise NoBox(Fault("its ballot was published with a key, which stays"), round=round_id)
        balloting.keep_key(round_id, public)
    return public
