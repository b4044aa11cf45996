"""Preparing and changing a meeting, with its programme and groups as rows."""

from datetime import UTC, date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.forms.rows import RowForm, rows_formset
from events.forms.sign_up import one_line
from events.models import Event, Series
from network.models import District, Partner

FIRST_DAY, LAST_DAY = date(2015, 1, 1), date(2100, 1, 1)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(attrs={"class": "short"}, format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(attrs={"class": "short"}, format="%H:%M")


class EventForm(forms.ModelForm):
    """Day and hours are typed on the clock of Utrecht and kept in UTC."""

    day = forms.DateField(label=gettext_lazy("Dag"), widget=DayInput)
    begins = forms.TimeField(label=gettext_lazy("Begint om"), widget=HourInput)
    ends = forms.TimeField(label=gettext_lazy("Eindigt om"), widget=HourInput)
    last_day = forms.DateField(
        label=gettext_lazy("Aanmelden kan tot en met"),
        help_text=gettext_lazy("Leeg: tot de bijeenkomst begint."),
        widget=DayInput,
        required=False,
    )
    series = forms.ModelChoiceField(
        Series.objects.all(),
        label=gettext_lazy("Reeks"),
        error_messages={"required": gettext_lazy("Kies een reeks, of geef een nieuwe reeks een naam.")},
        empty_label=gettext_lazy("Een nieuwe reeks"),
    )
    series_title = forms.CharField(
        label=gettext_lazy("Naam van de nieuwe reeks"),
        help_text=gettext_lazy("Alleen als de reeks hierboven niet in de lijst staat."),
        max_length=160,
        required=False,
        validators=[one_line],
    )
    series_kind = forms.ChoiceField(
        label=gettext_lazy("Soort van de nieuwe reeks"), choices=Series.Kind, required=False
    )
    host = forms.ModelChoiceField(
        Partner.objects.only("pk", "name"), label=gettext_lazy("Gastheer"), required=False,
        empty_label=gettext_lazy("Geen partner"),
    )  # fmt: skip
    district = forms.ModelChoiceField(
        District.objects.all(),
        label=gettext_lazy("Wijk"),
        required=False,
        empty_label=gettext_lazy("Nog niet bekend"),
    )
    places = forms.IntegerField(
        label=gettext_lazy("Aantal plekken"), min_value=1, max_value=2000,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip
    mail_everybody = forms.BooleanField(
        label=gettext_lazy("Ja, mail iedereen die zich heeft aangemeld"), required=False
    )

    class Meta:
        model = Event
        fields = (
            "series", "title", "question", "about", "host", "host_name", "venue", "district", "access_note",
            "places", "asks_for_lunch",
        )  # fmt: skip
        widgets = {"about": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "question": gettext_lazy("Eén zin. Deze staat groot op de pagina."),
            "host_name": gettext_lazy("Vul dit in als de gastheer geen partner is."),
            "venue": gettext_lazy("Naam van het gebouw, straat en nummer."),
            "access_note": gettext_lazy("Bijvoorbeeld: geen drempels, invalidentoilet, bushalte dichtbij."),
            "asks_for_lunch": gettext_lazy("Dan vragen wij bij het aanmelden wie mee-eet."),
        }

    def __init__(self, *args, standing: int = 0, **kwargs) -> None:
        """standing: how many people come or wait; they are mailed when time or place changes."""
        super().__init__(*args, **kwargs)
        self.standing = standing
        self.fields["series"].required = not self.data.get("series_title")
        for name in ("title", "question", "host_name", "venue", "access_note"):
            self.fields[name].validators = [*self.fields[name].validators, one_line]
        self.fields["asks_for_lunch"].label = _("Er is een lunch")
        event = self.instance
        if event.pk:
            start, end = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
            self.initial |= {"day": start.date(), "begins": start.time(), "ends": end.time()}
            if event.sign_up_until:
                self.initial["last_day"] = (
                    timezone.localtime(event.sign_up_until) - timedelta(seconds=1)
                ).date()
        if not (event.pk and event.is_published and standing):
            del self.fields["mail_everybody"]
        self.order_fields(
            ["series", "series_title", "series_kind", "title", "question", "about", "day", "begins", "ends"]
        )

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if not FIRST_DAY <= day < LAST_DAY:
            raise forms.ValidationError(_("Deze datum kan niet kloppen."))
        return day

    def clean(self) -> dict:
        told = super().clean()
        if not (told.get("series") or told.get("series_title") or self.errors):
            self.add_error("series_title", _("Geef de nieuwe reeks een naam."))
        starts_at = self._moment("begins", _("Dit uur bestaat niet: de klok gaat die nacht vooruit."))
        ends_at = self._moment("ends", _("Dit uur bestaat niet: de klok gaat die nacht vooruit."))
        if starts_at and ends_at:
            if ends_at <= starts_at:
                self.add_error("ends", _("De bijeenkomst eindigt voordat zij begint."))
            told |= {"starts_at": starts_at, "ends_at": ends_at}
        last_day = told.get("last_day")
        told["sign_up_until"] = None
        if last_day and not FIRST_DAY <= last_day < LAST_DAY:
            self.add_error("last_day", _("Deze datum kan niet kloppen."))
        elif last_day and told.get("day") and last_day > told["day"]:
            self.add_error("last_day", _("Deze dag ligt na de bijeenkomst."))
        elif last_day:
            midnight = datetime.combine(last_day + timedelta(days=1), time.min)
            told["sign_up_until"] = timezone.make_aware(midnight)
        if "mail_everybody" in self.fields and not told.get("mail_everybody") and not self.errors:
            self._ask_before_mailing(told)
        return told

    def _moment(self, field: str, gap: str) -> datetime | None:
        """Day and hour as one moment: refused when skipped in spring, the first of the two in autumn."""
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get(field)
        if day is None or hour is None:
            return None
        moment = timezone.make_aware(datetime.combine(day, hour))
        if timezone.localtime(moment.astimezone(UTC)).time() != hour:
            self.add_error(field, gap)
            return None
        return moment

    def _ask_before_mailing(self, told: dict) -> None:
        before = Event.objects.get(pk=self.instance.pk)  # the form has written its values on the instance
        if any(
            getattr(before, name) != told.get(name) for name in ("starts_at", "ends_at", "venue", "district")
        ):
            message = _("Tijd of plaats verandert. %(count)s mensen krijgen daar een mail over. Klopt dat?")
            self.add_error("mail_everybody", message % {"count": self.standing})

    def new_series(self) -> dict[str, str] | None:
        """Title and kind of a series to be made; None when one was chosen."""
        if self.cleaned_data["series"]:
            return None
        kind = self.cleaned_data["series_kind"] or Series.Kind.NETWORK_MEETING
        return {"title": self.cleaned_data["series_title"], "kind": kind}

    def values(self) -> dict:
        """The values of the meeting itself, as the services take them."""
        names = (*self.Meta.fields, "starts_at", "ends_at", "sign_up_until")
        return {name: self.cleaned_data[name] for name in names}


class ProgrammeForm(RowForm):
    starts_at = forms.TimeField(label=gettext_lazy("Tijd"), widget=HourInput, required=False)
    title = forms.CharField(label=gettext_lazy("Onderdeel"), max_length=200, validators=[one_line])
    speaker_role = forms.CharField(
        label=gettext_lazy("Door wie (functie)"), max_length=160, required=False, validators=[one_line]
    )


class GroupForm(RowForm):
    title = forms.CharField(label=gettext_lazy("Thema of vraag"), max_length=200, validators=[one_line])
    places = forms.IntegerField(
        label=gettext_lazy("Plekken"), min_value=1, max_value=2000, required=False,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip


ProgrammeFormSet = rows_formset(ProgrammeForm, prefix="programma")
GroupFormSet = rows_formset(GroupForm, prefix="groepen")


class CallOffForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Waarom gaat het niet door?"),
        help_text=gettext_lazy("Dit staat in de mail en op de pagina. Noem geen namen."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
