"""What is told on stderr while a place is served: one line of JSON for each event, and nothing of whoever caused it.

A line holds what happened, when, a code, the pattern of the address and, for a failure, where in the program. It holds
no address that was asked for, no query, no word that was typed, no name and nothing of a browser or network: the
messages of libraries and of failures are left out whole, since they quote such things. What goes on at the addresses
where people vote is not told at all, unless the program fails there.
"""

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType, TracebackType
from typing import Any

NAME = "commonweal"
FRAMES = 6
"""How many places in the program are named where it fails, the innermost last."""
EVENTS = MappingProxyType(
    {
        "refused": logging.INFO,
        "tidied": logging.INFO,
        "worker began": logging.INFO,
        "tidying failed": logging.ERROR,
        "mail failed": logging.ERROR,
    }
)
"""Every event of our own, and how grave it is."""
_NOTHING: Mapping[str, int] = MappingProxyType({})
_OF_VOTERS = ("vote/",)


def tell(what: str, *, code: str = "", path: str = "", figures: Mapping[str, int] = _NOTHING) -> None:
    """Tell an event.

    Args:
        what: one of :data:`EVENTS`.
        code: the code of a refusal, or the name of a class of failures.
        path: the pattern of the address, as the program has it.
        figures: whole numbers that say how much.
    """
    if path.startswith(_OF_VOTERS) and EVENTS[what] < logging.ERROR:
        return
    told = {"what": what, "code": code, "path": path, **{name: int(figure) for name, figure in figures.items()}}
    logging.getLogger(NAME).log(EVENTS[what], "", extra={"told": told})


def pattern_of(request: Any) -> str:
    """Give the pattern of the address that a request was for, "" where it was for none of ours."""
    return str(getattr(getattr(request, "resolver_match", None), "route", "") or "")


class OneLine(logging.Formatter):
    """A line of JSON for a record; the message of a record that is not ours is never in it."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the line."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        told = getattr(record, "told", None)
        line = {"when": when} | (told if isinstance(told, dict) else _foreign(record))
        return json.dumps({name: value for name, value in line.items() if value not in {"", None}})


def _foreign(record: logging.LogRecord) -> dict[str, Any]:
    kind, _, trace = record.exc_info or (None, None, None)
    return {
        "what": "failure" if record.levelno >= logging.ERROR else "warning",
        "from": record.name,
        "code": getattr(record, "status_code", ""),
        "path": pattern_of(getattr(record, "request", None)),
        "error": f"{kind.__module__}.{kind.__qualname__}" if kind else "",
        "at": ", ".join(_places(trace)),
    }


def _places(trace: TracebackType | None) -> list[str]:
    places = []
    while trace is not None:
        places.append(f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}")
        trace = trace.tb_next
    return places[-FRAMES:]
