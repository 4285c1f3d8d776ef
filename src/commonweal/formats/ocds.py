"""What the Open Contracting Data Standard says that a release may hold, as facts.

Source: Open Contracting Data Standard 1.1.5, release and release package schemas.
"""

import re

from commonweal.formats.code_lists import OCDS_CURRENCIES
from commonweal.formats.json_shapes import (
    MOMENT,
    NUMBER,
    SOME_TEXT,
    TEXT,
    URI,
    WHOLE,
    YES_NO,
    Form,
    Many,
    Shape,
    Wanted,
    one_of,
    or_none,
)
from commonweal.terms.sentences import key

VERSION = "1.1"
TAGS = (
    *("planning", "planningUpdate", "tender", "tenderAmendment", "tenderUpdate", "tenderCancellation"),
    *("award", "awardUpdate", "awardCancellation", "contract", "contractUpdate", "contractAmendment"),
    *("implementation", "implementationUpdate", "contractTermination", "compiled"),
)
_LANGUAGE = (
    r"(?:(?:(?:[A-Za-z]{2,3}(?:-(?:[A-Za-z]{3}(?:-[A-Za-z]{3}){0,2}))?)|[A-Za-z]{4}|[A-Za-z]{5,8})(?:-[A-Za-z]{4})?"
    r"(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(?:-[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8})+)*"
    r"(?:-x(?:-[A-Za-z0-9]{1,8})+)?|x(?:-[A-Za-z0-9]{1,8})+)"
)
"""A language tag as BCP 47 writes it."""

_TEXT, _MOMENT, _URI, _WHOLE, _NUMBER = (or_none(form) for form in (TEXT, MOMENT, URI, WHOLE, NUMBER))


def _is_id(value: object) -> bool:
    return SOME_TEXT.fits(value) or WHOLE.fits(value)


def _is_key(value: object) -> bool:
    return TEXT.fits(value) or WHOLE.fits(value)


_ID = Form(key("an identifier: text or a whole number"), _is_id)
_KEY = Form(key("an identifier: text or a whole number"), _is_key)
_ANYTHING = Form(key("a value"), lambda value: not isinstance(value, bool))
_OBJECT = Form(key("an object"), lambda value: value is None or isinstance(value, dict))
_TEXTS = Many(TEXT, or_none=True)


def _in_languages(*names: str) -> tuple[tuple[re.Pattern[str], Form], ...]:
    """Give the members that hold what others say in one more language: ``title_cy``."""
    return tuple((re.compile(rf"{name}_{_LANGUAGE}$", re.ASCII), _TEXT) for name in names)


def _set(of: Wanted, least: int = 0) -> Many:
    assert not isinstance(of, Many)  # noqa: S101 - the standard has no lists of lists
    return Many(of, least, once=True)


PERIOD = Shape({"startDate": _MOMENT, "endDate": _MOMENT, "maxExtentDate": _MOMENT, "durationInDays": _WHOLE})
_CURRENCY = Form(
    key("a currency code such as GBP"),
    lambda value: value is None or (isinstance(value, str) and value in OCDS_CURRENCIES),
)
VALUE = Shape({"amount": _NUMBER, "currency": _CURRENCY})
ADDRESS = Shape(
    dict.fromkeys(("streetAddress", "locality", "region", "postalCode", "countryName"), _TEXT),
    named_like=_in_languages("countryName"),
)
CONTACT = Shape(
    {**dict.fromkeys(("name", "email", "telephone", "faxNumber"), _TEXT), "url": _URI},
    named_like=_in_languages("name"),
)
IDENTIFIER = Shape(
    {"scheme": _TEXT, "id": or_none(_KEY), "legalName": _TEXT, "uri": _URI}, named_like=_in_languages("legalName")
)
CLASSIFICATION = Shape(
    {"scheme": _TEXT, "id": or_none(_KEY), "description": _TEXT, "uri": _URI}, named_like=_in_languages("description")
)
_OF_BODY: dict[str, Wanted] = {
    "identifier": IDENTIFIER,
    "address": ADDRESS,
    "additionalIdentifiers": _set(IDENTIFIER),
    "contactPoint": CONTACT,
}
REFERENCE = Shape({"name": or_none(SOME_TEXT), "id": _KEY, **_OF_BODY})
ORGANISATION = Shape(
    {"name": _TEXT, "id": TEXT, **_OF_BODY, "roles": _TEXTS, "details": _OBJECT},
    named_like=_in_languages("name"),
)
DOCUMENT = Shape(
    {
        "id": _ID,
        **dict.fromkeys(("documentType", "title", "description", "format", "language"), _TEXT),
        "url": _URI,
        "datePublished": _MOMENT,
        "dateModified": _MOMENT,
    },
    ("id",),
    _in_languages("title", "description"),
)
MILESTONE = Shape(
    {
        "id": _ID,
        **dict.fromkeys(("title", "type", "description", "code"), _TEXT),
        **dict.fromkeys(("dueDate", "dateMet", "dateModified"), _MOMENT),
        "status": or_none(one_of("scheduled", "met", "notMet", "partiallyMet")),
        "documents": _set(DOCUMENT),
    },
    ("id",),
    _in_languages("title", "description"),
)
ITEM = Shape(
    {
        "id": _ID,
        "description": _TEXT,
        "classification": CLASSIFICATION,
        "additionalClassifications": _set(CLASSIFICATION),
        "quantity": _NUMBER,
        "unit": Shape(
            {**dict.fromkeys(("scheme", "id", "name"), _TEXT), "value": VALUE, "uri": _URI},
            named_like=_in_languages("name"),
        ),
    },
    ("id",),
    _in_languages("description"),
)
AMENDMENT = Shape(
    {
        "date": _MOMENT,
        **dict.fromkeys(("rationale", "id", "description", "amendsReleaseID", "releaseID"), _TEXT),
        "changes": Many(Shape({"property": TEXT, "former_value": _ANYTHING})),
    },
    named_like=_in_languages("rationale"),
)
_CHANGED: dict[str, Wanted] = {"amendments": Many(AMENDMENT), "amendment": AMENDMENT}
RELATED = Shape(
    {"id": TEXT, "relationship": _TEXTS, **dict.fromkeys(("title", "scheme", "identifier"), _TEXT), "uri": _URI}
)
PLANNING = Shape(
    {
        "rationale": _TEXT,
        "budget": Shape(
            {
                "id": or_none(_KEY),
                "description": _TEXT,
                "amount": VALUE,
                "project": _TEXT,
                "projectID": or_none(_KEY),
                "uri": _URI,
                "source": _URI,
            },
            named_like=_in_languages("source", "description", "project"),
        ),
        "documents": Many(DOCUMENT),
        "milestones": Many(MILESTONE),
    },
    named_like=_in_languages("rationale"),
)
_IN_WORDS = (
    *("title", "description", "procurementMethodRationale", "awardCriteriaDetails", "submissionMethodDetails"),
    "eligibilityCriteria",
)
TENDER = Shape(
    {
        "id": _ID,
        **dict.fromkeys((*_IN_WORDS, "procurementMethodDetails", "awardCriteria"), _TEXT),
        "status": or_none(
            one_of("planning", "planned", "active", "cancelled", "unsuccessful", "complete", "withdrawn")
        ),
        "procuringEntity": REFERENCE,
        "items": _set(ITEM),
        "value": VALUE,
        "minValue": VALUE,
        "procurementMethod": or_none(one_of("open", "selective", "limited", "direct")),
        "mainProcurementCategory": or_none(one_of("goods", "works", "services")),
        "additionalProcurementCategories": _TEXTS,
        "submissionMethod": _TEXTS,
        **dict.fromkeys(("tenderPeriod", "enquiryPeriod", "awardPeriod", "contractPeriod"), PERIOD),
        "hasEnquiries": or_none(YES_NO),
        "numberOfTenderers": _WHOLE,
        "tenderers": _set(REFERENCE),
        "documents": Many(DOCUMENT),
        "milestones": Many(MILESTONE),
        **_CHANGED,
    },
    ("id",),
    _in_languages(*_IN_WORDS),
)
AWARD = Shape(
    {
        "id": _ID,
        "title": _TEXT,
        "description": _TEXT,
        "status": or_none(one_of("pending", "active", "cancelled", "unsuccessful")),
        "date": _MOMENT,
        "value": VALUE,
        "suppliers": _set(REFERENCE),
        "items": _set(ITEM, 1),
        "contractPeriod": PERIOD,
        "documents": _set(DOCUMENT),
        **_CHANGED,
    },
    ("id",),
    _in_languages("title", "description"),
)
TRANSACTION = Shape(
    {
        "id": _ID,
        "source": _URI,
        "date": _MOMENT,
        "value": VALUE,
        "payer": REFERENCE,
        "payee": REFERENCE,
        "uri": _URI,
        "amount": VALUE,
        "providerOrganization": IDENTIFIER,
        "receiverOrganization": IDENTIFIER,
    },
    ("id",),
)
CONTRACT = Shape(
    {
        "id": _ID,
        "awardID": _ID,
        "title": _TEXT,
        "description": _TEXT,
        "status": or_none(one_of("pending", "active", "cancelled", "terminated")),
        "period": PERIOD,
        "value": VALUE,
        "items": _set(ITEM, 1),
        "dateSigned": _MOMENT,
        "documents": _set(DOCUMENT),
        "implementation": Shape(
            {"transactions": _set(TRANSACTION), "milestones": _set(MILESTONE), "documents": _set(DOCUMENT)}
        ),
        "relatedProcesses": _set(RELATED),
        "milestones": Many(MILESTONE),
        **_CHANGED,
    },
    ("id", "awardID"),
    _in_languages("title", "description"),
)
RELEASE = Shape(
    {
        "ocid": SOME_TEXT,
        "id": SOME_TEXT,
        "date": MOMENT,
        "tag": Many(one_of(*TAGS), 1),
        "initiationType": one_of("tender"),
        "parties": _set(ORGANISATION),
        "buyer": REFERENCE,
        "planning": PLANNING,
        "tender": TENDER,
        "awards": _set(AWARD),
        "contracts": _set(CONTRACT),
        "language": _TEXT,
        "relatedProcesses": _set(RELATED),
    },
    ("ocid", "id", "date", "tag", "initiationType"),
)
PUBLISHER = Shape({"name": TEXT, "scheme": _TEXT, "uid": _TEXT, "uri": _URI}, ("name",))
PACKAGE = Shape(
    {
        "uri": URI,
        "version": Form(
            key("a version such as 1.1"), lambda value: isinstance(value, str) and bool(re.match(r"\d+\.\d+$", value))
        ),
        "extensions": Many(URI),
        "publishedDate": MOMENT,
        "publisher": PUBLISHER,
        "license": _URI,
        "publicationPolicy": _URI,
    },
    ("uri", "publisher", "publishedDate", "version"),
)
"""What stands beside the releases of a package."""
