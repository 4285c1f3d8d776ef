"""The page of the documentation lists every reason as the code has it."""

import re
from pathlib import Path

from commonweal.proposals.reasons import REASONS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "proposals.md"


def test_every_reason_stands_in_the_documentation_with_its_findings_and_words():
    rows = re.findall(r"^\| `([a-z-]+)` \| ([a-z, ]+) \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    said = [(reason.code, ", ".join(reason.findings), str(reason.says)) for reason in REASONS.values()]
    assert rows[: len(said)] == said
    assert [reason.code for reason in REASONS.values() if not reason.needs_words] == ["as-proposed"]
