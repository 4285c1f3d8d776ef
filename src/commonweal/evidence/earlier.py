"""Earlier releases: what was published before of a place, which whoever compares has beside the new one."""

from collections.abc import Mapping
from dataclasses import dataclass

from commonweal.evidence.disclosure_rules import Rule

COUNTED_FROM = ("areas.csv", "needs.csv", "services.csv", "sites.csv")
"""The tables of which counts of people in need are made."""


@dataclass(frozen=True, slots=True)
class EarlierRelease:
    """A profile that was published before.

    Attributes:
        rule: by which rule.
        made_from: the hash of each table that it was made from.
        services: of each service its counts by name, as :class:`commonweal.evidence.service_counts.ServiceCounts` names
            them; None for one that is hidden.
    """

    rule: Rule
    made_from: Mapping[str, str]
    services: Mapping[str, Mapping[str, int | None]]

    def same_people(self, made_from: Mapping[str, str]) -> bool:
        """Say whether it counts the very same people: each table that people are counted from is the same file."""
        return all(self.made_from.get(name) == made_from.get(name) for name in COUNTED_FROM)
