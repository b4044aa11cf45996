import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import InvalidToken

from network.accounts.encryption import decrypt, encrypt


def test_secret_comes_back_and_is_not_readable_in_between():
    token = encrypt("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in token
    assert decrypt(token) == "JBSWY3DPEHPK3PXP"


def test_secret_stays_readable_after_a_change_of_key(settings):
    token = encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a-new-key-of-more-than-fifty-characters-for-this-very-test"

    assert decrypt(token) == "JBSWY3DPEHPK3PXP"


def test_secret_of_another_key_is_refused(settings):
    token = encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY = "a-new-key-of-more-than-fifty-characters-for-this-very-test"

    with pytest.raises(InvalidToken):
        decrypt(token)


def test_tables_hold_no_secret_in_the_clear(ambassador):
    TOTP.activate(ambassador, "JBSWY3DPEHPK3PXP")
    codes = RecoveryCodes.activate(ambassador)

    stored = str(list(Authenticator.objects.filter(user=ambassador).values_list("data", flat=True)))

    assert "JBSWY3DPEHPK3PXP" not in stored
    assert decrypt(codes.instance.data["seed"]) not in stored
    assert all(code not in stored for code in codes.get_unused_codes())
