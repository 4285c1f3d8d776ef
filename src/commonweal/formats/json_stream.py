"""Long lists in JSON files, one item after another: a file of any length in bounded memory, each item with its line."""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from commonweal.errors import Fault, FileMissing, TableFaults
from commonweal.formats.exact_json import no_number, once_each
from commonweal.terms.sentences import Sentence, key, say
from commonweal.terms.sources import Source

MOST_OF_ONE = 64_000_000
"""The most letters that one item may have; a longer one is refused rather than held."""
_CHUNK = 1 << 16
_NEAR_THE_END = 20
"""What is wrong so near to the end of what is held may be right once more of it is."""
_DECODER = json.JSONDecoder(parse_constant=no_number, object_pairs_hook=once_each)
_SPACE = re.compile(r"[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list.

    Attributes:
        nth: its place in the list, from 1.
        line: the line of the file on which it begins.
        value: what it holds.
    """

    nth: int
    line: int
    value: Any


@dataclass(slots=True)
class Listing:
    """What a file says beside its list, known once the list was read to its end.

    Attributes:
        name: what the member is called that holds the list, known from its first item on; "" for a bare list.
        beside: the other members of the object that holds the list; empty where the file is the list itself.
        source: the file, hashed; blank until the end was reached.
    """

    name: str = ""
    beside: dict[str, Any] = field(default_factory=dict)
    source: Source = field(default_factory=lambda: Source("", ""))


def items(
    path: Path, names: tuple[str, ...], listing: Listing | None = None, decoder: json.JSONDecoder | None = None
) -> Iterator[Item]:
    """Read the items of one list, one after another.

    The file is a list, or an object of which one member is the list. UTF-8 with or without a byte-order mark.

    Args:
        path: the file.
        names: what the member may be called, such as ``("releases",)``; where an object holds none of these, it is
            itself the one item.
        listing: filled with what stands beside the list, and with the file's source at the end.
        decoder: reads each item; without one, numbers with a point are floats.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: where it is not JSON, or an item is longer than may be held; what came before was already given.
    """
    if not path.is_file():
        raise FileMissing(kind="file", path=path)
    told = listing if listing is not None else Listing()
    with path.open("rb") as file:
        text = _Text(path.name, file, decoder or _DECODER)
        yield from _items(text, names, told)
    told.source = Source(path.name, text.hash.hexdigest())


class _Text:
    """The part of a file that is held, and where in the file it stands."""

    def __init__(self, name: str, file: BinaryIO, decoder: json.JSONDecoder) -> None:
        self.name, self.file, self.json = name, file, decoder
        self.held, self.at, self.line, self.ended = "", 0, 1, False
        self.hash = sha256()
        self.decoder = codecs.getincrementaldecoder("utf-8-sig")()

    def wrong(self, what: str, **figures: str | int | Sentence) -> TableFaults:
        return TableFaults(Fault(what, figures, self.name, self.line), file=self.name)

    def more(self) -> None:
        """Take in as much again as is held, and forget what was passed."""
        self.held = self.held[self.at :]
        self.at = 0
        if len(self.held) > MOST_OF_ONE:
            raise self.wrong(key("one item is longer than {most} letters"), most=MOST_OF_ONE)
        chunk = self.file.read(max(_CHUNK, len(self.held)))
        self.hash.update(chunk)
        self.ended = not chunk
        try:
            self.held += self.decoder.decode(chunk, final=self.ended)
        except UnicodeDecodeError:
            raise self.wrong(key("this is not UTF-8 text")) from None

    def peek(self) -> str:
        """Give the next letter that is no space, or "" at the end."""
        while True:
            space = _SPACE.match(self.held, self.at)
            end = space.end() if space else self.at
            self.line += self.held.count("\n", self.at, end)
            self.at = end
            if self.at < len(self.held) or self.ended:
                return self.held[self.at : self.at + 1]
            self.more()

    def take(self, letter: str) -> None:
        """Pass the next letter, which must be this one."""
        if self.peek() != letter:
            raise self.lacking(letter)
        self.at += 1

    def lacking(self, wanted: str | Sentence) -> TableFaults:
        return self.wrong(key("this is not JSON: {wanted} is missing here"), wanted=wanted)

    def value(self) -> Any:
        """Read one value whole."""
        self.peek()
        while True:
            try:
                value, end = self.json.raw_decode(self.held, self.at)
            except (ValueError, RecursionError) as bad:
                if self.ended or self.broken(bad):
                    self.line += self.held.count("\n", self.at, getattr(bad, "pos", self.at))
                    raise self.wrong(key("this is not JSON: {reason}"), reason=_reason(bad)) from None
            else:
                if end < len(self.held) or self.ended:
                    if not _is_whole(self.held[self.at : end], value):
                        raise self.wrong(key("a text holds half a character"))
                    self.line += self.held.count("\n", self.at, end)
                    self.at = end
                    return value
            self.more()

    def broken(self, bad: Exception) -> bool:
        """Say whether a value cannot be read however much more of the file is taken in."""
        if not isinstance(bad, json.JSONDecodeError):
            return True
        return bad.pos < len(self.held) - _NEAR_THE_END and not bad.msg.startswith("Unterminated string")


def _items(text: _Text, names: tuple[str, ...], told: Listing) -> Iterator[Item]:
    if text.peek() == "[":
        yield from _listed(text)
        _end(text)
        return
    text.take("{")
    found = False
    while text.peek() != "}":
        member = text.value()
        text.take(":")
        if member in names and not found and text.peek() == "[":
            found, told.name = True, str(member)
            yield from _listed(text)
        else:
            told.beside[str(member)] = text.value()
        if text.peek() != "}":
            text.take(",")
    text.take("}")
    _end(text)
    if not found:
        beside, told.beside = told.beside, {}
        yield Item(1, 1, beside)


def _listed(text: _Text) -> Iterator[Item]:
    text.take("[")
    nth = 0
    while text.peek() != "]":
        nth, line = nth + 1, text.line
        yield Item(nth, line, text.value())
        if text.peek() != "]":
            text.take(",")
            if text.peek() == "]":
                raise text.lacking(say("an item"))
    text.take("]")


def _end(text: _Text) -> None:
    if text.peek():
        raise text.wrong(key("this is not JSON: something follows its end"))


def _is_whole(text: str, value: Any) -> bool:
    """Say whether every character of a value is one: JSON can write half of a pair, which no file of text can hold."""
    if "\\ud" not in text and "\\uD" not in text:
        return True
    try:
        json.dumps(value, ensure_ascii=False, default=str).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _reason(bad: Exception) -> str:
    return bad.msg if isinstance(bad, json.JSONDecodeError) else str(bad) or type(bad).__name__
