"""What was understood from a text: every fact with the words it was read from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

OLD_FROM = 67  # from the state pension on somebody counts as old


class Span(NamedTuple):
    """From the first character up to, not including, the last."""

    start: int
    end: int


class Route:
    VOLUNTEER = "volunteer"
    PROFESSIONAL = "professional"
    EMERGENCY = "emergency"
    OUTSIDE_AREA = "outside_area"


class Urgency:
    NORMAL = "normal"
    SOON = "soon"
    URGENT = "urgent"
    CRISIS = "crisis"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact read from the words: `kind` is age, child_age, tag, language, district, urgency and so on."""

    kind: str
    value: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class FoundCategory:
    """A kind of help that is asked for; `score` orders the categories of one text and means nothing else."""

    slug: str
    score: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Danger:
    """A sign of danger; `refer_to` holds codes of referral targets, the first to call first."""

    kind: str
    refer_to: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Availability:
    """Days (ma … zo) and parts of the day (ochtend, middag, avond) that suit; empty means no preference."""

    days: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.days or self.parts)


@dataclass(frozen=True, slots=True)
class Person:
    """The facts of the person helped that matter for hard limits."""

    age: int | None = None
    child_age: int | None = None
    languages: tuple[str, ...] = ()
    speaks_nl: str = "goed"  # goed, beetje or geen
    mobility: str = "goed"  # goed, slecht-ter-been, rolstoel or aan-huis
    gender: str | None = None  # v or m
    availability: Availability | None = None
    tags: tuple[str, ...] = ()
    alone: bool | None = None

    @classmethod
    def from_mapping(cls, facts: Mapping) -> "Person":
        """A person from stored or labelled facts; what is missing stays unknown."""
        availability = facts.get("availability") or {}
        return cls(
            age=facts.get("age"),
            child_age=facts.get("child_age"),
            languages=tuple(facts.get("languages") or ()),
            speaks_nl=facts.get("speaks_nl") or "goed",
            mobility=facts.get("mobility") or "goed",
            gender=facts.get("gender"),
            availability=Availability(
                tuple(availability.get("days") or ()), tuple(availability.get("parts") or ())
            )
            if availability
            else None,
            tags=tuple(sorted(facts.get("tags") or ())),
            alone=facts.get("lives_alone"),
        )

    def as_mapping(self) -> dict:
        """The facts as plain values, ready to be stored; `from_mapping` reads them back."""
        facts: dict[str, object] = {
            "age": self.age,
            "child_age": self.child_age,
            "languages": list(self.languages),
            "speaks_nl": self.speaks_nl,
            "mobility": self.mobility,
            "gender": self.gender,
            "tags": list(self.tags),
            "lives_alone": self.alone,
        }
        if self.availability:
            facts["availability"] = {
                "days": list(self.availability.days),
                "parts": list(self.availability.parts),
            }
        return facts


@dataclass(frozen=True, slots=True)
class Understanding:
    """All that was read from one request; the caller shows it, a person confirms it."""

    text: str
    route: str
    urgency: str
    categories: tuple[FoundCategory, ...]
    district: str | None
    postcode4: str | None
    person: Person
    danger: Danger | None = None
    dangers: tuple[Danger, ...] = ()
    refer_to: tuple[str, ...] = ()
    municipality: str | None = None  # the other municipality when the route is outside_area
    findings: tuple[Finding, ...] = field(default=())

    @property
    def category_slugs(self) -> tuple[str, ...]:
        return tuple(category.slug for category in self.categories)

    def spans_of(self, kind: str) -> tuple[Span, ...]:
        """The words a kind of fact was read from, in the order of the text."""
        return tuple(
            sorted({span for finding in self.findings if finding.kind == kind for span in finding.spans})
        )
