"""The closed list of kinds: whole, documented, and without a place for free text or people's names."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from commonweal.record.forms import Form
from commonweal.record.kinds import EVERY, KINDS, ROLES, payload_faults, personal_faults
from tests.record.records import HASH, SMALL

EXAMPLES: Mapping[str, Any] = {
    "id": "green-2026",
    "line": "Harbour board",
    "whole": 0,
    "figure": "too few",
    "group": "",
    "exact": "1/3",
    "date": "2027-02-28",
    "quarter": "2027-Q1",
    "sha256": HASH,
    "moment": "2026-11-01T00:00:00Z",
    "folder": "counts/green-2026",
    "spec": {"step": "1", "ties": ["lower-cost", "lot"], "quorum": 3, "strict": True, "seed": None},
    "key": HASH,
}


def example(form: Form) -> Any:
    if form.codes:
        return form.codes[0]
    if form.fields:
        return {name: example(field) for name, field in form.fields.items()}
    return [example(form.item)] if form.item else EXAMPLES[form.name]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_payload_of_every_field_is_taken_and_of_none_is_not(kind: Any) -> None:
    payload = {name: example(form) for name, form in {**kind.fields, **kind.may, **EVERY}.items()}
    assert payload_faults(kind.name, "steward", payload) == ()
    assert {fault.field for fault in payload_faults(kind.name, "steward", {})} == set(kind.fields)
    assert personal_faults(kind.name, kind.personal) == ()
    for name in payload:
        wrong = payload_faults(kind.name, "steward", {**payload, name: {"x": [1.5]}})
        assert [fault.field for fault in wrong] == [name]


def test_no_field_is_both_public_and_personal() -> None:
    for kind in KINDS.values():
        assert not {*kind.fields, *kind.may, *EVERY} & set(kind.personal), kind.name


def test_the_page_lists_every_kind_with_its_fields(repository: Path) -> None:
    def cell(names: Any) -> str:
        return ", ".join(f"`{name}`" for name in names) or "none"

    page = (repository / "docs" / "record.md").read_text("utf-8")
    for kind in KINDS.values():
        row = f"| `{kind.name}` | {kind.what} | {cell(kind.fields)} | {cell(kind.may)} | {cell(kind.personal)} |"
        assert row in page, f"docs/record.md lacks: {row}"
    listed = re.findall(r"^\| `(\w+)` \|", page.split("## The bundle")[0], re.MULTILINE)
    assert listed == list(KINDS)
    assert ", ".join(ROLES) in page.replace("\n", " ")


def test_the_small_record_uses_kinds_with_and_without_personal_fields() -> None:
    assert {bool(KINDS[kind].personal) for kind, _, _ in SMALL} == {True, False}
