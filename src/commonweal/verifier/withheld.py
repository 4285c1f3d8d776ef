"""The folder of a count whose ballots are so few that they are not published: what is left is held together."""

from hashlib import sha256
from typing import Any

from .counts import CERTIFICATE, EXPLANATION, RESULT
from .findings import Finding
from .layout import layout
from .manifests import FORMAT, MANIFEST, check_manifest, is_canonical
from .measures import FILE as MEASURES
from .poll import FILE
from .reading import Folder
from .specs import CONSTRAINTS, spec_fault

_HELD = {RESULT, CERTIFICATE, EXPLANATION, "explanation.txt", MANIFEST}
_KINDS = {RESULT: "count result", CERTIFICATE: "count certificate", EXPLANATION: "count explanation"}


def check_withheld(folder: Folder) -> list[Finding]:
    """Check the folder of a count without its ballots: their hash binds what was counted, and the rest agrees.

    Whoever is given the ballots holds them against that hash, and checks the whole folder.

    Raises:
        Unreadable: where a file is missing or is not JSON.
    """
    findings = [one for one in check_manifest(folder) if (one.code, one.where) != ("V102", FILE)]
    stated = folder.read_json(MANIFEST)["files"].get(FILE)
    findings.extend(layout(folder, _HELD, {MEASURES}.__contains__))
    if stated is None:
        findings.append(Finding("V107", FILE, "the manifest does not say which ballots were counted"))
    told = {name: folder.read_json(name) for name in _KINDS}
    for name, value in told.items():
        if not isinstance(value, dict) or (value.get("format"), value.get("kind")) != (FORMAT, _KINDS[name]):
            return [*findings, Finding("V202", name, f"this is not a {_KINDS[name]} of the form {FORMAT}")]
        if not is_canonical(value, folder.read(name)):
            findings.append(Finding("V202", name, "it is not written in the one canonical form"))
        if value.get("poll") != stated:
            findings.append(Finding("V202", name, "it speaks of other ballots than those that the manifest names"))
    return findings + _agree(folder, told)


def _agree(folder: Folder, told: dict[str, Any]) -> list[Finding]:
    result, certificate = told[RESULT], told[CERTIFICATE]
    findings = []
    if result.get("certificate") != sha256(folder.read(CERTIFICATE)).hexdigest():
        findings.append(Finding("V202", RESULT, "it speaks of another certificate than certificate.json"))
    wrong = spec_fault(certificate.get("rule"), str(result.get("vote_type", "")))
    if wrong:
        return [*findings, Finding("V204", CERTIFICATE, wrong)]
    spec = certificate["rule"]["spec"]
    if result.get("rule") != certificate["rule"] or result.get("constraints") != [
        key for key, none in CONSTRAINTS.items() if spec[key] != none
    ]:
        findings.append(Finding("V203", RESULT, "it follows another rule than the certificate"))
    if result.get("selected") != [winner["project"] for winner in certificate["winners"]]:
        findings.append(Finding("V203", RESULT, "it funds other projects than the certificate"))
    funded = [one["id"] for one in told[EXPLANATION]["projects"] if one["funded"]]
    if sorted(funded) != sorted(result["selected"]):
        findings.append(Finding("V207", EXPLANATION, "it tells of other funded projects than the result"))
    return findings
