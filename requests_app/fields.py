"""The kinds of field the questions are made of, with what they refuse and how they say so."""

import re
from collections.abc import Callable

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

TEXT_MAX = 4000


class PostcodeField(forms.CharField):
    """Takes "3561", "3561 AB" or "3561ab"; keeps the four digits, because more is not needed."""

    def clean(self, value: object) -> str:
        typed = "".join(super().clean(value).split()).upper()
        if not typed:
            return ""
        digits, letters = typed[:4], typed[4:]
        known = digits.isascii() and digits.isdigit() and len(digits) == 4 and digits[0] != "0"
        if not known or (letters and not (len(letters) == 2 and letters.isascii() and letters.isalpha())):
            raise forms.ValidationError(
                _("Vul een postcode in zoals 3561 of 3561 AB. Weet u die niet? Laat het vak dan leeg.")
            )
        return digits


def phone() -> PhoneNumberField:
    message = _("Dit telefoonnummer klopt niet. Voorbeeld: 06 12345678, of met landcode: +32 470 12 34 56.")
    found = PhoneNumberField(
        error_messages={"invalid": message},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    found.max_length = 40
    found.validators = [MaxLengthValidator(40), *found.validators]
    return found


def email() -> forms.EmailField:
    return forms.EmailField(
        max_length=254,
        error_messages={"invalid": _("Dit e-mailadres klopt niet. Voorbeeld: naam@voorbeeld.nl.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


def words(max_length: int = 120, autocomplete: str = "", validators: tuple = ()) -> Callable[[], forms.Field]:
    attributes = {"autocomplete": autocomplete} if autocomplete else {}
    return lambda: forms.CharField(
        max_length=max_length, widget=forms.TextInput(attrs=attributes), validators=validators
    )


# Nine digits in a row, or in groups as on a card; not the end of a longer number or of +31…
NINE_DIGITS = re.compile(r"(?<![\d+])(?<!\d[ .-])\d(?:[ .-]?\d){8}(?![ .-]?\d)")


def refuse_bsn(text: str) -> None:
    """A citizen service number (nine digits that pass the eleven-test) has no place in the network."""
    for found in NINE_DIGITS.findall(text):
        digits = [int(digit) for digit in found if digit.isdecimal()]
        weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
        if any(digits) and sum(map(int.__mul__, digits, weights)) % 11 == 0:
            raise forms.ValidationError(
                _("Hier staat een nummer dat lijkt op een BSN. Haal het weg: wij mogen dat niet bewaren.")
            )


def one_of(choices: list, style: str = "") -> Callable[[], forms.Field]:
    return lambda: forms.ChoiceField(
        choices=choices,
        widget=forms.RadioSelect(attrs={"class": style} if style else {}),
        error_messages={"required": _("Kies een van de antwoorden.")},
    )


def some_of(choices: list, style: str = "choices--columns") -> Callable[[], forms.Field]:
    return lambda: forms.MultipleChoiceField(
        choices=choices, widget=forms.CheckboxSelectMultiple(attrs={"class": style} if style else {})
    )


def select(choices: list, empty: str | Promise = "") -> Callable[[], forms.Field]:
    return lambda: forms.ChoiceField(choices=[("", empty), *choices] if empty else choices)


def story() -> forms.CharField:
    found = forms.CharField(
        max_length=TEXT_MAX, widget=forms.Textarea(attrs={"rows": 6}), validators=[refuse_bsn]
    )
    found.count = True
    return found
