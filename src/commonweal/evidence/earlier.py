"""Earlier releases: what was published before of a place, which whoever compares has beside the new one."""

from collections.abc import Mapping
from dataclasses import dataclass

from commonweal.evidence.disclosure_rules import Rule

NEEDED_FROM = ("areas.csv", "needs.csv")
"""The tables of which counts of people in need are made."""
COUNTED_FROM = (*NEEDED_FROM, "services.csv", "sites.csv")
"""The tables of which counts of people who lack a service are made."""


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

    def same_people(self, made_from: Mapping[str, str], *, in_need: bool = False) -> bool:
        """Say whether it counts the very same people: each table that people are counted from is the same file.

        Args:
            made_from: the hash of each table that is counted from now.
            in_need: whether those in need are meant, who stay the same when a site or a standard changes.
        """
        tables = NEEDED_FROM if in_need else COUNTED_FROM
        return all(self.made_from.get(name) == made_from.get(name) for name in tables)
