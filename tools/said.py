"""Finds every English source that the product says to people: in its Python and in its templates."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SAYERS = {"say", "Sentence", "key", "Fault", "Column"}
"""Calls that carry an English source: which of their arguments, :func:`_spoken` knows."""

_TAG = re.compile(
    r"""\{%-?\s*say\s+(?P<q>["'])(?P<one>.*?)(?P=q)(?P<rest>(?:\s+\w+=(?:"[^"]*"|'[^']*'|[^\s%]+))*)[^%]*%\}""",
    re.DOTALL,
)
_GIVEN = re.compile(r"""(?P<name>\w+)=(?P<value>"[^"]*"|'[^']*'|[^\s%]+)""")
_NAME = re.compile(r"\{(\w+)(?::\w+)?\}")


@dataclass(frozen=True, slots=True)
class Said:
    """One English source and where it stands.

    Attributes:
        message: the source.
        plural: its plural, or "".
        file: path from the repository's root, with forward slashes.
        line: line number.
        figures: names of the figures given beside it, or None where the code does not say them one by one.
    """

    message: str
    plural: str
    file: str
    line: int
    figures: frozenset[str] | None

    @property
    def names(self) -> frozenset[str]:
        """The names that the source and its plural ask a figure for."""
        return frozenset(_NAME.findall(self.message + self.plural))


@cache
def everything(root: Path) -> tuple[Said, ...]:
    """Find every source in ``src`` below a repository's root, in the order of files and lines."""
    found: list[Said] = []
    for path in sorted((root / "src").rglob("*.py")):
        found.extend(in_python(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix()))
    for path in sorted((root / "src").rglob("*.html")):
        found.extend(in_template(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix()))
    return tuple(found)


def in_python(text: str, file: str) -> Iterator[Said]:
    """Find the sources in a Python file: calls of a sayer, and ``what`` and ``remedy`` of refusals."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and _name(node.func) in SAYERS:
            for one, plural in _spoken(node):
                yield Said(one, plural, file, node.lineno, _figures(node))
        elif isinstance(node, ast.ClassDef):
            for attribute, value in _attributes(node):
                if attribute in {"what", "remedy"}:
                    yield from (Said(text, "", file, value.lineno, None) for text in _texts(value))


def in_template(text: str, file: str) -> Iterator[Said]:
    """Find the sources in a template: its ``say`` tags."""
    for found in _TAG.finditer(text):
        given = {part["name"]: part["value"] for part in _GIVEN.finditer(found["rest"])}
        plural = given.pop("plural", "").strip("\"'")
        by = given.pop("by", "").strip("\"'")
        line = text.count("\n", 0, found.start()) + 1
        yield Said(found["one"], plural, file, line, frozenset(given) | ({by} & given.keys()))


def _name(called: ast.expr) -> str:
    return called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""


def _attributes(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    for line in node.body:
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            yield line.targets[0].id, line.value


def _spoken(call: ast.Call) -> Iterator[tuple[str, str]]:
    """Give each source and plural of a sayer's call, where they are written in the code."""
    given = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    if _name(call.func) == "Column":
        source = call.args[2] if len(call.args) > 2 else given.get("what")
    else:
        source = call.args[0] if call.args else given.get("what", given.get("message"))
    plurals = call.args[1] if _name(call.func) == "say" and len(call.args) > 1 else given.get("plural")
    plural = next(_texts(plurals), "") if plurals else ""
    for text in _texts(source) if source else ():
        yield text, plural


def _texts(node: ast.expr) -> Iterator[str]:
    """Give the text of a literal, or of both branches of a choice between literals."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if node.value:
            yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


def _figures(call: ast.Call) -> frozenset[str] | None:
    """Give the names of the figures in a call of ``say`` or ``Fault``, or None where some are not written out."""
    if _name(call.func) == "say":
        if any(keyword.arg is None for keyword in call.keywords):
            return None
        return frozenset(keyword.arg for keyword in call.keywords if keyword.arg) - {"plural", "by"}
    if _name(call.func) != "Fault":
        return None
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    figures = call.args[1] if len(call.args) > 1 else given.get("figures")
    if figures is None:
        return frozenset()
    if not isinstance(figures, ast.Dict):
        return None
    return frozenset(key.value for key in figures.keys if isinstance(key, ast.Constant) and isinstance(key.value, str))
