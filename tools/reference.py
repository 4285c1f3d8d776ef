"""Which modules the reference of the documentation shows: every public one of every room but the two shells."""

from pathlib import Path

from tools.writing import ROOT

SOURCE = ROOT / "src" / "commonweal"
SHELLS = {"cli", "web"}
"""What these offer stands on the pages of the commands and on the site."""


def rooms() -> dict[str, list[str]]:
    """Give the public modules of each room, dotted, in the order of their files."""
    found: dict[str, list[str]] = {}
    for room in sorted(SOURCE.iterdir()):
        if (room / "__init__.py").is_file() and room.name not in SHELLS:
            found[room.name] = [_dotted(path) for path in sorted(room.rglob("*.py")) if not _private(path)]
    return found


def modules() -> list[str]:
    """Give every public module that the reference shows."""
    return [module for of_room in rooms().values() for module in of_room]


def page(room: str, of_room: list[str]) -> str:
    """Write one room's page."""
    parts = [f"# {room}\n"]
    parts.extend(
        f"## {module}\n\n```{{eval-rst}}\n.. automodule:: {module}\n   :members:\n   :ignore-module-all:\n```\n"
        for module in of_room
    )
    return "\n".join(parts)


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")


def _private(path: Path) -> bool:
    return path.stem.startswith("_") and path.stem != "__init__"
