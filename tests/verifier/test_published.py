"""The folder of one count or plan alone, and what may not stand alone."""

import pytest

from commonweal.formats.folders import Kind, with_manifest
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder
from tests.verifier.bundles import PROFILE, count, plan


@pytest.mark.parametrize("files", [count(), plan(), PROFILE], ids=["count", "plan", "profile"])
def test_each_folder_is_accepted_alone(files: dict[str, bytes]) -> None:
    assert check_published(Folder(files)) == []


@pytest.mark.parametrize("files", [count(), plan()], ids=["count", "plan"])
def test_an_emptied_folder_with_a_sound_manifest_is_named(files: dict[str, bytes]) -> None:
    kind: Kind = "count" if "poll.pb" in files else "plan"
    assert check_published(Folder(with_manifest(kind, {}))) != []
    for name in files:
        if name.endswith(".json") and name != "manifest.json":
            rest = {key: data for key, data in files.items() if key not in {name, "manifest.json"}}
            assert check_published(Folder(with_manifest(kind, rest))) != [], name


@pytest.mark.parametrize("kind", ["profile"])
def test_a_folder_that_is_held_by_its_hashes_alone_is_accepted_until_a_byte_of_it_is_changed(kind: Kind) -> None:
    files = with_manifest(kind, {"case.json": b"{}", "case.txt": b"a"})
    assert check_published(Folder(files)) == []
    (finding,) = check_published(Folder({**files, "case.txt": b"b"}))
    assert finding.where == "case.txt"


@pytest.mark.parametrize(("kind", "says"), [("site", "name the bundle in it"), ("bundle", "has no place here")])
def test_a_site_or_bundle_is_not_checked_as_a_count(kind: Kind, says: str) -> None:
    (finding,) = check_published(Folder(with_manifest(kind, {})))
    assert finding.code == "V101"
    assert says in finding.what


@pytest.mark.parametrize("files", [count(), plan()], ids=["count", "plan"])
@pytest.mark.parametrize("name", ["voters.csv", "../x", "a\\b", "Explanation.txt", "inner/explanation.txt"])
def test_a_file_that_no_such_folder_holds_is_named_though_the_manifest_lists_it(
    files: dict[str, bytes], name: str
) -> None:
    rest = {key: data for key, data in files.items() if key != "manifest.json"}
    kind: Kind = "count" if "poll.pb" in files else "plan"
    findings = check_published(Folder(with_manifest(kind, {**rest, name: b"x"})))
    assert [(f.code, f.where) for f in findings] == [("V108", name)]


@pytest.mark.parametrize("files", [count(), plan()], ids=["count", "plan"])
def test_an_explanation_for_people_may_not_be_left_out(files: dict[str, bytes]) -> None:
    rest = {key: data for key, data in files.items() if key not in {"manifest.json", "explanation.txt"}}
    kind: Kind = "count" if "poll.pb" in files else "plan"
    findings = check_published(Folder(with_manifest(kind, rest)))
    assert [(f.code, f.where) for f in findings] == [("V107", "explanation.txt")]
