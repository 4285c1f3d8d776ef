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
from commonweal.formats.folders import write_folder
from commonweal.verifier.__main__ import main
from commonweal.verifier.main import judge
from tests.verifier.bundles import (
    bundle,
    count,
    lines,
    repacked,
    told,
    with_checkpoint,
    with_lines,
)

SOURCES = sorted(
    (file for file in resources("commonweal").joinpath("verifier").iterdir() if file.name.endswith(".py")),
    key=lambda file: file.name,
)


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
        f"not accepted: {path} has 3 faults",
        "  V103 tables/a\\x1b[2J.csv: this file is not in the manifest",
        "  V104 README.txt: the file is not the one in the manifest",
        "  V108 tables/a\\x1b[2J.csv: this file has no place here",
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
