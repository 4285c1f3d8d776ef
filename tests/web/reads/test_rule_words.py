"""Every option of a rule is said, in other words for every other value."""

import pytest

from commonweal.formats.prose import prose
from commonweal.funding.options import OPTIONS, TIE_WORDS
from commonweal.funding.spec import RuleSpec, read_spec

FREE = {
    "minimum_support": ("3", "a support of 3 or more"),
    "caps": ("area:Old Town=50;category:play=20.5", "At most £20.50 is spent on projects of the category play."),
    "floors": ("area:Old Town=50", "At least £50 goes to projects of the area Old Town: where votes"),
    "exclusive": ("a,b", "Of these projects one at most is funded: a, b."),
    "packages": ("a,b;c,d", "These projects are funded together or not at all: c, d."),
    "ties": ("higher-cost,lot", "the first of these decides: the one that costs more, the lot."),
}


def told(spec: RuleSpec) -> str:
    from commonweal.web.reads.rule_words import sentences

    return " ".join(prose().text(one) for one in sentences(spec))


def with_option(rule: str, option: str, value: str) -> RuleSpec:
    spec = read_spec(rule, ["completion=add1"] if option == "step" else [])
    return RuleSpec(spec.name, spec.version, {**spec.options, option: value})


@pytest.mark.parametrize(("rule", "option"), [(rule, option) for rule, known in OPTIONS.items() for option in known])
def test_each_value_of_each_option_is_said_in_words_of_its_own(rule: str, option: str) -> None:
    if option == "seed":
        return  # drawn after the vote, and said with the lot
    if option in FREE:
        value, words = FREE[option]
        assert words in told(with_option(rule, option, value))
        return
    values = OPTIONS[rule][option].values or ("1", "2.5")
    assert len({told(with_option(rule, option, value)) for value in values}) == len(values)


def test_every_word_of_the_order_of_ties_is_said() -> None:
    assert len({told(with_option("greedy", "ties", word)) for word in TIE_WORDS}) == len(TIE_WORDS)
    usual = told(read_spec("phragmen"))
    assert "decides: the one that costs less, the one with more support, the lot." in usual
    assert "funded together" not in usual
