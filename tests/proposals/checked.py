"""Readiness checks for tests: every essential criterion complete, but for what a test changes."""

from datetime import date

from commonweal.proposals.criteria import ESSENTIAL
from commonweal.proposals.readiness import COMPLETE, Consent, Statement

SAID, LOOKED_AT, AS_AT = date(2026, 3, 1), date(2026, 4, 1), date(2026, 11, 15)


def statements(body="hall", *, asked=ESSENTIAL, without=(), checked=LOOKED_AT):
    """Say that a body meets what is asked, but for some criteria that it has not begun."""
    return [
        Statement(body, one.id, "not started", SAID)
        if one.id in without
        else Statement(body, one.id, COMPLETE, SAID, "a file", checked)
        for one in asked
    ]


def consent(body="hall", *, willing=True, shares=None, on=LOOKED_AT):
    return Consent(body, on, willing, shares, "minutes 2026-04")
