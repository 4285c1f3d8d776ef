"""The JSON Schema of an entry, made from the closed list of kinds, so that the two cannot drift apart."""

from typing import Any

from commonweal.record.entries import FORMAT
from commonweal.record.forms import Form
from commonweal.record.kinds import EVERY, KINDS, ROLES, Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_MOMENT = {"type": "string", "pattern": "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$"}
_EXACT = {"type": ["integer", "string"], "pattern": "^(0|-?[1-9]\\d*)/[1-9]\\d*$"}
_ID = {"type": "string", "minLength": 1, "maxLength": 100}
_WHOLE = {"type": "integer", "minimum": 0}
_FORMS: dict[str, dict[str, Any]] = {
    "id": _ID,
    "line": {"type": "string", "minLength": 1, "maxLength": 200},
    "whole": _WHOLE,
    "exact": _EXACT,
    "date": {"type": "string", "format": "date"},
    "quarter": {"type": "string", "pattern": "^\\d{4}-Q[1-4]$"},
    "sha256": _HASH,
    "moment": _MOMENT,
    "folder": {
        "type": "string",
        "pattern": "^((counts|plans|streams|schemes|awards)/[A-Za-z0-9_][A-Za-z0-9._-]*|profile)$",
    },
    "spec": {"type": "object"},
    "figure": {"anyOf": [_WHOLE, {"enum": ["too few", "beside"]}]},
    "group": {"type": "string", "maxLength": 200},
    "key": {**_HASH, "description": "an X25519 public key"},
}


def entry_schema() -> dict[str, Any]:
    """Give the schema of one line of ``record/entries.jsonl``."""
    members = {
        "format": {"const": FORMAT},
        "number": {"type": "integer", "minimum": 1, "description": "1 for the first entry"},
        "kind": {"enum": list(KINDS)},
        "at": {**_MOMENT, "description": "when it happened, in UTC"},
        "role": {"enum": list(ROLES), "description": "who acted, as a role, never a person"},
        "payload": {"type": "object", "description": "what is public about it; the kind says which fields"},
        "commitments": {
            "type": "object",
            "additionalProperties": _HASH,
            "description": "for each personal field, the SHA-256 of its salt and canonical value",
        },
        "previous": {**_HASH, "description": "hash of the entry before; 64 zeros for the first"},
        "hash": {**_HASH, "description": "SHA-256 of the canonical JSON of all the other members"},
    }
    return {
        "$schema": DIALECT,
        "title": "Entry of the public record",
        "type": "object",
        "required": list(members),
        "properties": members,
        "additionalProperties": False,
        "oneOf": [_kind(kind) for kind in KINDS.values()],
    }


def _kind(kind: Kind) -> dict[str, Any]:
    fields = {name: _form(form) for name, form in {**kind.fields, **kind.may, **EVERY}.items()}
    return {
        "title": kind.name,
        "description": kind.what,
        "properties": {
            "kind": {"const": kind.name},
            "payload": {"required": list(kind.fields), "properties": fields, "additionalProperties": False},
            "commitments": {"properties": dict.fromkeys(kind.personal, _HASH), "additionalProperties": False},
        },
    }


def _form(form: Form) -> dict[str, Any]:
    if form.codes:
        return {"enum": list(form.codes)}
    if form.fields:
        return {
            "type": "object",
            "required": list(form.fields),
            "properties": {name: _form(field) for name, field in {**form.fields, **form.may}.items()},
            "additionalProperties": False,
        }
    if form.item:
        return {"type": "array", "items": _form(form.item)}
    return _FORMS[form.name]
