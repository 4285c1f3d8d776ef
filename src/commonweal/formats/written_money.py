"""Sums of money as people and ledgers write them: pound signs, commas, and brackets for what was paid back."""

import re
from fractions import Fraction

from commonweal.terms.money import Pence
from commonweal.terms.sentences import key

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
_SUM = re.compile(
    rf"(?P<open>\()?\s*(?P<minus>[-−])?\s*£?\s*(?P<minus_after>[-−])?(?P<digits>{_DIGITS})\s*(?P<close>\))?"
)


def written_pence(text: str) -> Pence:
    """Read a sum in pounds as a ledger writes it, to exact pence.

    A comma may only stand before three digits; brackets or one minus sign make it negative; what is finer than a penny
    is no sum that anybody can pay, and is refused.

    Args:
        text: the cell.

    Raises:
        ValueError: where it is not such a sum.

    Examples:
        >>> written_pence("£1,234.5"), written_pence("(2,000.00)"), written_pence("-0.07")
        (123450, -200000, -7)
    """
    found = _SUM.fullmatch(text.strip())
    if found is None or not text.isprintable() or bool(found["open"]) != bool(found["close"]):
        raise ValueError
    signs = sum(bool(found[name]) for name in ("open", "minus", "minus_after"))
    pence = Fraction(found["digits"].replace(",", "")) * 100
    if signs > 1 or pence.denominator != 1:
        raise ValueError
    return Pence(-pence.numerator if signs else pence.numerator)


WRITTEN = (written_pence, key("a sum in pounds and whole pence, such as 1,234.50 or (20.00) for money back"))
"""What a column reads and what to call it, for ``Column(name, *WRITTEN)``."""
