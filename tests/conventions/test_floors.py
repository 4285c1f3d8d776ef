"""Each contract of ``pyproject.toml`` is kept, and catches a violation that is put into a copy of the product."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.conventions.sources import ROOT, SOURCE

PROGRAM = "from importlinter.cli import lint_imports_command; lint_imports_command()"

SEEDS = {
    "The rooms lie on floors": [
        ("funding/seeded.py", "from commonweal.evidence import inputs"),
        ("terms/seeded.py", "import commonweal.cycle"),
        ("charts/seeded.py", "def late() -> None:\n    from commonweal.formats import prose"),
        (
            "record/seeded.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from commonweal.funding import result",
        ),
        ("basement/__init__.py", "VALUE = 1"),
    ],
    "The verifier stands alone": [("verifier/seeded.py", "from commonweal.terms import canon")],
    "Only the shell calls the verifier": [("formats/seeded.py", "from commonweal.verifier import findings")],
    "Only procedures and reads see rows": [("web/pages/seeded.py", "from commonweal.web.store import models")],
    "The record needs nothing": [("record/seeded_numbers.py", "import numpy")],
    "The core is pure": [
        ("cycle/seeded.py", "import time"),
        ("delivery/seeded.py", "import django"),
        ("proposals/seeded.py", "import os"),
        ("handover/seeded.py", "import logging"),
    ],
    "One door to the solver": [("evidence/seeded.py", "import highspy")],
    "One door to the cluster": [("cli/seeded_cluster.py", "import distributed")],
    "What is measured leaves evidence through the gate": [
        ("charts/seeded_measures.py", "import commonweal.evidence.measures")
    ],
    "One door to the ciphers": [("web/seeded_cipher.py", "import cryptography")],
    "Django stays in the web room": [("samples/seeded.py", "import django")],
    "Tables of polars stay in formats and evidence": [("handover/seeded_tables.py", "import polars")],
    "Pictures are drawn in charts": [("web/pages/seeded_picture.py", "import altair")],
    "Only the command line talks to a terminal": [("samples/seeded_terminal.py", "import typer")],
    "One catalogue, one writer of languages": [("charts/seeded_words.py", "import babel")],
}
"""Contract to the files that break it."""


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """What the linter says of a copy of the product in which every contract is broken."""
    copy = tmp_path_factory.mktemp("copy")
    ignored = shutil.ignore_patterns("__pycache__", "*.html", "*.css", "*.pot")
    shutil.copytree(SOURCE, copy / "src" / "commonweal", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", copy)
    for seeds in SEEDS.values():
        for name, text in seeds:
            path = copy / "src" / "commonweal" / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(f'"""A violation, put here to be caught."""\n\n{text}\n', encoding="utf-8")
    return linted(copy)


def linted(folder):
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM, "--no-logo", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "400", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout + told.stderr


def contracts():
    return re.findall(r'^name = "(.*)"\ntype = ', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)


def test_the_product_keeps_every_contract():
    told = linted(ROOT)
    assert re.findall(r"^(.*) BROKEN", told, re.MULTILINE) == []
    assert re.findall(r"^(.*) KEPT", told, re.MULTILINE) == contracts()


def test_every_contract_has_a_violation_here():
    assert sorted(SEEDS) == sorted(contracts())


@pytest.mark.parametrize("contract", SEEDS)
def test_a_violation_is_caught(report, contract):
    assert f"{contract} BROKEN" in report
    section = report.split(f"\n{contract}\n---", maxsplit=1)[1]
    others = "|".join(re.escape(other) for other in SEEDS)
    section = re.split(rf"\n\n\n(?:{others})\n---", section, maxsplit=1)[0]
    for name, _ in SEEDS[contract]:
        module = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        assert module in section, f"{module} is not named:\n{section}"
