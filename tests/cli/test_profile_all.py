"""All of England in one command: the same bytes in this process, in several, and on a Dask cluster."""

import json
import warnings

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from tests.formats.small_england import england


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return england(tmp_path_factory.mktemp("england") / "data")


def run(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)])


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def alone(data, tmp_path_factory):
    to = tmp_path_factory.mktemp("out") / "england"
    told = run("profile", "--all", "--data", data, "--to", to)
    assert told.exit_code == 0, told.output
    return to


def test_every_district_has_a_folder_and_one_table_has_them_all(alone):
    names = contents(alone)
    assert {"districts.csv", "districts.json", "index.html", "manifest.json"} <= set(names)
    assert "districts/E06000101/profile.json" in names


def test_the_folder_is_accepted_by_the_verifier(alone):
    assert run("verify", alone).exit_code == 0
    page = alone / "districts" / "E06000101" / "profile.json"
    kept = page.read_bytes()
    page.write_bytes(kept + b" ")
    try:
        assert run("verify", alone).exit_code == 1
    finally:
        page.write_bytes(kept)


def test_several_processes_write_the_same_bytes(data, alone, tmp_path):
    told = run("profile", "--all", "--data", data, "--to", tmp_path / "out", "--workers", "2", "--json")
    assert told.exit_code == 0, told.output
    assert contents(tmp_path / "out") == contents(alone)
    assert json.loads(told.stdout)["districts"] == 3


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_writes_the_same_bytes(data, alone, tmp_path):
    distributed = pytest.importorskip("distributed")
    with (
        warnings.catch_warnings(),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None, protocol="tcp"
        ) as cluster,
    ):
        warnings.simplefilter("ignore")
        address = cluster.scheduler_address
        told = run("profile", "--all", "--data", data, "--to", tmp_path / "out", "--cluster", address)
    assert told.exit_code == 0, told.output
    assert contents(tmp_path / "out") == contents(alone)


def test_an_earlier_run_is_replaced_and_anything_else_is_left_alone(data, alone, tmp_path):
    out = tmp_path / "out"
    assert run("profile", "--all", "--data", data, "--to", out).exit_code == 0
    assert run("profile", "--all", "--data", data, "--to", out).exit_code == 0
    (out / "mine.txt").write_text("mine")
    told = run("profile", "--all", "--data", data, "--to", out)
    assert (told.exit_code, "CW603" in told.stderr) == (1, True)
    assert (out / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize(
    "wrong",
    [
        ("profile", "--all", "--to", "out"),
        ("profile", "place", "--all", "--data", "data", "--to", "out"),
        ("profile", "--all", "--data", "data"),
        ("profile", "--out", "out"),
        ("profile", "place", "--out", "out", "--workers", "2"),
        ("profile", "place", "--out", "out", "--cluster", "tcp://127.0.0.1:9"),
        ("profile", "--all", "--data", "data", "--to", "out", "--workers", "2", "--cluster", "tcp://127.0.0.1:9"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(wrong):
    assert run(*wrong).exit_code == 2


def test_faults_of_the_data_are_told_and_nothing_is_written(tmp_path):
    folder = england(tmp_path / "data", drop=("E01000003",))
    told = run("profile", "--all", "--data", folder, "--to", tmp_path / "out")
    assert (told.exit_code, "E01000003" in told.stderr) == (1, True)
    assert not (tmp_path / "out").exists()
