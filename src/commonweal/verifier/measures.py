"""The measures beside a count: that they are of its form and speak of its ballots. They are not worked out again."""

from hashlib import sha256

from .findings import Finding
from .manifests import FORMAT, is_canonical
from .reading import Folder

FILE = "measures.json"
_KIND = "count measures"


def check_measures(folder: Folder) -> list[Finding]:
    """Check the measures of a count, where there are any."""
    if FILE not in folder:
        return []
    told = folder.read_json(FILE)
    if not isinstance(told, dict) or (told.get("format"), told.get("kind")) != (FORMAT, _KIND):
        return [Finding("V209", FILE, f"this is not a {_KIND} of the form {FORMAT}")]
    findings = []
    if not is_canonical(told, folder.read(FILE)):
        findings.append(Finding("V209", FILE, "it is not written in the one canonical form"))
    if told["poll"] != sha256(folder.read("poll.pb")).hexdigest():
        findings.append(Finding("V209", FILE, "it speaks of other ballots than those in poll.pb"))
    if told["rule"] != folder.read_json("result.json")["rule"]:
        findings.append(Finding("V209", FILE, "it speaks of another rule than the result"))
    return findings
