"""What is said of a protected stream: the sums, the need, the panel's reasons, and that no vote decided."""

from commonweal.formats.folders import write_folder
from commonweal.formats.fund_tables import read_fund_folder
from commonweal.formats.prose import prose
from commonweal.funding.streams.allocation import allocate
from commonweal.funding.streams.explain import explain_fund, explain_stream
from commonweal.samples.funds import sample_fund
from commonweal.terms.money import Pence


def told(tmp_path, set_aside):
    write_folder(tmp_path / "fund", sample_fund(1, set_aside=Pence(set_aside)))
    folder = read_fund_folder(tmp_path / "fund")
    [stream] = folder.fund.streams
    asked = folder.requests[stream.id]
    return folder.fund, explain_stream(folder.fund, stream, asked, allocate(stream, asked))


def said(sentences):
    return " ".join(prose().text(sentence) for sentence in sentences)


def test_what_was_set_aside_and_what_is_voted_on_come_first(tmp_path):
    fund, account = told(tmp_path, 160_000_00)
    assert said(explain_fund(fund)) == (
        "The fund holds £560,000 for this round. £160,000 of it was set aside before the vote, and £400,000 is voted "
        "on. What is set aside is on no ballot: no number of votes can take it away."
    )
    assert "before voting opened on 1 March 2027" in said(account.sentences)


def test_every_proposal_has_its_sum_and_the_panels_reason(tmp_path):
    _, account = told(tmp_path, 160_000_00)
    for one in account.proposals:
        text = said(one.sentences)
        assert text.startswith("Not funded" if not one.given else "Funded")
        assert "in the panel's order: " in text
    assert any("declared an interest" in said(one.sentences) for one in account.proposals)
    assert {len({one.given, one.proposal.cost, 0}) for one in account.proposals} == {2, 3}


def test_what_is_carried_over_is_said(tmp_path):
    _, account = told(tmp_path, 300_000_00)
    assert "is carried over to the stream's next round." in said(account.sentences)
    assert "£0 is carried over" not in said(account.sentences)


def test_a_group_is_told_its_range_and_its_share(tmp_path):
    _, account = told(tmp_path, 160_000_00)
    assert said(account.groups[0].sentences) == (
        "Between 35 and 80 people are in need, by specialist services, contacts (2026). By that, the share "
        "is £14,779.12."
    )
