"""JSON packages of grants, read one grant after another, so that a file of any size takes little memory.

Source: 360Giving Data Standard 1.4.3, package schema.
"""

import codecs
import json
from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

CHUNK = 1 << 16
LONGEST = 1 << 24
"""Characters that one grant may take; a file that is broken is told so after that many."""
GRANTS = "grants"


class BrokenJson(Exception):
    """Text that is not JSON, or no package of grants.

    Args:
        line: where, the first line being 1.
        reason: what the parser says, or "" where there is nothing more to say.
    """

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(line, reason)
        self.line, self.reason = line, reason


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        message = f"the member {twice} stands twice in one object"
        raise ValueError(message)
    return found


def _no_number(text: str) -> NoReturn:
    message = f"{text} is no number of JSON"
    raise ValueError(message)


_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_object)


class PackageStream:
    """One pass over a package.

    Args:
        path: the file.

    Attributes:
        package: what the package says of itself, as far as it was read; whole when the grants were gone through.
        sha256: of the whole file, once it was gone through.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.package: dict[str, Any] = {}
        self.sha256 = ""

    def __iter__(self) -> Iterator[tuple[int, Any]]:
        """Give each grant as it came, with the line at which it begins.

        Raises:
            BrokenJson: where the text is not JSON, or no package.
        """
        with self.path.open("rb") as file:
            text = _Window(file)
            if text.next() != "{":
                text.broken("a package is an object that holds grants")
            text.at += 1
            seen = False
            for name in _names(text):
                if name == GRANTS and seen:
                    text.broken("the member grants stands twice")
                if name == GRANTS:
                    seen = True
                    yield from _items(text)
                else:
                    self.package[name] = text.value()
            if text.next():
                text.broken("something stands after the end of the package")
            if not seen:
                text.broken("the package holds no member grants")
            self.sha256 = text.hash.hexdigest()


def _names(text: "_Window") -> Iterator[str]:
    """Give the name of each member of an object, whose value is then read before the next."""
    if text.next() == "}":
        text.at += 1
        return
    while True:
        if text.next() != '"':
            text.broken("the name of a member must stand here")
        name = text.value()
        if text.next() != ":":
            text.broken("a colon must stand here")
        text.at += 1
        yield name
        if not text.goes_on("}"):
            return


def _items(text: "_Window") -> Iterator[tuple[int, Any]]:
    if text.next() != "[":
        text.broken("the member grants must be a list")
    text.at += 1
    if text.next() == "]":
        text.at += 1
        return
    while True:
        text.next()
        line = text.line()
        yield line, text.value()
        if not text.goes_on("]"):
            return


class _Window:
    """The part of a long text that is being read, and where that is."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.text, self.at, self.ended = "", 0, False
        self.hash = sha256()
        self._decode = codecs.getincrementaldecoder("utf-8-sig")()
        self._lines, self._counted = 1, 0

    def line(self) -> int:
        """Give the line that is being read."""
        self._lines += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._lines

    def more(self, size: int = CHUNK) -> None:
        """Leave what was read behind, and read on."""
        self.line()
        data = self.file.read(size)
        self.hash.update(data)
        self.ended = not data
        try:
            fresh = self._decode.decode(data, final=self.ended)
        except UnicodeDecodeError:
            self.broken("this is not UTF-8 text")
        self.text, self.at, self._counted = self.text[self.at :] + fresh, 0, 0

    def next(self) -> str:
        """Give the next character that is no space, or "" at the end."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in " \t\r\n":
                self.at += 1
            if self.at < len(self.text) or self.ended:
                return self.text[self.at : self.at + 1]
            self.more()

    def goes_on(self, end: str) -> bool:
        """Pass over a comma, or the end of what is being read."""
        found = self.next()
        if found not in {",", end}:
            self.broken("a comma or the end must stand here")
        self.at += 1
        return found == ","

    def value(self) -> Any:
        """Read one value, however long."""
        self.next()
        size = CHUNK
        while True:
            try:
                value, end = _DECODER.raw_decode(self.text, self.at)
            except json.JSONDecodeError as bad:
                if self.ended or len(self.text) - self.at > LONGEST:
                    self.at = bad.pos
                    self.broken(bad.msg)
            except (ValueError, RecursionError) as bad:
                self.broken(str(bad))
            else:
                # A number at the very end of what was read may have more digits to come.
                if end < len(self.text) or self.ended:
                    self.at = end
                    return value
            self.more(size)
            size *= 2

    def broken(self, reason: str) -> NoReturn:
        """Say where the text is broken."""
        raise BrokenJson(self.line(), reason)
