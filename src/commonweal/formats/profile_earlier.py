"""Reading a profile that was published before, as far as it says how many people there are."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from commonweal.errors import Fault, FileMissing, TableFaults
from commonweal.evidence.disclosure_rules import NHS, Rule
from commonweal.evidence.earlier import EarlierRelease
from commonweal.evidence.gaps import REASONS
from commonweal.evidence.publishing import TOO_FEW
from commonweal.formats.profile_disclosure import FILE
from commonweal.formats.safe_tables import HIDDEN, rule_fields

PROFILE = "profile.json"
BEFORE = "too few people to show"
"""What profiles said of a hidden count before every count passed the gate together."""


def read_earlier(folder: Path) -> EarlierRelease:
    """Read the counts of a profile that was published before.

    Raises:
        FileMissing: where there is none.
        TableFaults: where it is no profile as commonweal writes them; whether it is sound is for the verifier.
    """
    if not (folder / PROFILE).is_file():
        raise FileMissing(kind="profile", path=folder)
    try:
        files = {name: (folder / name).read_bytes() for name in (PROFILE, FILE) if (folder / name).is_file()}
    except OSError as bad:
        raise _refused(folder.name) from bad
    return earlier_release(files, folder.name)


def earlier_release(files: Mapping[str, bytes], name: str) -> EarlierRelease:
    """Give the counts of a profile that was published before.

    Args:
        files: of the profile.
        name: of its folder, for a refusal.

    Raises:
        TableFaults: where it is no profile as commonweal writes them.
    """
    try:
        told = json.loads(files[PROFILE])
        proof = json.loads(files[FILE]) if FILE in files else {"services": []}
        return _release(told, {one["id"]: one for one in proof["services"]})
    except (ValueError, LookupError, TypeError, AttributeError) as bad:
        raise _refused(name) from bad


def _refused(name: str) -> TableFaults:
    return TableFaults(Fault("this is not as commonweal wrote it", {}, PROFILE), file=name)


def _release(told: Any, proofs: Mapping[str, Any]) -> EarlierRelease:
    stated = told.get("disclosure", {}).get("rule")
    rule = Rule(**{name: stated[name] for name in rule_fields()}) if stated else NHS
    services = {one["id"]: dict(_counts(one, proofs.get(one["id"], {}))) for one in told["services"]}
    return EarlierRelease(rule, {name: one["sha256"] for name, one in told["sources"].items()}, services)


def _counts(service: Any, proof: Mapping[str, Any]) -> Iterator[tuple[str, int | None]]:
    for name in ("need", "gap", *(f"gap:{reason}" for reason in REASONS)):
        yield from _figure(name, service["figures"][name])
    for here in service["neighbourhoods"]:
        yield from _figure(f"need@{here['name']}", here["need"])
        yield from _figure(f"gap@{here['name']}", here["gap"])
        for one in here.get("groups", ()):
            yield from _figure(f"need@{here['name']}#{one['name']}", one["need"])
            yield from _figure(f"gap@{here['name']}#{one['name']}", one["gap"])
    for one in service.get("groups", ()):
        yield from _figure(f"need#{one['name']}", one["need"])
        yield from _figure(f"gap#{one['name']}", one["gap"])
    for name, value in [*proof.get("without", {}).items(), *proof.get("deciles", {}).items()]:
        yield name, None if value == HIDDEN else int(value)


def _figure(name: str, figure: Mapping[str, Any]) -> Iterator[tuple[str, int | None]]:
    if figure["value"] is None and figure["unknown_because"] not in {TOO_FEW.reason, BEFORE}:
        return
    for end, key in (("", "value"), (":low", "low"), (":high", "high")):
        value = figure.get(key)
        yield f"{name}{end}", None if value is None else int(value)
