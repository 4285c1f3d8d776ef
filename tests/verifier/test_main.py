"""The verifier's answer: accepted, or every fault; against what somebody kept; and as one file on a bare Python."""

import ast
import json
import subprocess
import sys
from collections.abc import Mapping
from importlib.resources import files as resources
from pathlib import Path
from typing import Any

import pytest

from commonweal.formats.archives import verifier_archive, zip_bytes
from commonweal.formats.bundle import bundle_files
from commonweal.formats.folders import write_folder
from commonweal.record.kinds import EVERY, KINDS, ROLES
from commonweal.verifier import kinds
from commonweal.verifier.__main__ import main
from commonweal.verifier.main import judge, verify
from commonweal.verifier.since import NotEarlier
from tests.verifier.bundles import (
    ABOUT,
    ENTRIES,
    added,
    bundle,
    count,
    lines,
    published,
    repacked,
    rewritten,
    told,
    with_checkpoint,
    with_lines,
)

SOURCES = sorted(
    (file for file in resources("commonweal").joinpath("verifier").iterdir() if file.name.endswith(".py")),
    key=lambda file: file.name,
)


def later() -> dict[str, bytes]:
    """Give the bundle with one more entry."""
    entries = added(told(), "site_published", {"count": 10, "head": told()[-1].hash})
    return bundle_files(ABOUT, entries, published())


def history_rewritten() -> dict[str, bytes]:
    """Give a sound bundle whose third entry says something else than it did."""
    entries = lines(bundle())
    payload = {**entries[2]["payload"], "due": "2029-01-31"}
    return with_checkpoint(bundle(), rewritten(entries, 3, payload=payload))


def older() -> dict[str, bytes]:
    """Give the sound bundle of an older copy of the database."""
    return with_checkpoint(
        {name: data for name, data in bundle().items() if not name.startswith("counts/")}, lines(bundle())[:8]
    )


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """An earlier bundle that somebody kept."""
    write_folder(tmp_path / "kept", bundle())
    return tmp_path / "kept"


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    write_folder(folder, files)
    return folder


def named(path: Path, since: str) -> list[tuple[str, str]]:
    return [(finding.code, finding.where) for finding in verify(path, since)]


def test_a_bundle_agrees_with_an_earlier_one_of_itself(tmp_path: Path, kept: Path) -> None:
    now = put(tmp_path / "now", later())
    (tmp_path / "kept.zip").write_bytes(zip_bytes(bundle()))
    head = told()[-1].hash
    for since in (str(kept), str(tmp_path / "kept.zip"), head, f"10:{head}", f" {head.upper()}\n", f"0:{'0' * 64}"):
        assert verify(now, since) == []


def test_a_rewritten_history_is_sound_in_itself_but_named_by_what_was_kept(tmp_path: Path, kept: Path) -> None:
    now = put(tmp_path / "now", history_rewritten())
    head = told()[-1].hash
    assert verify(now) == []
    assert named(now, str(kept)) == [("V121", "entry 3")]
    assert named(now, f"10:{head}") == [("V121", "entry 10")]
    assert named(now, head) == [("V121", ENTRIES)]
    assert verify(now, f"2:{told()[1].hash}") == []


def test_an_older_copy_is_sound_in_itself_but_named_by_what_was_kept(tmp_path: Path, kept: Path) -> None:
    now = put(tmp_path / "now", older())
    head = told()[-1].hash
    assert verify(now) == []
    assert named(now, str(kept)) == [("V122", "entry 9")]
    assert named(now, f"10:{head}") == [("V122", "entry 9")]
    assert named(now, head) == [("V121", ENTRIES)]
    assert "entries 9 to 10 are gone" in verify(now, str(kept))[0].what


def test_an_earlier_bundle_that_is_itself_unsound_proves_nothing(tmp_path: Path, kept: Path) -> None:
    broken = put(tmp_path / "broken", with_lines(bundle(), lines(bundle())[1:]))
    assert {code for code, _ in named(kept, str(broken))} == {"V123"}
    (tmp_path / "no.zip").write_bytes(b"PK")
    assert named(kept, str(tmp_path / "no.zip")) == [("V123", str(tmp_path / "no.zip"))]


def test_a_count_alone_has_no_record_to_hold_against_an_earlier_one(tmp_path: Path, kept: Path) -> None:
    alone = put(tmp_path / "count", dict(count()))
    assert verify(alone) == []
    assert [code for code, _ in named(alone, str(kept))] == ["V123"]


@pytest.mark.parametrize("since", ["", "nowhere", "x" * 5000, "a\0b", "abc123", "12:", f"x:{'0' * 64}", "g" * 64])
def test_what_is_neither_bundle_nor_checkpoint_is_wrong_usage(kept: Path, since: str) -> None:
    with pytest.raises(NotEarlier):
        verify(kept, since)


def test_a_verdict_says_what_was_checked(kept: Path) -> None:
    about = judge(kept).about
    assert about == f"a bundle with a record of 10 entries up to {told()[-1].hash}; counts: 1, plans: 0"


# --- the command of the verifier on its own


def run_main(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = main(list(arguments))
    return status, capsys.readouterr().out


def test_main_says_accepted_and_exits_0(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out = run_main(str(kept), capsys=capsys)
    assert status == 0
    assert out.startswith(f"accepted: {kept} is a bundle")


def test_main_names_every_fault_and_exits_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path / "b", {**bundle(), "tables/a\x1b[2J.csv": b"", "README.txt": b"All is well"})
    status, out = run_main(str(path), capsys=capsys)
    assert status == 1
    assert out.splitlines() == [
        f"not accepted: {path} has 2 faults",
        "  V103 tables/a\\x1b[2J.csv: this file is not in the manifest",
        "  V104 README.txt: the file is not the one in the manifest",
    ]


def test_main_answers_machines_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path / "b", {**bundle(), "README.txt": b"All is well"})
    status, out = run_main("--json", str(path), capsys=capsys)
    told_ = json.loads(out)
    assert (status, told_["accepted"], told_["path"]) == (1, False, str(path))
    assert told_["findings"] == [
        {"code": "V104", "where": "README.txt", "what": "the file is not the one in the manifest"}
    ]


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["--what", "a"], ["{kept}", "--since", "nonsense"]])
def test_main_exits_2_on_wrong_usage(kept: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([argument.format(kept=kept) for argument in arguments])
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


# --- the one file, on a bare Python


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bare") / "verifier.pyz"
    path.write_bytes(verifier_archive())
    return path


def bare(archive: Path, folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the one file in an empty folder with neither site packages nor environment."""
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-I", "-S", "-W", "error", str(archive), *arguments]
    return subprocess.run(command, cwd=folder, env={}, capture_output=True, text=True, check=False, timeout=60)


def test_the_one_file_accepts_a_bundle_a_zip_and_a_count(tmp_path: Path, archive: Path, kept: Path) -> None:
    (tmp_path / "b.zip").write_bytes(zip_bytes(bundle()))
    alone = put(tmp_path / "count", dict(count()))
    for path in (kept, tmp_path / "b.zip", alone):
        done = bare(archive, tmp_path / "empty", str(path))
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("accepted")


def test_the_file_inside_a_bundle_is_this_one_and_checks_the_bundle(tmp_path: Path, kept: Path) -> None:
    assert (kept / "verifier.pyz").read_bytes() == verifier_archive()
    done = bare(kept / "verifier.pyz", tmp_path / "empty", str(kept))
    assert done.returncode == 0


def flipped(name: str) -> dict[str, bytes]:
    files = bundle()
    return {**files, name: files[name][:-1] + bytes([files[name][-1] ^ 1])}


def without(name: str) -> dict[str, bytes]:
    return {key: data for key, data in bundle().items() if key != name}


def entry_altered() -> dict[str, bytes]:
    entries = lines(bundle())
    entries[1]["role"] = "auditor"
    return with_lines(bundle(), entries)


MUTATIONS: dict[str, Any] = {
    "an entry rewritten": (entry_altered, "entry 2: it was altered"),
    "an entry dropped": (
        lambda: with_lines(bundle(), [*lines(bundle())[:3], *lines(bundle())[4:]]),
        "entry 4 is missing",
    ),
    "the last entry dropped": (lambda: with_lines(bundle(), lines(bundle())[:-1]), "entry 10 is not here"),
    "two entries swapped": (
        lambda: with_lines(bundle(), [lines(bundle())[k] for k in (0, 2, 1, *range(3, 10))]),
        "entry 2: it stands after entry 3",
    ),
    "the checkpoint altered": (lambda: flipped("record/checkpoint.json"), "V104 record/checkpoint.json"),
    "a ballot altered": (lambda: flipped("counts/green/poll.pb"), "V104 counts/green/poll.pb"),
    "a result altered and repacked": (
        lambda: repacked(flipped("counts/green/result.json")),
        "counts/green/result.json",
    ),
    "a count taken out": (
        lambda: repacked({n: d for n, d in bundle().items() if "green" not in n}),
        "V131 counts/green",
    ),
    "a file missing": (lambda: without("tables/areas.csv"), "V102 tables/areas.csv"),
    "a file added": (lambda: {**bundle(), "tables/more.csv": b""}, "V103 tables/more.csv"),
    "no manifest": (lambda: without("manifest.json"), "V101 manifest.json"),
}


@pytest.mark.parametrize("what", MUTATIONS)
def test_the_one_file_names_each_mutation_and_exits_1(tmp_path: Path, archive: Path, what: str) -> None:
    mutate, says = MUTATIONS[what]
    for file, data in mutate().items():
        (tmp_path / "b" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "b" / file).write_bytes(data)
    done = bare(archive, tmp_path / "empty", str(tmp_path / "b"))
    assert (done.returncode, done.stderr) == (1, "")
    assert says in done.stdout


def test_the_one_file_compares_with_what_was_kept_and_knows_wrong_usage(
    tmp_path: Path, archive: Path, kept: Path
) -> None:
    now = put(tmp_path / "now", older())
    assert bare(archive, tmp_path / "empty", str(now)).returncode == 0
    done = bare(archive, tmp_path / "empty", str(now), "--since", str(kept))
    assert done.returncode == 1
    assert "an older copy was restored" in done.stdout
    assert bare(archive, tmp_path / "empty").returncode == 2
    assert bare(archive, tmp_path / "empty", str(now), "--since", "nonsense").returncode == 2


def test_a_truncated_zip_is_named_by_the_one_file(tmp_path: Path, archive: Path) -> None:
    (tmp_path / "b.zip").write_bytes(zip_bytes(bundle())[:-40])
    done = bare(archive, tmp_path / "empty", str(tmp_path / "b.zip"))
    assert (done.returncode, done.stderr) == (1, "")
    assert "V100" in done.stdout


# --- what it is made of


@pytest.mark.parametrize("source", SOURCES, ids=lambda file: file.name)
def test_the_verifier_imports_nothing_but_python_itself(source: Any) -> None:
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            assert {alias.name.split(".")[0] for alias in node.names} <= sys.stdlib_module_names
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            assert str(node.module).split(".")[0] in sys.stdlib_module_names
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 1, "a relative import that leaves the verifier"


def test_the_verifier_knows_the_closed_list_of_the_record() -> None:
    assert set(kinds.KINDS) == set(KINDS)
    for name, kind in KINDS.items():
        assert kinds.KINDS[name] == (frozenset(kind.fields), frozenset(kind.may), frozenset(kind.personal)), name
    assert frozenset(ROLES) == kinds.ROLES
    assert frozenset(EVERY) == kinds.EVERY
