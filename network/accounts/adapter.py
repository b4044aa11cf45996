"""How allauth behaves here: nobody registers, mails are in the reader's language, secrets are encrypted."""

import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from network.accounts import encryption
from network.accounts.client_address import client_address
from network.accounts.language import remember_language
from network.accounts.mails import account_mail
from network.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """An account begins with an invitation."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Signing in a moment ago is proof enough; the password is asked again only after a while."""
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        records = get_authentication_records(self.request, self.request.user)
        if not records:
            return True
        return time.time() - records[-1]["at"] >= app_settings.REAUTHENTICATION_TIMEOUT

    def post_login(self, request: HttpRequest, user: User, **kwargs) -> HttpResponse:
        """From here on the pages are in the language of the account."""
        response = super().post_login(request, user, **kwargs)
        remember_language(response, user.language)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """In our own words and the language of the account, whatever language the visitor's page has."""
        user = context.get("user") or User.objects.filter(email__iexact=email).first()
        language = user.language if user else settings.LANGUAGE_CODE
        mail = account_mail(template_prefix, email, language, context)
        if mail is None:
            super().send_mail(template_prefix, email, context)
        else:
            mail.send()


class MFAAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)
