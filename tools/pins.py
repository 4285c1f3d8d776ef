"""Pins every package by name and version in ``[tool.uv] constraint-dependencies``, from what is installed.

A lock file would name download hosts, which differ from place to place; names and versions do not.
"""

import re
from importlib.metadata import distributions

from tools.writing import ROOT, write_or_check

_BLOCK = re.compile(r"constraint-dependencies = \[\n.*?\n\]\n", re.DOTALL)
_OWN = {"commonweal", "pip", "setuptools", "wheel", "uv"}
_OLDER = {"soupsieve": "2.10"}
"""Where the newest release does not run on every Python 3.11 (Debian has 3.11.2), the one that does."""


def pins() -> list[str]:
    """Give ``name==version`` for every installed package but our own and the installers, sorted."""
    found = {re.sub(r"[-_.]+", "-", one.metadata["Name"]).lower(): one.version for one in distributions()}
    return [f"{name}=={_OLDER.get(name, version)}" for name, version in sorted(found.items()) if name not in _OWN]


def pinned(text: str) -> str:
    """Give the project file with today's pins."""
    block = "constraint-dependencies = [\n" + "".join(f'  "{pin}",\n' for pin in pins()) + "]\n"
    if _BLOCK.search(text):
        return _BLOCK.sub(lambda _: block, text)
    return text.replace('default-groups = ["dev"]\n', f'default-groups = ["dev"]\n{block}')


if __name__ == "__main__":
    PROJECT = ROOT / "pyproject.toml"
    raise SystemExit(write_or_check(PROJECT, pinned(PROJECT.read_text(encoding="utf-8")), "pins"))
