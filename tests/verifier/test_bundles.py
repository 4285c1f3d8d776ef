"""A bundle is not accepted after any mutation, one by one; and no hostile input makes the verifier crash."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.formats.bundle import bundle_files
from commonweal.formats.folders import with_manifest
from commonweal.verifier.main import check_folder
from commonweal.verifier.manifests import canonical
from commonweal.verifier.reading import Folder
from tests.record.records import HASH
from tests.verifier.bundles import (
    ABOUT,
    ENTRIES,
    PROFILE,
    added,
    bundle,
    codes,
    count,
    found,
    lines,
    names,
    plan,
    published,
    repacked,
    rewritten,
    told,
    with_checkpoint,
    with_plan,
)

Files = dict[str, bytes]


def test_a_sound_bundle_is_accepted() -> None:
    assert found(bundle()) == []


@pytest.mark.parametrize("name", sorted(bundle()))
def test_every_file_counts_altered_or_missing(name: str) -> None:
    files = bundle()
    assert found({**files, name: files[name] + b" "}) != []
    assert found({key: data for key, data in files.items() if key != name}) != []


NEEDED = sorted(name for name in bundle() if name.split("/")[0] in {"record", "README.txt", "verifier.pyz"})


@pytest.mark.parametrize("name", NEEDED)
def test_a_needed_file_taken_out_is_named_though_the_manifest_was_mended(name: str) -> None:
    files = repacked({key: data for key, data in bundle().items() if key != name})
    assert name in {finding.where for finding in found(files)}


@pytest.mark.parametrize(
    "name",
    ["notes.txt", "counts/loose.json", "tables/inner/a.csv", "record/personal.jsonl", "schemas/a.py", "../x", "a\nb"],
)
def test_a_file_that_has_no_place_is_named_though_the_manifest_lists_it(name: str) -> None:
    assert ("V108", name) in {(f.code, f.where) for f in found(repacked({**bundle(), name: b""}))}


def test_an_unlisted_file_is_named() -> None:
    assert [(f.code, f.where) for f in found({**bundle(), "tables/more.csv": b""})] == [("V103", "tables/more.csv")]


def without(prefix: str) -> Callable[[Files], Mapping[str, bytes]]:
    return lambda files: repacked({name: data for name, data in files.items() if not name.startswith(prefix)})


def with_inner(folder: str, kind: Any, **changed: bytes) -> Callable[[Files], Mapping[str, bytes]]:
    """Change a folder inside and mend its manifest and the bundle's."""

    def change(files: Files) -> Mapping[str, bytes]:
        inner = {name[len(folder) + 1 :]: data for name, data in files.items() if name.startswith(f"{folder}/")}
        inner.pop("manifest.json")
        whole = with_manifest(kind, {**inner, **changed})
        return repacked({**files, **{f"{folder}/{name}": data for name, data in whole.items()}})

    return change


def another_count(files: Files) -> Mapping[str, bytes]:
    return repacked({**files, **{f"counts/blue/{name}": data for name, data in count().items()}})


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        (without("counts/"), "V131", "counts/green"),
        (without("profile/"), "V131", "profile"),
        (without("counts/green/manifest.json"), "V101", "counts/green/manifest.json"),
        (another_count, "V133", "counts/blue"),
        (with_inner("profile", "profile", **{"profile.json": b"[]"}), "V132", "profile"),
        (with_inner("counts/green", "count", **{"explanation.txt": b"All is well"}), "V132", "counts/green"),
        (with_inner("profile", "count"), "V132", "profile"),
        (with_inner("profile", "site"), "V101", "profile"),
        (with_inner("counts/green", "profile"), "V132", "counts/green"),
    ],
)
def test_folders_and_entries_are_held_against_each_other(change: Any, code: str, where: str) -> None:
    assert (code, where) in {(finding.code, finding.where) for finding in found(change(bundle()))}


def retold(place: int, **payload: Any) -> Mapping[str, bytes]:
    """Rewrite an entry's payload and mend every hash and the checkpoint: only what it says is wrong."""
    entries = lines(bundle())
    return with_checkpoint(bundle(), rewritten(entries, place, payload={**entries[place - 1]["payload"], **payload}))


RULES, PROVISIONAL, CONFIRMED = 8, 9, 10


@pytest.mark.parametrize(
    ("place", "payload", "code"),
    [
        (PROVISIONAL, {"selected": ["1", "2"]}, "V134"),
        (PROVISIONAL, {"spent": 71}, "V134"),
        (PROVISIONAL, {"budget": "201/2"}, "V134"),
        (PROVISIONAL, {"voters": 11}, "V134"),
        (PROVISIONAL, {"round": "blue"}, "V134"),
        (RULES, {"rule": "greedy"}, "V134"),
        (RULES, {"version": 2}, "V134"),
        (RULES, {"spec": {**told()[RULES - 1].payload["spec"], "seed": "7"}}, "V134"),
        (CONFIRMED, {"manifest": HASH}, "V132"),
        (CONFIRMED, {"folder": 7}, "V132"),
        (CONFIRMED, {"folder": "counts/red"}, "V131"),
    ],
)
def test_what_an_entry_says_of_a_result_is_held_against_it(place: int, payload: dict[str, Any], code: str) -> None:
    assert code in codes(retold(place, **payload))


def test_equal_figures_written_in_two_ways_are_equal() -> None:
    assert found(retold(PROVISIONAL, spent="70/1")) == []


def test_rules_published_after_the_count_are_named() -> None:
    entries = lines(bundle())
    rules, provisional = entries[RULES - 1], entries[PROVISIONAL - 1]
    swapped = [
        {**provisional, "number": RULES, "at": rules["at"]},
        {**rules, "number": PROVISIONAL, "at": provisional["at"]},
    ]
    changed = rewritten([*entries[: RULES - 1], *swapped, entries[CONFIRMED - 1]], RULES)
    findings = found(with_checkpoint(bundle(), changed))
    assert [(f.code, f.where) for f in findings] == [("V134", "entry 8"), ("V134", "entry 9")]
    assert "not published before" in findings[0].what
    assert "after voting in it had closed" in findings[1].what


def test_a_profile_may_be_published_again_but_a_count_may_not_change_under_its_name() -> None:
    newer = with_manifest("profile", {"profile.json": b"[1]"})
    entries = added(told(), "profile_published", names("profile", newer))
    assert found(bundle_files(ABOUT, entries, published(profile=newer))) == []
    assert ("V132", "profile") in {(f.code, f.where) for f in found(bundle_files(ABOUT, entries, published()))}
    other = with_manifest("count", {**count(), "explanation.txt": b"Other words"} | {"manifest.json": b""})
    entries = added(told(), "result_confirmed", {"round": "green", **names("counts/green", other)})
    whole = bundle_files(ABOUT, entries, published())
    assert {(f.code, f.where) for f in found(whole)} >= {("V132", "entry 11"), ("V132", "counts/green")}


def test_a_manifest_with_more_to_say_is_named() -> None:
    listed = json.loads(bundle()["manifest.json"])
    more = json.dumps({**listed, "note": "x"}, sort_keys=True, separators=(",", ":")).encode()
    assert [(f.code, f.where) for f in found({**bundle(), "manifest.json": more})] == [("V101", "manifest.json")]


def test_a_plan_in_a_bundle_is_checked_like_one_alone() -> None:
    files = with_plan()
    assert found(files) == []
    assert ("V131", "plans/handover-1") in {(f.code, f.where) for f in found(without("plans/")(files))}
    value = json.loads(plan()["plan.json"])
    value["load"][0][0] = "1/1"
    changed = with_inner("plans/handover-1", "plan", **{"plan.json": canonical(value)})(files)
    places = {(f.code[:2], f.where) for f in found(changed)}
    assert {("V1", "plans/handover-1"), ("V3", "plans/handover-1/plan.json")} <= places


# --- hostile input

NAMES = sorted(bundle())


@given(st.sampled_from(NAMES), st.data())
def test_no_flipped_bit_goes_unnamed(name: str, data: st.DataObject) -> None:
    files = bundle()
    place = data.draw(st.integers(0, len(files[name]) - 1))
    flipped = bytearray(files[name])
    flipped[place] ^= 1 << data.draw(st.integers(0, 7))
    assert found({**files, name: bytes(flipped)}) != []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
MEMBERS = st.sampled_from(["format", "number", "kind", "at", "role", "payload", "commitments", "previous", "hash"])


@given(st.integers(1, 10), MEMBERS, JSON)
def test_an_entry_that_holds_anything_at_all_is_named_and_never_crashes(place: int, name: str, value: Any) -> None:
    entries = lines(bundle())
    if entries[place - 1][name] == value:
        return
    entries[place - 1][name] = value
    assert found(with_checkpoint(bundle(), entries)) != []


@given(st.integers(1, 10), st.dictionaries(st.sampled_from(["folder", "manifest", "round", "spec"]), JSON))
def test_a_payload_that_holds_anything_at_all_never_crashes(place: int, payload: dict[str, Any]) -> None:
    for finding in found(retold(place, **payload)):
        assert finding.code != "V106", str(finding)


@given(st.sampled_from([name for name in NAMES if name.endswith((".json", ".jsonl"))]), JSON)
def test_a_file_that_holds_anything_at_all_is_named_and_never_crashes(name: str, value: Any) -> None:
    data = json.dumps(value).encode()
    if name == "manifest.json":
        assert found({**bundle(), name: data}) != []
        return
    folder = name.rsplit("/", 1)[0] if name.startswith(("counts", "profile")) else ""
    files = {**bundle(), name: data}
    if folder and not name.endswith("manifest.json"):
        files = dict(
            with_inner(
                folder, "count" if folder.startswith("counts") else "profile", **{name[len(folder) + 1 :]: data}
            )(files)
        )
    repaired = repacked(files)
    if name.startswith("schemas/"):  # nothing but the bundle's manifest stands for a schema
        return
    assert found(repaired) != []


@pytest.mark.parametrize(
    "data",
    [b"[" * 200_000, b'{"a":' * 900 + b"1" + b"}" * 900, b"\xff\xfe", b"9" * 10_000, b"1e999", b'"\\ud800"', b"NaN"],
)
@pytest.mark.parametrize("name", ["manifest.json", ENTRIES, "record/checkpoint.json", "counts/green/manifest.json"])
def test_json_made_to_break_a_reader_is_named(name: str, data: bytes) -> None:
    assert found({**bundle(), name: data}) != []
    if name != "manifest.json":
        assert found(repacked({**bundle(), name: data})) != []


def test_an_empty_folder_is_named() -> None:
    assert [f.code for f in check_folder(Folder({}))] == ["V101"]


def test_a_profile_alone_is_what_it_says() -> None:
    assert found(PROFILE) == []
