"""An offer as its partner fills it in, in the groups in which one thinks of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.directory.catalogue import Catalogue
from network.directory.forms.stale import StaleFormMixin
from network.directory.models import Capacity, Offer, Partner, capacity_level
from network.directory.vocabulary import DAYPARTS, LANGUAGES, TAGS, WEEKDAYS


def _ticks(label, choices=(), *, required: bool = True, help_text="") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=required,
        help_text=help_text,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--columns"}),
    )


class OfferForm(StaleFormMixin):
    main_category = forms.ChoiceField(
        label=_("Vooral"), help_text=_("Hierop vinden mensen uw aanbod het eerst.")
    )
    other_categories = _ticks(_("En ook"), required=False)
    district_slugs = _ticks(_("In welke wijken?"))
    postcodes4 = forms.CharField(
        label=_("Alleen in deze postcodes"),
        required=False,
        help_text=_("Vier cijfers, met een komma ertussen. Leeg betekent: de hele wijk."),
    )
    languages = _ticks(_("Welke talen spreken uw vrijwilligers?"), [*LANGUAGES.items()])
    weekdays = _ticks(_("Op welke dagen?"), [*WEEKDAYS.items()])
    dayparts = _ticks(_("Op welke dagdelen?"), [*DAYPARTS.items()])
    requires_any = _ticks(
        _("Voor iemand die …"),
        [*TAGS.items()],
        required=False,
        help_text=_("Eén hiervan is genoeg. Niets aankruisen betekent: voor iedereen."),
    )
    requires_all = _ticks(
        _("En altijd iemand die …"),
        [*TAGS.items()],
        required=False,
        help_text=_("Dit moet allemaal kloppen."),
    )
    excludes = _ticks(_("Niet voor iemand die …"), [*TAGS.items()], required=False)
    exclusions_text = forms.CharField(
        label=_("Dit doen wij niet"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Elke regel wordt een punt op de bladzijde."),
    )

    class Meta:
        model = Offer
        fields = [
            "title", "summary", "category_slugs", "age_min", "age_max", "age_applies_to", "women_only",
            "requires_any", "requires_all", "excludes", "languages", "mode", "format", "transport_included",
            "district_slugs", "postcodes4", "weekdays", "dayparts", "intake", "exclusions_text",
            "referral_route", "cost_text", "cost_eur", "contact", "places_total",
        ]  # fmt: skip
        widgets = {
            "category_slugs": forms.HiddenInput,
            "summary": forms.Textarea(attrs={"rows": 3}),
            "intake": forms.Textarea(attrs={"rows": 3}),
            "mode": forms.RadioSelect(attrs={"class": "choices--columns"}),
            "format": forms.RadioSelect(attrs={"class": "choices--columns"}),
            "age_applies_to": forms.RadioSelect(attrs={"class": "choices--columns"}),
            **{
                name: forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"})
                for name in ("age_min", "age_max", "places_total")
            },
            "cost_eur": forms.NumberInput(attrs={"class": "short", "inputmode": "decimal", "step": "0.05"}),
        }
        labels = {
            "age_min": _("Vanaf"),
            "age_max": _("Tot en met"),
            "age_applies_to": _("Dit is de leeftijd van"),
            "cost_eur": _("Bedrag in euro’s"),
            "contact": _("Wie neemt de vragen aan?"),
        }
        help_texts = {
            "title": _("Kort en gewoon, zoals u het aan de telefoon zou zeggen."),
            "summary": _("Een of twee zinnen."),
            "age_min": _("Leeg betekent: geen grens."),
            "age_max": _("Leeg betekent: geen grens."),
            "intake": _("Hoe iemand begint, bijvoorbeeld met een gesprek."),
            "referral_route": _("Bijvoorbeeld: zelf, of via de huisarts."),
            "cost_text": _("Bijvoorbeeld: gratis, of € 5 per keer."),
            "cost_eur": _("0 als het gratis is. Leeg als het wisselt."),
            "places_total": _("Hoeveel mensen u samen kunt helpen."),
        }

    def __init__(self, *args, partner: Partner, catalogue: Catalogue, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.instance.partner = partner
        self.catalogue = catalogue
        del self.fields["category_slugs"]
        by_theme = [
            (
                theme.label,
                [(kind.slug, kind.label) for kind in catalogue.categories if kind.theme == theme.slug],
            )
            for theme in catalogue.themes
        ]
        self.fields["main_category"].choices = [("", _("Kies wat u vooral doet")), *by_theme]
        self.fields["other_categories"].choices = by_theme
        self.fields["district_slugs"].choices = [(place.slug, place.name) for place in catalogue.districts]
        self.fields["mode"].choices = Offer.Mode.choices  # without the empty first one of a drop-down
        self.fields["format"].choices = Offer.Format.choices
        self.fields["contact"].queryset = partner.contacts.all()
        self.fields["contact"].empty_label = _("Nog niemand")
        if self.instance.pk:
            main, *others = self.instance.category_slugs
            self.initial |= {"main_category": main, "other_categories": others}
            self.initial["postcodes4"] = ", ".join(self.instance.postcodes4 or [])
            self.initial["exclusions_text"] = "\n".join(self.instance.exclusions_text)

    def clean_postcodes4(self) -> list[str] | None:
        codes = self.cleaned_data["postcodes4"].replace(";", ",").replace(" ", ",").split(",")
        codes = [code for code in codes if code]
        for code in codes:
            if not (len(code) == 4 and code.isascii() and code.isdigit()):
                raise forms.ValidationError(
                    _("“%(code)s” is geen postcode van vier cijfers."), params={"code": code}
                )
        return codes or None

    def clean_exclusions_text(self) -> list[str]:
        lines = [line.strip(" -•\t") for line in self.cleaned_data["exclusions_text"].splitlines()]
        return [line for line in lines if line]

    def clean(self) -> dict:
        cleaned = super().clean()
        low, high = cleaned.get("age_min"), cleaned.get("age_max")
        if low is not None and high is not None and low > high:
            self.add_error("age_max", _("Deze leeftijd is lager dan de leeftijd bij ‘vanaf’."))
        total = cleaned.get("places_total")
        if self.instance.pk and total is not None and total < self.instance.places_free:
            self.add_error(
                "places_total",
                _("Er zijn nu nog %(free)s plekken vrij. Wijzig eerst het aantal vrije plekken.")
                % {"free": self.instance.places_free},
            )
        if both := set(cleaned.get("excludes", [])) & {
            *cleaned.get("requires_any", []), *cleaned.get("requires_all", [])
        }:  # fmt: skip
            self.add_error(
                "excludes",
                _("Dit staat ook bij voor wie het wel is: %(tags)s.")
                % {"tags": ", ".join(str(TAGS[tag]) for tag in sorted(both))},
            )
        return cleaned

    def _post_clean(self) -> None:
        main = self.cleaned_data.get("main_category")
        if main:
            others = [slug for slug in self.cleaned_data.get("other_categories", []) if slug != main]
            self.instance.category_slugs = [main, *others]
        super()._post_clean()


class NewOfferForm(OfferForm):
    """A new offer also says how many places are free today."""

    class Meta(OfferForm.Meta):
        fields = [*OfferForm.Meta.fields, "places_free", "takes_waiting_list"]
        widgets = OfferForm.Meta.widgets | {
            "places_free": forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"})
        }

    def clean(self) -> dict:
        cleaned = super().clean()
        free, total = cleaned.get("places_free"), cleaned.get("places_total")
        if free is not None and total is not None and free > total:
            self.add_error("places_free", _("Er zijn niet meer vrije plekken dan plekken in totaal."))
        return cleaned


class CapacityForm(forms.Form):
    """How much room there is now: one of four levels, with a number where there is room."""

    level = forms.ChoiceField(
        label=_("Hoe is het nu?"),
        choices=[
            (Capacity.OPEN, _("Plek: 3 of meer plekken vrij")),
            (Capacity.LIMITED, _("Weinig plek: 1 of 2 plekken vrij")),
            (Capacity.WAITING_LIST, _("Wachtlijst: vol, maar u schrijft mensen op")),
            (Capacity.CLOSED, _("Geen plek: u neemt niemand aan")),
        ],
        widget=forms.RadioSelect(attrs={"class": "choices--boxes"}),
    )
    free = forms.IntegerField(
        label=_("Hoeveel plekken zijn er vrij?"),
        min_value=0,
        required=False,
        help_text=_("Alleen als er plek is."),
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    waiting_weeks = forms.IntegerField(
        label=_("Over hoeveel weken kan iemand beginnen?"),
        min_value=0,
        max_value=104,
        help_text=_("0 betekent: deze week nog."),
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    note = forms.CharField(
        label=_("Toelichting"),
        max_length=200,
        required=False,
        help_text=_("Iedereen kan dit lezen. Noem geen namen."),
    )
    shown = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, offer: Offer, free: int, **kwargs) -> None:
        initial = {
            "level": capacity_level(free, offer.takes_waiting_list),
            "free": free,
            "waiting_weeks": offer.waiting_weeks,
            "note": offer.capacity_note,
            "shown": free,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.offer = offer
        self.fields["note"].count = True

    def clean(self) -> dict:
        cleaned = super().clean()
        level, free = cleaned.get("level"), cleaned.get("free")
        if "free" in self.errors or level is None:
            return cleaned
        if level in (Capacity.WAITING_LIST, Capacity.CLOSED):
            cleaned["free"] = 0
        elif not free:
            self.add_error("free", _("Vul in hoeveel plekken er vrij zijn."))
        elif free > self.offer.places_total:
            self.add_error(
                "free",
                _("U heeft in totaal %(total)s plekken. Wijzig eerst het aanbod als dat er meer zijn.")
                % {"total": self.offer.places_total},
            )
        elif (level == Capacity.LIMITED) != (free < 3):
            self.add_error(
                "free", _("Dit aantal past niet bij uw keuze hierboven: kies 1 of 2, of 3 of meer.")
            )
        return cleaned

    def show_change(self, message: str, *, free: int) -> None:
        """Say that the number changed; whoever saves once more has seen it."""
        self.add_error(None, message)
        self.data = self.data.copy()
        self.data[self.add_prefix("shown")] = free
