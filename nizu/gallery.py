"""Every component on one page, with made-up contents: for who builds pages. Demo, dev and test only."""

from datetime import timedelta
from types import SimpleNamespace

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nizu import faces

TONES = ["info", "success", "warning", "danger", "violet", "teal", "quiet"]


class ExampleForm(forms.Form):
    """One field of each kind, so that a change in the field template shows at once."""

    name = forms.CharField(label=_("Uw naam"), max_length=80)
    phone = forms.CharField(
        label=_("Telefoonnummer"), required=False, help_text=_("Dan kunnen wij u terugbellen.")
    )
    postcode = forms.CharField(label=_("Postcode"), widget=forms.TextInput(attrs={"class": "short"}))
    story = forms.CharField(
        label=_("Waar kunnen wij mee helpen?"),
        help_text=_("Schrijf het zoals u het zou vertellen."),
        widget=forms.Textarea,
        max_length=500,
    )
    for_whom = forms.ChoiceField(
        label=_("Voor wie vraagt u hulp?"),
        choices=[("self", _("Voor mijzelf")), ("other", _("Voor iemand anders"))],
        widget=forms.RadioSelect(attrs={"class": "choices--boxes"}),
    )
    days = forms.MultipleChoiceField(
        label=_("Wanneer schikt het?"),
        choices=[("ma", _("maandag")), ("wo", _("woensdag")), ("vr", _("vrijdag"))],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--columns"}),
        required=False,
    )
    district = forms.ChoiceField(
        label=_("Wijk"), choices=[("", _("Kies een wijk")), ("oost", "Oost"), ("west", "West")]
    )
    date = forms.DateField(label=_("Datum"), widget=forms.DateInput(attrs={"type": "date", "class": "short"}))
    paper = forms.FileField(label=_("Bijlage"), required=False)
    agreed = forms.BooleanField(
        label=_("U mag mijn vraag delen met een organisatie"), help_text=_("Pas als ik daar ja op zeg.")
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["story"].sees = _("De ambassadeur van uw wijk leest dit. Een organisatie nog niet.")
        self.fields["story"].count = True


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    page = Paginator(range(1, 238), 25).get_page(request.GET.get("page", 4))
    context = {
        "form": ExampleForm(),
        "failed_form": ExampleForm({"story": "Ik wil naar buiten."}, auto_id="failed_%s"),
        "faces": faces.FACES,
        "urgencies": faces.URGENCY_FACES,
        "levels": faces.CAPACITY_FACES,
        "themes": faces.THEME_ICONS,
        "tones": TONES,
        "page_obj": page,
        "now": now,
        "days_ago": {"fresh": now - timedelta(days=3), "ageing": now - timedelta(days=24)},
        "facet": [
            SimpleNamespace(value="new", label=_("Nieuw"), count=3, checked=True),
            SimpleNamespace(value="referred", label=_("Doorgestuurd"), count=12, checked=True),
            SimpleNamespace(value="closed", label=_("Afgerond"), count=148, checked=False),
        ],
        "steps": [_("Uw vraag"), _("Over u"), _("Bereikbaar"), _("Controleren")],
        "tabs": [
            SimpleNamespace(url="#", label=_("Hulpvraag"), is_here=True, count=None, icon="file-text"),
            SimpleNamespace(url="#", label=_("Verloop"), is_here=False, count=7, icon="history"),
        ],
        "rows": [("Overvecht", 48), ("Noordwest", 31), ("Zuidwest", 27), ("Leidsche Rijn", 12)],
        "reasons": [_("Helpt in Overvecht"), _("Heeft nu 4 plekken"), _("Gaat over: maatje, bezoek thuis")],
        "doubts": [_("Plek 24 dagen geleden bevestigd")],
    }
    return render(request, "gallery.html", context)
