"""What a check cannot make sense of is a finding, never a crash."""

import pytest

from commonweal.verifier.findings import Finding
from commonweal.verifier.guard import SENSELESS, guarded
from commonweal.verifier.reading import Folder, Unreadable

EMPTY = Folder({})


@pytest.mark.parametrize("error", SENSELESS)
def test_whatever_a_strangers_file_makes_python_raise_is_a_finding(error: type[Exception]) -> None:
    def check(folder: Folder) -> list[Finding]:
        raise error("half a value")

    assert [(f.code, f.where) for f in guarded(check, EMPTY, "counts/a")] == [("V106", "counts/a")]


def test_a_file_that_cannot_be_read_is_named_with_its_folder() -> None:
    def check(folder: Folder) -> list[Finding]:
        folder.read("result.json")
        return []

    assert [(f.code, f.where) for f in guarded(check, EMPTY)] == [("V105", "result.json")]
    assert [(f.code, f.where) for f in guarded(check, EMPTY, "counts/a")] == [("V105", "counts/a/result.json")]


def test_findings_bear_the_path_of_their_folder() -> None:
    def check(folder: Folder) -> list[Finding]:
        return [Finding("V203", "result.json", "wrong")]

    assert guarded(check, EMPTY, "counts/a") == [Finding("V203", "counts/a/result.json", "wrong")]
    assert guarded(check, EMPTY) == [Finding("V203", "result.json", "wrong")]


def test_a_fault_of_our_own_is_not_hidden() -> None:
    def check(folder: Folder) -> list[Finding]:
        raise Unreadable("x", "y") from KeyboardInterrupt()

    def stop(folder: Folder) -> list[Finding]:
        raise KeyboardInterrupt

    assert [f.code for f in guarded(check, EMPTY)] == ["V105"]
    with pytest.raises(KeyboardInterrupt):
        guarded(stop, EMPTY)
