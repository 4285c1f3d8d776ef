"""How many codes that were never issued may be tried: a stop for guessing that keeps nobody's address.

A code has fifty random bits, so guessing one is hopeless; this keeps the attempt from costing the machine anything.
Each process counts by itself, in memory. Addresses are hashed into a few thousand lots under a key that is drawn anew
with every window, so that a lot stands for many addresses and names none. Codes with a slip in them are not counted:
their check letter finds them before anything is looked up.
"""

from datetime import datetime
from hashlib import blake2b
from secrets import token_bytes
from threading import Lock

from django.http import HttpRequest

from commonweal.web.environment import behind_https

MINUTES = 10
"""How long a window is."""
MOST = 20
"""How many codes that were never issued are looked up for a lot in one window."""
_LOTS = 4096


class Guesses:
    """Counts what was tried: codes that were never issued, or what else one machine should not do without end.

    Args:
        most: how often in one window.
        minutes: how long a window is.
    """

    def __init__(self, most: int = MOST, minutes: int = MINUTES) -> None:
        self._most, self._minutes = most, minutes
        self._lock = Lock()
        self._window = -1
        self._key = b""
        self._counts: dict[int, int] = {}

    def too_many(self, address: str, at: datetime) -> bool:
        """Say whether nothing further is tried for an address until the next window."""
        with self._lock:
            return self._counts.get(self._lot(address, at), 0) >= self._most

    def count(self, address: str, at: datetime) -> None:
        """Count one more."""
        with self._lock:
            lot = self._lot(address, at)
            self._counts[lot] = self._counts.get(lot, 0) + 1

    def _lot(self, address: str, at: datetime) -> int:
        window = int(at.timestamp()) // (60 * self._minutes)
        if window != self._window:
            self._window, self._key, self._counts = window, token_bytes(16), {}
        return int.from_bytes(blake2b(address.encode(), key=self._key, digest_size=8).digest(), "big") % _LOTS


def address_of(request: HttpRequest) -> str:
    """Give where a request came from: as the web server before us saw it, where there is one. It is kept nowhere."""
    seen = request.headers.get("X-Forwarded-For", "") if behind_https() else ""
    return seen.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


GUESSES = Guesses()
