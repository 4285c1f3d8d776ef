"""Acts from tables in a zip: it is read while whoever sent it waits, and only what may be published of it is kept."""

from typing import Any, ClassVar

from django.core import signing

from commonweal.web.pages.work.acts import ActForm, Given


class Zipped(ActForm):
    """A form whose field ``file`` is a zip of tables.

    What was read of it waits for the second person, signed, with the hash of what they are shown. So nothing that this
    site did not read itself is ever taken up.

    Attributes:
        under: the name under which the tables wait.
        salt: what tells the signatures of this act from those of others.
        read_back: reads the tables as they were written to wait.
        waits: the tables and the hash, as they wait; None where they come with the form.
    """

    under: ClassVar[str]
    salt: ClassVar[str]
    read_back: ClassVar["staticmethod[[str], Any]"]
    waits: tuple[Any, str] | None

    def prepare(self) -> None:
        """Take up tables that were read before."""
        try:
            told = signing.loads(self.data.get(self.under, ""), salt=self.salt)
        except signing.BadSignature:
            self.waits = None
        else:
            self.waits = self.read_back(told["tables"]), str(told["seen"])
        self.fields["file"].required = self.waits is None

    def clean(self) -> dict[str, Any]:
        """Take the tables from the file, or those that wait; the zip is read where its faults can be told."""
        return {**(super().clean() or {}), "waits": self.waits}

    def signed(self, text: str, seen: str) -> dict[str, list[str]]:
        """Give the tables, written to wait, and the hash of what the second person is shown, under their name."""
        return {self.under: [signing.dumps({"tables": text, "seen": seen}, salt=self.salt, compress=True)]}


def zip_of(given: Given) -> bytes:
    """Give the zip that came with a form, whole."""
    given["file"].seek(0)
    data: bytes = given["file"].read()
    return data
