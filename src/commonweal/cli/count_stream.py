"""The part of ``commonweal count`` that knows funds: protected streams, and the budget that they leave for the vote."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.counted import write_accepted
from commonweal.terms.sentences import Sentence, say

if TYPE_CHECKING:
    from commonweal.funding.poll import Poll


def count_stream(folder: Path, out: Path) -> tuple[list[Sentence | str], dict[str, Any]]:
    """Allocate a fund's protected streams, check that with the verifier, and write the folder.

    Raises:
        FundFaults: where the fund's folder has faults.
        CountNotAccepted: where the verifier does not accept what was allocated; nothing is written.
    """
    from commonweal.formats.fund_tables import read_fund_folder
    from commonweal.formats.streams import ALLOCATION, stream_files

    files = stream_files(read_fund_folder(folder))
    write_accepted(out, files, say("Allocating again, with the verifier."))
    told = json.loads(files["explanation.json"])
    said = [sentence["text"] for part in (told, *told["streams"]) for sentence in part["summary"]]
    where = say("The verifier accepts this. Read {file} for every proposal.", file=str(out / "explanation.txt"))
    machine = {**json.loads(files[ALLOCATION]), "accepted": True, "folder": str(out), "summary": said}
    return [*said, "", where], machine


def hold_budget(poll: "Poll", folder: Path) -> str:
    """Hold a poll's budget against what a fund leaves for the vote, and give the hash of the fund's constitution.

    Raises:
        BudgetNotOfFund: where the poll is over another sum or in another currency; it is never changed.
        FundFaults: where the constitution has faults.
    """
    from fractions import Fraction

    from commonweal.errors import BudgetNotOfFund
    from commonweal.formats.fund_settings import read_fund
    from commonweal.formats.streams import constitution_hash
    from commonweal.terms.money import Amount, Pence

    fund, _ = read_fund(folder)

    def sum_(pence: Pence) -> Amount:
        return Amount(Fraction(pence, 100), fund.currency)

    if Amount(poll.budget, poll.currency) != sum_(fund.for_the_vote):
        raise BudgetNotOfFund(
            budget=Amount(poll.budget, poll.currency),
            left=sum_(fund.for_the_vote),
            total=sum_(fund.total),
            set_aside=sum_(fund.set_aside),
        )
    return constitution_hash(fund)
