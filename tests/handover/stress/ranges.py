"""Ranges that several tests of the stress test share."""

from fractions import Fraction

from commonweal.handover.stress.futures import FIFTHS

OFTEN = dict.fromkeys(FIFTHS, (Fraction("0.2"), Fraction("0.6")))
"""Chances of a body's end that are high enough to be met in a few scenarios."""
