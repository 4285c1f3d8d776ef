"""What the codes of the record are called, to be said in the reader's language: phases, channels, kinds of interest."""

from collections.abc import Mapping
from types import MappingProxyType

from commonweal.terms.sentences import Sentence, say

PHASE_WORDS: Mapping[str, Sentence] = MappingProxyType(
    {
        "not yet begun": say("not yet begun"),
        "drafted": say("drafted"),
        "rules published": say("rules published"),
        "ideas open": say("ideas open"),
        "review": say("review"),
        "voting": say("voting"),
        "counting": say("counting"),
        "result provisional": say("result provisional"),
        "result confirmed": say("result confirmed"),
        "delivering": say("delivering"),
        "stopped": say("stopped"),
    }
)
CHANNEL_WORDS: Mapping[str, Sentence] = MappingProxyType(
    {
        "web": say("On these pages"),
        "paper form": say("On a paper form"),
        "phone": say("By telephone"),
        "event sheet": say("On a sheet at an event"),
        "easy read sheet": say("On an Easy Read sheet"),
    }
)
INTEREST_WORDS: Mapping[str, Sentence] = MappingProxyType(
    {
        "employment": say("they work for it"),
        "trustee or officer": say("they are a trustee or officer of it"),
        "membership": say("they are a member of it"),
        "property": say("property"),
        "contract": say("a contract with it"),
        "family or friend": say("family or a friend"),
        "other": say("another reason"),
    }
)

MEASURE_WORDS: Mapping[str, Sentence] = MappingProxyType(
    {
        "days_closed": say("days closed in a row"),
        "hours_open_share": say("too few of the agreed hours"),
        "reserves_months": say("too little money put by"),
        "organisation_asks": say("the body asked for help"),
        "notice": say("a notice; it is not told which, so that nobody is judged by it"),
    }
)
END_WORDS: Mapping[str, Sentence] = MappingProxyType(
    {
        "recover": say("the body that ran it before runs it again"),
        "hand-on": say("another body runs it"),
        "hand-back": say("the council runs it for good"),
    }
)
PARTY_WORDS: Mapping[str, Sentence] = MappingProxyType(
    {
        "council": say("the council"),
        "organisation": say("the organisation that runs it"),
        "board": say("the board"),
        "people who use it": say("the people who use it"),
        "infrastructure body": say("the infrastructure body"),
    }
)


def phase_called(phase: str) -> Sentence:
    """Give what a phase of a round is called."""
    return PHASE_WORDS[phase]
