"""Promise 7: the core imports no shell, reads no clock, draws nothing without a seed; its tests run without Django."""

import ast
import os
import subprocess
import sys

import pytest

from tests.conventions.sources import CORE, ROOT, SOURCE, imported, product_files

CLOCKS = {
    "date.today",
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "time.time",
}
LOTS = {"PCG64", "Random", "SystemRandom", "default_rng"}
"""What makes a generator: only with a seed, and never the system's."""

DOORS = {"input", "open", "print", "__import__", "eval", "exec"}
TOUCHES = {"read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "iterdir", "rglob", "glob"}


def impurities(tree):
    """Say what a file does that the same inputs would not repeat."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        last = called.rpartition(".")[2]
        unseeded = last in LOTS and not node.args and not node.keywords
        global_lot = called.startswith(("random.", "np.random.", "numpy.random.")) and last not in LOTS | {"Generator"}
        touched = "." in called and last in TOUCHES
        if called in CLOCKS or called in DOORS or unseeded or last == "SystemRandom" or global_lot or touched:
            yield f"{node.lineno}: {called}"


def test_the_core_reads_no_clock_no_file_and_draws_nothing_unseeded():
    found = [f"{file.name}:{what}" for file in product_files() if file.room in CORE for what in impurities(file.tree)]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "date.today()",
        "datetime.now(tz=UTC)",
        "random.random()",
        "random.shuffle(x)",
        "np.random.rand(3)",
        "random.Random()",
        "np.random.default_rng()",
        "np.random.PCG64()",
        "random.SystemRandom(1)",
        "open('x')",
        "print(1)",
        "path.read_text()",
    ],
)
def test_each_impurity_is_caught(line):
    assert list(impurities(ast.parse(line)))


@pytest.mark.parametrize(
    "line",
    ["random.Random(seed)", "np.random.default_rng(seed)", "np.random.PCG64(seed)", "lot.random()", "date(2026, 1, 1)"],
)
def test_what_is_seeded_or_given_is_let_through(line):
    assert not list(impurities(ast.parse(line)))


@pytest.mark.parametrize("room", ["record", "terms", "errors", "verifier"])
def test_what_must_last_needs_the_standard_library_only(room):
    below = {"record": ("record", "terms", "errors"), "terms": ("terms", "errors"), "errors": ("errors",)}
    allowed = tuple(f"commonweal.{one}" for one in below.get(room, ()))
    foreign = [
        f"{file.name}: {module}"
        for file in product_files()
        if file.room == room
        for module in imported(file.tree)
        if module.partition(".")[0] not in sys.stdlib_module_names and not module.startswith(allowed or ("-",))
    ]
    assert foreign == []


def test_the_verifier_imports_relatively_so_that_it_runs_under_another_name():
    named = [
        file.name
        for file in product_files()
        if file.room == "verifier"
        for m in imported(file.tree)
        if "commonweal" in m
    ]
    assert named == []


IMPORT_EVERYTHING = """
import importlib, sys
for name in {blocked!r}:
    sys.modules[name] = None
for name in {modules!r}:
    importlib.import_module(name)
"""


def test_the_core_and_what_draws_and_reads_import_without_django():
    read = {*CORE, "formats", "charts", "samples", "verifier"}
    modules = [file.module for file in product_files() if file.room in read and "__main__" not in file.module]
    assert len(modules) > 40
    python("-c", IMPORT_EVERYTHING.format(blocked=["django", "typer"], modules=modules))


def test_the_tests_of_the_core_run_without_django(tmp_path):
    """Two quick rooms in full, and every other file of tests of the core as far as being collected."""
    settings = tmp_path / "pytest.ini"
    settings.write_text("[pytest]\nmarkers =\n  browser\n  postgres\n  real_data\n", encoding="utf-8")
    without = "import sys; sys.modules['django'] = None; import pytest; sys.exit(pytest.main(sys.argv[1:]))"
    common = ["-p", "no:django", "-p", "no:cacheprovider", "--import-mode=importlib", "-q", "-c", str(settings)]
    rootdir = ["--rootdir", str(ROOT)]
    quick = [str(ROOT / "tests" / room) for room in ("terms", "proposals", "delivery") if files_of(room)]
    python("-c", without, *common, *rootdir, *quick)
    rest = [str(ROOT / "tests" / room) for room in (*CORE[:-1], "formats", "samples", "verifier") if files_of(room)]
    python("-c", without, *common, *rootdir, "--collect-only", *rest)


def files_of(room):
    return list((ROOT / "tests" / room).glob("test_*.py"))


def test_help_is_quick_because_nothing_heavy_is_imported():
    told = python("-X", "importtime", "-m", "commonweal.cli.main", "--help").stderr
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in told.splitlines() if "|" in line}
    assert "typer" in loaded
    assert loaded & {"django", "highspy", "polars", "altair", "vl_convert", "numpy", "scipy", "babel"} == set()


EVERY_ADDRESS = """
import sys
from django.urls import get_resolver
from commonweal.web import setup
setup()
from commonweal.web.wsgi import application
get_resolver().url_patterns
print(*sys.modules)
"""


def test_a_server_begins_without_what_only_some_pages_need(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMONWEAL_PLACE", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    loaded = {name.partition(".")[0] for name in python("-c", EVERY_ADDRESS).stdout.split()}
    assert "commonweal" in loaded
    assert loaded & {"highspy", "polars", "altair", "vl_convert", "scipy", "openpyxl"} == set()


def rooms():
    return sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))


def test_every_folder_of_the_product_is_a_room_of_the_house():
    described = (ROOT / "docs" / "where-things-live.md").read_text("utf-8")
    assert [room for room in rooms() if f"  {room}/" not in described] == []


def python(*arguments):
    told = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout[-3000:] + told.stderr[-3000:]
    return told


def test_every_room_has_its_tests():
    assert [room for room in rooms() if not any((ROOT / "tests" / room).rglob("test_*.py"))] == []
