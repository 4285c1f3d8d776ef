"""What the conventions look at: every Python file of the product, once read and parsed."""

import ast
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "commonweal"
STAGES = ("evidence", "proposals", "funding", "handover", "delivery", "record")
CORE = (*STAGES, "cycle", "terms", "errors")


@dataclass(frozen=True, slots=True)
class File:
    """One Python file.

    Attributes:
        path: its path.
        name: the same from the repository's root, with forward slashes.
        text: what it holds.
        tree: the same, parsed.
    """

    path: Path
    name: str
    text: str
    tree: ast.Module

    @property
    def module(self) -> str:
        """Its dotted name."""
        return ".".join(self.path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")

    @property
    def room(self) -> str:
        """The room it lies in: "funding", "errors"."""
        return (*self.module.split("."), "")[1]


@lru_cache(maxsize=1)
def product_files() -> tuple[File, ...]:
    """Every Python file of the product but the migrations, which Django writes."""
    return tuple(
        File(path, path.relative_to(ROOT).as_posix(), text, ast.parse(text))
        for path in sorted(SOURCE.rglob("*.py"))
        if "migrations" not in path.parts
        for text in (path.read_text("utf-8"),)
    )


@cache
def imported(tree: ast.AST) -> frozenset[str]:
    """The modules that a file imports, wherever in it: ``from a.b import c`` counts as a.b and as a.b.c."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found.update(f"{node.module}.{name.name}" for name in node.names)
    return frozenset(found)
