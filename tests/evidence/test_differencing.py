"""Everything published of a small place, subtracted from everything else published of it, gives nothing away.

The attacker here reads the published files and nothing else, and knows every sum between them.
"""

import json
from itertools import combinations

import numpy as np
import pytest

from commonweal.errors import CannotBeSafe
from commonweal.evidence.disclosure import Published
from commonweal.evidence.disclosure_rules import NHS, RULES, UNBOUNDED
from commonweal.evidence.measures import measure
from commonweal.evidence.profile import profile
from commonweal.evidence.service_counts import _Built
from commonweal.evidence.sums import listed
from commonweal.formats.folders import write_folder
from commonweal.formats.profile_earlier import read_earlier
from commonweal.formats.profiles import profile_files
from commonweal.verifier import disclosure_profile
from commonweal.verifier.disclosure import KnownRange, Rule
from tests.evidence.attack import ends, reach
from tests.evidence.small_place import FIRST, LATER, small_place


def truth(evidence):
    """Every count of each service as it is."""
    return {one.offer.service.id: _Built(one, evidence.areas, evidence.disclosure).people for one in measure(evidence)}


def seen(files, service, rule=NHS, more=()):
    """What the attacker knows of a service: by name, and as bounds and sums.

    Args:
        files: what is published.
        service: its id.
        rule: by which.
        more: files of other releases of the same people with their rules.
    """
    names, known, rows = {}, {}, set()
    for told_files, told_rule in ((files, rule), *more):
        told = json.loads(told_files["profile.json"])
        proof = json.loads(told_files["disclosure.json"])
        areas = [
            (line.split(",")[2], int(line.split(",")[4]))
            for line in told_files["tables/areas.csv"].decode().splitlines()[1:]
        ]
        (one,) = (one for one in told["services"] if one["id"] == service)
        (its,) = (one for one in proof["services"] if one["id"] == service)
        table = next((table for table in told["deciles"] if table["id"] == service), None)
        read = disclosure_profile._Service(one, its, table, areas)
        read._figures()
        read._shares()
        read._sums()
        numbers = Rule(told_rule.few, told_rule.step, told_rule.hidden_values, told_rule.rounded_values)
        for name in (*read.said, *read.free):
            names.setdefault(name, len(names))
            text = read.said.get(name)
            if text is not None:
                known.setdefault(name, KnownRange()).learn(*numbers.ends(text), numbers.span(text))
        for whole, parts in (*read.closed, *read.less):
            there = tuple(part for part in parts if part in names)
            if whole in names and there:
                rows.add(
                    (
                        names[whole],
                        tuple(names[p] for p in there),
                        (whole, parts) in read.less or len(there) < len(parts),
                    )
                )
    bounds = [known.get(name, KnownRange()) for name in names]
    low = np.array([one.least for one in bounds])
    high = np.array([UNBOUNDED if one.greatest is None else one.greatest for one in bounds])
    spans = np.array([one.span for one in bounds])
    return names, Published(listed(len(names), [(w, list(p), less) for w, p, less in sorted(rows)]), low, high, spans)


def beside(later, earlier, service, rule=NHS):
    """What is known to an attacker who has two profiles of which the very same people in need are counted."""
    names, told = seen(later, service, rule)
    names_before, before = seen(earlier, service, rule)
    low, high, spans = told.low.copy(), told.high.copy(), told.spans.copy()
    for name in (one for one in names.keys() & names_before.keys() if one.startswith("need")):
        k, b = names[name], names_before[name]
        low[k], high[k] = max(low[k], before.low[b]), min(high[k], before.high[b])
        spans[k] = max(spans[k], before.spans[b])
    return names, Published(told.sums, low, high, spans)


def assert_nothing_is_told(files, service, rule=NHS, more=()):
    names, told = seen(files, service, rule, more)
    for name, k in names.items():
        assert reach(told, k) >= told.spans[k], name
    return names, told


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
@pytest.mark.parametrize("service", ["club", "advice", "refuge"])
def test_no_count_of_the_place_can_be_told_by_any_sum_of_all_that_is_published(rule, service):
    evidence = small_place(disclosure=rule)
    names, told = assert_nothing_is_told(profile_files(profile(evidence)), service, rule)
    true = truth(evidence)[service]
    hidden = [name for name, k in names.items() if told.high[k] == UNBOUNDED and told.low[k]]
    assert hidden
    few = [name for name in names if 0 < true[name] < rule.few + 0.5 and told.spans[names[name]]]
    assert few
    assert set(few) <= set(hidden)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_of_those_in_one_count_and_not_in_a_part_of_it_no_few_can_be_told(rule):
    """As of those who need a service and do not lack it: that stands nowhere, and is a difference of two that do."""
    evidence = small_place(disclosure=rule)
    files = profile_files(profile(evidence))
    looked = 0
    for service in ("club", "advice"):
        names, told = seen(files, service, rule)
        for rest, people in truth(evidence)[service].items():
            if rest.startswith("rest:") and 0.5 <= people < rule.few + 0.5:
                whole, _, part = rest.removeprefix("rest:").partition(" not ")
                direction = np.zeros(len(names))
                direction[names[whole]], direction[names[part]] = 1.0, -1.0
                low, high = ends(told, direction)
                assert high - low >= rule.hidden_values - 1, rest
                looked += 1
    assert looked


def test_no_published_count_less_any_other_is_told_exactly():
    files = profile_files(profile(small_place()))
    for service in ("club", "advice", "refuge"):
        names, told = seen(files, service)
        true = truth(small_place())[service]
        shown = [name for name, k in names.items() if told.spans[k]]
        for first, second in combinations(shown, 2):
            if abs(true[first] - true[second]) < 0.5:
                continue  # one count that stands in two tables
            one, other = names[first], names[second]
            direction = np.zeros(len(names))
            direction[one], direction[other] = 1.0, -1.0
            assert told.high[one] - told.low[one] + told.high[other] - told.low[other] >= 8
            low, high = ends(told, direction)
            assert high > low, (first, second)


def test_rounded_and_hidden_each_for_itself_they_would_be_told(monkeypatch):
    """What profiles did before: every count through the gate alone. The attacker above sees it."""
    from commonweal.evidence import service_counts
    from commonweal.evidence.disclosure import Audit
    from commonweal.evidence.suppression import Safe

    def alone(rule, counts):
        few = rule.hides(counts.values) & ~counts.unsaid
        nothing = Audit(np.zeros((0, len(few)), dtype=np.int64), np.zeros(0, dtype=np.int64))
        return Safe(rule, np.where(few, 0, rule.rounds(counts.values)), few, few, nothing)

    monkeypatch.setattr(service_counts, "protect", alone)
    files = profile_files(profile(small_place()))
    told_on = []
    for service in ("club", "advice"):
        names, told = seen(files, service)
        told_on += [name for name, k in names.items() if reach(told, k) < told.spans[k]]
    assert len(told_on) > 3


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_later_release_beside_an_earlier_one_of_the_same_people_tells_nothing(name, tmp_path):
    """The same people are published again by neighbourhood, by another rule where that can be done at all."""
    first = small_place(disclosure=RULES["below-10-to-5"])
    before = profile_files(profile(first))
    write_folder(tmp_path / "first", before)
    second = small_place(disclosure=RULES[name], earlier=(read_earlier(tmp_path / "first"),))
    try:
        files = profile_files(profile(second))
    except CannotBeSafe:
        assert name == "below-10"  # it would show exactly what the first release rounded, and hides what it showed
        return
    for service in ("club", "advice", "refuge"):
        assert_nothing_is_told(files, service, RULES[name], [(before, RULES["below-10-to-5"])])


@pytest.mark.parametrize("name", sorted(RULES))
def test_successive_releases_of_a_place_that_changed_do_not_tell_who_came(name, tmp_path):
    """Every count of the later release less the same one of the earlier: never a few, exactly."""
    rule = RULES[name]
    first, later = small_place(FIRST, "first", disclosure=rule), small_place(LATER, "later", disclosure=rule)
    before = profile_files(profile(first))
    write_folder(tmp_path / "first", before)
    files = profile_files(
        profile(small_place(LATER, "later", disclosure=rule, earlier=(read_earlier(tmp_path / "first"),)))
    )
    came = {
        service: {one: counts[one] - truth(first)[service][one] for one in counts}
        for service, counts in truth(later).items()
    }
    seen_before = 0
    for service in ("club", "advice", "refuge"):
        names, told = seen(files, service, rule)
        names_before, told_before = seen(before, service, rule)
        for one in names.keys() & names_before.keys():
            if not told.spans[names[one]] and told.low[names[one]] != told.high[names[one]]:
                continue  # it is published nowhere
            k, b = names[one], names_before[one]
            low, high = told.low[k] - told_before.high[b], told.high[k] - told_before.low[b]
            if 0.5 < abs(came[service][one]) < rule.few + 0.5 and told.low[k]:
                seen_before += 1
                assert high - low > 0, one
    assert seen_before > 3
