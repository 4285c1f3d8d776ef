"""What each role is called, to be said in the reader's language."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from commonweal.formats.prose import prose
from commonweal.terms.sentences import Sentence, say

ROLE_WORDS: Mapping[str, Sentence] = MappingProxyType(
    {
        "auditor": say("auditor"),
        "board": say("board"),
        "board member": say("board member"),
        "board secretary": say("board secretary"),
        "council officer": say("council officer"),
        "count officer": say("count officer"),
        "CVS worker": say("CVS worker"),
        "organisation member": say("organisation member"),
        "proposer": say("proposer"),
        "resident": say("resident"),
        "returning officer": say("returning officer"),
        "steward": say("steward"),
        "voter": say("voter"),
    }
)


def called(role: str) -> Sentence:
    """Give what a role of the record is called."""
    return ROLE_WORDS.get(role, say("{role}", role=role))


def each_called(roles: str) -> Sentence:
    """Give what the roles of an act are called: one, or two with a plus between them."""
    first, apart, second = roles.partition(" + ")
    return say("{first} + {second}", first=called(first), second=called(second)) if apart else called(first)


def all_called(roles: Iterable[str]) -> str:
    """Write what roles are called, one after the other."""
    return ", ".join(prose().text(called(role)) for role in roles)
