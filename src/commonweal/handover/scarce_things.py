"""What can be scarce in a plan: the kinds of things whose prices stand against a hand-over."""

from typing import Literal

Kind = Literal[
    "capacity",
    "readiness",
    "step in",
    "volunteers",
    "statutory",
    "devolved",
    "equity",
    "detriment",
    "largest share",
    "social action",
    "fund",
]
Scarce = tuple[Kind, int]
"""A scarce thing: its kind, and the place of the body, neighbourhood or guarded group that it is of, else 0.

Of a largest share it is the place of the body among those of the service, all bodies of one service after another.
"""
