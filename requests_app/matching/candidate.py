"""An offer that can help, with what ranking and explaining need."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """An offer that passes every limit, with what ranking and explaining need; parts run from 0 to 1.5."""

    offer_id: int
    slug: str
    title: str
    summary: str
    partner_id: int
    partner_name: str
    category_slugs: tuple[str, ...]
    mode: str
    format: str
    transport_included: bool
    languages: tuple[str, ...]
    requires: tuple[str, ...]
    age_min: int | None
    age_max: int | None
    waiting_weeks: int
    districts: int
    cost_text: str
    places_left: int
    days_since_confirmed: int | None
    recent_referrals: int
    main: float
    more: float
    audience: float
    band: float
    near: float
    language: float
    waiting: float
    room: float
    freshness: float
    track: float
    grown: float
    label_nl: str  # the kind of help it shares with the wish
    label_en: str
