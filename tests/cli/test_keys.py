"""``commonweal keys``: three sheets that any two officers can use, and a slip named by its place."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.funding.box.keys import join, read_share


def run(*arguments):
    told = CliRunner().invoke(app, ["keys", *map(str, arguments)])
    return told.exit_code, told.output


@pytest.fixture
def made(tmp_path):
    """A key and its sheets."""
    status, told = run("make", "r1", "--out", tmp_path / "keys", "--json")
    assert status == 0
    answer = json.loads(told)
    return answer["key"], [Path(file) for file in answer["files"]]


def groups(sheet):
    return sheet.read_text("utf-8").split("-" * 40)[1]


def test_any_two_sheets_give_the_printed_key_and_each_is_for_its_owner_alone(made):
    key, sheets = made
    shares = [read_share(groups(sheet), "x") for sheet in sheets]
    assert [share.officer for share in shares] == [1, 2, 3]
    assert len({join(pair, "r1", key) for pair in zip(shares, shares[1:] + shares[:1], strict=True)}) == 1
    assert [sheet.stat().st_mode & 0o777 for sheet in sheets] == [0o600] * 3
    assert sheets[0].parent.stat().st_mode & 0o077 == 0


def test_nothing_of_a_share_is_printed(tmp_path):
    for more in ([], ["--json"]):
        folder = tmp_path / f"keys{len(more)}"
        _, told = run("make", "r1", "--out", folder, *more)
        letters = [group for sheet in folder.iterdir() for group in groups(sheet).split()]
        assert not any(re.search(rf"\b{group}\b", told) for group in letters)


def test_two_keys_are_never_the_same(tmp_path):
    told = [json.loads(run("make", "r1", "--out", tmp_path / name, "--json")[1])["key"] for name in "ab"]
    assert told[0] != told[1]


def test_sheets_are_checked_alone_in_pairs_and_together(made):
    key, sheets = made
    assert run("check", sheets[1], "--round", "r1") == (0, "The share of officer 2 is whole, and of this key.\n")
    for some in ([0, 1], [2, 0], [0, 1, 2]):
        status, told = run("check", *(sheets[at] for at in some), "--round", "r1", "--json")
        assert status == 0
        assert json.loads(told) == {"round": "r1", "key": key, "officers": [at + 1 for at in some]}


def test_groups_typed_into_a_file_are_checked_against_the_key(made, tmp_path):
    key, sheets = made
    typed = tmp_path / "typed.txt"
    typed.write_text(groups(sheets[0]).lower().replace("0", "o"), "utf-8")
    assert run("check", typed, sheets[1], "--round", "r1", "--key", key)[0] == 0
    assert run("check", typed, "--round", "r1")[0] == 1


def test_a_slip_a_foreign_sheet_and_another_round_are_told(made, tmp_path):
    key, sheets = made
    text = groups(sheets[0])
    letter = text.split()[0][3]
    slip = tmp_path / "slip.txt"
    slip.write_text(text.replace(text.split()[0], text.split()[0][:3] + ("0" if letter != "0" else "1")), "utf-8")
    status, told = run("check", slip, "--round", "r1", "--key", key)
    assert (status, "CW232" in told, "group 1 " in told) == (1, True, True)
    run("make", "r1", "--out", tmp_path / "others")
    other = tmp_path / "others" / "share-2.txt"
    assert "CW233" in run("check", sheets[0], other, "--round", "r1", "--key", key)[1]
    assert "CW233" in run("check", other, "--round", "r1", "--key", key)[1]
    assert "CW233" in run("check", sheets[0], sheets[0], "--round", "r1")[1]
    assert "CW233" in run("check", sheets[0], "--round", "r2")[1]
    assert "CW234" in run("check", sheets[0], "--round", "r1", "--key", "0" * 64)[1]


def test_a_folder_that_holds_something_is_left_alone(made):
    _, sheets = made
    before = [sheet.read_bytes() for sheet in sheets]
    status, told = run("make", "r1", "--out", sheets[0].parent)
    assert (status, "CW603" in told) == (1, True)
    assert [sheet.read_bytes() for sheet in sheets] == before


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    status, told = run("make", "r1", "--out", tmp_path / "file" / "keys")
    assert (status, "CW605" in told) == (1, True)


@pytest.mark.parametrize("name", ["", " ", "x" * 101, "r\u202e1"])
def test_a_round_has_a_name_that_can_be_read(tmp_path, name):
    assert run("make", name, "--out", tmp_path / "keys")[0] == 2
    assert not (tmp_path / "keys").exists()


def test_there_are_three_sheets_in_all(made):
    _, sheets = made
    assert run("check", *sheets, sheets[0], "--round", "r1")[0] == 2
