"""The confirmed facts of one need, as limits and ranking take them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from requests_app.matching.findings import OLD_FROM, Person, Understanding, Urgency
from requests_app.matching.words import content_stems

# An urgent need must start within this many weeks. Source: the data description of the network.
WEEKS_TO_START = {Urgency.CRISIS: 1, Urgency.URGENT: 1, Urgency.SOON: 4, Urgency.NORMAL: None}


@dataclass(frozen=True)
class Wish:
    """What is asked, for whom, where and how soon; categories in order of importance, main need first."""

    categories: tuple[str, ...]
    district: str | None = None
    postcode4: str | None = None
    urgency: str = Urgency.NORMAL
    person: Person = field(default_factory=Person)
    words: tuple[str, ...] = ()  # stems of what the person wrote, to tell like offers apart

    @classmethod
    def from_understanding(
        cls, understanding: Understanding, categories: Iterable[str] | None = None
    ) -> "Wish":
        """The wish as it was read, or only some of its categories (one need of several)."""
        return cls(
            categories=tuple(categories if categories is not None else understanding.category_slugs),
            district=understanding.district,
            postcode4=understanding.postcode4,
            urgency=understanding.urgency,
            person=understanding.person,
            words=content_stems(understanding.text),
        )

    @property
    def weeks_to_start(self) -> int | None:
        """The longest waiting time that is soon enough, in weeks; None when there is no hurry."""
        return WEEKS_TO_START[self.urgency]

    @cached_property
    def tags(self) -> frozenset[str]:
        """The person's tags, and those that follow from age and mobility."""
        return frozenset(self.person.tags) | implied_tags(self.person)


def implied_tags(person: Person) -> frozenset[str]:
    """Tags that follow from other facts, so that nobody has to confirm them twice."""
    tags = set()
    if person.age is not None and person.age >= OLD_FROM:
        tags.add("oud")
    if person.mobility == "rolstoel":
        tags.add("rolstoel")
    if person.mobility == "slecht-ter-been":
        tags.add("slecht-ter-been")
    if person.speaks_nl == "geen":
        tags |= {"geen-nederlands", "anderstalig"}
    elif person.speaks_nl == "beetje":
        tags.add("anderstalig")
    return frozenset(tags)
