"""A second template engine, for the pages an ambassador opens all day: Jinja2 writes them much faster.

Its templates stand in templates/jinja/. They are the body of a page; the page around it is a Django template
(docs/decisions/0007-jinja-for-busy-pages.md). Names that are not there are an error, never an empty text.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache, lru_cache, partial

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import template_localtime
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment

from nizu import faces
from nizu.templatetags import ui


def environment(**options: object) -> Environment:
    """Django's Jinja2 backend calls this once."""
    made = Environment(**options, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 - Django's backend switches escaping on
    made.globals.update(
        ngettext=ngettext,
        language=get_language,
        url=_url,
        static=static,
        component=_component,
        address_with=ui.address_with,
        address_without=ui.address_without,
    )
    made.filters.update(age=ui.age, capfirst=capfirst, date=_date, time=time_format)
    # These hang on no language, clock or request: Jinja2 writes the icon of a constant once, at compiling.
    made.filters.update(icon=ui.icon, initials=ui.initials, tag=_tag, theme_icon=ui.theme_icon)
    return made


def words(request: HttpRequest | None = None) -> dict[str, Callable]:
    """Context of every template: what is said in the language of the page.

    _("text"), say(lazy words), day(date): such as "ma 3 mrt"; badge(state), urgency_badge(urgency),
    room_badge(capacity level): icon and word in their colour.
    """
    return _words_in(get_language())


@cache
def _words_in(language: str) -> dict[str, Callable]:
    """Each word is looked up once: a page says the same few hundred again and again."""
    remember = lru_cache(maxsize=5_000)
    return {
        "_": remember(gettext),
        "say": partial(_say, {}),
        "badge": remember(partial(_badge, faces.FACES)),
        "urgency_badge": remember(partial(_badge, faces.URGENCY_FACES)),
        "room_badge": remember(partial(_badge, faces.CAPACITY_FACES)),
        "day": remember(lambda day: date_format(day, "D j b")),
    }


def _say(said: dict[int, tuple[object, str]], words: object) -> object:
    """Words that are still to be translated, as text; each is translated once. Anything else as it is."""
    if not isinstance(words, Promise):
        return words
    found = said.get(id(words))
    if found is None:
        if len(said) > 5_000:
            said.clear()
        found = said[id(words)] = (words, str(words))  # the words are kept too, or their id could be reused
    return found[1]


def _date(moment: date | datetime, form: str) -> str:
    """As Django's `date` filter: in the time zone and the language of the page."""
    return date_format(template_localtime(moment), form)


def _badge(table: dict[str, faces.Face], state: str, is_danger: bool = False) -> SafeString:
    face = faces.of(state, table)
    tone = "badge--urgent" if is_danger else f"tone-{face.tone}"
    return format_html('<span class="badge {}">{}{}</span>', tone, ui.icon(face.icon), face.word)


@lru_cache(maxsize=2_000, typed=True)  # what is safe and what is not are two things
def _tag(label: str, icon: str) -> SafeString:
    return format_html('<span class="tag">{}{}</span>', ui.icon(icon), label)


@lru_cache(maxsize=5_000)
def _url(name: str, *args: object) -> str:
    return reverse(name, args=args)


def _component(name: str, **context: object) -> SafeString:
    """One of templates/components/, for what is on a page once."""
    return render_to_string(f"components/{name}.html", context, using="django")
