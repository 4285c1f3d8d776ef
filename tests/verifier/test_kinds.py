"""The verifier's own copy of the closed list is the record's."""

from commonweal.record.kinds import EVERY, KINDS, ROLES
from commonweal.verifier import kinds


def test_the_verifier_knows_the_closed_list_of_the_record() -> None:
    assert set(kinds.KINDS) == set(KINDS)
    for name, kind in KINDS.items():
        assert kinds.KINDS[name] == (frozenset(kind.fields), frozenset(kind.may), frozenset(kind.personal)), name
    assert frozenset(ROLES) == kinds.ROLES
    assert frozenset(EVERY) == kinds.EVERY
