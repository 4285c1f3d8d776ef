"""TOML files that people write: closed lists of keys, with every fault gathered at its line."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from commonweal.errors import BadPeriod, CommonwealError, Fault, FileMissing, nearest


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a table: how its value is read, what to call it, and whether it is needed."""

    read: Callable[[Any], Any]
    what: str
    default: Any = None
    needed: bool = False


def text(value: Any) -> str:
    """Read text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value


def short_name(value: Any) -> str:
    """Read a short name of small letters, digits and hyphens."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", text(value)):
        raise ValueError
    return str(value)


def day(value: Any) -> date:
    """Read a date."""
    if type(value) is not date:
        raise ValueError
    return value


def positive(value: Any) -> int:
    """Read a whole number above 0."""
    if type(value) is not int or value < 1:
        raise ValueError
    return value


def yes_or_no(value: Any) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise ValueError  # noqa: TRY004 - as every value that is not what it should be
    return value


def one_of(*words: str) -> Callable[[Any], str]:
    """Give what reads one of these words."""

    def read(value: Any) -> str:
        if value not in words:
            raise ValueError
        return str(value)

    return read


DAY = (day, "a date written YYYY-MM-DD, without quotes")
WORDS = (text, "text between quotes")
SHORT_NAME = (short_name, "a short name of small letters, digits and hyphens")
POSITIVE = (positive, "a whole number, 1 or more")
YES_OR_NO = (yes_or_no, "true or false, without quotes")
"""What a key reads and what to call it, for ``Key(*WORDS)``."""


class Reading:
    """Reads one file, gathering every fault with its line.

    Args:
        file: the file's name.
        written: its text.
    """

    def __init__(self, file: str, written: str) -> None:
        self.file = file
        self.lines = written.splitlines()
        self.faults: list[Fault] = []

    def line_of(self, header: str, key: str = "", nth: int = 0) -> int | None:
        """Find the line of a table's header (its nth), or of a key below it."""
        heads = [
            k
            for k, line in enumerate(self.lines)
            if line.strip().strip("[]").replace('"', "") == header and line.strip().startswith("[")
        ]
        if len(heads) <= nth:
            return None
        if not key:
            return heads[nth] + 1
        for k in range(heads[nth] + 1, len(self.lines)):
            if self.lines[k].lstrip().startswith("["):
                break
            if re.match(rf'\s*"?{re.escape(key)}"?\s*=', self.lines[k]):
                return k + 1
        return heads[nth] + 1

    def fault(self, header: str, key: str, what: str, nth: int = 0, /, **figures: object) -> None:
        """Note a fault at a key of a table."""
        self.faults.append(
            Fault(what, figures, self.file, self.line_of(header, key, nth), f"{header}.{key}" if key else header)
        )

    def table(self, header: str, found: Any, keys: Mapping[str, Key], nth: int = 0) -> dict[str, Any]:
        """Read a table against its closed list of keys; a value that is at fault reads as its default."""
        if not isinstance(found, dict):
            self.fault(header, "", "this must be a table", nth)
            found = {}
        for key in sorted(set(found) - set(keys)):
            self.fault(header, key, "there is no key {key}{nearest}", nth, key=key, nearest=nearest(key, keys))
        return {key: self._value(header, key, rule, found, nth) for key, rule in keys.items()}

    def tables(self, header: str, found: Any, keys: Mapping[str, Key]) -> list[dict[str, Any]]:
        """Read a list of tables."""
        if not isinstance(found, list):
            self.fault(header, "", "this must be a list: write [[{header}]]", header=header)
            return []
        return [self.table(header, item, keys, nth) for nth, item in enumerate(found)]

    def _value(self, header: str, key: str, rule: Key, found: Mapping[str, Any], nth: int) -> Any:
        if key not in found:
            if rule.needed:
                self.fault(header, "", "the key {key} is missing", nth, key=key)
            return rule.default
        try:
            return rule.read(found[key])
        except (ArithmeticError, ValueError, TypeError, KeyError, OSError, BadPeriod):
            self.fault(header, key, "this must be {what}", nth, what=rule.what)
            return rule.default


def read_toml(path: Path, refusal: type[CommonwealError]) -> tuple[Reading, Mapping[str, Any]]:
    """Read a TOML file: what is needed to judge its tables, and what it holds.

    Args:
        path: the file.
        refusal: what to raise where it is no TOML.

    Raises:
        FileMissing: where there is none.
    """
    if not path.is_file():
        raise FileMissing(kind=path.name, path=path)
    return toml_of(path.name, path.read_bytes(), refusal)


def toml_of(name: str, data: bytes, refusal: type[CommonwealError]) -> tuple[Reading, Mapping[str, Any]]:
    """Read TOML that is held as bytes, as :func:`read_toml` reads a file."""
    try:
        written = data.decode("utf-8-sig")
        return Reading(name, written), tomllib.loads(written)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as bad:
        at = re.search(r"at line (\d+)", str(bad))
        fault = Fault("this is not TOML: {reason}", {"reason": str(bad)}, name, int(at[1]) if at else None)
        raise refusal(fault, file=name) from None
