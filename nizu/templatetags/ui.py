"""Small words for templates: icons, the face of a state, initials. A builtin: no {% load %} needed."""

from django import template
from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from nizu import faces

register = template.Library()


@register.simple_tag
def icon(name: str, extra: str = "", label: str = "") -> SafeString:
    """An icon of static/icons.svg; decoration unless it gets a label of its own.

    extra: more CSS classes, such as "icon--l".
    """
    sprite = static("icons.svg")
    classes = f"icon {extra}".strip()
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}#{}"></use></svg>',
            classes, label, sprite, name,
        )  # fmt: skip
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        classes, sprite, name,
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


def _query(context: template.Context) -> tuple[HttpRequest, QueryDict]:
    # An include with "only" loses the name `request` but keeps the request itself.
    request = getattr(context, "request", None) or context["request"]
    return request, request.GET.copy()


@register.simple_tag(takes_context=True)
def url_with(context: template.Context, **changes: object) -> str:
    """This page's address with some parameters changed; None or "" takes one away. A new filter starts at page 1.

    {% url_with page=3 %}, {% url_with status="" %}
    """
    request, query = _query(context)
    if "page" not in changes:
        query.pop("page", None)
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else request.path


@register.simple_tag(takes_context=True)
def url_without(context: template.Context, name: str, value: object) -> str:
    """This page's address with one value of a repeated parameter taken away (a filter chip's cross)."""
    request, query = _query(context)
    query.pop("page", None)
    query.setlist(name, [kept for kept in query.getlist(name) if kept != str(value)])
    return f"?{query.urlencode()}" if query else request.path


@register.filter
def bars(rows: list[tuple[str, float]]) -> dict[str, object]:
    """Geometry of the bar chart component: rows of (label, value), 34 units high each.

    No value gives a bar of no length; the longest bar is 380 of 600 units, so its figure fits behind it.
    """
    rows = [(label, value or 0) for label, value in rows]
    most = max((value for _label, value in rows), default=0) or 1
    drawn = [
        {
            "label": label, "value": value, "width": round(380 * value / most, 1), "y": 34 * place,
            "text_y": 34 * place + 19, "value_x": round(190 + 380 * value / most, 1),
        }
        for place, (label, value) in enumerate(rows)
    ]  # fmt: skip
    return {"rows": drawn, "height": max(34 * len(rows), 1)}


@register.filter
def weeks(number: int | None) -> str:
    """ "1 week", "6 weken"; nothing for None."""
    if number is None:
        return ""
    return str(_("1 week") if number == 1 else _("%(n)s weken") % {"n": number})
