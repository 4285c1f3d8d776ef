"""The bundle and its files: complete, the same every time, and holding no personal word."""

import io
import json
import re
import zipfile
from typing import Any

import pytest

from commonweal.errors import RecordBroken
from commonweal.formats.archives import BEGINNING, zip_bytes
from commonweal.formats.bundle import About, Published, bundle_files, bundle_zip, verifier_archive
from commonweal.formats.entry_schema import entry_schema
from commonweal.record.kinds import KINDS
from commonweal.verifier.main import check_folder
from commonweal.verifier.reading import Folder
from tests.record.records import altered, small
from tests.verifier.bundles import ABOUT, PROFILE, bundle, count, lines, plan, published, told

NOTHING = Published(counts={}, plans={}, profile={}, tables={})


def test_a_bundle_holds_what_its_record_names_and_is_accepted() -> None:
    files = bundle()
    assert check_folder(Folder(files)) == []
    assert {name.split("/")[0] for name in files} == {
        "README.txt", "counts", "manifest.json", "profile", "record", "schemas", "tables", "verifier.pyz",
    }  # fmt: skip
    assert {name: files[f"counts/green/{name}"] for name in count()} == count()
    assert {name: files[f"profile/{name}"] for name in PROFILE} == PROFILE


def test_an_empty_record_makes_a_bundle_too() -> None:
    assert check_folder(Folder(bundle_files(ABOUT, [], NOTHING))) == []
    files = bundle_files(ABOUT, small()[0], NOTHING)
    assert check_folder(Folder(files)) == []


def test_a_folder_without_a_manifest_gets_one() -> None:
    bare = {name: data for name, data in count().items() if name != "manifest.json"}
    assert bundle_files(ABOUT, told(), published(counts={"green": bare})) == bundle()


def test_the_same_inputs_give_the_same_bytes_and_the_date_of_making_does_not_show() -> None:
    assert bundle_files(ABOUT, told(), published()) == bundle()
    backwards = dict(reversed(bundle().items()))
    assert bundle_zip(backwards) == bundle_zip(bundle())
    with zipfile.ZipFile(io.BytesIO(bundle_zip(bundle()))) as archive:
        assert {info.date_time for info in archive.infolist()} == {BEGINNING}
        assert {info.filename: archive.read(info) for info in archive.infolist()} == bundle()


def test_the_verifier_archive_is_the_same_every_time_and_packed_plain() -> None:
    data = verifier_archive()
    assert data == verifier_archive()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        assert {"__main__.py", "verifier/__main__.py", "verifier/chain.py", "verifier/counts.py"} <= set(
            archive.namelist()
        )
        assert not [name for name in archive.namelist() if not name.endswith(".py")]


def test_plain_zips_do_not_depend_on_who_packed_them() -> None:
    assert zip_bytes({"a": b"1" * 99}, packed=False).count(b"1" * 99) == 1


def test_a_broken_record_is_never_published() -> None:
    entries = told()
    entries[2] = altered(entries[2], role="auditor")
    with pytest.raises(RecordBroken) as caught:
        bundle_files(ABOUT, entries, published())
    assert [fault.line for fault in caught.value.faults] == [3]


def test_no_personal_word_and_no_salt_is_in_any_file() -> None:
    _, parts = small()
    assert len(parts) == 2
    for data in bundle().values():
        for part in parts:
            assert part.value.encode() not in data
            assert part.salt not in data
            assert part.salt.hex().encode() not in data


def test_the_readme_says_whose_it_is_how_to_check_and_what_that_cannot_show() -> None:
    text = bundle_files(About("Harbour", "The board", "The council"), told(), published())["README.txt"].decode()
    for words in (
        "Harbour", "The board", "The council", f"10:{told()[-1].hash}", "python3 verifier.pyz .", "It cannot show",
        "content removed, proof kept",
    ):  # fmt: skip
        assert words in text
    assert max(map(len, text.splitlines())) <= 80


# --- the schemas


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


def test_a_schema_refuses_a_float_and_a_member_it_does_not_know() -> None:
    value = json.loads(plan()["plan.json"])
    assert not holds(schema_of("plan"), {**value, "more": 1})
    value["load"][0][0] = 1.5
    assert not holds(schema_of("plan"), value)


def test_the_schema_of_entries_refuses_what_the_record_refuses() -> None:
    schema, entry = schema_of("entry"), lines(bundle())[0]
    assert schema == entry_schema()
    for change in (
        {"kind": "accusation"}, {"role": "mayor"}, {"payload": {}}, {"hash": "x"}, {"more": 1}, {"number": 0},
        {"payload": {**entry["payload"], "comment": "words"}}, {"commitments": {"diary": "ab" * 32}},
    ):  # fmt: skip
        assert not holds(schema, {**entry, **change})


def test_every_kind_is_in_the_schema_with_its_meaning() -> None:
    told_ = {option["title"]: option["description"] for option in entry_schema()["oneOf"]}
    assert told_ == {kind.name: kind.what for kind in KINDS.values()}
