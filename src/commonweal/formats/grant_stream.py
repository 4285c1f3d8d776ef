"""JSON packages of grants, read one grant after another, so that a file of any size takes little memory.

Source: 360Giving Data Standard 1.4.3, package schema.
"""

import codecs
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from commonweal.errors import Fault
from commonweal.formats.exact_json import DECODER
from commonweal.formats.grant_checks import Came
from commonweal.terms.sentences import key

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


class PackageStream:
    """One pass over a package.

    Args:
        path: the file.
        faults: what is wrong with the file itself is added here.

    Attributes:
        package: what the package says of itself, as far as it was read; whole when the grants were gone through.
        sha256: of the whole file, once it was gone through.
    """

    def __init__(self, path: Path, faults: list[Fault]) -> None:
        self.path, self.faults = path, faults
        self.package: dict[str, Any] = {}
        self.sha256 = ""

    def __iter__(self) -> Iterator[Came]:
        """Give each grant as it came, with the line at which it begins."""
        try:
            with self.path.open("rb") as file:
                for nth, (line, members) in enumerate(self._grants(_Window(file))):
                    yield Came(line, nth, members)
        except BrokenJson as bad:
            what = key("this is no package of grants: {reason}")
            self.faults.append(Fault(what, {"reason": bad.reason}, self.path.name, bad.line))

    def _grants(self, text: "_Window") -> Iterator[tuple[int, Any]]:
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
        except UnicodeDecodeError as bad:
            before = self.text.count("\n", self.at) + bytes(bad.object[: bad.start]).count(b"\n")
            raise BrokenJson(self._lines + before, "this is not UTF-8 text") from None
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
                value, end = DECODER.raw_decode(self.text, self.at)
            except json.JSONDecodeError as bad:
                if self.ended or len(self.text) - self.at > LONGEST:
                    self.at = bad.pos
                    self.broken(bad.msg)
            except (ValueError, RecursionError) as bad:
                self.broken(str(bad))
            else:
                # A number at the very end of what was read may have more digits to come.
                if end < len(self.text) or self.ended:
                    if not _is_whole(self.text[self.at : end], value):
                        self.broken("a text holds half a character")
                    self.at = end
                    return value
            self.more(size)
            size *= 2

    def broken(self, reason: str) -> NoReturn:
        """Say where the text is broken."""
        raise BrokenJson(self.line(), reason)


def _is_whole(text: str, value: Any) -> bool:
    """Say whether every character of a value is one: JSON can write half of a pair, which no file of text can hold."""
    if "\\ud" not in text and "\\uD" not in text:
        return True
    try:
        json.dumps(value, ensure_ascii=False, default=str).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
