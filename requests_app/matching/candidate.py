"""An offer that can help, with what ranking and explaining need."""

from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID


class Candidate(NamedTuple):
    """An offer that passes every limit, in the order of the statement's columns; parts run from 0 to 1.5."""

    offer_id: int
    public_id: UUID
    slug: str
    title: str
    summary: str
    partner_id: int
    partner_name: str
    mode: str
    format: str
    transport_included: bool
    languages: list[str]
    requires_all: list[str]
    requires_any: list[str]
    age_min: int | None
    waiting_weeks: int
    cost_text: str
    places_left: int
    takes_waiting_list: bool
    confirmed_epoch: float | None  # seconds since 1970; psycopg takes long over a moment
    days_since_confirmed: int | None
    capacity_note: str
    main: float
    more: float
    shared_slug: str  # the kind of help it shares most with the wish
    audience: float
    band: float
    near: float
    language: float
    waiting: float
    room: float
    freshness: float
    track: float
    grown: float
    recent_referrals: int

    @property
    def capacity_confirmed_at(self) -> datetime | None:
        epoch = self.confirmed_epoch
        return None if epoch is None else datetime.fromtimestamp(epoch, UTC)
