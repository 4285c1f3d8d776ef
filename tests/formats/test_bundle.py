"""The bundle and its files: complete, the same every time, and holding no personal word."""

import io
import zipfile

import pytest

from commonweal.errors import RecordBroken
from commonweal.formats.archives import BEGINNING
from commonweal.formats.bundle import About, Published, bundle_files, bundle_zip
from commonweal.verifier.main import check_folder
from commonweal.verifier.reading import Folder
from tests.record.records import altered, small
from tests.verifier.bundles import ABOUT, PROFILE, bundle, count, published, told

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
