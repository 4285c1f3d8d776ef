"""The schemas in a bundle describe what is in it, and refuse what the record refuses."""

import json
import re
from fractions import Fraction
from typing import Any

from commonweal.formats.entry_schema import entry_schema
from commonweal.formats.plans import plan_files
from commonweal.handover.search import Effort, find_plan
from commonweal.record.kinds import KINDS
from tests.handover.asking import asking
from tests.handover.tiny import tiny
from tests.verifier.bundles import bundle, count, lines, plan


def test_every_schema_is_json_and_says_what_it_describes() -> None:
    names = [name for name in bundle() if name.startswith("schemas/")]
    assert {"schemas/entry.json", "schemas/manifest.json", "schemas/checkpoint.json"} <= set(names)
    for name in names:
        schema = json.loads(bundle()[name])
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["title"]


def holds(schema: dict[str, Any], value: Any) -> bool:
    """Check a value against the parts of JSON Schema that our schemas use."""
    if "const" in schema and value != schema["const"]:
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    return _typed(schema, value) and _ranged(schema, value) and _composed(schema, value)


def _typed(schema: dict[str, Any], value: Any) -> bool:
    types = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
    stated = schema.get("type", list(types))
    wanted = tuple(types[name] for name in ([stated] if isinstance(stated, str) else stated))
    return isinstance(value, wanted) and not (isinstance(value, bool) and bool not in wanted)


def _ranged(schema: dict[str, Any], value: Any) -> bool:
    if isinstance(value, str):
        fits = schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 10**9)
        return fits and re.search(schema.get("pattern", ""), value) is not None
    return not isinstance(value, int) or value >= schema.get("minimum", value)


def _composed(schema: dict[str, Any], value: Any) -> bool:
    if isinstance(value, list):
        return all(holds(schema.get("items", {}), item) for item in value)
    if isinstance(value, dict):
        known, more = schema.get("properties", {}), schema.get("additionalProperties", {})
        if not set(schema.get("required", ())) <= set(value) or (more is False and set(value) - set(known)):
            return False
        if not all(holds(known.get(name, more or {}), item) for name, item in value.items()):
            return False
    return "oneOf" not in schema or sum(holds(option, value) for option in schema["oneOf"]) == 1


def schema_of(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(bundle()[f"schemas/{name}.json"])
    return schema


def test_what_is_published_fits_its_schema() -> None:
    for entry in lines(bundle()):
        assert holds(schema_of("entry"), entry)
    assert holds(schema_of("checkpoint"), json.loads(bundle()["record/checkpoint.json"]))
    for name in ("manifest.json", "counts/green/manifest.json", "profile/manifest.json"):
        assert holds(schema_of("manifest"), json.loads(bundle()[name]))
    assert holds(schema_of("result"), json.loads(count()["result.json"]))
    assert holds(schema_of("certificate"), json.loads(count()["certificate.json"]))
    assert holds(schema_of("plan"), json.loads(plan()["plan.json"]))
    assert holds(schema_of("plan-certificate"), json.loads(plan()["certificate.json"]))


def test_a_plan_with_all_that_may_be_left_out_fits_its_schema() -> None:
    problem = asking(tiny(3), 3, ("largest_shares",))
    made, certificate = find_plan(problem, Effort(gap=Fraction(0), parts=9, stages=2))
    files = plan_files(problem, made, certificate)
    proof = json.loads(files["certificate.json"])
    assert {"branches", "leaves"} <= set(proof)
    assert proof["prices"]["largest_share"]
    assert "stages" in json.loads(files["plan.json"])
    assert holds(schema_of("plan"), json.loads(files["plan.json"]))
    assert holds(schema_of("plan-certificate"), proof)


def test_a_schema_refuses_a_float_and_a_member_it_does_not_know() -> None:
    value = json.loads(plan()["plan.json"])
    assert not holds(schema_of("plan"), {**value, "more": 1})
    value["load"][0][0] = 1.5
    assert not holds(schema_of("plan"), value)


def test_the_schema_of_entries_refuses_what_the_record_refuses() -> None:
    schema, entry = schema_of("entry"), lines(bundle())[0]
    assert schema == entry_schema()
    changes: tuple[dict[str, Any], ...] = (
        {"kind": "accusation"}, {"role": "mayor"}, {"payload": {}}, {"hash": "x"}, {"more": 1}, {"number": 0},
        {"payload": {**entry["payload"], "comment": "words"}}, {"commitments": {"diary": "ab" * 32}},
    )  # fmt: skip
    for change in changes:
        assert not holds(schema, {**entry, **change})


def test_every_kind_is_in_the_schema_with_its_meaning() -> None:
    told_ = {option["title"]: option["description"] for option in entry_schema()["oneOf"]}
    assert told_ == {kind.name: kind.what for kind in KINDS.values()}
