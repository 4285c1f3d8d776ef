"""Words on a page: escaped, in the language's own form, and nothing in a name can turn a line round."""

import pytest
from django.template import Context, Template
from django.utils.safestring import SafeString

from commonweal.terms.sentences import say
from commonweal.web.pages.templatetags.wording import drawing, fingerprint, strong, words


def rendered(source: str, **context: object) -> str:
    return Template("{% load wording %}" + source).render(Context(context))


def test_a_sentence_is_written_with_its_figures() -> None:
    assert words(say("{n} people, {share:percent}", n=6586, share=0.82)) == "6,586 people, 82%"


@pytest.mark.parametrize("figure", ["<b>", "a&b", '"', "'"])
def test_names_are_escaped_in_every_way_of_saying(figure: str) -> None:
    for page in (
        words(figure),
        words(say("{name}", name=figure)),
        words(say("{inner}", inner=say("{name}", name=figure))),
        strong(say("{name}", name=figure)),
        rendered('{% say "{name}" name=name %}', name=figure),
        rendered("{{ name|words }}", name=figure),
    ):
        assert figure not in page.replace("<strong>", "").replace("</strong>", "").replace("&amp;", "&amp")
        assert "&" in page


def test_the_message_itself_is_escaped() -> None:
    assert words(say("1 < 2")) == "1 &lt; 2"


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200b", "\x00", "\x1b", "\ufeff", "\ue000"])
def test_what_turns_or_hides_letters_is_never_shown(hidden: str) -> None:
    name = f"Good{hidden}Name"
    assert words(name) == "GoodName"
    assert words(say("{outer}", outer=say("{name}", name=name))) == "GoodName"


def test_letters_of_every_script_and_their_joiners_stay() -> None:
    name = "Ysgol Gŵyr, مدرسة, क्\u200dष, ไทย, Kraków\nnext"
    assert words(name) == name


def test_markup_of_ours_stays_markup_between_escaped_words() -> None:
    link = SafeString('<a href="/x/">here</a>')
    page = rendered('{% say "See {link} & {name}." link=link name=name %}', link=link, name="<i>\ue000</i>")
    assert page == 'See <a href="/x/">here</a> &amp; &lt;i&gt;&lt;/i&gt;.'


def test_a_plural_is_chosen_by_its_figure() -> None:
    source = '{% say "{n} project" plural="{n} projects" by="n" n=n %}'
    assert [rendered(source, n=n) for n in (1, 2)] == ["1 project", "2 projects"]


def test_a_fingerprint_is_short_and_in_fours() -> None:
    assert fingerprint("0123456789abcdef" * 4) == "0123 4567 89ab cdef"


def test_a_drawing_is_set_as_it_is() -> None:
    assert rendered("{{ svg|drawing }}", svg="<svg/>") == drawing("<svg/>") == "<svg/>"
