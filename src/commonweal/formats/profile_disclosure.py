"""What a profile says about disclosure control: the rule, and the proof that no hidden count can be worked out."""

from collections.abc import Mapping
from typing import Any

from commonweal.evidence.inputs import TRUTHS
from commonweal.evidence.profile import Profile
from commonweal.evidence.publishing import Shown
from commonweal.evidence.service_counts import ServiceCounts
from commonweal.evidence.service_profile import ServiceProfile
from commonweal.formats.folders import FORMAT
from commonweal.formats.safe_tables import HIDDEN, rule_value
from commonweal.terms.canon import encode
from commonweal.terms.sources import Unknown

FILE = "disclosure.json"


def section(profile: Profile) -> dict[str, Any]:
    """Give what ``profile.json`` says about it."""
    return {"rule": rule_value(profile.disclosure), "proof": FILE}


def files(profile: Profile) -> Mapping[str, bytes]:
    """Give the file of the proof: of each service the counts behind its shares, and whole tables that differ."""
    told = {
        "format": FORMAT,
        "kind": "disclosure of a profile",
        "rule": rule_value(profile.disclosure),
        "services": [_service(one) for one in profile.services],
    }
    return {FILE: encode(told)}


def _service(service: ServiceProfile) -> dict[str, Any]:
    counts = service.counts
    return {
        "id": service.id,
        "without": _shown(counts, [f"without:{truth}" for truth in TRUTHS]),
        "deciles": _shown(counts, [f"{name}:decile:{n}" for n in range(1, 11) for name in ("need", "without")]),
        "names": list(counts.names),
        "witnesses": [list(one) for one in counts.witnesses],
    }


def _shown(counts: ServiceCounts, names: list[str]) -> dict[str, int | str]:
    """Give counts by name, as far as they are known; what is hidden is marked."""
    told: dict[str, int | str] = {}
    for name in names:
        count = counts.counts.get(name)
        if isinstance(count, Shown):
            told[name] = int(count)
        elif isinstance(count, Unknown) and name in counts.names:
            told[name] = HIDDEN
    return told
