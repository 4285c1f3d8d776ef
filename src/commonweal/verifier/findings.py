"""What a check saw."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong in what was published.

    Attributes:
        code: stable code: V1 for folders, manifest, record and checkpoints, V2 for counts, V3 for plans.
        where: the file or entry it was seen in.
        what: what is wrong, in plain English.
    """

    code: str
    where: str
    what: str

    def __str__(self) -> str:
        """Give the finding on one line."""
        return f"{self.code} {self.where}: {self.what}"
