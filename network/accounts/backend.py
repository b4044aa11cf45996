"""Who is signed in: the account with its roles, in one statement."""

from allauth.account.auth_backends import AuthenticationBackend

from network.accounts.models import User


class AccountBackend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        try:
            user = User.objects.with_roles().get(pk=user_id)
        except User.DoesNotExist:
            return None
        return user if self.user_can_authenticate(user) else None
