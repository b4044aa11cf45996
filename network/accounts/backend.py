"""Who is signed in: the account with its roles, in one statement."""

from allauth.account.auth_backends import AuthenticationBackend

from network.accounts.models import User


class AccountBackend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        user = User.objects.with_roles().filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
