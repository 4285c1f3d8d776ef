"""The one question a verifier answers: is what was published sound, and if not, what is wrong with it."""

from dataclasses import dataclass
from pathlib import Path

from .bundles import check_bundle
from .chain import CHECKPOINT
from .comparisons import check_comparison
from .costs import check_costs
from .disclosure import check_safe_tables
from .findings import Finding
from .guard import SENSELESS, guarded
from .manifests import check_manifest, kind_of
from .options import check_options
from .order_trials import check_order_trials
from .published import check_published
from .readiness import check_readiness
from .reading import Folder, Unreadable, open_folder
from .since import check_since
from .sitings import check_siting
from .step_ins import check_step_in
from .stress_tests import check_stress

_ABOUT = {
    "costs": "one working of full costs",
    "options": "one comparison of options",
    "places": "places side by side",
    "experiment": "one experiment on chronology",
    "readiness": "one folder about readiness",
    "siting": "one answer of where sites should be",
    "safe-tables": "tables of counts made safe",
    "step-in": "one step-in case",
    "stress": "one stress test",
}

_WHOLE = {
    "bundle": check_bundle,
    "comparison": check_comparison,
    "costs": check_costs,
    "experiment": check_order_trials,
    "options": check_options,
    "readiness": check_readiness,
    "siting": check_siting,
    "safe-tables": check_safe_tables,
    "step-in": check_step_in,
    "stress": check_stress,
}
"""Kinds of folder that stand by themselves, and are part of no bundle but for a bundle itself."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check came to.

    Attributes:
        findings: everything that is wrong; none means accepted.
        about: what was checked, in a few plain words.
    """

    findings: tuple[Finding, ...]
    about: str

    @property
    def accepted(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


def verify(path: Path, since: str | None = None) -> list[Finding]:
    """Check a bundle (folder or zip), or a folder of one count, stream, award, plan or comparison, of costs or options.

    Args:
        path: the folder or zip.
        since: an earlier bundle (its path), a checkpoint's head (64 hexadecimal digits) or ``COUNT:HEAD``, that the
            record must still agree with.

    Returns:
        Everything that is wrong; an empty list means accepted.

    Raises:
        NotEarlier: where ``since`` is none of these.
    """
    return list(judge(path, since).findings)


def judge(path: Path, since: str | None = None) -> Verdict:
    """Check as :func:`verify` does, and say what was checked."""
    try:
        folder = open_folder(path)
    except Unreadable as bad:
        return Verdict((Finding("V100", bad.where, bad.what),), "")
    findings = check_folder(folder)
    if since is not None:
        findings.extend(check_since(folder, since))
    return Verdict(tuple(dict.fromkeys(findings)), _about(folder))


def check_folder(folder: Folder) -> list[Finding]:
    """Check what a folder holds, by the kind that its manifest states."""
    if kind_of(folder) in _WHOLE:
        return guarded(check_manifest, folder) + guarded(_WHOLE[kind_of(folder)], folder)
    return check_published(folder)


def _about(folder: Folder) -> str:
    kind = kind_of(folder)
    if kind != "bundle":
        return _ABOUT.get(kind, f"one {kind}") if kind else ""
    counts = len({name.split("/")[1] for name in folder.names if name.startswith("counts/")})
    plans = len({name.split("/")[1] for name in folder.names if name.startswith("plans/")})
    try:
        stated = folder.read_json(CHECKPOINT)
        record = f"a record of {stated['count']} entries up to {stated['head']}"
    except (Unreadable, *SENSELESS):
        record = "no readable checkpoint"
    return f"a bundle with {record}; counts: {counts}, plans: {plans}"
