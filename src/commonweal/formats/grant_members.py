"""What the 360Giving standard says that a grant may hold: the name, title and form of each member, as facts.

Source: 360Giving Data Standard 1.4.3, grant and package schemas.
"""

from dataclasses import dataclass
from typing import Literal

Form = Literal[
    "text",
    "number",
    "length",
    "moment",
    "day",
    "month",
    "address",
    "yes_no",
    "currency",
    "country",
    "version",
    "texts",
    "object",
    "objects",
]
"""What a member's value is: ``length`` is a number of 0 or more, ``moment`` a date with its time, ``day`` a date with
or without one, ``month`` one that may leave out the day, ``address`` that of a page, ``objects`` a list of them."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a grant, or of something in it.

    Attributes:
        name: as JSON names it.
        title: as a table titles it.
        form: what its value is.
        null: whether it may be null.
        needed: whether it must be there.
        inside: the members of an object, or of each in a list.
    """

    name: str
    title: str
    form: Form = "text"
    null: bool = False
    needed: bool = False
    inside: tuple["Member", ...] = ()


def _identified(*, needed: bool = False) -> Member:
    return Member("id", "Identifier", needed=needed)


_CHANGED = Member("dateModified", "Last Modified", "moment")
_PAGE = Member("url", "Web Address", "address", null=True)
_WORDS = Member("description", "Description", null=True)
_TITLE = Member("title", "Title", null=True)

TRANSACTION = (
    _identified(),
    Member("transactionDate", "Transaction Date", "day"),
    _WORDS,
    Member("currency", "Currency", "currency"),
    Member("value", "Value", "number"),
    Member("valueDate", "Value Date", "day"),
    Member("provider", "Provider", null=True),
    Member("recipient", "Recipient", null=True),
    _CHANGED,
)
DOCUMENT = (_identified(), _TITLE, _WORDS, _PAGE, Member("documentType", "Document Type", null=True), _CHANGED)
LOCATION = (
    _identified(),
    Member("name", "Name", null=True),
    Member("countryCode", "Country Code", "country"),
    Member("latitude", "Latitude", "number", null=True),
    Member("longitude", "Longitude", "number", null=True),
    _WORDS,
    Member("geoCode", "Geographic Code", null=True),
    Member("geoCodeType", "Geographic Code Type", null=True),
    _CHANGED,
)
CLASSIFICATION = (
    Member("vocabulary", "Vocabulary"),
    Member("code", "Code"),
    _TITLE,
    _WORDS,
    Member("url", "URL", "address", null=True),
    _CHANGED,
)
PROGRAMME = (Member("code", "Code"), _TITLE, _WORDS, Member("url", "URL", "address", null=True), _CHANGED)
PERSON = (_identified(needed=True), Member("name", "Name", needed=True))
ORGANISATION = (
    _identified(needed=True),
    Member("name", "Name", needed=True),
    Member("department", "Department"),
    Member("contactName", "Contact Name"),
    Member("charityNumber", "Charity Number"),
    Member("companyNumber", "Company Number"),
    Member("streetAddress", "Street Address"),
    Member("addressLocality", "City"),
    Member("addressRegion", "County"),
    Member("addressCountry", "Country"),
    Member("postalCode", "Postal Code"),
    Member("telephone", "Phone Number"),
    Member("alternateName", "Alternate Name"),
    Member("email", "Email"),
    Member("description", "Description"),
    Member("organisationType", "Organisation Type", null=True),
    Member("url", "Web Address", "address"),
    Member("location", "Location", "objects", inside=LOCATION),
    _CHANGED,
)
EVENT = (
    Member("title", "Title"),
    Member("description", "Description"),
    Member("startDate", "Start Date", "month"),
    Member("endDate", "End Date", "month"),
    Member("duration", "Duration (months)", "length"),
    _CHANGED,
)
TO_A_PERSON = (
    Member("primaryGrantReason", "Primary Grant Reason"),
    Member("secondaryGrantReason", "Secondary Grant Reason"),
    Member("grantPurpose", "Grant Purpose", "texts"),
)
RECIPIENT, PERSON_FUNDED, FUNDER = "recipientOrganization", "recipientIndividual", "fundingOrganization"
GRANT = (
    _identified(needed=True),
    Member("title", "Title", needed=True),
    Member("description", "Description", needed=True),
    Member("currency", "Currency", "currency", needed=True),
    Member("amountAppliedFor", "Amount Applied For", "number"),
    Member("amountAwarded", "Amount Awarded", "number", needed=True),
    Member("amountDisbursed", "Amount Disbursed", "number"),
    Member("awardDate", "Award Date", "day", needed=True),
    Member("url", "URL", "address"),
    Member("plannedDates", "Planned Dates", "objects", inside=EVENT),
    Member("actualDates", "Actual Dates", "objects", inside=EVENT),
    Member(PERSON_FUNDED, "Recipient Ind", "object", inside=PERSON),
    Member("toIndividualsDetails", "To Individuals Details", "object", inside=TO_A_PERSON),
    Member(RECIPIENT, "Recipient Org", "objects", inside=ORGANISATION),
    Member("beneficiaryLocation", "Beneficiary Location", "objects", inside=LOCATION),
    Member(FUNDER, "Funding Org", "objects", needed=True, inside=ORGANISATION),
    Member("grantProgramme", "Grant Programme", "objects", inside=PROGRAMME),
    Member("fromOpenCall", "From An Open Call?", "yes_no"),
    Member("fundingType", "Funding Type", "objects", inside=CLASSIFICATION),
    Member("classifications", "Classifications", "objects", inside=CLASSIFICATION),
    Member("relatedDocument", "Related Document", "objects", inside=DOCUMENT),
    Member("applicationTransaction", "Application Transaction", "objects", inside=TRANSACTION),
    Member("commitmentTransaction", "Commitment Transaction", "objects", inside=TRANSACTION),
    Member("disbursementTransaction", "Disbursement Transaction", "objects", inside=TRANSACTION),
    Member("relatedActivity", "Related Activity", "texts"),
    _CHANGED,
    Member("dataSource", "Data Source", "address", null=True),
    Member("regrantType", "For Regrant Type"),
    Member("locationScope", "Location Scope"),
)
NOT_EMPTY = frozenset({RECIPIENT, FUNDER})
"""Lists that must hold something."""
PACKAGE = (
    Member("version", "Version", "version"),
    Member("extensions", "Extensions", "texts"),
    Member("title", "Title"),
    Member("description", "Description"),
    Member("issued", "Issued", "day"),
    Member("modified", "Modified", "day"),
    Member("identifier", "Identifier"),
    Member(
        "publisher",
        "Publisher",
        "object",
        inside=(
            Member("identifier", "Identifier"),
            Member("name", "Name", needed=True),
            Member("website", "Website", "address"),
            Member("logo", "Logo", "address"),
        ),
    ),
    Member("downloadURL", "Download URL", "address"),
    Member("accessURL", "Access URL", "address"),
    Member("license", "License", "address"),
)
