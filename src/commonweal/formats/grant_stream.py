"""JSON packages of grants, read one grant after another, so that a file of any size takes little memory.

Source: 360Giving Data Standard 1.4.3, package schema.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from commonweal.errors import Fault, TableFaults
from commonweal.formats.exact_json import DECODER
from commonweal.formats.grant_checks import Came
from commonweal.formats.json_stream import Listing, items
from commonweal.terms.sentences import key

GRANTS = "grants"


class PackageStream:
    """One pass over a package.

    Args:
        path: the file.
        faults: what is wrong with the file itself is added here.
    """

    def __init__(self, path: Path, faults: list[Fault]) -> None:
        self.path, self.faults = path, faults
        self._listing = Listing()

    @property
    def package(self) -> Mapping[str, Any]:
        """What the package says of itself, once the grants were gone through."""
        return {name: value for name, value in self._listing.beside.items() if name != GRANTS}

    @property
    def sha256(self) -> str:
        """The hash of the whole file, once it was gone through."""
        return self._listing.source.sha256

    def __iter__(self) -> Iterator[Came]:
        """Give each grant as it came, with the line at which it begins."""
        try:
            for item in items(self.path, (GRANTS,), self._listing, DECODER):
                if not self._listing.name:
                    self._fault(key("this is no package of grants: it must be an object with a list called grants"))
                    return
                yield Came(item.line, item.nth - 1, item.value)
        except TableFaults as refused:
            self.faults.extend(refused.faults)
        if GRANTS in self._listing.beside:
            self._fault(key("the member grants stands twice"))

    def _fault(self, what: str) -> None:
        self.faults.append(Fault(what, {}, self.path.name))
