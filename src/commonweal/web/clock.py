"""The clock of the shell: the one place where it asks what time it is."""

from datetime import UTC, datetime


def now() -> datetime:
    """Give the moment it is, in UTC."""
    return datetime.now(UTC)
