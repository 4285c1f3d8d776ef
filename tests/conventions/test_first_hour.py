"""The first hour names what is on the screen: each bold name is a sentence that the pages say."""

import re

from babel.messages.pofile import read_po

from tests.conventions.sources import ROOT

BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


def test_every_bold_name_is_said_on_a_page():
    with (ROOT / "src/commonweal/formats/catalogue/commonweal.pot").open("rb") as file:
        said = {str(message.id) for message in read_po(file)}
    named = {" ".join(name.split()) for name in BOLD.findall((ROOT / "docs/first-hour.md").read_text("utf-8"))}
    assert len(named) >= 12
    assert named - said == set()
