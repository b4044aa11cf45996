"""The answers to the question set, checked and in one shape, whichever door they came through."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from network.models import Ambassador
from requests_app.models import HelpRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """One help request as somebody told it.

    `grounds` says per Consent.Purpose on which Consent.Ground the data may be used; a purpose that
    is missing was not agreed to. What a person confirmed (`category_slugs`, `urgency`, `route`,
    `district_slug`, `next_action…`) goes before what the portal reads from the words.
    """

    text: str
    grounds: Mapping[str, str]
    for_whom: str = HelpRequest.ForWhom.SELF
    name: str = ""
    phone: str = ""
    email: str = ""
    contact_by: str = HelpRequest.ContactBy.PHONE
    contact_when: str = ""
    asker_name: str = ""
    asker_relation: str = ""
    asker_organisation: str = ""
    asker_email: str = ""
    asker_phone: str = ""
    asker_reference: str = ""
    referrer_check: str = ""
    postcode4: str = ""
    language: str = "nl"
    facts: Mapping = field(default_factory=dict)
    category_slugs: tuple[str, ...] | None = None
    urgency: str | None = None
    route: str | None = None
    district_slug: str | None = None
    owner: Ambassador | None = None
    next_action_on: date | None = None
    next_action: str = ""


# Questions whose answer stands in a column of its own; what else is known goes into `facts`.
COLUMNS = (
    "text", "for_whom", "name", "phone", "email", "contact_by", "contact_when", "asker_name",
    "asker_relation", "asker_organisation", "asker_email", "asker_phone", "asker_reference",
    "postcode4", "language",
)  # fmt: skip

# An age inside the band that meets the same age limits as most of the band; children differ too much.
AGE_OF_BAND = {"18-26": 22, "27-49": 38, "50-54": 52, "55-64": 60, "65-74": 70, "75-84": 80, "85-": 88}


def intake_from(answers: Mapping, grounds: Mapping[str, str], **confirmed: object) -> Intake:
    """Put the cleaned answers of any door into the one shape; questions that were not asked stay empty."""
    columns = {name: str(answers[name]) for name in COLUMNS if answers.get(name)}
    return Intake(grounds=grounds, facts=facts_from(answers), **{**columns, **confirmed})


def facts_from(answers: Mapping) -> dict:
    """The facts somebody gave, as network/data/README.md names them; what was left open is not there."""
    facts: dict = {}
    if band := answers.get("age_band"):
        facts["age_band"] = band
        if band in AGE_OF_BAND:
            facts["age"] = AGE_OF_BAND[band]
    if age := answers.get("age"):
        facts["age"] = age
    if alone := answers.get("alone"):
        facts["alone"] = alone == "yes"
    if how := answers.get("how"):  # how a professional knows that the client agrees
        facts["consent_how"] = how
    for name in ("mobility", "helpers", "speaks_nl", "gender"):
        if answers.get(name):
            facts[name] = answers[name]
    if (language := answers.get("language")) and language != "nl":
        facts["language"] = language
    availability = {
        key: list(answers[name])
        for key, name in (("days", "days"), ("parts", "dayparts"))
        if answers.get(name)
    }
    if availability:
        facts["availability"] = availability
    return facts
