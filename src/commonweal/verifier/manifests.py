"""Manifests: every file of a published folder is listed with its hash, and nothing else is there."""

import json
from fractions import Fraction
from hashlib import sha256
from typing import Any

from .findings import Finding
from .reading import Folder, Unreadable

FORMAT = "commonweal/1"
MANIFEST = "manifest.json"
KINDS = (
    *("count", "stream", "scheme", "award", "plan", "profile", "bundle", "site", "comparison", "places"),
    *("step-in", "costs", "options", "stress", "readiness", "experiment", "siting", "safe-tables"),
)


def canonical(value: Any) -> bytes:
    """Give the one byte form of a JSON value (RFC 8785, no floats).

    Raises:
        ValueError: where the value holds text that is not Unicode, or is nested too deeply.
    """
    try:
        return json.dumps(_sorted(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def is_canonical(value: Any, data: bytes) -> bool:
    """Say whether bytes are the one byte form of the value that was read from them."""
    try:
        return canonical(value) == data
    except ValueError:
        return False


def same(said: Any, found: Any) -> bool:
    """Say whether two JSON values have the same byte form; true is not 1."""
    return canonical(said) == canonical(found)


def ratio(value: Fraction) -> str:
    """Give a fraction as it is published: ``n/d``."""
    return f"{value.numerator}/{value.denominator}"


def amount(value: Fraction) -> int | str:
    """Give a sum as whole units, or as a fraction where it is not whole."""
    return value.numerator if value.denominator == 1 else ratio(value)


def kind_of(folder: Folder) -> str:
    """Give the kind that a folder's manifest states, or "" where it states none that is known."""
    try:
        listed = folder.read_json(MANIFEST)
    except Unreadable:
        return ""
    kind = listed.get("kind") if isinstance(listed, dict) else None
    return kind if isinstance(kind, str) and kind in KINDS else ""


def check_manifest(folder: Folder) -> list[Finding]:
    """Hold every file of a folder against its manifest.

    Returns:
        One finding for each file that is missing, altered or not listed, and for a manifest of another form.
    """
    try:
        listed = folder.read_json(MANIFEST)
    except Unreadable as bad:
        return [Finding("V101", bad.where, bad.what)]
    wrong = _form(listed)
    if wrong:
        return [Finding("V101", MANIFEST, wrong)]
    findings = []
    if not is_canonical(listed, folder.read(MANIFEST)):
        findings.append(Finding("V101", MANIFEST, "it is not written in the one canonical form"))
    return findings + _files(folder, listed["files"])


def _form(listed: Any) -> str:
    if not isinstance(listed, dict) or listed.get("format") != FORMAT:
        return f"it is not a manifest of the form {FORMAT}"
    if listed.get("kind") not in KINDS:
        return "it does not say what kind of folder this is"
    files = listed.get("files")
    if not isinstance(files, dict) or not all(isinstance(value, str) for value in files.values()):
        return "it does not list files with their hashes"
    if MANIFEST in files:
        return "it lists itself"
    return ""


def _files(folder: Folder, stated: dict[str, str]) -> list[Finding]:
    present = set(folder.names) - {MANIFEST}
    missing, altered = "the manifest lists this file, but it is missing", "the file is not the one in the manifest"
    return [
        *(Finding("V102", name, missing) for name in sorted(set(stated) - present)),
        *(Finding("V103", name, "this file is not in the manifest") for name in sorted(present - set(stated))),
        *(
            Finding("V104", name, altered)
            for name in sorted(present & set(stated))
            if sha256(folder.read(name)).hexdigest() != stated[name]
        ),
    ]


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        ordered = sorted(value, key=lambda text: text.encode("utf-16-be", "surrogatepass"))
        return {key: _sorted(value[key]) for key in ordered}
    if isinstance(value, list):
        return [_sorted(item) for item in value]
    return value
