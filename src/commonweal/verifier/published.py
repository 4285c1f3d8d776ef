"""The folder of one count or plan: its manifest, and its certificate re-checked."""

from .counts import check_count
from .findings import Finding
from .guard import guarded
from .manifests import MANIFEST, check_manifest, kind_of
from .plans import check_plan
from .reading import Folder


def check_published(folder: Folder, where: str = "") -> list[Finding]:
    """Check a folder by the kind that its manifest states.

    Args:
        folder: the folder's files, its manifest among them.
        where: the folder's path in its bundle, put before what each finding names.
    """
    findings = guarded(check_manifest, folder, where)
    kind = kind_of(folder)
    if kind == "count":
        return findings + guarded(check_count, folder, where)
    if kind == "plan":
        return findings + guarded(check_plan, folder, where)
    if kind == "site" and not where:
        findings.append(Finding("V101", MANIFEST, "this is a public site; name the bundle in it to have that checked"))
    elif kind != "profile" and not findings:
        findings.append(Finding("V101", where or MANIFEST, f"a {kind} has no place here"))
    return findings
