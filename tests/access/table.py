"""The words in which the tables are written; README.md explains them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

OK = 200
FOUND = 302
REFUSED = 403
HIDDEN = 404
NOT_THIS_METHOD = 405
GONE = 410
INVALID = 422
LOGIN = "to the sign-in page"

Status = int | str


class Actor(Enum):
    ANONYMOUS = "anonymous"
    RESIDENT = "resident"
    AMBASSADOR = "ambassador"
    OTHER_AMBASSADOR = "other_ambassador"
    PARTNER_MEMBER = "partner_member"
    PARTNER_ADMIN = "partner_admin"
    OTHER_MEMBER = "other_member"
    COORDINATOR = "coordinator"
    CORE_GROUP = "core_group"
    MUNICIPALITY = "municipality"
    PRIVACY_OFFICER = "privacy_officer"
    KEEPER = "keeper"
    REMOVED_MEMBER = "removed_member"
    BLOCKED = "blocked"


ANONYMOUS = Actor.ANONYMOUS
RESIDENT = Actor.RESIDENT
AMBASSADOR = Actor.AMBASSADOR
OTHER_AMBASSADOR = Actor.OTHER_AMBASSADOR
PARTNER_MEMBER = Actor.PARTNER_MEMBER
PARTNER_ADMIN = Actor.PARTNER_ADMIN
OTHER_MEMBER = Actor.OTHER_MEMBER
COORDINATOR = Actor.COORDINATOR
CORE_GROUP = Actor.CORE_GROUP
MUNICIPALITY = Actor.MUNICIPALITY
PRIVACY_OFFICER = Actor.PRIVACY_OFFICER
KEEPER = Actor.KEEPER
REMOVED_MEMBER = Actor.REMOVED_MEMBER
BLOCKED = Actor.BLOCKED

NOT_SIGNED_IN = frozenset({ANONYMOUS, RESIDENT, BLOCKED})
EVERYBODY = frozenset(Actor)
# On a public page only the header differs, so some of each kind are enough.
SOME_OF_EACH_KIND = (ANONYMOUS, RESIDENT, AMBASSADOR, PARTNER_MEMBER, COORDINATOR, BLOCKED)
SIGNED_IN = EVERYBODY - NOT_SIGNED_IN

Answers = Iterable[Actor] | Mapping[Actor, Status] | Status | None


@dataclass(frozen=True)
class Row:
    """One address: what GET and POST answer to whom. See README.md."""

    name: str
    args: list[str] = field(default_factory=list)
    get: Answers = None
    post: Answers = None
    public: bool = False
    post_only: bool = False
    before_second_factor: bool = False
    others: Status = REFUSED
    data: dict = field(default_factory=lambda: {"csrfmiddlewaretoken": "as every browser sends"})

    def __str__(self) -> str:
        return self.name

    @property
    def waits_for_second_factor(self) -> bool:
        return not self.public and not self.before_second_factor

    @property
    def actors(self) -> Iterable[Actor]:
        return SOME_OF_EACH_KIND if self.public else Actor

    @property
    def htmx_actors(self) -> frozenset[Actor]:
        """A part of a page is asked by those who get the page, and by two who do not."""
        return frozenset() if self.public else frozenset(self.answers("get")) | {ANONYMOUS, MUNICIPALITY}

    def expected(self, method: str, actor: Actor) -> set[Status]:
        """The statuses that are right; two where the order of the view's own guards decides."""
        if actor in NOT_SIGNED_IN and not self.public:
            return {LOGIN}
        if getattr(self, method) is None and method == "post":
            return {NOT_THIS_METHOD} | self.expected("get", actor)
        named = self.answers(method)
        if not named:
            return {NOT_THIS_METHOD, self.others}
        return {named.get(actor, self.others)}

    def answers(self, method: str) -> dict[Actor, Status]:
        """Actor → status, as far as the row names them; empty when the address does not take the method."""
        given = getattr(self, method)
        default = {}
        if self.public and method == "get" and not self.post_only:
            default = dict.fromkeys(EVERYBODY, OK)
        if given is None:
            return default
        if isinstance(given, Mapping):
            return default | dict(given)
        if isinstance(given, int | str):
            return dict.fromkeys(self._meant_by_one_status(method), given)
        return default | dict.fromkeys(given, OK)

    def _meant_by_one_status(self, method: str) -> Iterable[Actor]:
        """For POST: those who get the page with the form; else all who may come in."""
        if method == "post" and (readers := self.answers("get")):
            return readers
        return EVERYBODY if self.public else SIGNED_IN
