"""Hypothesis strategies for the words that every room shares."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from commonweal.terms.canon import LARGEST
from commonweal.terms.money import Amount
from commonweal.terms.periods import Quarter

exact_numbers = st.fractions(min_value=Fraction(-(10**9)), max_value=Fraction(10**9), max_denominator=10**4)
"""Exact numbers of ordinary size."""

decimals = st.builds(
    lambda units, places: Fraction(units, 10**places), st.integers(-(10**24), 10**24), st.integers(0, 9)
)
"""Exact numbers with a finite decimal form, large ones too."""

amounts = st.builds(Amount, decimals, st.sampled_from(["GBP", "EUR", "PLN", "USD", "CHF"]))
"""Sums of money in the currencies that Pabulib files use most."""

quarters = st.builds(Quarter, st.integers(1, 9990), st.integers(1, 4))
"""Quarters that stay within the calendar when a few years are added."""

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
"""Any text that UTF-8 can hold."""

canonical_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | words | exact_numbers,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)
"""Values that have a canonical form."""
