"""Forms that nobody has filled in yet and that are the same for everybody: drawn once in each language."""

from functools import lru_cache

from django import forms
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language


class EmptyForm:
    """Stands for an unbound form on a page: `{{ form }}` draws it, and it has no errors."""

    errors: tuple = ()

    def __init__(self, form_class: type[forms.Form], prefix: str) -> None:
        self.form_class, self.prefix = form_class, prefix

    def __html__(self) -> SafeString:
        return _drawn(self.form_class, self.prefix, get_language())


@lru_cache(maxsize=100)
def _drawn(form_class: type[forms.Form], prefix: str, language: str) -> SafeString:
    return mark_safe(str(form_class(prefix=prefix)))  # noqa: S308 - the form has escaped itself
