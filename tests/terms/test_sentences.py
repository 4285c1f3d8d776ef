import pytest

from commonweal.terms.sentences import Sentence, key, say


def test_a_sentence_keeps_message_and_figures():
    said = say("{n} area.", plural="{n} areas.", by="n", n=3)
    assert said == Sentence("{n} area.", {"n": 3}, "{n} areas.", "n")


def test_its_figures_cannot_be_changed():
    with pytest.raises(TypeError):
        say("{n} areas.", n=3).figures["n"] = 4


def test_a_figure_may_be_called_message():
    assert say("{message}", message="hello").figures["message"] == "hello"


def test_a_log_shows_the_figures_in_the_english_source():
    assert str(say("{share:percent1} of {n} {it}", share=0.5, n=2000, it=say("areas"))) == "0.5 of 2000 areas"


def test_a_marked_source_is_itself():
    assert key("a whole number") == "a whole number"
