"""Who is signed in: the account with its roles and its place as ambassador, in one statement."""

from allauth.account.auth_backends import AuthenticationBackend

from network.accounts.models import User
from network.accounts.models.user import HELD_ROLES

# Written out: every page of somebody signed in asks it, and Django takes longer to build it than to ask it.
_SIGNED_IN = f"""
    SELECT network_user.*, {HELD_ROLES} AS held_roles, ambassador.id AS ambassador_number,
        ambassador.all_districts_until
    FROM network_user LEFT JOIN network_ambassador AS ambassador ON ambassador.user_id = network_user.id
    WHERE network_user.id = %s
"""  # noqa: S608 - our own words only
_AMBASSADOR = User._meta.get_field("ambassador")


class AccountBackend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        user = next(iter(User.objects.raw(_SIGNED_IN, [user_id])), None)
        if user is None or not self.user_can_authenticate(user):
            return None
        number, until = user.ambassador_number, user.all_districts_until
        place = None
        if number is not None:
            place = _AMBASSADOR.related_model(pk=number, user=user, all_districts_until=until)
            place._state.adding, place._state.db = False, user._state.db
        _AMBASSADOR.set_cached_value(user, place)
        return user
