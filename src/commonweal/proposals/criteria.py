"""What a readiness check asks: eleven areas, three or four plain criteria each, in words of our own.

Source: the shape (areas, criteria, three states, a baseline) is that of the organisational health checks that councils
for voluntary service use; the licensed text of any published standard is not used. Nothing asks whether a body
campaigns.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from commonweal.terms.sentences import key


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that a readiness check asks.

    Attributes:
        id: as tables bear it.
        area: id of its area, a key of :data:`CHECK_AREAS`.
        asks: English source of what is true where it is met, for reading out.
        wants: English source of what is missing where it is not.
        essential: whether no service may be handed over without it; the others may follow, with support.
    """

    id: str
    area: str
    asks: str
    wants: str
    essential: bool = False


CHECK_AREAS: Mapping[str, str] = MappingProxyType(
    {
        "governance": key("Governance"),
        "planning": key("Planning"),
        "leadership": key("Leadership and management"),
        "users": key("A service for the people who use it"),
        "people": key("Staff and volunteers"),
        "learning": key("Learning and development"),
        "money": key("Managing money"),
        "resources": key("Buildings, things and data"),
        "communications": key("Telling people outside"),
        "others": key("Working with others"),
        "outcomes": key("Outcomes and impact"),
    }
)
"""Every area by its id, in the order in which a check asks."""

RENEWAL = "check"
"""What an action of a development plan may name instead of a criterion: having the evidence checked (again)."""

_ASKED = (
    Criterion(
        "governance-rules",
        "governance",
        key("Our rules are written down, and say what we are for."),
        key("written rules"),
        essential=True,
    ),
    Criterion(
        "governance-board",
        "governance",
        key("At least three people from different families decide together, and we write down what they decide."),
        key("three people from different families who decide together"),
        essential=True,
    ),
    Criterion(
        "governance-interests",
        "governance",
        key("Anyone who could gain from a decision says so and leaves the room."),
        key("a rule for people who could gain from a decision"),
    ),
    Criterion(
        "governance-forms",
        "governance",
        key("We send in the forms that the law asks for each year, on time."),
        key("the yearly forms that the law asks for"),
    ),
    Criterion(
        "planning-year",
        "planning",
        key("We have a plan for this year that says who does what."),
        key("a plan for the year"),
    ),
    Criterion(
        "planning-risks",
        "planning",
        key("We have a list of what could go wrong and what we would do."),
        key("a list of what could go wrong"),
    ),
    Criterion(
        "planning-ending",
        "planning",
        key("We know how we would hand the service on if we had to stop."),
        key("a way to hand the service on"),
        essential=True,
    ),
    Criterion(
        "leadership-jobs",
        "leadership",
        key("Each job has somebody in charge of it, and everybody knows who."),
        key("somebody in charge of each job"),
        essential=True,
    ),
    Criterion(
        "leadership-cover",
        "leadership",
        key("If the person who leads is away for a month, somebody else can do it."),
        key("a second person who can lead"),
        essential=True,
    ),
    Criterion(
        "leadership-fair",
        "leadership",
        key("We treat people fairly, and act when somebody is not treated so."),
        key("a way to act when somebody is treated unfairly"),
    ),
    Criterion(
        "users-asked",
        "users",
        key("We ask the people who use the service what they want, and we change things because of it."),
        key("asking the people who use the service"),
    ),
    Criterion(
        "users-open",
        "users",
        key("We have looked at who cannot use the service, and we mend what is in the way."),
        key("a look at who cannot use the service"),
    ),
    Criterion(
        "users-complaints",
        "users",
        key("People know how to complain, and who answers them."),
        key("a way to complain"),
        essential=True,
    ),
    Criterion(
        "people-safeguarding",
        "people",
        key("Somebody leads on keeping children and adults safe, and everybody knows how to reach them."),
        key("a safeguarding lead"),
        essential=True,
    ),
    Criterion(
        "people-checks",
        "people",
        key("We know which jobs need a check of criminal records, and each check is in date."),
        key("checks of criminal records in date"),
        essential=True,
    ),
    Criterion(
        "people-volunteers",
        "people",
        key("Volunteers know what they are asked to do, can stop at any time, and get their costs back."),
        key("clear terms for volunteers"),
    ),
    Criterion(
        "people-pay",
        "people",
        key("Our staff have a contract and are paid at least the living wage."),
        key("contracts at the living wage"),
    ),
    Criterion(
        "learning-start",
        "learning",
        key("New people are shown how to do their job safely."),
        key("a safe start for new people"),
    ),
    Criterion(
        "learning-skills",
        "learning",
        key("We know which skills we lack and how to get them."),
        key("a list of the skills that are lacking"),
    ),
    Criterion(
        "learning-mistakes",
        "learning",
        key("When something goes wrong we find out why, and change what we do."),
        key("a way to learn from what goes wrong"),
    ),
    Criterion(
        "money-two-sign",
        "money",
        key("Two people have to agree before money leaves the bank."),
        key("a second person who can sign"),
        essential=True,
    ),
    Criterion(
        "money-budget",
        "money",
        key("We have a budget for the year, and look at it at least four times."),
        key("a budget that is looked at"),
        essential=True,
    ),
    Criterion(
        "money-reserves",
        "money",
        key("We have decided how much money to keep for hard times, and can say why."),
        key("a decision on reserves"),
        essential=True,
    ),
    Criterion(
        "money-accounts",
        "money",
        key("Somebody from outside has looked at our yearly accounts."),
        key("accounts that somebody from outside has looked at"),
    ),
    Criterion(
        "resources-insurance",
        "resources",
        key("We are insured if somebody is hurt or something is broken."),
        key("public liability insurance"),
        essential=True,
    ),
    Criterion(
        "resources-building",
        "resources",
        key("We may use the building for long enough, and have it in writing."),
        key("a lease for the building"),
        essential=True,
    ),
    Criterion(
        "resources-data",
        "resources",
        key("We keep what we know about people safe, and only for as long as we need it."),
        key("a safe way to keep what is known about people"),
        essential=True,
    ),
    Criterion(
        "resources-safe",
        "resources",
        key("Our building and tools are checked for fire and other dangers."),
        key("checks for fire and other dangers"),
    ),
    Criterion(
        "communications-found",
        "communications",
        key("People can find out what we do, when and where, online and on paper."),
        key("a place to find out what is on"),
    ),
    Criterion(
        "communications-plain",
        "communications",
        key("What we write is easy to read."),
        key("papers that are easy to read"),
    ),
    Criterion(
        "communications-open",
        "communications",
        key("We say openly who pays us."),
        key("a page that says who pays"),
    ),
    Criterion(
        "others-known",
        "others",
        key("We know who else does this work nearby."),
        key("a list of who else does this work nearby"),
    ),
    Criterion(
        "others-agreed",
        "others",
        key("What we do with partners is written down: who does what, and who pays."),
        key("written terms with partners"),
    ),
    Criterion(
        "others-passed",
        "others",
        key("We know where to send people whom we cannot help."),
        key("a list of where to send people who need other help"),
    ),
    Criterion(
        "outcomes-aim",
        "outcomes",
        key("We can say what should change for people."),
        key("words for what should change for people"),
    ),
    Criterion(
        "outcomes-seen",
        "outcomes",
        key("We write down what did change, and ask people themselves."),
        key("notes of what did change for people"),
    ),
    Criterion(
        "outcomes-told",
        "outcomes",
        key("We tell people what we found out, and also what did not work."),
        key("telling people what was found out"),
    ),
)

CRITERIA: Mapping[str, Criterion] = MappingProxyType({one.id: one for one in _ASKED})
"""Every criterion by its id, in the order in which a check asks."""

ESSENTIAL: tuple[Criterion, ...] = tuple(one for one in _ASKED if one.essential)
"""Those without which nothing is handed over; a small group need answer no others."""
