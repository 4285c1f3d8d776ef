"""Promise 5: every public name is in the glossary or the reference; and the words of the house are kept."""

import ast
import re

import pytest

from tests.conventions.sources import ROOT, SOURCE, STAGES, imported, product_files
from tools.said import everything

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
EMPTY_NAMES = re.compile(r"(?:Manager|Helper|Util|Utils|Handler|Processor|Engine)$")
TERMS = sorted(path.stem for path in (SOURCE / "terms").glob("*.py") if path.stem != "__init__")

NEVER_SAID = {
    "hard to reach": "not yet reached",
    "hard-to-reach": "not yet reached",
    "failing community": "what is missing there",
    "failing communities": "what is missing there",
    "beneficiaries": "people who use the service",
    "blockchain": "public record",
    "smart contract": "undertaking",
    "ai decides": "the board decides",
    "ai-powered": "what it does",
    "voluntary is free": "given freely",
    "the loser": "the project that was not funded",
    "losers": "projects that were not funded",
    "end user": "resident",
    "stakeholder": "who it is",
}
"""Words to the words to use instead."""

AMERICAN = re.compile(
    r"\b(?:neighbor\w*|color(?:s|ed|ing)?|center(?:s|ed)?|organiz\w+|behavior\w*|analyz\w+|favor\w*|labor|catalog|"
    r"prioritiz\w+|recogniz\w+|summariz\w+|honor\w*|program(?:s)? of work|fulfill\b|gray)\b",
    re.IGNORECASE,
)


def public_classes():
    return [
        (file, node)
        for file in product_files()
        for node in file.tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]


def test_every_public_class_is_in_the_glossary_or_the_reference():
    """The reference shows the public classes of every room but the two shells, whose rows and forms nobody meets."""
    from tools.reference import modules

    shown = set(modules())
    missing = [
        f"{file.name}: {node.name}"
        for file, node in public_classes()
        if f"`{node.name}`" not in GLOSSARY and file.module not in shown and file.room not in {"web", "cli"}
    ]
    assert missing == []


def test_every_class_that_the_glossary_names_exists():
    named = set(re.findall(r"`([A-Z]\w+)`", GLOSSARY))
    values = {ast.unparse(n.targets[0]) for f in product_files() for n in f.tree.body if isinstance(n, ast.Assign)}
    assert named - {node.name for _, node in public_classes()} - values == set()


def test_no_class_has_an_empty_name():
    classes = [
        (file.name, n.name) for file in product_files() for n in ast.walk(file.tree) if isinstance(n, ast.ClassDef)
    ]
    assert [f"{file}: {name}" for file, name in classes if EMPTY_NAMES.search(name)] == []
    assert all(EMPTY_NAMES.search(name) for name in ("PollManager", "TableUtils", "CountEngine"))
    assert not EMPTY_NAMES.search("Service")


def test_what_is_stored_is_called_a_row():
    rows = [
        (file.name, node.name)
        for file, node in public_classes()
        if file.name.startswith("src/commonweal/web/store/")
        and any(ast.unparse(base).endswith(("models.Model", "Row")) for base in node.bases)
    ]
    assert rows
    assert [name for _, name in rows if not name.endswith("Row")] == []


def test_there_are_at_most_eight_files_of_terms():
    assert len(TERMS) <= 8


@pytest.mark.parametrize("term", TERMS)
def test_each_term_serves_two_rooms_of_which_one_is_a_stage(term):
    users = {
        file.room
        for file in product_files()
        if file.room not in {"terms", "errors"}
        and any(m.startswith(f"commonweal.terms.{term}") for m in imported(file.tree))
    }
    assert len(users) >= 2, users
    assert users & {*STAGES, "cycle"}, users


def texts():
    for said in everything(ROOT):
        yield f"{said.file}:{said.line}", f"{said.message} {said.plural}"
    for path in [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]:
        if "_build" not in path.parts:
            yield path.name, path.read_text("utf-8")


def test_no_word_that_harms_is_said_to_people():
    found = [f"{where}: {word}" for where, text in texts() for word in NEVER_SAID if word in text.lower()]
    assert found == []


def test_people_are_told_in_british_english():
    found = [f"{where}: {word}" for where, text in texts() for word in AMERICAN.findall(re.sub(r"`[^`]*`", "", text))]
    assert found == []
    assert AMERICAN.search("an organization of neighbors")


def test_no_function_takes_a_bare_yes_or_no_by_position():
    """Ruff sees annotations of bool; this sees that no public function hides one behind a default."""
    found = []
    for file in product_files():
        for node in ast.walk(file.tree):
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                for argument, default in zip(node.args.args[::-1], node.args.defaults[::-1], strict=False):
                    if isinstance(default, ast.Constant) and isinstance(default.value, bool):
                        found.append(f"{file.name}: {node.name}({argument.arg})")
    assert found == []
