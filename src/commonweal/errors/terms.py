"""What the words that every room shares refuse: codes CW0."""

from commonweal.errors.base import CommonwealError


class UnknownName(CommonwealError):
    """A name that is not in the closed list it should come from."""

    code = "CW001"
    what = "There is no {kind} called {name}{nearest}."
    remedy = "Use one of the names that the documentation lists."


class NotCanonical(CommonwealError):
    """A value that has no canonical form: a float, a huge integer, a key that is not text."""

    code = "CW002"
    what = "A value cannot be hashed: {reason}."
    remedy = 'Use integers, text, or a fraction written "n/d".'


class BadPeriod(CommonwealError):
    """A period that is not written as it should be."""

    code = "CW003"
    what = "{text} is not a quarter."
    remedy = "Write a quarter as a year and a number, such as 2027-Q1."
