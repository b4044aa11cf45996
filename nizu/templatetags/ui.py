"""Small words for templates: icons, the face of a state, initials. A builtin: no {% load %} needed."""

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from nizu import faces

register = template.Library()


@register.simple_tag(name="static")
@lru_cache(maxsize=500)
def static_once(path: str) -> str:
    """Django's `static`, asking the storage once: a file keeps its address as long as a release runs."""
    return static(path)


@register.simple_tag
def icon(name: str, extra: str = "", label: str = "") -> SafeString:
    """An icon of static/icons.svg; decoration unless it gets a label of its own.

    extra: more CSS classes, such as "icon--l".
    """
    if not label:
        return _decoration(str(name), str(extra))
    return format_html(
        '<svg class="{}" role="img" aria-label="{}"><use href="{}#{}"></use></svg>',
        f"icon {extra}".strip(), label, static_once("icons.svg"), name,
    )  # fmt: skip


@lru_cache(maxsize=1_000)
def _decoration(name: str, extra: str) -> SafeString:
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        f"icon {extra}".strip(), static_once("icons.svg"), name,
    )  # fmt: skip


@register.filter
def face(state: object) -> faces.Face:
    """Tone, icon and word of a state: {% with status|face as f %}{{ f.tone }} {{ f.icon }} {{ f.word }}."""
    return faces.of(state)


@register.filter
def capacity_face(level: object) -> faces.Face:
    """As `face`, for how much room an offer has: there, "open" means room."""
    return faces.of(level, faces.CAPACITY_FACES)


@register.filter
def urgency_face(urgency: object) -> faces.Face:
    return faces.of(urgency, faces.URGENCY_FACES)


@register.filter
def theme_icon(slug: object) -> str:
    return faces.THEME_ICONS.get(str(slug), "tag")


@register.filter
def initials(name: object) -> str:
    """At most two letters: "Fatima el Amrani" becomes "FA", an e-mail address its first letter."""
    parts = [part for part in str(name or "").split("@")[0].split() if part[:1].isalpha()]
    if not parts:
        return "?"
    capitals = [part for part in parts if part[0].isupper()] or parts
    chosen = capitals[:1] if len(capitals) == 1 else [capitals[0], capitals[-1]]
    return "".join(part[0] for part in chosen).upper()


@register.filter
def percent_of(part: float | None, whole: float | None) -> int:
    """Whole per cent for a bar or a progress element; 0 when there is nothing to compare with."""
    return round(100 * float(part or 0) / float(whole)) if whole else 0


@register.filter
def page_numbers(page: Page) -> list[int | None]:
    """Numbers to show in a pagination: the ends and the neighbours; None stands for a gap."""
    last = page.paginator.num_pages
    shown = sorted({1, last, *range(max(1, page.number - 1), min(last, page.number + 1) + 1)})
    numbers: list[int | None] = []
    for number in shown:
        if numbers and numbers[-1] is not None and number - numbers[-1] > 1:
            numbers.append(None)
        numbers.append(number)
    return numbers


@register.simple_tag(takes_context=True)
def jinja(context: template.Context, name: str, **more: object) -> SafeString:
    """A template of templates/jinja/ with this page's context, which has escaped what must be escaped."""
    body = render_to_string(name, {**context.flatten(), **more}, _request(context), using="jinja2")
    return mark_safe(body)  # noqa: S308


def _request(context: template.Context) -> HttpRequest:
    # An include with "only" loses the name `request` but keeps the request itself.
    return getattr(context, "request", None) or context["request"]


def _address(request: HttpRequest, query: QueryDict) -> str:
    return f"?{query.urlencode()}" if query else request.path


def address_with(request: HttpRequest, **changes: object) -> str:
    """This page's address with other parameters; None or "" takes one away. A new filter starts at page 1."""
    query = request.GET.copy()
    if "page" not in changes:
        query.pop("page", None)
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return _address(request, query)


def address_without(request: HttpRequest, name: str, value: object) -> str:
    """This page's address with one value of a repeated parameter taken away (a filter chip's cross)."""
    query = request.GET.copy()
    query.pop("page", None)
    query.setlist(name, [kept for kept in query.getlist(name) if kept != str(value)])
    return _address(request, query)


@register.simple_tag(takes_context=True)
def url_with(context: template.Context, **changes: object) -> str:
    """`address_with` in a template: {% url_with page=3 %}, {% url_with status="" %}"""
    return address_with(_request(context), **changes)


@register.simple_tag(takes_context=True)
def url_without(context: template.Context, name: str, value: object) -> str:
    """`address_without` in a template: {% url_without "status" value %}"""
    return address_without(_request(context), name, value)


@register.filter
def bars(rows: list[tuple[str, float]]) -> list[dict[str, object]]:
    """Rows of (label, value) with the bar's width in whole per cent of the longest one."""
    rows = [(label, value or 0) for label, value in rows]
    most = max((value for _label, value in rows), default=0)
    return [{"label": label, "value": value, "width": percent_of(value, most)} for label, value in rows]


@register.filter
def age(moment: date | datetime | None) -> str:
    """How old something is, in one unit: "38 minuten", "5 uur", "24 dagen", "9 weken"; "" for nothing."""
    if moment is None:
        return ""
    if not isinstance(moment, datetime):
        days = (timezone.localdate() - moment).days
        minutes = 24 * 60 * days
    else:
        minutes = int((timezone.now() - moment).total_seconds() // 60)
    return _age_in(get_language(), minutes, isinstance(moment, datetime))


@lru_cache(maxsize=2_000)
def _age_in(language: str, minutes: int, to_the_minute: bool) -> str:
    if minutes < 1:
        return gettext("net nu") if to_the_minute else gettext("vandaag")
    if minutes < 60:
        return ngettext("%(n)s minuut", "%(n)s minuten", minutes) % {"n": minutes}
    if minutes < 24 * 60:
        return ngettext("%(n)s uur", "%(n)s uur", minutes // 60) % {"n": minutes // 60}
    days = minutes // (24 * 60)
    if days < 42:
        return ngettext("%(n)s dag", "%(n)s dagen", days) % {"n": days}
    return ngettext("%(n)s week", "%(n)s weken", days // 7) % {"n": days // 7}


@register.filter
def weeks(number: int | None) -> str:
    """A number of weeks in words, such as "1 week" or "6 weken"; nothing for None."""
    return "" if number is None else ngettext("%(n)s week", "%(n)s weken", number) % {"n": number}


@register.filter
def svg_only(document: str) -> SafeString:
    """An SVG of our own making without its XML head, to stand in a page: data: images are not allowed."""
    start = document.find("<svg")
    return mark_safe(document[start:]) if start >= 0 else mark_safe("")  # noqa: S308 - drawn by allauth, not typed


DEVICES = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows")]
DEVICES += [("Mac OS", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux")]
BROWSERS = [
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
]


@register.filter
def device(user_agent: str) -> str:
    """What a person calls the device: "Firefox op Windows". Unknown parts are left out."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in DEVICES if mark in user_agent), "")
    if browser and system:
        return gettext("%(browser)s op %(system)s") % {"browser": browser, "system": system}
    return browser or system or gettext("Onbekend apparaat")
