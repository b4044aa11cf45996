"""The kinds of help as choices of a form, by theme."""

from django import forms
from django.forms.renderers import BaseRenderer
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from requests_app.reference import kinds_of_help, themes


def kinds_by_theme() -> list[tuple[str, list[tuple[str, str]]]]:
    """The kinds of help as grouped choices."""
    names = {slug: theme.label for slug, theme in themes().items()}
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in kinds_of_help().values():
        groups.setdefault(names.get(kind.theme, kind.theme), []).append((kind.slug, kind.label))
    return list(groups.items())


def one_kind() -> list:
    return [("", _("Kies")), *kinds_by_theme()]


class KindSelect(forms.Select):
    """A select whose sixty options are written once in each language; a page may hold several of them."""

    def render(
        self, name: str, value: object, attrs: dict | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        given = format_html_join("", ' {}="{}"', self.build_attrs(self.attrs, attrs).items())
        chosen = format_html('value="{}"', value or "")
        options = kinds_as_options().replace(chosen, f"{chosen} selected", 1)
        return mark_safe(f'<select name="{name}"{given}>{options}</select>')  # noqa: S308 - all escaped


_written: dict[str, tuple[object, str]] = {}


def kinds_as_options() -> str:
    """The options of `one_kind` in the language of the page; written anew when the kinds of help change."""
    kinds, language = kinds_of_help(), get_language()
    source, options = _written.get(language, (None, ""))
    if source is not kinds:
        first, *groups = one_kind()
        options = format_html('<option value="{}">{}</option>', *first)
        for theme, choices in groups:
            rows = format_html_join("", '<option value="{}">{}</option>', choices)
            options += format_html('<optgroup label="{}">{}</optgroup>', theme, rows)
        _written[language] = (kinds, options)
    return options
