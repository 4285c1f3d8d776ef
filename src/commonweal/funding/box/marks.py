"""Marks made with a round's secret key: nobody without it can make one, or tell what one was made of."""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

from commonweal.errors import Fault, FormRunOut

NONCE_BYTES = 32
"""How many random bytes stand in a voter's form."""

FORM_LASTS = timedelta(hours=1)
"""How long a form may be sent: for as long, whoever holds it can send it again and see the same receipt."""

_FAST = timedelta(minutes=5)
"""How far two clocks may differ."""

_SECONDS, _MARK = 8, 16


def keyed(round_key: bytes, *parts: bytes) -> bytes:
    """Give HMAC-SHA256 of some parts, each with its length before it, so that no two lists of parts are alike."""
    return hmac.new(round_key, b"".join(len(part).to_bytes(4, "big") + part for part in parts), sha256).digest()


def make_nonce(random: bytes, round_key: bytes, round_id: str, at: datetime) -> str:
    """Make the number that stands in a voter's form and is kept nowhere else.

    Args:
        random: 32 bytes that nobody can foresee.
        round_key: the round's secret key.
        round_id: the round.
        at: when the form is shown.

    Raises:
        ValueError: where there are not 32 bytes.
    """
    if len(random) != NONCE_BYTES:
        message = f"a nonce has {NONCE_BYTES} bytes"
        raise ValueError(message)
    seconds = int(at.timestamp()).to_bytes(_SECONDS, "big")
    return (random + seconds + _mark(random, seconds, round_key, round_id)).hex()


def read_nonce(text: str, round_key: bytes, round_id: str, at: datetime) -> bytes:
    """Give the 32 random bytes of a form that was shown for this round within the hour.

    Raises:
        FormRunOut: where it was not shown by this server for this round, or too long ago.
    """
    try:
        whole = bytes.fromhex(text)
    except ValueError:
        whole = b""
    random, seconds, mark = whole[:NONCE_BYTES], whole[NONCE_BYTES:-_MARK], whole[-_MARK:]
    right = len(whole) == NONCE_BYTES + _SECONDS + _MARK
    if not right or not hmac.compare_digest(mark, _mark(random, seconds, round_key, round_id)):
        raise FormRunOut(Fault("it was not shown for this round"))
    age = at.timestamp() - int.from_bytes(seconds, "big")
    if not -_FAST.total_seconds() <= age <= FORM_LASTS.total_seconds():
        minutes = int(FORM_LASTS.total_seconds()) // 60
        raise FormRunOut(Fault("a form may be sent for {minutes} minutes", {"minutes": minutes}))
    return random


def _mark(random: bytes, seconds: bytes, round_key: bytes, round_id: str) -> bytes:
    return keyed(round_key, b"form", round_id.encode(), random, seconds)[:_MARK]
