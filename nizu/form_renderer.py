"""Forms as this portal draws them: label, hint, control and error belong together, on every page.

The markup stands in templates/jinja/django/forms/. A form may say more about a field with plain attributes:

    self.fields["story"].sees = _("De ambassadeur van uw wijk leest dit.")   who gets to see this
    self.fields["story"].count = True      how many characters are left (needs max_length)
    self.fields["agrees"].short = _("Toestemming")   what the error summary calls a field with a long label
"""

from functools import cache

from django.forms.boundfield import BoundField
from django.forms.renderers import BaseRenderer
from django.forms.widgets import CheckboxInput
from django.http import HttpRequest
from django.template import TemplateDoesNotExist, engines
from django.utils.safestring import SafeString, mark_safe

from nizu.jinja import words


class PortalBoundField(BoundField):
    """A field that ties hint, error and "who sees this" to its control for screen readers."""

    @property
    def hint_id(self) -> str:
        return f"{self.auto_id}_hint"

    @property
    def error_id(self) -> str:
        return f"{self.auto_id}_error"

    @property
    def sees_id(self) -> str:
        return f"{self.auto_id}_sees"

    @property
    def count_id(self) -> str:
        return f"{self.auto_id}_count"

    @property
    def first_id(self) -> str:
        """Where a link of the error summary goes: the control, or the first of a group."""
        return self.id_for_label or f"{self.auto_id}_0"

    @property
    def short(self) -> str:
        """Its name in a list, before a colon."""
        return getattr(self.field, "short", "") or str(self.label).rstrip("?: ")

    @property
    def label_class(self) -> str:
        return "visually-hidden" if getattr(self.field, "label_is_hidden", False) else "field__label"

    @property
    def sees(self) -> str:
        return getattr(self.field, "sees", "")

    @property
    def count(self) -> bool:
        return bool(getattr(self.field, "count", False) and self.max_length)

    @property
    def max_length(self) -> int | None:
        return getattr(self.field, "max_length", None)

    @property
    def is_single_checkbox(self) -> bool:
        return isinstance(self.field.widget, CheckboxInput)

    @property
    def says_optional(self) -> bool:
        """A tick box may always be left alone, so only other fields say that they are optional."""
        return not self.field.required and not self.is_single_checkbox

    @property
    def aria_describedby(self) -> str | None:
        own = self.field.widget.attrs.get("aria-describedby")
        if own or not self.auto_id or self.is_hidden:
            return own or None
        parts = [
            self.hint_id if self.help_text else "",
            self.error_id if self.errors else "",
            self.sees_id if self.sees else "",
        ]
        return " ".join(part for part in parts if part) or None

    def build_widget_attrs(self, attrs: dict, widget=None) -> dict:
        attrs = super().build_widget_attrs(attrs, widget)
        placeholder = (widget or self.field.widget).attrs.get("placeholder")
        if placeholder and str(placeholder) == str(self.label):
            attrs["placeholder"] = False  # the label says it already, and stays when one types
        if self.count:
            attrs["data-count"] = self.count_id
        return attrs


class FormRenderer(BaseRenderer):
    """Forms are drawn by Jinja2, widgets of others (the admin's) by Django's own templates."""

    form_template_name = "django/forms/div.html"
    field_template_name = "django/forms/field.html"
    bound_field_class = PortalBoundField

    def render(self, template_name: str, context: dict, request: HttpRequest | None = None) -> SafeString:
        template = self.get_template(template_name)
        return mark_safe(template.render({**words(), **context}, request).strip())  # noqa: S308

    @staticmethod
    @cache
    def get_template(template_name: str):
        try:
            return engines["forms"].get_template(template_name)
        except TemplateDoesNotExist:
            return engines["django"].get_template(template_name)
